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
        catch (Exception error) when (FileReason.Explains(error))
        {
            reporter.ReportLine(DiagnosticCode.FileUnwritable, $"cannot write telemetry to '{file}': {FileReason.NotWritten(file, error)}");
            return false;
        }
    }

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
