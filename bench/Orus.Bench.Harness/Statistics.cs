using System;
using System.Linq;

namespace Orus.Bench.Harness;

/// <summary>The little statistics that comparing times needs. Times have long tails to one side, so ratios are averaged as logarithms.</summary>
public static class Statistics
{
    // Two-sided 95 % quantiles of Student's t distribution for 1, 2, … degrees of freedom; beyond the table the normal distribution is near enough.
    private static readonly double[] StudentT =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    private const int RoundsPerTrimmed = 7;

    /// <summary>The value in the middle; of an even number the mean of the two. At least one value.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The geometric mean of positive values. At least one value.</summary>
    public static double GeometricMean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += Math.Log(value);
        return Math.Exp(sum / values.Length);
    }

    /// <summary>
    /// Between what two ratios the true one lies with 95 % confidence, given the ratios of rounds measured independently; unbounded for fewer than two. From seven on, the largest and smallest
    /// seventh only count as much as their neighbours (the interval of Yuen for trimmed means): a round that something else disturbed says nothing about the contenders.
    /// </summary>
    public static Interval ConfidenceOfRatio(ReadOnlySpan<double> ratios)
    {
        if (ratios.Length < 2)
            return new Interval(0, double.PositiveInfinity);
        double[] logarithms = new double[ratios.Length];
        for (int i = 0; i < ratios.Length; i++)
            logarithms[i] = Math.Log(ratios[i]);
        Array.Sort(logarithms);
        int trimmed = logarithms.Length / RoundsPerTrimmed, kept = logarithms.Length - 2 * trimmed;
        double mean = logarithms.AsSpan(trimmed, kept).ToArray().Average();
        Array.Fill(logarithms, logarithms[trimmed], 0, trimmed);
        Array.Fill(logarithms, logarithms[^(trimmed + 1)], logarithms.Length - trimmed, trimmed);
        double center = logarithms.Average();
        double squares = logarithms.Sum(value => Math.Pow(value - center, 2));
        int freedom = kept - 1;
        double quantile = freedom <= StudentT.Length ? StudentT[freedom - 1] : 1.96;
        double margin = quantile * Math.Sqrt(squares / freedom / kept);
        return new Interval(Math.Exp(mean - margin), Math.Exp(mean + margin));
    }
}

/// <summary>A range of ratios.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record Interval(double Low, double High)
{
    /// <summary>Whether anything is known at all.</summary>
    public bool IsBounded => !double.IsInfinity(High);
}
