using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Orus.Bench.Harness.Gates;

namespace Orus.Bench.Harness.History;

/// <summary>The measurements that are repeated every night and kept.</summary>
public static class NightlyRun
{
    private const int Starts = 15;

    /// <summary>Measures the programs of a directory and makes an entry of what was found.</summary>
    /// <param name="orus">The build that is measured.</param>
    /// <param name="others">The systems it is compared with.</param>
    /// <param name="directory">Where the programs are.</param>
    /// <param name="plan">How often each runs.</param>
    /// <param name="commit">What the build was made of.</param>
    /// <param name="progress">Is told what happens.</param>
    public static HistoryEntry Measure(Contender orus, IReadOnlyList<Contender> others, string directory, ComparisonPlan plan, string commit, Action<string> progress)
    {
        IReadOnlyList<string> names = Comparison.ProgramsIn(directory);
        ComparisonResult times = new Comparison(directory, [orus, .. others], plan, progress).Run(names);
        CounterSnapshot counters = CounterSnapshot.Measure(orus, directory, names, progress);
        Dictionary<string, IReadOnlyDictionary<string, double>> programs = times.Programs.ToDictionary(
            program => program.Program, program => (IReadOnlyDictionary<string, double>)FiguresOf(program, times, counters), StringComparer.Ordinal);

        Dictionary<string, double> figures = new(StringComparer.Ordinal);
        for (int other = 1; other < times.Contenders.Count; other++)
            figures[Figure.MeanRatio(times.Contenders[other].Name)] = times.GeometricMean(other);
        progress("start-up");
        AddStart(figures, orus, others.Any(other => other.Name == "node"));
        figures["typed_hit_ratio"] = programs.Values.Average(program => program["typed_hit_ratio"]);
        figures["guards_executed"] = programs.Values.Sum(program => program["guards_executed"]);
        figures["compile_ms"] = programs.Values.Sum(program => program["compile_ms"]);
        figures["memory_mb"] = Statistics.GeometricMean([.. programs.Values.Select(program => Math.Max(program["memory_mb"], 1))]);
        return new HistoryEntry(DateTime.UtcNow, commit, times.Machine.ToString(), figures, programs);
    }

    private static Dictionary<string, double> FiguresOf(ProgramResult program, ComparisonResult times, CounterSnapshot counters)
    {
        Dictionary<string, double> figures = new(StringComparer.Ordinal)
        {
            ["best_ms"] = program.Measurements[0].Best * 1000,
            ["first_ms"] = program.Measurements[0].First * 1000,
            ["memory_mb"] = program.Measurements[0].PeakBytes / 1e6,
        };
        for (int other = 1; other < times.Contenders.Count; other++)
            figures["ratio_" + times.Contenders[other].Name] = program.Ratio(other);
        figures["typed_hit_ratio"] = counters.Value(program.Program, "typed_hit_ratio");
        figures["guards_executed"] = counters.Value(program.Program, "guards_executed");
        figures["compile_ms"] = counters.CompileMilliseconds[program.Program];
        return figures;
    }

    private static void AddStart(Dictionary<string, double> figures, Contender orus, bool hasNode)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("orus-start").FullName, "hello.orus");
        try
        {
            File.WriteAllText(file, "print(\"hello\")\n");
            double[] ours = new double[Starts], node = new double[Starts];
            for (int i = 0; i < Starts; i++)
            {
                ours[i] = ProcessRunner.Run([.. orus.Command, file], "", null, TimeSpan.FromMinutes(1)).Seconds;
                if (hasNode)
                    node[i] = ProcessRunner.Run(["node", "-e", "0"], "", null, TimeSpan.FromMinutes(1)).Seconds;
            }
            figures["start_ms"] = Statistics.Median(ours) * 1000;
            if (hasNode)
                figures["start_ratio_node"] = Statistics.Median(ours) / Statistics.Median(node);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
