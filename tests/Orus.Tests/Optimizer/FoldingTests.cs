using System;
using NUnit.Framework;
using Orus.Front.Source;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;

namespace Orus.Tests.Optimizer;

/// <summary>Constant folding must compute what running the operation computes, and leave alone what would raise.</summary>
[TestFixture]
internal sealed class FoldingTests
{
    private static readonly long[] Edges32 = [int.MinValue, int.MinValue + 1, -65536, -2, -1, 0, 1, 2, 7, 65536, int.MaxValue - 1, int.MaxValue];

    private static readonly long[] Edges64 = [long.MinValue, long.MinValue + 1, int.MinValue, -2, -1, 0, 1, 2, 1L << 32, long.MaxValue - 1, long.MaxValue];

    private static readonly double[] Floats = [double.NaN, double.NegativeInfinity, -1.5e300, -1.0, -0.0, 0.0, 5e-324, 1.0, 2147483647.5, 1.5e300, double.PositiveInfinity];

    [Test]
    public void CheckedArithmeticOf32BitsMatchesDotNet()
    {
        foreach (long a in Edges32)
        {
            foreach (long b in Edges32)
            {
                Compare(IrOp.Add, IrType.I32, a, b, () => checked((int)a + (int)b));
                Compare(IrOp.Sub, IrType.I32, a, b, () => checked((int)a - (int)b));
                Compare(IrOp.Mul, IrType.I32, a, b, () => checked((int)a * (int)b));
                Compare(IrOp.Div, IrType.I32, a, b, () => checked((int)a / (int)b));
                Compare(IrOp.Rem, IrType.I32, a, b, () => a == int.MinValue && b == -1 ? throw new OverflowException() : (int)a % (int)b);
            }
        }
    }

    [Test]
    public void CheckedArithmeticOf64BitsMatchesDotNet()
    {
        foreach (long a in Edges64)
        {
            foreach (long b in Edges64)
            {
                Compare(IrOp.Add, IrType.I64, a, b, () => checked(a + b));
                Compare(IrOp.Sub, IrType.I64, a, b, () => checked(a - b));
                Compare(IrOp.Mul, IrType.I64, a, b, () => checked(a * b));
                Compare(IrOp.Div, IrType.I64, a, b, () => checked(a / b));
                Compare(IrOp.Rem, IrType.I64, a, b, () => a == long.MinValue && b == -1 ? throw new OverflowException() : a % b);
            }
        }
    }

    [Test]
    public void UnsignedArithmeticWraps()
    {
        foreach (long x in Edges64)
        {
            foreach (long y in Edges64)
            {
                (ulong a, ulong b) = ((ulong)x, (ulong)y);
                (uint c, uint d) = ((uint)x, (uint)y);
                Compare(IrOp.Add, IrType.U64, x, y, () => (long)unchecked(a + b));
                Compare(IrOp.Mul, IrType.U64, x, y, () => (long)unchecked(a * b));
                Compare(IrOp.Div, IrType.U64, x, y, () => (long)(a / b));
                Compare(IrOp.Sub, IrType.U32, c, d, () => unchecked(c - d));
                Compare(IrOp.Mul, IrType.U32, c, d, () => unchecked(c * d));
                Compare(IrOp.Rem, IrType.U32, c, d, () => c % d);
                Compare(IrOp.CmpLt, IrType.U64, x, y, () => a < b ? 1 : 0);
            }
        }
    }

    [Test]
    public void FloatArithmeticIsExactAndDivisionByZeroStays()
    {
        foreach (double a in Floats)
        {
            foreach (double b in Floats)
            {
                (long x, long y) = (BitConverter.DoubleToInt64Bits(a), BitConverter.DoubleToInt64Bits(b));
                Compare(IrOp.Add, IrType.F64, x, y, () => BitConverter.DoubleToInt64Bits(a + b));
                Compare(IrOp.Mul, IrType.F64, x, y, () => BitConverter.DoubleToInt64Bits(a * b));
                Compare(IrOp.Div, IrType.F64, x, y, () => b == 0 ? throw new DivideByZeroException() : BitConverter.DoubleToInt64Bits(a / b));
                Compare(IrOp.Rem, IrType.F64, x, y, () => b == 0 ? throw new DivideByZeroException() : BitConverter.DoubleToInt64Bits(a % b));
                Compare(IrOp.CmpGe, IrType.F64, x, y, () => a >= b ? 1 : 0);
                Compare(IrOp.CmpNe, IrType.F64, x, y, () => a != b ? 1 : 0);
            }
        }
    }

    [TestCase(IrType.F64, IrType.I32, false, 3.99, ExpectedResult = 3L)]
    [TestCase(IrType.F64, IrType.I32, true, -2147483648.9, ExpectedResult = -2147483648L)]
    [TestCase(IrType.F64, IrType.I32, true, 2147483648.0, ExpectedResult = null)]
    [TestCase(IrType.F64, IrType.I64, true, double.NaN, ExpectedResult = null)]
    [TestCase(IrType.F64, IrType.I64, true, 9223372036854775808.0, ExpectedResult = null)]
    [TestCase(IrType.F64, IrType.I64, true, -9223372036854775808.0, ExpectedResult = long.MinValue)]
    [TestCase(IrType.F64, IrType.U32, true, -0.9, ExpectedResult = 0L)]
    [TestCase(IrType.F64, IrType.U32, true, -1.0, ExpectedResult = null)]
    [TestCase(IrType.F64, IrType.U64, true, 18446744073709549568.0, ExpectedResult = -2048L)]
    [TestCase(IrType.F64, IrType.Bool, false, double.NaN, ExpectedResult = 1L)]
    [TestCase(IrType.F64, IrType.Bool, false, -0.0, ExpectedResult = 0L)]
    public long? FloatConverts(IrType from, IrType to, bool isChecked, double value) => Convert(from, to, isChecked, BitConverter.DoubleToInt64Bits(value));

    [TestCase(IrType.I32, IrType.U32, false, -5L, ExpectedResult = 4294967291L)]
    [TestCase(IrType.I64, IrType.I32, false, 5000000000L, ExpectedResult = 705032704L)]
    [TestCase(IrType.I64, IrType.U32, true, 5000000000L, ExpectedResult = null)]
    [TestCase(IrType.I32, IrType.U64, true, -5L, ExpectedResult = null)]
    [TestCase(IrType.U64, IrType.I64, true, -1L, ExpectedResult = null)]
    [TestCase(IrType.U64, IrType.U32, true, 4294967295L, ExpectedResult = 4294967295L)]
    [TestCase(IrType.U32, IrType.I32, false, 4294967295L, ExpectedResult = -1L)]
    [TestCase(IrType.Bool, IrType.I64, false, 1L, ExpectedResult = 1L)]
    [TestCase(IrType.I32, IrType.Bool, false, -7L, ExpectedResult = 1L)]
    public long? IntegerConverts(IrType from, IrType to, bool isChecked, long value) => Convert(from, to, isChecked, value);

    [TestCase(0, 10, 3, false, ExpectedResult = 9L)]
    [TestCase(0, 9, 3, false, ExpectedResult = 6L)]
    [TestCase(0, 9, 3, true, ExpectedResult = 9L)]
    [TestCase(10, 1, -3, true, ExpectedResult = 1L)]
    [TestCase(10, 1, -3, false, ExpectedResult = 4L)]
    [TestCase(int.MinValue, int.MaxValue, int.MaxValue, true, ExpectedResult = (long)int.MaxValue - 1)]
    public long LastValueOfRange(long start, long end, long step, bool isInclusive)
    {
        var instruction = new Instruction(IrOp.RangeLast, IrType.I32, SourceSpan.None) { From = IrType.I32, Immediate = isInclusive ? 1 : 0 };
        return Folding.RangeLast(instruction, start, end, step);
    }

    private static long? Convert(IrType from, IrType to, bool isChecked, long bits)
    {
        var instruction = new Instruction(IrOp.Convert, to, SourceSpan.None) { From = from, Checks = isChecked ? Checks.Range : Checks.None };
        return Folding.TryUnary(instruction, bits, out long result) ? result : null;
    }

    private static void Compare(IrOp op, IrType type, long a, long b, Func<long> expected)
    {
        var instruction = new Instruction(op, type, SourceSpan.None);
        if (op <= IrOp.Rem)
            instruction.Checks = IrOpTable.Info(op).Allowed & (type.IsSigned() ? Checks.Overflow | Checks.Zero : Checks.Zero);
        long? wanted;
        try
        {
            wanted = expected();
        }
        catch (ArithmeticException)
        {
            wanted = null;
        }
        long? actual = Folding.TryBinary(instruction, a, b, out long result) ? result : null;
        if (type == IrType.F64 && actual is { } x && wanted is { } y && double.IsNaN(BitConverter.Int64BitsToDouble(x)) && double.IsNaN(BitConverter.Int64BitsToDouble(y)))
            return;
        Assert.That(actual, Is.EqualTo(wanted), $"{op} {type} {a} {b}");
    }
}
