using System;
using System.Collections.Generic;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Engine;

namespace Orus.Tests.Fuzz;

/// <summary>Everything about a run that must not depend on the configuration.</summary>
/// <param name="ExitCode">The exit code of a process.</param>
/// <param name="Error">Code, line, message and trace of what ended it; empty if nothing did.</param>
/// <param name="Output">What it wrote, one character per byte.</param>
/// <param name="TimedOut">Whether the time limit ended it, so that it cannot be compared.</param>
/// <param name="IsCrash">Whether a .NET exception or an internal error ended it.</param>
internal sealed record Outcome(int ExitCode, string Error, string Output, bool TimedOut, bool IsCrash)
{
    /// <summary>Names of .NET exceptions and stack frames have no business in a diagnostic.</summary>
    private static readonly string[] Foreign = ["Exception", "   at Orus.", "System."];

    public static Outcome Rejected(CompileResult compiled)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in compiled.Diagnostics)
            text.Append(Describe(diagnostic, compiled.Sources)).Append('\n');
        return new Outcome(65, text.ToString(), "", false, IsForeign(compiled.Diagnostics, text.ToString()));
    }

    public static Outcome Of(RunResult run, SourceSet sources, byte[] output)
    {
        string error = run.Error is { } diagnostic ? Describe(diagnostic, sources) : "";
        return new Outcome(run.ExitCode, error, Encoding.Latin1.GetString(output), run.Status == RunStatus.TimedOut, run.Error is { } e && IsForeign([e], error));
    }

    public static Outcome Crashed(Exception error, byte[] output) => new(-1, error.ToString(), Encoding.Latin1.GetString(output), false, true);

    public override string ToString() =>
        $"exit {ExitCode}{(TimedOut ? " (timed out)" : "")}{(IsCrash ? " (CRASH)" : "")}\n{(Error.Length == 0 ? "" : Error + "\n")}{(Output.Length > 4000 ? Output[..4000] + "…" : Output)}";

    private static string Describe(Diagnostic diagnostic, SourceSet sources)
    {
        string line = diagnostic.Span.IsNone ? "0" : string.Concat("", sources[diagnostic.Span].Line(diagnostic.Span.Start));
        return $"{DiagnosticTable.Text(diagnostic.Code)} line {line}: {diagnostic.Title}: {diagnostic.Message} {diagnostic.Explanation} {string.Join("; ", diagnostic.Notes)}";
    }

    private static bool IsForeign(IReadOnlyList<Diagnostic> diagnostics, string text)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (DiagnosticTable.Text(diagnostic.Code).StartsWith("E9", StringComparison.Ordinal))
                return true;
        }
        return Array.Exists(Foreign, word => text.Contains(word, StringComparison.Ordinal));
    }
}
