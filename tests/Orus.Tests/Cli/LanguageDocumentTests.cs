using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;

namespace Orus.Tests.Cli;

/// <summary>Runs the examples of <c>docs/LANGUAGE.md</c> and of the README: each <c>orus</c> block with the <c>text</c> block after it.</summary>
[TestFixture]
internal sealed class LanguageDocumentTests
{
    private const string ProgramFence = "```orus\n";
    private const string OutputFence = "```\n```text\n";
    private const string End = "```\n";

    private static IEnumerable<TestCaseData> Examples()
    {
        foreach (string file in new[] { "docs/LANGUAGE.md", "README.md" })
        {
            string text = File.ReadAllText(Path.Combine(ArchitectureTests.RepositoryRoot(), file));
            for (int at = 0; (at = text.IndexOf(ProgramFence, at, StringComparison.Ordinal)) >= 0;)
            {
                at += ProgramFence.Length;
                int output = text.IndexOf(End, at, StringComparison.Ordinal);
                string program = text[at..output];
                Assert.That(text.AsSpan(output).StartsWith(OutputFence), Is.True, "an example without output: " + program);
                output += OutputFence.Length;
                at = text.IndexOf(End, output, StringComparison.Ordinal);
                yield return new TestCaseData(program, text[output..at]).SetArgDisplayNames(file + ": " + program[..program.IndexOf('\n', StringComparison.Ordinal)]);
            }
        }
    }

    [TestCaseSource(nameof(Examples))]
    public void AnExampleGivesItsOutput(string program, string output)
    {
        CliRunner.Result result = CliRunner.RunWithInput(program, "exec", "-");
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.Output, Is.EqualTo(output));
    }
}
