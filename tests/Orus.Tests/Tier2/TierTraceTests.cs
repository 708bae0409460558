using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Orus.Tests.Cli;
using Orus.Tier2.Planning;

namespace Orus.Tests.Tier2;

/// <summary>What <c>--trace-jit</c> and <c>--stats</c> tell about Tier 2.</summary>
[TestFixture]
internal sealed class TierTraceTests
{
    private const string Program = """
        fn sum(values: [i32]) -> i32:
            mut total = 0
            for i in 0..len(values) + 1:
                total += values[i]
            return total
        mut data: [i32] = []
        for i in 0..500:
            push(data, i)
        try:
            print(sum(data))
        catch e:
            print(e)
        """;

    private static string[] Trace(params string[] options)
    {
        CliRunner.Result result = CliRunner.RunWithInput(Program, [.. options, "exec", "-"]);
        Assert.That(result.Output, Does.StartWith("Error: Array index out of bounds"), result.Error);
        return result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Test]
    public void EveryEventIsOneLineWithUnitAndPlace()
    {
        var names = new List<string>();
        foreach ((_, string name) in TierEvents.All)
            names.Add(name);
        var line = new Regex($"^jit: ({string.Join('|', names)}) orus:[^ ]+( at <stdin>:[0-9]+)?: .+$");
        string[] lines = Trace("--trace-jit", "--tier2-sync", "--tier2-threshold=50,50");
        Assert.That(lines, Is.All.Matches(line));
        Assert.That(lines, Has.Some.Match("^jit: hot orus:sum:loop0 at <stdin>:3: "));
        Assert.That(lines, Has.Some.Match("^jit: compiled orus:sum:loop0 at <stdin>:3: [0-9]+ IL instructions, [0-9]+ exits, [0-9]+ checks? left to .*; emitted in .* ms, queued .* ms, compiled in .* ms$"));
        Assert.That(lines, Has.Some.Match("^jit: entered orus:sum:loop0 at <stdin>:3: .* ms after it became hot$"));
        Assert.That(lines, Has.Some.Match("^jit: exited orus:sum:loop0 at <stdin>:4: bounds$"));
    }

    [Test]
    public void StatisticsListUnitsWithTheirExits()
    {
        string[] lines = Trace("--stats", "--tier2-sync", "--tier2-threshold=50,50");
        Assert.That(lines, Has.Some.Match("^compiled unit +entries +emit ms +wait ms +jit ms +hot to entry +IL +bytes +untested +exits$"));
        Assert.That(lines, Has.Some.Match(@"^orus:sum:loop0 +1 +[0-9.]+ +[0-9.]+ +[0-9.]+ +[0-9.]+ ms +[0-9]+ +[0-9]+ +[1-9] +[0-9]+, 1 x bounds$"));
    }

    private const string SmoothsElements = """
        fn smooth(a: [i32], n: i32, by: i32) -> i32:
            mut s = 0
            for i in 0..n:
                s = (s * 3 + a[i] + a[i + by] + a[(i + 7) % n]) % 1009
                a[n - 1 - i] = s
            return s
        print(smooth([3,] * 900, 900, 0))
        """;

    [TestCase("", " exits, 5 checks left to tests before their loops; emitted")]
    [TestCase("--disable=versions", " exits; emitted")]
    public void ChecksThatAreLeftToATestAreCounted(string option, string expected)
    {
        string[] options = option.Length == 0 ? [] : [option];
        CliRunner.Result result = CliRunner.RunWithInput(SmoothsElements, [.. options, "--trace-jit", "--tier2-sync", "--tier2-threshold=50,50", "exec", "-"]);
        Assert.That(result.Error.Split('\n'), Has.Some.Contains("compiled orus:smooth:loop0").And.Some.Contains(expected), result.Error);
    }

    [Test]
    public void EventsAreListedInEnumOrder()
    {
        Assert.That(TierEvents.All.Length, Is.EqualTo(Enum.GetValues<TierEventKind>().Length));
        for (int i = 0; i < TierEvents.All.Length; i++)
            Assert.That((int)TierEvents.All[i].Kind, Is.EqualTo(i));
    }

    [Test]
    public void FunctionsAreRecordedAndAdaptToOtherTypesAFewTimes()
    {
        const string Mixed = """
            fn add(a: any, b: any) -> any:
                mut sum: any = a
                for k in 0..2:
                    sum = sum + b
                return sum
            mut count = 0
            for i in 0..20000:
                if i < 2000:
                    add(i, 1)
                elif i % 4 == 0:
                    add(0.5, 1.5)
                elif i % 4 == 1:
                    add("a", "b")
                elif i % 4 == 2:
                    add(1 as i64, 2 as i64)
                else:
                    add(i, 3)
                count += 1
            print(count)
            """;
        CliRunner.Result result = CliRunner.RunWithInput(Mixed, ["--trace-jit", "--tier2-sync", "--tier2-threshold=1000,50", "exec", "-"]);
        Assert.That(result.Output, Is.EqualTo("20000\n"), result.Error);
        string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines, Has.Some.StartWith("jit: recorded orus:add at <stdin>:"));
        int again = Array.FindAll(lines, line => line.StartsWith("jit: respecialised orus:add ", StringComparison.Ordinal)).Length;
        Assert.That(again, Is.InRange(1, 6));
    }

    [Test]
    public void ALoopThatWouldKeepTheCompilerBusyForHoursIsRefused()
    {
        const string Chain = """
            fn grow(x: i32, rounds: i32) -> i32:
                mut y: i32 = x
                for i in 0..rounds:

            """;
        string program = Chain + string.Concat(Enumerable.Repeat("        y += ((y - x) + y)\n", 20)) + "    return y\nprint(grow(0, 3))\n";
        CliRunner.Result result = CliRunner.RunWithInput(program, ["--trace-jit", "--tier2-sync", "--tier2-threshold=1,1", "exec", "-"]);
        Assert.That(result.Output, Is.EqualTo("0\n"), result.Error);
        Assert.That(result.Error, Does.Contain("refused orus:grow"));
    }
}
