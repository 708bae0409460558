using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Orus.Bench.Harness;

/// <summary>
/// Runs programs in several systems side by side. A machine's speed drifts, so the contenders take turns (A B, then B A): what disturbs one round disturbs all of
/// them, and each round gives a ratio of its own.
/// </summary>
/// <param name="directory">Where the programs are.</param>
/// <param name="contenders">Who runs them; the first is compared with the others.</param>
/// <param name="plan">How often.</param>
/// <param name="progress">Is told what runs now, in a few words.</param>
public sealed class Comparison(string directory, IReadOnlyList<Contender> contenders, ComparisonPlan plan, Action<string> progress)
{
    private static readonly TimeSpan ProcessLimit = TimeSpan.FromMinutes(5);

    /// <summary>The names of the programs in a directory: those that exist in Orus.</summary>
    public static IReadOnlyList<string> ProgramsIn(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.orus").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Measures the programs. One that is missing, fails, or computes another checksum in another system is a <see cref="BenchException"/>.</summary>
    public ComparisonResult Run(IReadOnlyList<string> programs)
    {
        foreach (string program in programs)
            FindSources(program);
        MachineInfo machine = MachineInfo.Read();
        long started = Stopwatch.GetTimestamp();
        List<(string, string)> versions = [.. contenders.Select(contender => (contender.Name, contender.FindVersion() ?? throw new BenchException($"{contender.Command[0]} is not installed")))];
        string buildDirectory = Directory.CreateTempSubdirectory("orus-bench").FullName;
        try
        {
            List<ProgramResult> results = [];
            foreach (string program in programs)
                results.Add(Measure(program, $"{results.Count + 1}/{programs.Count} {program}{TimeLeft(Stopwatch.GetElapsedTime(started), results.Count, programs.Count)}", buildDirectory));
            return new ComparisonResult(machine, versions, plan, results);
        }
        finally
        {
            Directory.Delete(buildDirectory, recursive: true);
        }
    }

    // Before anything is measured: a name that is wrong shall not cost the minutes that those before it took.
    private void FindSources(string program)
    {
        foreach (Contender contender in contenders)
        {
            if (!File.Exists(Path.Combine(directory, program + contender.Extension)))
                throw new BenchException($"there is no program {program + contender.Extension} in {directory}");
        }
    }

    private static string TimeLeft(TimeSpan elapsed, int done, int all)
    {
        if (done == 0)
            return "";
        double minutes = Math.Ceiling(elapsed.TotalMinutes / done * (all - done));
        return string.Create(CultureInfo.InvariantCulture, $" (about {minutes} min left)");
    }

    private ProgramResult Measure(string program, string label, string buildDirectory)
    {
        string path = Path.Combine(directory, program);
        string[][] commands = [.. contenders.Select(contender => contender.Prepare(path, buildDirectory))];
        List<Round>[] rounds = [.. contenders.Select(_ => new List<Round>())];
        for (int round = 0; round < plan.Rounds; round++)
        {
            for (int turn = 0; turn < contenders.Count; turn++)
            {
                int index = round % 2 == 0 ? turn : contenders.Count - 1 - turn;
                progress($"{label}, round {round + 1}/{plan.Rounds}, {contenders[index].Name}");
                rounds[index].Add(RunOnce(commands[index]));
            }
        }

        string checksum = rounds[0][0].Checksum;
        for (int index = 0; index < rounds.Length; index++)
        {
            foreach (Round round in rounds[index])
            {
                if (round.Checksum != checksum)
                    throw new BenchException($"{program}: {contenders[0].Name} computes {checksum}, {contenders[index].Name} {round.Checksum}");
            }
        }
        return new ProgramResult(program, checksum, [.. contenders.Select((contender, index) => new Measurement(contender.Name, rounds[index]))]);
    }

    private Round RunOnce(string[] command)
    {
        string input = string.Create(CultureInfo.InvariantCulture, $"{plan.Repetitions}\n{plan.Scale}\n");
        Finished finished = ProcessRunner.Run(command, input, directory, ProcessLimit);
        string name = string.Join(' ', command);
        if (finished.ExitCode != 0)
            throw new BenchException($"`{name}` failed with exit code {finished.ExitCode}: {finished.Error.Trim()}");
        string[] lines = finished.Output.Split('\n');
        double[] times = [.. lines.Where(line => line.StartsWith("time ", StringComparison.Ordinal)).Select(line => double.Parse(line.AsSpan("time ".Length), CultureInfo.InvariantCulture))];
        string? checksum = lines.FirstOrDefault(line => line.StartsWith("checksum ", StringComparison.Ordinal))?["checksum ".Length..];
        if (times.Length != plan.Repetitions || checksum is null)
            throw new BenchException($"`{name}` did not print {plan.Repetitions} times and a checksum");
        return new Round(times, checksum, finished.Seconds, finished.PeakBytes);
    }
}
