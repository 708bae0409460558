using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Orus.Front.Source;
using Orus.Optimizer.Pipeline;

namespace Orus.Interp.Telemetry;

/// <summary>What a telemetry document says about the run besides the counters.</summary>
/// <param name="Program">The file.</param>
/// <param name="Version">The version of orus.</param>
/// <param name="Status">How the run ended.</param>
/// <param name="ExitCode">The exit code of the process.</param>
/// <param name="Tier">Who was allowed to run the program.</param>
/// <param name="Disabled">Switches that were off.</param>
public sealed record TelemetryHeader(string Program, string Version, string Status, int ExitCode, string Tier, IReadOnlyList<string> Disabled);

/// <summary>The JSON form of <see cref="RunTelemetry"/>; docs/TELEMETRY.md has its schema.</summary>
public static class TelemetryDocument
{
    /// <summary>Goes up when a reader of the documents would have to change.</summary>
    public const int SchemaVersion = 1;

    /// <summary>Writes a document.</summary>
    public static void Write(Stream stream, TelemetryHeader header, RunTelemetry telemetry, SourceSet sources)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("schema", "orus-telemetry");
        json.WriteNumber("version", SchemaVersion);
        json.WriteString("program", header.Program);
        json.WriteString("orus", header.Version);
        json.WriteString("status", header.Status);
        json.WriteNumber("exit_code", header.ExitCode);
        json.WriteString("tier", header.Tier);
        json.WriteStartArray("disabled");
        foreach (string name in header.Disabled)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartObject("totals");
        WriteCounters(json, telemetry.Totals);
        WriteStatistics(json, telemetry.Optimizer);
        json.WriteEndObject();
        WriteExits(json, telemetry.Units);
        json.WriteStartArray("loops");
        foreach (LoopTelemetry loop in telemetry.Loops)
            WriteLoop(json, loop, sources);
        json.WriteEndArray();
        json.WriteStartArray("units");
        foreach (ICompiledUnit unit in telemetry.Units)
            WriteUnit(json, unit, sources);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLoop(Utf8JsonWriter json, LoopTelemetry loop, SourceSet sources)
    {
        json.WriteStartObject();
        json.WriteString("file", sources[loop.Span].Path);
        json.WriteNumber("line", sources[loop.Span].Line(loop.Span.Start));
        json.WriteString("function", loop.Function);
        json.WriteString("kind", loop.Kind.ToString());
        json.WriteNumber("depth", loop.Depth);
        json.WriteString("tier", loop.State.ToString());
        WriteCounters(json, loop.Counters);
        WriteStatistics(json, loop.Optimizer);
        json.WriteStartArray("residency");
        foreach (string name in loop.Residents)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("checks");
        foreach ((CheckSite site, long count) in loop.SortedChecks())
        {
            json.WriteStartObject();
            json.WriteString("kind", site.Kind.ToString());
            WritePlace(json, site.Span, sources);
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("units");
        foreach (ICompiledUnit unit in loop.Units)
            json.WriteStringValue(unit.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnit(Utf8JsonWriter json, ICompiledUnit unit, SourceSet sources)
    {
        json.WriteStartObject();
        json.WriteString("name", unit.Name);
        json.WriteNumber("compile_ms", Math.Round(unit.Milliseconds, 3));
        json.WriteNumber("ready_ms", Math.Round(unit.ReadyMilliseconds, 3));
        json.WriteNumber("il_instructions", unit.IlInstructions);
        json.WriteNumber("code_bytes", unit.CodeBytes);
        json.WriteNumber("loop_instructions", unit.LoopInstructions);
        json.WriteNumber("spills", unit.StackAccesses);
        json.WriteStartArray("exits");
        foreach (UnitExit exit in unit.Exits)
        {
            json.WriteStartObject();
            json.WriteString("reason", exit.Reason);
            WritePlace(json, exit.Place, sources);
            json.WriteNumber("count", exit.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteExits(Utf8JsonWriter json, List<ICompiledUnit> units)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (ICompiledUnit unit in units)
        {
            foreach (UnitExit exit in unit.Exits)
                counts[exit.Reason] = counts.GetValueOrDefault(exit.Reason) + exit.Count;
        }
        json.WriteStartObject("exits");
        foreach ((string reason, long count) in counts)
            json.WriteNumber(reason, count);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceSpan span, SourceSet sources)
    {
        json.WriteString("file", span.IsNone ? "" : sources[span].Path);
        json.WriteNumber("line", span.IsNone ? 0 : sources[span].Line(span.Start));
    }

    private static void WriteCounters(Utf8JsonWriter json, CounterSet counters)
    {
        json.WriteStartObject("counters");
        foreach (CounterRow row in CounterTable.Counters)
            json.WriteNumber(row.Name, counters[row.Id]);
        json.WriteEndObject();
        json.WriteStartObject("rates");
        foreach (RateRow row in CounterTable.Rates)
            json.WriteNumber(row.Name, Math.Round(counters.Rate(row), 6));
        json.WriteEndObject();
    }

    private static void WriteStatistics(Utf8JsonWriter json, StatisticSet statistics)
    {
        json.WriteStartObject("optimizer");
        foreach (StatisticRow row in StatisticTable.All)
            json.WriteNumber(row.Name, statistics[row.Id]);
        json.WriteEndObject();
    }
}
