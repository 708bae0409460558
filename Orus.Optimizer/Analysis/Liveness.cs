using System;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Which registers are live where. What a handler needs is live before every instruction that can raise into it, and stays so until the definition before it: an
/// instruction that raises has not written its destination.
/// <para>
/// Found for 64 registers at a time, from the blocks that read one before they define it backwards to its definitions: time and memory go with the blocks in which one of them is live, while sets of all registers for
/// each block would grow with the square of a long function.
/// </para>
/// </summary>
internal sealed class Liveness
{
    private readonly RegisterSet?[] _in;
    private readonly RegisterSet?[] _out;
    private readonly Block?[] _handlers;

    public Liveness(Cfg cfg)
    {
        Cfg = cfg;
        int blocks = cfg.Blocks.Length;
        _in = new RegisterSet?[blocks];
        _out = new RegisterSet?[blocks];
        _handlers = new Block?[blocks];
        for (int i = 0; i < blocks; i++)
            _handlers[i] = Cfg.ActiveHandler(cfg.Blocks[i]);
        new Search(this).Run();
    }

    public Cfg Cfg { get; }

    /// <summary>Registers live at the start of a block, ascending.</summary>
    public RegisterSet LiveIn(int block) => _in[block] ?? RegisterSet.Empty;

    /// <summary>Registers live after the terminator of a block, on some edge other than the one to its handler; ascending.</summary>
    public RegisterSet LiveOut(int block) => _out[block] ?? RegisterSet.Empty;

    /// <summary>The registers live before an instruction of a reachable block: what an exit that resumes at this instruction must supply.</summary>
    public BitSet LiveAt(Block block, Instruction instruction)
    {
        int index = Cfg.IndexOf(block);
        var live = new BitSet(Cfg.Function.Registers.Count);
        LiveOut(index).AddTo(live);
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
            if (_handlers[index] is { } handler && instruction.CanRaise && LiveIn(Cfg.IndexOf(handler)).Contains(result))
                return true;
            if (instruction.Dest == result)
                return false;
        }
        return LiveOut(index).Contains(result);
    }

    /// <summary>Turns the set live after an instruction into the set live before it.</summary>
    private void StepBackward(int block, Instruction instruction, BitSet live)
    {
        if (instruction.Dest >= 0)
            live.Remove(instruction.Dest);
        foreach (int register in new OperandReader(instruction))
            live.Add(register);
        if (_handlers[block] is { } handler && instruction.CanRaise)
            LiveIn(Cfg.IndexOf(handler)).AddTo(live);
    }

    /// <summary>Finds the live ranges of 64 registers after the other.</summary>
    private sealed class Search(Liveness liveness)
    {
        private readonly Cfg _cfg = liveness.Cfg;

        /// <summary>What blocks do with words of registers: per word a chain of records, one for each block that mentions it. Number 0 ends a chain.</summary>
        private readonly int[] _last = new int[(liveness.Cfg.Function.Registers.Count + 63) >> 6];
        private Record[] _records = new Record[64];
        private int _recordCount = 1;

        /// <summary>Of the current word, per block: the registers that it defines, defines before anything raises, needs at the start, keeps at the end.</summary>
        private readonly ulong[] _defined = new ulong[liveness.Cfg.Blocks.Length];
        private readonly ulong[] _definedFirst = new ulong[liveness.Cfg.Blocks.Length];
        private readonly ulong[] _in = new ulong[liveness.Cfg.Blocks.Length];
        private readonly ulong[] _out = new ulong[liveness.Cfg.Blocks.Length];

        /// <summary>Blocks with something in <see cref="_in"/> or <see cref="_out"/>.</summary>
        private readonly int[] _touched = new int[liveness.Cfg.Blocks.Length];
        private int _touchedCount;

        /// <summary>
        /// Blocks whose needs at the start have grown. They are visited in sweeps from high numbers to low ones, which is how needs travel except along backedges; what is met behind the current block waits for the next sweep.
        /// </summary>
        private readonly bool[] _isPending = new bool[liveness.Cfg.Blocks.Length];
        private int _current;
        private int _lowest;
        private int _nextHighest;
        private int _nextLowest;

        private struct Record
        {
            public int Block;
            public int Previous;
            public ulong Read;
            public ulong Defined;
            public ulong DefinedFirst;
        }

        public void Run()
        {
            FindRecords();
            for (int word = 0; word < _last.Length; word++)
            {
                if (_last[word] != 0)
                    Follow(word);
            }
        }

        private void FindRecords()
        {
            for (int i = 0; i < _cfg.Blocks.Length; i++)
            {
                bool hasRaised = false;
                foreach (Instruction instruction in _cfg.Blocks[i].Code)
                {
                    foreach (int register in new OperandReader(instruction))
                    {
                        ref Record read = ref RecordOf(register, i);
                        read.Read |= 1UL << register & ~read.Defined;
                    }
                    hasRaised |= instruction.CanRaise;
                    if (instruction.Dest < 0)
                        continue;
                    ref Record defined = ref RecordOf(instruction.Dest, i);
                    ulong bit = 1UL << instruction.Dest & ~defined.Defined;
                    defined.Defined |= bit;
                    if (!hasRaised)
                        defined.DefinedFirst |= bit;
                }
            }
        }

        private ref Record RecordOf(int register, int block)
        {
            ref int last = ref _last[register >> 6];
            if (last == 0 || _records[last].Block != block)
            {
                if (_recordCount == _records.Length)
                    Array.Resize(ref _records, _recordCount * 2);
                _records[_recordCount] = new Record { Block = block, Previous = last };
                last = _recordCount++;
            }
            return ref _records[last];
        }

        private void Follow(int word)
        {
            _current = int.MaxValue;
            _lowest = int.MaxValue;
            _nextHighest = -1;
            _nextLowest = int.MaxValue;
            for (int i = _last[word]; i != 0; i = _records[i].Previous)
            {
                ref Record record = ref _records[i];
                _defined[record.Block] = record.Defined;
                _definedFirst[record.Block] = record.DefinedFirst;
                if (record.Read != 0)
                {
                    _nextHighest = Math.Max(_nextHighest, record.Block);
                    EnterAtStart(record.Block, record.Read);
                }
            }
            while (_nextHighest >= 0)
            {
                _current = _nextHighest;
                _lowest = Math.Min(_lowest, _nextLowest);
                _nextHighest = -1;
                _nextLowest = int.MaxValue;
                for (; _current >= _lowest; _current--)
                {
                    if (_isPending[_current])
                        Visit(_current);
                }
                _lowest = int.MaxValue;
            }
            for (int i = 0; i < _touchedCount; i++)
            {
                int block = _touched[i];
                if (_in[block] != 0)
                    (liveness._in[block] ??= new RegisterSet()).Append(word, _in[block]);
                if (_out[block] != 0)
                    (liveness._out[block] ??= new RegisterSet()).Append(word, _out[block]);
                _in[block] = _out[block] = 0;
            }
            _touchedCount = 0;
            for (int i = _last[word]; i != 0; i = _records[i].Previous)
                _defined[_records[i].Block] = _definedFirst[_records[i].Block] = 0;
        }

        private void Visit(int block)
        {
            _isPending[block] = false;
            ulong live = _in[block];
            foreach (int predecessor in _cfg.Predecessors[block])
            {
                if (IsNormal(predecessor, block))
                {
                    Touch(predecessor);
                    _out[predecessor] |= live;
                    EnterAtStart(predecessor, live & ~_defined[predecessor]);
                }
                if (liveness._handlers[predecessor] == _cfg.Blocks[block])
                    EnterAtStart(predecessor, live & ~_definedFirst[predecessor]);
            }
        }

        private void EnterAtStart(int block, ulong registers)
        {
            if ((registers & ~_in[block]) == 0)
                return;
            Touch(block);
            _in[block] |= registers;
            _isPending[block] = true;
            if (block < _current)
            {
                _lowest = Math.Min(_lowest, block);
            }
            else
            {
                _nextHighest = Math.Max(_nextHighest, block);
                _nextLowest = Math.Min(_nextLowest, block);
            }
        }

        private void Touch(int block)
        {
            if ((_in[block] | _out[block]) == 0)
                _touched[_touchedCount++] = block;
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
