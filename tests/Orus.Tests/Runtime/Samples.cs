using Orus.Front.Types;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

/// <summary>Values that several fixtures need.</summary>
internal static class Samples
{
    /// <summary><c>enum Shape: Circle(f64) Dot Named(any, string)</c>.</summary>
    public static EnumDefinition Shape() => new("Shape", "main")
    {
        Variants = [new EnumVariant("Circle", 0, 1), new EnumVariant("Dot", 1, 0), new EnumVariant("Named", 2, 2)],
        StoredPayloads = [[PrimitiveType.F64], [], [PrimitiveType.Any, PrimitiveType.String]],
    };

    /// <summary><c>struct P: x: f64  tag: string</c>.</summary>
    public static StructType Point() => new("P", "main")
    {
        Fields = [new StructField("x", PrimitiveType.F64, 0, false), new StructField("tag", PrimitiveType.String, 1, false)],
    };

    public static AnyValue Text(string text) => AnyValue.OfObject(OrusString.Of(text));

    public static Record New(RecordLayout layout, params AnyValue[] values)
    {
        Record record = layout.New();
        for (int i = 0; i < values.Length; i++)
            record.SetAny(layout.Slots[i], values[i]);
        return record;
    }

    public static OrusArray Array(TypeTable types, OrusType element, params AnyValue[] values)
    {
        OrusArray array = OrusArray.Create(types.Array(element), 0);
        foreach (AnyValue value in values)
            array.PushAny(value);
        return array;
    }
}
