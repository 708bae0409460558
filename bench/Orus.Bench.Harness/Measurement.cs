using System.Collections.Generic;
using System.Linq;

namespace Orus.Bench.Harness;

/// <summary>One process that ran a benchmark program.</summary>
/// <param name="Times">Seconds of each repetition, in order.</param>
/// <param name="Checksum">What it computed.</param>
/// <param name="Total">Seconds from the start of the process to its end.</param>
/// <param name="PeakBytes">The largest resident memory that was seen.</param>
public sealed record Round(double[] Times, string Checksum, double Total, long PeakBytes)
{
    /// <summary>The best repetition, in seconds.</summary>
    public double Best => Times.Min();
}

/// <summary>All rounds of one contender with one program.</summary>
/// <param name="Contender">Its name.</param>
/// <param name="Rounds">The rounds, in order.</param>
public sealed record Measurement(string Contender, IReadOnlyList<Round> Rounds)
{
    /// <summary>The best repetition of all, in seconds.</summary>
    public double Best => Rounds.Min(round => round.Best);

    /// <summary>The first repetition of a fresh process, in seconds: median of the rounds.</summary>
    public double First => Statistics.Median([.. Rounds.Select(round => round.Times[0])]);

    /// <summary>Start to end of the process, in seconds: median of the rounds.</summary>
    public double Total => Statistics.Median([.. Rounds.Select(round => round.Total)]);

    /// <summary>The largest resident memory that was seen, in bytes.</summary>
    public long PeakBytes => Rounds.Max(round => round.PeakBytes);
}

/// <summary>What all contenders made of one program. The first contender is the one that is compared with the others.</summary>
/// <param name="Program">The program's name.</param>
/// <param name="Checksum">What all of them computed.</param>
/// <param name="Measurements">In the order of the contenders.</param>
public sealed record ProgramResult(string Program, string Checksum, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>The best time of the first contender over the best time of another; below 1 the first is faster.</summary>
    public double Ratio(int other) => Measurements[0].Best / Measurements[other].Best;

    /// <summary>How sure <see cref="Ratio"/> is, from the rounds, each of which has a ratio of its own.</summary>
    public Interval Confidence(int other) => Statistics.ConfidenceOfRatio(RoundRatios(other));

    private double[] RoundRatios(int other)
    {
        IReadOnlyList<Round> ours = Measurements[0].Rounds, theirs = Measurements[other].Rounds;
        double[] ratios = new double[ours.Count];
        for (int i = 0; i < ratios.Length; i++)
            ratios[i] = ours[i].Best / theirs[i].Best;
        return ratios;
    }
}

/// <summary>A finished comparison.</summary>
/// <param name="Machine">Where it ran.</param>
/// <param name="Contenders">Name and version of each; the first is compared with the others.</param>
/// <param name="Plan">How often what ran.</param>
/// <param name="Programs">The results.</param>
public sealed record ComparisonResult(MachineInfo Machine, IReadOnlyList<(string Name, string Version)> Contenders, ComparisonPlan Plan, IReadOnlyList<ProgramResult> Programs)
{
    /// <summary>The geometric mean of the programs' ratios to another contender.</summary>
    public double GeometricMean(int other) => Statistics.GeometricMean([.. Programs.Select(program => program.Ratio(other))]);
}

/// <summary>How often what runs.</summary>
/// <param name="Rounds">Processes of each contender and program.</param>
/// <param name="Repetitions">Repetitions inside each process.</param>
/// <param name="Scale">How much work a repetition does; 1 is some 30 ms in LuaJIT.</param>
public sealed record ComparisonPlan(int Rounds, int Repetitions, int Scale);
