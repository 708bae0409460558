using System;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Evaluates operations on constants exactly as they run. Bits are as registers hold them: i32 sign-extended, u32 zero-extended, f64 by its bit pattern. An operation that would
/// raise has no value here and stays an instruction.
/// </summary>
internal static class Folding
{
    /// <summary>The value of an operation with two constant operands.</summary>
    public static bool TryBinary(Instruction instruction, long a, long b, out long result)
    {
        result = 0;
        IrType type = instruction.Type;
        bool isChecked = (instruction.Checks & Checks.Overflow) != 0;
        switch (instruction.Op)
        {
            case IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.Div or IrOp.Rem when type == IrType.F64:
                return TryFloat(instruction.Op, BitConverter.Int64BitsToDouble(a), BitConverter.Int64BitsToDouble(b), out result);
            case IrOp.Add or IrOp.Sub or IrOp.Mul when type.IsInteger():
                return TryArithmetic(instruction.Op, type, a, b, isChecked, out result);
            case IrOp.Div or IrOp.Rem when type.IsInteger():
                return TryDivide(instruction.Op == IrOp.Div, type, a, b, out result);
            case IrOp.BitAnd:
                result = a & b;
                return true;
            case IrOp.BitOr:
                result = a | b;
                return true;
            case >= IrOp.CmpLt and <= IrOp.CmpNe when IsComparable(type):
                result = Compare(ComparisonOf(instruction.Op), type, a, b) ? 1 : 0;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The value of an operation with one constant operand.</summary>
    public static bool TryUnary(Instruction instruction, long a, out long result)
    {
        result = 0;
        switch (instruction.Op)
        {
            case IrOp.Neg when instruction.Type == IrType.F64:
                result = BitConverter.DoubleToInt64Bits(-BitConverter.Int64BitsToDouble(a));
                return true;
            case IrOp.Neg when instruction.Type.IsInteger():
                return TryArithmetic(IrOp.Sub, instruction.Type, 0, a, (instruction.Checks & Checks.Overflow) != 0, out result);
            case IrOp.Not:
                result = a ^ 1;
                return true;
            case IrOp.ShiftLeft:
                result = Wrap(instruction.Type, a << (int)instruction.Immediate);
                return true;
            case IrOp.ShiftRight:
                result = instruction.Type == IrType.U64 ? (long)((ulong)a >> (int)instruction.Immediate) : a >> (int)instruction.Immediate;
                return true;
            case IrOp.Convert:
                return TryConvert(instruction.From, instruction.Type, (instruction.Checks & Checks.Range) != 0, a, out result);
            default:
                return false;
        }
    }

    /// <summary>Are values of the type compared by their bits alone?</summary>
    public static bool IsComparable(IrType type) => type is >= IrType.I32 and <= IrType.Bool;

    public static Comparison ComparisonOf(IrOp op) => (Comparison)(op - IrOp.CmpLt);

    public static bool Compare(Comparison comparison, IrType type, long a, long b)
    {
        if (type == IrType.F64)
        {
            double x = BitConverter.Int64BitsToDouble(a);
            double y = BitConverter.Int64BitsToDouble(b);
            return comparison switch
            {
                Comparison.Lt => x < y,
                Comparison.Le => x <= y,
                Comparison.Gt => x > y,
                Comparison.Ge => x >= y,
                Comparison.Eq => x == y,
                _ => x != y,
            };
        }
        int order = type == IrType.U64 ? ((ulong)a).CompareTo((ulong)b) : a.CompareTo(b);
        return Holds(comparison, order);
    }

    /// <summary>Does the comparison hold between two ordered values (never NaN) whose order has this sign?</summary>
    public static bool Holds(Comparison comparison, int order) => comparison switch
    {
        Comparison.Lt => order < 0,
        Comparison.Le => order <= 0,
        Comparison.Gt => order > 0,
        Comparison.Ge => order >= 0,
        Comparison.Eq => order == 0,
        _ => order != 0,
    };

    /// <summary>The last value a range takes; if it is empty, its start. The step is not zero.</summary>
    public static long RangeLast(Instruction instruction, long start, long end, long step)
    {
        WideInteger first = Widen(instruction.Type, start);
        WideInteger by = Widen(instruction.From, step);
        WideInteger limit = Widen(instruction.Type, end) - (instruction.Immediate == 1 ? 0 : by > 0 ? 1 : -1);
        bool isEmpty = by > 0 ? first > limit : first < limit;
        return isEmpty ? start : (long)(first + ((limit - first) / by * by));
    }

    /// <summary>Brings a 64-bit result into the form in which a register of the type holds it.</summary>
    public static long Wrap(IrType type, long value) => type switch
    {
        IrType.I32 => (int)value,
        IrType.U32 => (uint)value,
        _ => value,
    };

    private static bool TryArithmetic(IrOp op, IrType type, long a, long b, bool isChecked, out long result)
    {
        WideInteger x = Widen(type, a);
        WideInteger y = Widen(type, b);
        WideInteger exact = op == IrOp.Add ? x + y : op == IrOp.Sub ? x - y : x * y;
        result = Wrap(type, (long)exact);
        return !isChecked || Widen(type, result) == exact;
    }

    private static bool TryDivide(bool wantsQuotient, IrType type, long a, long b, out long result)
    {
        result = 0;
        if (b == 0 || (type.IsSigned() && b == -1 && a == (type == IrType.I32 ? int.MinValue : long.MinValue)))
            return false;
        if (type == IrType.U64)
            result = (long)(wantsQuotient ? (ulong)a / (ulong)b : (ulong)a % (ulong)b);
        else
            result = wantsQuotient ? a / b : a % b;
        return true;
    }

    private static bool TryFloat(IrOp op, double x, double y, out long result)
    {
        double value = op switch
        {
            IrOp.Add => x + y,
            IrOp.Sub => x - y,
            IrOp.Mul => x * y,
            IrOp.Div => x / y,
            _ => x % y,
        };
        result = BitConverter.DoubleToInt64Bits(value);
        return y != 0.0 || op is not (IrOp.Div or IrOp.Rem);
    }

    private static bool TryConvert(IrType from, IrType to, bool isChecked, long a, out long result)
    {
        result = 0;
        if (!IsComparable(from) || !IsComparable(to))
            return false;
        if (from == IrType.F64)
            return TryConvertFloat(BitConverter.Int64BitsToDouble(a), to, out result);
        if (to == IrType.Bool)
        {
            result = a != 0 ? 1 : 0;
            return true;
        }
        if (to == IrType.F64)
        {
            result = BitConverter.DoubleToInt64Bits(from == IrType.U64 ? (double)(ulong)a : a);
            return true;
        }
        result = Wrap(to, a);
        return !isChecked || Widen(to, result) == Widen(from, a);
    }

    private static bool TryConvertFloat(double value, IrType to, out long result)
    {
        result = 0;
        double whole = Math.Truncate(value);
        switch (to)
        {
            case IrType.F64:
                result = BitConverter.DoubleToInt64Bits(value);
                return true;
            case IrType.Bool:
                result = value != 0.0 ? 1 : 0;
                return true;
            case IrType.I32 when whole is >= int.MinValue and <= int.MaxValue:
            case IrType.U32 when whole is >= 0 and <= uint.MaxValue:
            case IrType.I64 when whole is >= -9223372036854775808.0 and < 9223372036854775808.0:
                result = (long)whole;
                return true;
            case IrType.U64 when whole is >= 0 and < 18446744073709551616.0:
                result = (long)(ulong)whole;
                return true;
            default:
                return false;
        }
    }

    private static WideInteger Widen(IrType type, long value) => WideInteger.Of(value, type == IrType.U64);
}
