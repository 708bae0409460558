using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>Gates on times. A ratio fails only when its whole confidence interval is beyond the limit: then chance is no explanation.</summary>
public static class TimeGates
{
    /// <summary>A build may be slower than the one before by this factor.</summary>
    public const double SlowestAgainstBaseline = 1.05;

    /// <summary>Programs that are slower than with another contender by more than the limit, with a sentence about each.</summary>
    /// <param name="result">The measurement; its first contender is the build that is judged.</param>
    /// <param name="contender">The name of the other.</param>
    /// <param name="limitOf">The largest ratio allowed for a program.</param>
    public static IReadOnlyList<(string Program, string Fault)> SlowerThan(ComparisonResult result, string contender, Func<string, double> limitOf)
    {
        int other = result.Contenders.Select(row => row.Name).ToList().IndexOf(contender);
        List<(string, string)> faults = [];
        foreach (ProgramResult program in result.Programs)
        {
            double limit = limitOf(program.Program);
            Interval interval = program.Confidence(other);
            if (interval.IsBounded && interval.Low > limit && program.Ratio(other) > limit)
            {
                faults.Add((program.Program, string.Create(CultureInfo.InvariantCulture,
                    $"{program.Program}: takes {program.Ratio(other):0.00} of the time of {contender} ({interval.Low:0.00} to {interval.High:0.00}), allowed are {limit:0.00}")));
            }
        }
        return faults;
    }

    /// <summary>Reads the ratios to LuaJIT that are allowed: a JSON object with a number for each program, and one named <c>default</c>.</summary>
    public static Func<string, double> LoadLimits(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        Dictionary<string, double> limits = new(StringComparer.Ordinal);
        foreach (JsonProperty limit in document.RootElement.EnumerateObject())
            limits[limit.Name] = limit.Value.GetDouble();
        return program => limits.TryGetValue(program, out double limit) ? limit : limits["default"];
    }
}
