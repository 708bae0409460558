using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// The control-flow graph of a function at one moment: its reachable blocks numbered in reverse postorder, with the edges between them. A block in which something
/// can raise has an edge to its handler; that edge leaves from the middle of the block. Any change of blocks or terminators makes it stale.
/// </summary>
internal sealed class Cfg
{
    private readonly int[] _indexById;

    public Cfg(IrFunction function)
    {
        Function = function;
        int ids = 0;
        foreach (Block block in function.Blocks)
            ids = Math.Max(ids, block.Id + 1);
        _indexById = new int[ids];
        for (int i = 0; i < ids; i++)
            _indexById[i] = -1;
        Blocks = ReversePostorder(function.Blocks[0]);
        for (int i = 0; i < Blocks.Length; i++)
            _indexById[Blocks[i].Id] = i;

        Successors = new int[Blocks.Length][];
        NormalSuccessorCount = new int[Blocks.Length];
        var counts = new int[Blocks.Length];
        for (int i = 0; i < Blocks.Length; i++)
        {
            Successors[i] = SuccessorsOf(Blocks[i], out NormalSuccessorCount[i]);
            foreach (int successor in Successors[i])
                counts[successor]++;
        }
        Predecessors = new int[Blocks.Length][];
        for (int i = 0; i < Blocks.Length; i++)
            Predecessors[i] = new int[counts[i]];
        for (int i = Blocks.Length - 1; i >= 0; i--)
        {
            foreach (int successor in Successors[i])
                Predecessors[successor][--counts[successor]] = i;
        }
    }

    public IrFunction Function { get; }

    /// <summary>The reachable blocks in reverse postorder; the entry is number 0.</summary>
    public Block[] Blocks { get; }

    /// <summary>Numbers of the successors of each block without repetition: first those of the terminator, then the handler if control can reach it from here.</summary>
    public int[][] Successors { get; }

    /// <summary>How many of <see cref="Successors"/> belong to the terminator.</summary>
    public int[] NormalSuccessorCount { get; }

    /// <summary>Numbers of the predecessors of each block, ascending.</summary>
    public int[][] Predecessors { get; }

    /// <summary>The number of a block, or -1 if it is not reachable.</summary>
    public int IndexOf(Block block) => block.Id < _indexById.Length ? _indexById[block.Id] : -1;

    /// <summary>The handler that an error in this block reaches, or null if nothing in it can raise or it has none.</summary>
    public static Block? ActiveHandler(Block block)
    {
        if (block.Handler is null)
            return null;
        foreach (Instruction instruction in block.Code)
        {
            if (instruction.CanRaise)
                return block.Handler;
        }
        return null;
    }

    private int[] SuccessorsOf(Block block, out int normal)
    {
        var successors = new List<int>(3);
        foreach (Block target in block.Terminator.Targets ?? [])
        {
            int index = _indexById[target.Id];
            if (!successors.Contains(index))
                successors.Add(index);
        }
        normal = successors.Count;
        if (ActiveHandler(block) is { } handler && !successors.Contains(_indexById[handler.Id]))
            successors.Add(_indexById[handler.Id]);
        return [.. successors];
    }

    private Block[] ReversePostorder(Block entry)
    {
        // _indexById serves as the visited mark: -1 unseen, -2 seen.
        var order = new List<Block>(Function.Blocks.Count);
        var path = new Block[Function.Blocks.Count];
        var next = new int[Function.Blocks.Count];
        int depth = 1;
        _indexById[entry.Id] = -2;
        path[0] = entry;
        while (depth > 0)
        {
            Block top = path[depth - 1];
            Block? successor = SuccessorAt(top, next[depth - 1]++, out bool exists);
            if (successor is null && !exists)
            {
                order.Add(top);
                depth--;
            }
            else if (successor is not null && _indexById[successor.Id] == -1)
            {
                _indexById[successor.Id] = -2;
                path[depth] = successor;
                next[depth++] = 0;
            }
        }
        order.Reverse();
        return [.. order];
    }

    /// <summary>The handler is visited first and the targets from last to first, so that in the reversed order first targets come first and handlers last.</summary>
    private static Block? SuccessorAt(Block block, int position, out bool exists)
    {
        Block[] targets = block.Terminator.Targets ?? [];
        exists = position <= targets.Length;
        if (position == 0)
            return ActiveHandler(block);
        return exists ? targets[targets.Length - position] : null;
    }
}
