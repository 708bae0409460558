using System;

namespace Orus.Interp.Telemetry;

/// <summary>What a run is counted by; <see cref="CounterTable"/> describes each.</summary>
public enum Counter : byte
{
    Operations,
    TypedOperations,
    BoxedOperations,
    Increments,
    TypedIncrements,
    Branches,
    TypedBranches,
    GuardsExecuted,
    BoxedGuards,
    BoxedGuardsCompiled,
    GuardsProved,
    GuardsFused,
    GuardsHoisted,
    Rounds,
    CompiledRounds,
    LoopEntries,
    IteratorsSaved,
    OsrEntries,
    SideExits,
    OverflowBailouts,
    Respecialisations,
    Refusals,
    Units,
    CompileMicroseconds,
    TierUpMicroseconds,
    IlInstructions,
    CodeBytes,
    LoopInstructions,
    Spills,
}

/// <summary>One counter.</summary>
/// <param name="Id">The counter.</param>
/// <param name="Name">Its name in reports that tools read.</param>
/// <param name="Unit">What it is a number of.</param>
/// <param name="Source">Where it is counted.</param>
/// <param name="Meaning">What it says.</param>
public sealed record CounterRow(Counter Id, string Name, string Unit, string Source, string Meaning);

/// <summary>A quotient of two counters.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Part">What is counted.</param>
/// <param name="Whole">Of what.</param>
/// <param name="Meaning">What it says.</param>
public sealed record RateRow(string Name, Counter Part, Counter Whole, string Meaning);

/// <summary>The one list of counters; reports, the telemetry document and its schema read it.</summary>
public static class CounterTable
{
    private const string Code = "executions of each place in the code, times what stands there";
    private const string Loops = "the counters and tables of compiled loops";
    private const string Compiler = "the compiler, once for each unit";

    private static readonly CounterRow[] CounterRows =
    [
        new(Counter.Operations, "operations", "operations", Code, "operations of the optimized program that were executed; copies, constants and plain jumps not counted"),
        new(Counter.TypedOperations, "typed_operations", "operations", Code, "those on operands of types that were known, or that compiled code tested for and left for others"),
        new(Counter.BoxedOperations, "boxed_fallbacks", "operations", Code, "those done by code that handles values of any type"),
        new(Counter.Increments, "increments", "operations", Code, "additions and subtractions that step a variable"),
        new(Counter.TypedIncrements, "typed_increments", "operations", Code, "those on a variable of a number type"),
        new(Counter.Branches, "branches", "operations", Code, "conditional branches, loop tests included"),
        new(Counter.TypedBranches, "typed_branches", "operations", Code, "those whose condition needed no look at the type of an `any`"),
        new(Counter.GuardsExecuted, "guards_executed", "checks", Code, "checks that were made: overflow, zero, bounds, conversion, assignment, call depth, and types of `any` values"),
        new(Counter.BoxedGuards, "boxed_guards", "checks", Code, "those of them that looked at the type of an `any`"),
        new(Counter.BoxedGuardsCompiled, "boxed_guards_compiled", "checks", Code, "those of them in compiled loops, that is, in the steady state"),
        new(Counter.GuardsProved, "guards_proved", "checks", Code, "checks that were not made, because they cannot fail where they stand"),
        new(Counter.GuardsFused, "guards_fused", "checks", Code, "checks that were not made, because another one covers them"),
        new(Counter.GuardsHoisted, "guards_hoisted", "checks", "rounds of each loop, times the checks moved out of it", "checks that were counted instead of made, because they were made once before the loop"),
        new(Counter.Rounds, "rounds", "rounds", Code, "rounds of loops"),
        new(Counter.CompiledRounds, "compiled_rounds", "rounds", Code, "those of them in compiled code"),
        new(Counter.LoopEntries, "loop_entries", "entries", Code, "how often loops were entered from above"),
        new(Counter.IteratorsSaved, "iterators_saved", "objects", Code, "entries of `for` loops that count in a register where an iterator would have been allocated"),
        new(Counter.OsrEntries, "osr_entries", "entries", Loops, "how often the interpreter entered compiled loops"),
        new(Counter.SideExits, "side_exits", "exits", Loops, "how often compiled code was left before its end"),
        new(Counter.OverflowBailouts, "overflow_bailouts", "exits", Loops, "those of them because a signed result did not fit"),
        new(Counter.Respecialisations, "respecialisations", "times", Loops, "how often a loop or function was compiled again because its types had changed"),
        new(Counter.Refusals, "refusals", "loops and functions", Loops, "loops and functions that were hot and stayed in the interpreter for good"),
        new(Counter.Units, "units", "units", Compiler, "loops and functions that were compiled"),
        new(Counter.CompileMicroseconds, "compile_us", "microseconds", Compiler, "time from the request to machine code"),
        new(Counter.TierUpMicroseconds, "tier_up_us", "microseconds", Compiler, "time from the start of the run to the first entry that compiled code could take"),
        new(Counter.IlInstructions, "il_instructions", "instructions", Compiler, "size of the units in IL"),
        new(Counter.CodeBytes, "code_bytes", "bytes", Compiler, "size of the units in machine code"),
        new(Counter.LoopInstructions, "loop_instructions", "instructions", Compiler, "machine instructions of the innermost loops of the units, all copies of a round included, with the few that count when nothing else does"),
        new(Counter.Spills, "spills", "instructions", Compiler, "machine instructions of the units that read or write the machine stack; the interpreter never spills"),
    ];

    private static readonly RateRow[] RateRows =
    [
        new("typed_hit_ratio", Counter.TypedOperations, Counter.Operations, "typed operations among all"),
        new("typed_increment_rate", Counter.TypedIncrements, Counter.Increments, "typed increments among all"),
        new("typed_branch_rate", Counter.TypedBranches, Counter.Branches, "typed branches among all"),
    ];

    /// <summary>All counters, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<CounterRow> Counters => CounterRows;

    public static ReadOnlySpan<RateRow> Rates => RateRows;

    public static CounterRow Row(Counter id) => CounterRows[(int)id];
}

/// <summary>A value for each counter.</summary>
public sealed class CounterSet
{
    private readonly long[] _values = new long[CounterTable.Counters.Length];

    public long this[Counter id] => _values[(int)id];

    /// <summary>A rate between 0 and 1; 1 where there was nothing to count.</summary>
    public double Rate(RateRow rate) => this[rate.Whole] == 0 ? 1 : (double)this[rate.Part] / this[rate.Whole];

    internal void Add(Counter id, long count) => _values[(int)id] += count;

    internal void AddAll(CounterSet other)
    {
        for (int i = 0; i < _values.Length; i++)
            _values[i] += other._values[i];
    }
}
