using System;
using System.Runtime.CompilerServices;
using Orus.Front.Types;

namespace Orus.Interp.Values;

/// <summary>
/// A struct instance or enum value. Its slots follow <see cref="Layout"/> in memory: references first, then 8-byte fields, in an object of the smallest member of the family below
/// that has room for them. Slots are addressed by constant byte offsets from <see cref="Layout"/>, which <see cref="RecordLayout"/> computes.
/// </summary>
internal abstract class Record(RecordLayout layout) : HeapObject
{
    public readonly RecordLayout Layout = layout;

    public sealed override TypeKind Kind => Layout.Kind;

    /// <summary>The 8-byte field at an offset of the layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref long BitsAt(int offset) => ref Unsafe.As<RecordLayout, long>(ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in Layout), offset));

    /// <summary>The reference field at an offset of the layout.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref object? RefAt(int offset) => ref Unsafe.As<RecordLayout, object?>(ref Unsafe.AddByteOffset(ref Unsafe.AsRef(in Layout), offset));

    /// <summary>A slot's value as a dynamic value.</summary>
    public AnyValue GetAny(in RecordSlot slot)
    {
        if (slot.RefOffset < 0)
            return AnyValue.OfScalar(slot.Type.Kind, BitsAt(slot.BitsOffset));
        return new AnyValue(RefAt(slot.RefOffset), slot.BitsOffset < 0 ? 0 : BitsAt(slot.BitsOffset));
    }

    /// <summary>Stores a value of the slot's type.</summary>
    public void SetAny(in RecordSlot slot, AnyValue value)
    {
        if (slot.RefOffset >= 0)
            RefAt(slot.RefOffset) = value.Tag;
        if (slot.BitsOffset >= 0)
            BitsAt(slot.BitsOffset) = value.Bits;
    }
}

/// <summary>The family of record classes, by number of reference and of 8-byte fields.</summary>
internal static unsafe class RecordFamily
{
    /// <summary>The sizes there are for each of the two parts; larger records use one of the <see cref="LargeSizes"/> for both.</summary>
    private static ReadOnlySpan<int> Sizes => [0, 1, 2, 3, 4, 6, 8, 16];

    private static ReadOnlySpan<int> LargeSizes => [64, 512, 4096, 32768];

    /// <summary>The most reference fields, and the most 8-byte fields, that a record can have.</summary>
    public const int MaxFields = 32768;

    /// <summary>Offset of the first slot from the layout field.</summary>
    private const int FirstOffset = 8;

    /// <summary>
    /// The allocator of the smallest class with room for the fields, and the offset at which its 8-byte fields begin; references begin at the returned <paramref name="refsOffset"/>.
    /// </summary>
    public static delegate*<RecordLayout, Record> Allocator(int refs, int bits, out int refsOffset, out int bitsOffset)
    {
        refs = RoundUp(refs);
        bits = RoundUp(bits);
        if (refs > 16 || bits > 16)
            refs = bits = Math.Max(refs, bits);
        refsOffset = FirstOffset;
        bitsOffset = FirstOffset + (refs * 8);
        return refs switch
        {
            0 => WithoutRefs(bits),
            1 => WithRefs<Refs1>(bits),
            2 => WithRefs<Refs2>(bits),
            3 => WithRefs<Refs3>(bits),
            4 => WithRefs<Refs4>(bits),
            6 => WithRefs<Refs6>(bits),
            8 => WithRefs<Refs8>(bits),
            16 => WithRefs<Refs16>(bits),
            64 => &New<Refs64, Bits64>,
            512 => &New<Refs512, Bits512>,
            4096 => &New<Refs4096, Bits4096>,
            _ => &New<Refs32768, Bits32768>,
        };
    }

    /// <summary>The next size of the family.</summary>
    public static int RoundUp(int fields)
    {
        foreach (int size in Sizes)
        {
            if (fields <= size)
                return size;
        }
        foreach (int size in LargeSizes)
        {
            if (fields <= size)
                return size;
        }
        throw new ArgumentOutOfRangeException(nameof(fields));
    }

    private static delegate*<RecordLayout, Record> WithoutRefs(int bits) => bits switch
    {
        0 => &NewEmpty,
        1 => &NewBits<Bits1>,
        2 => &NewBits<Bits2>,
        3 => &NewBits<Bits3>,
        4 => &NewBits<Bits4>,
        6 => &NewBits<Bits6>,
        8 => &NewBits<Bits8>,
        _ => &NewBits<Bits16>,
    };

    private static delegate*<RecordLayout, Record> WithRefs<TRefs>(int bits)
        where TRefs : struct => bits switch
        {
            0 => &NewRefs<TRefs>,
            1 => &New<TRefs, Bits1>,
            2 => &New<TRefs, Bits2>,
            3 => &New<TRefs, Bits3>,
            4 => &New<TRefs, Bits4>,
            6 => &New<TRefs, Bits6>,
            8 => &New<TRefs, Bits8>,
            _ => &New<TRefs, Bits16>,
        };

    private static EmptyRecord NewEmpty(RecordLayout layout) => new EmptyRecord(layout);

    private static BitsRecord<TBits> NewBits<TBits>(RecordLayout layout)
        where TBits : struct => new BitsRecord<TBits>(layout);

    private static RefsRecord<TRefs> NewRefs<TRefs>(RecordLayout layout)
        where TRefs : struct => new RefsRecord<TRefs>(layout);

    private static MixedRecord<TRefs, TBits> New<TRefs, TBits>(RecordLayout layout)
        where TRefs : struct
        where TBits : struct => new MixedRecord<TRefs, TBits>(layout);
}

internal sealed class EmptyRecord(RecordLayout layout) : Record(layout);

// The fields below are reached through BitsAt and RefAt only.
#pragma warning disable CS0649, CS0169
internal sealed class BitsRecord<TBits>(RecordLayout layout) : Record(layout)
    where TBits : struct
{
    public TBits Bits;
}

internal sealed class RefsRecord<TRefs>(RecordLayout layout) : Record(layout)
    where TRefs : struct
{
    public TRefs Refs;
}

internal sealed class MixedRecord<TRefs, TBits>(RecordLayout layout) : Record(layout)
    where TRefs : struct
    where TBits : struct
{
    public TRefs Refs;
    public TBits Bits;
}

[InlineArray(1)]
internal struct Refs1
{
    private object? _first;
}

[InlineArray(1)]
internal struct Bits1
{
    private long _first;
}

[InlineArray(2)]
internal struct Refs2
{
    private object? _first;
}

[InlineArray(2)]
internal struct Bits2
{
    private long _first;
}

[InlineArray(3)]
internal struct Refs3
{
    private object? _first;
}

[InlineArray(3)]
internal struct Bits3
{
    private long _first;
}

[InlineArray(4)]
internal struct Refs4
{
    private object? _first;
}

[InlineArray(4)]
internal struct Bits4
{
    private long _first;
}

[InlineArray(6)]
internal struct Refs6
{
    private object? _first;
}

[InlineArray(6)]
internal struct Bits6
{
    private long _first;
}

[InlineArray(8)]
internal struct Refs8
{
    private object? _first;
}

[InlineArray(8)]
internal struct Bits8
{
    private long _first;
}

[InlineArray(16)]
internal struct Refs16
{
    private object? _first;
}

[InlineArray(16)]
internal struct Bits16
{
    private long _first;
}

[InlineArray(64)]
internal struct Refs64
{
    private object? _first;
}

[InlineArray(64)]
internal struct Bits64
{
    private long _first;
}

[InlineArray(512)]
internal struct Refs512
{
    private object? _first;
}

[InlineArray(512)]
internal struct Bits512
{
    private long _first;
}

[InlineArray(4096)]
internal struct Refs4096
{
    private object? _first;
}

[InlineArray(4096)]
internal struct Bits4096
{
    private long _first;
}

[InlineArray(32768)]
internal struct Refs32768
{
    private object? _first;
}

[InlineArray(32768)]
internal struct Bits32768
{
    private long _first;
}
