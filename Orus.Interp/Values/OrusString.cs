using System;
using System.Text;
using Orus.Front.Types;
using Orus.Interp.Errors;

namespace Orus.Interp.Values;

/// <summary>
/// An immutable byte string: a range of a byte array. Concatenation results of some length share an array with free room at its ends, in which the next concatenation
/// continues when the string reaches to the edge of the used part, so building by <c>s = s + x</c> as by <c>s = x + s</c> is amortised linear while every string is flat at any time.
/// </summary>
internal sealed class OrusString : HeapObject
{
    public static readonly OrusString Empty = new([]);

    /// <summary>Results up to this length get an array of their own without free room.</summary>
    private const int SmallLength = 48;

    private static readonly OrusString[] OneByte = MakeOneByteStrings();

    public readonly int Length;

    /// <summary>Where the string begins in <see cref="Bytes"/>.</summary>
    public readonly int Start;

    public readonly byte[] Bytes;

    /// <summary>The used part of <see cref="Bytes"/>, if there is free room around it.</summary>
    private readonly UsedRange? _used;

    public OrusString(byte[] bytes)
    {
        Bytes = bytes;
        Length = bytes.Length;
    }

    private OrusString(byte[] bytes, int start, int length, UsedRange used)
    {
        Bytes = bytes;
        Start = start;
        Length = length;
        _used = used;
    }

    public override TypeKind Kind => TypeKind.String;

    public ReadOnlySpan<byte> Span => new(Bytes, Start, Length);

    /// <summary>The shared string of one byte.</summary>
    public static OrusString OfByte(byte value) => OneByte[value];

    public static OrusString Of(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => Empty,
        1 => OneByte[bytes[0]],
        _ => new OrusString(bytes.ToArray()),
    };

    public static OrusString Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The bytes read as UTF-8, for diagnostics.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Span);

    public static OrusString Concat(OrusString left, OrusString right)
    {
        if (left.Length == 0)
            return right;
        if (right.Length == 0)
            return left;
        long length = (long)left.Length + right.Length;
        if (length <= SmallLength)
        {
            byte[] bytes = new byte[(int)length];
            left.Span.CopyTo(bytes);
            right.Span.CopyTo(bytes.AsSpan(left.Length));
            return new OrusString(bytes);
        }
        if (left._used is { } after && left.Start + left.Length == after.End && right.Length <= left.Bytes.Length - after.End)
        {
            right.Span.CopyTo(left.Bytes.AsSpan(after.End));
            after.End += right.Length;
            return new OrusString(left.Bytes, left.Start, (int)length, after);
        }
        if (right._used is { } before && right.Start == before.Start && left.Length <= before.Start)
        {
            before.Start -= left.Length;
            left.Span.CopyTo(right.Bytes.AsSpan(before.Start));
            return new OrusString(right.Bytes, before.Start, (int)length, before);
        }
        return Reallocate(left, right, length);
    }

    /// <summary>Joins in a new array: room as large as the result on the side of the shorter part, where growth is expected; room left on the other side by earlier growth is kept.</summary>
    private static OrusString Reallocate(OrusString left, OrusString right, long length)
    {
        bool grewAtEnd = left.Length >= right.Length;
        long before = grewAtEnd ? (left._used is null ? 0 : Math.Min(left.Start, length)) : length;
        long after = grewAtEnd ? length : right._used is null ? 0 : Math.Min(right.Bytes.Length - right.Start - right.Length, length);
        if (before + length + after > Array.MaxLength)
            before = after = 0;
        byte[] bytes = Storage.Allocate<byte>(before + length + after);
        int start = (int)before;
        left.Span.CopyTo(bytes.AsSpan(start));
        right.Span.CopyTo(bytes.AsSpan(start + left.Length));
        return new OrusString(bytes, start, (int)length, new UsedRange { Start = start, End = start + (int)length });
    }

    public static int Compare(OrusString left, OrusString right) => Math.Sign(left.Span.SequenceCompareTo(right.Span));

    public static bool Equal(OrusString left, OrusString right) => ReferenceEquals(left, right) || (left.Length == right.Length && left.Span.SequenceEqual(right.Span));

    /// <summary>The one-byte string at an index; raises when it is out of bounds.</summary>
    public OrusString At(long index)
    {
        if ((ulong)index >= (ulong)Length)
            throw Raise.StringIndex();
        return OneByte[Bytes[Start + (int)index]];
    }

    private static OrusString[] MakeOneByteStrings()
    {
        var strings = new OrusString[256];
        for (int i = 0; i < strings.Length; i++)
            strings[i] = new OrusString([(byte)i]);
        return strings;
    }

    /// <summary>Which part of a shared array holds bytes of some string.</summary>
    private sealed class UsedRange
    {
        public int Start;
        public int End;
    }
}
