using NUnit.Framework;
using Orus.Interp.Errors;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Interp;

/// <summary>The dispatch loop on hand-written IR.</summary>
[TestFixture]
internal sealed class InterpreterTests
{
    private const string CallFib = "function main() -> i32\nb0:\n  %n:i32 = const.i32 15\n  %r:i32 = call _, (%n), @fib !depth\n  return %r\n";

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

    /// <summary>Counts how deep it can call itself: each level catches what the level below raises.</summary>
    private const string Deep = """
        function deep($n:i64) -> i64
        b0:
          %one:i64 = const.i64 1
          %m:i64 = add.i64 $n, %one !overflow
          %r:i64 = call _, (%m), @deep !depth
          return %r
        """;

    [Test]
    public void SumsInALoop()
    {
        using var runner = new IrRunner([Programs.SumLoop(1000)]);
        Assert.That(runner.Run(), Is.EqualTo(499500));
    }

    [Test]
    public void CallsItself()
    {
        using var runner = new IrRunner([CallFib, Fib]);
        Assert.That(runner.Run(), Is.EqualTo(610));
    }

    [TestCase(1)]
    [TestCase(17)]
    [TestCase(200_000)]
    public void DepthLimitIsExact(int limit)
    {
        // rec(k) nests k calls below the body.
        const string Rec = """
            function rec($n:i32) -> i32
            b0:
              %one:i32 = const.i32 1
              branchcmp.i32 $n, %one, Le -> b1, b2
            b1:
              return $n
            b2:
              %m:i32 = sub.i32 $n, %one !overflow
              %r:i32 = call _, (%m), @rec !depth
              return %r
            """;
        string main = "function main() -> i32\nb0:\n  %n:i32 = const.i32 N\n  %r:i32 = call _, (%n), @rec !depth\n  return %r\n";
        using var fits = new IrRunner([main.Replace("N", limit.ToString()), Rec], limit);
        Assert.That(fits.Run(), Is.EqualTo(1));
        using var exceeds = new IrRunner([main.Replace("N", (limit + 1).ToString()), Rec], limit);
        OrusException error = Assert.Throws<OrusException>(() => exceeds.Run())!;
        Assert.That(error.Message, Is.EqualTo($"Stack overflow: recursion limit of {limit} calls exceeded"));
        // The stack is as before, so the program could go on.
        Assert.That(Assert.Throws<OrusException>(() => exceeds.Run())!.Error.Id, Is.EqualTo(ErrorId.StackOverflow));
    }

    [Test]
    public void UnwindsToTheHandlerOfACaller()
    {
        const string Main = """
            function main() -> i64
            b0:
              %z:i64 = const.i64 0
              jump -> b1
            b1: handler b2
              %r:i64 = call _, (%z), @deep !depth
              return %r
            b2:
              %e:ref = catch
              %k:i64 = const.i64 -7
              return %k
            """;
        using var runner = new IrRunner([Main, Deep], maxDepth: 50);
        Assert.That(runner.Run(), Is.EqualTo(-7));
    }

    [TestCase("add.i32", int.MaxValue, 1, ErrorId.Overflow)]
    [TestCase("sub.i32", int.MinValue, 1, ErrorId.Overflow)]
    [TestCase("mul.i32", 65536, 65536, ErrorId.Overflow)]
    [TestCase("div.i32", int.MinValue, -1, ErrorId.Overflow)]
    [TestCase("rem.i32", int.MinValue, -1, ErrorId.Overflow)]
    [TestCase("div.i32", 5, 0, ErrorId.DivisionByZero)]
    [TestCase("add.i64", long.MaxValue, 1, ErrorId.Overflow)]
    [TestCase("sub.i64", long.MinValue, 1, ErrorId.Overflow)]
    [TestCase("mul.i64", 1L << 62, 2, ErrorId.Overflow)]
    [TestCase("mul.i64", 1L << 40, -(1L << 30), ErrorId.Overflow)]
    [TestCase("div.i64", long.MinValue, -1, ErrorId.Overflow)]
    [TestCase("rem.i64", 1, 0, ErrorId.DivisionByZero)]
    [TestCase("div.u64", 1, 0, ErrorId.DivisionByZero)]
    public void ChecksArithmetic(string operation, long left, long right, object expected)
    {
        foreach (bool immediate in new[] { false, true })
        {
            using var runner = new IrRunner([Programs.Binary(operation, left, right, immediate)]);
            Assert.That(Assert.Throws<OrusException>(() => runner.Run())!.Error.Id, Is.EqualTo(expected));
        }
    }

    [TestCase("add.i32", 5, -7, -2)]
    [TestCase("sub.i32", 5, 7, -2)]
    [TestCase("sub.i32", 5, -32768, 32773)]
    [TestCase("mul.i32", -5, 7, -35)]
    [TestCase("div.i32", -7, 2, -3)]
    [TestCase("rem.i32", -7, 3, -1)]
    [TestCase("rem.i32", 7, -3, 1)]
    [TestCase("add.u32", 4294967295, 2, 1)]
    [TestCase("sub.u32", 0, 1, 4294967295)]
    [TestCase("mul.u32", 65537, 65537, 131073)]
    [TestCase("div.u32", 4294967295, 2, 2147483647)]
    [TestCase("sub.u64", 0, 1, -1)]
    [TestCase("div.u64", -1, 2, long.MaxValue)]
    [TestCase("mul.i64", 3_000_000_000, -3, -9_000_000_000)]
    [TestCase("div.i64", -9_000_000_000, 4, -2_250_000_000)]
    [TestCase("rem.i64", long.MinValue, 10, -8)]
    public void Computes(string operation, long left, long right, long expected)
    {
        foreach (bool immediate in new[] { false, true })
        {
            using var runner = new IrRunner([Programs.Binary(operation, left, right, immediate)]);
            Assert.That(runner.Run(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void GoesOnBehindACaughtError()
    {
        const string Main = """
            function main() -> i64
            b0:
              %n:i64 = const.i64 5
              %z:i64 = const.i64 0
              %hundred:i64 = const.i64 100
              %one:i64 = const.i64 1
              $bad:i64 = move.i64 %z
              $sum:i64 = move.i64 %z
              %start:i64 = const.i64 -2
              $i:i64 = move.i64 %start
              jump -> b1
            b1: handler b3
              %q:i64 = div.i64 %hundred, $i !zero !overflow
              $sum = add.i64 $sum, %q !overflow
              jump -> b2
            b2:
              $i = add.i64 $i, %one
              branchcmp.i64 $i, %n, Lt -> b1, b4
            b3:
              %e:ref = catch
              $bad = add.i64 $bad, %one
              jump -> b2
            b4:
              %k:i64 = const.i64 1000
              %r:i64 = mul.i64 $bad, %k
              %s:i64 = add.i64 %r, $sum
              return %s
            """;
        using var runner = new IrRunner([Main]);
        Assert.That(runner.Run(), Is.EqualTo(1000 - 50 - 100 + 100 + 50 + 33 + 25));
    }

    [Test]
    public void FillsAndReadsArrays()
    {
        const string Main = """
            function main() -> i32
            b0:
              %a:ref = newarray (), [i32]
              %z:i32 = const.i32 0
              %n:i32 = const.i32 100
              %one:i32 = const.i32 1
              $i:i32 = move.i32 %z
              $s:i32 = move.i32 %z
              jump -> b1
            b1:
              push.i32 %a, $i
              %x:i32 = load.i32.i32 %a, $i !bounds
              $s = add.i32 $s, %x !overflow
              $i = add.i32 $i, %one
              branchcmp.i32 $i, %n, Lt -> b1, b2
            b2:
              store.i32.i32 %a, %z, $s !bounds
              %p:i32 = pop.i32 %a !bounds
              %l:i32 = len %a
              %y:i32 = load.i32.i32 %a, %z !bounds
              %r:i32 = add.i32 %y, %p !overflow
              %q:i32 = add.i32 %r, %l !overflow
              return.i32 %q
            """;
        using var runner = new IrRunner([Main]);
        Assert.That(runner.Run(), Is.EqualTo(4950 + 99 + 99));
        Assert.That(IrVerifier.Verify(runner.Main.Ir!), Is.Empty);
    }
}
