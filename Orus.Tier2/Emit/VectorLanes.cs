using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Orus.Optimizer.Ir;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// The vector operations that emitted code consists of; RyuJIT expands them in place. Where a loop mixes element sizes, its rounds are as many as a vector has wide elements: vectors of narrow elements are then used by half, and
/// what their upper half holds is never stored. It may fail a check, which costs only time, because the loop itself then makes these rounds. Those that are the same for all elements are in <see cref="VectorLanes{T}"/>.
/// </summary>
internal static class VectorLanes
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>A vector operation.</summary>
    /// <param name="name">The name of a method below.</param>
    /// <param name="element">The register type of the elements; None for a method that is for one type only.</param>
    public static MethodInfo Method(string name, IrType element) => LanesOf(element).GetMethod(name) ?? throw new MissingMethodException(nameof(VectorLanes), name);

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
    private static Type LanesOf(IrType element) => element switch
    {
        IrType.I32 => typeof(VectorLanes<int>),
        IrType.U32 => typeof(VectorLanes<uint>),
        IrType.I64 => typeof(VectorLanes<long>),
        IrType.U64 => typeof(VectorLanes<ulong>),
        IrType.F64 => typeof(VectorLanes<double>),
        _ => typeof(VectorLanes),
    };

    /// <summary>The largest counter with which as many rounds as a vector has lanes can be made at once in the chunk of rounds that begins.</summary>
    [MethodImpl(Inline)]
    public static int LastOfChunk(int counter, int bound, int lanes) => counter + Math.Min(bound - counter, Accumulation.Chunk) - lanes;

    [MethodImpl(Inline)]
    public static Vector256<int> CountUp(int first) => Vector256.Create(first) + Vector256<int>.Indices;

    /// <summary>For factors for which <see cref="MulMayOverflowI64"/> is false.</summary>
    [MethodImpl(Inline)]
    public static Vector256<long> MulSmall(Vector256<long> left, Vector256<long> right) =>
        Avx2.IsSupported ? Avx2.Multiply(left.AsInt32(), right.AsInt32()) : left * right;

    [MethodImpl(Inline)]
    public static Vector256<double> Div(Vector256<double> left, Vector256<double> right) => left / right;

    /// <summary>The lower elements of a vector.</summary>
    [MethodImpl(Inline)]
    public static Vector256<long> Widen(Vector256<int> value) => Vector256.WidenLower(value);

    /// <summary>The lower elements of a vector; exact.</summary>
    [MethodImpl(Inline)]
    public static Vector256<double> ToReal(Vector256<int> value) =>
        Avx.IsSupported ? Avx.ConvertToVector256Double(value.GetLower()) : Vector256.ConvertToDouble(Vector256.WidenLower(value));

    /// <summary>Is a product too large for 32 bits? Those of the elements at even and at odd places are formed apart.</summary>
    [MethodImpl(Inline)]
    public static bool MulOverflowsI32(Vector256<int> left, Vector256<int> right)
    {
        if (Avx2.IsSupported)
            return AreWide(Avx2.Multiply(left, right), Avx2.Multiply((left.AsInt64() >>> 32).AsInt32(), (right.AsInt64() >>> 32).AsInt32()));
        return AreWide(Vector256.WidenLower(left) * Vector256.WidenLower(right), Vector256.WidenUpper(left) * Vector256.WidenUpper(right));
    }

    /// <summary>Is a factor wider than 32 bits? If none is, no product overflows.</summary>
    [MethodImpl(Inline)]
    public static bool MulMayOverflowI64(Vector256<long> left, Vector256<long> right) => AreWide(left, right);

    /// <summary>Is a value too large to be accumulated with others of a chunk? See <see cref="Accumulation"/>.</summary>
    [MethodImpl(Inline)]
    public static bool IsLargeI32(Vector256<int> values) =>
        ((values + Vector256.Create(Accumulation.SmallI32)) & Vector256.Create(-2 * Accumulation.SmallI32)) != Vector256<int>.Zero;

    /// <inheritdoc cref="IsLargeI32"/>
    [MethodImpl(Inline)]
    public static bool IsLargeI64(Vector256<long> values) =>
        ((values + Vector256.Create(Accumulation.SmallI64)) & Vector256.Create(-2 * Accumulation.SmallI64)) != Vector256<long>.Zero;

    /// <summary>Adds the elements of both halves.</summary>
    [MethodImpl(Inline)]
    public static Vector256<long> AddWidened(Vector256<long> sums, Vector256<int> values) => sums + Vector256.WidenLower(values) + Vector256.WidenUpper(values);

    /// <summary>Adds the elements of the lower half.</summary>
    [MethodImpl(Inline)]
    public static Vector256<long> AddWidenedHalf(Vector256<long> sums, Vector256<int> values) => sums + Vector256.WidenLower(values);

    /// <summary>Is a divisor zero?</summary>
    [MethodImpl(Inline)]
    public static bool HasZero(Vector256<double> divisors) => Vector256.EqualsAny(divisors, Vector256<double>.Zero);

    [MethodImpl(Inline)]
    private static bool AreWide(Vector256<long> some, Vector256<long> others)
    {
        Vector256<long> half = Vector256.Create(1L << 31);
        return (((some + half) | (others + half)) >>> 32) != Vector256<long>.Zero;
    }
}

/// <summary>The vector operations on elements of any numeric type.</summary>
internal static class VectorLanes<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static Vector256<T> Load(ref T first, int index) => Vector256.LoadUnsafe(ref first, (nuint)(uint)index);

    [MethodImpl(Inline)]
    public static Vector256<T> LoadHalf(ref T first, int index) => Vector128.LoadUnsafe(ref first, (nuint)(uint)index).ToVector256();

    [MethodImpl(Inline)]
    public static void Store(ref T first, int index, Vector256<T> value) => value.StoreUnsafe(ref first, (nuint)(uint)index);

    [MethodImpl(Inline)]
    public static void StoreHalf(ref T first, int index, Vector256<T> value) => value.GetLower().StoreUnsafe(ref first, (nuint)(uint)index);

    [MethodImpl(Inline)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(Inline)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    [MethodImpl(Inline)]
    public static Vector256<T> Sub(Vector256<T> left, Vector256<T> right) => left - right;

    [MethodImpl(Inline)]
    public static Vector256<T> Mul(Vector256<T> left, Vector256<T> right) => left * right;

    [MethodImpl(Inline)]
    public static Vector256<T> Neg(Vector256<T> value) => -value;

    [MethodImpl(Inline)]
    public static Vector256<T> BitAnd(Vector256<T> left, Vector256<T> right) => left & right;

    [MethodImpl(Inline)]
    public static Vector256<T> BitOr(Vector256<T> left, Vector256<T> right) => left | right;

    [MethodImpl(Inline)]
    public static Vector256<T> ShiftLeft(Vector256<T> value, int count) => value << count;

    /// <summary>Arithmetic for signed elements.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> ShiftRight(Vector256<T> value, int count) => value >> count;

    /// <summary>The sum of all elements.</summary>
    [MethodImpl(Inline)]
    public static T Sum(Vector256<T> values) => Vector256.Sum(values);

    /// <summary>The sum of the elements of the lower half.</summary>
    [MethodImpl(Inline)]
    public static T SumHalf(Vector256<T> values) => Vector128.Sum(values.GetLower());

    /// <summary>Does a sum have another sign than both operands?</summary>
    [MethodImpl(Inline)]
    public static bool AddOverflows(Vector256<T> left, Vector256<T> right)
    {
        Vector256<T> sum = left + right;
        return ((left ^ sum) & (right ^ sum)).ExtractMostSignificantBits() != 0;
    }

    /// <summary>Do operands of different signs have a difference with another sign than the first?</summary>
    [MethodImpl(Inline)]
    public static bool SubOverflows(Vector256<T> left, Vector256<T> right) => ((left ^ right) & (left ^ (left - right))).ExtractMostSignificantBits() != 0;
}
