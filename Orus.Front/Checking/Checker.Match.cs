using System.Collections.Generic;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary><c>match</c>, as a statement and as an expression.</summary>
internal sealed partial class Checker
{
    private TypedMatch CheckMatchExpression(MatchExpression expression, OrusType? expected)
    {
        MatchSyntax match = expression.Match;
        TypedExpression scrutinee = InferValue(match.Scrutinee);
        int count = match.Arms.Length;
        TypedPattern[] patterns = CheckPatterns(match, scrutinee, isExpression: true, out _);
        Expression[] arms = new Expression[count];
        for (int i = 0; i < count; i++)
        {
            Block body = match.Arms[i].Body;
            arms[i] = body.Statements is [ExpressionStatement { Value: var only }] && body.BranchVariables.Length == 0
                ? only
                : new BlockExpression(body.Span, body) { Literal = body.Statements[^1] is ExpressionStatement last ? last.Value.Literal : LiteralClass.None };
        }
        TypedExpression[] values = expected is null ? InferAlternatives(arms, "arms", out expected) : CheckAll(arms, expected);
        TypedMatchArm[] typed = new TypedMatchArm[count];
        for (int i = 0; i < count; i++)
            typed[i] = new TypedMatchArm(patterns[i], values[i], null);
        return new TypedMatch(scrutinee, typed, expected, match.MatchSpan);
    }

    private Tail CheckMatchStatement(MatchSyntax match, bool isTail)
    {
        TypedExpression scrutinee = InferValue(match.Scrutinee);
        TypedPattern[] patterns = CheckPatterns(match, scrutinee, isExpression: false, out bool isExhaustive);
        TypedMatchArm[] arms = new TypedMatchArm[patterns.Length];
        _out.Add(new TypedMatchStatement(scrutinee, arms, match.MatchSpan));
        Tail tail = isExhaustive ? Tail.NeverEnds : Tail.FallsThrough;
        for (int i = 0; i < arms.Length; i++)
        {
            List<TypedStatement> body = [];
            arms[i] = new TypedMatchArm(patterns[i], null, body);
            tail = Merge(tail, CheckBranch(match.Arms[i].Body, body, isTail));
        }
        return tail;
    }

    /// <summary>The patterns of all arms; reports arms that repeat others or follow <c>_</c>, and cases that are missing.</summary>
    private TypedPattern[] CheckPatterns(MatchSyntax match, TypedExpression scrutinee, bool isExpression, out bool isExhaustive)
    {
        OrusType type = FixOpen(scrutinee.Type);
        TypedPattern[] patterns = new TypedPattern[match.Arms.Length];
        HashSet<(object, string)> seen = [];
        bool hasWildcard = false, failed = false;
        for (int i = 0; i < patterns.Length; i++)
        {
            Pattern pattern = match.Arms[i].Pattern;
            if (hasWildcard)
                Error(DiagnosticCode.DuplicateArm, pattern.Span, "this arm can never be reached: `_` before it matches everything", "make `_` the last arm.");
            hasWildcard |= pattern.Kind == PatternKind.Wildcard;
            TypedPattern? typed = CheckPattern(pattern, type);
            failed |= typed is null;
            patterns[i] = typed ?? new TypedWildcardPattern(pattern.Span);
            if (typed is not null && !hasWildcard && Key(typed) is { } key && !seen.Add(key))
                Error(DiagnosticCode.DuplicateArm, pattern.Span, "an earlier arm already matches this", "remove one of the two.");
        }
        isExhaustive = hasWildcard;
        if (hasWildcard || failed || type.Kind == TypeKind.Unknown)
        {
            isExhaustive = true;
            return patterns;
        }
        List<string> missing = MissingCases(type, seen);
        bool hasCases = type.Kind is TypeKind.Enum or TypeKind.Bool;
        isExhaustive = hasCases && missing.Count == 0;
        if (type.Kind == TypeKind.Enum ? missing.Count > 0 : isExpression && !isExhaustive)
        {
            string cases = missing.Count > 0 ? $"{string.Join(", ", missing)} {(missing.Count == 1 ? "is" : "are")} missing" : $"{WithArticle(types.Close(type))} has other values";
            Error(DiagnosticCode.NonExhaustiveMatch, match.MatchSpan, $"this `match` does not cover every case: {cases}", "add the missing arms, or `_ -> …` as the last one.");
        }
        return patterns;
    }

    private static List<string> MissingCases(OrusType type, HashSet<(object, string)> seen)
    {
        List<string> missing = [];
        if (type is EnumType { Definition: var definition })
        {
            foreach (EnumVariant variant in definition.Variants)
            {
                if (!seen.Contains((definition, variant.Name)))
                    missing.Add($"`{definition.Name}.{variant.Name}`");
            }
        }
        else if (type.Kind == TypeKind.Bool)
        {
            foreach ((string text, string bits) in new[] { ("`true`", "1"), ("`false`", "0") })
            {
                if (!seen.Contains((PrimitiveType.Bool, bits)))
                    missing.Add(text);
            }
        }
        return missing;
    }

    /// <summary>What makes two patterns the same; null for those that are not compared.</summary>
    private static (object, string)? Key(TypedPattern pattern) => pattern switch
    {
        TypedVariantPattern variant => (variant.Definition, variant.Variant.Name),
        TypedValuePattern { Value: TypedConstant constant } => (constant.Type, constant.Bits.ToString(null, null)),
        TypedValuePattern { Value: TypedString text } => (PrimitiveType.String, Encoding.Latin1.GetString(text.Value)),
        TypedValuePattern { Value: TypedGlobalRead { Variable.KnownValue: TypedConstant constant } } => (constant.Type, constant.Bits.ToString(null, null)),
        TypedValuePattern { Value: TypedGlobalRead { Variable.KnownValue: TypedString text } } => (PrimitiveType.String, Encoding.Latin1.GetString(text.Value)),
        _ => null,
    };

    private TypedPattern? CheckPattern(Pattern pattern, OrusType type)
    {
        switch (pattern)
        {
            case LiteralPattern literal:
                Expression value = literal.Value;
                TypedExpression typed = value.Literal != LiteralClass.None && type.IsNumeric ? CheckLiteral(value, type) : Infer(value);
                return CheckValuePattern(Folded(typed), type, pattern.Span);
            case ConstantPattern constant:
                return constant.Symbol is VariableSymbol symbol ? CheckValuePattern(Read(symbol, pattern.Span), type, pattern.Span) : null;
            case VariantPattern variant:
                return CheckVariantPattern(variant, type);
            default:
                return new TypedWildcardPattern(pattern.Span);
        }
    }

    /// <summary>A literal with a minus before it as one constant, so that equal patterns are recognised.</summary>
    private static TypedExpression Folded(TypedExpression literal) => literal is TypedNegate ? Constants.Evaluate(literal) ?? literal : literal;

    private TypedValuePattern? CheckValuePattern(TypedExpression value, OrusType type, SourceSpan span)
    {
        OrusType actual = TypeTable.Prune(value.Type);
        if (actual.Kind == TypeKind.Unknown)
            return null;
        if (actual != type && type.Kind is not (TypeKind.Any or TypeKind.Unknown))
        {
            Mismatch(span, actual, type);
            return null;
        }
        return new TypedValuePattern(value, span);
    }

    private TypedVariantPattern? CheckVariantPattern(VariantPattern pattern, OrusType type)
    {
        TypedVariantPattern? Fail()
        {
            foreach (VariableSymbol? symbol in pattern.Symbols)
            {
                if (symbol is not null)
                    DeclareLocal(symbol, PrimitiveType.Unknown);
            }
            return null;
        }

        if (pattern.Enum is not { } symbol)
            return Fail();
        if (symbol.Enum is not { } definition)
        {
            Error(DiagnosticCode.UnknownMember, pattern.Variant.Span, $"`{symbol.Name}` is a struct and has no variants");
            return Fail();
        }
        if (symbol.Variant(pattern.Variant.Text) is not { } variant)
        {
            UnknownMember(symbol, pattern.Variant, isCall: true);
            return Fail();
        }
        if (type.Kind is not (TypeKind.Any or TypeKind.Unknown) && (type as EnumType)?.Definition != definition)
        {
            Mismatch(pattern.Span, symbol.BareEnum ?? types.Enum(definition, [], out _), type);
            return Fail();
        }
        if (pattern.Bindings.Length != variant.PayloadCount)
        {
            string help = variant.PayloadCount == 0 ? $"write `{symbol.Name}.{variant.Name}`." : "write `_` for payloads that are not needed.";
            Error(DiagnosticCode.ArgumentCount, pattern.HasList ? pattern.OpenSpan : pattern.Variant.Span,
                $"`{symbol.Name}.{variant.Name}` has {variant.PayloadCount} payload{(variant.PayloadCount == 1 ? "" : "s")}, but the pattern names {pattern.Bindings.Length}", help);
            return Fail();
        }
        OrusType[] payloads = variant.PayloadCount == 0 ? [] : type is EnumType known ? known.Payloads[variant.Index] : definition.StoredPayloads[variant.Index];
        LocalVariable?[] bindings = new LocalVariable?[variant.PayloadCount];
        for (int i = 0; i < bindings.Length; i++)
        {
            if (pattern.Symbols[i] is { } binding)
                bindings[i] = DeclareLocal(binding, FixOpen(payloads[i]));
        }
        return new TypedVariantPattern(definition, variant, bindings, pattern.Span);
    }
}
