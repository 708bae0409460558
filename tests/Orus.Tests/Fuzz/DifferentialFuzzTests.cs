using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Optimizer.Switches;
using Switch = Orus.Optimizer.Switches.Switch;

namespace Orus.Tests.Fuzz;

/// <summary>Generated programs: every configuration does what the plain interpreter does.</summary>
[TestFixture]
internal sealed class DifferentialFuzzTests
{
    private const int SmokeSeconds = 20;
    private const int MostFindings = 5;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    [Test]
    public void ConfigurationsAgree()
    {
        int seed = FuzzSettings.Seed;
        TimeSpan duration = FuzzSettings.Duration(SmokeSeconds);
        var clock = Stopwatch.StartNew();
        var findings = new List<string>();
        int count = 0;
        int skipped = 0;
        int clean = 0;
        for (; clock.Elapsed < duration && findings.Count < MostFindings; count++)
        {
            byte[] source = Encoding.UTF8.GetBytes(Statement.Print(ProgramGenerator.Generate(seed + count)));
            Outcome expected = Configuration.Oracle.Run(source, Timeout);
            if (expected.TimedOut)
            {
                skipped++;
                continue;
            }
            if (expected.IsCrash)
            {
                findings.Add(Describe(seed + count, Configuration.Oracle));
                continue;
            }
            if (expected.ExitCode == 65)
            {
                findings.Add($"seed {seed + count}: the program is in {Keep(source, seed + count)}\n{expected}");
                continue;
            }
            clean += expected.ExitCode == 0 ? 1 : 0;
            foreach (Configuration configuration in new[] { Configuration.Passes, Configuration.Tier2, Configuration.Random(new Random(seed + count)) })
            {
                Outcome found = configuration.Run(source, Timeout * 3);
                if (found != expected && !found.TimedOut)
                {
                    findings.Add(Describe(seed + count, configuration));
                    break;
                }
            }
        }
        TestContext.Out.WriteLine($"{count} programs from seed {seed}, 4 runs each, in {clock.Elapsed.TotalSeconds:F0} s; {clean} without an uncaught error, {skipped} too slow to compare");
        Assert.That(findings, Is.Empty, string.Join("\n\n", findings));
        Assert.That(clean, Is.GreaterThan(count / 4), "most programs should come to their end");
    }

    [Test]
    public void ReductionKeepsWhatFails()
    {
        List<Statement> program = ProgramGenerator.Generate(1);
        program.Insert(program.Count / 2, Statement.Block("if true:", [Statement.Simple("x = 1"), Statement.Simple("print(\"needle\")")]));
        List<Statement> reduced = new ProgramReducer(program, candidate => Statement.Print(candidate).Contains("needle", StringComparison.Ordinal), TimeSpan.FromSeconds(5)).Reduce();
        Assert.That(Statement.Print(reduced), Is.EqualTo("print(\"needle\")\n"));
    }

    /// <summary>Reduces the program, and finds the switches that make the difference vanish.</summary>
    private static string Describe(int seed, Configuration configuration)
    {
        List<Statement> reduced = new ProgramReducer(ProgramGenerator.Generate(seed), Fails, TimeSpan.FromSeconds(40)).Reduce();
        byte[] source = Encoding.UTF8.GetBytes(Statement.Print(reduced));
        var report = new StringBuilder();
        report.AppendLine($"seed {seed} differs with {configuration}; reduced program in {Keep(source, seed)}");
        if (configuration.LoopThreshold > 0)
            report.AppendLine(Differs(source, configuration.InInterpreter()) ? "also in the interpreter" : "only with Tier 2");
        foreach (Switch id in Enum.GetValues<Switch>())
        {
            if (!configuration.Off.Contains(id) && !Differs(source, configuration.Without(id)))
                report.AppendLine($"vanishes without {SwitchTable.Row(id).Name}");
        }
        report.AppendLine($"-- program\n{Encoding.UTF8.GetString(source)}-- expected\n{Configuration.Oracle.Run(source, Timeout)}\n-- found\n{configuration.Run(source, Timeout)}");
        return report.ToString();

        bool Fails(List<Statement> candidate) => Differs(Encoding.UTF8.GetBytes(Statement.Print(candidate)), configuration);
    }

    private static bool Differs(byte[] source, Configuration configuration)
    {
        Outcome expected = Configuration.Oracle.Run(source, Timeout);
        if (expected.IsCrash)
            return configuration == Configuration.Oracle;
        return expected.ExitCode != 65 && !expected.TimedOut && configuration.Run(source, Timeout) is { TimedOut: false } found && found != expected;
    }

    private static string Keep(byte[] source, int seed)
    {
        string path = Path.Combine(Path.GetTempPath(), $"orus-fuzz-{seed}.orus");
        File.WriteAllBytes(path, source);
        return path;
    }
}
