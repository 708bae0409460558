using System;

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

    /// <summary>Between what two ratios the true one lies with 95 % confidence, given the ratios of rounds measured independently; unbounded for fewer than two.</summary>
    public static Interval ConfidenceOfRatio(ReadOnlySpan<double> ratios)
    {
        if (ratios.Length < 2)
            return new Interval(0, double.PositiveInfinity);
        double mean = Math.Log(GeometricMean(ratios));
        double squares = 0;
        foreach (double ratio in ratios)
            squares += Math.Pow(Math.Log(ratio) - mean, 2);
        int freedom = ratios.Length - 1;
        double quantile = freedom <= StudentT.Length ? StudentT[freedom - 1] : 1.96;
        double margin = quantile * Math.Sqrt(squares / freedom / ratios.Length);
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
