using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Orus.Bench.Harness;
using Orus.Bench.Harness.Gates;
using Orus.Bench.Harness.History;

namespace Orus.Bench;

/// <summary>The commands that measure a whole build of orus: gates, their baseline, and the nightly run.</summary>
/// <param name="root">The directory that holds <c>OrusJit.sln</c>; files are where they are in the repository.</param>
/// <param name="orusOptions">Options for each <c>orus exec</c>; with one that makes code slower a gate can be shown to fail.</param>
internal sealed class Suite(string root, string[] orusOptions)
{
    // Few programs have changed: four rounds find those that may be too slow, and only these are measured well.
    private static readonly ComparisonPlan SuspicionPlan = new(Rounds: 4, Repetitions: 4, Scale: 1);
    private static readonly ComparisonPlan JudgementPlan = SuspicionPlan with { Rounds = 14 };

    private string Programs => Path.Combine(root, "bench", "programs");

    private string CounterBaseline => Path.Combine(root, "bench", "gates", "counters.json");

    private string Limits => Path.Combine(root, "bench", "gates", "luajit.json");

    private string HistoryFile => Path.Combine(root, "bench", "history", "runs.jsonl");

    private string PageFile => Path.Combine(root, "bench", "history", "index.html");

    private string OrusCommand => Path.Combine(root, "orus");

    private Contender Orus => Contender.Orus("orus", [OrusCommand], orusOptions);

    private static Contender LuaJit => Contender.Others.First(other => other.Name == "luajit");

    private IReadOnlyList<string> AllPrograms => Comparison.ProgramsIn(Programs);

    /// <summary>Compares the counters of all programs with the baseline.</summary>
    public int CheckCounters() => Verdict("counters", CounterFaults(Orus, AllPrograms));

    /// <summary>Compares times with those of others, all in one run: with LuaJIT's, of which each program has a limit of its own, with another build's, or both.</summary>
    /// <param name="withLuaJit">Compare with LuaJIT.</param>
    /// <param name="baselineOrus">The command of the other build, or null.</param>
    public int CheckTimes(bool withLuaJit, string? baselineOrus)
    {
        bool isInstalled = LuaJit.FindVersion() is not null;
        List<TimeGate> gates = [];
        if (withLuaJit && isInstalled)
            gates.Add(ParityGate());
        if (baselineOrus is not null)
            gates.Add(ThroughputGate(Path.GetFullPath(baselineOrus)));
        IReadOnlyList<string>[] faults = TimeFaults(Orus, gates, AllPrograms);
        int status = 0;
        for (int i = 0; i < gates.Count; i++)
            status |= Verdict(gates[i].Name, faults[i]);
        if (withLuaJit && !isInstalled)
            status |= WithoutLuaJit();
        return status;
    }

    private static int WithoutLuaJit()
    {
        if (Environment.GetEnvironmentVariable("ORUS_SKIP_NOTHING") == "1")
            return Verdict("luajit", ["LuaJIT is not installed"]);
        Console.WriteLine("gate luajit: skipped, LuaJIT is not installed");
        return 0;
    }

    /// <summary>Shows that each gate is red where something is worse.</summary>
    public int CheckPlanted()
    {
        List<string> unnoticed = [];
        foreach (PlantedRegression planted in PlantedRegression.All)
        {
            Contender worse = Contender.Orus("orus", [OrusCommand], [planted.Option]);
            IReadOnlyList<string> faults = planted.Gate switch
            {
                GateKind.Counters => CounterFaults(worse, [planted.Program]),
                GateKind.Throughput => TimeFaults(worse, [ThroughputGate(OrusCommand)], [planted.Program])[0],
                _ => TimeFaults(worse, [ParityGate()], [planted.Program])[0],
            };
            string? fault = faults.FirstOrDefault(text => text.Contains(planted.Symptom, StringComparison.Ordinal));
            Console.WriteLine($"planted {planted.Option}: gate {planted.Gate} {(fault is null ? "does not notice" : "is red")}: {fault ?? planted.Program}");
            if (fault is null)
                unnoticed.Add($"{planted.Gate} does not notice {planted.Option} in {planted.Program}");
        }
        return Verdict("planted", unnoticed);
    }

    /// <summary>Makes the counters of this build the baseline.</summary>
    public int BlessCounters()
    {
        CounterSnapshot.Measure(Orus, Programs, AllPrograms, Progress).Save(CounterBaseline);
        return Blessed(CounterBaseline);
    }

    /// <summary>Makes limits of the times that this build takes, compared with LuaJIT.</summary>
    public int BlessLimits()
    {
        TimeGates.SaveLimits(Compare([Orus, LuaJit], JudgementPlan, AllPrograms), Limits);
        return Blessed(Limits);
    }

    /// <summary>Measures everything, adds it to the history and writes the page.</summary>
    public int Nightly(string commit, ComparisonPlan plan)
    {
        List<Contender> others = [.. Contender.Others.Where(other => other.FindVersion() is not null)];
        Directory.CreateDirectory(Path.GetDirectoryName(HistoryFile)!);
        NightlyRun.Measure(Orus, others, Programs, plan, commit, Progress).AppendTo(HistoryFile);
        return WritePage();
    }

    /// <summary>Writes the page anew from the history.</summary>
    public int WritePage()
    {
        IReadOnlyList<HistoryEntry> entries = HistoryEntry.Load(HistoryFile);
        if (entries.Count == 0)
            throw new BenchException($"{HistoryFile} has no runs yet");
        File.WriteAllText(PageFile, Dashboard.Page(entries));
        Console.WriteLine($"wrote {PageFile}: {entries.Count} runs");
        return 0;
    }

    private IReadOnlyList<string> CounterFaults(Contender orus, IReadOnlyList<string> programs) =>
        CounterSnapshot.Measure(orus, Programs, programs, Progress).WorseThan(CounterSnapshot.Load(CounterBaseline));

    private static TimeGate ThroughputGate(string baselineOrus) =>
        new("throughput", Contender.Orus("baseline", [baselineOrus], []), _ => TimeGates.SlowestAgainstBaseline, _ => 1);

    private TimeGate ParityGate()
    {
        Func<string, double> limits = TimeGates.LoadLimits(Limits);
        return new TimeGate("luajit", LuaJit, limits, limits);
    }

    /// <summary>The faults that each gate finds.</summary>
    private IReadOnlyList<string>[] TimeFaults(Contender orus, List<TimeGate> gates, IReadOnlyList<string> programs)
    {
        if (gates.Count == 0)
            return [];
        ComparisonResult result = Compare([orus, .. gates.Select(gate => gate.Other)], SuspicionPlan, programs);
        return [.. gates.Select(gate => Judge(orus, gate, gate.SuspectsIn(result)))];
    }

    private IReadOnlyList<string> Judge(Contender orus, TimeGate gate, IReadOnlyList<string> suspects) =>
        suspects.Count == 0 ? [] : gate.FaultsIn(Compare([orus, gate.Other], JudgementPlan, suspects));

    private ComparisonResult Compare(IReadOnlyList<Contender> contenders, ComparisonPlan plan, IReadOnlyList<string> programs)
    {
        ComparisonResult result = new Comparison(Programs, contenders, plan, Progress).Run(programs);
        Console.Write(ComparisonReport.Text(result));
        return result;
    }

    private static int Blessed(string file)
    {
        Console.WriteLine($"wrote {file}; review it as a difference and commit it with the change that explains it");
        return 0;
    }

    private static int Verdict(string gate, IReadOnlyList<string> faults)
    {
        foreach (string fault in faults)
            Console.WriteLine($"gate {gate}: {fault}");
        Console.WriteLine(faults.Count == 0 ? $"gate {gate}: green" : $"gate {gate}: RED, {faults.Count} faults");
        return faults.Count == 0 ? 0 : 1;
    }

    private static void Progress(string text)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write($"\r\u001b[K{text}");
    }
}
