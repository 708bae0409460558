using System;
using System.Numerics;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Optimizer;

/// <summary>
/// Executes functions of scalar operations as the operation table describes them, with unbounded integers, and with nothing that the product uses for the same purpose: what it says before and after a
/// pass has to be the same.
/// </summary>
internal static class IrEvaluator
{
    private const int MostSteps = 100_000;

    /// <summary>The bits of the function's result, or the check that failed.</summary>
    public static (long Bits, Checks Failed) Run(IrFunction function, params long[] arguments)
    {
        var registers = new long[function.Registers.Count];
        for (int i = 0; i < arguments.Length; i++)
            registers[function.Parameters[i]] = arguments[i];
        Block block = function.Blocks[0];
        for (int steps = 0; steps < MostSteps;)
        {
            Block? next = null;
            foreach (Instruction i in block.Code)
            {
                steps++;
                switch (i.Op)
                {
                    case IrOp.Return:
                        return (registers[i.A], Checks.None);
                    case IrOp.Jump:
                        next = i.Targets![0];
                        break;
                    case IrOp.Branch:
                        next = i.Targets![registers[i.A] != 0 ? 0 : 1];
                        break;
                    case IrOp.BranchCmp:
                        next = i.Targets![Compare((Comparison)i.Immediate, i.Type, registers[i.A], registers[i.B]) ? 0 : 1];
                        break;
                    default:
                        Checks failed = Execute(i, registers);
                        if (failed != Checks.None)
                            return (0, failed);
                        break;
                }
            }
            block = next!;
        }
        throw new InvalidOperationException("the function does not end");
    }

    /// <summary>What one operation makes of two operands, whatever its registers are.</summary>
    public static (long Bits, Checks Failed) Apply(IrOp op, IrType type, Checks checks, long a, long b, IrType from = IrType.None)
    {
        long[] registers = [a, b, 0];
        Checks failed = Execute(new Instruction(op, type, default) { A = 0, B = 1, Dest = 2, Checks = checks, From = from }, registers);
        return (registers[2], failed);
    }

    private static Checks Execute(Instruction i, long[] registers)
    {
        long a = i.A < 0 ? 0 : registers[i.A];
        long b = i.B < 0 ? 0 : registers[i.B];
        switch (i.Op)
        {
            case IrOp.Const:
                registers[i.Dest] = i.Immediate;
                return Checks.None;
            case IrOp.Move:
                registers[i.Dest] = a;
                return Checks.None;
            case IrOp.Not:
                registers[i.Dest] = 1 - a;
                return Checks.None;
            case IrOp.BitAnd:
                registers[i.Dest] = a & b;
                return Checks.None;
            case IrOp.BitOr:
                registers[i.Dest] = a | b;
                return Checks.None;
            case >= IrOp.CmpLt and <= IrOp.CmpNe:
                registers[i.Dest] = Compare((Comparison)(i.Op - IrOp.CmpLt), i.Type, a, b) ? 1 : 0;
                return Checks.None;
            case IrOp.Convert:
                return Fit(i, Value(i.From, a), Checks.Range, registers);
        }
        if (i.Type == IrType.F64)
        {
            registers[i.Dest] = BitConverter.DoubleToInt64Bits(Float(i.Op, BitConverter.Int64BitsToDouble(a), BitConverter.Int64BitsToDouble(b)));
            return i.Op is IrOp.Div or IrOp.Rem && BitConverter.Int64BitsToDouble(b) == 0 ? i.Checks & Checks.Zero : Checks.None;
        }
        BigInteger x = Value(i.Type, a);
        BigInteger y = Value(i.Type, b);
        if (i.Op is IrOp.Div or IrOp.Rem && y.IsZero)
            return (i.Checks & Checks.Zero) != 0 ? Checks.Zero : throw new InvalidOperationException("a division by zero without a check");
        BigInteger exact = i.Op switch
        {
            IrOp.Add => x + y,
            IrOp.Sub => x - y,
            IrOp.Mul => x * y,
            IrOp.Neg => -x,
            IrOp.Div => BigInteger.Divide(x, y),
            // The remainder fits where the quotient does not, but raises as well.
            IrOp.Rem when x == Least(i.Type) && y == -1 && (i.Checks & Checks.Overflow) != 0 => Most(i.Type) + 1,
            IrOp.Rem => BigInteger.Remainder(x, y),
            IrOp.ShiftLeft => x << (int)i.Immediate,
            IrOp.ShiftRight => x >> (int)i.Immediate,
            _ => throw new NotSupportedException(i.Op.ToString()),
        };
        return Fit(i, exact, Checks.Overflow, registers);
    }

    private static Checks Fit(Instruction i, BigInteger exact, Checks check, long[] registers)
    {
        bool fits = exact >= Least(i.Type) && exact <= Most(i.Type);
        registers[i.Dest] = Wrap(i.Type, exact);
        return fits ? Checks.None : i.Checks & check;
    }

    private static double Float(IrOp op, double x, double y) => op switch
    {
        IrOp.Add => x + y,
        IrOp.Sub => x - y,
        IrOp.Mul => x * y,
        IrOp.Div => x / y,
        IrOp.Rem => x % y,
        IrOp.Neg => -x,
        _ => throw new NotSupportedException(op.ToString()),
    };

    private static bool Compare(Comparison comparison, IrType type, long a, long b)
    {
        if (type == IrType.F64)
        {
            (double x, double y) = (BitConverter.Int64BitsToDouble(a), BitConverter.Int64BitsToDouble(b));
            return comparison switch { Comparison.Lt => x < y, Comparison.Le => x <= y, Comparison.Gt => x > y, Comparison.Ge => x >= y, Comparison.Eq => x == y, _ => x != y };
        }
        int order = Value(type, a).CompareTo(Value(type, b));
        return comparison switch { Comparison.Lt => order < 0, Comparison.Le => order <= 0, Comparison.Gt => order > 0, Comparison.Ge => order >= 0, Comparison.Eq => order == 0, _ => order != 0 };
    }

    private static BigInteger Value(IrType type, long bits) => type == IrType.U64 ? (ulong)bits : bits;

    private static BigInteger Least(IrType type) => type switch { IrType.I32 => int.MinValue, IrType.I64 => long.MinValue, _ => 0 };

    private static BigInteger Most(IrType type) => type switch { IrType.I32 => int.MaxValue, IrType.U32 => uint.MaxValue, IrType.I64 => long.MaxValue, _ => ulong.MaxValue };

    private static long Wrap(IrType type, BigInteger exact)
    {
        var low = (ulong)(exact & ulong.MaxValue);
        return type switch { IrType.I32 => (int)low, IrType.U32 => (uint)low, _ => (long)low };
    }
}
