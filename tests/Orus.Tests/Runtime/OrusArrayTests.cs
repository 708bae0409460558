using System;
using NUnit.Framework;
using Orus.Front.Types;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class OrusArrayTests
{
    private static readonly TypeTable Types = new();

    private static readonly object[][] Kinds =
    [
        [PrimitiveType.I32, typeof(I32Array), new[] { AnyValue.OfI32(int.MinValue), AnyValue.OfI32(7), AnyValue.OfI32(-1) }],
        [PrimitiveType.I64, typeof(I64Array), new[] { AnyValue.OfI64(long.MinValue), AnyValue.OfI64(7), AnyValue.OfI64(-1) }],
        [PrimitiveType.U32, typeof(U32Array), new[] { AnyValue.OfU32(uint.MaxValue), AnyValue.OfU32(7), AnyValue.OfU32(0) }],
        [PrimitiveType.U64, typeof(U64Array), new[] { AnyValue.OfU64(ulong.MaxValue), AnyValue.OfU64(7), AnyValue.OfU64(0) }],
        [PrimitiveType.F64, typeof(F64Array), new[] { AnyValue.OfF64(-0.0), AnyValue.OfF64(double.NaN), AnyValue.OfF64(1e300) }],
        [PrimitiveType.Bool, typeof(BoolArray), new[] { AnyValue.OfBool(true), AnyValue.OfBool(false), AnyValue.OfBool(true) }],
        [PrimitiveType.String, typeof(RefArray), new[] { Samples.Text("one"), Samples.Text(""), Samples.Text("three") }],
        [PrimitiveType.Any, typeof(AnyArray), new[] { Samples.Text("one"), AnyValue.OfI32(2), AnyValue.OfF64(3) }],
    ];

    [TestCaseSource(nameof(Kinds))]
    public void ElementsComeBackAsTheyWentIn(OrusType element, Type storage, AnyValue[] values)
    {
        OrusArray array = Samples.Array(Types, element, values);
        Assert.That(array, Is.TypeOf(storage));
        Assert.That(array.Type, Is.SameAs(Types.Array(element)));
        Assert.That(Elements(array), Is.EqualTo(values));
        array.SetAny(1, values[2]);
        Assert.That(array.GetAny(1), Is.EqualTo(values[2]));
        Assert.That(array.PopAny(), Is.EqualTo(values[2]));
        Assert.That(array.Count, Is.EqualTo(2));
    }

    [TestCaseSource(nameof(Kinds))]
    public void SlicesRepeatsAndFillsAreNewArrays(OrusType element, Type storage, AnyValue[] values)
    {
        OrusArray array = Samples.Array(Types, element, values);
        OrusArray slice = array.Slice(1, 2);
        Assert.That(slice, Is.TypeOf(storage));
        Assert.That(Elements(slice), Is.EqualTo(values[1..]));
        slice.SetAny(0, values[0]);
        Assert.That(array.GetAny(1), Is.EqualTo(values[1]));
        Assert.That(Elements(array.Repeat(2)), Is.EqualTo((AnyValue[])[.. values, .. values]));
        Assert.That(array.Repeat(0).Count, Is.Zero);
        Assert.That(Elements(OrusArray.Fill(array.Type, values[0], 3)), Is.EqualTo(new[] { values[0], values[0], values[0] }));
    }

    [Test]
    public void GrowsByDoubling()
    {
        var array = (I32Array)OrusArray.Create(Types.Array(PrimitiveType.I32), 0);
        int stores = 0;
        int[] items = array.Items;
        for (int i = 0; i < 100_000; i++)
        {
            array.Push(i);
            stores += ReferenceEquals(items, array.Items) ? 0 : 1;
            items = array.Items;
        }
        Assert.That(stores, Is.LessThan(20));
        Assert.That(array.Count, Is.EqualTo(100_000));
        Assert.That(array.Items[99_999], Is.EqualTo(99_999));
    }

    [Test]
    public void PoppedReferencesAreForgotten()
    {
        var array = (RefArray)Samples.Array(Types, PrimitiveType.String, Samples.Text("a"));
        array.Pop();
        Assert.That(array.Items[0], Is.Null);
        Expect.Error("value error Cannot pop from an empty array", () => array.Pop());
    }

    [TestCase(0, 5, 5)]
    [TestCase(0, 4, 5)]
    [TestCase(1, 3, 3)]
    [TestCase(2, 2, 1)]
    [TestCase(5, 5, 0)]
    [TestCase(0, 0, 1)]
    public void SliceEndIsInclusive(int start, int end, int expected)
    {
        OrusArray array = OrusArray.Fill(Types.Array(PrimitiveType.F64), AnyValue.OfF64(1), 5);
        Assert.That(array.Slice(start, end).Count, Is.EqualTo(expected));
    }

    [TestCase(-1, 2, "Array slice start out of bounds")]
    [TestCase(6, -1, "Array slice start out of bounds")]
    [TestCase(1, -1, "Array slice end out of bounds")]
    [TestCase(1, 6, "Array slice end out of bounds")]
    [TestCase(3, 2, "Array slice end before start")]
    [TestCase(long.MinValue, long.MaxValue, "Array slice start out of bounds")]
    public void SliceErrors(long start, long end, string message)
    {
        OrusArray array = OrusArray.Fill(Types.Array(PrimitiveType.F64), AnyValue.OfF64(1), 5);
        Expect.Error("index error " + message, () => array.Slice(start, end));
    }

    [Test]
    public void SizesBeyondTheLimitAreOutOfMemory()
    {
        OrusArray pair = OrusArray.Fill(Types.Array(PrimitiveType.Bool), AnyValue.OfBool(true), 2);
        Expect.Error("value error Out of memory", () => pair.Repeat(1L << 30));
        Expect.Error("value error Out of memory", () => pair.Repeat(long.MaxValue));
        Expect.Error("value error Array repetition requires a non-negative integer", () => pair.Repeat(-1));
        Assert.That(OrusArray.Create(pair.Type, 0).Repeat(long.MaxValue).Count, Is.Zero);

        // 64 TiB: more memory than any machine has.
        Expect.Error("value error Out of memory", () => Storage.Allocate<Bits4096>(int.MaxValue - 1000));
    }

    private static AnyValue[] Elements(OrusArray array)
    {
        var elements = new AnyValue[array.Count];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = array.GetAny(i);
        return elements;
    }
}
