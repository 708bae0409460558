using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Gives every loop a preheader: a block outside of the loop that is the only way in and leads nowhere else. Loops are lowered inverted, so the guard of a zero-trip loop
/// stays in front of the preheader, and the header runs whenever the preheader does.
/// </summary>
internal static class LoopForm
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        List<Loop> loops = analyses.Loops.Loops;
        Dictionary<Block, Block>? preheaders = null;
        foreach (Loop loop in loops)
        {
            if (loop.IsIrreducible)
                stats.Refuse(analyses.Cfg.Blocks[loop.Header], RefusalReason.Irreducible);
            if (FindPreheader(analyses, loop) is null)
                Make(function, analyses, loop, preheaders ??= [], stats);
        }
        if (preheaders is { Count: > 0 })
            Place(function.Blocks, preheaders);
        stats.RaiseToControlFlow();
        return stats;
    }

    /// <summary>The preheader of a loop, or null.</summary>
    public static Block? FindPreheader(FunctionAnalyses analyses, Loop loop)
    {
        Cfg cfg = analyses.Cfg;
        int preheader = -1;
        foreach (int predecessor in cfg.Predecessors[loop.Header])
        {
            if (analyses.Loops.Contains(loop, predecessor))
                continue;
            if (preheader >= 0)
                return null;
            preheader = predecessor;
        }
        return preheader >= 0 && cfg.Blocks[preheader].Terminator.Op == IrOp.Jump ? cfg.Blocks[preheader] : null;
    }

    private static void Make(IrFunction function, FunctionAnalyses analyses, Loop loop, Dictionary<Block, Block> preheaders, PassStats stats)
    {
        Cfg cfg = analyses.Cfg;
        Block header = cfg.Blocks[loop.Header];
        // A handler loop begins with catch, which errors reach directly: nothing can stand before it.
        if (header.Code[0].Op == IrOp.CatchError)
        {
            stats.Refuse(header, RefusalReason.NoPreheader);
            return;
        }
        Block preheader = function.NewBlock();
        preheader.Code.Add(new Instruction(IrOp.Jump, IrType.None, header.SourceLoop?.Span ?? header.Terminator.Span) { Targets = [header] });
        // An operation moved here from the header must raise to where it raised before, unless that is inside the loop.
        if (header.Handler is { } handler && !(cfg.IndexOf(handler) is >= 0 and int index && analyses.Loops.Contains(loop, index)))
            preheader.Handler = handler;
        foreach (int predecessor in cfg.Predecessors[loop.Header])
        {
            if (analyses.Loops.Contains(loop, predecessor))
                continue;
            Block[] targets = cfg.Blocks[predecessor].Terminator.Targets!;
            for (int i = 0; i < targets.Length; i++)
            {
                if (targets[i] == header)
                    targets[i] = preheader;
            }
        }
        preheaders.Add(header, preheader);
        stats.Add(PassCounter.Preheaders);
    }

    /// <summary>Puts each preheader directly before its header, so that it falls through.</summary>
    private static void Place(List<Block> blocks, Dictionary<Block, Block> preheaders)
    {
        Block[] old = [.. blocks];
        blocks.Clear();
        foreach (Block block in old)
        {
            if (preheaders.TryGetValue(block, out Block? preheader))
                blocks.Add(preheader);
            blocks.Add(block);
        }
    }
}
