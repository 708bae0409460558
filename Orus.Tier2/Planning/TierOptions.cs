using System;
using Orus.Optimizer.Switches;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Planning;

/// <summary>Settings of Tier 2.</summary>
public sealed class TierOptions
{
    public const int DefaultLoopThreshold = 1000;

    public const int DefaultCallThreshold = 500;

    public const int DefaultThrowLimit = 64;

    public const long DefaultCodeCache = 16L << 20;

    /// <summary>Backedges of a loop before it is compiled; at least 1.</summary>
    public int LoopThreshold { get; init; } = DefaultLoopThreshold;

    /// <summary>Calls of a function before it is compiled; at least 1.</summary>
    public int CallThreshold { get; init; } = DefaultCallThreshold;

    /// <summary>Compile in place, so that runs are repeatable; otherwise machine code is made on another thread while the interpreter runs on.</summary>
    public bool Synchronous { get; init; }

    /// <summary>Bytes of machine code, as estimated from the IL, above which all of it is dropped and compiling begins anew.</summary>
    public long CodeCache { get; init; } = DefaultCodeCache;

    /// <summary>
    /// Errors that may leave compiled code as exceptions, before all code is made anew so that it returns them. Throwing costs nothing until it happens and then some microseconds for each call that the error leaves;
    /// returning costs a test after each call, and explicit overflow tests.
    /// </summary>
    public int ThrowLimit { get; init; } = DefaultThrowLimit;

    /// <summary>Let a defect of the compiler end the run, instead of staying in the interpreter. For tests.</summary>
    public bool FailsLoudly { get; init; }

    /// <summary>For tests: wait a random time before machine code becomes visible to the script. Null to publish at once.</summary>
    public int? DelaySeed { get; init; }

    /// <summary>Guards that shall fail although what they check holds; null for none.</summary>
    public ForcedExits? ForcedExits { get; init; }

    /// <summary>The switches and parameters of the engine.</summary>
    public SwitchSet Switches { get; init; } = new();

    /// <summary>For tests: is called before the machine code of a unit is made, and may fail.</summary>
    internal Action<UnitReport>? BeforeCode { get; init; }

    /// <summary>Keep what listings of units show.</summary>
    public bool KeepListing { get; init; }

    /// <summary>Gets each event; null to stay silent. Calls come from the thread of the script and from the compiling thread, one at a time.</summary>
    public Action<TierEvent>? Log { get; init; }

    /// <summary>Told of every unit when it has its machine code, from the thread that made it, one at a time.</summary>
    public Action<UnitReport>? OnUnit { get; init; }

    /// <summary>Told of every loop or function that is left to the interpreter.</summary>
    public Action<RefusalReport>? OnRefusal { get; init; }

    /// <summary>Everything compiled in place, defects reported: what tests want.</summary>
    /// <param name="threshold">Backedges and calls until something is compiled.</param>
    public static TierOptions InPlace(int threshold) => new() { LoopThreshold = threshold, CallThreshold = threshold, Synchronous = true, FailsLoudly = true };
}
