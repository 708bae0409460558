using NUnit.Framework;
using Orus.Interp.Bytecode;

namespace Orus.Tests.Interp;

/// <summary>The dispatch loop on hand-written IR.</summary>
[TestFixture]
internal sealed class InterpreterTests
{
    private const string SumLoop = """
        function sum() -> i64
        b0:
          %n:i32 = const.i32 1000
          %z:i64 = const.i64 0
          $total:i64 = move.i64 %z
          %zi:i32 = const.i32 0
          $i:i32 = move.i32 %zi
          jump -> b1
        b1:
          %w:i64 = convert.i64.i32 $i
          $total = add.i64 $total, %w !overflow
          %one:i32 = const.i32 1
          $i = add.i32 $i, %one
          branchcmp.i32 $i, %n, Lt -> b1, b2
        b2:
          return $total
        """;

    private const string Fib = """
        function fib($n:i32) -> i32
        b0:
          %two:i32 = const.i32 2
          branchcmp.i32 $n, %two, Lt -> b1, b2
        b1:
          return $n
        b2:
          %one:i32 = const.i32 1
          %a:i32 = sub.i32 $n, %one !overflow
          %x:i32 = call _, (%a), @fib !depth
          %b:i32 = sub.i32 $n, %two !overflow
          %y:i32 = call _, (%b), @fib !depth
          %s:i32 = add.i32 %x, %y !overflow
          return %s
        """;

    [Test]
    public void SumsInALoop()
    {
        using var runner = new IrRunner([SumLoop]);
        Assert.That(runner.Run(), Is.EqualTo(499500));
        TestContext.Out.WriteLine(Disassembler.Print(runner.Main.Code!));
    }

    [Test]
    public void CallsItself()
    {
        using var runner = new IrRunner(["function main() -> i32\nb0:\n  %n:i32 = const.i32 15\n  %r:i32 = call _, (%n), @fib !depth\n  return %r\n", Fib]);
        Assert.That(runner.Run(), Is.EqualTo(610));
    }
}
