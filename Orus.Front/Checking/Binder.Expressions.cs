using System;
using System.Collections.Generic;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

using BinaryOperator = Orus.Front.Syntax.BinaryOperator;

namespace Orus.Front.Checking;

/// <summary>Expressions: names, and which of them are literal expressions.</summary>
internal sealed partial class Binder
{
    private void BindAll(Expression[] expressions)
    {
        foreach (Expression expression in expressions)
            BindExpression(expression);
    }

    private void BindExpression(Expression expression)
    {
        switch (expression)
        {
            case NameExpression name:
                name.Symbol = Resolve(name.Identifier);
                break;
            case IntegerLiteral integer:
                integer.Literal = Classify(integer);
                break;
            case FloatLiteral number:
                number.Literal = number.HasSuffix ? LiteralClass.None : LiteralClass.Float;
                break;
            case BinaryExpression binary:
                BindBinary(binary);
                break;
            case CallExpression call:
                BindCall(call);
                break;
            case MemberExpression member:
                BindMember(member);
                break;
            case IndexExpression index:
                BindExpression(index.Receiver);
                BindExpression(index.Index);
                break;
            case ParenthesizedExpression parenthesized:
                BindExpression(parenthesized.Inner);
                parenthesized.Literal = parenthesized.Inner.Literal;
                break;
            case UnaryExpression unary:
                BindExpression(unary.Operand);
                if (unary.Operator == UnaryOperator.Negate)
                    unary.Literal = unary.Operand.Literal;
                break;
            case ComparisonExpression comparison:
                BindAll(comparison.Operands);
                break;
            case CastExpression cast:
                BindExpression(cast.Operand);
                cast.TargetType = Builtins.Type(cast.Target.Text) ?? (ResolveTypeName(null, cast.Target) is { } symbol ? BareType(symbol) : null);
                break;
            case InlineIfExpression conditional:
                BindInlineIf(conditional);
                break;
            case SliceExpression slice:
                BindExpression(slice.Receiver);
                if (slice.Start is { } start)
                    BindExpression(start);
                if (slice.End is { } end)
                    BindExpression(end);
                break;
            case StructLiteralExpression literal:
                literal.Symbol = ResolveTypeName(literal.Module, literal.Name);
                if (literal.Symbol?.ConstructionEntry is { } defaults)
                    Refer(defaults, literal.Span.Start);
                foreach (FieldInitializer field in literal.Fields)
                    BindExpression(field.Value);
                break;
            case ArrayLiteralExpression array:
                BindAll(array.Elements);
                break;
            case FunctionExpression function:
                BindFunction(MakeEntry(function.Function, FunctionRole.Anonymous, _function));
                break;
            case MatchExpression match:
                BindMatch(match.Match);
                match.Literal = ClassifyArms(match.Match);
                break;
            case BlockExpression block:
                BindBlock(block.Body);
                block.Literal = ClassifyBlock(block.Body);
                break;
        }
    }

    /// <summary>Chains of operators lean left and are long at times: the left operands are a loop, not a recursion.</summary>
    private void BindBinary(BinaryExpression top)
    {
        int mark = _spine.Count;
        BinaryExpression lowest = top;
        _spine.Add(top);
        while (lowest.Left is BinaryExpression next)
            _spine.Add(lowest = next);
        BindExpression(lowest.Left);
        for (int i = _spine.Count - 1; i >= mark; i--)
        {
            BinaryExpression binary = _spine[i];
            if (binary.Operator == BinaryOperator.Matches)
                BindMatches(binary.Right);
            else
                BindExpression(binary.Right);
            if (binary.Operator <= BinaryOperator.Remainder)
                binary.Literal = Common(binary.Left.Literal, binary.Right.Literal);
        }
        _spine.RemoveRange(mark, _spine.Count - mark);
    }

    private readonly List<BinaryExpression> _spine = [];

    /// <summary>The right side of <c>matches</c>, where <c>_</c> may stand for a payload.</summary>
    private void BindMatches(Expression pattern)
    {
        if (pattern is not CallExpression call)
        {
            BindExpression(pattern);
            return;
        }
        BindCallee(call.Callee);
        foreach (Expression argument in call.Arguments)
        {
            if (argument is not NameExpression { Name: "_" })
                BindExpression(argument);
        }
    }

    private void BindInlineIf(InlineIfExpression conditional)
    {
        BindExpression(conditional.Condition);
        FlowSplit split = new(this);
        split.Begin();
        BindExpression(conditional.Then);
        split.End(completes: true);
        split.Begin();
        BindExpression(conditional.Else);
        split.End(completes: true);
        split.Join();
        conditional.Literal = Common(conditional.Then.Literal, conditional.Else.Literal);
    }

    private void BindCall(CallExpression call)
    {
        BindCallee(call.Callee);
        BindAll(call.Arguments);
    }

    private void BindCallee(Expression callee)
    {
        if (callee is NameExpression name)
            name.Symbol = Resolve(name.Identifier, isCallee: true);
        else
            BindExpression(callee);
    }

    private void BindMember(MemberExpression member)
    {
        BindExpression(member.Receiver);
        switch ((member.Receiver as NameExpression)?.Symbol)
        {
            case NamespaceSymbol { Module: var used }:
                member.Symbol = Exported(used, member.Name);
                if (member.Symbol is not null)
                    Use(member.Symbol, member.Name, isCallee: false);
                return;
            case TypeSymbol { ConstructionEntry: { } construction }:
                Refer(construction, member.Span.Start);
                break;
        }
        // Which type the receiver has is not known yet: any method of the name may be meant.
        if (_methodsByName.TryGetValue(member.Name.Text, out FunctionEntry? methods))
            Refer(methods, member.Name.Span.Start);
    }

    private OrusType BareType(TypeSymbol symbol)
    {
        if (symbol.Struct is { } type)
            return type;
        if (symbol.BareEnum is { } bare)
            return bare;
        OrusType[] arguments = new OrusType[symbol.EnumSyntax?.TypeParameters.Length ?? 0];
        Array.Fill(arguments, PrimitiveType.Any);
        return symbol.BareEnum = _types.Enum(symbol.Enum!, arguments, out _);
    }

    // ---- Literal expressions ------------------------------------------------------------------------------------------

    private static LiteralClass Common(LiteralClass a, LiteralClass b) =>
        a == LiteralClass.None || b == LiteralClass.None ? LiteralClass.None : a > b ? a : b;

    private static LiteralClass Classify(IntegerLiteral literal)
    {
        if (literal.Suffix != IntegerSuffix.None)
            return LiteralClass.None;
        if (literal.ExceedsU64)
            return LiteralClass.Huge;
        ulong value = literal.Value;
        if (literal.Base != NumberBase.Decimal)
            return value <= uint.MaxValue ? LiteralClass.I32 : value <= long.MaxValue ? LiteralClass.I64 : LiteralClass.U64;
        if (literal.IsNegative)
            return value <= 1ul << 31 ? LiteralClass.I32 : value <= 1ul << 63 ? LiteralClass.I64 : LiteralClass.Huge;
        return value <= int.MaxValue ? LiteralClass.I32 : value <= long.MaxValue ? LiteralClass.I64 : LiteralClass.U64;
    }

    private static LiteralClass ClassifyBlock(Block block) =>
        block.Statements.Length > 0 && block.Statements[^1] is ExpressionStatement { Value.Literal: var literal } ? literal : LiteralClass.None;

    private static LiteralClass ClassifyArms(MatchSyntax match)
    {
        LiteralClass result = ClassifyBlock(match.Arms[0].Body);
        foreach (MatchArm arm in match.Arms)
            result = Common(result, ClassifyBlock(arm.Body));
        return result;
    }
}
