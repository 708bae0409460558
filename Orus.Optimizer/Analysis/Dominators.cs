namespace Orus.Optimizer.Analysis;

/// <summary>
/// The dominator tree over the block numbers of a <see cref="Cfg"/> (Cooper, Harvey, Kennedy: "A simple, fast dominance algorithm"). Note that a block with an edge
/// to its handler may dominate the handler although only a prefix of it has run there.
/// </summary>
internal sealed class Dominators
{
    private readonly int[] _immediate;
    private readonly int[] _enter;
    private readonly int[] _leave;
    private int[]? _firstChild;
    private int[]? _nextSibling;

    public Dominators(Cfg cfg)
    {
        int count = cfg.Blocks.Length;
        _immediate = PresetArray.Of(count, -1);
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
        _enter = new int[count];
        _leave = new int[count];
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

    private void LinkChildren()
    {
        _firstChild = PresetArray.Of(_immediate.Length, -1);
        _nextSibling = new int[_immediate.Length];
        for (int block = _immediate.Length - 1; block > 0; block--)
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
        var size = new int[count];
        for (int block = count - 1; block >= 0; block--)
        {
            size[block]++;
            if (block > 0)
                size[_immediate[block]] += size[block];
        }
        var next = new int[count];
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
    }
}
