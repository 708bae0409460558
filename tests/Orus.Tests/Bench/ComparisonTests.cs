using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Orus.Bench.Harness;
using Orus.Tests.Cli;

namespace Orus.Tests.Bench;

/// <summary>Comparisons of contenders that are shell scripts, so that what they print is known.</summary>
[TestFixture]
[Platform("Unix")]
internal sealed class ComparisonTests : IDisposable
{
    private static readonly ComparisonPlan Plan = new(Rounds: 3, Repetitions: 2, Scale: 1);

    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void RatiosAreThoseOfTheBestRepetitions()
    {
        ComparisonResult result = Compare("ratio", Prints("0.004", "0.002", "77"), Prints("0.009", "0.008", "77"));
        ProgramResult program = result.Programs[0];
        Assert.Multiple(() =>
        {
            Assert.That(program.Checksum, Is.EqualTo("77"));
            Assert.That(program.Ratio(1), Is.EqualTo(0.25).Within(1e-9));
            Assert.That(program.Measurements[0].First, Is.EqualTo(0.004));
            Assert.That(program.Measurements[0].Rounds, Has.Count.EqualTo(3));
            Assert.That(program.Confidence(1).High, Is.EqualTo(0.25).Within(1e-9));
            Assert.That(result.GeometricMean(1), Is.EqualTo(0.25).Within(1e-9));
        });
    }

    [Test]
    public void TheProgramReadsRepetitionsAndScale()
    {
        ComparisonResult result = Compare("input", "read reps; read scale; echo time 0.1; echo time 0.1; echo checksum $reps-$scale", Prints("0.1", "0.1", "2-1"));
        Assert.That(result.Programs[0].Checksum, Is.EqualTo("2-1"));
    }

    [TestCase("echo time 0.1; echo time 0.1; echo checksum 78", "computes 77, theirs 78", TestName = "OtherChecksum")]
    [TestCase("echo time 0.1; echo checksum 77", "did not print 2 times and a checksum", TestName = "TooFewTimes")]
    [TestCase("echo broken >&2; exit 3", "failed with exit code 3: broken", TestName = "FailingProgram")]
    public void WhatIsNotComparableIsSaid(string theirs, string message) =>
        Assert.That(() => Compare("bad", Prints("0.1", "0.1", "77"), theirs), Throws.TypeOf<BenchException>().With.Message.Contains(message));

    [Test]
    public void AMissingProgramIsNamed()
    {
        Comparison comparison = new(_files.PathOf(""), [Shell("ours", ".missing")], Plan, _ => { });
        Assert.That(() => comparison.Run(["nothing"]), Throws.TypeOf<BenchException>().With.Message.Contains("nothing.missing"));
    }

    [Test]
    public void AContenderThatIsNotInstalledHasNoVersion() =>
        Assert.That(new Contender("none", ".x", ["no-such-language-anywhere"], ["--version"]).FindVersion(), Is.Null);

    [Test]
    public void ReportsSayTheSameInTextMarkdownAndJson()
    {
        ComparisonResult result = Compare("report", Prints("0.004", "0.002", "5"), Prints("0.008", "0.008", "5"));
        using MemoryStream stream = new();
        ComparisonReport.WriteJson(result, stream);
        using JsonDocument json = JsonDocument.Parse(stream.ToArray());
        JsonElement theirs = json.RootElement.GetProperty("programs")[0].GetProperty("results")[1];
        Assert.Multiple(() =>
        {
            Assert.That(ComparisonReport.Text(result), Does.Match(@"report +2\.00 +8\.00 +0\.25 +0\.25–0\.25\n"));
            Assert.That(ComparisonReport.Markdown(result), Does.Contain("| report | 2.00 | 8.00 | 0.25 | 0.25–0.25 |\n"));
            Assert.That(theirs.GetProperty("ratio").GetDouble(), Is.EqualTo(0.25));
            Assert.That(json.RootElement.GetProperty("geometricMeans").GetProperty("theirs").GetDouble(), Is.EqualTo(0.25));
        });
    }

    private ComparisonResult Compare(string name, string ours, string theirs)
    {
        _files.Add(name + ".ours", ours);
        _files.Add(name + ".theirs", theirs);
        return new Comparison(_files.PathOf(""), [Shell("ours", ".ours"), Shell("theirs", ".theirs")], Plan, _ => { }).Run([name]);
    }

    // Its version is what `sh -c "echo 1"` says.
    private static Contender Shell(string name, string extension) => new(name, extension, ["sh"], ["-c", "echo 1"]);

    private static string Prints(string first, string second, string checksum) =>
        new StringBuilder().Append(CultureInfo.InvariantCulture, $"echo time {first}; echo time {second}; echo checksum {checksum}\n").ToString();
}
