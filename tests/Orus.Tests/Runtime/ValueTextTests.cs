using System.Text;
using NUnit.Framework;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class ValueTextTests
{
    private static readonly TypeTable Types = new();
    private static readonly LayoutTable Layouts = new();
    private static readonly StructType PointType = Samples.Point();
    private static readonly EnumDefinition ShapeDefinition = Samples.Shape();

    private static string Inside(AnyValue value)
    {
        var writer = new ByteWriter();
        ValueText.WriteInside(writer, value);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static string Inside(HeapObject value) => Inside(AnyValue.OfObject(value));

    [Test]
    public void StringsAreRawOutsideAndQuotedInside()
    {
        AnyValue text = Samples.Text("a\"b\\c\nd\te\rf\0é");
        Assert.That(ValueText.Of(text), Is.SameAs(text.Tag));
        Assert.That(Inside(text), Is.EqualTo("\"a\\\"b\\\\c\\nd\\te\\rf\\0é\""));
    }

    [Test]
    public void Arrays()
    {
        Assert.That(Inside(Samples.Array(Types, PrimitiveType.I32)), Is.EqualTo("[]"));
        Assert.That(Inside(Samples.Array(Types, PrimitiveType.F64, AnyValue.OfF64(1), AnyValue.OfF64(1e20))), Is.EqualTo("[1.0, 1e20]"));
        Assert.That(
            Inside(Samples.Array(Types, PrimitiveType.Any, Samples.Text("q"), AnyValue.OfBool(true), AnyValue.OfU64(ulong.MaxValue))),
            Is.EqualTo("[\"q\", true, 18446744073709551615]"));
    }

    [Test]
    public void StructsAndEnums()
    {
        Record point = Samples.New(Layouts.Of(PointType), AnyValue.OfF64(2), Samples.Text("t"));
        Assert.That(Inside(point), Is.EqualTo("P{ x: 2.0, tag: \"t\" }"));
        Assert.That(Inside(Layouts.Of(ShapeDefinition, 1).New()), Is.EqualTo("Shape.Dot"));
        Assert.That(Inside(Samples.New(Layouts.Of(ShapeDefinition, 0), AnyValue.OfF64(1.5))), Is.EqualTo("Shape.Circle(1.5)"));
        Assert.That(Inside(Samples.New(Layouts.Of(ShapeDefinition, 2), AnyValue.OfI32(3), Samples.Text("n"))), Is.EqualTo("Shape.Named(3, \"n\")"));
    }

    [Test]
    public void FunctionsErrorsAndRanges()
    {
        var named = new TypedFunction(new FunctionSymbol("go", FunctionRole.Named, SourceSpan.None), SourceSpan.None);
        var anonymous = new TypedFunction(new FunctionSymbol("", FunctionRole.Anonymous, SourceSpan.None), SourceSpan.None);
        FunctionType signature = Types.Function([], PrimitiveType.Void);
        Assert.That(Inside(new FunctionValue(named, signature, [])), Is.EqualTo("<function go>"));
        Assert.That(Inside(new FunctionValue(anonymous, signature, [])), Is.EqualTo("<function>"));
        Assert.That(Inside(OrusError.Create(ErrorId.Overflow)), Is.EqualTo("Error: Integer overflow"));
        Assert.That(Inside(DynamicAccess.MakeRange(TypeKind.I32, 0, 2, TypeKind.I32, 1, false)), Is.EqualTo("range(0..2)"));
        Assert.That(Inside(DynamicAccess.MakeRange(TypeKind.I32, 8, 0, TypeKind.I32, -3, false)), Is.EqualTo("range(8..0 step=-3)"));
    }

    [Test]
    public void AContainerInsideItselfIsDots()
    {
        OrusArray array = Samples.Array(Types, PrimitiveType.Any, AnyValue.OfI32(1));
        array.PushAny(AnyValue.OfObject(array));
        Assert.That(Inside(array), Is.EqualTo("[1, ...]"));

        OrusArray shared = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1));
        OrusArray twice = Samples.Array(Types, shared.Type, AnyValue.OfObject(shared), AnyValue.OfObject(shared));
        Assert.That(Inside(twice), Is.EqualTo("[[1], [1]]"), "the same value beside itself is no cycle");

        var node = new StructType("Node", "main") { Fields = [new StructField("next", PrimitiveType.Any, 0, false)] };
        Record self = Layouts.Of(node).New();
        self.SetAny(self.Layout.Slots[0], AnyValue.OfObject(Samples.Array(Types, PrimitiveType.Any, AnyValue.OfObject(self))));
        Assert.That(Inside(self), Is.EqualTo("Node{ next: [...] }"));

        OrusArray payload = Samples.Array(Types, PrimitiveType.Any);
        Record variant = Samples.New(Layouts.Of(ShapeDefinition, 2), AnyValue.OfObject(payload), Samples.Text("n"));
        payload.PushAny(AnyValue.OfObject(variant));
        Assert.That(Inside(variant), Is.EqualTo("Shape.Named([Shape.Named(..., \"n\")], \"n\")"));
    }

    [Test]
    public void NestingIsShownToAThousandLevels()
    {
        AnyValue value = AnyValue.OfI32(5);
        for (int i = 0; i < 1000; i++)
            value = AnyValue.OfObject(Samples.Array(Types, PrimitiveType.Any, value));
        Assert.That(Inside(value), Is.EqualTo(new string('[', 1000) + "5" + new string(']', 1000)));
        for (int i = 0; i < 100_000; i++)
            value = AnyValue.OfObject(Samples.Array(Types, PrimitiveType.Any, value));
        Assert.That(Inside(value), Is.EqualTo(new string('[', 1001) + "..." + new string(']', 1001)));

        AnyValue chain = AnyValue.OfI32(0);
        for (int i = 0; i < 5000; i++)
            chain = AnyValue.OfObject(Samples.New(Layouts.Of(ShapeDefinition, 2), chain, Samples.Text("")));
        Assert.That(Inside(chain), Does.Contain("Shape.Named(..., ...)"));
    }

    [Test]
    public void PrintWritesPiecesWithTheirFormats()
    {
        var writer = new ByteWriter();
        ValueText.Print(
            writer,
            [new("x="u8.ToArray(), 0, default, 0), new(null, 0, PrintFormat.Fixed, 2), new(" "u8.ToArray(), 0, default, 0), new(null, 1, PrintFormat.HexLower, 0),
                new(null, 2, PrintFormat.Fixed, 1), new(null, 0, PrintFormat.Binary, 0), new("\n"u8.ToArray(), 0, default, 0)],
            [AnyValue.OfF64(3.14159), AnyValue.OfI32(-1), Samples.Text("raw")]);
        Assert.That(Encoding.UTF8.GetString(writer.Written), Is.EqualTo("x=3.14 ffffffffraw3.14159\n"));
    }
}
