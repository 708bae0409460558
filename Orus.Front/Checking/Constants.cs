using System;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>
/// Evaluates initialisers made of literals, operators and other known constants (section 5.3). Null if the expression has other parts, or if its evaluation
/// fails: the error is then raised when its line runs.
/// </summary>
internal static class Constants
{
    public static TypedExpression? Evaluate(TypedExpression expression)
    {
        switch (expression)
        {
            case TypedConstant or TypedString:
                return expression;
            case TypedGlobalRead { Variable.KnownValue: { } known }:
                return known;
            case TypedNegate negate:
                return Evaluate(negate.Operand) is TypedConstant operand ? Negate(operand, expression) : null;
            case TypedNot not:
                return Evaluate(not.Operand) is TypedConstant inverted ? Bool(inverted.Bits == 0, expression) : null;
            case TypedBinary binary:
                return Evaluate(binary.Left) is { } left && Evaluate(binary.Right) is { } right ? Binary(binary, left, right) : null;
            case TypedLogical logical:
                return Evaluate(logical.Left) is TypedConstant first && Evaluate(logical.Right) is TypedConstant second
                    ? Bool(logical.IsAnd ? (first.Bits & second.Bits) != 0 : (first.Bits | second.Bits) != 0, expression)
                    : null;
            case TypedConditional conditional:
                return Evaluate(conditional.Condition) is TypedConstant condition ? Evaluate(condition.Bits != 0 ? conditional.WhenTrue : conditional.WhenFalse) : null;
            case TypedComparisonChain chain:
                return Chain(chain);
            case TypedCast cast:
                return Evaluate(cast.Operand) is TypedConstant value ? Cast(value, cast) : null;
            default:
                return null;
        }
    }

    private static TypedConstant Bool(bool value, TypedExpression at) => new(PrimitiveType.Bool, value ? 1 : 0, at.Span);

    private static double Float(TypedConstant value) => BitConverter.Int64BitsToDouble(value.Bits);

    private static TypedConstant Float(double value, TypedExpression at) => new(PrimitiveType.F64, BitConverter.DoubleToInt64Bits(value), at.Span);

    private static TypedConstant? Negate(TypedConstant operand, TypedExpression at) =>
        operand.Type.Kind == TypeKind.F64 ? Float(-Float(operand), at) : Integer(-(WideInteger)operand.Bits, operand.Type, at);

    /// <summary>The mathematical value of an integer or bool constant.</summary>
    private static WideInteger Value(TypedConstant constant) => WideInteger.Of(constant.Bits, constant.Type.Kind == TypeKind.U64);

    /// <summary>An integer of a type: unsigned ones wrap, signed ones that overflow are no constant.</summary>
    private static TypedConstant? Integer(WideInteger value, OrusType type, TypedExpression at)
    {
        switch (type.Kind)
        {
            case TypeKind.U32:
                return new TypedConstant(type, (uint)(ulong)value, at.Span);
            case TypeKind.U64:
                return new TypedConstant(type, (long)value, at.Span);
            case TypeKind.I32:
                return value >= int.MinValue && value <= int.MaxValue ? new TypedConstant(type, (long)value, at.Span) : null;
            default:
                return value >= long.MinValue && value <= long.MaxValue ? new TypedConstant(type, (long)value, at.Span) : null;
        }
    }

    private static TypedExpression? Binary(TypedBinary binary, TypedExpression left, TypedExpression right)
    {
        if (left is TypedString a && right is TypedString b)
            return Text(binary, a.Value, b.Value);
        if (left is not TypedConstant first || right is not TypedConstant second || first.Type != second.Type)
            return null;
        return first.Type.Kind == TypeKind.F64 ? Floats(binary, Float(first), Float(second)) : Integers(binary, Value(first), Value(second), first.Type);
    }

    private static TypedExpression? Text(TypedBinary binary, byte[] left, byte[] right)
    {
        if (binary.Operator == BinaryOperator.Add)
            return new TypedString([.. left, .. right], binary.Span);
        return Compare(binary.Operator, left.AsSpan().SequenceCompareTo(right)) is { } result ? Bool(result, binary) : null;
    }

    private static bool? Compare(BinaryOperator op, int order) => op switch
    {
        BinaryOperator.Equal => order == 0,
        BinaryOperator.NotEqual => order != 0,
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => null,
    };

    private static TypedConstant? Floats(TypedBinary binary, double left, double right) => binary.Operator switch
    {
        BinaryOperator.Add => Float(left + right, binary),
        BinaryOperator.Subtract => Float(left - right, binary),
        BinaryOperator.Multiply => Float(left * right, binary),
        BinaryOperator.Divide => right == 0 ? null : Float(left / right, binary),
        BinaryOperator.Remainder => right == 0 ? null : Float(left % right, binary),
        BinaryOperator.Equal => Bool(left == right, binary),
        BinaryOperator.NotEqual => Bool(left != right, binary),
        BinaryOperator.Less => Bool(left < right, binary),
        BinaryOperator.LessOrEqual => Bool(left <= right, binary),
        BinaryOperator.Greater => Bool(left > right, binary),
        BinaryOperator.GreaterOrEqual => Bool(left >= right, binary),
        _ => null,
    };

    private static TypedConstant? Integers(TypedBinary binary, WideInteger left, WideInteger right, OrusType type)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                return Integer(left + right, type, binary);
            case BinaryOperator.Subtract:
                return Integer(left - right, type, binary);
            case BinaryOperator.Multiply:
                return Integer(left * right, type, binary);
            case BinaryOperator.Divide:
                return right == 0 ? null : Integer(left / right, type, binary);
            case BinaryOperator.Remainder:
                // The quotient must exist too: the remainder of the least number by -1 overflows.
                return right == 0 || Integer(left / right, type, binary) is null ? null : Integer(left % right, type, binary);
            case BinaryOperator.BitAnd:
                return Integer(left & right, type, binary);
            case BinaryOperator.BitOr:
                return Integer(left | right, type, binary);
            default:
                return Compare(binary.Operator, left.CompareTo(right)) is { } result ? Bool(result, binary) : null;
        }
    }

    private static TypedConstant? Chain(TypedComparisonChain chain)
    {
        bool result = true;
        for (int i = 0; i < chain.Operators.Length; i++)
        {
            TypedBinary link = new(chain.Operators[i], chain.Operands[i], chain.Operands[i + 1], PrimitiveType.Bool, LiteralSides.None, chain.Span);
            if (Evaluate(link) is not TypedConstant outcome)
                return null;
            result &= outcome.Bits != 0;
        }
        return Bool(result, chain);
    }

    /// <summary>Casts between numbers and bools; the text of a value is left to run time.</summary>
    private static TypedConstant? Cast(TypedConstant value, TypedCast cast)
    {
        OrusType from = value.Type, to = cast.Type;
        if (to.Kind == TypeKind.Bool)
            return Bool(from.Kind == TypeKind.F64 ? Float(value) != 0 : value.Bits != 0, cast);
        if (to.Kind == TypeKind.F64)
            return Float(from.Kind == TypeKind.U64 ? (ulong)value.Bits : value.Bits, cast);
        if (!to.IsInteger)
            return null;
        if (from.Kind == TypeKind.F64)
        {
            double truncated = Math.Truncate(Float(value));
            return Math.Abs(truncated) < 1e30 ? InRange(WideInteger.FromDouble(truncated), to, cast) : null;
        }
        bool wraps = (from.Kind, to.Kind) is (TypeKind.I32, TypeKind.U32) or (TypeKind.U32, TypeKind.I32) or (TypeKind.I64, TypeKind.I32);
        return wraps ? new TypedConstant(to, to.Kind == TypeKind.U32 ? (uint)value.Bits : (int)value.Bits, cast.Span) : InRange(Value(value), to, cast);
    }

    private static TypedConstant? InRange(WideInteger value, OrusType type, TypedExpression at) =>
        Integer(value, type, at) is { } result && Value(result) == value ? result : null;
}
