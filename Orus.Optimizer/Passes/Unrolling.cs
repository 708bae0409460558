using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Writes out innermost loops with a small constant number of rounds. The loop's own blocks are the first round, the others are copies. The test is gone: each round leads to the next, the
/// last one to the exit; other ways out (break, errors) stay as they are. Registers that live within a round get a new name in each copy, so temporaries keep their single definition; one that is read
/// after the loop becomes a variable.
/// </summary>
internal static class Unrolling
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        Definitions definitions = analyses.Definitions;
        BlockLayout? layout = null;
        LoopCanonicalForm[] loops = analyses.Forms;
        for (int i = 0; i < loops.Length; i++)
        {
            if (analyses.Loops.Loops[i].Children.Count > 0)
                continue;
            if (ReasonAgainst(loops[i], context.Switches) is { } reason)
                stats.Refuse(loops[i].Header, reason);
            else
                Unroll(function, loops[i], definitions, layout ??= new BlockLayout(function), stats);
        }
        layout?.Apply();
        stats.RaiseToControlFlow();
        return stats;
    }

    private static RefusalReason? ReasonAgainst(LoopCanonicalForm loop, SwitchSet switches)
    {
        if (loop.TripCount is not { } trips || trips < 1 || loop.Latches.Length != 1 || loop.Test!.Value.Position == TestPosition.AtTop)
            return RefusalReason.TripCountUnknown;
        if (trips > switches.Value(Parameter.UnrollTrips))
            return RefusalReason.TripCountTooLarge;
        int size = 0;
        foreach (Block block in loop.Blocks)
            size += block.Code.Count;
        return size * trips > switches.Value(Parameter.UnrollSize) ? RefusalReason.BodyTooLarge : null;
    }

    private static void Unroll(IrFunction function, LoopCanonicalForm loop, Definitions definitions, BlockLayout layout, PassStats stats)
    {
        int trips = (int)loop.TripCount!.Value;
        LoopTest test = loop.Test!.Value;
        HashSet<int> local = BlockCopies.LocalRegisters(function, loop.Blocks, definitions);
        Block last = loop.Header;
        foreach (Block block in loop.Blocks)
            last = layout.IndexOf(block) > layout.IndexOf(last) ? block : last;
        var rounds = new Dictionary<Block, Block>[trips];
        for (int round = 1; round < trips; round++)
        {
            rounds[round] = BlockCopies.Make(function, loop.Blocks, local);
            foreach (Block copy in rounds[round].Values)
                layout.AddBehind(last, copy);
        }
        rounds[0] = [];
        foreach (Block block in loop.Blocks)
            rounds[0].Add(block, block);

        FixCounter(function, loop, rounds);
        for (int round = 0; round < trips; round++)
        {
            bool isLast = round == trips - 1;
            Block header = rounds[round][loop.Header];
            Block next = isLast ? test.Exit : rounds[round + 1][loop.Header];
            Decide(rounds[round][test.Block], test.Exit, isLast);
            foreach (Block block in loop.Blocks)
            {
                Block[] targets = rounds[round][block].Terminator.Targets ?? [];
                for (int i = 0; i < targets.Length; i++)
                {
                    if (targets[i] == header)
                        targets[i] = next;
                }
            }
        }
        loop.Header.SourceLoop = null;
        stats.Add(PassCounter.Unrolled, Statistic.Unrolled, loop);
    }

    /// <summary>Up to its increment, which ends the round, the counter has a known value: the round reads a constant instead, which need not be a variable.</summary>
    private static void FixCounter(IrFunction function, LoopCanonicalForm loop, Dictionary<Block, Block>[] rounds)
    {
        InductionVariable counter = loop.InductionVariables[0];
        Block? last = Array.Find(loop.Latches, latch => latch.Code.Contains(counter.Increment));
        if (last is null || counter.Increment.Dest != counter.Register)
            return;
        int increment = last.Code.IndexOf(counter.Increment);
        for (int i = increment + 1; i < last.Code.Count; i++)
        {
            if (last.Code[i].CanRaise)
                return;
        }
        IrType type = function.TypeOf(counter.Register);
        for (int round = 0; round < rounds.Length; round++)
        {
            int value = function.NewTemporary(type);
            foreach ((Block original, Block copy) in rounds[round])
            {
                int end = original == last ? increment + 1 : copy.Code.Count;
                for (int i = 0; i < end; i++)
                    BlockCopies.Rename(copy.Code[i], counter.Register, value);
            }
            var constant = new Instruction(IrOp.Const, type, counter.Initial!.Span) { Dest = value, Immediate = counter.Initial.Immediate + (round * counter.Step) };
            rounds[round][loop.Header].Code.Insert(0, constant);
        }
    }

    /// <summary>The test of a round is decided: the last one leaves, the others go on.</summary>
    private static void Decide(Block block, Block exit, bool leaves)
    {
        Instruction test = block.Terminator;
        Block goesOn = test.Targets![0] == exit ? test.Targets[1] : test.Targets[0];
        block.Code[^1] = new Instruction(IrOp.Jump, IrType.None, test.Span) { Targets = [leaves ? exit : goesOn], Inlined = test.Inlined };
    }
}
