using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>Settings of Tier 2.</summary>
public sealed class TierOptions
{
    public const int DefaultLoopThreshold = 1000;

    public const int DefaultCallThreshold = 500;

    /// <summary>Backedges of a loop before it is compiled; at least 1.</summary>
    public int LoopThreshold { get; init; } = DefaultLoopThreshold;

    /// <summary>Calls of a function before it is compiled; at least 1.</summary>
    public int CallThreshold { get; init; } = DefaultCallThreshold;

    /// <summary>Keep what listings of units show.</summary>
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
/// <param name="Map">What listings show, if it was asked for.</param>
/// <param name="Milliseconds">Time from request to machine code.</param>
/// <param name="Instructions">IL instructions.</param>
/// <param name="Exits">Ways out.</param>
public sealed record UnitReport(string Name, RuntimeFunction Function, LoopState? Loop, DynamicMethod Method, CodeMap? Map, double Milliseconds, int Instructions, int Exits)
{
    /// <summary>How often each exit was taken so far, with its reason and place.</summary>
    public required IReadOnlyList<ExitCount> ExitCounts { get; init; }

    /// <summary>The machine code as text, with the source places that can be told.</summary>
    public IReadOnlyList<CodeLine> Disassemble() => MachineCodeView.Disassemble(Method, Map);
}

/// <summary>A way out of a unit.</summary>
public abstract record ExitCount
{
    /// <summary>The reason's name in reports.</summary>
    public abstract string ReasonName { get; }

    /// <summary>The place the interpreter goes on at.</summary>
    public abstract SourceSpan Place { get; }

    /// <summary>How often it was taken.</summary>
    public abstract long Count { get; }
}
