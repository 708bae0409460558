using System;
using System.Globalization;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Interp.Builtins;

/// <summary>The conversions <c>int</c> and <c>float</c> (section 17 of the reference).</summary>
internal static class NumberParsing
{
    /// <summary><c>int(v)</c> of a scalar's register bits.</summary>
    public static int ToInt(TypeKind kind, long bits)
    {
        if (kind == TypeKind.F64)
            return ToInt(BitConverter.Int64BitsToDouble(bits));
        bool fits = kind == TypeKind.U64 ? (ulong)bits <= int.MaxValue : bits == (int)bits;
        return fits ? (int)bits : throw OutOfRange(kind, bits);
    }

    public static int ToInt(double value)
    {
        double whole = Math.Truncate(value);
        if (whole is >= int.MinValue and <= int.MaxValue)
            return (int)whole;
        if (!double.IsFinite(value))
            throw Raise.NumberText(ErrorId.IntNotFinite, default);
        throw OutOfRange(TypeKind.F64, BitConverter.DoubleToInt64Bits(value));
    }

    public static int ToInt(OrusString text)
    {
        ReadOnlySpan<byte> digits = Trim(text.Span);
        bool negative = TakeSign(ref digits);
        if (CountDigits(digits) != digits.Length || digits.Length == 0)
            throw Raise.NumberText(TryParseFloat(text.Span, out _) ? ErrorId.IntDecimalText : ErrorId.IntText, text.Span);
        long value = 0;
        foreach (byte digit in digits)
        {
            value = (value * 10) + (digit - '0');
            if (value > 1L + int.MaxValue)
                break;
        }
        value = negative ? -value : value;
        return value == (int)value ? (int)value : throw OutOfRange(text);
    }

    /// <summary><c>float(v)</c> of a scalar's register bits.</summary>
    public static double ToFloat(TypeKind kind, long bits) => BitConverter.Int64BitsToDouble(Casts.Convert(kind, TypeKind.F64, bits));

    public static double ToFloat(OrusString text) =>
        TryParseFloat(text.Span, out double value) ? value : throw Raise.NumberText(ErrorId.FloatText, text.Span);

    private static bool TryParseFloat(ReadOnlySpan<byte> text, out double value)
    {
        value = 0;
        ReadOnlySpan<byte> rest = Trim(text);
        bool negative = TakeSign(ref rest);
        int whole = CountDigits(rest);
        ReadOnlySpan<byte> wholeDigits = rest[..whole];
        ReadOnlySpan<byte> decimals = default;
        rest = rest[whole..];
        if (rest.StartsWith("."u8))
        {
            decimals = rest.Slice(1, CountDigits(rest[1..]));
            rest = rest[(1 + decimals.Length)..];
        }
        if (wholeDigits.Length + decimals.Length == 0)
            return false;
        long exponent = 0;
        if (rest.Length > 0 && rest[0] is (byte)'e' or (byte)'E')
        {
            rest = rest[1..];
            bool down = TakeSign(ref rest);
            int count = CountDigits(rest);
            if (count == 0)
                return false;
            foreach (byte digit in rest[..count])
                exponent = Math.Min((exponent * 10) + (digit - '0'), long.MaxValue / 100);
            exponent = down ? -exponent : exponent;
            rest = rest[count..];
        }
        if (rest.Length > 0)
            return false;
        value = Evaluate(wholeDigits, decimals, exponent);
        value = negative ? -value : value;
        return true;
    }

    /// <summary>whole.decimals × 10^exponent. The significant digits go to the library as 0.ddd with an exponent of their own, because it gives up on texts with very long ones.</summary>
    private static double Evaluate(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> decimals, long exponent)
    {
        var number = new ByteWriter();
        number.Write("0."u8);
        ReadOnlySpan<byte> significant = whole.TrimStart((byte)'0');
        if (significant.Length > 0)
        {
            number.Write(significant);
            number.Write(decimals);
            exponent += significant.Length;
        }
        else
        {
            significant = decimals.TrimStart((byte)'0');
            number.Write(significant);
            exponent -= decimals.Length - significant.Length;
        }
        if (significant.Length == 0 || exponent < -400)
            return 0;
        if (exponent > 400)
            return double.PositiveInfinity;
        number.Write((byte)'e');
        NumberText.WriteI64(number, exponent);
        return double.Parse(number.Written, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t\n\v\f\r"u8);

    private static bool TakeSign(ref ReadOnlySpan<byte> text)
    {
        if (text.Length == 0 || text[0] is not ((byte)'+' or (byte)'-'))
            return false;
        bool negative = text[0] == '-';
        text = text[1..];
        return negative;
    }

    private static int CountDigits(ReadOnlySpan<byte> text)
    {
        int other = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return other < 0 ? text.Length : other;
    }

    private static OrusException OutOfRange(TypeKind kind, long bits)
    {
        var number = new ByteWriter();
        ValueText.WriteScalar(number, kind, bits);
        return Raise.NumberText(ErrorId.IntRange, number.Written);
    }

    private static OrusException OutOfRange(OrusString text)
    {
        var quoted = new ByteWriter();
        quoted.Write((byte)'"');
        quoted.Write(text.Span);
        quoted.Write((byte)'"');
        return Raise.NumberText(ErrorId.IntRange, quoted.Written);
    }
}
