using System;
using System.Runtime.InteropServices;
using NUnit.Framework;
using Orus.Tier2.Emit;

namespace Orus.Tests.Tier2;

/// <summary>Kernels against one addition after the other: the sum of what they took is exact, and they never take an addition that overflows on the way.</summary>
public sealed class VectorKernelTests
{
    private const int Seed = 20261121;

    /// <summary>Adds checked until an addition overflows; the index of that one, or the end.</summary>
    private static int Reference(long[] items, int from, int to, long start, Func<long, long, long> add, long[] sums)
    {
        long sum = start;
        for (int i = from; i < to; i++)
        {
            sums[i] = sum;
            try
            {
                sum = add(sum, items[i]);
            }
            catch (OverflowException)
            {
                return i;
            }
        }
        sums[to] = sum;
        return to;
    }

    /// <summary>Elements of a random size, here and there an extreme one.</summary>
    private static long[] Items(Random random, int length, long smallest, long largest)
    {
        int shift = random.Next(60);
        bool extremes = random.Next(3) == 0;
        var items = new long[length];
        for (int i = 0; i < length; i++)
        {
            long value = extremes && random.Next(200) == 0 ? (random.Next(2) == 0 ? smallest : largest) : random.NextInt64(long.MinValue, long.MaxValue) >> shift;
            items[i] = Math.Clamp(value, smallest, largest);
        }
        return items;
    }

    private static void Check(int round, int came, long sum, int from, int overflowsAt, long[] sums)
    {
        Assert.That(came, Is.InRange(from, overflowsAt), $"seed {Seed}, round {round}");
        Assert.That(sum, Is.EqualTo(sums[came]), $"seed {Seed}, round {round}");
    }

    [Test]
    public void SumsOfI64StopBeforeAnOverflow()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 2000; round++)
        {
            int length = round < 300 ? round % 75 : random.Next(5000);
            long[] items = Items(random, length, long.MinValue, long.MaxValue);
            int from = random.Next(Math.Min(length, 9) + 1);
            long start = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
            var sums = new long[length + 1];
            int overflowsAt = Reference(items, from, length, start, (a, b) => checked(a + b), sums);
            long sum = start;
            int came = VectorKernels.AddLongs(ref MemoryMarshal.GetArrayDataReference(items), from, length, ref sum);
            Check(round, came, sum, from, overflowsAt, sums);
        }
    }

    [Test]
    public void SumsOfI32StopBeforeAnOverflow()
    {
        var random = new Random(Seed);
        for (int round = 0; round < 2000; round++)
        {
            int length = round < 300 ? round % 75 : random.Next(5000);
            long[] items = Items(random, length, int.MinValue, int.MaxValue);
            int[] narrow = Array.ConvertAll(items, item => (int)item);
            int from = random.Next(Math.Min(length, 9) + 1);
            int start = random.Next(int.MinValue, int.MaxValue) >> random.Next(32);
            var sums = new long[length + 1];
            int overflowsAt = Reference(items, from, length, start, (a, b) => checked((int)(a + b)), sums);
            int sum = start;
            int came = VectorKernels.AddInts(ref MemoryMarshal.GetArrayDataReference(narrow), from, length, ref sum);
            Check(round, came, sum, from, overflowsAt, sums);

            long wideStart = random.Next(4) == 0 ? long.MaxValue - random.Next() : start;
            overflowsAt = Reference(items, from, length, wideStart, (a, b) => checked(a + b), sums);
            long wide = wideStart;
            came = VectorKernels.AddIntsToLong(ref MemoryMarshal.GetArrayDataReference(narrow), from, length, ref wide);
            Check(round, came, wide, from, overflowsAt, sums);
        }
    }

    /// <summary>Of f64 all that is special is common: zeros of both signs, NaN, infinities.</summary>
    [Test]
    public void ExtremesAreThoseOfOneComparisonAfterTheOther()
    {
        double[] special = [0.0, -0.0, double.NaN, double.NegativeInfinity, double.PositiveInfinity, -1.5, 1.5];
        var random = new Random(Seed);
        for (int round = 0; round < 3000; round++)
        {
            int length = round < 300 ? round % 75 : random.Next(300);
            int from = random.Next(Math.Min(length, 9) + 1);
            int kinds = random.Next(1, special.Length + 1);
            var reals = new double[length];
            var words = new uint[length];
            for (int i = 0; i < length; i++)
            {
                reals[i] = special[random.Next(kinds)];
                words[i] = (uint)random.NextInt64() >> random.Next(32);
            }
            double real = special[random.Next(special.Length)];
            uint word = (uint)random.NextInt64();
            CheckExtreme(VectorKernels.Largest, (item, most) => item > most, reals, from, real);
            CheckExtreme(VectorKernels.Smallest, (item, least) => item < least, reals, from, real);
            CheckExtreme(VectorKernels.Largest, (item, most) => item > most, words, from, word);
            CheckExtreme(VectorKernels.Smallest, (item, least) => item < least, words, from, word);
        }
    }

    private delegate int Kernel<T>(ref T items, int from, int to, ref T result);

    private static void CheckExtreme<T>(Kernel<T> kernel, Func<T, T, bool> exceeds, T[] items, int from, T start)
        where T : struct
    {
        T result = start;
        int came = kernel(ref MemoryMarshal.GetArrayDataReference(items), from, items.Length, ref result);
        T expected = start;
        for (int i = from; i < came; i++)
            expected = exceeds(items[i], expected) ? items[i] : expected;
        Assert.That(came, Is.InRange(from, items.Length), $"seed {Seed}");
        Assert.That(MemoryMarshal.AsBytes([result]).SequenceEqual(MemoryMarshal.AsBytes([expected])), $"seed {Seed}: {result} is not {expected}");
    }

    [Test]
    public void HarmlessSumsAreTakenAlmostToTheEnd()
    {
        var items = new long[10_000];
        Array.Fill(items, -3);
        long sum = 7;
        int came = VectorKernels.AddLongs(ref MemoryMarshal.GetArrayDataReference(items), 1, items.Length, ref sum);
        Assert.That(came, Is.GreaterThan(items.Length - 8));
        Assert.That(sum, Is.EqualTo(7 - (3 * (came - 1))));
    }
}
