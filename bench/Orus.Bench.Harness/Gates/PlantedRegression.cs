using System;

namespace Orus.Bench.Harness.Gates;

/// <summary>A change for the worse that a gate has to notice: a program that runs under an option which takes something away from it. Gates that never fail are worth nothing.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Program">The program.</param>
/// <param name="Option">What makes it worse.</param>
/// <param name="Symptom">What the gate's sentence about the program contains.</param>
public sealed record PlantedRegression(GateKind Gate, string Program, string Option, string Symptom)
{
    /// <summary>At least one for each gate, and one for each kind of counter.</summary>
    public static ReadOnlySpan<PlantedRegression> All => Rows;

    private static readonly PlantedRegression[] Rows =
    [
        new(GateKind.Counters, "dynamic_fields", "--disable=traces", "typed_hit_ratio was"),
        new(GateKind.Counters, "lcs", "--disable=guard-fusion", "guards_executed was"),
        new(GateKind.Counters, "closures", "--enable=unit-limit=1", "refusals was"),
        new(GateKind.Counters, "loop_invariant", "--disable=licm", "il_instructions was"),
        new(GateKind.Counters, "loop_invariant", "--disable=licm", "loop_instructions was"),
        new(GateKind.Throughput, "loop_invariant", "--disable=licm", "of the time of baseline"),
        new(GateKind.Throughput, "array_sum_i32", "--disable=vectors", "of the time of baseline"),
        new(GateKind.LuaJit, "dynamic_fields", "--disable=traces", "of the time of luajit"),
    ];
}

/// <summary>The gates.</summary>
public enum GateKind
{
    /// <summary>Counts and code sizes against the committed baseline.</summary>
    Counters,

    /// <summary>Times against another build.</summary>
    Throughput,

    /// <summary>Times against LuaJIT and the committed limits.</summary>
    LuaJit,
}
