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
    private static readonly ComparisonPlan GatePlan = new(Rounds: 7, Repetitions: 6, Scale: 1);

    // Gates on times run on programs that between them use everything; all of them would take too long for each change.
    private static readonly string[] TimedPrograms =
    [
        "array_sum_i64", "closures", "collatz", "count_while", "exceptions_in_loops", "fib_recursive", "hash_table", "matmul", "method_calls", "nbody", "sieve", "string_building", "type_flip",
    ];

    private string Programs => Path.Combine(root, "bench", "programs");

    private string CounterBaseline => Path.Combine(root, "bench", "gates", "counters.json");

    private string Limits => Path.Combine(root, "bench", "gates", "luajit.json");

    private string HistoryFile => Path.Combine(root, "bench", "history", "runs.jsonl");

    private string PageFile => Path.Combine(root, "bench", "history", "index.html");

    private Contender Orus => Contender.Orus("orus", [Path.Combine(root, "orus")], orusOptions);

    /// <summary>Compares the counters of all programs with the baseline.</summary>
    public int CheckCounters()
    {
        CounterSnapshot baseline = CounterSnapshot.Load(CounterBaseline);
        return Verdict("counters", CounterSnapshot.Measure(Orus, Programs, Comparison.ProgramsIn(Programs), Progress).WorseThan(baseline));
    }

    /// <summary>Makes the counters of this build the baseline.</summary>
    public int Bless()
    {
        CounterSnapshot.Measure(Orus, Programs, Comparison.ProgramsIn(Programs), Progress).Save(CounterBaseline);
        Console.WriteLine($"wrote {CounterBaseline}; review it as a difference and commit it with the change that explains it");
        return 0;
    }

    /// <summary>Compares times with another build.</summary>
    public int CheckAgainst(string baselineOrus)
    {
        Contender baseline = Contender.Orus("baseline", [Path.GetFullPath(baselineOrus)], []);
        return CheckTimes("throughput", baseline, _ => TimeGates.SlowestAgainstBaseline);
    }

    /// <summary>Compares times with LuaJIT, each program with a limit of its own.</summary>
    public int CheckParity()
    {
        Contender luajit = Contender.Others.First(other => other.Name == "luajit");
        if (luajit.FindVersion() is null)
        {
            Console.WriteLine("gate luajit: skipped, LuaJIT is not installed");
            return 0;
        }
        return CheckTimes("luajit", luajit, TimeGates.LoadLimits(Limits));
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

    // One interval of 95 % in forty is beyond the limit by chance, and there are many programs: what is too slow has to be so a second time.
    private int CheckTimes(string gate, Contender other, Func<string, double> limitOf)
    {
        string[] programs = TimedPrograms;
        IReadOnlyList<(string Program, string Fault)> faults = [];
        for (int attempt = 0; attempt < 2 && programs.Length > 0; attempt++)
        {
            ComparisonResult result = new Comparison(Programs, [Orus, other], GatePlan, Progress).Run(programs);
            Console.Write(ComparisonReport.Text(result));
            faults = TimeGates.SlowerThan(result, other.Name, limitOf);
            programs = [.. faults.Select(fault => fault.Program)];
        }
        return Verdict(gate, [.. faults.Select(fault => fault.Fault)]);
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
