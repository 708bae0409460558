using System;

namespace Orus.Cli.Options;

/// <summary>Options; the rows of <see cref="OptionTable"/>.</summary>
internal enum OptionId : byte
{
    Help,
    Version,
    NoColors,
    ErrorFormat,
    NoWarnings,
    Quiet,
    MaxRecursion,
    Timeout,
    MaxHeap,
    Dump,
    DumpLoop,
    ShowTokens,
    ShowAst,
    Stats,
    Telemetry,
    Asm,
    Disable,
    Enable,
    Tier,
    NoTier2,
    Tier2Sync,
    Tier2Threshold,
    Tier2DelaySeed,
    Tier2ThrowLimit,
    CodeCache,
    TraceJit,
    EnableJit,
    DisableJit,
    TraceOpt,
    VerifyIr,
    DebugExit,
    DebugExits,
    Seed,
    RandomRuns,
    Programs,
    Against,
    Baseline,
    Variant,
    Rounds,
    Repetitions,
    Scale,
    Json,
    Markdown,
}

/// <summary>The commands that know an option.</summary>
[Flags]
internal enum Commands : ushort
{
    None = 0,
    Exec = 1 << CommandId.Exec,
    Check = 1 << CommandId.Check,
    Repl = 1 << CommandId.Repl,
    Switches = 1 << CommandId.Switches,
    Verify = 1 << CommandId.Verify,
    Bisect = 1 << CommandId.Bisect,
    Bench = 1 << CommandId.Bench,
    Explain = 1 << CommandId.Explain,
    Comparing = Verify | Bisect,
    Compiling = Exec | Check | Repl | Comparing | Explain,
    Running = Exec | Repl | Explain,
    All = Exec | Check | Repl | Switches | Comparing | Bench | Explain,
}

/// <summary>One option.</summary>
/// <param name="Id">The option.</param>
/// <param name="Name">The long spelling, with its dashes.</param>
/// <param name="Alias">Another spelling, or empty.</param>
/// <param name="Value">What its value is called in help; empty if it takes none.</param>
/// <param name="Commands">The commands that know it.</param>
/// <param name="Help">What it does.</param>
internal readonly record struct OptionRow(OptionId Id, string Name, string Alias, string Value, Commands Commands, string Help)
{
    /// <summary>Whether everyone may need it; the others are for a look inside, for comparisons and for tests.</summary>
    public bool IsCommon => Id <= OptionId.MaxHeap;

    public bool IsKnownTo(CommandId command) => ((int)Commands >> (int)command & 1) != 0;
}

/// <summary>The one list of options: parsing, help and error messages come from it.</summary>
internal static class OptionTable
{
    private static readonly OptionRow[] Rows =
    [
        new(OptionId.Help, "--help", "-h", "", Commands.All, "show help, after a command its own"),
        new(OptionId.Version, "--version", "-v", "", Commands.All, "show the version"),
        new(OptionId.NoColors, "--no-colors", "", "", Commands.Compiling, "never color messages (also: NO_COLOR set)"),
        new(OptionId.ErrorFormat, "--error-format", "", "friendly|minimal|json", Commands.Compiling, "how errors are written (also: ORUS_ERROR_FORMAT)"),
        new(OptionId.NoWarnings, "--no-warnings", "", "", Commands.Compiling, "do not show warnings"),
        new(OptionId.Quiet, "--quiet", "-q", "", Commands.Compiling, "no warnings; in the repl no greeting and no prompts"),
        new(OptionId.MaxRecursion, "--max-recursion", "--max-depth", "N", Commands.Running | Commands.Comparing, "nested calls allowed, 1 to 1000000; default 10000 (also: ORUS_MAX_RECURSION)"),
        new(OptionId.Timeout, "--timeout", "", "SECONDS", Commands.Exec | Commands.Comparing | Commands.Explain, "stop the program after this time"),
        new(OptionId.MaxHeap, "--max-heap", "", "SIZE", Commands.Running | Commands.Comparing, "memory the program may use, such as 512M or 2G"),
        new(OptionId.Dump, "--dump", "", "STAGES", Commands.Exec | Commands.Check, "show tokens, ast, typed, ir, loops, bytecode, il, asm (a comma list); with exec on standard error"),
        new(OptionId.DumpLoop, "--dump-loop", "", "N", Commands.Exec | Commands.Check, "of the loops, dump only number N"),
        new(OptionId.ShowTokens, "--show-tokens", "", "", Commands.Exec | Commands.Check, "the same as --dump=tokens"),
        new(OptionId.ShowAst, "--show-ast", "", "", Commands.Exec | Commands.Check, "the same as --dump=ast"),
        new(OptionId.Stats, "--stats", "", "", Commands.Exec, "after the run, show where time and memory went"),
        new(OptionId.Telemetry, "--telemetry", "", "FILE", Commands.Exec, "count what is executed, and write it to a JSON file (docs/TELEMETRY.md)"),
        new(OptionId.Asm, "--asm", "", "", Commands.Explain, "show the machine code too"),
        new(OptionId.Disable, "--disable", "", "LIST", Commands.Running | Commands.Check | Commands.Comparing, "switch optimizations off; `all` for all of them (also: ORUS_DISABLE)"),
        new(OptionId.Enable, "--enable", "", "LIST", Commands.Running | Commands.Check | Commands.Comparing, "switch optimizations on, or set a parameter: name=value"),
        new(OptionId.Tier, "--tier", "", "auto|interp|tier2", Commands.Running | Commands.Bisect, "who runs the program; the result is the same"),
        new(OptionId.NoTier2, "--no-tier2", "", "", Commands.Running | Commands.Bisect, "the same as --tier=interp"),
        new(OptionId.Tier2Sync, "--tier2-sync", "", "", Commands.Running | Commands.Bisect, "compile hot code in place, so that runs are repeatable"),
        new(OptionId.Tier2Threshold, "--tier2-threshold", "", "N[,M]", Commands.Running | Commands.Bisect, "rounds after which a loop counts as hot, and calls of a function"),
        new(OptionId.Tier2DelaySeed, "--tier2-delay-seed", "", "N", Commands.Running | Commands.Bisect, "for tests: let compiled code come into use after random waits"),
        new(OptionId.Tier2ThrowLimit, "--tier2-throw-limit", "", "N", Commands.Running | Commands.Bisect, "errors thrown out of compiled code before it is made anew to return them; default 64"),
        new(OptionId.CodeCache, "--code-cache", "", "SIZE", Commands.Running, "machine code kept before all of it is dropped and made anew; default 16M"),
        new(OptionId.TraceJit, "--trace-jit", "", "", Commands.Exec, "tell what is compiled to machine code, and what is not and why, on standard error"),
        new(OptionId.EnableJit, "--enable-jit", "", "", Commands.Running, "the same as --tier=auto"),
        new(OptionId.DisableJit, "--disable-jit", "", "", Commands.Running, "the same as --tier=interp"),
        new(OptionId.TraceOpt, "--trace-opt", "", "", Commands.Exec, "tell what each optimization did, on standard error"),
        new(OptionId.VerifyIr, "--verify-ir", "", "", Commands.Running | Commands.Check | Commands.Bisect, "check the intermediate code after each optimization, and the bytecode"),
        new(OptionId.DebugExit, "--debug-exit", "", "UNIT:GUARD:N", Commands.Exec | Commands.Bisect, "for tests: make a guard of compiled code fail the Nth time; unit and guard may be *"),
        new(OptionId.DebugExits, "--debug-exits", "", "SEED[:UNIT:GUARD]", Commands.Exec | Commands.Bisect, "for tests: make random guards of compiled code fail"),
        new(OptionId.Seed, "--seed", "", "N", Commands.Comparing, "seed of the random configurations; default 1"),
        new(OptionId.RandomRuns, "--random", "", "N", Commands.Comparing, "how many random configurations are tried; default 8"),
        new(OptionId.Programs, "--programs", "", "DIR", Commands.Bench, "where the programs are; default bench/programs beside this build's sources"),
        new(OptionId.Against, "--against", "", "LIST", Commands.Bench, "the systems to compare with; default luajit,lua5.4,node,gcc as far as they are installed"),
        new(OptionId.Baseline, "--baseline", "", "ORUS", Commands.Bench, "also compare with another build of orus"),
        new(OptionId.Variant, "--variant", "", "OPTIONS", Commands.Bench, "also compare with this build under other options for `orus exec`"),
        new(OptionId.Rounds, "--rounds", "", "N", Commands.Bench, "processes of each system and program, which take turns; default 4"),
        new(OptionId.Repetitions, "--reps", "", "N", Commands.Bench, "repetitions inside each process; default 3"),
        new(OptionId.Scale, "--scale", "", "N", Commands.Bench, "how much work a repetition does; default 1"),
        new(OptionId.Json, "--json", "", "FILE", Commands.Bench, "write everything measured as JSON"),
        new(OptionId.Markdown, "--markdown", "", "FILE", Commands.Bench, "write the tables as Markdown"),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<OptionRow> All => Rows;

    public static ref readonly OptionRow Row(OptionId id) => ref Rows[(int)id];

    /// <summary>The index of the option so spelled, or -1.</summary>
    public static int Find(ReadOnlySpan<char> name)
    {
        for (int i = 0; i < Rows.Length; i++)
        {
            if (name.SequenceEqual(Rows[i].Name) || (Rows[i].Alias.Length > 0 && name.SequenceEqual(Rows[i].Alias)))
                return i;
        }
        return -1;
    }
}
