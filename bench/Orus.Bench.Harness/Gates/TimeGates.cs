using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>The ratios that gates on times allow.</summary>
public static class TimeGates
{
    /// <summary>A build may be slower than the one before by this factor.</summary>
    public const double SlowestAgainstBaseline = 1.05;

    /// <summary>No program may be slower than in LuaJIT by more than this, unless it was when the limits were made.</summary>
    private const double Parity = 1.1;

    // What a limit leaves to other machines. Processors differ by up to two in what they are good at: memory, divisions, vectors; to lose more is for the gate against another build to find.
    private const double Slack = 2;
    private const double SlackBeyondParity = 1.15;

    /// <summary>Reads the ratios to LuaJIT that are allowed: a JSON object with a number for each program, and one named <c>default</c> for others.</summary>
    public static Func<string, double> LoadLimits(string file)
    {
        Dictionary<string, double> limits = Read(file);
        return program => limits.TryGetValue(program, out double limit) ? limit : limits["default"];
    }

    private static Dictionary<string, double> Read(string file)
    {
        using JsonDocument document = BaselineFile.Parse(file);
        Dictionary<string, double> limits = new(StringComparer.Ordinal);
        foreach (JsonProperty limit in document.RootElement.EnumerateObject())
            limits[limit.Name] = limit.Value.GetDouble();
        return limits;
    }

    /// <summary>Makes limits of what was measured, and writes them as <see cref="LoadLimits"/> reads them. Limits hold on every kind of machine that they were made on: larger ones that the file has already stay.</summary>
    /// <param name="result">The measurement; its second contender is LuaJIT.</param>
    /// <param name="file">The file.</param>
    public static void SaveLimits(ComparisonResult result, string file)
    {
        Dictionary<string, double> before = File.Exists(file) ? Read(file) : [];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"default\": {Parity}");
        foreach (ProgramResult program in result.Programs)
            text.Append(CultureInfo.InvariantCulture, $",\n  \"{program.Program}\": {Math.Max(LimitFor(program.Ratio(1)), before.GetValueOrDefault(program.Program)):0.##}");
        File.WriteAllText(file, text.Append("\n}\n").ToString());
    }

    /// <summary>The limit for a program that was measured at a ratio, rounded up to a twentieth. One that reaches parity has to keep it.</summary>
    public static double LimitFor(double ratio)
    {
        double limit = ratio <= Parity ? Math.Min(ratio * Slack, Parity) : ratio * SlackBeyondParity;
        return Math.Ceiling(Math.Round(limit * 20, 6)) / 20;
    }
}
