using System.Runtime.CompilerServices;
using Orus.Interp.Values;

namespace Orus.Interp.Dispatch;

/// <summary>The registers of a running activation, for a look at their dynamic types and values.</summary>
public readonly unsafe struct FrameView
{
    private readonly void* _refs;

    internal FrameView(Frame* frame)
    {
        Bits = frame->Bits;
        _refs = frame->Refs;
    }

    /// <summary>Slot 0 of the 64-bit bank.</summary>
    public long* Bits { get; }

    /// <summary>Slot 0 of the reference bank.</summary>
    public ref object? Refs => ref Unsafe.AsRef<object?>(_refs);

    internal AnyValue AnyAt(int slot) => new(Unsafe.Add(ref Refs, slot), Bits[slot]);
}
