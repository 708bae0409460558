using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;
using BinaryOperator = Orus.Front.Syntax.BinaryOperator;
using TypedOperator = Orus.Front.Typed.BinaryOperator;

namespace Orus.Front.Checking;

/// <summary>Operators and casts (sections 7 and 8).</summary>
internal sealed partial class Checker
{
    private readonly List<BinaryExpression> _spine = [];

    /// <summary>A chain of operators that leans left, without recursion along it.</summary>
    private TypedExpression InferChain(BinaryExpression top)
    {
        int mark = _spine.Count;
        BinaryExpression lowest = top;
        _spine.Add(top);
        while (lowest.Left is BinaryExpression { Literal: LiteralClass.None } next)
            _spine.Add(lowest = next);
        TypedExpression? left = lowest.Left.Literal != LiteralClass.None ? null : InferValue(lowest.Left);
        for (int i = _spine.Count - 1; i >= mark; i--)
        {
            BinaryExpression binary = _spine[i];
            left = binary.Operator == BinaryOperator.Matches
                ? CheckMatches(binary, left ?? InferValue(binary.Left))
                : Combine(binary.Operator, binary.OperatorSpan, binary.Left, left, binary.Right);
        }
        _spine.RemoveRange(mark, _spine.Count - mark);
        return left!;
    }

    /// <summary>A binary operation; a left operand that is a literal expression is given as syntax only. Literals adapt to the other side.</summary>
    private TypedExpression Combine(BinaryOperator op, SourceSpan at, Expression? leftSyntax, TypedExpression? left, Expression rightSyntax)
    {
        if (left is null)
        {
            if (rightSyntax.Literal != LiteralClass.None)
            {
                OrusType whole = DefaultType(leftSyntax!.Literal > rightSyntax.Literal ? leftSyntax.Literal : rightSyntax.Literal);
                return CombineTyped(op, at, CheckLiteral(leftSyntax, whole), CheckLiteral(rightSyntax, whole));
            }
            TypedExpression right = InferValue(rightSyntax);
            if (right.Type.Kind == TypeKind.Unknown)
                return IsComparison(op) ? new TypedUnresolved(PrimitiveType.Bool, at) : right;
            left = AdaptLiteral(op, leftSyntax!, right.Type);
            return CombineTyped(op, at, left, right, IsDynamic(right) ? LiteralSides.Left : LiteralSides.None);
        }
        if (rightSyntax.Literal == LiteralClass.None)
            return CombineTyped(op, at, left, InferValue(rightSyntax));
        if (left.Type.Kind == TypeKind.Unknown)
            return IsComparison(op) ? new TypedUnresolved(PrimitiveType.Bool, at) : left;
        return CombineTyped(op, at, left, AdaptLiteral(op, rightSyntax, left.Type), IsDynamic(left) ? LiteralSides.Right : LiteralSides.None);
    }

    private static bool IsComparison(BinaryOperator op) => op is BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Matches;

    private static bool IsDynamic(TypedExpression expression) => TypeTable.Prune(expression.Type).Kind == TypeKind.Any;

    /// <summary>A literal beside an operand of a known type.</summary>
    private TypedExpression AdaptLiteral(BinaryOperator op, Expression literal, OrusType other)
    {
        other = TypeTable.Prune(other);
        bool adapts = other.IsNumeric && (literal.Literal != LiteralClass.Float || other.Kind == TypeKind.F64)
            && (op is not (BinaryOperator.Equal or BinaryOperator.NotEqual or BinaryOperator.Matches) || LiteralFits(literal, other));
        return adapts ? CheckLiteral(literal, other) : Infer(literal);
    }

    /// <summary>A binary operation on operands that have their types.</summary>
    private TypedExpression CombineTyped(BinaryOperator op, SourceSpan at, TypedExpression left, TypedExpression right, LiteralSides literals = LiteralSides.None)
    {
        switch (op)
        {
            case BinaryOperator.Equal or BinaryOperator.Matches:
                return new TypedBinary(TypedOperator.Equal, left, right, PrimitiveType.Bool, LiteralSides.None, at);
            case BinaryOperator.NotEqual:
                return new TypedBinary(TypedOperator.NotEqual, left, right, PrimitiveType.Bool, LiteralSides.None, at);
            case BinaryOperator.And or BinaryOperator.Or:
                return CombineLogical(op, at, left, right);
        }
        TypedOperator typed = Arithmetic(op);
        OrusType a = FixOpen(left.Type), b = FixOpen(right.Type);
        if (a.Kind == TypeKind.Unknown || b.Kind == TypeKind.Unknown)
            return new TypedUnresolved(a.Kind == TypeKind.Unknown ? b : a, at);
        if (a.Kind == TypeKind.Any || b.Kind == TypeKind.Any)
            return new TypedBinary(typed, ToAny(left), ToAny(right), PrimitiveType.Any, literals, at);
        if (a == b && (a.IsNumeric || (a.Kind == TypeKind.String && op == BinaryOperator.Add)))
            return new TypedBinary(typed, left, right, a, LiteralSides.None, at);
        if (op == BinaryOperator.Multiply && a.Kind == TypeKind.Array && b.IsInteger)
            return new TypedRepeat(left, right, arrayOnRight: false, a, at);
        if (op == BinaryOperator.Multiply && b.Kind == TypeKind.Array && a.IsInteger)
            return new TypedRepeat(right, left, arrayOnRight: true, b, at);
        return OperatorError(Symbol(op), at, a, b, left is TypedAssignedValue);
    }

    private static TypedExpression ToAny(TypedExpression value) => TypeTable.Prune(value.Type).Kind == TypeKind.Any ? value : new TypedToAny(value, value.Span);

    private static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.And => "and",
        _ => "or",
    };

    private TypedErroneous OperatorError(string symbol, SourceSpan at, OrusType left, OrusType right, bool isAssigned = false)
    {
        left = types.Close(left);
        right = types.Close(right);
        if (left == right)
        {
            Error(DiagnosticCode.UnsupportedOperation, at, $"`{symbol}` does not work on `{left.Name}`", OperatorHelp(symbol, left));
            return Erroneous(at);
        }
        string? help = (left.Kind, right.Kind) switch
        {
            (TypeKind.String, _) when symbol == "+" && (right.IsScalar || right.Kind == TypeKind.Error) => "convert the right side with `as string`.",
            (_, TypeKind.String) when symbol == "+" && (left.IsScalar || left.Kind == TypeKind.Error) => "convert the left side with `as string`.",
            _ when left.IsNumeric && right.IsNumeric && isAssigned => $"declare the left side with the type `{right.Name}`, or convert the right side with `as {left.Name}`.",
            _ when left.IsNumeric && right.IsNumeric => $"convert one side with `as {left.Name}` or `as {right.Name}`.",
            _ => null,
        };
        Error(DiagnosticCode.TypeMismatch, at, $"`{symbol}` cannot combine `{left.Name}` and `{right.Name}`", help, "Both sides of an operator must have the same type.");
        return Erroneous(at);
    }

    private static string? OperatorHelp(string symbol, OrusType type) => (symbol, type.Kind) switch
    {
        ("and" or "or", _) when type.IsNumeric => "compare the numbers first.",
        (_, TypeKind.Array) when symbol == "+" => "`push` appends the elements one by one.",
        _ => null,
    };

    // ---- Logic --------------------------------------------------------------------------------------------------------

    private TypedExpression CombineLogical(BinaryOperator op, SourceSpan at, TypedExpression left, TypedExpression right)
    {
        OrusType a = FixOpen(left.Type), b = FixOpen(right.Type);
        if (a.Kind == TypeKind.Unknown || b.Kind == TypeKind.Unknown)
            return new TypedUnresolved(a.Kind == TypeKind.Unknown ? b : a, at);
        bool isAnd = op == BinaryOperator.And;
        if (a.Kind == TypeKind.Any || b.Kind == TypeKind.Any)
            return new TypedLogical(isAnd, ToAny(left), ToAny(right), PrimitiveType.Any, at);
        if (a == b && a.Kind == TypeKind.Bool)
            return new TypedLogical(isAnd, left, right, a, at);
        if (a == b && a.IsInteger)
            return new TypedBinary(isAnd ? TypedOperator.BitAnd : TypedOperator.BitOr, left, right, a, LiteralSides.None, at);
        return OperatorError(Symbol(op), at, a, b);
    }

    private TypedExpression InferUnary(UnaryExpression unary)
    {
        TypedExpression operand = InferValue(unary.Operand);
        if (unary.Operator == UnaryOperator.Negate)
            return Negate(unary, operand);
        OrusType type = FixOpen(operand.Type);
        if (type.IsInteger || type.Kind is TypeKind.Bool or TypeKind.Any or TypeKind.Unknown)
            return new TypedNot(operand, unary.OperatorSpan);
        Error(DiagnosticCode.TypeMismatch, unary.OperatorSpan, $"`not` needs a `bool` or an integer, but this is {WithArticle(types.Close(type))}");
        return Erroneous(unary.Span);
    }

    private TypedExpression Negate(UnaryExpression unary, TypedExpression operand)
    {
        OrusType type = FixOpen(operand.Type);
        if (type.IsSigned || type.Kind is TypeKind.F64 or TypeKind.Any or TypeKind.Unknown)
            return new TypedNegate(operand, type, unary.OperatorSpan);
        if (type.IsInteger)
            Error(DiagnosticCode.UnsupportedOperation, unary.OperatorSpan, $"`-` does not work on `{type.Name}`, which has no negative values", "convert first, for example with `as i64`.");
        else
            Error(DiagnosticCode.TypeMismatch, unary.OperatorSpan, $"`-` needs a number, but this is {WithArticle(types.Close(type))}", type.Kind == TypeKind.Bool ? "negate a bool with `not`." : null);
        return Erroneous(unary.Span);
    }

    // ---- Comparison ---------------------------------------------------------------------------------------------------

    private TypedExpression InferComparison(ComparisonExpression comparison)
    {
        int count = comparison.Operands.Length;
        TypedExpression[] operands = new TypedExpression[count];
        bool isDynamic = false, isUnknown = false;
        for (int i = 0; i < count; i++)
        {
            if (comparison.Operands[i].Literal != LiteralClass.None)
                continue;
            operands[i] = InferValue(comparison.Operands[i]);
            OrusType type = FixOpen(operands[i].Type);
            isDynamic |= type.Kind == TypeKind.Any;
            isUnknown |= type.Kind == TypeKind.Unknown;
        }
        AdaptLiterals(comparison, operands);

        TypedOperator[] operators = new TypedOperator[count - 1];
        LiteralSides[] literals = new LiteralSides[count - 1];
        SourceSpan[] spans = new SourceSpan[count - 1];
        for (int i = 0; i < count - 1; i++)
        {
            ComparisonLink link = comparison.Links[i];
            operators[i] = (TypedOperator)((int)TypedOperator.Less + (int)link.Operator);
            spans[i] = link.OperatorSpan;
            OrusType a = TypeTable.Prune(operands[i].Type), b = TypeTable.Prune(operands[i + 1].Type);
            if (a.Kind == TypeKind.Any)
                literals[i] = comparison.Operands[i + 1].Literal != LiteralClass.None ? LiteralSides.Right : LiteralSides.None;
            else if (b.Kind == TypeKind.Any)
                literals[i] = comparison.Operands[i].Literal != LiteralClass.None ? LiteralSides.Left : LiteralSides.None;
            else if (a.Kind != TypeKind.Unknown && b.Kind != TypeKind.Unknown && !(a == b && (a.IsNumeric || a.Kind == TypeKind.String)))
                isUnknown |= OperatorError(ComparisonText(link.Operator), link.OperatorSpan, a, b) is not null;
        }
        if (isUnknown)
            return new TypedUnresolved(PrimitiveType.Bool, comparison.Links[0].OperatorSpan);
        for (int i = 0; isDynamic && i < count; i++)
            operands[i] = ToAny(operands[i]);
        return count == 2
            ? new TypedBinary(operators[0], operands[0], operands[1], PrimitiveType.Bool, literals[0], spans[0])
            : new TypedComparisonChain(operands, operators, literals, spans);
    }

    /// <summary>A literal in a comparison takes the type of the nearest operand that is none, the one on its left first.</summary>
    private void AdaptLiterals(ComparisonExpression comparison, TypedExpression?[] operands)
    {
        LiteralClass widest = LiteralClass.None;
        foreach (Expression operand in comparison.Operands)
            widest = operand.Literal > widest ? operand.Literal : widest;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i] is not null)
                continue;
            OrusType? type = i > 0 ? TypeTable.Prune(operands[i - 1]!.Type) : null;
            for (int k = i + 1; type is null && k < operands.Length; k++)
                type = operands[k] is { } next ? TypeTable.Prune(next.Type) : null;
            type ??= DefaultType(widest);
            Expression literal = comparison.Operands[i];
            operands[i] = type.IsNumeric && (literal.Literal != LiteralClass.Float || type.Kind == TypeKind.F64) ? CheckLiteral(literal, type) : Infer(literal);
        }
    }

    private static string ComparisonText(ComparisonOperator op) => op switch
    {
        ComparisonOperator.Less => "<",
        ComparisonOperator.LessOrEqual => "<=",
        ComparisonOperator.Greater => ">",
        _ => ">=",
    };

    /// <summary><c>matches</c> is <c>==</c>, unless the right side is a variant with a <c>_</c>.</summary>
    private TypedExpression CheckMatches(BinaryExpression binary, TypedExpression left)
    {
        if (binary.Right is not CallExpression call || !HasWildcard(call.Arguments))
        {
            TypedExpression right = binary.Right.Literal != LiteralClass.None ? AdaptLiteral(binary.Operator, binary.Right, left.Type)
                : TypeTable.Prune(left.Type) is EnumType expected ? CheckOperand(binary.Right, expected) : InferValue(binary.Right);
            return CombineTyped(binary.Operator, binary.OperatorSpan, left, right);
        }
        if (FindVariant(call.Callee as MemberExpression) is not { } found)
        {
            Error(DiagnosticCode.UndefinedName, call.Span, "`_` may only stand for a payload of an enum variant", "write `value matches Enum.Variant(_)`.");
            return Erroneous(binary.Span);
        }
        (TypeSymbol type, EnumVariant variant) = found;
        if (variant.PayloadCount != call.Arguments.Length)
            return CountError(call.OpenSpan, $"`{type.Name}.{variant.Name}`", variant.PayloadCount, call.Arguments.Length);
        OrusType[] payloads = TypeTable.Prune(left.Type) is EnumType known && known.Definition == type.Enum ? known.Payloads[variant.Index] : type.Enum!.StoredPayloads[variant.Index];
        TypedExpression?[] arguments = new TypedExpression?[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            Expression argument = call.Arguments[i];
            if (argument is not NameExpression { Name: "_" })
                arguments[i] = argument.Literal != LiteralClass.None ? AdaptLiteral(BinaryOperator.Equal, argument, payloads[i]) : InferValue(argument);
        }
        return new TypedVariantTest(left, type.Enum!, variant, arguments, binary.OperatorSpan);
    }

    /// <summary>An operand of <c>matches</c>: a construction takes the type arguments of the other side, anything else is inferred.</summary>
    private TypedExpression CheckOperand(Expression expression, EnumType expected) => expression switch
    {
        CallExpression call => InferCall(call, expected),
        MemberExpression member => InferMember(member, expected),
        _ => InferValue(expression),
    };

    private static bool HasWildcard(Expression[] arguments)
    {
        foreach (Expression argument in arguments)
        {
            if (argument is NameExpression { Name: "_" })
                return true;
        }
        return false;
    }

    // ---- Casts --------------------------------------------------------------------------------------------------------

    private TypedExpression InferCast(CastExpression cast)
    {
        TypedExpression operand = InferValue(cast.Operand);
        OrusType from = FixOpen(operand.Type);
        if (cast.TargetType is not { } to)
            return Erroneous(cast.Span);
        if (from.Kind == TypeKind.Unknown)
            return new TypedUnresolved(to, cast.AsSpan);
        if (to.Kind == TypeKind.Any)
            return from.Kind == TypeKind.Any ? operand : new TypedToAny(operand, cast.AsSpan);
        bool isTarget = to.IsScalar || to.Kind == TypeKind.String;
        if (isTarget && from == to)
            return operand;
        bool isAllowed = isTarget && (from.IsScalar || from.Kind == TypeKind.Any || (from.Kind == TypeKind.Error && to.Kind == TypeKind.String));
        if (isAllowed)
            return new TypedCast(operand, to, cast.AsSpan);
        string? help = (from.Kind, to.Kind) switch
        {
            (TypeKind.String, TypeKind.F64) => "parse the text with `float(…)`.",
            (TypeKind.String, TypeKind.I32) => "parse the text with `int(…)`.",
            (TypeKind.String, _) when to.IsInteger => $"parse the text with `int(…) as {to.Name}`.",
            _ => null,
        };
        Error(DiagnosticCode.CastNotAllowed, cast.AsSpan, $"{WithArticle(types.Close(from))} cannot be cast to `{to.Name}`", help);
        return Erroneous(cast.Span);
    }
}

/// <summary>An operation with an operand that is not known yet or failed: of a type, but not part of a finished tree.</summary>
internal sealed class TypedUnresolved(OrusType type, SourceSpan span) : TypedExpression(type, span);
