using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Which registers are live where. What a handler needs is live before every instruction that can raise into it, and stays so until the definition before it: an
/// instruction that raises has not written its destination.
/// <para>
/// Found register by register, from the blocks that read one before they define it backwards to its definitions: time and memory go with the number of live registers, while sets of all registers for each block would
/// grow with the square of a long function.
/// </para>
/// </summary>
internal sealed class Liveness
{
    private static readonly List<int> Nothing = [];

    private readonly List<int>?[] _in;
    private readonly List<int>?[] _out;
    private readonly Block?[] _handlers;

    public Liveness(Cfg cfg)
    {
        Cfg = cfg;
        int blocks = cfg.Blocks.Length;
        _in = new List<int>?[blocks];
        _out = new List<int>?[blocks];
        _handlers = new Block?[blocks];
        for (int i = 0; i < blocks; i++)
            _handlers[i] = Cfg.ActiveHandler(cfg.Blocks[i]);
        new Search(this).Run();
    }

    public Cfg Cfg { get; }

    /// <summary>Registers live at the start of a block, ascending.</summary>
    public List<int> LiveIn(int block) => _in[block] ?? Nothing;

    /// <summary>Registers live after the terminator of a block, on some edge other than the one to its handler; ascending.</summary>
    public List<int> LiveOut(int block) => _out[block] ?? Nothing;

    /// <summary>The registers live before an instruction of a reachable block: what an exit that resumes at this instruction must supply.</summary>
    public BitSet LiveAt(Block block, Instruction instruction)
    {
        int index = Cfg.IndexOf(block);
        var live = new BitSet(Cfg.Function.Registers.Count);
        AddAll(live, LiveOut(index));
        for (int i = block.Code.Count - 1; i >= 0; i--)
        {
            StepBackward(index, block.Code[i], live);
            if (ReferenceEquals(block.Code[i], instruction))
                return live;
        }
        throw new ArgumentException("the instruction is not in the block", nameof(instruction));
    }

    /// <summary>Whether somebody may look at the register that the instruction at a place of a reachable block has defined.</summary>
    public bool IsResultLive(Block block, int place)
    {
        int index = Cfg.IndexOf(block);
        int result = block.Code[place].Dest;
        for (int i = place + 1; i < block.Code.Count; i++)
        {
            Instruction instruction = block.Code[i];
            foreach (int register in new OperandReader(instruction))
            {
                if (register == result)
                    return true;
            }
            if (_handlers[index] is { } handler && instruction.CanRaise && LiveIn(Cfg.IndexOf(handler)).BinarySearch(result) >= 0)
                return true;
            if (instruction.Dest == result)
                return false;
        }
        return LiveOut(index).BinarySearch(result) >= 0;
    }

    /// <summary>Turns the set live after an instruction into the set live before it.</summary>
    private void StepBackward(int block, Instruction instruction, BitSet live)
    {
        if (instruction.Dest >= 0)
            live.Remove(instruction.Dest);
        foreach (int register in new OperandReader(instruction))
            live.Add(register);
        if (_handlers[block] is { } handler && instruction.CanRaise)
            AddAll(live, LiveIn(Cfg.IndexOf(handler)));
    }

    private static void AddAll(BitSet set, List<int> registers)
    {
        foreach (int register in registers)
            set.Add(register);
    }

    /// <summary>Finds the live ranges of one register after the other.</summary>
    private sealed class Search(Liveness liveness)
    {
        private readonly Cfg _cfg = liveness.Cfg;

        /// <summary>Per register, the blocks that read it before they define it, and those that define it; complemented if the first definition comes after something that can raise.</summary>
        private readonly List<int>?[] _readers = new List<int>?[liveness.Cfg.Function.Registers.Count];
        private readonly List<int>?[] _definers = new List<int>?[liveness.Cfg.Function.Registers.Count];

        /// <summary>Per block, the register for which it was last marked, plus one: that defines it, defines it before anything raises, needs it at the start, keeps it at the end.</summary>
        private readonly int[] _defines = new int[liveness.Cfg.Blocks.Length];
        private readonly int[] _definesFirst = new int[liveness.Cfg.Blocks.Length];
        private readonly int[] _isIn = new int[liveness.Cfg.Blocks.Length];
        private readonly int[] _isOut = new int[liveness.Cfg.Blocks.Length];
        private readonly Stack<int> _pending = new();

        public void Run()
        {
            FindBlocks();
            for (int register = 0; register < _readers.Length; register++)
            {
                if (_readers[register] is { } readers)
                    Follow(register, readers);
            }
        }

        private void FindBlocks()
        {
            var definedIn = new int[_readers.Length];
            var readIn = new int[_readers.Length];
            for (int i = 0; i < _cfg.Blocks.Length; i++)
            {
                bool hasRaised = false;
                foreach (Instruction instruction in _cfg.Blocks[i].Code)
                {
                    foreach (int register in new OperandReader(instruction))
                    {
                        if (definedIn[register] == i + 1 || readIn[register] == i + 1)
                            continue;
                        readIn[register] = i + 1;
                        (_readers[register] ??= []).Add(i);
                    }
                    hasRaised |= instruction.CanRaise;
                    int defined = instruction.Dest;
                    if (defined < 0 || definedIn[defined] == i + 1)
                        continue;
                    definedIn[defined] = i + 1;
                    (_definers[defined] ??= []).Add(hasRaised ? ~i : i);
                }
            }
        }

        private void Follow(int register, List<int> readers)
        {
            int mark = register + 1;
            foreach (int definer in _definers[register] ?? Nothing)
            {
                _defines[definer < 0 ? ~definer : definer] = mark;
                if (definer >= 0)
                    _definesFirst[definer] = mark;
            }
            foreach (int reader in readers)
                EnterAtStart(reader, register);
            while (_pending.TryPop(out int block))
            {
                foreach (int predecessor in _cfg.Predecessors[block])
                {
                    if (IsNormal(predecessor, block))
                    {
                        if (_isOut[predecessor] != mark)
                        {
                            _isOut[predecessor] = mark;
                            (liveness._out[predecessor] ??= []).Add(register);
                        }
                        if (_defines[predecessor] != mark)
                            EnterAtStart(predecessor, register);
                    }
                    if (liveness._handlers[predecessor] == _cfg.Blocks[block] && _definesFirst[predecessor] != mark)
                        EnterAtStart(predecessor, register);
                }
            }
        }

        private void EnterAtStart(int block, int register)
        {
            if (_isIn[block] == register + 1)
                return;
            _isIn[block] = register + 1;
            (liveness._in[block] ??= []).Add(register);
            _pending.Push(block);
        }

        private bool IsNormal(int from, int to)
        {
            ReadOnlySpan<int> successors = _cfg.Successors[from];
            for (int i = 0; i < _cfg.NormalSuccessorCount[from]; i++)
            {
                if (successors[i] == to)
                    return true;
            }
            return false;
        }
    }
}
