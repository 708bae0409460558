using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Orus.Bench.Harness.Gates;

/// <summary>A gate on times: the ratio of a build's best times to those of another contender, judged only where chance is no explanation.</summary>
/// <param name="Name">What the gate is called.</param>
/// <param name="Other">The contender that the build is compared with.</param>
/// <param name="LimitOf">The largest ratio allowed for a program.</param>
/// <param name="ExcludedOf">The ratio that the whole interval has to be above before a program is called too slow.</param>
public sealed record TimeGate(string Name, Contender Other, Func<string, double> LimitOf, Func<string, double> ExcludedOf)
{
    /// <summary>Programs whose ratio is above its limit, by chance perhaps.</summary>
    /// <param name="result">A measurement with the other among its contenders; its first is the build that is judged.</param>
    public IReadOnlyList<string> SuspectsIn(ComparisonResult result)
    {
        int other = IndexIn(result);
        return [.. result.Programs.Where(program => program.Ratio(other) > LimitOf(program.Program)).Select(program => program.Program)];
    }

    /// <summary>Programs that are slower than with the other contender by more than a limit, and not by chance: a sentence about each.</summary>
    /// <param name="result">As in <see cref="SuspectsIn"/>.</param>
    public IReadOnlyList<string> FaultsIn(ComparisonResult result)
    {
        int other = IndexIn(result);
        List<string> faults = [];
        foreach (ProgramResult program in result.Programs)
        {
            double limit = LimitOf(program.Program);
            Interval interval = program.Confidence(other);
            if (interval.IsBounded && interval.Low > ExcludedOf(program.Program) && program.Ratio(other) > limit)
            {
                faults.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{program.Program}: takes {program.Ratio(other):0.00} of the time of {Other.Name} ({interval.Low:0.00} to {interval.High:0.00}), allowed are {limit:0.00}"));
            }
        }
        return faults;
    }

    private int IndexIn(ComparisonResult result) => result.Contenders.Select(row => row.Name).ToList().IndexOf(Other.Name);
}
