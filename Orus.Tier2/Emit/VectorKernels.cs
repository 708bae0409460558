using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>
/// Sums and extremes of array elements, many at a time. Each takes the address of element 0, a half-open range of indices and the result so far, and returns how far it came. The result is that of adding one element after
/// the other; where an addition on the way might overflow, the kernel stops before a chunk that contains it, and the loop itself finds the place.
/// </summary>
internal static unsafe class VectorKernels
{
    /// <summary>Elements that are committed or left together.</summary>
    private const int Chunk = 1024;

    private const long Half = 1L << 62;

    /// <summary>The kernel that adds elements of one type to a variable of another; null if there is none.</summary>
    public static RuntimeCall? SumOf(IrType element, IrType sum) => (element, sum) switch
    {
        (IrType.I32, IrType.I64) => Row("sum i32 to i64", (nint)(delegate*<ref int, int, int, ref long, int>)&AddIntsToLong, typeof(int), typeof(long)),
        (IrType.I32, IrType.I32) => Row("sum i32", (nint)(delegate*<ref int, int, int, ref int, int>)&AddInts, typeof(int), typeof(int)),
        (IrType.I64, IrType.I64) => Row("sum i64", (nint)(delegate*<ref long, int, int, ref long, int>)&AddLongs, typeof(long), typeof(long)),
        _ => null,
    };

    /// <summary>The kernel that finds the largest or smallest element; null if there is none.</summary>
    public static RuntimeCall? ExtremeOf(IrType element, bool largest) => element switch
    {
        IrType.I32 => ExtremeOf<int>(largest),
        IrType.U32 => ExtremeOf<uint>(largest),
        IrType.I64 => ExtremeOf<long>(largest),
        IrType.U64 => ExtremeOf<ulong>(largest),
        IrType.F64 => ExtremeOf<double>(largest),
        _ => null,
    };

    private static RuntimeCall ExtremeOf<T>(bool largest)
        where T : struct, INumber<T> =>
        Row(largest ? "largest" : "smallest", largest ? (nint)(delegate*<ref T, int, int, ref T, int>)&Largest : (nint)(delegate*<ref T, int, int, ref T, int>)&Smallest, typeof(T), typeof(T));

    /// <summary>Is there hardware for them? A method of its own, because what asks for the hardware is not compiled ahead of time.</summary>
    public static bool AreAccelerated
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    private static RuntimeCall Row(string name, nint address, System.Type element, System.Type sum) =>
        new(name, address, typeof(int), [element.MakeByRefType(), typeof(int), typeof(int), sum.MakeByRefType()]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Largest<T>(ref T items, int from, int to, ref T most)
        where T : struct, INumber<T> => Extreme(ref items, from, to, ref most, largest: true);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Smallest<T>(ref T items, int from, int to, ref T least)
        where T : struct, INumber<T> => Extreme(ref items, from, to, ref least, largest: false);

    /// <summary>
    /// Replaces the extreme so far by each element that exceeds it. The result is a value that no element exceeds, and which of several equal ones does not matter but for zeros of two signs: then nothing is committed. A NaN
    /// exceeds nothing and is exceeded by nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Extreme<T>(ref T items, int from, int to, ref T extreme, bool largest)
        where T : struct, INumber<T>
    {
        Vector256<T> first = Vector256.Create(extreme);
        Vector256<T> second = first;
        int i = from;
        for (; i <= to - (2 * Vector256<T>.Count); i += 2 * Vector256<T>.Count)
        {
            Vector256<T> some = Vector256.LoadUnsafe(ref items, (nuint)(uint)i);
            Vector256<T> others = Vector256.LoadUnsafe(ref items, (nuint)(uint)(i + Vector256<T>.Count));
            first = Vector256.ConditionalSelect(largest ? Vector256.GreaterThan(some, first) : Vector256.LessThan(some, first), some, first);
            second = Vector256.ConditionalSelect(largest ? Vector256.GreaterThan(others, second) : Vector256.LessThan(others, second), others, second);
        }
        T found = extreme;
        for (int lane = 0; lane < 2 * Vector256<T>.Count; lane++)
        {
            T value = lane < Vector256<T>.Count ? first[lane] : second[lane - Vector256<T>.Count];
            if (largest ? value > found : value < found)
                found = value;
        }
        if (typeof(T) == typeof(double) && T.IsZero(found) && !T.IsZero(extreme))
            return from;
        extreme = found;
        return i;
    }

    /// <summary>Adds i32 elements to an i64: at most 2^31 of them change a sum by less than 2^62.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddIntsToLong(ref int items, int from, int to, ref long sum)
    {
        if (sum is < -Half or >= Half)
            return from;
        Vector256<long> low = default;
        Vector256<long> high = default;
        int i = from;
        for (; i <= to - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref items, (nuint)(uint)i));
            low += lower;
            high += upper;
        }
        sum += Vector256.Sum(low + high);
        return i;
    }

    /// <summary>Adds i32 elements to an i32: a chunk whose magnitudes together leave the sum in range cannot overflow on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddInts(ref int items, int from, int to, ref int sum)
    {
        int i = from;
        while (i <= to - Vector256<int>.Count)
        {
            int end = (int)long.Min((long)i + Chunk, to - ((to - i) % Vector256<int>.Count));
            Vector256<long> total = default;
            Vector256<long> magnitude = default;
            for (int k = i; k < end; k += Vector256<int>.Count)
            {
                (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.LoadUnsafe(ref items, (nuint)(uint)k));
                total += lower + upper;
                magnitude += Vector256.Abs(lower) + Vector256.Abs(upper);
            }
            if (long.Abs(sum) + Vector256.Sum(magnitude) > int.MaxValue)
                return i;
            sum += (int)Vector256.Sum(total);
            i = end;
        }
        return i;
    }

    /// <summary>Adds i64 elements to an i64: a chunk of small elements changes a sum that is not large by too little to overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int AddLongs(ref long items, int from, int to, ref long sum)
    {
        Vector256<long> tooLarge = Vector256.Create(~(Half / Chunk - 1));
        int i = from;
        while (i <= to - Vector256<long>.Count)
        {
            int end = (int)long.Min((long)i + Chunk, to - ((to - i) % Vector256<long>.Count));
            Vector256<long> total = default;
            Vector256<long> bits = default;
            for (int k = i; k < end; k += Vector256<long>.Count)
            {
                Vector256<long> items4 = Vector256.LoadUnsafe(ref items, (nuint)(uint)k);
                total += items4;
                // Of a negative number the complement, which is one less than its magnitude.
                bits |= items4 ^ Vector256.LessThan(items4, Vector256<long>.Zero);
            }
            if (sum is <= -Half or >= Half || (bits & tooLarge) != Vector256<long>.Zero)
                return i;
            sum += Vector256.Sum(total);
            i = end;
        }
        return i;
    }
}
