using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Orus.Fuzz;

namespace Orus.Tests.Fuzz;

/// <summary>Generated programs: every configuration does what the plain interpreter does. <c>./fuzz</c> does the same for longer.</summary>
[TestFixture]
internal sealed class DifferentialFuzzTests
{
    private const int SmokeSeconds = 45;

    [Test]
    public void ConfigurationsAgree()
    {
        FuzzSummary summary = new FuzzExecutor(new FuzzOptions
        {
            Duration = FuzzSettings.Duration(SmokeSeconds),
            Seed = FuzzSettings.Seed,
            Workers = 1,
            Log = TestContext.Out,
        }).Run();
        TestContext.Out.WriteLine(summary);
        Assert.That(summary.Findings, Is.Empty, string.Join("\n\n", summary.Findings));
        Assert.That(summary.Clean, Is.GreaterThan(summary.Programs / 4), "most programs should come to their end");
    }

    /// <summary>Engines share nothing that changes, so what one does never shows in another.</summary>
    [Test]
    public void EnginesOnSeveralThreadsDoNotDisturbEachOther()
    {
        FuzzSummary summary = new FuzzExecutor(new FuzzOptions { Duration = TimeSpan.FromSeconds(3), Seed = FuzzSettings.Seed, Workers = 4, Directory = Path.Combine(Path.GetTempPath(), "orus-fuzz-4") }).Run();
        Assert.That(summary.Findings, Is.Empty, string.Join("\n\n", summary.Findings));
    }

    [Test]
    public void ReductionKeepsWhatFails()
    {
        List<Statement> program = ProgramGenerator.Generate(1);
        program.Insert(program.Count / 2, Statement.Block("if true:", [Statement.Simple("x = 1"), Statement.Simple("print(\"needle\")")]));
        List<Statement> reduced = new ProgramReducer(program, candidate => Statement.Print(candidate).Contains("needle", StringComparison.Ordinal), TimeSpan.FromSeconds(5)).Reduce();
        Assert.That(Statement.Print(reduced), Is.EqualTo("print(\"needle\")\n"));
    }
}
