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
    private readonly int _registers;

    // Per register the last of its entries plus one; per entry the block and, plus one, the entry before it.
    private int[] _latest;
    private int[] _blocks;
    private int[] _previous;
    private int _entries;
    private int[] _straightRoot;

    public DominatedPaths(FunctionAnalyses analyses, Definitions definitions)
    {
        _analyses = analyses;
        _registers = analyses.Function.Registers.Count;
        _latest = Scratch<int>.Rent(_registers);
        _blocks = Scratch<int>.Rent(_registers);
        _previous = Scratch<int>.Rent(_registers);
        Block[] blocks = analyses.Cfg.Blocks;
        _straightRoot = Scratch<int>.Rent(blocks.Length);
        for (int block = 0; block < blocks.Length; block++)
        {
            int from = StraightPredecessor(block);
            _straightRoot[block] = from >= 0 ? _straightRoot[from] : block;
            foreach (Instruction instruction in blocks[block].Code)
            {
                if (instruction.Dest >= 0 && !definitions.IsSingle(instruction.Dest))
                    AddDefinition(instruction.Dest, block);
            }
        }
    }

    /// <summary>Nothing will be asked any more.</summary>
    public void Release()
    {
        Scratch<int>.Return(_latest, _registers);
        Scratch<int>.Return(_blocks, _entries);
        Scratch<int>.Return(_previous, _entries);
        Scratch<int>.Return(_straightRoot, _analyses.Cfg.Blocks.Length);
        _latest = _blocks = _previous = _straightRoot = [];
    }

    private void AddDefinition(int register, int block)
    {
        if (_entries == _blocks.Length)
        {
            Array.Resize(ref _blocks, _entries * 2);
            Array.Resize(ref _previous, _entries * 2);
        }
        _blocks[_entries] = block;
        _previous[_entries] = _latest[register];
        _latest[register] = ++_entries;
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
    public bool IsUnchanged(int register, int from, int to)
    {
        int searched = 0;
        for (int entry = _latest[register]; entry > 0; entry = _previous[entry - 1])
        {
            if (++searched > SearchLimit || MayLieBetween(from, _blocks[entry - 1], to))
                return false;
        }
        return true;
    }

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
