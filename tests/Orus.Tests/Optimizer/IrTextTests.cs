using System;
using System.Collections.Generic;
using NUnit.Framework;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Optimizer;

/// <summary>The text form of the IR and the tables behind it.</summary>
[TestFixture]
internal sealed class IrTextTests
{
    private const string Everything = """
        function all($n:i32, $xs:ref, $v:any) -> i64
        b0: handler b4
          %0:i64 = const.i64 -9223372036854775808
          %1:f64 = const.f64 0.1
          %2:bool = const.bool true
          %3:u64 = const.u64 18446744073709551615
          $acc:i64 = move.i64 %0
          %4:ref = constref.ref "a\0a\22?\5c"
          %5:ref = constref.ref @helper
          $acc = add.i64 $acc, %0 !overflow
          %6:i32 = unbox.i32 $v, i32 !type
          %7:ref = unbox.ref $v, [fn(i32, any) -> void] !type
          %8:ref = unbox.ref $v, Box<i32> !type
          %9:any = dynbin.any $v, $v, Add/right
          %10:bool = dynbin.bool $v, $v, Less
          %11:any = dynslice.any $v, _, %0
          %12:ref = dynrange.ref $v, $v, _, inclusive/left+right
          %13:i32 = load.i32.i32 $xs, $n !bounds
          store.i32.i32 $xs, $n, %13 !bounds
          %14:ref = newstruct.ref (%13, %4), Point
          %15:i32 = getfield.i32 %14, 0, Point
          %16:ref = newenum.ref (%13), 1, enum Shape
          %17:i32 = payload.i32 %16, 1/0, enum Shape
          %18:i32 = getglobal.i32 3, global total !assigned
          %19:ref = newcell.i32 _, 'x'
          call _, (%13), @helper !depth
          %20:i64 = callclosure.i64 %5, (), fn() -> i64 !depth
          %21:f64 = builtin.f64 (), Timestamp, _
          print (%13, %1), {"x=" 0/HexLower " " 1/Fixed2 "\0a"}
          jump -> b1
        b1: loop ForRange counter=$i:i32 bound=$n step=1
          %22:i32 = const.i32 1
          $i = add.i32 $n, %22
          branchcmp.i32 $i, $n, Lt -> b1, b2
        b2:
          branch.bool %2 -> b3, b5
        b3:
          return.i64 $acc
        b4:
          $acc~2:ref = catch.ref
          raise MissingResult, 'all'
        b5:
          raise KnownFailure, _

        """;

    [Test]
    public void PrintedTextParsesBack()
    {
        IrFunction function = IrParser.Parse(Everything);
        string text = IrPrinter.Print(function, IrPrintOptions.Normalized);
        Assert.That(text, Is.EqualTo(Everything));
        Assert.That(IrPrinter.Print(IrParser.Parse(IrPrinter.Print(function)), IrPrintOptions.Normalized), Is.EqualTo(text));
    }

    [Test]
    public void NormalizedTextDoesNotDependOnTheNumbering()
    {
        const string left = "function f() -> i32\nb7:\n  %40:i32 = const.i32 1 ; a comment\n  $x~9:i32 = move.i32 %40\n  return.i32 $x~9\n";
        const string right = "function f() -> i32\nb0:\n  %0:i32 = const.i32 1\n  $x:i32 = move.i32 %0\n  return.i32 $x\n";
        Assert.That(IrPrinter.Print(IrParser.Parse(left), IrPrintOptions.Normalized), Is.EqualTo(right));
    }

    [Test]
    public void SpansParseBack()
    {
        const string text = "function f()\nb0:\n  return at 1:20+3\n";
        Assert.That(IrPrinter.Print(IrParser.Parse(text), IrPrintOptions.Spans), Is.EqualTo(text));
    }

    [TestCase("function f()\nb0:\n  jump -> b1\n", "b1 is missing")]
    [TestCase("function f()\nb0:\n  %0 = const.i32 1\n  return\n", "no type")]
    [TestCase("function f()\nb0:\n  frobnicate %0\n", "line 3: unknown operation")]
    [TestCase("function f()\nb0:\n  return !speed\n", "unknown check")]
    [TestCase("function f()\n  return\n", "outside of a block")]
    public void MalformedTextsAreRefused(string text, string message) =>
        Assert.That(() => IrParser.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains(message));

    [Test]
    public void EveryOperationHasItsRowAndItsTypes()
    {
        Array operations = Enum.GetValues<IrOp>();
        Assert.That(IrOpTable.All.Length, Is.EqualTo(operations.Length));
        var names = new HashSet<string>();
        foreach (IrOp op in operations)
        {
            Assert.That(IrOpTable.Info(op).Op, Is.EqualTo(op));
            Assert.That(names.Add(IrOpTable.Info(op).Name), Is.True, op.ToString());
            Assert.That(IrTypeRules.Signature(op), Is.Not.Null, op.ToString());
        }
    }
}
