using System;
using System.Globalization;
using Orus.Front.Syntax;

namespace Orus.Front.Lexing;

/// <summary>The meaning of the text of a number token.</summary>
internal ref struct NumberLiteral
{
    private const int MaxStackDigits = 128;

    /// <summary>The literal is an f64, by its form or by its suffix.</summary>
    public bool IsFloat;
    public bool HasSuffix;
    public IntegerSuffix Suffix;
    public NumberBase Base;

    /// <summary>The value of an integer, unless <see cref="ExceedsU64"/>.</summary>
    public ulong Value;
    public bool ExceedsU64;

    /// <summary>The nearest f64.</summary>
    public double FloatValue;

    /// <summary>The text has the form of an integer, whatever its suffix.</summary>
    public bool HasIntegerForm;

    /// <summary>Null if the text is a legal number; the range of a suffix is the caller's to check, who knows the sign.</summary>
    public string? Error;

    public static NumberLiteral Parse(ReadOnlySpan<byte> text)
    {
        NumberLiteral number = new() { HasIntegerForm = true };
        if (text.Length > 1 && text[0] == '0' && (text[1] | 0x20) is 'x' or 'b' or 'o')
            number.ParsePrefixed(text);
        else
            number.ParseDecimal(text);
        return number;
    }

    private void ParsePrefixed(ReadOnlySpan<byte> text)
    {
        (Base, int shift) = (text[1] | 0x20) switch
        {
            'x' => (NumberBase.Hexadecimal, 4),
            'o' => (NumberBase.Octal, 3),
            _ => (NumberBase.Binary, 1),
        };
        ReadOnlySpan<byte> digits = text[2..];
        int length = 0;
        for (; length < digits.Length; length++)
        {
            byte c = digits[length];
            if (c == '_')
                continue;
            int digit = DigitValue(c);
            if (digit >= 1 << shift)
                break;
            ExceedsU64 |= Value >> (64 - shift) != 0;
            Value = (Value << shift) | (uint)digit;
            FloatValue = (FloatValue * (1 << shift)) + digit;
        }
        if (!ExceedsU64)
            FloatValue = Value;
        if (length < digits.Length && DigitValue(digits[length]) < 10)
            Error = Base == NumberBase.Binary ? "a binary number has only the digits 0 and 1" : "an octal number has only the digits 0 to 7";
        else if (length == 0)
            Error = "the number has no digits";
        else if (HasBadUnderscore(digits[..length]))
            Error = UnderscoreError;
        else
            ParseSuffix(digits[length..]);
    }

    private const string UnderscoreError = "`_` may stand only between two digits";

    private static int DigitValue(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    private static bool HasBadUnderscore(ReadOnlySpan<byte> digits) =>
        digits[0] == '_' || digits[^1] == '_' || digits.IndexOf("__"u8) >= 0;

    private void ParseDecimal(ReadOnlySpan<byte> text)
    {
        int integerEnd = DigitsEnd(text, 0);
        int fractionEnd = integerEnd;
        if (fractionEnd < text.Length && text[fractionEnd] == '.')
            fractionEnd = DigitsEnd(text, fractionEnd + 1);
        int end = fractionEnd;
        bool hasExponent = end < text.Length && (text[end] | 0x20) == 'e';
        if (hasExponent)
        {
            end++;
            if (end < text.Length && text[end] is (byte)'+' or (byte)'-')
                end++;
            int exponentStart = end;
            end = DigitsEnd(text, end);
            if (end == exponentStart)
            {
                Error = "the exponent has no digits";
                return;
            }
            if (HasBadUnderscore(text[exponentStart..end]))
                Error = UnderscoreError;
        }
        HasIntegerForm = end == integerEnd;
        if (HasBadUnderscore(text[..integerEnd]) || (fractionEnd > integerEnd && HasBadUnderscore(text[(integerEnd + 1)..fractionEnd])))
            Error = UnderscoreError;
        if (Error is not null)
            return;

        ReadInteger(text[..integerEnd]);
        if (!HasIntegerForm || ExceedsU64)
            FloatValue = ReadFloat(text[..end]);
        ParseSuffix(text[end..]);
        if (HasIntegerForm || IsFloat || Error is not null)
            return;
        if (!HasSuffix)
            IsFloat = true;
        else if (FloatValue != Math.Truncate(FloatValue) || HasFraction(text[integerEnd..fractionEnd], hasExponent))
            Error = "a number with a fraction cannot have an integer suffix";
        else if (hasExponent)
            ReadExponentInteger();
    }

    private static bool HasFraction(ReadOnlySpan<byte> fraction, bool hasExponent) => !hasExponent && fraction.IndexOfAnyExcept(".0_"u8) >= 0;

    private void ReadExponentInteger()
    {
        ExceedsU64 = FloatValue >= 18446744073709551616.0;
        Value = ExceedsU64 ? 0 : (ulong)FloatValue;
    }

    private static int DigitsEnd(ReadOnlySpan<byte> text, int start)
    {
        int end = start;
        while (end < text.Length && ((uint)(text[end] - '0') < 10 || text[end] == '_'))
            end++;
        return end;
    }

    private void ReadInteger(ReadOnlySpan<byte> digits)
    {
        foreach (byte c in digits)
        {
            if (c == '_')
                continue;
            uint digit = (uint)(c - '0');
            ExceedsU64 |= Value > ulong.MaxValue / 10 || Value * 10 > ulong.MaxValue - digit;
            Value = (Value * 10) + digit;
        }
        FloatValue = Value;
    }

    private static double ReadFloat(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = text.Length <= MaxStackDigits ? stackalloc byte[MaxStackDigits] : new byte[text.Length];
        int length = 0;
        foreach (byte c in text)
        {
            if (c != '_')
                digits[length++] = c;
        }
        return double.Parse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private void ParseSuffix(ReadOnlySpan<byte> suffix)
    {
        if (suffix.IsEmpty)
            return;
        HasSuffix = true;
        if (suffix.SequenceEqual("i32"u8))
            Suffix = IntegerSuffix.I32;
        else if (suffix.SequenceEqual("i64"u8))
            Suffix = IntegerSuffix.I64;
        else if (suffix.SequenceEqual("u32"u8) || suffix.SequenceEqual("u"u8))
            Suffix = IntegerSuffix.U32;
        else if (suffix.SequenceEqual("u64"u8))
            Suffix = IntegerSuffix.U64;
        else if (suffix.SequenceEqual("f64"u8))
            IsFloat = true;
        else
            Error = $"`{System.Text.Encoding.ASCII.GetString(suffix)}` is not a suffix of numbers";
    }

    /// <summary>Whether the value, with its sign, belongs to the type of its suffix.</summary>
    public readonly bool FitsSuffix(bool isNegative) => !ExceedsU64 && Suffix switch
    {
        IntegerSuffix.I32 => Value <= (isNegative ? 0x8000_0000ul : 0x7FFF_FFFFul),
        IntegerSuffix.I64 => Value <= (isNegative ? 0x8000_0000_0000_0000ul : 0x7FFF_FFFF_FFFF_FFFFul),
        IntegerSuffix.U32 => Value <= uint.MaxValue,
        _ => true,
    };
}
