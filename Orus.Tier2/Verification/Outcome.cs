using System;
using System.Globalization;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Engine;

namespace Orus.Tier2.Verification;

/// <summary>Everything about a run that must not depend on the configuration.</summary>
/// <param name="ExitCode">The exit code of a process; -1 if a .NET exception ended it.</param>
/// <param name="Error">Code, line, message and trace of what ended it; empty if nothing did.</param>
/// <param name="Output">What it wrote, one character per byte.</param>
/// <param name="TimedOut">Whether the time limit ended it, so that it cannot be compared.</param>
/// <param name="IsCrash">Whether a .NET exception or an internal error ended it.</param>
public sealed record Outcome(int ExitCode, string Error, string Output, bool TimedOut, bool IsCrash)
{
    /// <summary>The exit code of a program that does not compile.</summary>
    public const int CompileError = 65;

    /// <summary>Names of .NET exceptions and stack frames have no business in a diagnostic.</summary>
    private static readonly string[] Foreign = ["Exception", "   at Orus.", "System."];

    /// <summary>Most of an output that a description shows.</summary>
    private const int MostShown = 4000;

    internal static Outcome Rejected(CompileResult compiled)
    {
        var text = new StringBuilder();
        bool isForeign = false;
        foreach (Diagnostic diagnostic in compiled.Diagnostics)
        {
            string description = Describe(diagnostic, compiled.Sources);
            text.Append(description).Append('\n');
            isForeign |= IsForeign(diagnostic, description);
        }
        return new Outcome(CompileError, text.ToString(), "", false, isForeign);
    }

    internal static Outcome Of(RunResult run, SourceSet sources, byte[] output)
    {
        string error = run.Error is { } diagnostic ? Describe(diagnostic, sources) : "";
        return new Outcome(run.ExitCode, error, Encoding.Latin1.GetString(output), run.Status == RunStatus.TimedOut, run.Error is not null && IsForeign(run.Error, error));
    }

    internal static Outcome Crashed(Exception error, byte[] output) => new(-1, error.ToString(), Encoding.Latin1.GetString(output), false, true);

    public override string ToString() =>
        $"exit {ExitCode}{(TimedOut ? " (timed out)" : "")}{(IsCrash ? " (CRASH)" : "")}\n{(Error.Length == 0 ? "" : Error + "\n")}{(Output.Length > MostShown ? Output[..MostShown] + "…" : Output)}";

    private static string Describe(Diagnostic diagnostic, SourceSet sources)
    {
        string line = diagnostic.Span.IsNone ? "0" : sources[diagnostic.Span].Line(diagnostic.Span.Start).ToString(CultureInfo.InvariantCulture);
        return $"{DiagnosticTable.Text(diagnostic.Code)} line {line} ({diagnostic.Span.Start}+{diagnostic.Span.Length}): {diagnostic.Title}: {diagnostic.Message} {diagnostic.Explanation} {string.Join("; ", diagnostic.Notes)}";
    }

    private static bool IsForeign(Diagnostic diagnostic, string description) =>
        DiagnosticTable.Text(diagnostic.Code).StartsWith("E9", StringComparison.Ordinal) || Array.Exists(Foreign, word => description.Contains(word, StringComparison.Ordinal));
}
