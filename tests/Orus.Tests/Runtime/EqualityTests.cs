using NUnit.Framework;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class EqualityTests
{
    private static readonly TypeTable Types = new();
    private static readonly LayoutTable Layouts = new();
    private static readonly StructType PointType = Samples.Point();
    private static readonly EnumDefinition ShapeDefinition = Samples.Shape();

    private static readonly object[][] Scalars =
    [
        [AnyValue.OfI32(1), AnyValue.OfI32(1), true],
        [AnyValue.OfI32(1), AnyValue.OfI64(1), true],
        [AnyValue.OfI32(-1), AnyValue.OfU32(uint.MaxValue), false],
        [AnyValue.OfI64(-1), AnyValue.OfU64(ulong.MaxValue), false],
        [AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(ulong.MaxValue), true],
        [AnyValue.OfU64(5), AnyValue.OfU32(5), true],
        [AnyValue.OfI32(1), AnyValue.OfF64(1), true],
        [AnyValue.OfI32(1), AnyValue.OfF64(1.5), false],
        [AnyValue.OfI64(9007199254740993), AnyValue.OfF64(9007199254740992.0), false],
        [AnyValue.OfI64(long.MaxValue), AnyValue.OfF64(9223372036854775808.0), false],
        [AnyValue.OfI64(long.MinValue), AnyValue.OfF64(-9223372036854775808.0), true],
        [AnyValue.OfU64(ulong.MaxValue), AnyValue.OfF64(18446744073709551616.0), false],
        [AnyValue.OfU64(1UL << 63), AnyValue.OfF64(9223372036854775808.0), true],
        [AnyValue.OfI32(0), AnyValue.OfF64(-0.0), true],
        [AnyValue.OfF64(0.0), AnyValue.OfF64(-0.0), true],
        [AnyValue.OfF64(double.NaN), AnyValue.OfF64(double.NaN), false],
        [AnyValue.OfF64(double.PositiveInfinity), AnyValue.OfI64(long.MaxValue), false],
        [AnyValue.OfBool(true), AnyValue.OfI32(1), true],
        [AnyValue.OfBool(true), AnyValue.OfI32(2), false],
        [AnyValue.OfBool(false), AnyValue.OfF64(0), true],
        [AnyValue.OfBool(true), AnyValue.OfBool(true), true],
        [AnyValue.OfI32(1), Samples.Text("1"), false],
        [Samples.Text("ab"), Samples.Text("ab"), true],
        [Samples.Text("ab"), Samples.Text("ac"), false],
    ];

    [TestCaseSource(nameof(Scalars))]
    public void NumbersCompareByValue(AnyValue left, AnyValue right, bool expected)
    {
        Assert.That(Equality.AreEqual(left, right), Is.EqualTo(expected));
        Assert.That(Equality.AreEqual(right, left), Is.EqualTo(expected));
    }

    [Test]
    public void ArraysCompareElementByElement()
    {
        OrusArray ints = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1), AnyValue.OfI32(2));
        OrusArray same = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1), AnyValue.OfI32(2));
        OrusArray floats = Samples.Array(Types, PrimitiveType.F64, AnyValue.OfF64(1), AnyValue.OfF64(2));
        OrusArray longer = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1), AnyValue.OfI32(2), AnyValue.OfI32(3));
        Assert.That(Equality.AreEqual(ints, same));
        Assert.That(Equality.AreEqual(ints, floats));
        Assert.That(Equality.AreEqual(ints, longer), Is.False);
        Assert.That(Equality.AreEqual(floats, Samples.Array(Types, PrimitiveType.F64, AnyValue.OfF64(1), AnyValue.OfF64(3))), Is.False);
        OrusArray nan = Samples.Array(Types, PrimitiveType.F64, AnyValue.OfF64(double.NaN));
        Assert.That(Equality.AreEqual(nan, nan), "identical references are equal at once");
        Assert.That(Equality.AreEqual(nan, nan.SliceFrom(0)), Is.False);
    }

    [Test]
    public void RecordsCompareByTypeAndParts()
    {
        RecordLayout point = Layouts.Of(PointType);
        Record a = Samples.New(point, AnyValue.OfF64(1), Samples.Text("t"));
        Assert.That(Equality.AreEqual(a, Samples.New(point, AnyValue.OfF64(1), Samples.Text("t"))));
        Assert.That(Equality.AreEqual(a, Samples.New(point, AnyValue.OfF64(1), Samples.Text("u"))), Is.False);
        Assert.That(Equality.AreEqual(a, Samples.New(Layouts.Of(Samples.Point()), AnyValue.OfF64(1), Samples.Text("t"))), Is.False);
        Record circle = Samples.New(Layouts.Of(ShapeDefinition, 0), AnyValue.OfF64(1));
        Assert.That(Equality.AreEqual(circle, Samples.New(Layouts.Of(ShapeDefinition, 0), AnyValue.OfF64(1))));
        Assert.That(Equality.AreEqual(circle, Layouts.Of(ShapeDefinition, 1).New()), Is.False);
        Record named = Samples.New(Layouts.Of(ShapeDefinition, 2), AnyValue.OfI32(1), Samples.Text("n"));
        Assert.That(Equality.AreEqual(named, Samples.New(Layouts.Of(ShapeDefinition, 2), AnyValue.OfF64(1), Samples.Text("n"))));
    }

    [Test]
    public void FunctionsCompareByIdentity()
    {
        FunctionType signature = Types.Function([], PrimitiveType.Void);
        var symbol = new FunctionSymbol("f", FunctionRole.Named, SourceSpan.None);
        var first = new FunctionValue(new TypedFunction(symbol, SourceSpan.None), signature, []);
        var otherInstance = new FunctionValue(new TypedFunction(symbol, SourceSpan.None), signature, []);
        Assert.That(Equality.AreEqual(first, otherInstance), "instances of a module function are one");
        var nested = new TypedFunction(new FunctionSymbol("g", FunctionRole.Nested, SourceSpan.None), SourceSpan.None);
        var closure = new FunctionValue(nested, signature, []);
        Assert.That(Equality.AreEqual(closure, new FunctionValue(nested, signature, [])), Is.False);
        Assert.That(Equality.AreEqual(closure, closure));
    }

    [Test]
    public void ErrorsCompareByMessageAndIteratorsByIdentity()
    {
        Assert.That(Equality.AreEqual(OrusError.Create(ErrorId.Overflow), OrusError.Create(ErrorId.Overflow)));
        Assert.That(Equality.AreEqual(OrusError.Create(ErrorId.Overflow), OrusError.Create(ErrorId.DivisionByZero)), Is.False);
        RangeIterator range = DynamicAccess.MakeRange(TypeKind.I32, 0, 2, TypeKind.I32, 1, false);
        Assert.That(Equality.AreEqual(range, DynamicAccess.MakeRange(TypeKind.I32, 0, 2, TypeKind.I32, 1, false)), Is.False);
        Assert.That(Equality.AreEqual(range, range));
    }

    [Test]
    public void StrictEqualityTellsTypesApart()
    {
        Assert.That(Equality.AreStrictlyEqual(AnyValue.OfI32(1), AnyValue.OfI64(1)), Is.False);
        Assert.That(Equality.AreStrictlyEqual(AnyValue.OfI32(1), AnyValue.OfI32(1)));
        Assert.That(Equality.AreStrictlyEqual(AnyValue.OfF64(0.0), AnyValue.OfF64(-0.0)));
        OrusArray ints = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1));
        OrusArray anys = Samples.Array(Types, PrimitiveType.Any, AnyValue.OfI32(1));
        Assert.That(Equality.AreStrictlyEqual(AnyValue.OfObject(ints), AnyValue.OfObject(anys)), Is.False);
        Assert.That(Equality.AreEqual(ints, anys));
    }

    [Test]
    public void DeepValuesEndInTheRecursionError()
    {
        Assert.That(Equality.AreEqual(Nest(9_999), Nest(9_999)));
        Assert.That(Equality.AreEqual(Nest(10_000), Nest(10_000)));
        Expect.Error("recursion error Stack overflow: recursion limit of 10000 calls exceeded", () => Equality.AreEqual(Nest(10_001), Nest(10_001)));
        OrusArray cyclic = Cyclic();
        Assert.That(Equality.AreEqual(cyclic, cyclic));
        Expect.Error("recursion error Stack overflow: recursion limit of 10000 calls exceeded", () => Equality.AreEqual(cyclic, Cyclic()));
    }

    private static OrusArray Cyclic()
    {
        OrusArray array = Samples.Array(Types, PrimitiveType.Any, AnyValue.OfI32(1));
        array.PushAny(AnyValue.OfObject(array));
        array.PushAny(AnyValue.OfObject(array));
        return array;
    }

    private static OrusArray Nest(int depth)
    {
        OrusArray value = Samples.Array(Types, PrimitiveType.Any);
        for (int i = 1; i < depth; i++)
            value = Samples.Array(Types, PrimitiveType.Any, AnyValue.OfObject(value));
        return value;
    }
}
