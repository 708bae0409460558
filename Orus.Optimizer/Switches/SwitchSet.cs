using System;
using System.Collections.Generic;
using System.Globalization;
using Orus.Front.Diagnostics;

namespace Orus.Optimizer.Switches;

/// <summary>The state of all switches and parameters of one engine. Later settings win over earlier ones.</summary>
public sealed class SwitchSet
{
    /// <summary>The environment variable that holds names to switch off; the caller reads it and hands it to <see cref="Disable"/>.</summary>
    public const string EnvironmentVariable = "ORUS_DISABLE";

    private readonly bool[] _on = new bool[SwitchTable.Switches.Length];
    private readonly int[] _values = new int[SwitchTable.Parameters.Length];

    public SwitchSet()
    {
        foreach (SwitchRow row in SwitchTable.Switches)
            _on[(int)row.Id] = row.Default;
        foreach (ParameterRow row in SwitchTable.Parameters)
            _values[(int)row.Id] = row.Default;
    }

    /// <summary>A set in which everything is off.</summary>
    public static SwitchSet AllOff()
    {
        var set = new SwitchSet();
        Array.Clear(set._on);
        return set;
    }

    public bool IsOn(Switch id) => _on[(int)id];

    public void Set(Switch id, bool on) => _on[(int)id] = on;

    public int Value(Parameter id) => _values[(int)id];

    /// <summary>Whether a debug parameter asks for a wrong result.</summary>
    public bool Plants(PlantedBug bug) => _values[(int)Parameter.Plant] == (int)bug;

    public void Set(Parameter id, int value) => _values[(int)id] = value;

    /// <summary>Switches off what a comma list (or <c>all</c>) names. Returns what is wrong with the list, or null.</summary>
    public string? Disable(string list) => Apply(list, false);

    /// <summary>Switches on what a comma list (or <c>all</c>) names, and sets parameters given as <c>name=value</c>. Returns what is wrong with the list, or null.</summary>
    public string? Enable(string list) => Apply(list, true);

    private string? Apply(string list, bool on)
    {
        foreach (string part in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string? problem = equals >= 0 && on ? ApplyParameter(part[..equals], part[(equals + 1)..]) : ApplySwitch(part, on);
            if (problem is not null)
                return problem;
        }
        return null;
    }

    private string? ApplySwitch(string name, bool on)
    {
        if (name == "all")
        {
            Array.Fill(_on, on);
            return null;
        }
        foreach (SwitchRow row in SwitchTable.Switches)
        {
            if (row.Name == name)
            {
                _on[(int)row.Id] = on;
                return null;
            }
        }
        return Unknown("switch", name, SwitchNames());
    }

    private string? ApplyParameter(string name, string text)
    {
        foreach (ParameterRow row in SwitchTable.Parameters)
        {
            if (row.Name != name)
                continue;
            if (!int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) || value < row.Minimum || value > row.Maximum)
                return string.Create(CultureInfo.InvariantCulture, $"parameter '{name}' takes a number from {row.Minimum} to {row.Maximum}, not '{text}'");
            _values[(int)row.Id] = value;
            return null;
        }
        return Unknown("parameter", name, ParameterNames());
    }

    private static string Unknown(string what, string name, List<string> names)
    {
        string? nearest = Suggest.Nearest(name, names);
        return "unknown " + what + " '" + name + "'" + (nearest is null ? "; `orus switches` lists them" : ", did you mean '" + nearest + "'?");
    }

    private static List<string> SwitchNames()
    {
        var names = new List<string> { "all" };
        foreach (SwitchRow row in SwitchTable.Switches)
            names.Add(row.Name);
        return names;
    }

    private static List<string> ParameterNames()
    {
        var names = new List<string>();
        foreach (ParameterRow row in SwitchTable.Parameters)
            names.Add(row.Name);
        return names;
    }
}
