using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Optimizer.Switches;
using Orus.Tests.Interp;
using Orus.Tier2.Exits;
using Orus.Tier2.Verification;

namespace Orus.Tests.Mutation;

/// <summary>The programs that try what passes and exits may get wrong, each as one short test in the configuration that shows it.</summary>
[TestFixture]
internal sealed class ProgramTests
{
    private static readonly string[] Areas = ["language/traps", "language/loops", "language/regressions", "optimizer/loop_guard_fusion"];

    public static IEnumerable<TestCaseData> Programs()
    {
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "tests");
        foreach (string area in Areas)
        {
            foreach (string path in Directory.GetFiles(Path.Combine(root, area), "*.orus"))
                yield return new TestCaseData(path).SetArgDisplayNames(Path.GetRelativePath(root, path));
        }
    }

#if EXITS
    [TestCaseSource(nameof(Programs))]
    public void CompiledCodeChangesNothing(string path) => Compare(path, Configuration.Eager);

    [TestCaseSource(nameof(Programs))]
    public void ExitsChangeNothing(string path) => Compare(path, Configuration.Eager with { ForcedExits = ForcedExits.At(null, null, 2) });
#else
    [TestCaseSource(nameof(Programs))]
    public void PassesChangeNothing(string path) => Compare(path, Configuration.Passes with { VerifyIr = true });
#endif

    private static void Compare(string path, Configuration configuration)
    {
        var program = new CorpusProgram(path);
        var subject = new Subject(path, File.ReadAllBytes(path), new SubjectOptions
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(program.Input)),
            Timeout = TimeSpan.FromSeconds(5),
            MaxDepth = program.MaxDepth,
            CurrentDirectory = Path.GetDirectoryName(path)!,
        });
        Outcome found = subject.Run(configuration);
        Assert.That(found.Output, Is.EqualTo(program.Output));
        Assert.That(found.ExitCode, Is.EqualTo(program.ExitCode));
    }
}
