using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// What can happen between a block and a block that it dominates. A walk of the dominator tree sees what the blocks on the way down do; this class knows about side paths that rejoin:
/// a block on one of them is dominated by the upper block and precedes the lower one in reverse postorder, or belongs to a loop whose header does. Only for reducible graphs.
/// </summary>
internal sealed class DominatedPaths
{
    private const int SearchLimit = 16;

    private readonly FunctionAnalyses _analyses;
    private readonly List<int>?[] _definingBlocks;
    private readonly int[] _straightRoot;

    public DominatedPaths(FunctionAnalyses analyses, Definitions definitions)
    {
        _analyses = analyses;
        _definingBlocks = new List<int>?[analyses.Function.Registers.Count];
        Block[] blocks = analyses.Cfg.Blocks;
        _straightRoot = new int[blocks.Length];
        for (int block = 0; block < blocks.Length; block++)
        {
            int from = StraightPredecessor(block);
            _straightRoot[block] = from >= 0 ? _straightRoot[from] : block;
            foreach (Instruction instruction in blocks[block].Code)
            {
                if (instruction.Dest >= 0 && !definitions.IsSingle(instruction.Dest))
                    (_definingBlocks[instruction.Dest] ??= []).Add(block);
            }
        }
    }

    /// <summary>The one block whose end leads to this block, or -1 where paths meet and for handlers.</summary>
    public int StraightPredecessor(int block)
    {
        ReadOnlySpan<int> predecessors = _analyses.Cfg.Predecessors[block];
        return predecessors.Length == 1 && _analyses.Cfg.Blocks[block].Code[0].Op != IrOp.CatchError ? predecessors[0] : -1;
    }

    /// <summary>May control have left the immediate dominator of a block in its middle, by an error, before everything in it was done?</summary>
    public bool EntersFromMiddle(int block)
    {
        int from = _analyses.Dominators.ImmediateDominator(block);
        return from >= 0 && StraightPredecessor(block) < 0 && Cfg.ActiveHandler(_analyses.Cfg.Blocks[from]) is not null;
    }

    /// <summary>Does control come from one block to the other without any paths meeting?</summary>
    public bool IsStraight(int from, int to) => from == to || _analyses.Dominators.Dominates(_straightRoot[to], from);

    /// <summary>Has a register the same value at the start of a block as at the end of a dominator of it, if no block on the way down the tree defines it?</summary>
    public bool IsUnchanged(int register, int from, int to) => _definingBlocks[register] is not { } blocks || AvoidsAll(blocks, from, to);

    /// <summary>Do all paths between the blocks avoid these blocks? False also when there are too many to look at.</summary>
    public bool AvoidsAll(List<int> blocks, int from, int to)
    {
        if (blocks.Count > SearchLimit)
            return false;
        foreach (int block in blocks)
        {
            if (MayLieBetween(from, block, to))
                return false;
        }
        return true;
    }

    /// <summary>May a path lead from the end of one block through another to a third, without passing the first again? The part of the way without side paths is left out.</summary>
    public bool MayLieBetween(int from, int block, int to)
    {
        Dominators dominators = _analyses.Dominators;
        to = _straightRoot[to];
        if (block == from || !dominators.Dominates(from, block))
            return false;
        if (block < to)
            return true;
        for (Loop? loop = _analyses.Loops.InnermostLoop(block); loop is not null; loop = loop.Parent)
        {
            if (loop.Header != from && dominators.Dominates(from, loop.Header) && loop.Header <= to)
                return true;
        }
        return false;
    }
}
