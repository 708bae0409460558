using NUnit.Framework;
using Orus.Bench.Harness;

namespace Orus.Tests.Bench;

/// <summary>The statistics behind the comparison of times.</summary>
[TestFixture]
internal sealed class StatisticsTests
{
    [TestCase(new[] { 3.0 }, 3.0)]
    [TestCase(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [TestCase(new[] { 4.0, 1.0, 2.0, 100.0 }, 3.0)]
    public void Median(double[] values, double expected) => Assert.That(Statistics.Median(values), Is.EqualTo(expected));

    [Test]
    public void TheGeometricMeanOfAHalfAndADoubleIsOne() => Assert.That(Statistics.GeometricMean([0.5, 2.0]), Is.EqualTo(1.0).Within(1e-12));

    [Test]
    public void OneRoundSaysNothingAboutChance() => Assert.That(Statistics.ConfidenceOfRatio([1.5]).IsBounded, Is.False);

    [Test]
    public void EqualRoundsLeaveNoDoubt()
    {
        Interval interval = Statistics.ConfidenceOfRatio([1.25, 1.25, 1.25]);
        Assert.That(interval.Low, Is.EqualTo(1.25).Within(1e-9));
        Assert.That(interval.High, Is.EqualTo(1.25).Within(1e-9));
    }

    // ln 1.0, ln 1.1, ln 1.2: mean 0.0925, standard deviation 0.0912, t(2) = 4.303, so 0.0925 ± 0.2267.
    [Test]
    public void TheIntervalIsThatOfStudentsDistribution()
    {
        Interval interval = Statistics.ConfidenceOfRatio([1.0, 1.1, 1.2]);
        Assert.That(interval.Low, Is.EqualTo(0.874).Within(0.001));
        Assert.That(interval.High, Is.EqualTo(1.376).Within(0.001));
    }

    [Test]
    public void OneDisturbedRoundAmongSevenDoesNotHideALoss()
    {
        Interval interval = Statistics.ConfidenceOfRatio([1.10, 1.11, 1.10, 1.12, 1.11, 1.10, 2.5]);
        Assert.That(interval.Low, Is.InRange(1.08, 1.10));
        Assert.That(interval.High, Is.InRange(1.11, 1.13));
    }

    // Three of seven are no disturbance: the program has two speeds.
    [Test]
    public void TwoSpeedsStayInDoubt()
    {
        Interval interval = Statistics.ConfidenceOfRatio([1.0, 1.0, 1.0, 1.3, 1.0, 1.3, 1.3]);
        Assert.That(interval.Low, Is.LessThan(1));
        Assert.That(interval.High, Is.GreaterThan(1.2));
    }
}
