using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Verification;

/// <summary>One way to execute a program: which passes work, and when Tier 2 compiles. No program can tell them apart, or one of them is wrong.</summary>
public sealed record Configuration
{
    private const int MostWarmth = 10;

    /// <summary>The plain interpreter with everything off decides what is right.</summary>
    public static Configuration Oracle { get; } = new Configuration { Tier2 = false }.WithoutAll();

    /// <summary>The interpreter with all passes, for functions that are called once too.</summary>
    public static Configuration Passes { get; } = new Configuration { Tier2 = false }.Without(Switch.Lazy);

    /// <summary>Functions come from plain code to optimized code to machine code as in long runs, but soon.</summary>
    public static Configuration Warm { get; } = new Configuration { LoopThreshold = 6, CallThreshold = 6, InPlace = true }.With(Parameter.LazyAfter, 0).With(Parameter.WarmCalls, 2).With(Parameter.WarmRounds, 2);

    /// <summary>Every loop and function is compiled at its first backedge or call.</summary>
    public static Configuration Eager { get; } = new() { LoopThreshold = 1, CallThreshold = 1, InPlace = true };

    /// <summary>What <c>orus exec</c> does.</summary>
    public static Configuration Default { get; } = new();

    /// <summary>The switches that are off: bit <c>n</c> for the switch of number <c>n</c>.</summary>
    public ulong Off { get; init; }

    /// <summary>Parameters that differ from their defaults.</summary>
    public IReadOnlyList<KeyValuePair<Parameter, int>> Parameters { get; init; } = [];

    public bool Tier2 { get; init; } = true;

    /// <summary>Backedges until a loop is compiled.</summary>
    public int LoopThreshold { get; init; } = TierOptions.DefaultLoopThreshold;

    /// <summary>Calls until a function is compiled.</summary>
    public int CallThreshold { get; init; } = TierOptions.DefaultCallThreshold;

    /// <summary>Compile in place, not on another thread.</summary>
    public bool InPlace { get; init; }

    /// <summary>Seed of the waits before code made on another thread comes into use; null for none.</summary>
    public int? DelaySeed { get; init; }

    /// <summary>Guards of compiled code that fail although what they check holds.</summary>
    public ForcedExits? ForcedExits { get; init; }

    /// <summary>Errors thrown out of compiled code before it is made anew to return them.</summary>
    public int ThrowLimit { get; init; } = TierOptions.DefaultThrowLimit;

    /// <summary>Check the IR after every pass.</summary>
    public bool VerifyIr { get; init; }

    /// <summary>A configuration in which the switches and parameters of an engine differ from their defaults in the same way.</summary>
    public Configuration Under(SwitchSet switches)
    {
        Configuration changed = this;
        foreach (SwitchRow row in SwitchTable.Switches)
        {
            if (row.Default && !switches.IsOn(row.Id))
                changed = changed.Without(row.Id);
        }
        foreach (ParameterRow row in SwitchTable.Parameters)
        {
            if (switches.Value(row.Id) != row.Default)
                changed = changed.With(row.Id, switches.Value(row.Id));
        }
        return changed;
    }

    /// <summary>Random switches, parameters and thresholds.</summary>
    public static Configuration Random(Random random)
    {
        ulong off = 0;
        if (random.Next(2) == 0)
        {
            foreach (SwitchRow row in SwitchTable.Switches)
                off |= random.Next(3) == 0 ? 1ul << (int)row.Id : 0;
        }
        var parameters = new List<KeyValuePair<Parameter, int>>();
        foreach (ParameterRow row in SwitchTable.Parameters)
        {
            // Programs that are compared are short and call little often.
            bool isWarmth = row.Id is Parameter.LazyAfter or Parameter.WarmCalls or Parameter.WarmRounds;
            if (isWarmth || (row.Owner != ParameterRow.Debug && random.Next(4) == 0))
                parameters.Add(new(row.Id, random.Next(row.Minimum, isWarmth ? MostWarmth : Math.Min(row.Maximum, row.Default * 3) + 1)));
        }
        bool inPlace = random.Next(3) > 0;
        return new Configuration
        {
            Off = off,
            Parameters = parameters,
            LoopThreshold = random.Next(1, 30),
            CallThreshold = random.Next(1, 20),
            InPlace = inPlace,
            DelaySeed = inPlace ? null : random.Next(),
            ForcedExits = random.Next(2) == 0 ? ForcedExits.Random(random.Next()) : null,
            ThrowLimit = random.Next(2) == 0 ? 0 : random.Next(1, 4),
            VerifyIr = random.Next(4) == 0,
        };
    }

    public bool IsOff(Switch id) => (Off >> (int)id & 1) != 0;

    /// <summary>The same with one more switch off.</summary>
    public Configuration Without(Switch id) => this with { Off = Off | 1ul << (int)id };

    /// <summary>The same with one switch fewer off.</summary>
    public Configuration With(Switch id) => this with { Off = Off & ~(1ul << (int)id) };

    /// <summary>The same with every switch off.</summary>
    public Configuration WithoutAll() => this with { Off = (1ul << SwitchTable.Switches.Length) - 1 };

    /// <summary>The same with another value of a parameter.</summary>
    public Configuration With(Parameter id, int value) => this with { Parameters = [.. Parameters.Where(pair => pair.Key != id), new(id, value)] };

    /// <summary>The kill switches and parameters as an engine takes them.</summary>
    public SwitchSet Switches()
    {
        var switches = new SwitchSet();
        foreach (SwitchRow row in SwitchTable.Switches)
        {
            if (IsOff(row.Id))
                switches.Set(row.Id, false);
        }
        foreach ((Parameter id, int value) in Parameters)
            switches.Set(id, value);
        return switches;
    }

    /// <summary>Makes the tier for a run; null if the configuration stays in the interpreter.</summary>
    public Func<ITierUp>? Tier(Action<UnitReport>? onUnit = null)
    {
        if (!Tier2)
            return null;
        var options = new TierOptions
        {
            LoopThreshold = LoopThreshold,
            CallThreshold = CallThreshold,
            Synchronous = InPlace,
            DelaySeed = DelaySeed,
            ForcedExits = ForcedExits,
            Switches = Switches(),
            ThrowLimit = ThrowLimit,
            FailsLoudly = true,
            OnUnit = onUnit,
        };
        return () => new TierController(options);
    }

    /// <summary>The options of <c>orus exec</c> that select the configuration.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (!Tier2)
            text.Append("--tier=interp ");
        if (Tier2 && (LoopThreshold, CallThreshold) != (TierOptions.DefaultLoopThreshold, TierOptions.DefaultCallThreshold))
            text.Append(CultureInfo.InvariantCulture, $"--tier2-threshold={LoopThreshold},{CallThreshold} ");
        if (InPlace)
            text.Append("--tier2-sync ");
        if (DelaySeed is { } seed)
            text.Append(CultureInfo.InvariantCulture, $"--tier2-delay-seed={seed} ");
        if (ForcedExits is not null)
            text.Append(ForcedExits).Append(' ');
        if (Tier2 && ThrowLimit != TierOptions.DefaultThrowLimit)
            text.Append(CultureInfo.InvariantCulture, $"--tier2-throw-limit={ThrowLimit} ");
        if (Off == WithoutAll().Off)
            text.Append("--disable=all ");
        else if (Off != 0)
            AppendList(text, "--disable=", Array.ConvertAll(SwitchTable.Switches.ToArray(), row => IsOff(row.Id) ? row.Name : ""));
        if (Parameters.Count > 0)
            AppendList(text, "--enable=", [.. Parameters.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{SwitchTable.Row(pair.Key).Name}={pair.Value}"))]);
        if (VerifyIr)
            text.Append("--verify-ir ");
        return text.ToString().TrimEnd();
    }

    private static void AppendList(StringBuilder text, string option, string[] names) =>
        text.Append(option).AppendJoin(',', Array.FindAll(names, name => name.Length > 0)).Append(' ');
}
