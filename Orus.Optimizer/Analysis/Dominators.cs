namespace Orus.Optimizer.Analysis;

/// <summary>
/// The dominator tree over the block numbers of a <see cref="Cfg"/> (Cooper, Harvey, Kennedy: "A simple, fast dominance algorithm"). Note that a block with an edge
/// to its handler may dominate the handler although only a prefix of it has run there.
/// </summary>
internal sealed class Dominators
{
    private readonly int _count;
    private int[] _immediate;
    private int[] _enter;
    private int[] _leave;
    private int[]? _firstChild;
    private int[]? _nextSibling;

    public Dominators(Cfg cfg)
    {
        int count = cfg.Blocks.Length;
        _count = count;
        _immediate = Scratch<int>.Rent(count, -1);
        _immediate[0] = 0;
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int block = 1; block < count; block++)
            {
                int dominator = -1;
                foreach (int predecessor in cfg.Predecessors[block])
                {
                    if (_immediate[predecessor] >= 0)
                        dominator = dominator < 0 ? predecessor : Intersect(dominator, predecessor);
                }
                changed |= _immediate[block] != dominator;
                _immediate[block] = dominator;
            }
        }
        _enter = Scratch<int>.Rent(count);
        _leave = Scratch<int>.Rent(count);
        NumberTree(count);
    }

    /// <summary>The immediate dominator of a block; -1 for the entry.</summary>
    public int ImmediateDominator(int block) => block == 0 ? -1 : _immediate[block];

    /// <summary>Whether every path from the entry to <paramref name="block"/> goes through <paramref name="dominator"/>; a block dominates itself.</summary>
    public bool Dominates(int dominator, int block) => _enter[dominator] <= _enter[block] && _leave[block] <= _leave[dominator];

    /// <summary>The first block that a block dominates immediately, or -1; continue with <see cref="NextSibling"/>. Ascending.</summary>
    public int FirstChild(int block)
    {
        if (_firstChild is null)
            LinkChildren();
        return _firstChild![block];
    }

    /// <summary>The next block with the same immediate dominator, or -1.</summary>
    public int NextSibling(int block) => _nextSibling![block];

    /// <summary>Nothing will be asked any more.</summary>
    public void Release()
    {
        Scratch<int>.Return(_immediate, _count);
        Scratch<int>.Return(_enter, _count);
        Scratch<int>.Return(_leave, _count);
        if (_firstChild is not null)
        {
            Scratch<int>.Return(_firstChild, _count);
            Scratch<int>.Return(_nextSibling!, _count);
        }
        _immediate = _enter = _leave = [];
        _firstChild = _nextSibling = null;
    }

    private void LinkChildren()
    {
        _firstChild = Scratch<int>.Rent(_count, -1);
        _nextSibling = Scratch<int>.Rent(_count);
        for (int block = _count - 1; block > 0; block--)
        {
            _nextSibling[block] = _firstChild[_immediate[block]];
            _firstChild[_immediate[block]] = block;
        }
        _nextSibling[0] = -1;
    }

    private int Intersect(int left, int right)
    {
        while (left != right)
        {
            if (left > right)
                left = _immediate[left];
            else
                right = _immediate[right];
        }
        return left;
    }

    /// <summary>Interval numbering: dominators precede what they dominate in block order, so sizes add up backwards and starts are handed out forwards.</summary>
    private void NumberTree(int count)
    {
        int[] size = Scratch<int>.Rent(count);
        for (int block = count - 1; block >= 0; block--)
        {
            size[block]++;
            if (block > 0)
                size[_immediate[block]] += size[block];
        }
        int[] next = Scratch<int>.Rent(count);
        for (int block = 0; block < count; block++)
        {
            if (block > 0)
            {
                ref int place = ref next[_immediate[block]];
                _enter[block] = place;
                place += size[block];
            }
            next[block] = _enter[block] + 1;
            _leave[block] = _enter[block] + size[block];
        }
        Scratch<int>.Return(size, count);
        Scratch<int>.Return(next, count);
    }
}
