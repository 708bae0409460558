using System.IO;
using System.Linq;
using System.Xml.Linq;
using NUnit.Framework;

namespace Orus.Tests;

/// <summary>Holds the one-way chain of project references that the architecture promises.</summary>
[TestFixture]
internal sealed class ArchitectureTests
{
    private static readonly string[] Chain = ["Orus.Front", "Orus.Optimizer", "Orus.Interp", "Orus.Tier2", "Orus.Cli"];

    /// <summary>The directory that holds <c>OrusJit.sln</c>.</summary>
    internal static string RepositoryRoot()
    {
        string? directory = TestContext.CurrentContext.TestDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "OrusJit.sln")))
            directory = Path.GetDirectoryName(directory);
        Assert.That(directory, Is.Not.Null, "the tests run from inside the repository");
        return directory!;
    }

    [Test]
    public void ProjectReferencesRunOneWay()
    {
        for (int i = 0; i < Chain.Length; i++)
        {
            XDocument project = XDocument.Load(Path.Combine(RepositoryRoot(), Chain[i], Chain[i] + ".csproj"));
            string[] referenced = [.. project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];
            string[] allowed = i == 0 ? [] : [Chain[i - 1]];
            // The command line also has `orus bench`, which needs nothing of the chain.
            if (Chain[i] == "Orus.Cli")
                allowed = [.. allowed, "Orus.Bench.Harness"];
            Assert.That(referenced, Is.EqualTo(allowed), Chain[i]);
        }
    }

    [TestCase("Orus.Front")]
    [TestCase("Orus.Optimizer")]
    [TestCase("Orus.Interp")]
    public void OnlyTier2EmitsCode(string projectName)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), projectName), "*.cs", SearchOption.AllDirectories))
            Assert.That(File.ReadAllText(file), Does.Not.Contain("System.Reflection.Emit"), file);
    }
}
