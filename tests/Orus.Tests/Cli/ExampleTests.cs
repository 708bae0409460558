using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace Orus.Tests.Cli;

/// <summary>Runs every program in <c>examples/</c> and compares its output with the file beside it.</summary>
[TestFixture]
internal sealed class ExampleTests
{
    private static IEnumerable<TestCaseData> Examples()
    {
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "examples");
        foreach (string file in Directory.GetFiles(root, "*.out", SearchOption.AllDirectories))
            yield return new TestCaseData(Path.ChangeExtension(file, ".orus")).SetArgDisplayNames(Path.GetRelativePath(root, Path.ChangeExtension(file, null)));
    }

    [TestCaseSource(nameof(Examples))]
    public void AnExampleGivesItsOutput(string file)
    {
        string inputFile = Path.ChangeExtension(file, ".in");
        CliRunner.Result result = CliRunner.RunWithInput(File.Exists(inputFile) ? File.ReadAllText(inputFile) : "", "exec", file);
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.Output, Is.EqualTo(File.ReadAllText(Path.ChangeExtension(file, ".out"))));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void EveryExampleHasAnOutput()
    {
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "examples");
        foreach (string file in Directory.GetFiles(root, "*.orus"))
            Assert.That(File.Exists(Path.ChangeExtension(file, ".out")), Is.True, file);
        foreach (string directory in Directory.GetDirectories(root))
            Assert.That(File.Exists(Path.Combine(directory, "main.out")), Is.True, directory);
    }
}
