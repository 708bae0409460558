using System;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Interp.Operations;

/// <summary>Casts <c>e as T</c> (section 8.4 of the reference).</summary>
internal static class Casts
{
    /// <summary>A scalar's register bits as another scalar kind; raises if the value is not representable.</summary>
    public static long Convert(TypeKind from, TypeKind to, long bits)
    {
        if (from == to)
            return bits;
        if (from == TypeKind.F64)
            return FromF64(to, BitConverter.Int64BitsToDouble(bits));
        switch (to)
        {
            case TypeKind.Bool:
                return bits != 0 ? 1 : 0;
            case TypeKind.F64:
                return BitConverter.DoubleToInt64Bits(from == TypeKind.U64 ? (double)(ulong)bits : bits);
            case TypeKind.I32:
                return from == TypeKind.U64 && (ulong)bits > int.MaxValue ? throw OutOfRange(from, to) : (int)bits;
            case TypeKind.I64:
                return from == TypeKind.U64 && bits < 0 ? throw OutOfRange(from, to) : bits;
            case TypeKind.U32:
                return from is TypeKind.I64 or TypeKind.U64 && (ulong)bits > uint.MaxValue ? throw OutOfRange(from, to) : (uint)bits;
            default:
                return from is TypeKind.I32 or TypeKind.I64 && bits < 0 ? throw Raise.CastNegative(NameOf(from), NameOf(to)) : bits;
        }
    }

    /// <summary>Truncates toward zero, then checks the range; NaN is in no range.</summary>
    public static long FromF64(TypeKind to, double value)
    {
        double whole = Math.Truncate(value);
        switch (to)
        {
            case TypeKind.Bool:
                return value != 0 ? 1 : 0;
            case TypeKind.I32 when whole is >= int.MinValue and <= int.MaxValue:
                return (int)whole;
            case TypeKind.I64 when whole is >= -9223372036854775808.0 and < 9223372036854775808.0:
                return (long)whole;
            case TypeKind.U32 when whole is >= 0 and <= uint.MaxValue:
                return (uint)whole;
            case TypeKind.U64 when whole is >= 0 and < 18446744073709551616.0:
                return (long)(ulong)whole;
            default:
                throw OutOfRange(TypeKind.F64, to);
        }
    }

    /// <summary>A dynamic value cast to a type.</summary>
    public static AnyValue Convert(AnyValue value, OrusType target)
    {
        if (target.Kind == TypeKind.Any)
            return value;
        if (target.Kind == TypeKind.String && value.Tag is TypeTag or OrusString or OrusError)
            return AnyValue.OfObject(ValueText.Of(value));
        if (target.IsScalar && value.Tag is TypeTag tag)
            return AnyValue.OfScalar(target.Kind, Convert(tag.Kind, target.Kind, value.Bits));
        throw Raise.CannotConvert(TypeTest.NameOf(value), TypeTest.NameOf(target));
    }

    private static OrusException OutOfRange(TypeKind from, TypeKind to) => Raise.CastRange(NameOf(from), NameOf(to));

    private static string NameOf(TypeKind scalar) => TypeTag.Of(scalar).Type.Name;
}
