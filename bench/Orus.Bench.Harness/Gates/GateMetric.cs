using System;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>A figure of a run that does not depend on time, so that a change of it is a change of the build.</summary>
/// <param name="Name">Its name in the telemetry document and in the baseline.</param>
/// <param name="Group">The object of the document's totals that holds it.</param>
/// <param name="HigherIsBetter">Which way is worse.</param>
/// <param name="Slack">Absolute change that never counts, so that 1 becoming 2 is no alarm.</param>
public sealed record GateMetric(string Name, string Group, bool HigherIsBetter, double Slack)
{
    /// <summary>Relative change for the worse that a gate lets pass.</summary>
    public const double Tolerance = 0.05;

    /// <summary>The one list of figures that are held.</summary>
    public static ReadOnlySpan<GateMetric> All => Rows;

    private static readonly GateMetric[] Rows =
    [
        new("typed_hit_ratio", "rates", HigherIsBetter: true, Slack: 0.001),
        new("typed_increment_rate", "rates", HigherIsBetter: true, Slack: 0.001),
        new("typed_branch_rate", "rates", HigherIsBetter: true, Slack: 0.001),
        new("guards_executed", "counters", HigherIsBetter: false, Slack: 1000),
        new("boxed_guards", "counters", HigherIsBetter: false, Slack: 1000),
        new("operations", "counters", HigherIsBetter: false, Slack: 1000),
        new("side_exits", "counters", HigherIsBetter: false, Slack: 20),
        new("refusals", "counters", HigherIsBetter: false, Slack: 0),
        new("il_instructions", "counters", HigherIsBetter: false, Slack: 40),
        new("code_bytes", "counters", HigherIsBetter: false, Slack: 200),
        new("loop_instructions", "counters", HigherIsBetter: false, Slack: 0),
        new("spills", "counters", HigherIsBetter: false, Slack: 10),
    ];

    /// <summary>Its value in a telemetry document.</summary>
    public double Read(JsonElement document) => document.GetProperty("totals").GetProperty(Group).GetProperty(Name).GetDouble();

    /// <summary>Whether a value is worse than another by more than the gate lets pass.</summary>
    public bool IsWorse(double value, double baseline)
    {
        double loss = HigherIsBetter ? baseline - value : value - baseline;
        return loss > Slack && loss > Math.Abs(baseline) * Tolerance;
    }
}
