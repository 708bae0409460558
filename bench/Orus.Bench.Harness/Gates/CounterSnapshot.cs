using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>The <see cref="GateMetric"/>s of a set of programs.</summary>
/// <param name="Programs">For each program, the values in the order of <see cref="GateMetric.All"/>.</param>
/// <param name="CompileMilliseconds">For each program, the time spent compiling; not part of what is saved and compared, since it depends on the machine.</param>
public sealed record CounterSnapshot(SortedDictionary<string, double[]> Programs, IReadOnlyDictionary<string, double> CompileMilliseconds)
{
    // Enough for every loop to be hot and to have been left again.
    private const string Input = "2\n1\n";

    /// <summary>Runs the programs of a directory with a build of Orus; everything is compiled in place, so that the figures are the same each time.</summary>
    public static CounterSnapshot Measure(Contender orus, string directory, IReadOnlyList<string> programs, Action<string> progress)
    {
        SortedDictionary<string, double[]> values = new(StringComparer.Ordinal);
        Dictionary<string, double> compileTimes = new(StringComparer.Ordinal);
        string file = Path.GetTempFileName();
        try
        {
            foreach (string program in programs)
            {
                progress($"counting {program}");
                string[] command = [.. orus.Command, "--tier2-sync", "--telemetry", file, program + orus.Extension];
                Finished finished = ProcessRunner.Run(command, Input, directory, TimeSpan.FromMinutes(5));
                if (finished.ExitCode != 0)
                    throw new BenchException($"`{string.Join(' ', command)}` failed with exit code {finished.ExitCode}: {finished.Error.Trim()}");
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
                values[program] = ValuesIn(document.RootElement);
                compileTimes[program] = document.RootElement.GetProperty("totals").GetProperty("counters").GetProperty("compile_us").GetDouble() / 1000;
            }
        }
        finally
        {
            File.Delete(file);
        }
        return new CounterSnapshot(values, compileTimes);
    }

    /// <summary>Reads a snapshot that <see cref="Save"/> wrote.</summary>
    public static CounterSnapshot Load(string file)
    {
        SortedDictionary<string, double[]> values = new(StringComparer.Ordinal);
        using JsonDocument document = BaselineFile.Parse(file);
        foreach (JsonProperty program in document.RootElement.EnumerateObject())
        {
            double[] row = new double[GateMetric.All.Length];
            for (int i = 0; i < row.Length; i++)
            {
                if (!program.Value.TryGetProperty(GateMetric.All[i].Name, out JsonElement value))
                    throw new BenchException($"{file} has no {GateMetric.All[i].Name} for {program.Name}; bench/gate bless makes it anew");
                row[i] = value.GetDouble();
            }
            values[program.Name] = row;
        }
        return new CounterSnapshot(values, new Dictionary<string, double>());
    }

    /// <summary>One value of one program.</summary>
    public double Value(string program, string metric)
    {
        for (int i = 0; i < GateMetric.All.Length; i++)
        {
            if (GateMetric.All[i].Name == metric)
                return Programs[program][i];
        }
        throw new ArgumentException($"there is no metric {metric}", nameof(metric));
    }

    /// <summary>Writes the snapshot, one line for each program, so that a change reads well as a difference of files.</summary>
    public void Save(string file)
    {
        using StreamWriter writer = new(file) { NewLine = "\n" };
        writer.WriteLine("{");
        int left = Programs.Count;
        foreach ((string program, double[] values) in Programs)
        {
            writer.Write($"  \"{program}\": {{");
            for (int i = 0; i < values.Length; i++)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")} \"{GateMetric.All[i].Name}\": {values[i]}"));
            writer.WriteLine(--left > 0 ? " }," : " }");
        }
        writer.WriteLine("}");
    }

    /// <summary>What is worse here than in a baseline, one sentence each. Programs that the baseline does not know have nothing to be compared with and count as a fault too: the baseline is to be made anew.</summary>
    public IReadOnlyList<string> WorseThan(CounterSnapshot baseline)
    {
        List<string> faults = [];
        foreach ((string program, double[] values) in Programs)
        {
            if (!baseline.Programs.TryGetValue(program, out double[]? before))
            {
                faults.Add($"{program}: is not in the baseline");
                continue;
            }
            for (int i = 0; i < values.Length; i++)
            {
                GateMetric metric = GateMetric.All[i];
                if (metric.IsWorse(values[i], before[i]))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"{program}: {metric.Name} was {before[i]:0.####} and is {values[i]:0.####}"));
            }
        }
        return faults;
    }

    private static double[] ValuesIn(JsonElement document)
    {
        double[] values = new double[GateMetric.All.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = GateMetric.All[i].Read(document);
        return values;
    }
}
