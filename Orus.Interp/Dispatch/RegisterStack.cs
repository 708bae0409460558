using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orus.Interp.Dispatch;

/// <summary>
/// The registers of all activations: a chain of segments that are never moved, each of a 64-bit bank in native memory and a reference bank in a pinned array, so that
/// plain pointers into both stay valid. References above the top of the stack are null.
/// </summary>
internal sealed unsafe class RegisterStack : IDisposable
{
    private const int FirstSegment = 4096;
    private const int LargestSegment = 1 << 18;

    private readonly List<Segment> _segments = [];

    public RegisterStack() => Add(FirstSegment);

    public long* Bits => _segments[0].Bits;

    public void* Refs => _segments[0].RefPointer;

    public long* Limit => _segments[0].Bits + _segments[0].Refs.Length;

    /// <summary>Places a frame of some size at the start of the segment after the one that ends at <paramref name="limit"/>.</summary>
    public void NextSegment(long* limit, int size, Frame* frame)
    {
        int next = 0;
        while (_segments[next].Bits + _segments[next].Refs.Length != limit)
            next++;
        next++;
        if (next == _segments.Count)
            Add(Math.Max(size, Math.Min(LargestSegment, _segments[^1].Refs.Length * 4)));
        if (_segments[next].Refs.Length < size)
            Replace(next, size);
        Segment segment = _segments[next];
        frame->Bits = segment.Bits;
        frame->Refs = segment.RefPointer;
        frame->Limit = segment.Bits + segment.Refs.Length;
    }

    public void Dispose()
    {
        foreach (Segment segment in _segments)
            NativeMemory.Free(segment.Bits);
        _segments.Clear();
    }

    private void Add(int size) => _segments.Add(new Segment(size));

    /// <summary>Makes an unused segment larger; those above it are unused as well.</summary>
    private void Replace(int index, int size)
    {
        NativeMemory.Free(_segments[index].Bits);
        _segments[index] = new Segment(size);
    }

    private sealed class Segment(int size)
    {
        public readonly long* Bits = (long*)NativeMemory.AllocZeroed((nuint)size, sizeof(long));
        public readonly object?[] Refs = GC.AllocateArray<object?>(size, pinned: true);

        public void* RefPointer => Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Refs));
    }
}
