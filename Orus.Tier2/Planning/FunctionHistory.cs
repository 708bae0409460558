using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>What the tier remembers about a function.</summary>
internal sealed class FunctionHistory
{
    /// <summary>What was recorded of it, or is just being recorded; null if there is nothing to know about it.</summary>
    public LoopTrace? Trace { get; set; }

    /// <summary>The unit in use, or on its way, if it assumes anything.</summary>
    public UnitReport? Unit { get; set; }

    /// <summary>What watches that unit.</summary>
    public FlipWatch? Watch { get; set; }

    public static FunctionHistory Of(RuntimeFunction function)
    {
        if (function.TierData is FunctionHistory history)
            return history;
        history = new FunctionHistory();
        function.TierData = history;
        return history;
    }
}
