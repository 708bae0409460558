using System.IO;
using NUnit.Framework;

namespace Orus.Tests.Cli;

/// <summary><c>orus bench</c>: what cannot be measured is said in one line, and before anything is measured.</summary>
[TestFixture]
internal sealed class BenchCommandTests
{
    private static readonly string Programs = Path.Combine(ArchitectureTests.RepositoryRoot(), "bench", "programs");

    [TestCase("matmul", "nonsense", "there is no program nonsense.orus in ")]
    [TestCase("matmul", "--against=perl", "'perl' is none of luajit, lua5.4, node, gcc")]
    [TestCase("matmul", "--programs=missing", "there is no directory missing")]
    [TestCase("matmul", "--json=missing/b.json", "cannot write 'missing/b.json': there is no such directory")]
    [TestCase("matmul", "--markdown=.", "cannot write '.': it is a directory")]
    public void WhatCannotBeMeasuredIsSaidAtOnce(string program, string argument, string message)
    {
        CliRunner.Result result = CliRunner.Run("bench", $"--programs={Programs}", program, argument);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Output, Is.Empty);
            Assert.That(result.Error, Does.StartWith("orus bench: " + message));
            Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        });
    }
}
