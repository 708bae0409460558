using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Passes;

/// <summary>
/// The order of a function's blocks while a pass adds some. They get their places together at the end: inserting one moves all those behind it, and a long module body has so many that each loop would pay for all others.
/// </summary>
internal sealed class BlockLayout
{
    private readonly List<Block> _blocks;
    private readonly Dictionary<Block, int> _places = [];
    private readonly Dictionary<Block, List<Block>> _before = [];
    private readonly Dictionary<Block, List<Block>> _behind = [];
    private readonly List<Block> _last = [];

    /// <summary>Takes down the places of all blocks.</summary>
    public BlockLayout(IrFunction function)
    {
        _blocks = function.Blocks;
        for (int i = 0; i < _blocks.Count; i++)
            _places.Add(_blocks[i], i);
    }

    /// <summary>Where a block stands that was not added.</summary>
    public int IndexOf(Block block) => _places[block];

    /// <summary>Adds a block in front of another, behind those added there before.</summary>
    public void AddBefore(Block place, Block block) => Add(_before, place, block);

    /// <summary>Adds a block behind another, and behind those added there before.</summary>
    public void AddBehind(Block place, Block block) => Add(_behind, place, block);

    /// <summary>Adds a block at the end.</summary>
    public void AddLast(Block block) => _last.Add(block);

    /// <summary>Puts the added blocks in their places.</summary>
    public void Apply()
    {
        Block[] old = [.. _blocks];
        _blocks.Clear();
        foreach (Block block in old)
        {
            if (_before.TryGetValue(block, out List<Block>? before))
                _blocks.AddRange(before);
            _blocks.Add(block);
            if (_behind.TryGetValue(block, out List<Block>? behind))
                _blocks.AddRange(behind);
        }
        _blocks.AddRange(_last);
    }

    private static void Add(Dictionary<Block, List<Block>> added, Block place, Block block)
    {
        if (!added.TryGetValue(place, out List<Block>? blocks))
            added.Add(place, blocks = []);
        blocks.Add(block);
    }
}
