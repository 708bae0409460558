using System;
using System.Diagnostics;
using System.IO;
using NUnit.Framework;

namespace Orus.Tests.Bench;

/// <summary>The scripts that measure: each tells how it is used, and says in one line what it does not know. Neither builds anything.</summary>
[TestFixture]
[Platform("Unix")]
internal sealed class ScriptTests
{
    private static readonly string[] Scripts =
    [
        "test", "bench/gate", "bench/nightly", "bench/record", "bench/compare.sh", "bench/guards.sh", "bench/pairs.sh", "bench/startup.sh",
        "bench/exits/raise.sh", "bench/exits/compile.sh", "bench/programs/check.sh",
    ];

    [TestCaseSource(nameof(Scripts))]
    public void HelpIsTheCommentAtTheHead(string script)
    {
        (int exitCode, string output, string error) = Run(script, "--help");
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.Zero, error);
            Assert.That(output, Does.Contain(Path.GetFileName(script)), "it shows how it is called");
            Assert.That(error, Is.Empty);
        });
    }

    [TestCase("bench/gate", "nonsense", "gate: 'nonsense' is not a gate")]
    [TestCase("bench/gate", "bless against", "gate: 'against' is not a gate with a baseline of its own")]
    [TestCase("bench/gate", "against no-such-commit", "gate: there is no commit 'no-such-commit'")]
    [TestCase("bench/nightly", "3", "nightly: it takes ROUNDS and REPETITIONS, or nothing")]
    [TestCase("bench/nightly", "3 x", "nightly: 'x' is not a number above 0")]
    [TestCase("bench/record", "nonsense", "record: no block of docs/BENCHMARKS.md has a command with 'nonsense'")]
    [TestCase("bench/compare.sh", "matmul nonsense", "compare.sh: there is no program 'nonsense' in bench/programs")]
    [TestCase("bench/guards.sh", "nonsense", "guards.sh: there is no program 'nonsense' in bench/programs")]
    [TestCase("bench/pairs.sh", "matmul", "pairs.sh: there is no program 'matmul' in bench/pairs")]
    [TestCase("bench/startup.sh", "nonsense", "startup.sh: it takes no arguments, but was given 'nonsense'")]
    [TestCase("bench/exits/raise.sh", "nonsense", "raise.sh: 'nonsense' is not a command")]
    [TestCase("bench/exits/compile.sh", "./orus x", "compile.sh: TURNS is a number, not 'x'")]
    [TestCase("bench/programs/check.sh", "nonsense", "check.sh: there is no program 'nonsense' in bench/programs")]
    [TestCase("fuzz", "--mutants", "fuzz: --mutants needs a number, not ''")]
    public void WhatIsNotKnownIsSaidInOneLine(string script, string arguments, string message)
    {
        (int exitCode, string output, string error) = Run(script, arguments.Split(' '));
        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(64));
            Assert.That(output, Is.Empty);
            Assert.That(error, Is.EqualTo(message + "; --help tells how to use it\n"));
        });
    }

    private static (int ExitCode, string Output, string Error) Run(string script, params string[] arguments)
    {
        string root = ArchitectureTests.RepositoryRoot();
        ProcessStartInfo start = new(Path.Combine(root, script)) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string error = "";
        process.ErrorDataReceived += (_, line) => error += line.Data is null ? "" : line.Data + "\n";
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromSeconds(30)), "it ends");
        process.WaitForExit();
        return (process.ExitCode, output, error);
    }
}
