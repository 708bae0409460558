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
}
