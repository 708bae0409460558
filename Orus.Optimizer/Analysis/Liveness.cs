using System;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Which registers are live where. What a handler needs is live before every instruction that can raise into it, and stays so until the definition before it: an
/// instruction that raises has not written its destination.
/// </summary>
internal sealed class Liveness
{
    private readonly BitSet[] _in;
    private readonly BitSet[] _out;
    private readonly Block?[] _handlers;

    public Liveness(Cfg cfg)
    {
        Cfg = cfg;
        int blocks = cfg.Blocks.Length;
        int registers = cfg.Function.Registers.Count;
        _in = new BitSet[blocks];
        _out = new BitSet[blocks];
        _handlers = new Block?[blocks];
        var killed = new BitSet[blocks];
        var killedBeforeRaise = new BitSet?[blocks];
        for (int i = 0; i < blocks; i++)
        {
            _in[i] = new BitSet(registers);
            _out[i] = new BitSet(registers);
            killed[i] = new BitSet(registers);
            _handlers[i] = Cfg.ActiveHandler(cfg.Blocks[i]);
            foreach (Instruction instruction in cfg.Blocks[i].Code)
            {
                foreach (int register in new OperandReader(instruction))
                {
                    if (!killed[i][register])
                        _in[i].Add(register);
                }
                if (_handlers[i] is not null && killedBeforeRaise[i] is null && instruction.CanRaise)
                    killedBeforeRaise[i] = killed[i].Copy();
                if (instruction.Dest >= 0)
                    killed[i].Add(instruction.Dest);
            }
        }

        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = blocks - 1; i >= 0; i--)
            {
                for (int k = 0; k < cfg.NormalSuccessorCount[i]; k++)
                    _out[i].UnionWith(_in[cfg.Successors[i][k]]);
                changed |= _in[i].UnionWithDifference(_out[i], killed[i]);
                if (_handlers[i] is { } handler)
                    changed |= _in[i].UnionWithDifference(_in[cfg.IndexOf(handler)], killedBeforeRaise[i]!);
            }
        }
    }

    public Cfg Cfg { get; }

    /// <summary>Registers live at the start of a block.</summary>
    public BitSet LiveIn(int block) => _in[block];

    /// <summary>Registers live after the terminator of a block, on some edge other than the one to its handler.</summary>
    public BitSet LiveOut(int block) => _out[block];

    /// <summary>
    /// Turns the set live after an instruction into the set live before it: what an exit that resumes at this instruction must supply. Walk a block backwards from
    /// <see cref="LiveOut"/> with it.
    /// </summary>
    public void StepBackward(int block, Instruction instruction, BitSet live)
    {
        if (instruction.Dest >= 0)
            live.Remove(instruction.Dest);
        foreach (int register in new OperandReader(instruction))
            live.Add(register);
        if (_handlers[block] is { } handler && instruction.CanRaise)
            live.UnionWith(_in[Cfg.IndexOf(handler)]);
    }

    /// <summary>The registers live before an instruction of a reachable block.</summary>
    public BitSet LiveAt(Block block, Instruction instruction)
    {
        int index = Cfg.IndexOf(block);
        BitSet live = _out[index].Copy();
        for (int i = block.Code.Count - 1; i >= 0; i--)
        {
            StepBackward(index, block.Code[i], live);
            if (ReferenceEquals(block.Code[i], instruction))
                return live;
        }
        throw new ArgumentException("the instruction is not in the block", nameof(instruction));
    }
}
