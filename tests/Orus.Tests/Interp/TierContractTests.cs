using System.Collections.Generic;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Errors;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Interp;

/// <summary>What a tier may rely on, with "compiled code" written by hand.</summary>
[TestFixture]
internal sealed unsafe class TierContractTests
{
    /// <summary>A tier that answers with whatever the test wants.</summary>
    private sealed class FakeTier : ITierUp
    {
        public int LoopThreshold { get; init; } = 10;

        public int CallThreshold { get; init; } = 10;

        public System.Action<RuntimeFunction, LoopState>? HotLoop { get; init; }

        public System.Action<RuntimeFunction>? HotFunction { get; init; }

        public List<long> SlotsSeen { get; } = [];

        public ExecutionContext Context { get; private set; } = null!;

        public void Attach(ExecutionContext context) => Context = context;

        public void OnHotLoop(RuntimeFunction function, LoopState loop, in FrameView frame)
        {
            SlotsSeen.Add(frame.Bits[0]);
            HotLoop?.Invoke(function, loop);
        }

        public void OnHotFunction(RuntimeFunction function) => HotFunction?.Invoke(function);

        public void Detach(ExecutionContext context)
        {
        }
    }

    private static int SlotOf(RuntimeFunction function, string name)
    {
        for (int register = 0; register < function.Ir!.Registers.Count; register++)
        {
            if (function.Ir.Registers[register].Name == name)
                return function.Code!.SlotOf[register];
        }
        throw new AssertionException("no register " + name);
    }

    [Test]
    public void RunsACompiledLoopAndGoesOnAtItsExit()
    {
        int entries = 0;
        var tier = new FakeTier
        {
            HotLoop = (function, loop) =>
            {
                int total = SlotOf(function, "total");
                int counter = SlotOf(function, "i");
                loop.Publish(
                    (bits, ref _, _) =>
                    {
                        entries++;
                        // Does ten rounds at a time, then leaves at the header.
                        for (int i = 0; i < 10; i++)
                            bits[total] += bits[counter]++;
                        return bits[counter] < 1000 ? 0 : 1;
                    },
                    [loop.HeaderPc, function.Code!.PcOf(function.Ir!.Blocks[2])]);
            },
        };
        using var runner = new IrRunner([Programs.SumLoop(1000)], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(499500));
        // 10 rounds before the loop is hot; then each entry does 10 rounds, and the interpreter one until the next backedge.
        Assert.That(entries, Is.EqualTo(90));
        Assert.That(runner.Main.Code!.Loops[0].Entries, Is.EqualTo(90));
    }

    [Test]
    public void EntersFromAboveOnceCompiled()
    {
        int entries = 0;
        var tier = new FakeTier
        {
            HotLoop = (function, loop) => loop.Publish(
                (bits, ref _, _) =>
                {
                    entries++;
                    bits[SlotOf(function, "total")] = -1;
                    return 0;
                },
                [function.Code!.PcOf(function.Ir!.Blocks[2])]),
        };
        using var runner = new IrRunner([Programs.SumLoop(1000)], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(-1));
        Assert.That(runner.Run(), Is.EqualTo(-1));
        Assert.That(entries, Is.EqualTo(2));
        runner.Main.Code!.Loops[0].Withdraw(1_000_000);
        Assert.That(runner.Run(), Is.EqualTo(499500));
    }

    [Test]
    public void AsksAgainAfterTheBudgetTheTierSets()
    {
        var tier = new FakeTier { HotLoop = (_, loop) => loop.Remaining = 100 };
        using var runner = new IrRunner([Programs.SumLoop(1000)], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(499500));
        // Asked after 10 backedges and then every 100.
        Assert.That(tier.SlotsSeen, Has.Count.EqualTo(10));
    }

    [Test]
    public void ACompiledLoopMayReturnOrRaise()
    {
        bool raise = false;
        var tier = new FakeTier
        {
            HotLoop = (_, loop) => loop.Publish(
                (_, ref _, context) =>
                {
                    context.ResultBits = 77;
                    context.PendingError = raise ? Raise.Overflow() : null;
                    return raise ? LoopResult.Raised : LoopResult.Returned;
                },
                []),
        };
        using var runner = new IrRunner([Programs.SumLoop(1000)], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(77));
        raise = true;
        Assert.That(Assert.Throws<OrusException>(() => runner.Run())!.Error.Id, Is.EqualTo(ErrorId.Overflow));
    }

    [Test]
    public void CompiledFunctionsCallAndResumeInterpretedOnes()
    {
        const string Main = """
            function main() -> i64
            b0:
              %n:i64 = const.i64 50
              %z:i64 = const.i64 0
              %one:i64 = const.i64 1
              $s:i64 = move.i64 %z
              $i:i64 = move.i64 %z
              jump -> b1
            b1:
              %d:i64 = call _, ($i), @twice !depth
              $s = add.i64 $s, %d !overflow
              $i = add.i64 $i, %one
              branchcmp.i64 $i, %n, Lt -> b1, b2
            b2:
              return $s
            """;
        const string Twice = "function twice($x:i64) -> i64\nb0:\n  %r:i64 = call _, ($x), @same !depth\n  %s:i64 = add.i64 %r, $x !overflow\n  return %s\n";
        const string Same = "function same($x:i64) -> i64\nb0:\n  return $x\n";
        int compiledCalls = 0;
        FakeTier tier = null!;
        tier = new FakeTier
        {
            LoopThreshold = int.MaxValue,
            HotFunction = function =>
            {
                if (function.Name != "twice")
                    return;
                tier.Context.SetCompiled(function, (bits, ref _, context) =>
                {
                    compiledCalls++;
                    RuntimeFunction same = context.Functions[function.Index].Name == "twice" ? Find(context, "same") : null!;
                    long* arguments = context.PrepareCall(same);
                    arguments[0] = bits[0];
                    context.CallInterpreted(same);
                    long first = context.ResultBits;
                    // Leave by a side exit at the addition: a frame of its own, whose registers are written by hand.
                    Instruction addition = function.Ir!.Blocks[0].Code[1];
                    long* registers = context.PrepareCall(function);
                    registers[function.Code!.SlotOf[addition.A]] = first;
                    registers[function.Code!.SlotOf[addition.B]] = bits[0];
                    context.ResumeInFrame(function, function.Code.ResumeOf(addition).Pc);
                });
            },
        };
        using var runner = new IrRunner([Main, Twice, Same], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(49 * 50));
        Assert.That(compiledCalls, Is.EqualTo(41));
        Assert.That(runner.Context.RemainingDepth, Is.EqualTo(101));
    }

    [Test]
    public void EveryInstructionSaysWhereItResumes()
    {
        using var runner = new IrRunner([Programs.SumLoop(3)]);
        runner.Run();
        BytecodeFunction code = runner.Main.Code!;
        Block body = runner.Main.Ir!.Blocks[1];
        Assert.That(code.ResumeOf(body.Code[1]).Pc, Is.EqualTo(code.PcOf(body)), "the conversion before the addition emits nothing");
        Assert.That(code.ResumeOf(body.Code[^1]).Pc, Is.EqualTo(-1), "the comparison is part of the counting backedge");
        Assert.That(code.ResumeOf(body.Code[^2]).First, Is.SameAs(body.Code[^2]));
    }

    private static RuntimeFunction Find(ExecutionContext context, string name)
    {
        foreach (RuntimeFunction function in context.Functions)
        {
            if (function is not null && function.Name == name)
                return function;
        }
        throw new AssertionException("no function " + name);
    }
}
