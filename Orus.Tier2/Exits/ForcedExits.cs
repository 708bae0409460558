using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Orus.Tier2.Exits;

/// <summary>
/// Which guards of compiled code fail although what they check holds: a debugging aid that leaves compiled code where no program would. Units count from 0 in the order in which they are compiled, which is the same in
/// every run when they are compiled in place; the guards of a unit count from 0 in the order of its code. A guard is an instruction that can raise, or a backedge.
/// </summary>
public sealed record ForcedExits
{
    private readonly int? _unit;
    private readonly int? _guard;
    private readonly long _execution;
    private readonly int? _seed;

    private ForcedExits(int? unit, int? guard, long execution, int? seed) => (_unit, _guard, _execution, _seed) = (unit, guard, execution, seed);

    /// <summary>The guards fail once, when they are executed for the <paramref name="execution"/>th time.</summary>
    /// <param name="unit">The unit; null for all.</param>
    /// <param name="guard">The guard; null for all.</param>
    /// <param name="execution">1 for the first time; 0 for never, which shows what guards there are.</param>
    public static ForcedExits At(int? unit, int? guard, long execution) => new(unit, guard, execution, null);

    /// <summary>A third of the guards fail, at a random execution, some of them again and again.</summary>
    public static ForcedExits Random(int seed) => new(null, null, 0, seed);

    /// <summary>Of the same exits only those of one unit, or of one guard of it.</summary>
    public ForcedExits Of(int unit, int? guard) => new(unit, guard, _execution, _seed);

    /// <summary>Reads <c>UNIT:GUARD:N</c>, where unit and guard may be <c>*</c>; null if it is none.</summary>
    public static ForcedExits? Parse(string text) =>
        text.Split(':') is [var unit, var guard, var last] && Number(unit, out int? u) && Number(guard, out int? g) && Number(last, out int? execution) && execution is { } n ? At(u, g, n) : null;

    /// <summary>Reads <c>SEED</c> or <c>SEED:UNIT:GUARD</c>, where unit and guard may be <c>*</c>; null if it is neither.</summary>
    public static ForcedExits? ParseRandom(string text)
    {
        string[] parts = text.Contains(':', StringComparison.Ordinal) ? text.Split(':') : [text, "*", "*"];
        return parts.Length == 3 && Number(parts[0], out int? seed) && seed is { } s && Number(parts[1], out int? unit) && Number(parts[2], out int? guard) ? new(unit, guard, 0, s) : null;
    }

    /// <summary>The option of <c>orus exec</c> that forces the same.</summary>
    public override string ToString()
    {
        string place = $"{Text(_unit)}:{Text(_guard)}";
        return _seed is null ? $"--debug-exit={place}:{_execution}" : $"--debug-exits={_seed}" + (_unit is null ? "" : ":" + place);
    }

    private static bool Number(string part, out int? number)
    {
        bool isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value);
        number = isNumber ? value : null;
        return isNumber || part == "*";
    }

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "*";

    /// <summary>When a guard fails: at its execution number <c>First</c> (0 for never) and every <c>Period</c>th after that (0 for not again).</summary>
    internal (long First, long Period) ScheduleOf(int unit, int guard)
    {
        if ((_unit ?? unit) != unit || (_guard ?? guard) != guard)
            return (0, 0);
        if (_seed is not { } seed)
            return (_execution, 0);
        var random = new Random(unchecked((seed * 31) + (unit * 1009) + guard));
        if (random.Next(3) > 0)
            return (0, 0);
        return (random.Next(1, 1 << random.Next(1, 6)), random.Next(2) == 0 ? random.Next(1, 30) : 0);
    }
}

/// <summary>The forced exits of one unit while it is compiled, and the counters of its guards while it runs.</summary>
internal sealed class UnitForcing(ForcedExits exits, int unit)
{
    /// <summary>Of each guard the executions until it fails, on the pinned heap.</summary>
    private readonly List<long[]> _counters = [];

    private readonly Dictionary<ExitKey, int> _guards = [];

    public int Guards => _counters.Count;

    /// <summary>How often a guard was executed that never fails: its counter starts at zero and goes down.</summary>
    public long ExecutionsOf(int guard) => -_counters[guard][0];

    /// <summary>The number of the guard that leaves by an exit; null if there is none.</summary>
    public int? GuardOf(ExitKey exit) => _guards.TryGetValue(exit, out int guard) ? guard : null;

    /// <summary>The counter of the guard that leaves by an exit, one for all copies of its code, and what it is set to when it has failed.</summary>
    public unsafe long* CounterOf(ExitKey exit, out long again)
    {
        if (!_guards.TryGetValue(exit, out int guard))
        {
            _guards.Add(exit, guard = _counters.Count);
            _counters.Add(GC.AllocateArray<long>(1, pinned: true));
            _counters[guard][0] = exits.ScheduleOf(unit, guard).First;
        }
        again = exits.ScheduleOf(unit, guard).Period;
        return (long*)Unsafe.AsPointer(ref _counters[guard][0]);
    }
}
