using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Pipeline;
using Orus.Tier2.Planning;

namespace Orus.Cli;

/// <summary>What <c>--stats</c> shows after a run.</summary>
internal sealed class RunReport
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<UnitReport> _units = [];
    private readonly List<RefusalReport> _refusals = [];
    private long _compiled;

    public void Add(UnitReport unit) => _units.Add(unit);

    public void Add(RefusalReport refusal) => _refusals.Add(refusal);

    public IReadOnlyList<RefusalReport> Refusals => _refusals;

    public void CompilationEnded() => _compiled = Stopwatch.GetTimestamp();

    public void Write(CliHost host, OrusProgram program, RunTelemetry telemetry, SourceSet sources)
    {
        long end = Stopwatch.GetTimestamp();
        StringBuilder text = new();
        text.Append($"front end     {Milliseconds(_compiled - _start)}\n");
        text.Append($"run           {Milliseconds(end - _compiled)}\n");
        text.Append($"allocated     {GC.GetTotalAllocatedBytes() / 1024.0 / 1024.0,9:F2} MB, {GC.CollectionCount(0)} collections\n");
        if (program.LastPasses is { } passes)
            AppendPasses(text, passes);
        AppendUnits(text);
        AppendLoops(text, telemetry, sources);
        host.WriteError(text.ToString());
    }

    private void AppendUnits(StringBuilder text)
    {
        if (_units.Count > 0)
            text.Append("compiled unit                    entries   emit ms   wait ms    jit ms  hot to entry      IL   bytes  untested  exits\n");
        foreach (UnitReport unit in _units)
        {
            string entries = unit.Loop is { } loop ? loop.Entries.ToString(CultureInfo.InvariantCulture) : "";
            string entered = unit.EntryMilliseconds is { } milliseconds ? $"{milliseconds:F2} ms" : "";
            text.Append($"{unit.Name,-30} {entries,9} {unit.EmitMilliseconds,9:F2} {unit.WaitMilliseconds,9:F2} {unit.JitMilliseconds,9:F2} {entered,13} {unit.Instructions,7} {unit.CodeBytes,7} {unit.ChecksLeftOut,9} {unit.Exits,6}");
            foreach (ExitCount exit in unit.ExitCounts)
            {
                if (exit.Count > 0)
                    text.Append($", {exit.Count} x {exit.ReasonName}");
            }
            text.Append('\n');
        }
        foreach (ref readonly RefusalInfo row in Orus.Tier2.Planning.Refusals.All)
        {
            int count = 0;
            foreach (RefusalReport refusal in _refusals)
                count += refusal.Reason == row.Reason ? 1 : 0;
            if (count > 0)
                text.Append($"refused       {count,9} units: {row.Sentence}\n");
        }
    }

    private static void AppendLoops(StringBuilder text, RunTelemetry telemetry, SourceSet sources)
    {
        foreach (LoopTelemetry loop in telemetry.Loops)
        {
            text.Append(CultureInfo.InvariantCulture, $"loop {sources[loop.Span].Path}:{sources[loop.Span].Line(loop.Span.Start)}");
            AppendCounters(text, loop.Counters, loop.Optimizer);
        }
        text.Append("total");
        AppendCounters(text, telemetry.Totals, telemetry.Optimizer);
    }

    private static void AppendCounters(StringBuilder text, CounterSet counters, StatisticSet statistics)
    {
        foreach (CounterRow row in CounterTable.Counters)
        {
            if (counters[row.Id] != 0)
                text.Append(CultureInfo.InvariantCulture, $" {row.Name}={counters[row.Id]}");
        }
        AppendStatistics(text, statistics);
        foreach (RateRow row in CounterTable.Rates)
            text.Append(CultureInfo.InvariantCulture, $" {row.Name}={counters.Rate(row):F4}");
        text.Append('\n');
    }

    private static void AppendStatistics(StringBuilder text, StatisticSet statistics)
    {
        foreach (StatisticRow row in StatisticTable.All)
        {
            if (statistics[row.Id] != 0)
                text.Append(CultureInfo.InvariantCulture, $" optimizer.{row.Name}={statistics[row.Id]}");
        }
    }

    /// <summary>What the optimizer did to each loop and in all, for <c>--trace-opt</c>.</summary>
    public static string StatisticsOf(RunTelemetry telemetry, SourceSet sources)
    {
        StringBuilder text = new();
        foreach (LoopTelemetry loop in telemetry.Loops)
        {
            text.Append(CultureInfo.InvariantCulture, $"loop {sources[loop.Span].Path}:{sources[loop.Span].Line(loop.Span.Start)}:");
            AppendStatistics(text, loop.Optimizer);
            text.Append('\n');
        }
        text.Append("total:");
        AppendStatistics(text, telemetry.Optimizer);
        return text.Append('\n').ToString();
    }

    private static void AppendPasses(StringBuilder text, PassContext passes)
    {
        text.Append("pass           functions         time  operations before and after\n");
        for (int i = 0; i < passes.Records.Length; i++)
        {
            PassRecord record = passes.Records[i];
            if (record.Runs == 0)
                continue;
            text.Append($"{PassTable.All[i].Name,-14} {record.Runs,9} {Milliseconds(record.Ticks)}  {record.InstructionsBefore} {record.InstructionsAfter}");
            for (ProofKind proof = 0; proof <= ProofKind.Hoisted; proof++)
            {
                if (record.Totals.ChecksRemoved(proof) is int removed and > 0)
                    text.Append($", {removed} checks removed ({PassStats.NameOf(proof)})");
            }
            text.Append('\n');
        }
    }

    private static string Milliseconds(long ticks) => $"{ticks * 1000.0 / Stopwatch.Frequency,9:F2} ms";
}
