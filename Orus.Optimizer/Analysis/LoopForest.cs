using System;
using System.Collections.Generic;

namespace Orus.Optimizer.Analysis;

/// <summary>An edge that leaves a loop.</summary>
/// <param name="From">Block number inside the loop.</param>
/// <param name="To">Block number outside of it.</param>
/// <param name="IsHandler">The edge of a raised error.</param>
internal readonly record struct LoopExit(int From, int To, bool IsHandler);

/// <summary>A natural loop: the header and all blocks that reach a latch without passing the header.</summary>
internal sealed class Loop(int header)
{
    public int Header { get; } = header;

    /// <summary>Block numbers, ascending; the header is the first. Blocks of inner loops included.</summary>
    public List<int> Blocks { get; } = [];

    /// <summary>Sources of the backedges, ascending.</summary>
    public List<int> Latches { get; } = [];

    public List<LoopExit> Exits { get; } = [];

    /// <summary>The next loop outwards.</summary>
    public Loop? Parent { get; internal set; }

    public List<Loop> Children { get; } = [];

    /// <summary>1 for an outermost loop.</summary>
    public int Depth { get; internal set; }

    /// <summary>A cycle inside the loop (but in none of its inner loops) can be entered at more than one place.</summary>
    public bool IsIrreducible { get; internal set; }
}

/// <summary>The natural loops of a function and how they nest. Two backedges to one header are one loop.</summary>
internal sealed class LoopForest
{
    private Loop?[] _innermost;

    public LoopForest(Cfg cfg, Dominators dominators)
    {
        Cfg = cfg;
        int count = cfg.Blocks.Length;
        _innermost = Scratch<Loop?>.Rent(count);
        Stack<int>? pending = null;
        // Inner headers have higher numbers than the headers around them, so inner loops exist before outer ones swallow them whole.
        for (int header = count - 1; header >= 0; header--)
        {
            Loop? loop = null;
            foreach (int predecessor in cfg.Predecessors[header])
            {
                if (dominators.Dominates(header, predecessor))
                    (loop ??= new Loop(header)).Latches.Add(predecessor);
            }
            if (loop is not null)
                Collect(loop, pending ??= new Stack<int>());
        }
        for (int block = 0; block < count; block++)
        {
            Loop? loop = _innermost[block];
            if (loop is not null && loop.Header == block)
            {
                Loops.Add(loop);
                loop.Depth = loop.Parent is { } parent ? parent.Depth + 1 : 1;
                loop.Parent?.Children.Add(loop);
            }
            for (; loop is not null; loop = loop.Parent)
                loop.Blocks.Add(block);
        }
        foreach (Loop loop in Loops)
            FindExits(loop);
        MarkIrreducible(dominators);
    }

    public Cfg Cfg { get; }

    /// <summary>All loops, in order of their headers: outer before inner.</summary>
    public List<Loop> Loops { get; } = [];

    /// <summary>Some cycle has more than one entry, and so is no natural loop.</summary>
    public bool IsIrreducible { get; private set; }

    /// <summary>The innermost loop around a block, or null.</summary>
    public Loop? InnermostLoop(int block) => _innermost[block];

    /// <summary>Nothing will be asked any more but what loops there were.</summary>
    public void Release()
    {
        Scratch<Loop?>.Return(_innermost, Cfg.Blocks.Length);
        _innermost = [];
    }

    public bool Contains(Loop loop, int block)
    {
        for (Loop? candidate = _innermost[block]; candidate is not null; candidate = candidate.Parent)
        {
            if (candidate == loop)
                return true;
        }
        return false;
    }

    private void Collect(Loop loop, Stack<int> pending)
    {
        foreach (int latch in loop.Latches)
            pending.Push(latch);
        _innermost[loop.Header] ??= loop;
        while (pending.TryPop(out int block))
        {
            Loop? inner = _innermost[block];
            while (inner?.Parent is { } parent)
                inner = parent;
            if (inner == loop)
                continue;
            if (inner is null)
                _innermost[block] = loop;
            else
                inner.Parent = loop;
            foreach (int predecessor in Cfg.Predecessors[inner?.Header ?? block])
                pending.Push(predecessor);
        }
    }

    private void FindExits(Loop loop)
    {
        foreach (int block in loop.Blocks)
        {
            ReadOnlySpan<int> successors = Cfg.Successors[block];
            for (int i = 0; i < successors.Length; i++)
            {
                if (!Contains(loop, successors[i]))
                    loop.Exits.Add(new LoopExit(block, successors[i], i >= Cfg.NormalSuccessorCount[block]));
            }
        }
    }

    /// <summary>In reverse postorder every cycle has an edge that goes backwards; where its target does not dominate its source, the cycle has another entry.</summary>
    private void MarkIrreducible(Dominators dominators)
    {
        for (int block = 0; block < Cfg.Blocks.Length; block++)
        {
            foreach (int successor in Cfg.Successors[block])
            {
                if (successor > block || dominators.Dominates(successor, block))
                    continue;
                IsIrreducible = true;
                Loop? common = _innermost[successor];
                while (common is not null && !Contains(common, block))
                    common = common.Parent;
                if (common is not null)
                    common.IsIrreducible = true;
            }
        }
    }
}
