using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Moves the test of a loop from its start to its end: <c>while true: if done: break ...</c> becomes a guard, the rest of the body, and a latch that tests, as a <c>while</c> with a condition is lowered.
/// The header is copied to the way into the loop and stays as the latch; the block after it is the new header. Only small headers are worth their copy, and only where no latch tests already.
/// </summary>
internal static class LoopRotation
{
    private const int LargestHeader = 16;

    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        List<Loop> loops = analyses.Loops.Loops;
        var staying = new int[loops.Count];
        for (int i = 0; i < staying.Length; i++)
            staying[i] = StayingTarget(analyses, loops[i]);
        Definitions? definitions = null;
        // Inner loops first: what they change about the way out of them is then known.
        for (int i = staying.Length - 1; i >= 0; i--)
        {
            if (staying[i] < 0)
                continue;
            Rotate(function, analyses.Cfg, loops[i], staying[i], definitions ??= new Definitions(function));
            stats.Add(PassCounter.Rotated);
        }
        stats.RaiseToControlFlow();
        return stats;
    }

    /// <summary>Which target of the header's test stays in the loop; -1 if the loop does not begin with a test that can be moved.</summary>
    private static int StayingTarget(FunctionAnalyses analyses, Loop loop)
    {
        Cfg cfg = analyses.Cfg;
        Block header = cfg.Blocks[loop.Header];
        // A range that steps after its test is as it should be.
        if (header.SourceLoop?.Kind == SourceLoopKind.ForRange || loop.IsIrreducible || header.Code.Count > LargestHeader || header.Terminator.Op is not (IrOp.Branch or IrOp.BranchCmp) || header.Code[0].Op == IrOp.CatchError)
            return -1;
        foreach (int latch in loop.Latches)
        {
            if (latch == loop.Header || cfg.Blocks[latch].Terminator.Op != IrOp.Jump)
                return -1;
        }
        // Its copy stands outside of the loop, from where no error leads into it.
        if (Cfg.ActiveHandler(header) is { } handler && analyses.Loops.Contains(loop, cfg.IndexOf(handler)))
            return -1;
        Block[] targets = header.Terminator.Targets!;
        bool firstStays = analyses.Loops.Contains(loop, cfg.IndexOf(targets[0]));
        if (firstStays == analyses.Loops.Contains(loop, cfg.IndexOf(targets[1])))
            return -1;
        return firstStays ? 0 : 1;
    }

    private static void Rotate(IrFunction function, Cfg cfg, Loop loop, int staying, Definitions definitions)
    {
        Block test = cfg.Blocks[loop.Header];
        Block body = test.Terminator.Targets![staying];
        var latches = new HashSet<Block>();
        foreach (int latch in loop.Latches)
            latches.Add(cfg.Blocks[latch]);
        Block guard = BlockCopies.Make(function, [test], BlockCopies.LocalRegisters(function, [test], definitions))[test];
        List<Block> blocks = function.Blocks;
        foreach (Block block in blocks)
        {
            if (!latches.Contains(block))
                Redirect(block, test, guard);
        }
        // The way back ends where the test stands now: behind the last block of the loop.
        var inLoop = new HashSet<Block>();
        foreach (int block in loop.Blocks)
            inLoop.Add(cfg.Blocks[block]);
        int last = blocks.Count - 1;
        while (!inLoop.Contains(blocks[last]))
            last--;
        blocks.Insert(last + 1, test);
        int place = blocks.IndexOf(test);
        blocks[place] = guard;
        // The new header belongs to no other loop, and only the guard and the test lead to it.
        Block header = function.NewBlock();
        header.Code.Add(new Instruction(IrOp.Jump, IrType.None, test.Terminator.Span) { Targets = [body] });
        Redirect(guard, body, header);
        Redirect(test, body, header);
        header.SourceLoop = test.SourceLoop;
        test.SourceLoop = null;
        blocks.Insert(place + 1, header);
    }

    private static void Redirect(Block block, Block from, Block to)
    {
        Block[] targets = block.Terminator.Targets ?? [];
        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] == from)
                targets[i] = to;
        }
    }
}
