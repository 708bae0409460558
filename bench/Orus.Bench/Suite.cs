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
    private static readonly ComparisonPlan GatePlan = new(Rounds: 7, Repetitions: 4, Scale: 1);

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

    /// <summary>Compares times with another build.</summary>
    public int CheckAgainst(string baselineOrus) => Verdict("throughput", ThroughputFaults(Orus, [Path.GetFullPath(baselineOrus)], AllPrograms));

    /// <summary>Compares times with LuaJIT, each program with a limit of its own.</summary>
    public int CheckParity()
    {
        if (LuaJit.FindVersion() is not null)
            return Verdict("luajit", LuaJitFaults(Orus, AllPrograms));
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
                GateKind.Throughput => ThroughputFaults(worse, [OrusCommand], [planted.Program]),
                _ => LuaJitFaults(worse, [planted.Program]),
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
        ComparisonResult result = new Comparison(Programs, [Orus, LuaJit], GatePlan, Progress).Run(AllPrograms);
        Console.Write(ComparisonReport.Text(result));
        TimeGates.SaveLimits(result, Limits);
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

    private IReadOnlyList<string> ThroughputFaults(Contender orus, string[] baseline, IReadOnlyList<string> programs) =>
        TimeFaults(orus, Contender.Orus("baseline", baseline, []), _ => TimeGates.SlowestAgainstBaseline, _ => 1, programs);

    private IReadOnlyList<string> LuaJitFaults(Contender orus, IReadOnlyList<string> programs)
    {
        Func<string, double> limits = TimeGates.LoadLimits(Limits);
        return TimeFaults(orus, LuaJit, limits, limits, programs);
    }

    // One interval of 95 % in forty is beyond its end by chance, and there are many programs: what is too slow is measured again, with twice the processes, and has to be so a second time.
    private IReadOnlyList<string> TimeFaults(Contender orus, Contender other, Func<string, double> limitOf, Func<string, double> excludedOf, IReadOnlyList<string> programs)
    {
        IReadOnlyList<(string Program, string Fault)> faults = [];
        ComparisonPlan plan = GatePlan;
        for (int attempt = 0; attempt < 2 && programs.Count > 0; attempt++)
        {
            ComparisonResult result = new Comparison(Programs, [orus, other], plan, Progress).Run(programs);
            Console.Write(ComparisonReport.Text(result));
            faults = TimeGates.SlowerThan(result, other.Name, limitOf, excludedOf);
            programs = [.. faults.Select(fault => fault.Program)];
            plan = plan with { Rounds = plan.Rounds * 2 };
        }
        return [.. faults.Select(fault => fault.Fault)];
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
