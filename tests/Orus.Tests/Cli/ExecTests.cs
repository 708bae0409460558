using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using NUnit.Framework;

namespace Orus.Tests.Cli;

[TestFixture]
internal sealed class ExecTests : IDisposable
{
    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void AProgramRunsByCommandByShortFormAndFromStandardInput()
    {
        const string Program = "print(\"hi\", 1 + 2)\n";
        string file = _files.Add("hi.orus", Program);
        foreach (CliRunner.Result result in new[] { CliRunner.Run("exec", file), CliRunner.Run(file), CliRunner.Run(file, "--", "-x", "y"), CliRunner.RunWithInput(Program, "-") })
        {
            Assert.That(result.Output, Is.EqualTo("hi 3\n"));
            Assert.That(result.Error, Is.Empty);
            Assert.That(result.ExitCode, Is.Zero);
        }
    }

    [Test]
    public void AProgramReadsStandardInput()
    {
        string file = _files.Add("echo.orus", "a = input(\"? \")\nprint(a, input())\n");
        Assert.That(CliRunner.RunWithInput("x\r\ny", file).Output, Is.EqualTo("? x y\n"));
    }

    [Test]
    public void ReturnAtTopLevelEndsWithCode0()
    {
        CliRunner.Result result = CliRunner.RunWithInput("print(1)\nreturn\nprint(2)\n", "-");
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Is.EqualTo("1\n"));
    }

    [Test]
    public void CompileErrorsExitWith65AndRunNothing()
    {
        CliRunner.Result result = CliRunner.RunWithInput("print(1)\nprint(nope)\n", "exec", "-");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.StartWith("-- SYNTAX ERROR: ").And.Contain("<stdin>:2:7").And.Contain("  2 | print(nope)\n    |       ^^^^"));
    }

    [Test]
    public void RunTimeErrorsExitWith70AndKeepTheOutput()
    {
        CliRunner.Result result = CliRunner.RunWithInput("print(1)\nfn f(n):\n    return 1 / n\nprint(f(0))\n", "exec", "-");
        Assert.That(result.ExitCode, Is.EqualTo(70));
        Assert.That(result.Output, Is.EqualTo("1\n"));
        Assert.That(result.Error, Does.StartWith("-- RUNTIME PANIC: ").And.Contain("<stdin>:3:14").And.Contain("= note: called from main (<stdin>:4)"));
    }

    [TestCase("/nowhere/at/all.orus", "cannot read '/nowhere/at/all.orus': there is no such file")]
    [TestCase("/", "cannot read '/': it is a directory")]
    [TestCase("/proc/self/mem", "cannot read '/proc/self/mem': it cannot be opened as a file")]
    public void AnUnreadableFileIsOneLineAndExitCode65(string file, string message)
    {
        CliRunner.Result result = CliRunner.Run("exec", file);
        Assert.That(result.Error, Is.EqualTo("orus: " + message + "\n"));
        Assert.That(result.ExitCode, Is.EqualTo(65));
    }

    [Test]
    public void AModuleThatCannotBeReadIsADiagnosticOfItsUse()
    {
        // Nobody can read the start of this file, not even root.
        File.CreateSymbolicLink(_files.PathOf("broken.orus"), "/proc/self/mem");
        CliRunner.Result result = CliRunner.Run("check", _files.Add("main.orus", "use broken\n"), "--error-format=minimal");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Error, Does.Contain("main.orus:1:5: E3001").And.Contain("cannot read the module `broken`").And.EndWith("it cannot be opened as a file\n"));
    }

    [Test]
    public void ANamedPipeIsReadOnce()
    {
        string pipe = _files.PathOf("pipe");
        using (var make = Process.Start("mkfifo", pipe))
            make.WaitForExit();
        Task write = Task.Run(() => File.WriteAllText(pipe, "print(7)\n"));
        Assert.That(CliRunner.Run("exec", pipe).Output, Is.EqualTo("7\n"));
        Assert.That(write.Wait(TimeSpan.FromSeconds(10)), Is.True);
    }

    [Test]
    public void AModuleThatIsADirectoryOrMissingIsADiagnostic()
    {
        _files.Add("mod.orus/inner.orus", "");
        CliRunner.Result result = CliRunner.Run(_files.Add("main.orus", "use mod\n"), "--error-format=minimal");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Error, Does.Contain("main.orus:1:5: E3"));
    }

    [Test]
    public void ModulesAreFoundBesideTheFileAndOnTheSearchPath()
    {
        _files.Add("beside.orus", "pub fn f() -> i32: 1\n");
        _files.Add("far/away.orus", "pub fn g() -> i32: 2\n");
        string file = _files.Add("main.orus", "use beside: f\nuse away: g\nprint(f(), g())\n");
        CliRunner.Result result = CliRunner.Run("", new Dictionary<string, string> { ["ORUSPATH"] = "/nowhere:" + _files.PathOf("far") }, file);
        Assert.That(result.Output, Is.EqualTo("1 2\n"));
    }

    [Test]
    public void MinimalErrorsAreOneLineEach()
    {
        CliRunner.Result result = CliRunner.RunWithInput("x: i32 = \"a\"\nprint(nope)\n", "-", "--error-format=minimal");
        string[] lines = result.Error.TrimEnd().Split('\n');
        Assert.That(lines, Has.Length.EqualTo(2));
        Assert.That(lines[0], Does.StartWith("<stdin>:1:10: E2001: "));
        Assert.That(lines[1], Does.StartWith("<stdin>:2:7: E1010: "));
    }

    [Test]
    public void JsonErrorsAreOneObjectPerLine()
    {
        CliRunner.Result result = CliRunner.Run("x: i32 = \"a\"\n", new Dictionary<string, string> { ["ORUS_ERROR_FORMAT"] = "json" }, "-");
        using JsonDocument error = JsonDocument.Parse(result.Error);
        Assert.That(error.RootElement.GetProperty("code").GetString(), Is.EqualTo("E2001"));
        Assert.That(error.RootElement.GetProperty("line").GetInt32(), Is.EqualTo(1));
        Assert.That(error.RootElement.GetProperty("column").GetInt32(), Is.EqualTo(10));
        Assert.That(error.RootElement.GetProperty("length").GetInt32(), Is.EqualTo(3));
    }

    [Test]
    public void WarningsCanBeSilenced()
    {
        const string Program = "a = [1, 2]\nprint(len(a))\n";
        CliRunner.Result loud = CliRunner.RunWithInput(Program, "-");
        Assert.That(loud.Error, Does.Contain("<stdin>:1:"));
        Assert.That(loud.ExitCode, Is.Zero);
        Assert.That(CliRunner.RunWithInput(Program, "-", "--no-warnings").Error, Is.Empty);
        Assert.That(CliRunner.RunWithInput(Program, "-", "-q").Error, Is.Empty);
    }

    [Test]
    public void TheRecursionLimitIsAnOption()
    {
        const string Program = "fn f(n: i32) -> i32:\n    return 0 if n == 0 else f(n - 1)\nprint(f(9))\nprint(f(10))\n";
        CliRunner.Result result = CliRunner.RunWithInput(Program, "-", "--max-recursion=10");
        Assert.That(result.Output, Is.EqualTo("0\n"));
        Assert.That(result.Error, Does.Contain("recursion limit of 10 calls exceeded"));
        Assert.That(CliRunner.RunWithInput(Program, "-", "--max-depth", "11").ExitCode, Is.Zero);
    }

    [Test]
    public void ATimeoutStopsALoopAndTellsWhere()
    {
        CliRunner.Result result = CliRunner.RunWithInput("print(1)\nmut i: i64 = 0\nwhile true:\n    i += 1\n", "-", "--timeout=0.05");
        Assert.That(result.ExitCode, Is.EqualTo(70));
        Assert.That(result.Output, Is.EqualTo("1\n"));
        Assert.That(result.Error, Does.Contain("the time limit of 0.05 s is over").And.Match("<stdin>:[34]:"));
    }

    [Test]
    public void NoHandlerOfTheProgramSeesATimeout()
    {
        CliRunner.Result result = CliRunner.RunWithInput("while true:\n    try:\n        while true:\n            pass\n    catch:\n        pass\n", "-", "--timeout=0.05");
        Assert.That(result.ExitCode, Is.EqualTo(70));
    }

    [Test]
    public void TheHeapLimitEndsAProgramThatCollectsTooMuch()
    {
        const string Program = "mut all: [[i64]] = []\nwhile true:\n    push(all, [7i64, 100000])\n";
        CliRunner.Result result = CliRunner.RunWithInput(Program, "-", "--max-heap=1M", "--timeout=30", "--no-warnings");
        Assert.That(result.ExitCode, Is.EqualTo(70));
        Assert.That(result.Error, Does.Contain("Out of memory"));
    }

    [Test]
    public void NoSwitchChangesTheOutput()
    {
        const string Program = "mut t = 0\nfor i in 0..100:\n    t += i * 2\nprint(t)\n";
        string expected = CliRunner.RunWithInput(Program, "-").Output;
        foreach (string option in new[] { "--disable=all", "--no-tier2", "--tier=interp", "--tier=tier2", "--tier2-sync", "--tier2-threshold=1", "--enable-jit", "--disable-jit", "--verify-ir", "--enable=all" })
            Assert.That(CliRunner.RunWithInput(Program, "-", option).Output, Is.EqualTo(expected), option);
    }

    [Test]
    public void AnUnknownSwitchIsAUsageError()
    {
        CliRunner.Result result = CliRunner.RunWithInput("", "-", "--disable=licm,unrol");
        Assert.That(result.Error, Is.EqualTo("orus: option '--disable': unknown switch 'unrol', did you mean 'unroll'?\n"));
        Assert.That(result.ExitCode, Is.EqualTo(64));
        Assert.That(CliRunner.Run("", new Dictionary<string, string> { ["ORUS_DISABLE"] = "nope" }, "-").ExitCode, Is.EqualTo(64));
    }

    [Test]
    public void StatisticsAndTracesGoToStandardError()
    {
        const string Program = "mut t = 0\nfor i in 0..100:\n    t += i\nprint(t)\n";
        CliRunner.Result stats = CliRunner.RunWithInput(Program, "-", "--stats", "--trace-opt");
        Assert.That(stats.Output, Is.EqualTo("4950\n"));
        Assert.That(stats.Error, Does.Contain("front end").And.Contain("pass").And.Contain("licm"));
    }

    [Test]
    public void SwitchesListsTheTable()
    {
        CliRunner.Result result = CliRunner.Run("switches");
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain("licm").And.Contain("unroll-trips"));
    }
}
