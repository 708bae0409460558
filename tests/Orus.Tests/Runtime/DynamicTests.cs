using System.Collections.Generic;
using NUnit.Framework;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Operations;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class DynamicTests
{
    private const string Mismatch = "type error Operands must be the same type. Use 'as' for explicit type conversion.";

    private static readonly TypeTable Types = new();
    private static readonly LayoutTable Layouts = new();

    private static AnyValue Binary(BinaryOperator op, AnyValue left, AnyValue right, LiteralSides literals = LiteralSides.None) =>
        DynamicArithmetic.Binary(op, literals, left, right);

    private static readonly object[][] Results =
    [
        [BinaryOperator.Add, AnyValue.OfI32(2147483646), AnyValue.OfI32(1), AnyValue.OfI32(2147483647)],
        [BinaryOperator.Subtract, AnyValue.OfI32(-2147483647), AnyValue.OfI32(1), AnyValue.OfI32(int.MinValue)],
        [BinaryOperator.Multiply, AnyValue.OfI64(-3037000500), AnyValue.OfI64(3037000499), AnyValue.OfI64(-9223372033963249500)],
        [BinaryOperator.Multiply, AnyValue.OfI64(long.MinValue), AnyValue.OfI64(1), AnyValue.OfI64(long.MinValue)],
        [BinaryOperator.Divide, AnyValue.OfI32(-7), AnyValue.OfI32(2), AnyValue.OfI32(-3)],
        [BinaryOperator.Remainder, AnyValue.OfI32(-7), AnyValue.OfI32(3), AnyValue.OfI32(-1)],
        [BinaryOperator.Remainder, AnyValue.OfI32(7), AnyValue.OfI32(-3), AnyValue.OfI32(1)],
        [BinaryOperator.Remainder, AnyValue.OfI64(7), AnyValue.OfI64(-1), AnyValue.OfI64(0)],
        [BinaryOperator.Divide, AnyValue.OfI64(7), AnyValue.OfI64(-1), AnyValue.OfI64(-7)],
        [BinaryOperator.Subtract, AnyValue.OfU32(0), AnyValue.OfU32(1), AnyValue.OfU32(uint.MaxValue)],
        [BinaryOperator.Multiply, AnyValue.OfU32(uint.MaxValue), AnyValue.OfU32(uint.MaxValue), AnyValue.OfU32(1)],
        [BinaryOperator.Add, AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(2), AnyValue.OfU64(1)],
        [BinaryOperator.Divide, AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(2), AnyValue.OfU64(ulong.MaxValue / 2)],
        [BinaryOperator.Remainder, AnyValue.OfF64(-7.5), AnyValue.OfF64(2), AnyValue.OfF64(-1.5)],
        [BinaryOperator.Multiply, AnyValue.OfF64(1e200), AnyValue.OfF64(1e200), AnyValue.OfF64(double.PositiveInfinity)],
        [BinaryOperator.Less, AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(1), AnyValue.OfBool(false)],
        [BinaryOperator.Less, AnyValue.OfI64(-1), AnyValue.OfI64(1), AnyValue.OfBool(true)],
        [BinaryOperator.GreaterOrEqual, AnyValue.OfF64(double.NaN), AnyValue.OfF64(1), AnyValue.OfBool(false)],
        [BinaryOperator.LessOrEqual, Samples.Text("a"), Samples.Text("b"), AnyValue.OfBool(true)],
        [BinaryOperator.Greater, Samples.Text("a"), Samples.Text("b"), AnyValue.OfBool(false)],
        [BinaryOperator.Equal, AnyValue.OfI32(1), AnyValue.OfF64(1), AnyValue.OfBool(true)],
        [BinaryOperator.NotEqual, Samples.Text("a"), AnyValue.OfI32(1), AnyValue.OfBool(true)],
        [BinaryOperator.BitAnd, AnyValue.OfI32(6), AnyValue.OfI32(3), AnyValue.OfI32(2)],
        [BinaryOperator.BitOr, AnyValue.OfI32(6), AnyValue.OfI32(1), AnyValue.OfI32(7)],
    ];

    [TestCaseSource(nameof(Results))]
    public void Operators(BinaryOperator op, AnyValue left, AnyValue right, AnyValue expected) => Assert.That(Binary(op, left, right), Is.EqualTo(expected));

    private static readonly object[][] Failures =
    [
        [BinaryOperator.Add, AnyValue.OfI32(int.MaxValue), AnyValue.OfI32(1), "value error Integer overflow"],
        [BinaryOperator.Subtract, AnyValue.OfI64(long.MinValue), AnyValue.OfI64(1), "value error Integer overflow"],
        [BinaryOperator.Multiply, AnyValue.OfI32(65536), AnyValue.OfI32(32768), "value error Integer overflow"],
        [BinaryOperator.Multiply, AnyValue.OfI64(long.MinValue), AnyValue.OfI64(-1), "value error Integer overflow"],
        [BinaryOperator.Multiply, AnyValue.OfI64(1L << 32), AnyValue.OfI64(1L << 31), "value error Integer overflow"],
        [BinaryOperator.Divide, AnyValue.OfI32(int.MinValue), AnyValue.OfI32(-1), "value error Integer overflow"],
        [BinaryOperator.Remainder, AnyValue.OfI32(int.MinValue), AnyValue.OfI32(-1), "value error Integer overflow"],
        [BinaryOperator.Divide, AnyValue.OfI64(long.MinValue), AnyValue.OfI64(-1), "value error Integer overflow"],
        [BinaryOperator.Remainder, AnyValue.OfI64(long.MinValue), AnyValue.OfI64(-1), "value error Integer overflow"],
        [BinaryOperator.Divide, AnyValue.OfI32(1), AnyValue.OfI32(0), "runtime error Division by zero"],
        [BinaryOperator.Remainder, AnyValue.OfU64(1), AnyValue.OfU64(0), "runtime error Division by zero"],
        [BinaryOperator.Divide, AnyValue.OfF64(1), AnyValue.OfF64(-0.0), "runtime error Division by zero"],
        [BinaryOperator.Remainder, AnyValue.OfF64(1), AnyValue.OfF64(0), "runtime error Division by zero"],
        [BinaryOperator.Add, AnyValue.OfI32(1), AnyValue.OfI64(1), Mismatch],
        [BinaryOperator.Add, AnyValue.OfBool(true), AnyValue.OfBool(true), Mismatch],
        [BinaryOperator.Subtract, Samples.Text("a"), Samples.Text("a"), Mismatch],
        [BinaryOperator.Add, Samples.Text("a"), AnyValue.OfI32(1), Mismatch],
        [BinaryOperator.Less, AnyValue.OfBool(true), AnyValue.OfBool(false), Mismatch],
        [BinaryOperator.Less, AnyValue.OfI32(1), AnyValue.OfF64(1), Mismatch],
        [BinaryOperator.Less, Samples.Text("a"), AnyValue.OfF64(1), Mismatch],
        [BinaryOperator.BitAnd, AnyValue.OfI32(1), AnyValue.OfI64(1), "type error Condition must be boolean"],
    ];

    [TestCaseSource(nameof(Failures))]
    public void OperatorErrors(BinaryOperator op, AnyValue left, AnyValue right, string error) => Expect.Error(error, () => { Binary(op, left, right); });

    private static readonly object[][] Adapting =
    [
        [BinaryOperator.Add, AnyValue.OfI32(1), AnyValue.OfF64(0.5), AnyValue.OfF64(1.5)],
        [BinaryOperator.Multiply, AnyValue.OfI32(2), AnyValue.OfI64(1L << 40), AnyValue.OfI64(1L << 41)],
        [BinaryOperator.Subtract, AnyValue.OfI32(5), AnyValue.OfU32(6), AnyValue.OfU32(uint.MaxValue)],
        [BinaryOperator.Add, AnyValue.OfI64(4294967295), AnyValue.OfU32(1), AnyValue.OfU32(0)],
        [BinaryOperator.Add, AnyValue.OfU64(1UL << 63), AnyValue.OfF64(0), AnyValue.OfF64(9223372036854775808.0)],
        [BinaryOperator.Less, AnyValue.OfI32(5), AnyValue.OfU64(ulong.MaxValue), AnyValue.OfBool(true)],
        [BinaryOperator.Equal, AnyValue.OfI32(-1), AnyValue.OfU32(uint.MaxValue), AnyValue.OfBool(false)],
        [BinaryOperator.NotEqual, AnyValue.OfI32(1), Samples.Text("1"), AnyValue.OfBool(true)],
    ];

    [TestCaseSource(nameof(Adapting))]
    public void LiteralsAdapt(BinaryOperator op, AnyValue literal, AnyValue other, AnyValue expected)
    {
        Assert.That(Binary(op, literal, other, LiteralSides.Left), Is.EqualTo(expected));
        if (op is BinaryOperator.Add or BinaryOperator.Multiply or BinaryOperator.Equal or BinaryOperator.NotEqual)
            Assert.That(Binary(op, other, literal, LiteralSides.Right), Is.EqualTo(expected));
    }

    [Test]
    public void LiteralsThatDoNotFitAreATypeError()
    {
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Add, AnyValue.OfI32(-1), AnyValue.OfU32(1), LiteralSides.Left); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Less, AnyValue.OfI64(1L << 31), AnyValue.OfI32(1), LiteralSides.Left); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Add, AnyValue.OfI32(1), AnyValue.OfU64(1UL << 63), LiteralSides.None); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Add, AnyValue.OfI64(1), AnyValue.OfU64(1UL << 63), LiteralSides.None); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Add, AnyValue.OfBool(true), AnyValue.OfI32(1), LiteralSides.Right); });
    }

    [Test]
    public void StringsAddAndArraysRepeat()
    {
        Assert.That(Binary(BinaryOperator.Add, Samples.Text("a"), Samples.Text("b")).Tag!.ToString(), Is.EqualTo("ab"));
        AnyValue pair = AnyValue.OfObject(Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1), AnyValue.OfI32(2)));
        Assert.That(((OrusArray)Binary(BinaryOperator.Multiply, pair, AnyValue.OfI32(2)).Tag!).Count, Is.EqualTo(4));
        Assert.That(((OrusArray)Binary(BinaryOperator.Multiply, AnyValue.OfU64(3), pair).Tag!).Count, Is.EqualTo(6));
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Multiply, pair, pair); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Multiply, pair, AnyValue.OfF64(2)); });
        Expect.Error(Mismatch, () => { Binary(BinaryOperator.Add, pair, AnyValue.OfI32(2)); });
        Expect.Error("value error Array repetition requires a non-negative integer", () => { Binary(BinaryOperator.Multiply, pair, AnyValue.OfI32(-2)); });
        Expect.Error("value error Out of memory", () => { Binary(BinaryOperator.Multiply, pair, AnyValue.OfU64(ulong.MaxValue)); });
    }

    [Test]
    public void UnaryOperatorsAndConditions()
    {
        Assert.That(DynamicArithmetic.Negate(AnyValue.OfI32(5)), Is.EqualTo(AnyValue.OfI32(-5)));
        Assert.That(DynamicArithmetic.Negate(AnyValue.OfF64(0)).Bits, Is.EqualTo(AnyValue.OfF64(-0.0).Bits));
        Expect.Error("value error Integer overflow", () => { DynamicArithmetic.Negate(AnyValue.OfI32(int.MinValue)); });
        Expect.Error("value error Integer overflow", () => { DynamicArithmetic.Negate(AnyValue.OfI64(long.MinValue)); });
        Expect.Error("type error Operand must be a number", () => { DynamicArithmetic.Negate(AnyValue.OfBool(true)); });
        Expect.Error("type error Operand must be a number", () => { DynamicArithmetic.Negate(Samples.Text("a")); });
        Assert.That(DynamicArithmetic.Not(AnyValue.OfI64(0)) && DynamicArithmetic.Not(AnyValue.OfBool(false)));
        Assert.That(DynamicArithmetic.Not(AnyValue.OfU32(7)), Is.False);
        Expect.Error("type error Condition must be boolean", () => { DynamicArithmetic.Not(AnyValue.OfF64(0)); });
        Expect.Error("type error Condition must be boolean", () => { DynamicArithmetic.Condition(AnyValue.OfI32(1)); });
        Assert.That(DynamicArithmetic.Condition(AnyValue.OfBool(true)));
        Assert.That(DynamicArithmetic.IsBool(AnyValue.OfBool(false)));
        Assert.That(DynamicArithmetic.IsBool(AnyValue.OfI32(1)), Is.False);
        Expect.Error("type error Condition must be boolean", () => { DynamicArithmetic.IsBool(Samples.Text("x")); });
    }

    [Test]
    public void Elements()
    {
        OrusArray array = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(10), AnyValue.OfI32(20));
        AnyValue any = AnyValue.OfObject(array);
        Assert.That(DynamicAccess.Index(any, AnyValue.OfU64(1)), Is.EqualTo(AnyValue.OfI32(20)));
        Assert.That(DynamicAccess.Index(Samples.Text("ab"), AnyValue.OfI32(1)).Tag!.ToString(), Is.EqualTo("b"));
        Expect.Error("index error Array index out of bounds", () => { DynamicAccess.Index(any, AnyValue.OfU64(ulong.MaxValue)); });
        Expect.Error("index error Array index out of bounds", () => { DynamicAccess.Index(any, AnyValue.OfI32(-1)); });
        Expect.Error("type error Expected integer, got string", () => { DynamicAccess.Index(any, Samples.Text("0")); });
        Expect.Error("type error Expected integer, got f64", () => { DynamicAccess.Index(any, AnyValue.OfF64(0)); });
        Expect.Error("type error Value is not indexable", () => { DynamicAccess.Index(AnyValue.OfI32(1), AnyValue.OfI32(0)); });
        DynamicAccess.StoreIndex(any, AnyValue.OfI32(0), AnyValue.OfI32(11));
        Assert.That(array.GetAny(0), Is.EqualTo(AnyValue.OfI32(11)));
        Expect.Error("type error Expected i32, got string", () => DynamicAccess.StoreIndex(any, AnyValue.OfI32(0), Samples.Text("x")));
        Expect.Error("index error Array index out of bounds", () => DynamicAccess.StoreIndex(any, AnyValue.OfI32(2), AnyValue.OfI32(1)));
        Expect.Error("type error Value is not indexable", () => DynamicAccess.StoreIndex(Samples.Text("x"), AnyValue.OfI32(2), AnyValue.OfI32(1)));
        DynamicAccess.Push(any, AnyValue.OfI32(30));
        Expect.Error("type error Expected i32, got f64", () => DynamicAccess.Push(any, AnyValue.OfF64(1)));
        Expect.Error("type error Expected array, got i32", () => DynamicAccess.Push(AnyValue.OfI32(1), AnyValue.OfF64(1)));
        Assert.That(DynamicAccess.Length(any), Is.EqualTo(3));
        Assert.That(DynamicAccess.Length(Samples.Text("héy")), Is.EqualTo(4));
        Expect.Error("type error Value has no length", () => { DynamicAccess.Length(AnyValue.OfI32(1)); });
        Assert.That(DynamicAccess.Pop(any), Is.EqualTo(AnyValue.OfI32(30)));
        Assert.That(((OrusArray)DynamicAccess.SliceFrom(any, 1).Tag!).Count, Is.EqualTo(1));
        Expect.Error("type error Value is not indexable", () => { DynamicAccess.Slice(Samples.Text("abc"), 0, 1); });
    }

    [Test]
    public void FieldsAndMethods()
    {
        StructType type = Samples.Point();
        var method = new TypedFunction(new FunctionSymbol("norm", FunctionRole.Method, SourceSpan.None), SourceSpan.None);
        type.DynamicMethods.Add("norm", method);
        AnyValue point = AnyValue.OfObject(Samples.New(Layouts.Of(type), AnyValue.OfF64(1), Samples.Text("t")));
        DynamicAccess.StoreField(point, "x", AnyValue.OfF64(9));
        Assert.That(DynamicAccess.Field(point, "x"), Is.EqualTo(AnyValue.OfF64(9)));
        Expect.Error("type error P has no field 'y'", () => { DynamicAccess.Field(point, "y"); });
        Expect.Error("type error i32 has no field 'y'", () => { DynamicAccess.Field(AnyValue.OfI32(1), "y"); });
        Expect.Error("type error P has no field 'y'", () => DynamicAccess.StoreField(point, "y", AnyValue.OfI32(1)));
        Expect.Error("type error Expected f64, got i32", () => DynamicAccess.StoreField(point, "x", AnyValue.OfI32(1)));
        Assert.That(DynamicAccess.Method(point, "norm", out FunctionValue? field), Is.SameAs(method));
        Assert.That(field, Is.Null);
        Expect.Error("type error P has no method 'y'", () => { DynamicAccess.Method(point, "y", out _); });
        Expect.Error("type error Value is not callable", () => { DynamicAccess.Method(point, "x", out _); });
        AnyValue dot = AnyValue.OfObject(Layouts.Of(Samples.Shape(), 1).New());
        Expect.Error("type error Shape has no method 'area'", () => { DynamicAccess.Method(dot, "area", out _); });
        Expect.Error("type error Shape has no field 'radius'", () => { DynamicAccess.Field(dot, "radius"); });
        Expect.Error("type error Value is not callable", () => { DynamicAccess.Callee(AnyValue.OfI32(3)); });
    }

    [Test]
    public void IterationLooksAtTheLiveLength()
    {
        OrusArray array = Samples.Array(Types, PrimitiveType.I32, AnyValue.OfI32(1), AnyValue.OfI32(2));
        Iterator iterator = DynamicAccess.Iterate(AnyValue.OfObject(array));
        var seen = new List<long>();
        while (iterator.HasNext)
        {
            seen.Add(iterator.Next().Bits);
            if (array.Count < 4)
                array.PushAny(AnyValue.OfI32(array.Count + 1));
        }
        Assert.That(seen, Is.EqualTo(new long[] { 1, 2, 3, 4 }));
        Expect.Error("type error Value not iterable", () => { DynamicAccess.Iterate(Samples.Text("abc")); });
    }

    [Test]
    public void TypeTests()
    {
        ArrayType ints = Types.Array(PrimitiveType.I32);
        EnumDefinition definition = Samples.Shape();
        EnumType shape = Types.Enum(definition, [PrimitiveType.I32], out _);
        FunctionType signature = Types.Function([PrimitiveType.I32], PrimitiveType.Bool);
        AnyValue array = AnyValue.OfObject(OrusArray.Create(ints, 0));
        AnyValue dot = AnyValue.OfObject(Layouts.Of(definition, 1).New());
        var function = new TypedFunction(new FunctionSymbol("f", FunctionRole.Named, SourceSpan.None), SourceSpan.None);
        AnyValue value = AnyValue.OfObject(new FunctionValue(function, signature, []));
        Assert.That(TypeTest.Matches(array, ints));
        Assert.That(TypeTest.Matches(array, Types.Array(PrimitiveType.Any)), Is.False);
        Assert.That(TypeTest.Matches(dot, shape));
        Assert.That(TypeTest.Matches(dot, Types.Enum(Samples.Shape(), [], out _)), Is.False);
        Assert.That(TypeTest.Matches(value, signature));
        Assert.That(TypeTest.Matches(value, Types.Function([PrimitiveType.Any], PrimitiveType.Any)), Is.False);
        Assert.That(TypeTest.Matches(AnyValue.OfI32(1), PrimitiveType.Any));
        Assert.That(TypeTest.Matches(AnyValue.OfI32(1), PrimitiveType.I64), Is.False);
        Assert.That(TypeTest.Matches(Samples.Text(""), PrimitiveType.String));
        Expect.Error("type error Expected Shape, got [i32]", () => TypeTest.Check(array, shape));
        Expect.Error("type error Expected [Shape], got fn(i32) -> bool", () => TypeTest.Check(value, Types.Array(shape)));
        Expect.Error("type error Expected error, got Shape", () => TypeTest.Check(dot, PrimitiveType.Error));
    }
}
