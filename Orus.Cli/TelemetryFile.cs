using System;
using System.Collections.Generic;
using System.IO;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Switches;

namespace Orus.Cli;

/// <summary>Writes what <c>--telemetry</c> asks for.</summary>
internal static class TelemetryFile
{
    /// <summary>False, with the reason reported, if the file cannot be written. The program's output is out by then.</summary>
    public static bool TryWrite(string file, string program, CliSettings settings, RunResult result, int exitCode, Reporter reporter)
    {
        var header = new TelemetryHeader(SourceReader.NameOf(program), Program.Version, result.Status.ToString(), exitCode, settings.TierName, Disabled(settings.Switches));
        try
        {
            using FileStream stream = File.Create(file);
            TelemetryDocument.Write(stream, header, result.Telemetry!, reporter.Sources);
            stream.Flush();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reporter.ReportLine(DiagnosticCode.FileUnwritable, $"cannot write telemetry to '{file}': {Reason(file, error)}");
            return false;
        }
    }

    private static string Reason(string file, Exception error) => error switch
    {
        _ when Directory.Exists(file) => "it is a directory",
        DirectoryNotFoundException => "there is no such directory",
        UnauthorizedAccessException => "access is denied",
        IOException => error.Message.TrimEnd('.'),
        _ => "it cannot be opened as a file",
    };

    private static List<string> Disabled(SwitchSet switches)
    {
        var names = new List<string>();
        foreach (SwitchRow row in SwitchTable.Switches)
        {
            if (!switches.IsOn(row.Id))
                names.Add(row.Name);
        }
        return names;
    }
}
