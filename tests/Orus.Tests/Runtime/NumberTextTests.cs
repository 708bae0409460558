using System;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Text;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class NumberTextTests
{
    private static string Text(Action<ByteWriter> write)
    {
        var writer = new ByteWriter();
        write(writer);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static string F64(double value) => Text(writer => NumberText.WriteF64(writer, value));

    [TestCase(0.0, "0.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(1.0, "1.0")]
    [TestCase(-7.0, "-7.0")]
    [TestCase(0.1, "0.1")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00012345, "0.00012345")]
    [TestCase(0.00001, "1e-5")]
    [TestCase(0.000012345, "1.2345e-5")]
    [TestCase(1.5e-7, "1.5e-7")]
    [TestCase(1234567.0, "1234567.0")]
    [TestCase(123456.789, "123456.789")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(9007199254740992.0, "9007199254740992.0")]
    [TestCase(9007199254740994.0, "9007199254740994.0")]
    [TestCase(9999999999999998.0, "9999999999999998.0")]
    [TestCase(1e16, "1e16")]
    [TestCase(12345678901234567.0, "1.2345678901234568e16")]
    [TestCase(1e20, "1e20")]
    [TestCase(1e21, "1e21")]
    [TestCase(1e22, "1e22")]
    [TestCase(1e23, "1e23")]
    [TestCase(1.7976931348623157e308, "1.7976931348623157e308")]
    [TestCase(-1.7976931348623157e308, "-1.7976931348623157e308")]
    [TestCase(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [TestCase(5e-324, "5e-324")]
    [TestCase(0.1 + 0.2, "0.30000000000000004")]
    [TestCase(1.0 / 3, "0.3333333333333333")]
    [TestCase(2.0 / 3, "0.6666666666666666")]
    [TestCase(100.0, "100.0")]
    [TestCase(1e100, "1e100")]
    [TestCase(2251799813685248.5, "2251799813685248.5")]
    [TestCase(5.684341886080802e-14, "5.684341886080802e-14")]
    [TestCase(0.3, "0.3")]
    [TestCase(9.5367431640625e-7, "9.5367431640625e-7")]
    [TestCase(9007199254740993e3, "9.007199254740993e18")]
    [TestCase(1.7800590868057611e-307, "1.7800590868057611e-307")]
    [TestCase(2.98023223876953125e-8, "2.9802322387695312e-8")]
    [TestCase(double.PositiveInfinity, "inf")]
    [TestCase(double.NegativeInfinity, "-inf")]
    [TestCase(double.NaN, "nan")]
    public void ShortestTextOfF64(double value, string expected) => Assert.That(F64(value), Is.EqualTo(expected));

    [Test]
    public void NegativeNanIsNan() => Assert.That(F64(BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000000000))), Is.EqualTo("nan"));

    [Test]
    public void TextReadsBackAndHasNoShorterNeighbour()
    {
        var random = new Random(4711);
        for (int i = 0; i < 50_000; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (i % 3 == 0)
                value = random.NextDouble() * Math.Pow(10, random.Next(-6, 18));
            if (!double.IsFinite(value) || value == 0)
                continue;
            string text = F64(value);
            Assert.That(double.Parse(text, CultureInfo.InvariantCulture), Is.EqualTo(value), text);
            string digits = value.ToString("E16", CultureInfo.InvariantCulture);
            int significant = SignificantDigits(text);
            if (significant > 1)
            {
                string shorter = value.ToString("E" + (significant - 2), CultureInfo.InvariantCulture);
                Assert.That(double.Parse(shorter, CultureInfo.InvariantCulture), Is.Not.EqualTo(value), text + " of " + digits);
            }
        }
    }

    [Test]
    public void PowersOfTwoReadBack()
    {
        for (int exponent = -1074; exponent < 1024; exponent++)
        {
            double value = Math.ScaleB(1, exponent);
            Assert.That(double.Parse(F64(value), CultureInfo.InvariantCulture), Is.EqualTo(value));
        }
    }

    private static int SignificantDigits(string text)
    {
        int end = text.IndexOf('e', StringComparison.Ordinal);
        string digits = (end < 0 ? text : text[..end]).Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Trim('0').Length;
    }

    [TestCase(2.0, 2, "2.00")]
    [TestCase(0.75, 2, "0.75")]
    [TestCase(0.5, 0, "0")]
    [TestCase(1.5, 0, "2")]
    [TestCase(2.5, 0, "2")]
    [TestCase(3.5, 0, "4")]
    [TestCase(0.125, 2, "0.12")]
    [TestCase(0.375, 2, "0.38")]
    [TestCase(-0.125, 2, "-0.12")]
    [TestCase(2.675, 2, "2.67")]
    [TestCase(1.005, 2, "1.00")]
    [TestCase(0.1, 20, "0.10000000000000000555")]
    [TestCase(0.1, 30, "0.100000000000000005551115123126")]
    [TestCase(9.995, 2, "9.99")]
    [TestCase(9.999, 2, "10.00")]
    [TestCase(-0.0, 2, "-0.00")]
    [TestCase(-0.001, 2, "-0.00")]
    [TestCase(0.0, 0, "0")]
    [TestCase(5e-324, 3, "0.000")]
    [TestCase(1e22, 1, "10000000000000000000000.0")]
    [TestCase(1e23, 2, "99999999999999991611392.00")]
    [TestCase(123456789.0, 4, "123456789.0000")]
    [TestCase(3.14159, 2, "3.14")]
    [TestCase(1e15, 22, "1000000000000000.0000000000000000000000")]
    [TestCase(double.NaN, 2, "nan")]
    [TestCase(double.NegativeInfinity, 2, "-inf")]
    public void FixedTextIsExact(double value, int decimals, string expected) =>
        Assert.That(Text(writer => NumberText.WriteFixed(writer, value, decimals)), Is.EqualTo(expected));

    [Test]
    public void FixedTextOfTheExtremes()
    {
        string largest = Text(writer => NumberText.WriteFixed(writer, double.MaxValue, 1));
        Assert.That(largest, Has.Length.EqualTo(311));
        Assert.That(largest, Does.StartWith("179769313486231570814527423731704356798070567525844996598917476803157260780028538760589558632766878171540458953514382464234321326889464182768467546703537516986049910576551282076245490090389328944075868508455133942304583236903222948165808559332123348274797826204144723168738177180919299881250404026184124858368.0"));
        Assert.That(Text(writer => NumberText.WriteFixed(writer, 1e-99, 100)), Is.EqualTo("0." + new string('0', 98) + "10"));
        Assert.That(Text(writer => NumberText.WriteFixed(writer, Math.Pow(2, -100), 100)), Is.EqualTo("0.0000000000000000000000000000007888609052210118054117285652827862296732064351090230047702789306640625"));
    }

    [Test]
    public void BothWaysOfRoundingAgree()
    {
        // 22 decimals are computed in 128 bits, 23 with big integers: cutting one digit more must give the same where the digit is not at a tie.
        var random = new Random(99);
        for (int i = 0; i < 2000; i++)
        {
            double value = random.NextDouble() * Math.Pow(10, random.Next(-5, 8));
            string exact = Text(writer => NumberText.WriteFixed(writer, value, 100));
            for (int decimals = 0; decimals <= 24; decimals += 3)
            {
                string rounded = Text(writer => NumberText.WriteFixed(writer, value, decimals));
                int cut = exact.IndexOf('.', StringComparison.Ordinal) + 1 + decimals;
                bool up = string.CompareOrdinal(exact[cut..], "5" + new string('0', exact.Length - cut - 1)) > 0;
                var scaled = System.Numerics.BigInteger.Parse(exact[..cut].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                var actual = System.Numerics.BigInteger.Parse(rounded.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
                if (!exact[cut..].TrimEnd('0').Equals("5", StringComparison.Ordinal))
                    Assert.That(actual, Is.EqualTo(scaled + (up ? 1 : 0)), value + " with " + decimals);
            }
        }
    }

    [TestCase(TypeKind.I32, -1L, PrintFormat.HexLower, "ffffffff")]
    [TestCase(TypeKind.I64, -1L, PrintFormat.HexUpper, "FFFFFFFFFFFFFFFF")]
    [TestCase(TypeKind.I32, 255L, PrintFormat.HexLower, "ff")]
    [TestCase(TypeKind.U32, 0xDEADBEEFL, PrintFormat.HexUpper, "DEADBEEF")]
    [TestCase(TypeKind.I32, 5L, PrintFormat.Binary, "101")]
    [TestCase(TypeKind.I32, 0L, PrintFormat.Binary, "0")]
    [TestCase(TypeKind.I32, int.MinValue, PrintFormat.Binary, "10000000000000000000000000000000")]
    [TestCase(TypeKind.I32, -1L, PrintFormat.Octal, "37777777777")]
    [TestCase(TypeKind.I64, -1L, PrintFormat.Octal, "1777777777777777777777")]
    [TestCase(TypeKind.U64, -1L, PrintFormat.HexLower, "ffffffffffffffff")]
    public void OtherBases(TypeKind kind, long bits, PrintFormat format, string expected) =>
        Assert.That(Text(writer => NumberText.WriteInBase(writer, kind, bits, format)), Is.EqualTo(expected));

    [TestCase(TypeKind.I32, int.MinValue, "-2147483648")]
    [TestCase(TypeKind.I64, long.MinValue, "-9223372036854775808")]
    [TestCase(TypeKind.U64, -1L, "18446744073709551615")]
    [TestCase(TypeKind.U32, 4294967295L, "4294967295")]
    [TestCase(TypeKind.Bool, 1L, "true")]
    [TestCase(TypeKind.Bool, 0L, "false")]
    public void Scalars(TypeKind kind, long bits, string expected) => Assert.That(Text(writer => ValueText.WriteScalar(writer, kind, bits)), Is.EqualTo(expected));
}
