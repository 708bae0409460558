using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Fuzz;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tests.Interp;
using Orus.Tier2.Verification;

namespace Orus.Tests.Optimizer;

/// <summary>Programs are executed before and after each application of a pass to a function: every intermediate form of the IR does the same, and satisfies the verifier.</summary>
[TestFixture]
internal sealed class PassByPassTests
{
    private const int GeneratedPrograms = 25;

    [Test]
    public void EveryFormOfGeneratedProgramsDoesTheSame()
    {
        int seed = Fuzz.FuzzSettings.Seed;
        int forms = 0;
        OnScriptThread(() =>
        {
            for (int i = 0; i < GeneratedPrograms; i++)
                forms += Compare($"seed {seed + i}", Encoding.UTF8.GetBytes(Statement.Print(ProgramGenerator.Generate(seed + i))), "");
        });
        TestContext.Out.WriteLine($"{forms} forms of {GeneratedPrograms} programs from seed {seed}");
    }

    [Test]
    public void EveryFormOfTheLoopProgramsDoesTheSame()
    {
        int forms = 0;
        OnScriptThread(() =>
        {
            foreach (string path in Directory.GetFiles(Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language", "loops"), "*.orus"))
                forms += Compare(path, File.ReadAllBytes(path), new CorpusProgram(path).Input);
        });
        TestContext.Out.WriteLine($"{forms} forms");
    }

    private static void OnScriptThread(Action work) => OrusEngine.OnScriptThread(work, EngineOptions.DefaultMaxDepth);

    private static int Compare(string name, byte[] source, string input)
    {
        var subject = new Subject(name, source, new SubjectOptions { MaxDepth = 300, Input = new MemoryStream(Encoding.UTF8.GetBytes(input)), Timeout = TimeSpan.FromSeconds(30) });
        Assert.That(subject.Rejection, Is.Null, name);
        Configuration checkedPasses = Configuration.Passes with { VerifyIr = true };
        Outcome expected = subject.Run(Configuration.Oracle);
        if (expected.TimedOut)
            return 0;
        int applications = subject.Try(checkedPasses, null).PassApplications;
        for (int limit = 0; limit <= applications; limit++)
        {
            Trial trial = subject.Try(checkedPasses.With(Parameter.PassLimit, limit), null);
            Assert.That(trial.Outcome, Is.EqualTo(expected), $"{name} after {trial.LastPass.Pass} of {trial.LastPass.Function}\n{Encoding.UTF8.GetString(source)}");
        }
        return applications + 1;
    }
}
