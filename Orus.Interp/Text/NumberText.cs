using System;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Values;

namespace Orus.Interp.Text;

/// <summary>The texts of numbers (sections 18.1 and 18.2 of the reference).</summary>
internal static class NumberText
{
    /// <summary>Digits of the longest f64 written positionally or with an exponent, sign, point and exponent included.</summary>
    private const int LongestF64 = 32;

    /// <summary>Below this magnitude f64 integers are written like integers.</summary>
    private const double ExactIntegers = 1L << 53;

    /// <summary>Bytes of the longest integer, with its sign.</summary>
    private const int LongestI64 = 20;

    public static void WriteI64(ByteWriter writer, long value)
    {
        bool done = value.TryFormat(writer.Reserve(LongestI64), out int written, default, CultureInfo.InvariantCulture);
        Debug.Assert(done);
        writer.Advance(written);
    }

    /// <summary>What <see cref="WriteI64"/> writes, without a writer.</summary>
    public static OrusString OfI64(long value)
    {
        Span<byte> text = stackalloc byte[LongestI64];
        bool done = value.TryFormat(text, out int written, default, CultureInfo.InvariantCulture);
        Debug.Assert(done);
        return OrusString.Of(text[..written]);
    }

    public static void WriteU64(ByteWriter writer, ulong value)
    {
        bool done = value.TryFormat(writer.Reserve(LongestI64), out int written, default, CultureInfo.InvariantCulture);
        Debug.Assert(done);
        writer.Advance(written);
    }

    /// <summary>The shortest digits that read back to the same value, positionally for exponents from -4 to 15.</summary>
    public static void WriteF64(ByteWriter writer, double value)
    {
        if (!double.IsFinite(value))
        {
            WriteNotFinite(writer, value);
            return;
        }
        if (double.IsNegative(value))
        {
            writer.Write((byte)'-');
            value = -value;
        }
        if (value < ExactIntegers && value == (long)value)
        {
            WriteI64(writer, (long)value);
            writer.Write(".0"u8);
            return;
        }
        Span<byte> buffer = stackalloc byte[LongestF64];
        WriteDigits(writer, ShortestDigits(value, buffer, out int exponent), exponent);
    }

    /// <summary>Exactly rounded to a number of decimals, ties to even.</summary>
    public static void WriteFixed(ByteWriter writer, double value, int decimals)
    {
        if (!double.IsFinite(value))
        {
            WriteNotFinite(writer, value);
            return;
        }
        if (double.IsNegative(value))
            writer.Write((byte)'-');
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> 52) & 0x7FF;
        ulong mantissa = (ulong)bits & ((1UL << 52) - 1);
        if (biased != 0)
            mantissa |= 1UL << 52;
        int exponent = Math.Max(biased, 1) - 1075;

        // The value is mantissa * 2^exponent. The mantissa has 53 bits, 10^22 has 74.
        const int MostDecimalsIn127Bits = 22;
        if (decimals <= MostDecimalsIn127Bits && exponent <= 0)
            WriteScaled(writer, RoundedShift(WideInteger.FromUnsigned(mantissa) * PowerOfTen(decimals), -exponent).ToString(), decimals);
        else
            WriteScaled(writer, RoundedShift(mantissa * BigInteger.Pow(10, decimals), exponent).ToString(CultureInfo.InvariantCulture), decimals);
    }

    /// <summary>An integer in another base without prefix; negative values as two's complement of their type's width.</summary>
    public static void WriteInBase(ByteWriter writer, TypeKind kind, long bits, PrintFormat format)
    {
        ulong value = kind == TypeKind.I32 ? (uint)bits : (ulong)bits;
        int shift = format switch
        {
            PrintFormat.Binary => 1,
            PrintFormat.Octal => 3,
            _ => 4,
        };
        ReadOnlySpan<byte> symbols = format == PrintFormat.HexUpper ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        Span<byte> digits = stackalloc byte[64];
        int first = digits.Length;
        do
        {
            digits[--first] = symbols[(int)(value & ((1UL << shift) - 1))];
            value >>= shift;
        }
        while (value != 0);
        writer.Write(digits[first..]);
    }

    private static void WriteNotFinite(ByteWriter writer, double value) =>
        writer.Write(double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8);

    /// <summary>The significant digits of a positive value d.ddd × 10^<paramref name="exponent"/>, d not zero, without zeros at the end.</summary>
    private static ReadOnlySpan<byte> ShortestDigits(double value, Span<byte> buffer, out int exponent)
    {
        bool isPowerOfTwo = (BitConverter.DoubleToInt64Bits(value) & ((1L << 52) - 1)) == 0;
        return isPowerOfTwo ? ShortestDigitsOfPowerOfTwo(value, buffer, out exponent) : Digits(value, "R", buffer, out exponent);
    }

    /// <summary>
    /// The value below a power of two is half as far away as the one above, which the library's "R" does not consider: its digits may read back to that other value. So try all lengths, and for each
    /// the nearest digits and the ones above.
    /// </summary>
    private static ReadOnlySpan<byte> ShortestDigitsOfPowerOfTwo(double value, Span<byte> buffer, out int exponent)
    {
        const int EnoughDigits = 17;
        for (int length = 1; length < EnoughDigits; length++)
        {
            ReadOnlySpan<byte> digits = Digits(value, "E" + (length - 1).ToString(CultureInfo.InvariantCulture), buffer, out exponent);
            if (ReadBack(digits, exponent) == value)
                return digits;

            // A 9 at the end would make the digits above shorter than this length, so they were tried already.
            buffer[length - 1] = digits.Length == length ? (byte)(digits[length - 1] + 1) : (byte)'1';
            if (buffer[length - 1] <= '9' && ReadBack(buffer[..length], exponent) == value)
                return buffer[..length];
        }
        return Digits(value, "E16", buffer, out exponent);
    }

    private static double ReadBack(ReadOnlySpan<byte> digits, int exponent)
    {
        var text = new ByteWriter();
        text.Write(digits);
        text.Write((byte)'e');
        WriteI64(text, exponent - (digits.Length - 1));
        return double.Parse(text.Written, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The digits that the library writes for a positive value in some format, freed from zeros around them.</summary>
    private static ReadOnlySpan<byte> Digits(double value, string format, Span<byte> buffer, out int exponent)
    {
        Span<byte> text = stackalloc byte[LongestF64];
        bool done = value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        Debug.Assert(done);
        int count = 0;
        int beforePoint = -1;
        exponent = 0;
        for (int i = 0; i < length; i++)
        {
            if (text[i] == '.')
            {
                beforePoint = count;
            }
            else if (text[i] == 'E')
            {
                exponent = int.Parse(text[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else
            {
                buffer[count++] = text[i];
            }
        }
        int zeros = buffer[..count].IndexOfAnyExcept((byte)'0');
        exponent += (beforePoint < 0 ? count : beforePoint) - 1 - zeros;
        return buffer[zeros..count].TrimEnd((byte)'0');
    }

    private static void WriteDigits(ByteWriter writer, ReadOnlySpan<byte> digits, int exponent)
    {
        if (exponent is < -4 or >= 16)
        {
            writer.Write(digits[0]);
            if (digits.Length > 1)
            {
                writer.Write((byte)'.');
                writer.Write(digits[1..]);
            }
            writer.Write((byte)'e');
            WriteI64(writer, exponent);
        }
        else if (exponent < 0)
        {
            writer.Write("0."u8);
            WriteZeros(writer, -exponent - 1);
            writer.Write(digits);
        }
        else if (digits.Length <= exponent + 1)
        {
            writer.Write(digits);
            WriteZeros(writer, exponent + 1 - digits.Length);
            writer.Write(".0"u8);
        }
        else
        {
            writer.Write(digits[..(exponent + 1)]);
            writer.Write((byte)'.');
            writer.Write(digits[(exponent + 1)..]);
        }
    }

    /// <summary>An integer of decimal digits with the point put <paramref name="decimals"/> places from its end.</summary>
    private static void WriteScaled(ByteWriter writer, string digits, int decimals)
    {
        int whole = digits.Length - decimals;
        if (whole <= 0)
            writer.Write((byte)'0');
        for (int i = Math.Min(whole, 0); i < digits.Length; i++)
        {
            if (i == whole)
                writer.Write((byte)'.');
            writer.Write(i < 0 ? (byte)'0' : (byte)digits[i]);
        }
    }

    private static void WriteZeros(ByteWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
            writer.Write((byte)'0');
    }

    private static WideInteger PowerOfTen(int exponent)
    {
        WideInteger power = 1;
        for (int i = 0; i < exponent; i++)
            power *= 10;
        return power;
    }

    /// <summary>value / 2^shift for a value below 2^127, to nearest, ties to even.</summary>
    private static WideInteger RoundedShift(WideInteger value, int shift)
    {
        if (shift == 0)
            return value;
        if (shift >= 128)
            return 0;
        WideInteger quotient = value >> shift;
        WideInteger remainder = value - (quotient << shift);
        WideInteger half = (WideInteger)1 << (shift - 1);
        return remainder > half || (remainder == half && (quotient.Low & 1) != 0) ? quotient + 1 : quotient;
    }

    /// <summary>value × 2^exponent, to nearest, ties to even.</summary>
    private static BigInteger RoundedShift(BigInteger value, int exponent)
    {
        if (exponent >= 0)
            return value << exponent;
        BigInteger quotient = value >> -exponent;
        BigInteger remainder = value - (quotient << -exponent);
        BigInteger half = BigInteger.One << (-exponent - 1);
        return remainder > half || (remainder == half && !quotient.IsEven) ? quotient + 1 : quotient;
    }
}
