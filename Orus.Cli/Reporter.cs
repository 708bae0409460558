using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Front.Source;

namespace Orus.Cli;

/// <summary>Writes diagnostics to standard error in the form that the settings ask for.</summary>
internal sealed class Reporter(CliHost host, CliSettings settings)
{
    /// <summary>The files that diagnostics are about.</summary>
    public SourceSet Sources { get; set; } = new();

    /// <summary>A place as <c>path:line</c>; empty if there is none.</summary>
    public string PlaceOf(SourceSpan span) =>
        span.IsNone ? "" : string.Create(CultureInfo.InvariantCulture, $"{Sources[span].Path}:{Sources[span].Line(span.Start)}");

    public void Report(IReadOnlyList<Diagnostic> diagnostics)
    {
        List<Diagnostic> shown = [];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (!(settings.NoWarnings && diagnostic.IsWarning))
                shown.Add(diagnostic);
        }
        if (shown.Count == 0)
            return;
        bool useColors = !settings.NoColors && host.IsErrorTerminal;
        StringWriter text = new();
        new DiagnosticRenderer(Sources, settings.Format, useColors, text).Write(shown);
        host.WriteError(text.ToString());
    }

    public void Report(Diagnostic diagnostic) => Report([diagnostic]);

    /// <summary>Says in one line what has no place in a source text.</summary>
    public void ReportLine(DiagnosticCode code, string message)
    {
        if (settings.Format == DiagnosticFormat.Friendly)
            host.WriteError($"orus: {message}\n");
        else
            Report(new Diagnostic(code, SourceSpan.None, message));
    }
}
