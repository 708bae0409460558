using System;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Lets one check stand for a chain of them. A check that succeeded is a witness for every register that its operands were computed from: an element <c>a[i + 1]</c> that was there answers for
/// <c>a[i]</c>, a square that did not overflow for the next step of its root, an element at all for the increment of its index; arrays filled to one length answer for each other. What range analysis has left
/// is looked at again with these witnesses. Depth checks of inlined calls are covered by deeper ones before them. The error of a chain stays where it was: only
/// checks that come later on every path go, and the first one raises as before.
/// </summary>
internal static class GuardFusion
{
    private const Checks Fusible = Checks.Bounds | Checks.Overflow | Checks.Zero | Checks.Range;

    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        // Dominance says nothing about the order of things on cycles with several entries.
        if (analyses.Loops.IsIrreducible)
            return stats;
        if (context.Switches.IsOn(Switch.Ranges) && HasChain(analyses))
            context.Intervals = RangeCheckElimination.Fuse(analyses, stats, context.Intervals, context.Switches.Plants(PlantedBug.GuardFusion));
        FuseDepthChecks(analyses, stats);
        return stats;
    }

    /// <summary>Is there a check left in a loop that another one could cover?</summary>
    private static bool HasChain(FunctionAnalyses analyses)
    {
        foreach (Loop loop in analyses.Loops.Loops)
        {
            foreach (int block in loop.Blocks)
            {
                foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
                {
                    if ((instruction.Checks & Fusible) != 0)
                        return true;
                }
            }
        }
        return false;
    }

    /// <summary>The depth of an activation does not change, so a check for as many calls or fewer than an earlier one cannot fail.</summary>
    private static void FuseDepthChecks(FunctionAnalyses analyses, PassStats stats)
    {
        Block[] blocks = analyses.Cfg.Blocks;
        var deepest = new long[blocks.Length];
        for (int block = 0; block < blocks.Length; block++)
        {
            // Dominators have lower numbers.
            deepest[block] = block == 0 ? 0 : deepest[analyses.Dominators.ImmediateDominator(block)];
            foreach (Instruction instruction in blocks[block].Code)
            {
                if (instruction.Op != IrOp.CheckDepth)
                    continue;
                if (instruction.Immediate <= deepest[block])
                    stats.RemoveChecks(instruction, Checks.Depth, ProofKind.Fused);
                deepest[block] = Math.Max(deepest[block], instruction.Immediate);
            }
            blocks[block].Code.RemoveAll(static instruction => instruction.Op == IrOp.CheckDepth && instruction.Checks == Checks.None);
        }
    }
}
