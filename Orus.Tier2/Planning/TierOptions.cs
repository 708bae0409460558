using System;
using System.Reflection.Emit;
using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>Settings of Tier 2.</summary>
public sealed class TierOptions
{
    /// <summary>Backedges of a loop before it is compiled; at least 1.</summary>
    public int LoopThreshold { get; init; } = 1000;

    /// <summary>Calls of a function before it is compiled; at least 1.</summary>
    public int CallThreshold { get; init; } = 500;

    /// <summary>Compile in place rather than on another thread: deterministic.</summary>
    public bool Synchronous { get; init; } = true;

    /// <summary>Keep IL listings for reports.</summary>
    public bool KeepListing { get; init; }

    /// <summary>Gets one line per event; null to stay silent.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Told of every unit compiled.</summary>
    public Action<UnitReport>? OnUnit { get; init; }
}

/// <summary>A compiled unit, for dumps and statistics.</summary>
/// <param name="Name">The method's name, unique in the engine.</param>
/// <param name="Function">The function it belongs to.</param>
/// <param name="Loop">The loop; null for a whole function.</param>
/// <param name="Method">The method.</param>
/// <param name="Listing">The IL, if it was asked for.</param>
/// <param name="Milliseconds">Time from request to machine code.</param>
/// <param name="Instructions">IL instructions.</param>
/// <param name="Exits">Ways out.</param>
public sealed record UnitReport(string Name, RuntimeFunction Function, LoopState? Loop, DynamicMethod Method, string? Listing, double Milliseconds, int Instructions, int Exits);
