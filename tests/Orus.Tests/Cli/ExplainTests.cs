using System;
using NUnit.Framework;

namespace Orus.Tests.Cli;

[TestFixture]
internal sealed class ExplainTests : IDisposable
{
    private const string Program = """
        fn total(values: [i32], n: i32) -> i64:
            mut sum: i64 = 0
            mut i = 0
            while i < n:
                sum += (values[i] * n) as i64
                i += 1
            return sum
        values: [i32] = [3,] * 5000
        print(total(values, len(values)))
        for k in 0..9:
            print("k")
        """;

    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void TellsWhoRanEachLoopAndWhichChecksAreLeft()
    {
        CliRunner.Result result = CliRunner.Run("explain", _files.Add("p.orus", Program), "--tier2-sync");
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.StartWith("75000000\nk\nk\nk\nk\nk\nk\nk\nk\nk\n\n== explain\n2 loops with 5,009 rounds, "));
        Assert.That(result.Output, Does.Match(@"p\.orus:4  while i < n:\n    in total; "));
        Assert.That(result.Output, Does.Match(@"compiled as orus:total:loop0 in \d"));
        Assert.That(result.Output, Does.Contain("    keeps in registers: i, "));
        Assert.That(result.Output, Does.Match(@"5,000 times integer overflow at 5:\d+ `\*`: sum \+= \(values\[i\] \* n\) as i64\n"));
        Assert.That(result.Output, Does.Match(@"p\.orus:10  for k in 0\.\.9:\n"));
        Assert.That(result.Output, Does.Contain("ran in the interpreter: a loop is compiled after 1000 rounds"));
    }

    [Test]
    public void SaysWhyThereIsNoMachineCode()
    {
        CliRunner.Result result = CliRunner.Run("explain", _files.Add("p.orus", Program), "--no-tier2");
        Assert.That(result.Output, Does.Contain("because machine code is switched off").And.Not.Contain("compiled as"));
    }

    [Test]
    public void ShowsMachineCodeOnRequest()
    {
        CliRunner.Result result = CliRunner.Run("explain", _files.Add("p.orus", Program), "--tier2-sync", "--asm");
        Assert.That(result.Output, Does.Contain("\norus:total:loop0:\n").And.Match(@"\n  [0-9a-f]{4}  mov "));
    }

    [Test]
    public void AProgramWithoutLoopsHasNothingToExplain() =>
        Assert.That(CliRunner.Run("explain", _files.Add("p.orus", "print(1)\n")).Output, Is.EqualTo("1\n\n== explain\nThe program ran no loop.\n"));

    [Test]
    public void AnErrorIsReportedAndWhatRanExplained()
    {
        CliRunner.Result result = CliRunner.Run("explain", _files.Add("p.orus", "for i in 0..10:\n    print(1 / (3 - i))\n"));
        Assert.That(result.ExitCode, Is.EqualTo(70));
        Assert.That(result.Error, Does.StartWith("-- RUNTIME PANIC"));
        Assert.That(result.Output, Does.Contain("ran 4 rounds in 1 entry\n"));
    }
}
