using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Builtins;
using Orus.Interp.Errors;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class BuiltinTests
{
    private static readonly TypeTable Types = new();

    private static AnyValue Call(BuiltinFunction builtin, params AnyValue[] arguments) => CallWith(new MemoryStream(), "", builtin, null, arguments);

    private static AnyValue CallWith(Stream output, string input, BuiltinFunction builtin, OrusType? element, params AnyValue[] arguments) =>
        BuiltinFunctions.Call(builtin, arguments, element, new BuiltinEnvironment(new Output(output), new InputReader(new MemoryStream(Encoding.UTF8.GetBytes(input)))));

    private static string Show(AnyValue value)
    {
        var writer = new ByteWriter();
        ValueText.WriteInside(writer, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    [TestCase(" -12 ", -12)]
    [TestCase("+7", 7)]
    [TestCase("\t\n\v\f\r007\r\n", 7)]
    [TestCase("2147483647", 2147483647)]
    [TestCase("-2147483648", -2147483648)]
    [TestCase("-0", 0)]
    public void IntReadsText(string text, int expected) => Assert.That(Call(BuiltinFunction.Int, Samples.Text(text)), Is.EqualTo(AnyValue.OfI32(expected)));

    [TestCase("", "must be an integer string, got \"\"")]
    [TestCase("x1", "must be an integer string, got \"x1\"")]
    [TestCase("1 2", "must be an integer string, got \"1 2\"")]
    [TestCase("- 1", "must be an integer string, got \"- 1\"")]
    [TestCase("1_000", "must be an integer string, got \"1_000\"")]
    [TestCase("0x10", "must be an integer string, got \"0x10\"")]
    [TestCase("inf", "must be an integer string, got \"inf\"")]
    [TestCase("--1", "must be an integer string, got \"--1\"")]
    [TestCase("9.5", "must be an integer string (decimals are not allowed). Use float() to parse decimal values, got \"9.5\"")]
    [TestCase(" 1e3 ", "must be an integer string (decimals are not allowed). Use float() to parse decimal values, got \" 1e3 \"")]
    public void IntRejectsText(string text, string message) => Expect.Error("conversion error int() argument " + message, () => { Call(BuiltinFunction.Int, Samples.Text(text)); });

    [Test]
    public void IntOfNumbers()
    {
        Assert.That(Call(BuiltinFunction.Int, AnyValue.OfF64(-3.9)), Is.EqualTo(AnyValue.OfI32(-3)));
        Assert.That(Call(BuiltinFunction.Int, AnyValue.OfBool(true)), Is.EqualTo(AnyValue.OfI32(1)));
        Assert.That(Call(BuiltinFunction.Int, AnyValue.OfU64(5)), Is.EqualTo(AnyValue.OfI32(5)));
        Expect.Error("conversion error int() overflow: 2147483648 is out of range for i32", () => { Call(BuiltinFunction.Int, AnyValue.OfI64(2147483648)); });
        Expect.Error("conversion error int() overflow: 18446744073709551615 is out of range for i32", () => { Call(BuiltinFunction.Int, AnyValue.OfU64(ulong.MaxValue)); });
        Expect.Error("conversion error int() overflow: 3000000000.0 is out of range for i32", () => { Call(BuiltinFunction.Int, AnyValue.OfF64(3e9)); });
        Expect.Error("conversion error int() overflow: value is not finite", () => { Call(BuiltinFunction.Int, AnyValue.OfF64(double.NaN)); });
        Expect.Error("conversion error int() overflow: value is not finite", () => { Call(BuiltinFunction.Int, AnyValue.OfF64(double.NegativeInfinity)); });
        Expect.Error("conversion error int() overflow: \"2147483648\" is out of range for i32", () => { Call(BuiltinFunction.Int, Samples.Text("2147483648")); });
        Expect.Error("conversion error int() overflow: \"-99999999999999999999\" is out of range for i32", () => { Call(BuiltinFunction.Int, Samples.Text("-99999999999999999999")); });
    }

    [TestCase("2.5e1", 25.0)]
    [TestCase(" 1. ", 1.0)]
    [TestCase(".5", 0.5)]
    [TestCase("-0", -0.0)]
    [TestCase("+1E-2", 0.01)]
    [TestCase("0.1", 0.1)]
    [TestCase("1e400", double.PositiveInfinity)]
    [TestCase("-1e99999999999999999999", double.NegativeInfinity)]
    [TestCase("1e-99999999999999999999", 0.0)]
    [TestCase("0e99999999999999999999", 0.0)]
    [TestCase("1.7976931348623157e308", double.MaxValue)]
    [TestCase("4.9e-324", double.Epsilon)]
    [TestCase("9007199254740993", 9007199254740992.0)]
    [TestCase("9007199254740993.00000000000000000000000000000000000000001", 9007199254740994.0)]
    public void FloatReadsText(string text, double expected) =>
        Assert.That(Call(BuiltinFunction.Float, Samples.Text(text)).Bits, Is.EqualTo(BitConverter.DoubleToInt64Bits(expected)));

    [Test]
    public void FloatReadsVeryLongTexts()
    {
        Assert.That(Call(BuiltinFunction.Float, Samples.Text("0." + new string('0', 20_000) + "1e20001")).F64, Is.EqualTo(1));
        Assert.That(Call(BuiltinFunction.Float, Samples.Text("1" + new string('0', 20_000) + "e-20000")).F64, Is.EqualTo(1));
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("e5")]
    [TestCase("1e")]
    [TestCase("1e+")]
    [TestCase("inf")]
    [TestCase("nan")]
    [TestCase("1.2.3")]
    [TestCase("1 2")]
    [TestCase("1,5")]
    public void FloatRejectsText(string text) =>
        Expect.Error("conversion error float() argument must be a number, got \"" + text + "\"", () => { Call(BuiltinFunction.Float, Samples.Text(text)); });

    [Test]
    public void FloatOfNumbers()
    {
        Assert.That(Call(BuiltinFunction.Float, AnyValue.OfI32(-2)), Is.EqualTo(AnyValue.OfF64(-2)));
        Assert.That(Call(BuiltinFunction.Float, AnyValue.OfU64(ulong.MaxValue)), Is.EqualTo(AnyValue.OfF64(18446744073709551616.0)));
        Assert.That(Call(BuiltinFunction.Float, AnyValue.OfBool(true)), Is.EqualTo(AnyValue.OfF64(1)));
    }

    private static readonly object[][] Sortable =
    [
        [PrimitiveType.I32, new[] { AnyValue.OfI32(3), AnyValue.OfI32(-1), AnyValue.OfI32(2) }, "[-1, 2, 3]"],
        [PrimitiveType.I64, new[] { AnyValue.OfI64(3), AnyValue.OfI64(long.MinValue), AnyValue.OfI64(2) }, "[-9223372036854775808, 2, 3]"],
        [PrimitiveType.U32, new[] { AnyValue.OfU32(uint.MaxValue), AnyValue.OfU32(1) }, "[1, 4294967295]"],
        [PrimitiveType.U64, new[] { AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(1) }, "[1, 18446744073709551615]"],
        [PrimitiveType.Bool, new[] { AnyValue.OfBool(true), AnyValue.OfBool(false), AnyValue.OfBool(true) }, "[false, true, true]"],
        [PrimitiveType.String, new[] { Samples.Text("b"), Samples.Text("C"), Samples.Text("a"), Samples.Text("") }, "[\"\", \"C\", \"a\", \"b\"]"],
        [PrimitiveType.F64, new[] { AnyValue.OfF64(double.NaN), AnyValue.OfF64(0.0), AnyValue.OfF64(1), AnyValue.OfF64(-0.0), AnyValue.OfF64(double.NegativeInfinity) }, "[-inf, 0.0, -0.0, 1.0, nan]"],
        [PrimitiveType.F64, new[] { AnyValue.OfF64(-0.0), AnyValue.OfF64(0.0), AnyValue.OfF64(-1) }, "[-1.0, -0.0, 0.0]"],
    ];

    [TestCaseSource(nameof(Sortable))]
    public void SortsAllKinds(OrusType element, AnyValue[] values, string expected)
    {
        OrusArray array = Samples.Array(Types, element, values);
        string before = Show(AnyValue.OfObject(array));
        AnyValue sorted = Call(BuiltinFunction.Sorted, AnyValue.OfObject(array));
        Assert.That(Show(sorted), Is.EqualTo(expected));
        Assert.That(((OrusArray)sorted.Tag!).Type, Is.SameAs(array.Type));
        Assert.That(Show(AnyValue.OfObject(array)), Is.EqualTo(before), "the argument stays as it is");
        OrusArray dynamic = Samples.Array(Types, PrimitiveType.Any, values);
        Assert.That(Show(Call(BuiltinFunction.Sorted, AnyValue.OfObject(dynamic))), Is.EqualTo(expected));
    }

    [Test]
    public void SortedNeedsAnOrder()
    {
        const string NotSortable = "runtime error sorted() requires an array of comparable elements";
        OrusArray mixed = Samples.Array(Types, PrimitiveType.Any, AnyValue.OfI32(1), AnyValue.OfI64(2));
        Expect.Error(NotSortable, () => { Call(BuiltinFunction.Sorted, AnyValue.OfObject(mixed)); });
        OrusArray texts = Samples.Array(Types, PrimitiveType.Any, Samples.Text("a"), AnyValue.OfI64(2));
        Expect.Error(NotSortable, () => { Call(BuiltinFunction.Sorted, AnyValue.OfObject(texts)); });
        OrusArray arrays = Samples.Array(Types, mixed.Type, AnyValue.OfObject(mixed));
        Expect.Error(NotSortable, () => { Call(BuiltinFunction.Sorted, AnyValue.OfObject(arrays)); });
        Assert.That(Show(Call(BuiltinFunction.Sorted, AnyValue.OfObject(Samples.Array(Types, PrimitiveType.Any)))), Is.EqualTo("[]"));
        Expect.Error("type error Expected array, got i32", () => { Call(BuiltinFunction.Sorted, AnyValue.OfI32(1)); });
    }

    [Test]
    public void Ranges()
    {
        AnyValue range = CallWith(Stream.Null, "", BuiltinFunction.Range, PrimitiveType.I32, AnyValue.OfI32(8), AnyValue.OfI32(0), AnyValue.OfI32(-3));
        Assert.That(Show(range), Is.EqualTo("range(8..0 step=-3)"));
        var iterator = (Iterator)range.Tag!;
        Assert.That(iterator.Next(), Is.EqualTo(AnyValue.OfI32(8)));
        AnyValue wide = CallWith(Stream.Null, "", BuiltinFunction.Range, PrimitiveType.I64, AnyValue.OfI32(1), AnyValue.OfI64(3));
        Assert.That(((Iterator)wide.Tag!).Next(), Is.EqualTo(AnyValue.OfI64(1)));
        AnyValue dynamic = CallWith(Stream.Null, "", BuiltinFunction.Range, PrimitiveType.Any, AnyValue.OfU32(2));
        Assert.That(((Iterator)dynamic.Tag!).Next(), Is.EqualTo(AnyValue.OfU32(0)));
        Expect.Error("value error Range step cannot be zero", () => { Call(BuiltinFunction.Range, AnyValue.OfI32(1), AnyValue.OfI32(2), AnyValue.OfI32(0)); });
        Expect.Error("value error Invalid arguments provided to range()", () => { Call(BuiltinFunction.Range, AnyValue.OfU64(1UL << 63)); });
        Expect.Error("type error Expected integer, got string", () => { Call(BuiltinFunction.Range, Samples.Text("ten")); });
    }

    [Test]
    public void InputWritesThePromptAndReadsALine()
    {
        var output = new MemoryStream();
        Assert.That(CallWith(output, "one\r\ntwo", BuiltinFunction.Input, null, Samples.Text("> ")).Tag!.ToString(), Is.EqualTo("one"));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo("> "), "flushed before reading");
        Expect.Error("eof error input() reached end of file", () => { Call(BuiltinFunction.Input); });
        Expect.Error("type error Expected string, got i32", () => { Call(BuiltinFunction.Input, AnyValue.OfI32(1)); });
    }

    [Test]
    public void LinesAreReadWhole()
    {
        string longLine = new('x', 10_000);
        var reader = new InputReader(new MemoryStream(Encoding.UTF8.GetBytes(longLine + "\r\n\n\ra\r\nlast\r")));
        string?[] lines = [reader.ReadLine()?.ToString(), reader.ReadLine()?.ToString(), reader.ReadLine()?.ToString(), reader.ReadLine()?.ToString(), reader.ReadLine()?.ToString()];
        Assert.That(lines, Is.EqualTo(new[] { longLine, "", "\ra", "last\r", null }));
    }

    [Test]
    public void TypeNames()
    {
        Assert.That(Call(BuiltinFunction.TypeOf, AnyValue.OfU32(1)).Tag!.ToString(), Is.EqualTo("u32"));
        Assert.That(Call(BuiltinFunction.TypeOf, Samples.Text("")).Tag!.ToString(), Is.EqualTo("string"));
        Assert.That(Call(BuiltinFunction.TypeOf, AnyValue.OfObject(Samples.Array(Types, PrimitiveType.I32))).Tag!.ToString(), Is.EqualTo("array"));
        Assert.That(Call(BuiltinFunction.TypeOf, AnyValue.OfObject(new LayoutTable().Of(Samples.Shape(), 1).New())).Tag!.ToString(), Is.EqualTo("Shape"));
        Assert.That(Call(BuiltinFunction.TypeOf, AnyValue.OfObject(OrusError.Create(ErrorId.Overflow))).Tag!.ToString(), Is.EqualTo("value error Integer overflow"));
        Assert.That(Call(BuiltinFunction.TypeOf, Call(BuiltinFunction.Range, AnyValue.OfI32(1))).Tag!.ToString(), Is.EqualTo("range_iterator"));
        Assert.That(Call(BuiltinFunction.IsType, AnyValue.OfF64(1), Samples.Text("f64")), Is.EqualTo(AnyValue.OfBool(true)));
        Assert.That(Call(BuiltinFunction.IsType, AnyValue.OfF64(1), Samples.Text("i32")), Is.EqualTo(AnyValue.OfBool(false)));
    }

    [Test]
    public void AssertEqShowsBothValues()
    {
        Assert.That(Call(BuiltinFunction.AssertEq, Samples.Text("ok"), AnyValue.OfI32(1), AnyValue.OfI32(1)), Is.EqualTo(AnyValue.OfBool(true)));
        Expect.Error("runtime error assert_eq failed (sum)\n  expected: 3\n  actual:   2", () => { Call(BuiltinFunction.AssertEq, Samples.Text("sum"), AnyValue.OfI32(2), AnyValue.OfI32(3)); });
        Expect.Error("runtime error assert_eq failed (t)\n  expected: \"a\\n\"\n  actual:   1", () => { Call(BuiltinFunction.AssertEq, Samples.Text("t"), AnyValue.OfI64(1), Samples.Text("a\n")); });
    }

    [Test]
    public void TheClockRuns()
    {
        double first = Call(BuiltinFunction.Timestamp).F64;
        Assert.That(Call(BuiltinFunction.Timestamp).F64, Is.GreaterThanOrEqualTo(first));
    }
}
