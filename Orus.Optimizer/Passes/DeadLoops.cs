using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Removes loops that nobody would miss: without an effect or a possible error, of whose registers nothing is read afterwards, left by their counting test alone, and proved to end: the counter runs towards a
/// bound that stays the same, by steps that cannot overflow. Inner loops go first, so a nest may vanish as a whole.
/// </summary>
internal static class DeadLoops
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        LoopCanonicalForm[] loops = analyses.Forms;
        Liveness? liveness = null;
        HashSet<Block>? removed = null;
        for (int i = loops.Length - 1; i >= 0; i--)
        {
            LoopCanonicalForm loop = loops[i];
            if (!Ends(loop) || !IsHarmless(loop, removed) || IsReadAfterwards(loop, liveness ??= new Liveness(analyses.Cfg)))
                continue;
            loop.Preheader!.Terminator.Targets![0] = loop.Test!.Value.Exit;
            (removed ??= []).UnionWith(loop.Blocks);
            stats.Add(PassCounter.LoopsRemoved);
        }
        if (removed is not null)
        {
            var rest = new Cfg(function);
            rest.RemoveUnreachable();
            rest.Release();
        }
        stats.RaiseToControlFlow();
        return stats;
    }

    /// <summary>Is the test the only way out, and will it be taken?</summary>
    private static bool Ends(LoopCanonicalForm loop)
    {
        if (loop.Preheader is null || loop.Test is not { IsBoundInvariant: true } test || loop.Counter is not { StepRegister: < 0 } counter || loop.Exits.Length != 1)
            return false;
        if (loop.TripCount is not null)
            return true;
        return counter.Increment.Type.IsSigned() && test.Comparison switch
        {
            Comparison.Lt or Comparison.Le => counter.Step > 0,
            Comparison.Gt or Comparison.Ge => counter.Step < 0,
            // A hidden counter meets its last value.
            Comparison.Ne => loop.Header.SourceLoop?.Counter == counter.Register,
            _ => false,
        };
    }

    private static bool IsHarmless(LoopCanonicalForm loop, HashSet<Block>? removed)
    {
        const Effects Harmful = Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable | Effects.World | Effects.MayRaise;
        var seen = new HashSet<Block>();
        foreach (Block block in loop.Blocks)
        {
            seen.Add(block);
            // A loop inside has been proved to end, if it has been removed.
            if (removed is not null && removed.Contains(block))
                continue;
            // A return belongs to the loop if a handler around it does.
            if (block.Terminator.Targets is null or [])
                return false;
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.CanRaise || (instruction.Effects & Harmful) != Effects.None)
                    return false;
                foreach (Block target in instruction.Targets ?? [])
                {
                    // Any other way back is another loop, which might not end.
                    if (target != loop.Header && seen.Contains(target))
                        return false;
                }
            }
        }
        return true;
    }

    private static bool IsReadAfterwards(LoopCanonicalForm loop, Liveness liveness)
    {
        foreach (int register in liveness.LiveIn(liveness.Cfg.IndexOf(loop.Test!.Value.Exit)))
        {
            if (loop.Writes(register))
                return true;
        }
        return false;
    }
}
