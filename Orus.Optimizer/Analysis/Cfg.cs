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
    private int[] _indexById;
    private int[] _starts;
    private int[] _edges;
    private int[] _predecessorStarts;
    private int[] _sources;

    public Cfg(IrFunction function)
    {
        Function = function;
        int ids = 0;
        foreach (Block block in function.Blocks)
            ids = Math.Max(ids, block.Id + 1);
        IdLimit = ids;
        _indexById = Scratch<int>.Rent(ids, -1);
        Blocks = ReversePostorder(function.Blocks[0]);
        int count = Blocks.Length;
        int most = 0;
        for (int i = 0; i < count; i++)
        {
            _indexById[Blocks[i].Id] = i;
            most += (Blocks[i].Terminator.Targets?.Length ?? 0) + 1;
        }
        NormalSuccessorCount = Scratch<int>.Rent(count);
        int[] starts = _starts = Scratch<int>.Rent(count + 1);
        int[] edges = _edges = Scratch<int>.Rent(most);
        // One place further than its block until the predecessors are filled in.
        int[] predecessorStarts = _predecessorStarts = Scratch<int>.Rent(count + 2);
        for (int i = 0; i < count; i++)
        {
            starts[i + 1] = AddSuccessors(Blocks[i], edges, starts[i], out NormalSuccessorCount[i]);
            for (int edge = starts[i]; edge < starts[i + 1]; edge++)
                predecessorStarts[edges[edge] + 2]++;
        }
        for (int i = 2; i < count + 2; i++)
            predecessorStarts[i] += predecessorStarts[i - 1];
        int[] sources = _sources = Scratch<int>.Rent(starts[count]);
        for (int i = 0; i < count; i++)
        {
            for (int edge = starts[i]; edge < starts[i + 1]; edge++)
                sources[predecessorStarts[edges[edge] + 1]++] = i;
        }
        Successors = new EdgeTable(starts, edges);
        Predecessors = new EdgeTable(predecessorStarts, sources);
    }

    public IrFunction Function { get; }

    /// <summary>The reachable blocks in reverse postorder; the entry is number 0.</summary>
    public Block[] Blocks { get; }

    /// <summary>Greater than the id of any block of the function.</summary>
    public int IdLimit { get; }

    /// <summary>Numbers of the successors of each block without repetition: first those of the terminator, then the handler if control can reach it from here.</summary>
    public EdgeTable Successors { get; }

    /// <summary>How many of <see cref="Successors"/> belong to the terminator.</summary>
    public int[] NormalSuccessorCount { get; private set; }

    /// <summary>Numbers of the predecessors of each block, ascending.</summary>
    public EdgeTable Predecessors { get; }

    /// <summary>Takes the blocks that cannot be reached out of the function, and handlers that nothing can reach from the others. The graph stays true.</summary>
    /// <returns>How many blocks are gone.</returns>
    public int RemoveUnreachable()
    {
        List<Block> blocks = Function.Blocks;
        int removed = blocks.RemoveAll(block => IndexOf(block) < 0);
        if (removed == 0)
            return 0;
        foreach (Block block in blocks)
        {
            if (block.Handler is { } handler && IndexOf(handler) < 0)
                block.Handler = null;
        }
        return removed;
    }

    /// <summary>The numbers of the blocks at the other ends of the edges of each block.</summary>
    internal readonly struct EdgeTable(int[] starts, int[] ends)
    {
        public ReadOnlySpan<int> this[int block] => ends.AsSpan(starts[block], starts[block + 1] - starts[block]);
    }

    /// <summary>Nothing will be asked any more.</summary>
    public void Release()
    {
        int count = Blocks.Length;
        Scratch<int>.Return(_indexById, IdLimit);
        Scratch<int>.Return(NormalSuccessorCount, count);
        Scratch<int>.Return(_edges, _starts[count]);
        Scratch<int>.Return(_sources, _starts[count]);
        Scratch<int>.Return(_starts, count + 1);
        Scratch<int>.Return(_predecessorStarts, count + 2);
        _indexById = NormalSuccessorCount = _edges = _sources = _starts = _predecessorStarts = [];
    }

    /// <summary>The number of a block, or -1 if it is not reachable.</summary>
    public int IndexOf(Block block) => block.Id < IdLimit ? _indexById[block.Id] : -1;

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

    /// <summary>Puts the successors of a block at a place and returns the place after them.</summary>
    private int AddSuccessors(Block block, int[] edges, int start, out int normal)
    {
        int end = start;
        foreach (Block target in block.Terminator.Targets ?? [])
            end = AddOnce(edges, start, end, _indexById[target.Id]);
        normal = end - start;
        return ActiveHandler(block) is { } handler ? AddOnce(edges, start, end, _indexById[handler.Id]) : end;
    }

    private static int AddOnce(int[] edges, int start, int end, int index)
    {
        if (edges.AsSpan(start, end - start).Contains(index))
            return end;
        edges[end] = index;
        return end + 1;
    }

    private Block[] ReversePostorder(Block entry)
    {
        // _indexById serves as the visited mark: -1 unseen, -2 seen.
        var order = new Block[Function.Blocks.Count];
        int first = order.Length;
        Block?[] path = Scratch<Block?>.Rent(order.Length);
        int[] next = Scratch<int>.Rent(order.Length);
        int depth = 1;
        _indexById[entry.Id] = -2;
        path[0] = entry;
        while (depth > 0)
        {
            Block top = path[depth - 1]!;
            Block? successor = SuccessorAt(top, next[depth - 1]++, out bool exists);
            if (successor is null && !exists)
            {
                order[--first] = top;
                depth--;
            }
            else if (successor is not null && _indexById[successor.Id] == -1)
            {
                _indexById[successor.Id] = -2;
                path[depth] = successor;
                next[depth++] = 0;
            }
        }
        Scratch<int>.Return(next, order.Length);
        Scratch<Block?>.Return(path, order.Length);
        return first == 0 ? order : order[first..];
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
