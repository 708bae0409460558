using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>What the tier remembers about a loop.</summary>
internal sealed class LoopHistory
{
    /// <summary>When the loop was last found hot, as a time stamp.</summary>
    public long Hot { get; set; }

    /// <summary>It overflowed once: overflow is tested explicitly, so that no restart is needed.</summary>
    public bool ExplicitOverflow { get; set; }

    /// <summary>What was recorded of it, or is just being recorded; null if there is nothing to know about it.</summary>
    public LoopTrace? Trace { get; set; }

    public static LoopHistory Of(LoopState loop)
    {
        if (loop.TierData is LoopHistory history)
            return history;
        history = new LoopHistory();
        loop.TierData = history;
        return history;
    }
}
