using System;
using System.Globalization;

namespace Orus.Front.Types;

/// <summary>
/// A signed integer of 128 bits, for the exact results of operations on two 64-bit integers. Operations wrap around; conversions to narrower types cut off the upper
/// bits. It stands in for <see cref="System.Int128"/>, whose calling convention is not settled: methods that handle one cannot be compiled ahead of time, so the optimizer
/// would compile some thirty of them in every process.
/// </summary>
/// <param name="High">The upper half, with the sign.</param>
/// <param name="Low">The lower half.</param>
internal readonly record struct WideInteger(long High, ulong Low) : IComparable<WideInteger>
{
    private const ulong LargestPowerOfTen = 10_000_000_000_000_000_000;
    private const int DigitsOfLargestPowerOfTen = 19;

    /// <summary>The value of an integer that a 64-bit register holds, which is unsigned or signed.</summary>
    public static WideInteger Of(long bits, bool isUnsigned) => isUnsigned ? FromUnsigned((ulong)bits) : bits;

    public static WideInteger FromUnsigned(ulong value) => new(0, value);

    /// <summary>The value without its fraction; its magnitude must be below 2^127.</summary>
    public static WideInteger FromDouble(double value)
    {
        const double TwoTo64 = 18446744073709551616.0;
        double magnitude = Math.Truncate(Math.Abs(value));
        double upper = Math.Floor(magnitude / TwoTo64);
        WideInteger result = new((long)upper, (ulong)(magnitude - (upper * TwoTo64)));
        return value < 0 ? -result : result;
    }

    public static implicit operator WideInteger(long value) => new(value >> 63, (ulong)value);

    public static explicit operator long(WideInteger value) => (long)value.Low;

    public static explicit operator ulong(WideInteger value) => value.Low;

    public static WideInteger operator +(WideInteger a, WideInteger b)
    {
        ulong low = a.Low + b.Low;
        return new WideInteger(a.High + b.High + (low < a.Low ? 1 : 0), low);
    }

    public static WideInteger operator -(WideInteger a) => new WideInteger(~a.High, ~a.Low) + 1;

    public static WideInteger operator -(WideInteger a, WideInteger b) => new(a.High - b.High - (a.Low < b.Low ? 1 : 0), a.Low - b.Low);

    public static WideInteger operator *(WideInteger a, WideInteger b)
    {
        // By halves: the instruction for the upper half of a product depends on the machine, so code that uses it is compiled at run time.
        ulong low = (ulong)(uint)a.Low * (uint)b.Low;
        ulong middle = ((a.Low >> 32) * (uint)b.Low) + (low >> 32);
        ulong carry = ((ulong)(uint)a.Low * (b.Low >> 32)) + (uint)middle;
        ulong high = ((a.Low >> 32) * (b.Low >> 32)) + (middle >> 32) + (carry >> 32);
        return new WideInteger((long)high + (a.High * (long)b.Low) + ((long)a.Low * b.High), a.Low * b.Low);
    }

    /// <summary>The quotient, truncated. The divisor must not be zero.</summary>
    public static WideInteger operator /(WideInteger a, WideInteger b)
    {
        WideInteger quotient = DivideMagnitudes(Abs(a), Abs(b), out _);
        return (a.High < 0) == (b.High < 0) ? quotient : -quotient;
    }

    /// <summary>The remainder, with the sign of the dividend. The divisor must not be zero.</summary>
    public static WideInteger operator %(WideInteger a, WideInteger b)
    {
        DivideMagnitudes(Abs(a), Abs(b), out WideInteger remainder);
        return a.High < 0 ? -remainder : remainder;
    }

    public static WideInteger operator &(WideInteger a, WideInteger b) => new(a.High & b.High, a.Low & b.Low);

    public static WideInteger operator |(WideInteger a, WideInteger b) => new(a.High | b.High, a.Low | b.Low);

    /// <summary>Shifts by less than 128 bits.</summary>
    public static WideInteger operator <<(WideInteger value, int shift) => shift switch
    {
        0 => value,
        < 64 => new WideInteger((value.High << shift) | (long)(value.Low >> (64 - shift)), value.Low << shift),
        _ => new WideInteger((long)(value.Low << (shift - 64)), 0),
    };

    /// <summary>Shifts by less than 128 bits, keeping the sign.</summary>
    public static WideInteger operator >>(WideInteger value, int shift) => shift switch
    {
        0 => value,
        < 64 => new WideInteger(value.High >> shift, (value.Low >> shift) | ((ulong)value.High << (64 - shift))),
        _ => value.High >> (shift - 64),
    };

    public static bool operator <(WideInteger a, WideInteger b) => a.High < b.High || (a.High == b.High && a.Low < b.Low);

    public static bool operator >(WideInteger a, WideInteger b) => b < a;

    public static bool operator <=(WideInteger a, WideInteger b) => !(b < a);

    public static bool operator >=(WideInteger a, WideInteger b) => !(a < b);

    public static WideInteger Min(WideInteger a, WideInteger b) => b < a ? b : a;

    public static WideInteger Max(WideInteger a, WideInteger b) => a < b ? b : a;

    public static WideInteger Clamp(WideInteger value, WideInteger least, WideInteger greatest) => Min(Max(value, least), greatest);

    public int CompareTo(WideInteger other) => this < other ? -1 : other < this ? 1 : 0;

    /// <summary>The decimal digits, after a minus if it is negative.</summary>
    public override string ToString()
    {
        WideInteger upper = DivideMagnitudes(Abs(this), FromUnsigned(LargestPowerOfTen), out WideInteger lower);
        string digits = lower.Low.ToString(CultureInfo.InvariantCulture);
        if (upper.Low != 0)
            digits = upper.Low.ToString(CultureInfo.InvariantCulture) + digits.PadLeft(DigitsOfLargestPowerOfTen, '0');
        return High < 0 ? "-" + digits : digits;
    }

    /// <summary>The absolute value. That of the least value has no signed form and is to be read as unsigned.</summary>
    public static WideInteger Abs(WideInteger value) => value.High < 0 ? -value : value;

    /// <summary>Unsigned division, bit by bit unless 64 bits are enough.</summary>
    private static WideInteger DivideMagnitudes(WideInteger dividend, WideInteger divisor, out WideInteger remainder)
    {
        if (dividend.High == 0 && divisor.High == 0)
        {
            (ulong narrow, ulong rest) = Math.DivRem(dividend.Low, divisor.Low);
            remainder = FromUnsigned(rest);
            return FromUnsigned(narrow);
        }
        WideInteger quotient = 0;
        remainder = 0;
        for (int bit = 127; bit >= 0; bit--)
        {
            bool carry = remainder.High < 0;
            remainder = (remainder << 1) | FromUnsigned((bit < 64 ? dividend.Low >> bit : (ulong)dividend.High >> (bit - 64)) & 1);
            quotient <<= 1;
            if (carry || !IsBelow(remainder, divisor))
            {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        return quotient;
    }

    private static bool IsBelow(WideInteger a, WideInteger b) => a.High == b.High ? a.Low < b.Low : (ulong)a.High < (ulong)b.High;
}
