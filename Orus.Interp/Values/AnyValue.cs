using System;
using System.Runtime.CompilerServices;
using Orus.Front.Types;

namespace Orus.Interp.Values;

/// <summary>
/// A value of static type <c>any</c>. For scalars <see cref="Tag"/> is a <see cref="TypeTag"/> and <see cref="Bits"/> the value (i32 and i64 sign-extended, u32 zero-extended, f64 its
/// bit pattern, bool 0 or 1); otherwise <see cref="Tag"/> is the heap object and <see cref="Bits"/> 0. A null tag marks a variable that was not assigned yet.
/// </summary>
internal readonly struct AnyValue(object? tag, long bits)
{
    public readonly object? Tag = tag;
    public readonly long Bits = bits;

    public TypeKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.As<HeapObject>(Tag!).Kind;
    }

    public double F64 => BitConverter.Int64BitsToDouble(Bits);

    public static AnyValue OfI32(int value) => new(TypeTag.I32, value);

    public static AnyValue OfI64(long value) => new(TypeTag.I64, value);

    public static AnyValue OfU32(uint value) => new(TypeTag.U32, value);

    public static AnyValue OfU64(ulong value) => new(TypeTag.U64, (long)value);

    public static AnyValue OfF64(double value) => new(TypeTag.F64, BitConverter.DoubleToInt64Bits(value));

    public static AnyValue OfBool(bool value) => new(TypeTag.Bool, value ? 1 : 0);

    public static AnyValue OfObject(HeapObject value) => new(value, 0);

    /// <summary>A value of a scalar kind from its register bits.</summary>
    public static AnyValue OfScalar(TypeKind kind, long bits) => new(TypeTag.Of(kind), bits);
}
