namespace Orus.Interp.Dispatch;

/// <summary>One activation on the frame stack. Holds no managed references, so that the stack lives in native memory and a call pays no write barriers.</summary>
internal unsafe struct Frame
{
    /// <summary>Function number of the frames that stand between two activations of the dispatch loop.</summary>
    public const int Boundary = -1;

    /// <summary>Where the frame stopped, one word past the first of the instruction: set before everything that may raise or look at the frame.</summary>
    public ulong* Pc;

    /// <summary>Slot 0 of the 64-bit bank.</summary>
    public long* Bits;

    /// <summary>Slot 0 of the reference bank, which lies in a pinned array.</summary>
    public void* Refs;

    /// <summary>End of the segment in which the registers lie.</summary>
    public long* Limit;

    /// <summary>Table slot of the function.</summary>
    public int Function;

    /// <summary>Slots of the activation; the next one begins behind them.</summary>
    public int Size;
}
