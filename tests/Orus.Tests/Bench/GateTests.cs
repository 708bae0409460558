using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Orus.Bench.Harness;
using Orus.Bench.Harness.Gates;
using Orus.Tests.Cli;

namespace Orus.Tests.Bench;

/// <summary>Gates: what makes them red and what does not.</summary>
[TestFixture]
internal sealed class GateTests
{
    [TestCase("guards_executed", 1_060_000, ExpectedResult = 1)]
    [TestCase("guards_executed", 1_040_000, ExpectedResult = 0)]
    [TestCase("guards_executed", 500_000, ExpectedResult = 0)]
    [TestCase("typed_hit_ratio", 0.9, ExpectedResult = 1)]
    [TestCase("typed_hit_ratio", 0.97, ExpectedResult = 0)]
    [TestCase("side_exits", 1, ExpectedResult = 0)]
    public int Counters(string metric, double value)
    {
        CounterSnapshot baseline = Snapshot(("guards_executed", 1_000_000), ("typed_hit_ratio", 0.98));
        CounterSnapshot now = Snapshot(("guards_executed", 1_000_000), ("typed_hit_ratio", 0.98), (metric, value));
        return now.WorseThan(baseline).Count;
    }

    [Test]
    public void AProgramWithoutBaselineIsAFault()
    {
        IReadOnlyList<string> faults = Snapshot().WorseThan(new CounterSnapshot([], new Dictionary<string, double>()));
        Assert.That(faults, Is.EqualTo(new[] { "program: is not in the baseline" }));
    }

    [Test]
    public void ASnapshotReadsBackWhatItWrote()
    {
        using ScratchDirectory files = new();
        string file = files.PathOf("counters.json");
        CounterSnapshot snapshot = Snapshot(("typed_hit_ratio", 0.987654), ("operations", 123_456_789_012));
        snapshot.Save(file);
        Assert.That(CounterSnapshot.Load(file).Programs["program"], Is.EqualTo(snapshot.Programs["program"]));
    }

    [TestCase(1.02, 1.0, 1.01, ExpectedResult = "0 0", TestName = "AnIntervalThatReachesTheLimitIsChance")]
    [TestCase(1.20, 1.21, 1.22, ExpectedResult = "1 1", TestName = "AnIntervalBeyondTheLimitIsALoss")]
    [TestCase(1.06, 1.08, 1.10, ExpectedResult = "1 1", TestName = "ALossOfFivePercentThatIsNoChanceIsALoss")]
    [TestCase(1.10, 1.90, 1.20, ExpectedResult = "1 0", TestName = "AWideIntervalIsOnlySuspect")]
    public string Times(double first, double second, double third)
    {
        ProgramResult program = new("program", "1", [new("ours", Rounds(first, second, third)), new("baseline", Rounds(1, 1, 1))]);
        ComparisonResult result = new(MachineInfo.Read(), [("ours", "1"), ("baseline", "1")], new ComparisonPlan(3, 1, 1), [program]);
        TimeGate gate = new("throughput", Contender.Orus("baseline", ["orus"], []), _ => TimeGates.SlowestAgainstBaseline, _ => 1);
        return $"{gate.SuspectsIn(result).Count} {gate.FaultsIn(result).Count}";
    }

    [Test]
    public void EveryProgramHasALimit()
    {
        string root = ArchitectureTests.RepositoryRoot();
        Func<string, double> limits = TimeGates.LoadLimits(Path.Combine(root, "bench", "gates", "luajit.json"));
        foreach (string program in Comparison.ProgramsIn(Path.Combine(root, "bench", "programs")))
            Assert.That(limits(program), Is.InRange(0.1, 2.5), program);
    }

    [TestCase(0.22, ExpectedResult = 0.45)]
    [TestCase(0.41, ExpectedResult = 0.85)]
    [TestCase(0.60, ExpectedResult = 1.1)]
    [TestCase(0.95, ExpectedResult = 1.1)]
    [TestCase(1.09, ExpectedResult = 1.1)]
    [TestCase(1.33, ExpectedResult = 1.55)]
    public double LimitsLeaveSlackButNotParity(double ratio) => TimeGates.LimitFor(ratio);

    [Test]
    public void LimitsReadBackAsTheyWereWritten()
    {
        using ScratchDirectory files = new();
        string file = files.PathOf("luajit.json");
        Save(1.33, 0.5);
        Func<string, double> limits = TimeGates.LoadLimits(file);
        Assert.That((limits("first"), limits("second"), limits("another")), Is.EqualTo((1.55, 1.0, 1.1)));
        Save(0.2, 0.51, Result("new", 0.3));
        limits = TimeGates.LoadLimits(file);
        Assert.That((limits("first"), limits("second"), limits("new")), Is.EqualTo((1.55, 1.05, 0.6)), "larger limits stay");

        void Save(double first, double second, params ProgramResult[] more)
        {
            ProgramResult[] programs = [Result("first", first), Result("second", second), .. more];
            TimeGates.SaveLimits(new ComparisonResult(MachineInfo.Read(), [("orus", "1"), ("luajit", "1")], new ComparisonPlan(1, 1, 1), programs), file);
        }

        static ProgramResult Result(string name, double ratio) => new(name, "1", [new("orus", Rounds(ratio)), new("luajit", Rounds(1))]);
    }

    [TestCase("{\n  \"default\": 1.1,\n}\n", "limits.json:3: ")]
    [TestCase(null, "there is no baseline ")]
    public void AFileThatCannotBeReadIsNamed(string? text, string message)
    {
        using ScratchDirectory files = new();
        string file = text is null ? files.PathOf("limits.json") : files.Add("limits.json", text);
        Assert.That(() => TimeGates.LoadLimits(file), Throws.TypeOf<BenchException>().With.Message.Contains(message));
        Assert.That(() => CounterSnapshot.Load(file), Throws.TypeOf<BenchException>().With.Message.Contains(message));
    }

    [TestCaseSource(nameof(Gates))]
    public void EachGateIsShownToFail(GateKind gate)
    {
        string programs = Path.Combine(ArchitectureTests.RepositoryRoot(), "bench", "programs");
        PlantedRegression[] planted = Array.FindAll(PlantedRegression.All.ToArray(), row => row.Gate == gate);
        Assert.That(planted, Is.Not.Empty);
        Assert.That(planted.Select(row => row.Program).Distinct(), Is.SubsetOf(Comparison.ProgramsIn(programs)));
    }

    [Test]
    public void TheBaselineKnowsTheProgramsThatExist()
    {
        string root = ArchitectureTests.RepositoryRoot();
        CounterSnapshot baseline = CounterSnapshot.Load(Path.Combine(root, "bench", "gates", "counters.json"));
        Assert.That(baseline.Programs.Keys, Is.EqualTo(Comparison.ProgramsIn(Path.Combine(root, "bench", "programs"))));
    }

    private static GateKind[] Gates() => Enum.GetValues<GateKind>();

    private static Round[] Rounds(params double[] times) => [.. times.Select(time => new Round([time], "1", time, 0))];

    private static CounterSnapshot Snapshot(params (string Metric, double Value)[] values)
    {
        double[] row = new double[GateMetric.All.Length];
        for (int i = 0; i < row.Length; i++)
        {
            foreach ((string metric, double value) in values)
            {
                if (GateMetric.All[i].Name == metric)
                    row[i] = value;
            }
        }
        return new CounterSnapshot(new SortedDictionary<string, double[]> { ["program"] = row }, new Dictionary<string, double>());
    }
}
