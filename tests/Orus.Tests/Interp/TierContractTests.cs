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

        public void OnLeftFunction(RuntimeFunction function, int pc)
        {
        }

        public void OnEnteredOften(RuntimeFunction function, LoopState loop) => throw new System.NotSupportedException();

        public void OnThrown()
        {
        }

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
                int after = function.Code!.PcOf(function.Ir!.Blocks[2]);
                loop.Publish(
                    (bits, ref _, _) =>
                    {
                        entries++;
                        // Does ten rounds at a time, then leaves at the header.
                        for (int i = 0; i < 10; i++)
                            bits[total] += bits[counter]++;
                        return bits[counter] < 1000 ? loop.HeaderPc : after;
                    });
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
                    return function.Code!.PcOf(function.Ir!.Blocks[2]);
                }),
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
    public void EntersCodeThatIsPublishedLaterAtOneOfTheNextBackedges()
    {
        const string Loop = """
            function main() -> i32
            b0:
              %n:i32 = const.i32 10000
              %zi:i32 = const.i32 0
              $i:i32 = move.i32 %zi
              jump -> b1
            b1:
              %one:i32 = const.i32 1
              $i = call _, ($i, %one), @add !depth
              branchcmp.i32 $i, %n, Lt -> b1, b2
            b2:
              return $i
            """;
        const string Add = """
            function add(%a:i32, %b:i32) -> i32
            b0:
              %c:i32 = add.i32 %a, %b
              return %c
            """;
        RuntimeFunction? caller = null;
        LoopState? waiting = null;
        long entered = 0;
        var tier = new FakeTier
        {
            LoopThreshold = 10,
            CallThreshold = 100,
            HotLoop = (function, loop) =>
            {
                caller = function;
                waiting = loop;
                loop.State = TierState.Compiling;
                loop.Remaining = long.MaxValue;
            },
            HotFunction = _ => waiting!.Publish(
                (bits, ref _, _) =>
                {
                    entered = bits[SlotOf(caller!, "i")];
                    return caller!.Code!.PcOf(caller.Ir!.Blocks[2]);
                }),
        };
        using var runner = new IrRunner([Loop, Add], tier: tier);
        Assert.That(runner.Run(), Is.EqualTo(entered));
        Assert.That(entered, Is.InRange(100, 140));
    }

    [Test]
    public void ACompiledLoopMayRaise()
    {
        var tier = new FakeTier
        {
            HotLoop = (_, loop) => loop.Publish(
                (_, ref _, context) =>
                {
                    context.PendingError = Raise.Overflow();
                    return ~loop.HeaderPc;
                }),
        };
        using var runner = new IrRunner([Programs.SumLoop(1000)], tier: tier);
        Assert.That(Assert.Throws<OrusException>(() => runner.Run())!.Error.Id, Is.EqualTo(ErrorId.Overflow));
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
}
