using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Orus.Optimizer.Switches;

namespace Orus.Tier2.Verification;

/// <summary>Two configurations that a program can tell apart.</summary>
/// <param name="Configuration">The one that does not do what the oracle does.</param>
/// <param name="Expected">The oracle's outcome.</param>
/// <param name="Found">The other outcome.</param>
public sealed record Difference(Configuration Configuration, Outcome Expected, Outcome Found)
{
    /// <summary>The first place at which the outcomes differ: a line of the output, the error, or the exit code.</summary>
    public string Describe()
    {
        if (Found.TimedOut)
            return "it does not come to an end\n";
        if (Found.IsCrash)
            return $"orus itself failed: {Found.Error}\n";
        var text = new StringBuilder();
        string[] expected = Expected.Output.Split('\n');
        string[] found = Found.Output.Split('\n');
        for (int i = 0; i < Math.Max(expected.Length, found.Length); i++)
        {
            string? wanted = i < expected.Length ? expected[i] : null;
            string? got = i < found.Length ? found[i] : null;
            if (wanted == got)
                continue;
            text.Append(CultureInfo.InvariantCulture, $"line {i + 1} of the output:\n  expected: {wanted ?? "nothing"}\n  found:    {got ?? "nothing"}\n");
            break;
        }
        if (Expected.Error != Found.Error)
            text.Append(CultureInfo.InvariantCulture, $"error:\n  expected: {(Expected.Error.Length == 0 ? "none" : Expected.Error)}\n  found:    {(Found.Error.Length == 0 ? "none" : Found.Error)}\n");
        if (Expected.ExitCode != Found.ExitCode)
            text.Append(CultureInfo.InvariantCulture, $"exit code:\n  expected: {Expected.ExitCode}\n  found:    {Found.ExitCode}\n");
        return text.ToString();
    }
}

/// <summary>Runs a program under all kinds of configurations and looks for one that is different.</summary>
/// <param name="subject">The program.</param>
/// <param name="patience">How long a run may take beyond a multiple of what the plain interpreter took; 10 s by default.</param>
public sealed class Verifier(Subject subject, TimeSpan? patience = null)
{
    /// <summary>A run that takes that many times as long as the plain interpreter, and a fixed time, does not come to an end.</summary>
    private const int MostSlowdown = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private TimeSpan _limit;

    /// <summary>What the plain interpreter does; decides what is right. Run at the first use.</summary>
    public Outcome Expected => field ??= RunOracle();

    /// <summary>How many configurations were compared so far.</summary>
    public int Compared { get; private set; }

    /// <summary>Every tier mode, every kill switch off in turn, guards that fail at their first executions, and random subsets of everything.</summary>
    /// <param name="random">How many random configurations.</param>
    /// <param name="seed">Their seed.</param>
    public static IEnumerable<Configuration> Configurations(int random, int seed)
    {
        yield return Configuration.Passes;
        yield return Configuration.Eager;
        yield return Configuration.Warm;
        yield return Configuration.Default;
        yield return Configuration.Default with { InPlace = true };
        foreach (SwitchRow row in SwitchTable.Switches.ToArray())
            yield return Configuration.Eager.Without(row.Id);
        yield return Configuration.Eager.WithoutAll();
        foreach (int execution in (int[])[1, 2, 7])
            yield return Configuration.Eager with { ForcedExits = Tier2.Exits.ForcedExits.At(null, null, execution) };
        for (int i = 0; i < random; i++)
            yield return Configuration.Random(new Random(unchecked(seed + i)));
    }

    /// <summary>The first difference, or null if all configurations do what the oracle does.</summary>
    public Difference? FirstDifference(IEnumerable<Configuration> configurations)
    {
        foreach (Configuration configuration in configurations)
        {
            if (DifferenceOf(configuration) is { } difference)
                return difference;
        }
        return null;
    }

    /// <summary>Compares one configuration.</summary>
    public Difference? DifferenceOf(Configuration configuration)
    {
        Outcome expected = Expected;
        Outcome found = subject.Run(configuration, _limit);
        Compared++;
        return found == expected ? null : new Difference(configuration, expected, found);
    }

    /// <summary>Does the program do something else than it should? Watches what is compiled.</summary>
    internal bool IsDifferent(Configuration configuration, out Trial trial)
    {
        Outcome expected = Expected;
        trial = subject.Try(configuration, _limit);
        Compared++;
        return trial.Outcome != expected;
    }

    private Outcome RunOracle()
    {
        long started = Stopwatch.GetTimestamp();
        Outcome outcome = subject.Run(Configuration.Oracle);
        _limit = (patience ?? Patience) + (Stopwatch.GetElapsedTime(started) * MostSlowdown);
        return outcome;
    }
}
