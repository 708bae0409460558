using System;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Operations;

/// <summary>Operators on dynamic values (section 6.3 of the reference).</summary>
internal static class DynamicArithmetic
{
    /// <summary>A binary operator; <paramref name="literals"/> tells which operand is an integer literal, whose value adapts to the number on the other side. Comparisons give a bool.</summary>
    public static AnyValue Binary(BinaryOperator op, LiteralSides literals, AnyValue left, AnyValue right)
    {
        if (literals == LiteralSides.Left)
            left = AdaptLiteral(left, right, op);
        else if (literals == LiteralSides.Right)
            right = AdaptLiteral(right, left, op);
        switch (op)
        {
            case BinaryOperator.Equal:
                return AnyValue.OfBool(Equality.AreEqual(left, right));
            case BinaryOperator.NotEqual:
                return AnyValue.OfBool(!Equality.AreEqual(left, right));
            case BinaryOperator.BitAnd:
            case BinaryOperator.BitOr:
                return Bitwise(op == BinaryOperator.BitOr, left, right);
            case >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual:
                return AnyValue.OfBool(Compares(op, left, right));
        }
        if (left.Tag is TypeTag tag && ReferenceEquals(tag, right.Tag))
            return Arithmetic(op, tag, left.Bits, right.Bits);
        if (op == BinaryOperator.Add && left.Tag is OrusString leftText && right.Tag is OrusString rightText)
            return AnyValue.OfObject(OrusString.Concat(leftText, rightText));
        if (op == BinaryOperator.Multiply && (left.Tag is OrusArray || right.Tag is OrusArray))
            return Repeat(left, right);
        throw Raise.OperandMismatch();
    }

    /// <summary>
    /// What <see cref="Binary"/> gives for the common operands: two i32, i64 or f64 of one type, or an i32 literal on the right. The result of arithmetic has the tag of the left side.
    /// False, with no effect, for all else and for everything that raises.
    /// </summary>
    public static bool TryQuick(BinaryOperator op, LiteralSides literals, object? leftTag, object? rightTag, long left, long right, out long result)
    {
        result = 0;
        bool isFloating = ReferenceEquals(leftTag, TypeTag.F64);
        bool isI32 = ReferenceEquals(leftTag, TypeTag.I32);
        if (!isFloating && !isI32 && !ReferenceEquals(leftTag, TypeTag.I64))
            return false;
        if (!ReferenceEquals(leftTag, rightTag))
        {
            if (literals != LiteralSides.Right || isI32 || !ReferenceEquals(rightTag, TypeTag.I32))
                return false;
            if (isFloating)
                right = BitConverter.DoubleToInt64Bits(right);
        }
        if (op is BinaryOperator.Divide or BinaryOperator.Remainder or > BinaryOperator.GreaterOrEqual)
            return false;
        if (isFloating)
        {
            double x = BitConverter.Int64BitsToDouble(left);
            double y = BitConverter.Int64BitsToDouble(right);
            result = op switch
            {
                <= BinaryOperator.Multiply => BitConverter.DoubleToInt64Bits(Floating(op, x, y)),
                BinaryOperator.Equal => x == y ? 1 : 0,
                BinaryOperator.NotEqual => x != y ? 1 : 0,
                _ => ComparesF64(op, x, y) ? 1 : 0,
            };
            return true;
        }
        switch (op)
        {
            case BinaryOperator.Add:
                result = left + right;
                return isI32 ? result == (int)result : ((left ^ result) & (right ^ result)) >= 0;
            case BinaryOperator.Subtract:
                result = left - right;
                return isI32 ? result == (int)result : ((left ^ right) & (left ^ result)) >= 0;
            case BinaryOperator.Multiply:
                result = left * right;
                return isI32 ? result == (int)result : left == (int)left && right == (int)right;
            case BinaryOperator.Equal:
                result = left == right ? 1 : 0;
                return true;
            case BinaryOperator.NotEqual:
                result = left != right ? 1 : 0;
                return true;
            default:
                result = ComparesI64(op, left, right) ? 1 : 0;
                return true;
        }
    }

    private static bool ComparesI64(BinaryOperator op, long left, long right) => op switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    };

    /// <summary><c>&lt; &lt;= &gt; &gt;=</c> of two numbers of one type or two strings.</summary>
    public static bool Compares(BinaryOperator op, AnyValue left, AnyValue right)
    {
        int order;
        if (left.Tag is OrusString leftText && right.Tag is OrusString rightText)
            order = OrusString.Compare(leftText, rightText);
        else if (!ReferenceEquals(left.Tag, right.Tag) || left.Tag is not TypeTag tag || ReferenceEquals(tag, TypeTag.Bool))
            throw Raise.OperandMismatch();
        else if (ReferenceEquals(tag, TypeTag.F64))
            return ComparesF64(op, left.F64, right.F64);
        else
            order = ReferenceEquals(tag, TypeTag.U64) ? ((ulong)left.Bits).CompareTo((ulong)right.Bits) : left.Bits.CompareTo(right.Bits);
        return op switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    /// <summary>An array times an integer, in either order.</summary>
    public static AnyValue Repeat(AnyValue left, AnyValue right)
    {
        if (left.Tag is not OrusArray)
            (left, right) = (right, left);
        if (left.Tag is not OrusArray array || !IsInteger(right))
            throw Raise.OperandMismatch();
        long times = ReferenceEquals(right.Tag, TypeTag.U64) && right.Bits < 0 ? long.MaxValue : right.Bits;
        return AnyValue.OfObject(array.Repeat(times));
    }

    public static AnyValue Negate(AnyValue operand)
    {
        if (ReferenceEquals(operand.Tag, TypeTag.F64))
            return AnyValue.OfF64(-operand.F64);
        if (!ReferenceEquals(operand.Tag, TypeTag.I32) && !ReferenceEquals(operand.Tag, TypeTag.I64))
            throw Raise.NotNumber();
        return Arithmetic(BinaryOperator.Subtract, (TypeTag)operand.Tag, 0, operand.Bits);
    }

    /// <summary><c>not</c> of a bool, or of an integer: true exactly for 0.</summary>
    public static bool Not(AnyValue operand)
    {
        if (!ReferenceEquals(operand.Tag, TypeTag.Bool) && !IsInteger(operand))
            throw Raise.Condition();
        return operand.Bits == 0;
    }

    public static bool Condition(AnyValue value) => ReferenceEquals(value.Tag, TypeTag.Bool) ? value.Bits != 0 : throw Raise.Condition();

    /// <summary>The left operand of <c>and</c>, <c>or</c>: true if a bool, which decides about short-circuiting; false if an integer.</summary>
    public static bool IsBool(AnyValue value)
    {
        if (ReferenceEquals(value.Tag, TypeTag.Bool))
            return true;
        return IsInteger(value) ? false : throw Raise.Condition();
    }

    /// <summary><c>and</c>, <c>or</c> of two integers of one type.</summary>
    public static AnyValue Bitwise(bool isOr, AnyValue left, AnyValue right)
    {
        if (!ReferenceEquals(left.Tag, right.Tag) || !IsInteger(left))
            throw Raise.Condition();
        return new AnyValue(left.Tag, isOr ? left.Bits | right.Bits : left.Bits & right.Bits);
    }

    public static bool IsInteger(AnyValue value) => value.Tag is TypeTag { Kind: <= TypeKind.U64 };

    private static bool ComparesF64(BinaryOperator op, double left, double right) => op switch
    {
        BinaryOperator.Less => left < right,
        BinaryOperator.LessOrEqual => left <= right,
        BinaryOperator.Greater => left > right,
        _ => left >= right,
    };

    private static AnyValue Arithmetic(BinaryOperator op, TypeTag tag, long left, long right)
    {
        switch (tag.Kind)
        {
            case TypeKind.I32:
                // Exact in 64 bits, so one range check serves all operators.
                long wide = Signed(op, left, right, int.MinValue);
                return wide == (int)wide ? new AnyValue(tag, wide) : throw Raise.Overflow();
            case TypeKind.I64:
                return new AnyValue(tag, Signed(op, left, right, long.MinValue));
            case TypeKind.U32:
                return new AnyValue(tag, (uint)Unsigned(op, (ulong)left, (ulong)right));
            case TypeKind.U64:
                return new AnyValue(tag, (long)Unsigned(op, (ulong)left, (ulong)right));
            case TypeKind.F64:
                return AnyValue.OfF64(Floating(op, BitConverter.Int64BitsToDouble(left), BitConverter.Int64BitsToDouble(right)));
            default:
                throw Raise.OperandMismatch();
        }
    }

    private static long Signed(BinaryOperator op, long left, long right, long min)
    {
        long result;
        switch (op)
        {
            case BinaryOperator.Add:
                result = left + right;
                return ((left ^ result) & (right ^ result)) < 0 ? throw Raise.Overflow() : result;
            case BinaryOperator.Subtract:
                result = left - right;
                return ((left ^ right) & (left ^ result)) < 0 ? throw Raise.Overflow() : result;
            case BinaryOperator.Multiply:
                return Math.BigMul(left, right, out result) == result >> 63 ? result : throw Raise.Overflow();
        }
        if (right == 0)
            throw Raise.DivisionByZero();
        if (right == -1)
            return left == min ? throw Raise.Overflow() : op == BinaryOperator.Divide ? -left : 0;
        return op == BinaryOperator.Divide ? left / right : left % right;
    }

    private static ulong Unsigned(BinaryOperator op, ulong left, ulong right)
    {
        switch (op)
        {
            case BinaryOperator.Add:
                return left + right;
            case BinaryOperator.Subtract:
                return left - right;
            case BinaryOperator.Multiply:
                return left * right;
        }
        if (right == 0)
            throw Raise.DivisionByZero();
        return op == BinaryOperator.Divide ? left / right : left % right;
    }

    private static double Floating(BinaryOperator op, double left, double right)
    {
        switch (op)
        {
            case BinaryOperator.Add:
                return left + right;
            case BinaryOperator.Subtract:
                return left - right;
            case BinaryOperator.Multiply:
                return left * right;
        }
        if (right == 0)
            throw Raise.DivisionByZero();
        return op == BinaryOperator.Divide ? left / right : left % right;
    }

    /// <summary>An integer literal as the number type of the other operand. If it does not fit, <c>==</c> and <c>!=</c> compare it as it is and others are a type error.</summary>
    public static AnyValue AdaptLiteral(AnyValue literal, AnyValue other, BinaryOperator op)
    {
        if (other.Tag is not TypeTag tag || ReferenceEquals(tag, literal.Tag) || ReferenceEquals(tag, TypeTag.Bool))
            return literal;
        if (Fits(literal, tag.Kind))
            return AnyValue.OfScalar(tag.Kind, Casts.Convert(literal.Kind, tag.Kind, literal.Bits));
        return op is BinaryOperator.Equal or BinaryOperator.NotEqual ? literal : throw Raise.OperandMismatch();
    }

    /// <summary>Is an integer a value of a number type?</summary>
    private static bool Fits(AnyValue integer, TypeKind kind)
    {
        bool isHuge = ReferenceEquals(integer.Tag, TypeTag.U64) && integer.Bits < 0;
        return kind switch
        {
            TypeKind.I32 => !isHuge && integer.Bits == (int)integer.Bits,
            TypeKind.I64 => !isHuge,
            TypeKind.U32 => integer.Bits == (uint)integer.Bits,
            TypeKind.U64 => isHuge || integer.Bits >= 0,
            _ => true,
        };
    }
}
