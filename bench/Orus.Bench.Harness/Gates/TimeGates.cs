using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>Gates on times: ratios of best times to those of another contender, judged only where chance is no explanation.</summary>
public static class TimeGates
{
    /// <summary>A build may be slower than the one before by this factor.</summary>
    public const double SlowestAgainstBaseline = 1.05;

    /// <summary>No program may be slower than in LuaJIT by more than this, unless it was when the limits were made.</summary>
    private const double Parity = 1.1;

    // What a limit leaves to other machines, and to programs whose speed depends on where their code happens to lie.
    private const double Slack = 1.25;
    private const double SlackBeyondParity = 1.15;

    /// <summary>Programs that are slower than with another contender by more than a limit, with a sentence about each.</summary>
    /// <param name="result">The measurement; its first contender is the build that is judged.</param>
    /// <param name="contender">The name of the other.</param>
    /// <param name="limitOf">The largest ratio allowed for a program.</param>
    /// <param name="excludedOf">The ratio that the whole interval has to be above before a program is called too slow.</param>
    public static IReadOnlyList<(string Program, string Fault)> SlowerThan(ComparisonResult result, string contender, Func<string, double> limitOf, Func<string, double> excludedOf)
    {
        int other = result.Contenders.Select(row => row.Name).ToList().IndexOf(contender);
        List<(string, string)> faults = [];
        foreach (ProgramResult program in result.Programs)
        {
            double limit = limitOf(program.Program);
            Interval interval = program.Confidence(other);
            if (interval.IsBounded && interval.Low > excludedOf(program.Program) && program.Ratio(other) > limit)
            {
                faults.Add((program.Program, string.Create(CultureInfo.InvariantCulture,
                    $"{program.Program}: takes {program.Ratio(other):0.00} of the time of {contender} ({interval.Low:0.00} to {interval.High:0.00}), allowed are {limit:0.00}")));
            }
        }
        return faults;
    }

    /// <summary>Reads the ratios to LuaJIT that are allowed: a JSON object with a number for each program, and one named <c>default</c> for others.</summary>
    public static Func<string, double> LoadLimits(string file)
    {
        using JsonDocument document = BaselineFile.Parse(file);
        Dictionary<string, double> limits = new(StringComparer.Ordinal);
        foreach (JsonProperty limit in document.RootElement.EnumerateObject())
            limits[limit.Name] = limit.Value.GetDouble();
        return program => limits.TryGetValue(program, out double limit) ? limit : limits["default"];
    }

    /// <summary>Makes limits of what was measured, and writes them as <see cref="LoadLimits"/> reads them.</summary>
    /// <param name="result">The measurement; its second contender is LuaJIT.</param>
    /// <param name="file">The file.</param>
    public static void SaveLimits(ComparisonResult result, string file)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"default\": {Parity}");
        foreach (ProgramResult program in result.Programs)
            text.Append(CultureInfo.InvariantCulture, $",\n  \"{program.Program}\": {LimitFor(program.Ratio(1)):0.##}");
        File.WriteAllText(file, text.Append("\n}\n").ToString());
    }

    /// <summary>The limit for a program that was measured at a ratio, rounded up to a twentieth. One that reaches parity has to keep it.</summary>
    public static double LimitFor(double ratio)
    {
        double limit = ratio <= Parity ? Math.Min(ratio * Slack, Parity) : ratio * SlackBeyondParity;
        return Math.Ceiling(Math.Round(limit * 20, 6)) / 20;
    }
}
