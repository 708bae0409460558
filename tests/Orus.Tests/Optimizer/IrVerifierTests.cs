using System.Collections.Generic;
using NUnit.Framework;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Optimizer;

/// <summary>Each rule of the verifier, broken once.</summary>
[TestFixture]
internal sealed class IrVerifierTests
{
    [Test]
    public void AWellFormedLoopPasses()
    {
        List<string> errors = Verify("""
            function f($n:i32) -> i32
            b0:
              $i:i32 = const.i32 0
              branchcmp.i32 $i, $n, Lt -> b1, b2
            b1: handler b3
              %1:i32 = const.i32 1
              $i = add.i32 $i, %1 !overflow
              branchcmp.i32 $i, $n, Lt -> b1, b2
            b2:
              return.i32 $i
            b3:
              %2:ref = catch.ref
              return.i32 $i
            """);
        Assert.That(errors, Is.Empty);
    }

    [TestCase("b0:\n  %0:i32 = const.i32 1", "does not end with a terminator")]
    [TestCase("b0:\n  return\n  return", "before the end of the block")]
    [TestCase("b0:\n  jump -> b1\nb1:\n  jump -> b0", "the entry cannot be a target")]
    [TestCase("b0:\n  %0:i32 = add.i32 _, _\n  return", "operand a is missing")]
    [TestCase("b0:\n  %0:i32 = const.i32 1\n  %1:i64 = add.i64 %0, %0\n  return", "operand a has type i32")]
    [TestCase("b0:\n  %0:i32 = const.i32 1\n  %1:i32 = add.i32 %0, %0 !bounds\n  return", "cannot carry the checks Bounds")]
    [TestCase("b0:\n  %0:u32 = const.u32 1\n  %1:u32 = add.u32 %0, %0 !overflow\n  return", "only signed arithmetic")]
    [TestCase("b0:\n  %0:i32 = const.i32 1\n  %0 = const.i32 2\n  return", "%0 has 2 definitions")]
    [TestCase("b0:\n  %0:i32 = move.i32 $x:i32\n  return", "$x is not defined on every path")]
    [TestCase("b0: handler b1\n  return\nb1:\n  return", "does not start with catch")]
    [TestCase("b0:\n  jump -> b1\nb1:\n  %0:ref = catch.ref\n  return", "is a handler, which only an error reaches")]
    [TestCase("b0:\n  %1:i32 = const.i32 1\n  %0:ref = catch.ref\n  return", "catch is not the first")]
    [TestCase("b0:\n  %0:i32 = const.i32 1\n  return.i32 %0", "the function returns none")]
    [TestCase("b0:\n  %0:ref = newarray.ref (), _\n  return", "the extra object is missing")]
    public void ABrokenRuleIsReported(string body, string message) =>
        Assert.That(Verify("function f()\n" + body), Has.Some.Contains(message));

    [Test]
    public void AHandlerSeesOnlyWhatWasDefinedBeforeTheError()
    {
        List<string> errors = Verify("""
            function f($n:i32) -> i32
            b0: handler b1
              $before:i32 = const.i32 1
              $result:i32 = add.i32 $n, $before !overflow
              return.i32 $result
            b1:
              %3:ref = catch.ref
              $sum:i32 = add.i32 $before, $result
              return.i32 $sum
            """);
        Assert.That(errors, Has.Count.EqualTo(1));
        Assert.That(errors[0], Does.Contain("$result is not defined"));
    }

    [Test]
    public void AnEdgeIntoTheMiddleOfALoopIsReported()
    {
        List<string> errors = Verify("""
            function f($c:bool)
            b0:
              branch.bool $c -> b1, b2
            b1:
              jump -> b2
            b2:
              branch.bool $c -> b1, b3
            b3:
              return
            """);
        Assert.That(errors, Has.Some.Contains("entered elsewhere than at its header"));
    }

    [Test]
    public void AllErrorsAreListed()
    {
        List<string> errors = Verify("function f()\nb0:\n  %0:i32 = add.i32 _, _ !bounds\n  jump -> b0\n");
        Assert.That(errors, Has.Count.EqualTo(4));
    }

    private static List<string> Verify(string text) => IrVerifier.Verify(IrParser.Parse(text));
}
