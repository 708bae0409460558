using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using Orus.Tests.Interp;
using Orus.Tier2.Verification;

namespace Orus.Tests.Fuzz;

/// <summary>Damaged programs: whatever they do, it is an answer in Orus's terms, and soon.</summary>
[TestFixture]
internal sealed class MutationFuzzTests
{
    private const int SmokeSeconds = 10;
    private const int SmokeProcesses = 20;
    private const int MostFindings = 10;

    private static readonly SubjectOptions Options = new() { MaxDepth = 300, Timeout = TimeSpan.FromSeconds(1), HeapLimit = 1L << 30, CurrentDirectory = Path.GetTempPath() };

    /// <summary>What a run with a limit of one second may take on a busy machine before it counts as hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Test]
    public void DamagedProgramsNeverCrashOrHang()
    {
        int seed = FuzzSettings.Seed;
        int most = FuzzSettings.Mutants ?? int.MaxValue;
        var clock = Stopwatch.StartNew();
        List<byte[]> corpus = Corpus();
        int count = 0;
        int accepted = 0;
        var findings = new Dictionary<string, string>();
        for (; count < most && (FuzzSettings.Mutants is not null || clock.Elapsed.TotalSeconds < SmokeSeconds); count++)
        {
            var random = new Random(seed + count);
            byte[] source = new SourceMutator(corpus, random).Next();
            Configuration configuration = random.Next(2) == 0 ? Configuration.Eager : Configuration.Passes with { VerifyIr = true };
            Outcome? outcome = null;
            if (!Task.Run(() => outcome = new Subject("mutant.orus", source, Options).Run(configuration)).Wait(Patience))
                Assert.Fail($"seed {seed + count} hangs with {configuration}; the program is in {Keep(source, seed + count)}");
            if (outcome!.IsCrash && findings.Count < MostFindings && !findings.ContainsKey(KindOf(outcome)))
                findings.Add(KindOf(outcome), $"seed {seed + count} crashes with {configuration}; the program is in {Keep(source, seed + count)}\n{outcome}");
            if (outcome.ExitCode != 65)
                accepted++;
        }
        TestContext.Out.WriteLine($"{count} damaged programs from seed {seed} in {clock.Elapsed.TotalSeconds:F0} s; {accepted} of them ran");
        Assert.That(findings.Values, Is.Empty, string.Join("\n", findings.Values));
        Assert.That(accepted, Is.GreaterThan(0), "damage should be slight enough that some programs still run");
    }

    /// <summary>One bug crashes many programs: the first lines of the trace tell bugs apart.</summary>
    private static string KindOf(Outcome outcome)
    {
        string[] lines = outcome.Error.Split('\n');
        return string.Join('\n', lines[..Math.Min(lines.Length, 3)]);
    }

    /// <summary>The real command, with its own limits, streams and last-resort handlers.</summary>
    [Test]
    [Platform("Unix")]
    public void TheCommandAnswersDamagedPrograms()
    {
        int seed = FuzzSettings.Seed;
        List<byte[]> corpus = Corpus();
        var run = new CommandMutants(new DirectoryInfo(Path.Combine(Path.GetTempPath(), "orus-mutants")), seed, number => new SourceMutator(corpus, new Random(number)).Next());
        run.Try(FuzzSettings.ProcessMutants ?? SmokeProcesses);
        TestContext.Out.WriteLine(run);
        Assert.That(run.Findings, Is.Empty, string.Join("\n", run.Findings));
    }

    private static string Keep(byte[] source, int seed)
    {
        string path = Path.Combine(Path.GetTempPath(), $"orus-mutant-{seed}.orus");
        File.WriteAllBytes(path, source);
        return path;
    }

    private static List<byte[]> Corpus()
    {
        var programs = new List<byte[]>();
        foreach (string path in CorpusProgram.Paths(Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language")))
        {
            // What the program promises, in comments, is not worth damaging.
            var code = new StringBuilder();
            foreach (string line in File.ReadAllLines(path, Encoding.Latin1))
            {
                if (!line.StartsWith("//!", StringComparison.Ordinal) && !line.StartsWith("//|", StringComparison.Ordinal))
                    code.Append(line).Append('\n');
            }
            programs.Add(Encoding.Latin1.GetBytes(code.ToString()));
        }
        programs.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
        return programs;
    }
}
