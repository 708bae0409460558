using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Assigns module variables once, where a loop is left, instead of in every round. Nobody can look in between: the loop reads none of them, calls nothing, has no other effect, and nothing in it can fail, so it ends
/// by its branches alone (an interrupt that ends the program finds the variables as they were before the loop, which has done nothing else). Each variable has one store, which every way out has passed,
/// and its value is still in the register then. All stores of a loop go, or none.
/// </summary>
internal static class StoreSinking
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        if (analyses.Loops.IsIrreducible || !analyses.Definitions.Has(IrOp.StoreGlobal))
            return stats;
        BlockLayout? layout = null;
        Loop? done = null;
        // Outer loops first; what left one of them is no store of a loop inside any more.
        foreach (Loop loop in analyses.Loops.Loops)
        {
            if ((done is not null && analyses.Loops.Contains(done, loop.Header)) || FindStores(analyses, loop) is not { } stores)
                continue;
            Sink(function, layout ??= new BlockLayout(function), analyses, loop, stores);
            stats.Add(PassCounter.StoresSunk, stores.Count);
            done = loop;
        }
        layout?.Apply();
        stats.RaiseToControlFlow();
        return stats;
    }

    /// <summary>The stores of a loop that may move, or null.</summary>
    private static List<(int Block, Instruction Store)>? FindStores(FunctionAnalyses analyses, Loop loop)
    {
        const Effects Harmless = Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable | Effects.Terminator;
        List<(int Block, Instruction Store)>? stores = null;
        if (loop.Exits.Count == 0)
            return null;
        foreach (int block in loop.Blocks)
        {
            if (analyses.Cfg.Blocks[block].Handler is not null)
                return null;
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (instruction.CanRaise || (instruction.Op != IrOp.StoreGlobal && (instruction.Effects & ~Harmless) != Effects.None))
                    return null;
                if (instruction.Op == IrOp.StoreGlobal)
                    (stores ??= []).Add((block, instruction));
            }
        }
        if (stores is null)
            return null;
        foreach ((int block, Instruction store) in stores)
        {
            if (!IsPassedByAllExits(analyses, loop, block) || !HasOneAccess(analyses, loop, store) || !IsValueKept(analyses, loop, block, store))
                return null;
        }
        return stores;
    }

    private static bool IsPassedByAllExits(FunctionAnalyses analyses, Loop loop, int block)
    {
        foreach (LoopExit exit in loop.Exits)
        {
            if (!analyses.Dominators.Dominates(block, exit.From))
                return false;
        }
        return true;
    }

    /// <summary>Is the store the only thing in the loop that has to do with its variable?</summary>
    private static bool HasOneAccess(FunctionAnalyses analyses, Loop loop, Instruction store)
    {
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (instruction != store && instruction.Op is IrOp.LoadGlobal or IrOp.StoreGlobal && instruction.Immediate == store.Immediate)
                    return false;
            }
        }
        return true;
    }

    /// <summary>Is the register, once stored, not assigned before the next store? So it is if the loop assigns it in the block of the store alone, and before it.</summary>
    private static bool IsValueKept(FunctionAnalyses analyses, Loop loop, int storing, Instruction store)
    {
        foreach (int block in loop.Blocks)
        {
            bool isBeforeStore = block == storing;
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (instruction == store)
                    isBeforeStore = false;
                else if (instruction.Dest == store.A && !isBeforeStore)
                    return false;
            }
        }
        return true;
    }

    private static void Sink(IrFunction function, BlockLayout layout, FunctionAnalyses analyses, Loop loop, List<(int Block, Instruction Store)> stores)
    {
        Block[] blocks = analyses.Cfg.Blocks;
        var landings = new Dictionary<Block, Block>();
        foreach (LoopExit exit in loop.Exits)
        {
            Block target = blocks[exit.To];
            if (!landings.TryGetValue(target, out Block? landing))
            {
                landing = NewLanding(function, target, stores);
                landings.Add(target, landing);
                // Before its target, so that it falls through, unless that is the header of a loop around this one.
                if (layout.IndexOf(target) > layout.IndexOf(blocks[exit.From]))
                    layout.AddBefore(target, landing);
                else
                    layout.AddLast(landing);
            }
            Block[] targets = blocks[exit.From].Terminator.Targets!;
            for (int i = 0; i < targets.Length; i++)
            {
                if (targets[i] == target)
                    targets[i] = landing;
            }
        }
        foreach ((int block, Instruction store) in stores)
            blocks[block].Code.Remove(store);
    }

    private static Block NewLanding(IrFunction function, Block target, List<(int Block, Instruction Store)> stores)
    {
        Block landing = function.NewBlock();
        foreach ((_, Instruction store) in stores)
            landing.Code.Add(store.Clone());
        landing.Code.Add(new Instruction(IrOp.Jump, IrType.None, stores[0].Store.Span) { Targets = [target], Inlined = stores[0].Store.Inlined });
        return landing;
    }
}
