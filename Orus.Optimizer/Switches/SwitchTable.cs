using System;

namespace Orus.Optimizer.Switches;

/// <summary>Everything that can be switched off. <see cref="SwitchTable"/> describes each.</summary>
public enum Switch : byte
{
    Inline,
    Propagate,
    Branches,
    DeadCode,
    LoopForm,
    Forward,
    CommonSubexpressions,
    InvariantMotion,
    Ranges,
    Strength,
    Unroll,
    Purity,
    Residency,
    FusedOpcodes,
    GuardFusion,
    Vectors,
    Traces,
    RoundCopies,
    Versions,
    FloatDivision,
    Lazy,
}

/// <summary>Numbers that steer optimizations.</summary>
public enum Parameter : byte
{
    InlineSize,
    InlineGrowth,
    UnrollTrips,
    UnrollSize,
    LazyAfter,
    WarmCalls,
    WarmRounds,
    PassLimit,
    UnitLimit,
    EntryLimit,
    Plant,
}

/// <summary>Miscompiles that a debug parameter plants, for tests of what has to find them.</summary>
public enum PlantedBug : byte
{
    None,
    /// <summary>Invariant motion forgets that the loop may change what it loads.</summary>
    InvariantMotion,
    /// <summary>Strength reduction forgets that a dividend may be negative.</summary>
    Strength,
    /// <summary>Exits of compiled code forget one of the registers that they should write back.</summary>
    ExitState,
    /// <summary>Guard fusion takes any earlier check for a proof that an integer fits another type.</summary>
    GuardFusion,
}

/// <summary>One kill switch.</summary>
/// <param name="Id">The switch.</param>
/// <param name="Name">Its name on the command line and in <c>ORUS_DISABLE</c>.</param>
/// <param name="Default">Whether it is on unless something says otherwise.</param>
/// <param name="Owner">The part of the product that obeys it.</param>
/// <param name="Help">What is lost when it is off. Never a result: programs behave the same under every combination.</param>
public sealed record SwitchRow(Switch Id, string Name, bool Default, string Owner, string Help);

/// <summary>One tunable number.</summary>
/// <param name="Id">The parameter.</param>
/// <param name="Name">Its name, as in <c>--enable=unroll-trips=4</c>.</param>
/// <param name="Default">Its value unless something says otherwise.</param>
/// <param name="Minimum">Smallest accepted value.</param>
/// <param name="Maximum">Largest accepted value.</param>
/// <param name="Owner">The part of the product that obeys it.</param>
/// <param name="Help">What it limits.</param>
public sealed record ParameterRow(Parameter Id, string Name, int Default, int Minimum, int Maximum, string Owner, string Help)
{
    /// <summary>The owner of what only looks for bugs.</summary>
    public const string Debug = "debug";
}

/// <summary>The one list of kill switches and parameters; the command line, <c>orus switches</c> and the operations handbook read it.</summary>
public static class SwitchTable
{
    private static readonly SwitchRow[] SwitchRows =
    [
        new(Switch.Inline, "inline", true, "optimizer", "copies small functions to their calls"),
        new(Switch.Propagate, "propagate", true, "optimizer", "computes constants early and forwards copies"),
        new(Switch.Branches, "branches", true, "optimizer", "folds decided branches, threads jumps and merges blocks"),
        new(Switch.DeadCode, "dead", true, "optimizer", "removes operations whose result nobody reads, and loops that do nothing"),
        new(Switch.LoopForm, "loopform", true, "optimizer", "gives every loop its canonical form: a guard, a preheader, and the test at the end; invariant motion needs it"),
        new(Switch.Forward, "forward", true, "optimizer", "reuses values of module and captured variables that nothing can have changed"),
        new(Switch.CommonSubexpressions, "cse", true, "optimizer", "computes equal expressions once"),
        new(Switch.InvariantMotion, "licm", true, "optimizer", "moves operations that do not change in a loop before it"),
        new(Switch.Ranges, "ranges", true, "optimizer", "removes overflow, bounds and zero checks that value ranges prove superfluous"),
        new(Switch.Strength, "strength", true, "optimizer", "replaces multiplications, divisions and remainders by cheaper operations"),
        new(Switch.Unroll, "unroll", true, "optimizer", "writes out loops with a small constant number of rounds"),
        new(Switch.Purity, "purity", true, "optimizer", "finds out which functions change nothing, so that their calls can be reused and moved out of loops"),
        new(Switch.Residency, "residency", true, "interpreter", "lets counters, bounds, accumulators and constants of a loop own their slots, and copies share them"),
        new(Switch.FusedOpcodes, "fused", true, "interpreter", "executes counter step, test and backedge, products with sums, loads of elements with arithmetic, steps of iterators, and operations with a small constant as one"),
        new(Switch.GuardFusion, "guard-fusion", true, "optimizer", "lets one check of a chain in a loop answer for the others; with `ranges` off only call depth checks"),
        new(Switch.Vectors, "vectors", true, "tier2", "computes, adds and compares the elements of arrays many at a time where that cannot be told from one after the other"),
        new(Switch.Traces, "traces", true, "tier2", "records loops with dynamic values or calls of function values, and compiles them for the types and targets that were seen"),
        new(Switch.RoundCopies, "rounds", true, "tier2", "makes several rounds of a small loop before it looks for interrupts again"),
        new(Switch.Versions, "versions", true, "tier2", "tests the indices, sums and number of rounds of a loop once before it, and then runs a copy of the loop without these checks"),
        new(Switch.FloatDivision, "float-division", true, "tier2", "divides 32-bit integers as doubles, which is exact, in loops where no round waits for the result of the one before"),
        new(Switch.Lazy, "lazy", true, "optimizer", "in a long program, leaves functions as they are written until they are called often, or one of their loops makes many rounds"),
    ];

    private static readonly ParameterRow[] ParameterRows =
    [
        new(Parameter.InlineSize, "inline-size", 24, 0, 1000, "optimizer", "largest function, in operations, that is copied to its calls"),
        new(Parameter.InlineGrowth, "inline-growth", 400, 0, 100000, "optimizer", "operations that inlining may add to one function"),
        new(Parameter.UnrollTrips, "unroll-trips", 8, 0, 64, "optimizer", "most rounds of a loop that is written out in full"),
        new(Parameter.UnrollSize, "unroll-size", 96, 0, 4096, "optimizer", "operations that a written-out loop may have"),
        new(Parameter.LazyAfter, "lazy-after", 10_000, 0, 100_000_000, "optimizer", "operations that are optimized at the first calls of their functions; functions called later wait until they are warm"),
        new(Parameter.WarmCalls, "warm-calls", 1000, 1, 100_000, "optimizer", "the call for which a function that waits is optimized; earlier if Tier 2 compiles it earlier"),
        new(Parameter.WarmRounds, "warm-rounds", 4000, 1, 100_000, "optimizer", "rounds of a loop for which a function that waits is optimized; fewer if Tier 2 compiles it after fewer"),
        new(Parameter.PassLimit, "pass-limit", int.MaxValue, 0, int.MaxValue, ParameterRow.Debug, "only the first N applications of a pass to a function are made"),
        new(Parameter.UnitLimit, "unit-limit", int.MaxValue, 0, int.MaxValue, ParameterRow.Debug, "only the first N loops and functions are compiled to machine code"),
        new(Parameter.EntryLimit, "entry-limit", int.MaxValue, 0, int.MaxValue, ParameterRow.Debug, "the last loop that the unit limit allows runs only N times in machine code"),
        new(Parameter.Plant, "plant", 0, 0, (int)PlantedBug.GuardFusion, ParameterRow.Debug, "plants a miscompile for tests: 1 in invariant motion, 2 in strength reduction, 3 in the exits of compiled code, 4 in guard fusion"),
    ];

    /// <summary>All switches, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<SwitchRow> Switches => SwitchRows;

    /// <summary>All parameters, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<ParameterRow> Parameters => ParameterRows;

    public static SwitchRow Row(Switch id) => SwitchRows[(int)id];

    public static ParameterRow Row(Parameter id) => ParameterRows[(int)id];
}
