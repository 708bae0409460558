using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// Small innermost loops whose code is emitted several times in a row, one copy for each round, with the backedge's look at the interrupt flag only after the last copy. The copies are the same code over the same locals, and share
/// their exits: nothing else changes.
/// </summary>
internal sealed class RoundCopies
{
    /// <summary>Eight are no faster, and slower where the loop makes few rounds.</summary>
    private const int Copies = 4;

    /// <summary>In a longer round the look at the flag does not count.</summary>
    private const int MostInstructions = 24;

    /// <summary>Instructions that copies may add to a unit, so that it compiles about as fast and is not refused for its size.</summary>
    private const int MostAdded = 240;

    /// <summary>The headers of the loops.</summary>
    private readonly BitSet _headers;

    /// <summary>Chooses the loops of a unit.</summary>
    public RoundCopies(UnitPlan plan)
    {
        int budget = MostAdded;
        LoopForest forest = plan.Analysis.Loops;
        _headers = new BitSet(forest.Cfg.Blocks.Length);
        var sizes = new ExpressionSizes(plan.Function);
        foreach (Loop loop in forest.Loops)
        {
            if (loop.Children.Count > 0 || loop.IsIrreducible || !plan.Contains(forest.Cfg.Blocks[loop.Header]))
                continue;
            int size = SizeOf(loop, forest.Cfg);
            if (size > MostInstructions || sizes.GrowTooMuch(loop, forest.Cfg, Copies) || (Copies - 1) * size > budget)
                continue;
            budget -= (Copies - 1) * size;
            _headers.Add(loop.Header);
        }
    }

    /// <summary>How many rounds the code of a loop makes before its backedge.</summary>
    public int Of(Loop loop) => _headers[loop.Header] ? Copies : 1;

    /// <summary>Instructions of a round; no less than any limit if something in it costs far more than looking at a flag.</summary>
    private static int SizeOf(Loop loop, Cfg cfg)
    {
        int size = 0;
        foreach (int index in loop.Blocks)
        {
            foreach (Instruction instruction in cfg.Blocks[index].Code)
            {
                if (UnitOperations.Of(instruction) != Treatment.Inline)
                    return int.MaxValue;
                size++;
            }
        }
        return size;
    }
}
