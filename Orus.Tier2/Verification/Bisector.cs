using System;
using System.Collections.Generic;
using System.Linq;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Verification;

/// <summary>What a difference was reduced to. What could not be told is null or empty.</summary>
public sealed record Culprit
{
    /// <summary>The simplest configuration that still differs.</summary>
    public required Configuration Configuration { get; init; }

    /// <summary>The configuration in which as little as possible is optimized and compiled; the difference is there, and with one step less it is not.</summary>
    public required Configuration Smallest { get; init; }

    /// <summary>Without Tier 2 there is no difference.</summary>
    public bool NeedsTier2 { get; init; }

    /// <summary>The kill switches that make the difference vanish, one at a time.</summary>
    public IReadOnlyList<Switch> Switches { get; init; } = [];

    /// <summary>The pass whose application brings the difference up; null if there is a difference without any.</summary>
    public string? Pass { get; init; }

    /// <summary>The function that it was applied to.</summary>
    public string? PassFunction { get; init; }

    /// <summary>The loop or function whose machine code brings the difference up.</summary>
    public string? Unit { get; init; }

    /// <summary>Where that is.</summary>
    public string UnitPlace { get; init; } = "";

    /// <summary>The exits of the machine code that were taken then: reason, place, and the guard's number if it was forced.</summary>
    public IReadOnlyList<string> Exits { get; init; } = [];

    /// <summary>The number of the entry into the loop's machine code that goes wrong, from 1.</summary>
    public int? Entry { get; init; }
}

/// <summary>
/// Reduces a difference to its cause: to the application of a pass to a function, by letting only the first n applications happen; to a loop or function, by compiling only the first n;
/// to the entry into its machine code and the exit taken. Each is found by bisection, so it takes some ten runs.
/// </summary>
/// <param name="subject">The program.</param>
/// <param name="patience">As of <see cref="Verifier"/>.</param>
public sealed class Bisector(Subject subject, TimeSpan? patience = null)
{
    private readonly Verifier _verifier = new(subject, patience);

    /// <summary>Finds the cause; null if the configuration makes no difference (any more: one that depends on the time when code is ready may come and go).</summary>
    public Culprit? Find(Configuration failing)
    {
        if (!Fails(failing, out _))
            return null;
        Configuration simple = Simplify(failing);
        Fails(simple, out Trial trial);
        var culprit = new Culprit
        {
            Configuration = simple,
            Smallest = simple,
            NeedsTier2 = simple.Tier2,
            Switches = [.. SwitchTable.Switches.ToArray().Where(row => !simple.IsOff(row.Id) && !Fails(simple.Without(row.Id), out _)).Select(row => row.Id)],
        };
        culprit = FindPass(culprit, trial.PassApplications);
        return simple.Tier2 ? FindUnit(culprit) : culprit;
    }

    /// <summary>The report of a cause for people.</summary>
    public static IEnumerable<string> Describe(Culprit culprit)
    {
        yield return culprit.NeedsTier2 ? "tier:     only when loops or functions are compiled to machine code" : "tier:     in the interpreter too";
        yield return "switches: " + (culprit.Switches.Count == 0 ? "none alone makes the difference vanish" : "vanishes with --disable=" + string.Join(" or ", culprit.Switches.Select(id => SwitchTable.Row(id).Name)));
        yield return "pass:     " + (culprit.Pass is null ? "none; there is a difference without any pass" : $"{culprit.Pass} in {culprit.PassFunction}" + (culprit.NeedsTier2 ? " brings it up" : ""));
        if (culprit.Unit is not null)
            yield return $"unit:     {culprit.Unit} at {culprit.UnitPlace}" + (culprit.Entry is { } entry ? $", at entry {entry}" : "");
        if (culprit.Exits.Count > 0)
            yield return "exit:     " + string.Join("; ", culprit.Exits);
    }

    private bool Fails(Configuration configuration, out Trial trial) => _verifier.IsDifferent(configuration, out trial);

    /// <summary>Takes away whatever is not needed.</summary>
    private Configuration Simplify(Configuration configuration)
    {
        Keep(configuration with { Tier2 = false, ForcedExits = null });
        Keep(configuration with { InPlace = true, DelaySeed = null });
        Keep(configuration with { ForcedExits = null });
        Keep(configuration with { LoopThreshold = 1, CallThreshold = 1 });
        Keep(configuration with { VerifyIr = false });
        foreach ((Parameter id, _) in configuration.Parameters)
            Keep(configuration with { Parameters = [.. configuration.Parameters.Where(pair => pair.Key != id)] });
        foreach (SwitchRow row in SwitchTable.Switches.ToArray())
        {
            if (configuration.IsOff(row.Id))
                Keep(configuration.With(row.Id));
        }
        return configuration;

        void Keep(Configuration simpler)
        {
            if (simpler != configuration && Fails(simpler, out _))
                configuration = simpler;
        }
    }

    private Culprit FindPass(Culprit culprit, int applications)
    {
        int? first = FirstThatFails(culprit.Smallest, Parameter.PassLimit, applications, out Trial trial);
        if (first is not { } limit)
            return culprit;
        return culprit with { Smallest = culprit.Smallest.With(Parameter.PassLimit, limit), Pass = trial.LastPass.Pass, PassFunction = trial.LastPass.Function };
    }

    private Culprit FindUnit(Culprit culprit)
    {
        Fails(culprit.Smallest, out Trial all);
        int count = all.Units.Count == 0 ? 0 : all.Units.Max(unit => unit.Number) + 1;
        if (FirstThatFails(culprit.Smallest, Parameter.UnitLimit, count, out Trial trial) is not { } limit || trial.Units.FirstOrDefault(unit => unit.Number == limit - 1) is not { } guilty)
            return culprit;
        culprit = culprit with { Smallest = culprit.Smallest.With(Parameter.UnitLimit, limit), Unit = guilty.Name, UnitPlace = subject.Place(guilty.Place), Exits = ExitsOf(guilty, null) };
        if (culprit.Smallest.ForcedExits is not null)
            culprit = FindGuard(culprit, guilty);
        return guilty.Loop is null ? culprit : FindEntry(culprit, guilty.Loop, limit - 1);
    }

    /// <summary>Guards were made to fail: finds one that is enough.</summary>
    private Culprit FindGuard(Culprit culprit, UnitReport guilty)
    {
        for (int guard = 0; guard < guilty.Guards; guard++)
        {
            Configuration one = culprit.Smallest with { ForcedExits = culprit.Smallest.ForcedExits!.Of(guilty.Number, guard) };
            if (Fails(one, out Trial trial) && trial.Units.FirstOrDefault(unit => unit.Number == guilty.Number) is { } unit)
                return culprit with { Smallest = one, Exits = ExitsOf(unit, null) };
        }
        return culprit;
    }

    private Culprit FindEntry(Culprit culprit, LoopState loop, int unit)
    {
        if (FirstThatFails(culprit.Smallest, Parameter.EntryLimit, (int)Math.Min(loop.Entries, int.MaxValue), out Trial trial) is not { } limit)
            return culprit;
        Fails(culprit.Smallest.With(Parameter.EntryLimit, limit - 1), out Trial before);
        UnitReport? guilty = trial.Units.FirstOrDefault(report => report.Number == unit);
        UnitReport? innocent = before.Units.FirstOrDefault(report => report.Number == unit);
        return culprit with { Entry = limit, Smallest = culprit.Smallest.With(Parameter.EntryLimit, limit), Exits = guilty is null ? culprit.Exits : ExitsOf(guilty, innocent) };
    }

    /// <summary>The exits that were taken, or taken more often than in another run.</summary>
    private List<string> ExitsOf(UnitReport unit, UnitReport? other)
    {
        var taken = new List<string>();
        for (int i = 0; i < unit.ExitCounts.Count; i++)
        {
            ExitCount exit = unit.ExitCounts[i];
            string number = exit.Guard is { } guard ? $" (guard {guard})" : "";
            if (exit.Count > (other is not null && i < other.ExitCounts.Count ? other.ExitCounts[i].Count : 0))
                taken.Add($"{exit.ReasonName} at {subject.Place(exit.Place)}{number}");
        }
        return taken;
    }

    /// <summary>The smallest value of a limit with which there is a difference, by bisection between 0 and one with which there is; null if there is one with 0.</summary>
    private int? FirstThatFails(Configuration configuration, Parameter limit, int most, out Trial trial)
    {
        if (Fails(configuration.With(limit, 0), out trial) || !Fails(configuration.With(limit, most), out trial))
            return null;
        int good = 0;
        int bad = most;
        while (bad - good > 1)
        {
            int middle = good + ((bad - good) / 2);
            if (Fails(configuration.With(limit, middle), out Trial tried))
            {
                bad = middle;
                trial = tried;
            }
            else
            {
                good = middle;
            }
        }
        return bad;
    }
}
