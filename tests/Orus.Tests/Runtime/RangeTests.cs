using System.Collections.Generic;
using NUnit.Framework;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Operations;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class RangeTests
{
    [TestCase(TypeKind.I32, 0, 4, 1, false, new long[] { 0, 1, 2, 3 })]
    [TestCase(TypeKind.I32, 10, 1, -3, true, new long[] { 10, 7, 4, 1 })]
    [TestCase(TypeKind.I32, 10, 1, -3, false, new long[] { 10, 7, 4 })]
    [TestCase(TypeKind.I32, 5, 0, 1, false, new long[0])]
    [TestCase(TypeKind.I32, 0, 5, -1, true, new long[0])]
    [TestCase(TypeKind.I32, 3, 3, 1, false, new long[0])]
    [TestCase(TypeKind.I32, 3, 3, -7, true, new long[] { 3 })]
    [TestCase(TypeKind.I32, 2147483645, 2147483647, 1, true, new long[] { 2147483645, 2147483646, 2147483647 })]
    [TestCase(TypeKind.I64, long.MaxValue - 1, long.MaxValue, 1, true, new long[] { long.MaxValue - 1, long.MaxValue })]
    [TestCase(TypeKind.I64, long.MinValue, long.MaxValue, long.MaxValue, false, new long[] { long.MinValue, -1, long.MaxValue - 1 })]
    [TestCase(TypeKind.I64, long.MaxValue, long.MinValue, long.MinValue, true, new long[] { long.MaxValue, -1 })]
    [TestCase(TypeKind.U32, 4294967294, 4294967295, 1, true, new long[] { 4294967294, 4294967295 })]
    [TestCase(TypeKind.U32, 2, 0, -1, true, new long[] { 2, 1, 0 })]
    [TestCase(TypeKind.U64, -3, -1, 1, true, new long[] { -3, -2, -1 })]
    [TestCase(TypeKind.U64, 1, 0, -1, true, new long[] { 1, 0 })]
    public void CountsWithoutOverflow(TypeKind kind, long start, long end, long step, bool inclusive, long[] expected)
    {
        RangeIterator range = DynamicAccess.MakeRange(kind, start, end, TypeKind.I64, step, inclusive);
        var seen = new List<long>();
        while (range.HasNext)
            seen.Add(range.NextBits());
        Assert.That(seen, Is.EqualTo(expected));
        Assert.That(range.HasNext, Is.False);
    }

    [Test]
    public void AnUnsignedStepAlwaysCountsUp()
    {
        RangeIterator range = DynamicAccess.MakeRange(TypeKind.U64, 1, -1, TypeKind.U64, unchecked((long)0x8000000000000000), true);
        Assert.That(range.Next(), Is.EqualTo(AnyValue.OfU64(1)));
        Assert.That(range.Next(), Is.EqualTo(AnyValue.OfU64(0x8000000000000001)));
        Assert.That(range.HasNext, Is.False);
    }

    [Test]
    public void DynamicBounds()
    {
        RangeIterator range = DynamicAccess.Range(AnyValue.OfI32(0), AnyValue.OfI64(2), null, false, LiteralSides.Left);
        Assert.That(range.Next(), Is.EqualTo(AnyValue.OfI64(0)));
        Assert.That(range.Next(), Is.EqualTo(AnyValue.OfI64(1)));
        Assert.That(range.HasNext, Is.False);
        Assert.That(DynamicAccess.Range(AnyValue.OfU32(2), AnyValue.OfU32(0), AnyValue.OfI32(-1), false, LiteralSides.None).Next(), Is.EqualTo(AnyValue.OfU32(2)));
        const string Mismatch = "type error Operands must be the same type. Use 'as' for explicit type conversion.";
        Expect.Error(Mismatch, () => DynamicAccess.Range(AnyValue.OfI32(0), AnyValue.OfI64(2), null, false, LiteralSides.None));
        Expect.Error(Mismatch, () => DynamicAccess.Range(AnyValue.OfI32(0), AnyValue.OfI32(2), AnyValue.OfI64(1), false, LiteralSides.None));
        Expect.Error("type error Expected integer, got f64", () => DynamicAccess.Range(AnyValue.OfI32(0), AnyValue.OfF64(2), null, false, LiteralSides.Left));
        Expect.Error("value error Range step cannot be zero", () => DynamicAccess.Range(AnyValue.OfI32(0), AnyValue.OfI32(2), AnyValue.OfI32(0), false, LiteralSides.None));
    }
}
