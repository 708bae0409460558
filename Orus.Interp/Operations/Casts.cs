using System;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Text;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

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

    /// <summary>What <see cref="Convert(AnyValue, OrusType)"/> gives for common numbers. False for all else and for everything that raises.</summary>
    public static bool TryQuick(IrType target, object? tag, long bits, out long result)
    {
        result = bits;
        bool isFloating = ReferenceEquals(tag, TypeTag.F64);
        if (!isFloating && !ReferenceEquals(tag, TypeTag.I32) && !ReferenceEquals(tag, TypeTag.I64))
            return false;
        switch (target)
        {
            case IrType.F64:
                if (!isFloating)
                    result = BitConverter.DoubleToInt64Bits(bits);
                return true;
            case IrType.I64 when !isFloating:
                return true;
            case IrType.I32 when !isFloating:
                result = (int)bits;
                return true;
            case IrType.I64 or IrType.I32:
                double value = BitConverter.Int64BitsToDouble(bits);
                result = (int)value;
                return value is > int.MinValue and < int.MaxValue;
            default:
                return false;
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
