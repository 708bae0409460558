using System;
using System.Runtime.CompilerServices;
using Orus.Front.Types;
using Orus.Interp.Errors;

namespace Orus.Interp.Values;

/// <summary>An array value: <see cref="Count"/> elements at the start of a typed backing store that the subclass holds.</summary>
internal abstract class OrusArray(ArrayType type) : HeapObject
{
    public readonly ArrayType Type = type;

    public int Count;

    public override TypeKind Kind => TypeKind.Array;

    /// <summary>An empty array of a type with room for some elements.</summary>
    public static OrusArray Create(ArrayType type, long capacity) => type.Element.Kind switch
    {
        TypeKind.I32 => new I32Array(type, capacity),
        TypeKind.I64 => new I64Array(type, capacity),
        TypeKind.U32 => new U32Array(type, capacity),
        TypeKind.U64 => new U64Array(type, capacity),
        TypeKind.F64 => new F64Array(type, capacity),
        TypeKind.Bool => new BoolArray(type, capacity),
        TypeKind.Any => new AnyArray(type, capacity),
        _ => new RefArray(type, capacity),
    };

    /// <summary>An array of copies of one value, which has the element type.</summary>
    public static OrusArray Fill(ArrayType type, AnyValue value, long count)
    {
        OrusArray array = Create(type, count);
        array.FillAny(value, (int)count);
        return array;
    }

    /// <summary>Element as a dynamic value; the index is within bounds.</summary>
    public abstract AnyValue GetAny(int index);

    /// <summary>Stores a value of the element type; the index is within bounds.</summary>
    public abstract void SetAny(int index, AnyValue value);

    /// <summary>Appends a value of the element type.</summary>
    public abstract void PushAny(AnyValue value);

    /// <summary>Removes and returns the last element; raises on an empty array.</summary>
    public abstract AnyValue PopAny();

    /// <summary>The elements <c>start..end</c>, the end inclusive or equal to the count (section 10.2).</summary>
    public abstract OrusArray Slice(long start, long end);

    /// <summary>A new array of the elements, repeated.</summary>
    public abstract OrusArray Repeat(long times);

    protected abstract void FillAny(AnyValue value, int count);

    public OrusArray SliceFrom(long start) => Slice(start, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckIndex(long index)
    {
        if ((ulong)index >= (ulong)Count)
            throw Raise.ArrayIndex();
    }
}

/// <summary>What arrays of all element types have in common; <typeparamref name="T"/> is the element as stored.</summary>
internal abstract class OrusArray<T>(ArrayType type, long capacity) : OrusArray(type)
{
    /// <summary>A part of so many elements is in a cache while it is copied again and again.</summary>
    private const int CachedElements = 2048;

    public T[] Items = capacity == 0 ? [] : Storage.Allocate<T>(capacity);

    public Span<T> Span => new(Items, 0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        T[] items = Items;
        int count = Count;
        if ((uint)count < (uint)items.Length)
        {
            items[count] = value;
            Count = count + 1;
        }
        else
        {
            PushGrowing(value);
        }
    }

    public T Pop()
    {
        int last = Count - 1;
        if (last < 0)
            throw Raise.PopEmpty();
        T value = Items[last];
        Items[last] = default!;
        Count = last;
        return value;
    }

    public sealed override AnyValue GetAny(int index) => ToAny(Items[index]);

    public sealed override void SetAny(int index, AnyValue value) => Items[index] = FromAny(value);

    public sealed override void PushAny(AnyValue value) => Push(FromAny(value));

    public sealed override AnyValue PopAny() => ToAny(Pop());

    public sealed override OrusArray Slice(long start, long end)
    {
        if ((ulong)start > (ulong)Count)
            throw Raise.SliceStart();
        if ((ulong)end > (ulong)Count)
            throw Raise.SliceEnd();
        if (end < start)
            throw Raise.SliceOrder();
        int length = (int)((end == Count ? end : end + 1) - start);
        OrusArray<T> slice = Like(length);
        Array.Copy(Items, (int)start, slice.Items, 0, length);
        slice.Count = length;
        return slice;
    }

    public sealed override OrusArray Repeat(long times)
    {
        if (times < 0)
            throw Raise.RepeatCount();
        long length = Count == 0 ? 0 : times > int.MaxValue ? long.MaxValue : Count * times;
        OrusArray<T> repeated = Like(length);
        Span<T> target = repeated.Items;
        if (length > 0)
            Span.CopyTo(target);
        // What is there is copied behind itself, so that a few copies fill a large array; beyond a size that a cache holds, always the same part.
        for (int filled = Count, part = Count; filled < target.Length; filled += part)
        {
            part = Math.Min(filled < CachedElements ? filled : part, target.Length - filled);
            target[..part].CopyTo(target[filled..]);
        }
        repeated.Count = (int)length;
        return repeated;
    }

    protected sealed override void FillAny(AnyValue value, int count)
    {
        Items.AsSpan(0, count).Fill(FromAny(value));
        Count = count;
    }

    protected abstract AnyValue ToAny(T value);

    protected abstract T FromAny(AnyValue value);

    /// <summary>An empty array of the same type with exactly this room.</summary>
    private OrusArray<T> Like(long capacity) => Unsafe.As<OrusArray<T>>(Create(Type, capacity));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PushGrowing(T value)
    {
        Items = Storage.Grow(Items, Count, Count + 1L);
        Items[Count++] = value;
    }
}

internal sealed class I32Array(ArrayType type, long capacity) : OrusArray<int>(type, capacity)
{
    protected override AnyValue ToAny(int value) => AnyValue.OfI32(value);

    protected override int FromAny(AnyValue value) => (int)value.Bits;
}

internal sealed class I64Array(ArrayType type, long capacity) : OrusArray<long>(type, capacity)
{
    protected override AnyValue ToAny(long value) => AnyValue.OfI64(value);

    protected override long FromAny(AnyValue value) => value.Bits;
}

internal sealed class U32Array(ArrayType type, long capacity) : OrusArray<uint>(type, capacity)
{
    protected override AnyValue ToAny(uint value) => AnyValue.OfU32(value);

    protected override uint FromAny(AnyValue value) => (uint)value.Bits;
}

internal sealed class U64Array(ArrayType type, long capacity) : OrusArray<ulong>(type, capacity)
{
    protected override AnyValue ToAny(ulong value) => AnyValue.OfU64(value);

    protected override ulong FromAny(AnyValue value) => (ulong)value.Bits;
}

internal sealed class F64Array(ArrayType type, long capacity) : OrusArray<double>(type, capacity)
{
    protected override AnyValue ToAny(double value) => AnyValue.OfF64(value);

    protected override double FromAny(AnyValue value) => value.F64;
}

/// <summary>Bools as bytes 0 and 1.</summary>
internal sealed class BoolArray(ArrayType type, long capacity) : OrusArray<byte>(type, capacity)
{
    protected override AnyValue ToAny(byte value) => AnyValue.OfBool(value != 0);

    protected override byte FromAny(AnyValue value) => (byte)value.Bits;
}

/// <summary>Elements of any reference type: strings, arrays, structs, enums, functions, errors, iterators.</summary>
internal sealed class RefArray(ArrayType type, long capacity) : OrusArray<object?>(type, capacity)
{
    protected override AnyValue ToAny(object? value) => new(value, 0);

    protected override object? FromAny(AnyValue value) => value.Tag;
}

internal sealed class AnyArray(ArrayType type, long capacity) : OrusArray<AnyValue>(type, capacity)
{
    protected override AnyValue ToAny(AnyValue value) => value;

    protected override AnyValue FromAny(AnyValue value) => value;
}
