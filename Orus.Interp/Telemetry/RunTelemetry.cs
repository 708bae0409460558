using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Interp.Telemetry;

/// <summary>What one loop of the source did in a run, in all functions and units that it became part of.</summary>
public sealed class LoopTelemetry(SourceLoop source, string function, int depth)
{
    /// <summary>Where the loop statement begins.</summary>
    public SourceSpan Span { get; } = source.Span;

    /// <summary>The whole statement with its body.</summary>
    public SourceSpan Extent { get; } = source.Extent;

    public SourceLoopKind Kind { get; } = source.Kind;

    /// <summary>A function that contains it.</summary>
    public string Function { get; } = function;

    /// <summary>1 for an outermost loop of its function.</summary>
    public int Depth { get; } = depth;

    /// <summary>What it did itself; what loops inside it did is theirs.</summary>
    public CounterSet Counters { get; } = new();

    /// <summary>How often each kind of check was made at each place.</summary>
    public Dictionary<CheckSite, long> Checks { get; } = [];

    /// <summary>Names of the variables that own a register for the whole loop, best first.</summary>
    public List<string> Residents { get; } = [];

    /// <summary>Compiled units that begin at this loop.</summary>
    public List<ICompiledUnit> Units { get; } = [];

    /// <summary>What the optimizer did to it.</summary>
    public StatisticSet Optimizer { get; internal set; } = new();

    /// <summary>What the optimizer did to it, one by one.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>How far it came, of all its copies the one that came farthest.</summary>
    public TierState State { get; internal set; }

    /// <summary>The checks that were made, those made most often first.</summary>
    public List<KeyValuePair<CheckSite, long>> SortedChecks()
    {
        List<KeyValuePair<CheckSite, long>> sorted = [.. Checks];
        sorted.Sort(static (left, right) => left.Value != right.Value ? right.Value.CompareTo(left.Value)
            : left.Key.Span.Start != right.Key.Span.Start ? left.Key.Span.Start.CompareTo(right.Key.Span.Start) : left.Key.Kind.CompareTo(right.Key.Kind));
        return sorted;
    }
}

/// <summary>A check at a place of the program.</summary>
/// <param name="Span">The operation.</param>
/// <param name="Kind">One kind.</param>
public readonly record struct CheckSite(SourceSpan Span, Checks Kind);

/// <summary>Everything that a run was asked to count.</summary>
public sealed class RunTelemetry
{
    public CounterSet Totals { get; } = new();

    /// <summary>What the optimizer did in all code.</summary>
    public StatisticSet Optimizer { get; internal set; } = new();

    /// <summary>In source order.</summary>
    public List<LoopTelemetry> Loops { get; } = [];

    /// <summary>All compiled units, in order of their compilation.</summary>
    public List<ICompiledUnit> Units { get; } = [];
}
