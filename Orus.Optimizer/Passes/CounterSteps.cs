using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Lets a loop test before it steps, where the step carries an overflow check and the test comes after it: <c>i += s; if i &lt; n</c> becomes <c>if i &lt; n - s: i += s</c>, whose step cannot overflow, and the
/// last step, which can, is taken on the way out. <c>while i &lt;= n: ... i += 1</c> is then the same loop as an inclusive range.
/// </summary>
internal static class CounterSteps
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        BlockLayout? layout = null;
        foreach (LoopCanonicalForm loop in analyses.Forms)
        {
            if (LimitBeforeStep(analyses.Cfg, loop) is { } distance)
                Rewrite(function, layout ??= new BlockLayout(function), loop, distance, stats);
        }
        layout?.Apply();
        stats.RaiseToControlFlow();
        return stats;
    }

    /// <summary>What is subtracted from the bound so that a counter strictly on this side of the result may step and go on; null if the loop is not of this kind or the difference could overflow.</summary>
    private static long? LimitBeforeStep(Cfg cfg, LoopCanonicalForm loop)
    {
        if (loop.Preheader is null || loop.Test is not { Position: TestPosition.AfterIncrement, IsBoundInvariant: true } test || loop.Counter is not { StepRegister: < 0 } counter)
            return null;
        Instruction step = counter.Increment;
        List<Instruction> code = test.Block.Code;
        if ((step.Checks & Checks.Overflow) == 0 || step.Dest != counter.Register || code.Count < 2 || code[^2] != step || counter.Step is 0 or > int.MaxValue or < -int.MaxValue)
            return null;
        // A test in the middle of a round goes on somewhere else.
        Block[] targets = test.Block.Terminator.Targets!;
        if (targets[targets[0] == test.Exit ? 1 : 0] != loop.Header)
            return null;
        long? distance = test.Comparison switch
        {
            Comparison.Lt when counter.Step > 0 => counter.Step,
            Comparison.Le when counter.Step > 0 => counter.Step - 1,
            Comparison.Gt when counter.Step < 0 => counter.Step,
            Comparison.Ge when counter.Step < 0 => counter.Step + 1,
            _ => null,
        };
        if (distance is null or 0)
            return distance;
        // The bound lies beyond the start, so it is far enough from the other end of the type if the start is.
        const int FarFromTheEnds = 1 << 30;
        bool isFar = counter.Initial is { Op: IrOp.Const, Immediate: > -FarFromTheEnds and < FarFromTheEnds } && distance is > -FarFromTheEnds and < FarFromTheEnds;
        return isFar && IsGuarded(cfg, loop, counter, test) ? distance : null;
    }

    /// <summary>Is the loop entered only after its test has held for the counter?</summary>
    private static bool IsGuarded(Cfg cfg, LoopCanonicalForm loop, InductionVariable counter, LoopTest test)
    {
        Block preheader = loop.Preheader!;
        ReadOnlySpan<int> predecessors = cfg.Predecessors[cfg.IndexOf(preheader)];
        if (predecessors.Length != 1 || preheader.Code.Exists(instruction => instruction.Dest == counter.Register || instruction.Dest == test.Bound))
            return false;
        Instruction guard = cfg.Blocks[predecessors[0]].Terminator;
        if (guard.Op != IrOp.BranchCmp || guard.A != counter.Register || guard.B != test.Bound || guard.Targets![0] == guard.Targets[1])
            return false;
        var comparison = (Comparison)guard.Immediate;
        return (guard.Targets[0] == preheader ? comparison : Comparisons.Negate(comparison)) == test.Comparison;
    }

    private static void Rewrite(IrFunction function, BlockLayout layout, LoopCanonicalForm loop, long distance, PassStats stats)
    {
        InductionVariable counter = loop.InductionVariables[0];
        LoopTest test = loop.Test!.Value;
        Instruction checkedStep = counter.Increment;
        Instruction branch = test.Block.Terminator;
        IrType type = checkedStep.Type;
        int limit = test.Bound;
        if (distance != 0)
        {
            int amount = function.NewTemporary(type);
            limit = function.NewTemporary(type);
            loop.Preheader!.Code.InsertRange(loop.Preheader.Code.Count - 1,
            [
                new Instruction(IrOp.Const, type, branch.Span) { Dest = amount, Immediate = distance, Inlined = branch.Inlined },
                new Instruction(IrOp.Sub, type, branch.Span) { Dest = limit, A = test.Bound, B = amount, Inlined = branch.Inlined },
            ]);
        }
        Block goesOn = NewBlock(function, test.Block, checkedStep.Clone(), loop.Header);
        stats.RemoveChecks(goesOn.Code[0], Checks.Overflow, ProofKind.CanonicalBound);
        Block leaves = NewBlock(function, test.Block, checkedStep, test.Exit);
        test.Block.Code.RemoveAt(test.Block.Code.Count - 2);
        branch.A = counter.Register;
        branch.B = limit;
        branch.Immediate = (int)(counter.Step > 0 ? Comparison.Lt : Comparison.Gt);
        branch.Targets = [goesOn, leaves];
        layout.AddBehind(test.Block, goesOn);
        layout.AddBehind(test.Block, leaves);
    }

    private static Block NewBlock(IrFunction function, Block like, Instruction step, Block next)
    {
        Block block = function.NewBlock();
        block.Handler = like.Handler;
        block.Code.Add(step);
        block.Code.Add(new Instruction(IrOp.Jump, IrType.None, step.Span) { Targets = [next] });
        return block;
    }
}
