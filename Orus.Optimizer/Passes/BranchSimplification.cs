using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Branches on comparisons become compare-and-branch, jumps to jumps go straight, blocks with one way in and one way out are merged, and blocks that control cannot reach disappear.
/// Blocks that only jump to a loop header stay: they are its preheader or its one latch.
/// </summary>
internal static class BranchSimplification
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        bool[] headers = HeadersOf(analyses);
        FuseConditions(function, stats);
        ThreadJumps(function, headers, stats);
        // Only threaded jumps change edges so far.
        bool hasOtherEdges = stats.Count(PassCounter.JumpsThreaded) + stats.Count(PassCounter.BranchesFolded) > 0;
        Cfg cfg = hasOtherEdges ? new Cfg(function) : analyses.Cfg;
        stats.Add(PassCounter.BlocksRemoved, cfg.RemoveUnreachable());
        MergeBlocks(function, cfg, stats);
        stats.RaiseToControlFlow();
        bool mayHaveLostLoops = headers.Length > 0 && (hasOtherEdges || stats.Count(PassCounter.BlocksRemoved) > 0);
        if (hasOtherEdges)
            cfg.Release();
        if (mayHaveLostLoops)
            ForgetLostLoops(function, headers, context);
        return stats;
    }

    /// <summary>The loop headers, by block id; empty if there is none.</summary>
    private static bool[] HeadersOf(FunctionAnalyses analyses)
    {
        List<Loop> loops = analyses.Loops.Loops;
        bool[] headers = loops.Count == 0 ? [] : new bool[analyses.Cfg.IdLimit];
        foreach (Loop loop in loops)
            headers[analyses.Cfg.Blocks[loop.Header].Id] = true;
        return headers;
    }

    private static bool IsHeader(bool[] headers, Block block) => headers.Length > 0 && headers[block.Id];

    private static void FuseConditions(IrFunction function, PassStats stats)
    {
        Definitions? definitions = null;
        foreach (Block block in function.Blocks)
        {
            while (block.Terminator.Op == IrOp.Branch && FuseCondition(block, definitions ??= new Definitions(function)))
                stats.Add(PassCounter.ConditionsSimplified);
        }
    }

    /// <summary>Pulls a comparison or negation that only the branch reads into the branch; the operation itself is then dead.</summary>
    private static bool FuseCondition(Block block, Definitions definitions)
    {
        Instruction branch = block.Terminator;
        if (definitions.UseCount(branch.A) != 1 || definitions.Of(branch.A) is not { } condition || !IsStillValid(block, condition, definitions))
            return false;
        if (condition.Op == IrOp.Not)
        {
            branch.A = condition.A;
            branch.Targets = [branch.Targets![1], branch.Targets[0]];
            return true;
        }
        if (condition.Op is < IrOp.CmpLt or > IrOp.CmpNe || !Folding.IsComparable(condition.Type))
            return false;
        branch.Op = IrOp.BranchCmp;
        branch.Type = condition.Type;
        branch.Immediate = (long)Folding.ComparisonOf(condition.Op);
        branch.A = condition.A;
        branch.B = condition.B;
        return true;
    }

    /// <summary>Do the operands of an operation still have the values it read when control reaches the end of the block?</summary>
    private static bool IsStillValid(Block block, Instruction operation, Definitions definitions)
    {
        if (IsSingleOrAbsent(operation.A, definitions) && IsSingleOrAbsent(operation.B, definitions))
            return true;
        for (int i = block.Code.Count - 2; i >= 0; i--)
        {
            if (block.Code[i] == operation)
                return true;
            int dest = block.Code[i].Dest;
            if (dest >= 0 && (dest == operation.A || dest == operation.B))
                return false;
        }
        return false;
    }

    private static bool IsSingleOrAbsent(int register, Definitions definitions) => register < 0 || definitions.IsSingle(register);

    private static void ThreadJumps(IrFunction function, bool[] headers, PassStats stats)
    {
        foreach (Block block in function.Blocks)
        {
            Instruction terminator = block.Terminator;
            if (terminator.Targets is not { } targets)
                continue;
            for (int i = 0; i < targets.Length; i++)
            {
                Block target = FinalTarget(targets[i], headers);
                if (terminator.Op == IrOp.Jump && DecidedTarget(block, target, headers) is { } decided)
                    target = FinalTarget(decided, headers);
                if (target == targets[i])
                    continue;
                targets[i] = target;
                stats.Add(PassCounter.JumpsThreaded);
            }
            if (targets.Length == 2 && targets[0] == targets[1])
            {
                block.Code[^1] = new Instruction(IrOp.Jump, IrType.None, terminator.Span) { Targets = [targets[0]], Inlined = terminator.Inlined };
                stats.Add(PassCounter.BranchesFolded);
            }
        }
    }

    private static Block FinalTarget(Block target, bool[] headers)
    {
        // The bound ends the walk in a ring of empty blocks.
        for (int steps = 0; steps < 100 && target.Code.Count == 1 && target.Terminator.Op == IrOp.Jump; steps++)
        {
            Block next = target.Terminator.Targets![0];
            if (IsHeader(headers, next) || IsHeader(headers, target))
                break;
            target = next;
        }
        return target;
    }

    /// <summary>Where a block that only tests a flag goes, when the block before has just set the flag to a constant.</summary>
    private static Block? DecidedTarget(Block block, Block test, bool[] headers)
    {
        if (test.Code.Count != 1 || test.Terminator.Op != IrOp.Branch || IsHeader(headers, test))
            return null;
        int flag = test.Terminator.A;
        for (int i = block.Code.Count - 2; i >= 0; i--)
        {
            if (block.Code[i].Dest != flag)
                continue;
            if (block.Code[i].Op != IrOp.Const)
                return null;
            Block target = test.Terminator.Targets![block.Code[i].Immediate != 0 ? 0 : 1];
            return IsHeader(headers, target) ? null : target;
        }
        return null;
    }

    private static void MergeBlocks(IrFunction function, Cfg cfg, PassStats stats)
    {
        HashSet<Block>? merged = null;
        foreach (Block block in function.Blocks)
        {
            if (merged is not null && merged.Contains(block))
                continue;
            // A long chain is looked at once.
            bool canRaise = false;
            int looked = 0;
            while (block.Terminator.Op == IrOp.Jump)
            {
                Block next = block.Terminator.Targets![0];
                int index = cfg.IndexOf(next);
                if (next == block || cfg.Predecessors[index].Length != 1)
                    break;
                while (!canRaise && looked < block.Code.Count - 1)
                    canRaise = block.Code[looked++].CanRaise;
                if (block.Handler != next.Handler && canRaise && CanRaise(next))
                    break;
                if (!canRaise)
                    block.Handler = next.Handler;
                block.Code.RemoveAt(block.Code.Count - 1);
                block.Code.AddRange(next.Code);
                (merged ??= []).Add(next);
            }
        }
        if (merged is null)
            return;
        function.Blocks.RemoveAll(merged.Contains);
        stats.Add(PassCounter.BlocksMerged, merged.Count);
    }

    private static bool CanRaise(Block block)
    {
        foreach (Instruction instruction in block.Code)
        {
            if (instruction.CanRaise)
                return true;
        }
        return false;
    }

    /// <summary>A header whose backedge is gone is an ordinary block.</summary>
    private static void ForgetLostLoops(IrFunction function, bool[] headers, PassContext context)
    {
        bool[] remaining = HeadersOf(context.RenewAnalyses(function));
        foreach (Block block in function.Blocks)
        {
            if (headers[block.Id] && !IsHeader(remaining, block))
                block.SourceLoop = null;
        }
    }
}
