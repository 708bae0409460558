using System.Collections.Generic;
using NUnit.Framework;
using Orus.Front.Types;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class RecordTests
{
    private static readonly int[] Counts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 17, 64, 65, 600, 5000];

    private static StructType Struct(int refs, int bits)
    {
        var fields = new List<StructField>();
        for (int i = 0; i < refs + bits; i++)
        {
            // Alternate kinds as long as both are left, so that slot order and memory order differ.
            bool isRef = (i % 2 == 0 && i / 2 < refs) || i / 2 >= bits;
            fields.Add(new StructField("f" + i, isRef ? PrimitiveType.String : PrimitiveType.I64, i, false));
        }
        int actualRefs = fields.FindAll(field => field.Type == PrimitiveType.String).Count;
        Assert.That(actualRefs, Is.EqualTo(refs), "test data");
        return new StructType("S", "main") { Fields = [.. fields] };
    }

    [Test]
    public unsafe void EveryClassOfTheFamilyKeepsItsSlotsApart([ValueSource(nameof(Counts))] int refs, [ValueSource(nameof(Counts))] int bits)
    {
        var layout = new RecordLayout(Struct(refs, bits));
        Record record = layout.New();
        Record neighbour = layout.New();
        for (int i = 0; i < layout.Slots.Length; i++)
            record.SetAny(layout.Slots[i], layout.Slots[i].RefOffset >= 0 ? AnyValue.OfObject(OrusString.Of("s" + i)) : AnyValue.OfI64(i * 1_000_000_007L));
        if (refs == bits)
            System.GC.Collect();
        Assert.That(record.Layout, Is.SameAs(layout));
        for (int i = 0; i < layout.Slots.Length; i++)
        {
            AnyValue value = record.GetAny(layout.Slots[i]);
            if (layout.Slots[i].RefOffset >= 0)
                Assert.That(value.Tag!.ToString(), Is.EqualTo("s" + i));
            else
                Assert.That(value.Bits, Is.EqualTo(i * 1_000_000_007L));
            AnyValue untouched = neighbour.GetAny(layout.Slots[i]);
            Assert.That(untouched.Tag is null || untouched.Bits == 0);
        }
    }

    [Test]
    public void TheLastFieldsOfEachClassLieInsideTheObject([ValueSource(nameof(Counts))] int refs, [ValueSource(nameof(Counts))] int bits)
    {
        var layout = new RecordLayout(Struct(refs, bits));
        long before = System.GC.GetAllocatedBytesForCurrentThread();
        Record record = layout.New();
        long size = System.GC.GetAllocatedBytesForCurrentThread() - before;
        int end = 8;
        foreach (RecordSlot slot in layout.Slots)
            end = System.Math.Max(end, System.Math.Max(slot.RefOffset, slot.BitsOffset) + 8);
        Assert.That(size, Is.GreaterThanOrEqualTo(16 + end), "object header, method table and slots of " + record.GetType());
    }

    [Test]
    public void AnAnyFieldTakesAReferenceAndBits()
    {
        var type = new StructType("S", "main")
        {
            Fields = [new("a", PrimitiveType.Any, 0, false), new("b", PrimitiveType.F64, 1, false), new("c", PrimitiveType.Any, 2, false)],
        };
        var table = new LayoutTable();
        RecordLayout layout = table.Of(type);
        Assert.That(table.Of(type), Is.SameAs(layout));
        Record record = layout.New();
        record.SetAny(layout.Slots[0], AnyValue.OfI32(-5));
        record.SetAny(layout.Slots[1], AnyValue.OfF64(2.5));
        record.SetAny(layout.Slots[2], AnyValue.OfObject(OrusString.Of("text")));
        Assert.That(record.GetAny(layout.Slots[0]), Is.EqualTo(AnyValue.OfI32(-5)));
        Assert.That(record.GetAny(layout.Slots[1]).F64, Is.EqualTo(2.5));
        Assert.That(record.GetAny(layout.Slots[2]).Tag!.ToString(), Is.EqualTo("text"));
        Assert.That(layout.FindField("c"), Is.EqualTo(2));
        Assert.That(layout.FindField("d"), Is.EqualTo(-1));
    }

    [Test]
    public void AVariantWithoutPayloadIsOneObject()
    {
        EnumDefinition definition = Samples.Shape();
        var table = new LayoutTable();
        Assert.That(table.Of(definition, 1).New(), Is.SameAs(table.Of(definition, 1).New()));
        Assert.That(table.Of(definition, 0).New(), Is.Not.SameAs(table.Of(definition, 0).New()));
        Assert.That(table.Of(definition, 1).Tag, Is.EqualTo(1));
    }
}
