using System;
using NUnit.Framework;
using Orus.Front.Types;

namespace Orus.Tests.Front;

/// <summary>128-bit arithmetic against the framework's, on random operands and on those at the edges.</summary>
[TestFixture]
internal sealed class WideIntegerTests
{
    private static readonly long[] Edges = [0, 1, -1, 2, 10, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    [Test]
    public void OperationsAgreeWithTheFramework()
    {
        int seed = Environment.TickCount;
        Random random = new(seed);
        for (int round = 0; round < 20_000; round++)
        {
            WideInteger a = Operand(random);
            WideInteger b = Operand(random);
            int shift = random.Next(128);
            Int128 x = Framework(a);
            Int128 y = Framework(b);
            string operands = $"seed {seed}: {x}, {y}, shift {shift}";
            Same(a + b, unchecked(x + y), operands);
            Same(a - b, unchecked(x - y), operands);
            Same(-a, unchecked(-x), operands);
            Same(a * b, unchecked(x * y), operands);
            Same(a & b, x & y, operands);
            Same(a | b, x | y, operands);
            Same(a << shift, x << shift, operands);
            Same(a >> shift, x >> shift, operands);
            Same(WideInteger.Min(a, b), Int128.Min(x, y), operands);
            Same(WideInteger.Max(a, b), Int128.Max(x, y), operands);
            Assert.That(a.CompareTo(b), Is.EqualTo(x.CompareTo(y)), operands);
            Assert.That((a < b, a <= b, a > b, a >= b, a == b), Is.EqualTo((x < y, x <= y, x > y, x >= y, x == y)), operands);
            Assert.That(((long)a, (ulong)a), Is.EqualTo(unchecked(((long)x, (ulong)x))), operands);
            Assert.That(a.ToString(), Is.EqualTo(x.ToString()), operands);
            if (y != 0 && !(y == -1 && x == Int128.MinValue))
            {
                Same(a / b, x / y, operands);
                Same(a % b, x % y, operands);
            }
        }
    }

    [TestCase(0.0)]
    [TestCase(-1.9)]
    [TestCase(18446744073709551616.0)]
    [TestCase(-9.5e18)]
    [TestCase(1e30)]
    [TestCase(-123456789e20)]
    public void FloatingPointNumbersLoseTheirFraction(double value) => Same(WideInteger.FromDouble(value), (Int128)value, "");

    [Test]
    public void RegistersAreReadByTheirSign()
    {
        Same(WideInteger.Of(-1, isUnsigned: true), ulong.MaxValue, "");
        Same(WideInteger.Of(-1, isUnsigned: false), -1, "");
    }

    private static WideInteger Operand(Random random) => random.Next(4) switch
    {
        0 => Edges[random.Next(Edges.Length)],
        1 => WideInteger.FromUnsigned((ulong)Edges[random.Next(Edges.Length)]),
        2 => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
        _ => new WideInteger(random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64), (ulong)random.NextInt64(long.MinValue, long.MaxValue)),
    };

    private static Int128 Framework(WideInteger value) => new((ulong)value.High, value.Low);

    private static void Same(WideInteger actual, Int128 expected, string operands) => Assert.That(Framework(actual), Is.EqualTo(expected), operands);
}
