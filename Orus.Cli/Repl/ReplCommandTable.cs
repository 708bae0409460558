using System;

namespace Orus.Cli.Repl;

/// <summary>Commands of a session; the rows of <see cref="ReplCommandTable"/>.</summary>
internal enum ReplCommandId : byte
{
    Help,
    Quit,
    Exit,
    Reset,
    Load,
    Clear,
    History,
    Timing,
}

/// <summary>One command of a session.</summary>
/// <param name="Id">The command.</param>
/// <param name="Name">The word, with its colon.</param>
/// <param name="Operand">What follows it, or empty.</param>
/// <param name="Help">What it does.</param>
internal readonly record struct ReplCommandRow(ReplCommandId Id, string Name, string Operand, string Help);

/// <summary>The one list of commands of a session.</summary>
internal static class ReplCommandTable
{
    private static readonly ReplCommandRow[] Rows =
    [
        new(ReplCommandId.Help, ":help", "", "show this list"),
        new(ReplCommandId.Quit, ":quit", "", "leave"),
        new(ReplCommandId.Exit, ":exit", "", "leave"),
        new(ReplCommandId.Reset, ":reset", "", "forget all declarations"),
        new(ReplCommandId.Load, ":load", "FILE", "run a file as if it had been entered"),
        new(ReplCommandId.Clear, ":clear", "", "clear the screen"),
        new(ReplCommandId.History, ":history", "", "show what was entered"),
        new(ReplCommandId.Timing, ":timing", "on|off", "show how long each input takes"),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<ReplCommandRow> All => Rows;
}
