using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Orus.Cli;

namespace Orus.Tests.Cli;

/// <summary>Runs the commands of docs/OPERATIONS.md: a runbook that does not work is worse than none.</summary>
[TestFixture]
[Platform("Unix")]
internal sealed class OperationsDocumentTests
{
    private const string ExitComment = "# exits ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [TestCaseSource(nameof(OrusCommands))]
    public void TheCommandWorks(string command)
    {
        string root = ArchitectureTests.RepositoryRoot();
        int comment = command.IndexOf(ExitComment, StringComparison.Ordinal);
        int expected = comment < 0 ? 0 : int.Parse(command.AsSpan(comment + ExitComment.Length), CultureInfo.InvariantCulture);
        Directory.CreateDirectory(Path.Combine(root, "artifacts"));
        ProcessStartInfo start = new("/bin/bash") { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"orus() {{ {Environment.ProcessPath} {typeof(CliHost).Assembly.Location} \"$@\"; }}; {command}");
        using Process process = Process.Start(start)!;
        List<string> errors = [];
        process.ErrorDataReceived += (_, line) => errors.Add(line.Data ?? "");
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(Patience), "it ends");
        Assert.That(process.ExitCode, Is.EqualTo(expected), $"{output}\n{string.Join('\n', errors)}");
    }

    // They take minutes and need other systems; CI runs them as they stand in the document.
    [Test]
    public void CiRunsTheGates()
    {
        string ci = File.ReadAllText(Path.Combine(ArchitectureTests.RepositoryRoot(), ".ci", "run"));
        foreach (string command in Commands().Where(line => line.StartsWith("bench/gate", StringComparison.Ordinal) && !line.StartsWith("bench/gate bless", StringComparison.Ordinal)))
            Assert.That(ci, Does.Match($@"bench/gate .*\b{command.Split(' ')[1]}\b"), command);
    }

    private static IEnumerable<string> OrusCommands() => Commands().Where(line => !line.StartsWith("bench/gate", StringComparison.Ordinal));

    private static List<string> Commands()
    {
        List<string> commands = [];
        bool inBlock = false;
        foreach (string line in File.ReadLines(Path.Combine(ArchitectureTests.RepositoryRoot(), "docs", "OPERATIONS.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inBlock = line == "```sh";
            else if (inBlock)
                commands.Add(line);
        }
        return commands;
    }
}
