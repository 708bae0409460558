using NUnit.Framework;

namespace Orus.Tests.Cli;

/// <summary><c>--dump=il,asm</c>: what Tier 2 makes of loops and functions, beside the source.</summary>
public sealed class CompiledDumpTests
{
    private const string Source = """
        fn weigh(values: [i32], at: i32) -> i32:
            return values[at] * 3

        fn sum(values: [i32]) -> i32:
            total = 0
            for i in 0..1000:
                total += weigh(values, i % len(values))
            return total

        values: [i32] = [1, 2, 3]
        for turn in 0..10:
            print(sum(values) + weigh(values, turn % 3))

        """;

    private static string Dump(params string[] more) =>
        CliRunner.RunWithInput(Source, ["exec", "-", "--tier=tier2", "--disable=inline,unroll", .. more]).Error;

    [Test]
    public void IlStandsBelowTheSourceLinesItWasMadeFrom()
    {
        string il = Dump("--dump=il");
        Assert.That(il, Does.Contain("== il orus:main:loop0\n").And.Contain("== il orus:weigh\n"));
        Assert.That(il, Does.Match(@"; <stdin>:2  return values\[at\] \* 3\n  IL_[0-9a-f]{4}  "));
        Assert.That(il, Does.Match(@"  IL_[0-9a-f]{4}  mul\.ovf\n"));
    }

    [Test]
    public void MachineCodeOfLoopsAndFunctionsNamesPositionsAndExits()
    {
        string asm = Dump("--dump=asm");
        Assert.That(asm, Does.Contain("== asm orus:main:loop0\n").And.Contain("== asm orus:weigh\n"));
        Assert.That(asm, Does.Match(@"; <stdin>:2  return values\[at\] \* 3\n(  .*\n)*  [0-9a-f]{4}  j\w+ .*; exit: bounds\n"));
        Assert.That(asm, Does.Match(@"  mov dword \[\w+\],[0-9A-F]+h? +; position\n"));
        Assert.That(asm, Does.Contain("; count exit: loop-exit"));
    }

    [Test]
    public void OneLoopCanBePickedAndBringsTheFunctionAroundIt()
    {
        // Loop 0 is the one at the top, loop 1 that in sum, which is compiled as a whole when the first is.
        string il = Dump("--dump=il", "--dump-loop=1");
        Assert.That(il, Does.Contain("== il orus:sum\n").And.Not.Contain("== il orus:weigh\n").And.Not.Contain("== il orus:main"));
    }

    [TestCase("", 4)]
    [TestCase("--disable=rounds", 1)]
    public void SmallLoopsHaveSeveralRoundsForOnePoll(string option, int rounds)
    {
        const string Loop = "mut i = 0\nmut t = 0\nwhile i < 5000:\n    t += i * i % 7\n    i += 1\nprint(t)\n";
        string il = CliRunner.RunWithInput(Loop, ["exec", "-", "--tier=tier2", "--dump=il", .. option.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)]).Error;
        Assert.That(il.Split("  rem").Length - 1, Is.EqualTo(rounds), il);
        Assert.That(il.Split("ldfld _interrupt").Length - 1, Is.EqualTo(1), il);
    }

    [TestCase("t += i % m", "", true)]
    [TestCase("t += i % m", "--disable=float-division", false)]
    [TestCase("t = (t + i / m) % 1000", "", true)]
    [TestCase("x = x * 17 % m", "", false)]
    [TestCase("a[0] = a[1] % m + 1", "", false)]
    [TestCase("a[i % m] = i", "", true)]
    [TestCase("t += i % 7 + i % 9", "", false)]
    [TestCase("a[mixed[0] % m] = i", "", false)]
    public void DivisionsThatDoNotWaitForEachOtherAreThoseOfDoubles(string round, string option, bool areDoubles)
    {
        string loop = $"m = int(\"5\")\nmut t = 0\nmut x = 1\na = [1, 2, 3, 4, 5]\nmixed: [any] = [7, true]\nmut i = 0\nwhile i < 5000:\n    {round}\n    i += 1\nprint(t, x, a)\n";
        string il = CliRunner.RunWithInput(loop, ["exec", "-", "--tier=tier2", "--dump=il", .. option.Split(' ', System.StringSplitOptions.RemoveEmptyEntries)]).Error;
        Assert.That(il, areDoubles ? Does.Contain("conv.r8") : Does.Not.Contain("conv.r8").And.Contain("  rem"));
    }
}
