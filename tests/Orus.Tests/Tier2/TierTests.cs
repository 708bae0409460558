using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tests.Tier2;

/// <summary>What Tier 2 compiles, how it leaves compiled code, and that nothing is lost on the way.</summary>
[TestFixture]
internal sealed class TierTests
{
    private static (string Output, List<UnitReport> Units, RunResult Result) Run(string source, int threshold = 100, int depth = EngineOptions.DefaultMaxDepth)
    {
        var output = new MemoryStream();
        var units = new List<UnitReport>();
        var engine = new OrusEngine(new EngineOptions
        {
            Output = output,
            MaxDepth = depth,
            Tier = () => new TierController(new TierOptions { LoopThreshold = threshold, CallThreshold = threshold, Synchronous = true, FailsLoudly = true, OnUnit = units.Add }),
        });
        CompileResult compiled = engine.Compile("test.orus", Encoding.UTF8.GetBytes(source));
        Assert.That(compiled.Diagnostics, Is.Empty);
        RunResult result = compiled.Program!.Run();
        return (Encoding.UTF8.GetString(output.ToArray()), units, result);
    }

    private static long Exits(List<UnitReport> units, string reason)
    {
        long count = 0;
        foreach (UnitReport unit in units)
        {
            foreach (ExitCount exit in unit.ExitCounts)
                count += exit.ReasonName == reason ? exit.Count : 0;
        }
        return count;
    }

    [Test]
    public void OverflowInsideTryResumesAtTheOperationWithAllRegisters()
    {
        (string output, List<UnitReport> units, _) = Run("""
            mut total = 0
            mut at = -1
            mut steps: i64 = 0
            try:
                for i in 0..200000:
                    at = i
                    steps += 3
                    total = total + i
            catch e:
                print(e, total, at, steps)
            """);
        Assert.That(output, Is.EqualTo("Error: Integer overflow 2147450880 65536 196611\n"));
        // First the form that restarts, then the one with explicit tests, which leaves at the addition.
        Assert.That(units, Has.Count.EqualTo(2));
        Assert.That(Exits(units, "overflow"), Is.EqualTo(1));
    }

    [Test]
    public void TypeFlipInTheMiddleOfACompiledLoopLosesNothing()
    {
        (string output, List<UnitReport> units, _) = Run("""
            mut acc = 0
            for i in 0..100000:
                if i == 99000:
                    acc = 0.5
                acc = acc + 1
            print(acc, typeof(acc))
            """);
        Assert.That(output, Is.EqualTo("1000.5 f64\n"));
        // For integers alone, and then for both.
        Assert.That(units, Has.Count.EqualTo(2));
    }

    [Test]
    public void RecursionLimitHoldsInCompiledFunctions()
    {
        (string output, List<UnitReport> units, _) = Run(
            """
            fn depth(n: i32) -> i32:
                return 0 if n == 0 else depth(n - 1) + 1
            for i in 0..5:
                print(depth(49 + i - i))
            try:
                print(depth(50))
            catch e:
                print(e)
            """,
            threshold: 1,
            depth: 50);
        Assert.That(output, Is.EqualTo("49\n49\n49\n49\n49\nError: Stack overflow: recursion limit of 50 calls exceeded\n"));
        Assert.That(units, Is.Not.Empty);
    }

    [Test]
    public void ErrorTraceNamesCompiledCallers()
    {
        (_, _, RunResult result) = Run(
            """
            fn inner(values: [i32], i: i32) -> i32:
                mut sum = 0
                for k in 0..3:
                    sum += values[i + k]
                return sum
            fn outer(values: [i32], n: i32) -> i32:
                mut sum = 0
                for i in 0..n:
                    sum += inner(values, i)
                return sum
            numbers = [1, 2, 3, 4, 5, 6, 7, 8,]
            print(outer(numbers, 5))
            print(outer(numbers, 9))
            """,
            threshold: 1);
        Assert.That(result.Error!.Message, Does.Contain("Array index out of bounds"));
        Assert.That(result.Error.Notes[0], Does.StartWith("called from outer ("));
    }

    [Test]
    public void ACompiledEndlessLoopObeysTheTimeout()
    {
        var engine = new OrusEngine(new EngineOptions
        {
            Output = Stream.Null,
            Timeout = TimeSpan.FromMilliseconds(300),
            Tier = () => new TierController(TierOptions.InPlace(1)),
        });
        OrusProgram program = engine.Compile("test.orus", Encoding.UTF8.GetBytes("mut x: u32 = 0\nwhile true:\n    x += 1\n")).Program!;
        Assert.That(program.Run().Status, Is.EqualTo(RunStatus.TimedOut));
    }

    [Test]
    public void MachineCodeOfACountedLoopHasNoChecksLeft()
    {
        (_, List<UnitReport> units, _) = Run("""
            fn sum(values: [i64]) -> i64:
                mut total: i64 = 0
                for value in values:
                    total += value
                return total
            mut data: [i64] = []
            for i in 0..1000:
                push(data, i as i64)
            print(sum(data))
            """);
        UnitReport loop = units.Find(unit => unit.Name == "orus:sum:loop0")!;
        string code = string.Join("\n", loop.Disassemble());
        Assert.That(code, Does.Contain("ret"));
        // The addition is checked by the overflow flag; the element's bounds are not checked at all.
        Assert.That(code, Does.Contain("jo "));
        Assert.That(Exits([loop], "bounds"), Is.Zero);
    }

    [Test]
    public void ExitReasonsAndRefusalsAreListedInEnumOrder()
    {
        Assert.That(ExitReasons.All.Length, Is.EqualTo(Enum.GetValues<ExitReason>().Length));
        for (int i = 0; i < ExitReasons.All.Length; i++)
            Assert.That((int)ExitReasons.All[i].Reason, Is.EqualTo(i));
        Assert.That(Refusals.All.Length, Is.EqualTo(Enum.GetValues<RefusalReason>().Length));
        for (int i = 0; i < Refusals.All.Length; i++)
            Assert.That((int)Refusals.All[i].Reason, Is.EqualTo(i));
    }

    [Test]
    public void ArrayElementsBeginWhereRawArraySays()
    {
        double[] items = [1.5, 2.5];
        ref byte data = ref Unsafe.As<RuntimeFields.RawArray>(items).Data;
        Assert.That(Unsafe.As<byte, double>(ref data), Is.EqualTo(1.5));
        object[] references = ["a", "b"];
        ref byte first = ref Unsafe.As<RuntimeFields.RawArray>(references).Data;
        Assert.That(Unsafe.As<byte, object>(ref first), Is.SameAs(references[0]));
    }

    // Compiled code of the inner loop takes the backedges of the outer one, so the interpreter never does.
    [Test]
    public void AnOuterLoopWhoseBackedgesAnInnerOneTakesIsCompiledToo()
    {
        (string output, List<UnitReport> units, _) = Run("""
            fn f(n: i32) -> i32:
                mut t = 0
                mut i = 0
                while true:
                    i += 1
                    t = (t * 3 + i) % 1009
                    mut j = 0
                    while true:
                        if i == n:
                            return t
                        t = (t + j) % 1009
                        j += 1
                        if j > i % 7:
                            break
            print(f(20000))
            """);
        Assert.That(output, Is.EqualTo("138\n"));
        Assert.That(units.ConvertAll(unit => unit.Name), Is.EqualTo(new[] { "orus:f:loop1", "orus:f:loop0" }));
        Assert.That(units[1].Loop!.Entries, Is.EqualTo(1));
        Assert.That(units[0].Loop!.Entries, Is.LessThan(200));
    }
}
