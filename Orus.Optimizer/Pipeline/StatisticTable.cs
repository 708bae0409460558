using System;
using Orus.Front.Source;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Pipeline;

/// <summary>What the optimizer is measured by, per loop and in all; <see cref="StatisticTable"/> has the words.</summary>
public enum Statistic : byte
{
    Unrolled,
    StrengthReduced,
    Hoisted,
    Reused,
    Fused,
    BoundsChecksRemoved,
    ChecksRemoved,
    WhileLoops,
    GuardsBefore,
    GuardsAfter,
    TypedOperations,
}

/// <summary>One statistic.</summary>
/// <param name="Id">The statistic.</param>
/// <param name="Name">Its name in reports that tools read.</param>
/// <param name="Words">What it counts, for readers: follows a number.</param>
public sealed record StatisticRow(Statistic Id, string Name, string Words);

/// <summary>The one list of optimizer statistics.</summary>
public static class StatisticTable
{
    private static readonly StatisticRow[] AllRows =
    [
        new(Statistic.Unrolled, "unrolled", "loops unrolled"),
        new(Statistic.StrengthReduced, "strength_reduced", "operations strength-reduced"),
        new(Statistic.Hoisted, "hoisted", "operations moved before the loop"),
        new(Statistic.Reused, "reused", "operations that reuse an earlier result"),
        new(Statistic.Fused, "fused", "checks covered by an earlier one"),
        new(Statistic.BoundsChecksRemoved, "bounds_checks_removed", "bounds checks removed"),
        new(Statistic.ChecksRemoved, "checks_removed", "checks removed in all"),
        new(Statistic.WhileLoops, "while_loops_optimized", "`while` loops optimized"),
        new(Statistic.GuardsBefore, "guards_before", "checks before optimization"),
        new(Statistic.GuardsAfter, "guards_after", "checks after optimization"),
        new(Statistic.TypedOperations, "typed_operations", "operations on known types"),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<StatisticRow> All => AllRows;

    public static StatisticRow Row(Statistic id) => AllRows[(int)id];
}

/// <summary>Something an optimization did at one place.</summary>
/// <param name="Statistic">What.</param>
/// <param name="Count">How many.</param>
/// <param name="Span">Where: an operation or a loop statement.</param>
/// <param name="Op">The operation, if it is about one.</param>
/// <param name="Checks">The checks concerned.</param>
/// <param name="Inlined">The call through which the operation came to where it was, if it did.</param>
public readonly record struct Decision(Statistic Statistic, int Count, SourceSpan Span, IrOp Op, Checks Checks, InlineSite? Inlined)
{
    internal static Decision About(Statistic statistic, int count, Instruction instruction, Checks checks) =>
        new(statistic, count, instruction.Span, instruction.Op, checks, instruction.Inlined);
}

/// <summary>The statistics of one loop, or of all code.</summary>
public sealed class StatisticSet
{
    private readonly int[] _values = new int[StatisticTable.All.Length];

    public int this[Statistic id] => _values[(int)id];

    /// <summary>Did a pass change something, besides removing checks?</summary>
    public bool IsOptimized => this[Statistic.Unrolled] + this[Statistic.StrengthReduced] + this[Statistic.Hoisted] + this[Statistic.Reused] + this[Statistic.ChecksRemoved] > 0;

    public void Add(Statistic id, int count) => _values[(int)id] += count;
}
