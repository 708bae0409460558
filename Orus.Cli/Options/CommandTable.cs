using System;

namespace Orus.Cli.Options;

/// <summary>What orus can be told to do; the rows of <see cref="CommandTable"/>.</summary>
internal enum CommandId : byte
{
    Exec,
    Check,
    Repl,
    Switches,
    Verify,
    Bisect,
    Bench,
    Explain,
}

/// <summary>One command.</summary>
/// <param name="Id">The command.</param>
/// <param name="Name">The word on the command line.</param>
/// <param name="Operands">What follows it, as help shows it.</param>
/// <param name="Summary">What it does, in one line.</param>
/// <param name="Examples">Pairs of a command line and what it is for.</param>
internal sealed record CommandRow(CommandId Id, string Name, string Operands, string Summary, string[] Examples)
{
    public bool TakesFile => Operands.StartsWith("FILE", StringComparison.Ordinal);

    public bool TakesNames => Operands.StartsWith("[PROGRAM...]", StringComparison.Ordinal);
}

/// <summary>The one list of commands.</summary>
internal static class CommandTable
{
    private static readonly CommandRow[] Rows =
    [
        new(CommandId.Exec, "exec", "FILE [options] [-- ARGS]", "compile and run a program",
        [
            "orus exec hello.orus", "run a program",
            "orus hello.orus", "the same, in short",
            "orus exec - < hello.orus", "run a program from standard input",
            "orus exec job.orus --timeout 10 --max-heap 512M", "stop it when it takes too long or too much memory",
            "orus exec job.orus --disable=all --no-tier2", "without any optimization; the result is the same",
        ]),
        new(CommandId.Check, "check", "FILE [options]", "compile a program without running it",
        [
            "orus check hello.orus", "report errors and warnings",
            "orus check hello.orus --error-format=json", "one JSON object per error, for editors",
            "orus check hello.orus --dump=ast", "print the syntax tree",
        ]),
        new(CommandId.Repl, "repl", "[options]", "enter statements and expressions one by one",
        [
            "orus", "start a session; :help inside lists its commands",
            "echo '1 + 2' | orus repl -q", "evaluate lines from a pipe, without prompts",
        ]),
        new(CommandId.Switches, "switches", "", "list what --disable and --enable can switch",
        [
            "orus switches", "print the table",
            "orus exec hello.orus --disable=licm,unroll", "run without two of the optimizations",
        ]),
        new(CommandId.Verify, "verify", "FILE [options] [-- ARGS]", "run a program in all tiers and with each optimization off, and compare",
        [
            "orus verify job.orus < input.txt", "exit code 0 if every configuration does the same, 1 if one does not",
            "orus verify job.orus --random 100 --seed 7", "with a hundred random configurations, others than by default",
            "orus verify job.orus --timeout 60", "stop runs that take longer; the plain interpreter is the slowest",
        ]),
        new(CommandId.Bisect, "bisect", "FILE [options] [-- ARGS]", "find the optimization or the machine code that makes a program behave differently",
        [
            "orus bisect job.orus < input.txt", "look for a difference as `orus verify` does, and reduce it to pass, loop and exit",
            "orus bisect job.orus --tier2-threshold=1 --tier2-sync", "reduce the difference that these options make",
        ]),
        new(CommandId.Bench, "bench", "[PROGRAM...] [options]", "compare benchmark programs with luajit, lua5.4, node and gcc, side by side",
        [
            "orus bench", "all programs of bench/programs, in all systems that are installed: about ten minutes",
            "orus bench matmul nbody --against luajit --rounds 9", "two programs, with narrower intervals",
            "orus bench matmul --against '' --variant=--disable=licm", "what one optimization is worth",
            "orus bench --baseline ../before/artifacts/orus/orus --against ''", "this build against another one",
            "orus bench --json today.json --markdown today.md", "keep the figures",
        ]),
        new(CommandId.Explain, "explain", "FILE [options] [-- ARGS]", "run a program and tell what became of its loops, and why",
        [
            "orus explain job.orus < input.txt", "per loop: machine code or not, what was optimized, which checks are left and how often they ran",
            "orus explain job.orus --asm", "with the machine code",
            "orus explain job.orus --disable=licm", "see what one optimization is good for",
        ]),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<CommandRow> All => Rows;

    public static CommandRow Row(CommandId id) => Rows[(int)id];

    public static CommandRow? Find(string name)
    {
        foreach (CommandRow row in Rows)
        {
            if (row.Name == name)
                return row;
        }
        return null;
    }
}
