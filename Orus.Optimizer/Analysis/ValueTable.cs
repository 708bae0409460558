using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Which registers hold the value of which operation, while the dominator tree is walked. An entry is usable as long as neither its operands nor its result register nor the
/// memory it read can have changed: writes on the way down are logged by the walk, those on side paths are looked for when the entry is used.
/// </summary>
internal sealed class ValueTable
{
    /// <summary>Stands for the result of a check that has none: it has succeeded.</summary>
    public const int Succeeded = -2;

    private const int LogLimit = 48;
    private const int LargestSpare = 1024;

    // Tables are filled for a moment: the collections of one serve all functions that a thread compiles.
    [ThreadStatic]
    private static Store? s_spare;

    private readonly FunctionAnalyses _analyses;
    private readonly DominatedPaths _paths;
    private readonly Definitions _definitions;
    private readonly Store _store = s_spare ?? new Store();
    private readonly Dictionary<Key, int> _latest;
    private readonly List<Entry> _entries;
    private readonly List<(int Register, int Version)> _undo;
    private readonly List<Instruction> _writes;
    private readonly List<(int Block, Instruction Instruction)> _writers;
    private readonly int[] _versions;
    private readonly int[] _sources;
    private readonly MemoryEffects _scratch;
    private int _lastVersion;
    private int _hidden;
    private int _block;

    public ValueTable(FunctionAnalyses analyses, Definitions definitions)
    {
        s_spare = null;
        _latest = _store.Latest;
        _entries = _store.Entries;
        _undo = _store.Undo;
        _writes = _store.Writes;
        _writers = _store.Writers;
        _scratch = _store.Effects;
        _analyses = analyses;
        _definitions = definitions;
        _paths = analyses.Paths;
        _versions = Scratch<int>.Rent(analyses.Function.Registers.Count);
        _sources = Scratch<int>.Rent(analyses.Function.Registers.Count, -1);
        for (int block = 0; block < analyses.Cfg.Blocks.Length; block++)
        {
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (MemoryEffects.Writes(instruction))
                    _writers.Add((block, instruction));
            }
        }
    }

    /// <summary>What makes two operations equal. Equality is written out because the generated one is several times slower.</summary>
    private readonly struct Key(IrOp op, IrType type, IrType from, int a, int b, int c, long immediate, object? extra) : IEquatable<Key>
    {
        private readonly int _operation = (int)op | ((int)type << 8) | ((int)from << 16);
        private readonly long _immediate = immediate;
        private readonly object? _extra = extra;

        public readonly int A = a;
        public readonly int B = b;
        public readonly int C = c;

        public bool Equals(Key other) =>
            _operation == other._operation && A == other.A && B == other.B && C == other.C && _immediate == other._immediate && (ReferenceEquals(_extra, other._extra) || Equals(_extra, other._extra));

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => (((((_operation * 31) + A) * 31) + B) * 31) + C + (int)(_immediate * 7919);
    }

    private readonly record struct Entry(Key Key, int Previous, int Block, int Result, int ResultVersion, int VersionA, int VersionB, int VersionC, int Writes);

    /// <summary>The collections of a table.</summary>
    private sealed class Store
    {
        public readonly Dictionary<Key, int> Latest = [];
        public readonly List<Entry> Entries = [];
        public readonly List<(int Register, int Version)> Undo = [];
        public readonly List<Instruction> Writes = [];
        public readonly List<(int Block, Instruction Instruction)> Writers = [];
        public readonly MemoryEffects Effects = new();

        public int Capacity => Math.Max(Math.Max(Latest.Capacity, Entries.Capacity), Math.Max(Undo.Capacity, Math.Max(Writes.Capacity, Writers.Capacity)));

        public void Clear()
        {
            Latest.Clear();
            Entries.Clear();
            Undo.Clear();
            Writes.Clear();
            Writers.Clear();
        }
    }

    /// <summary>Nothing will be asked or added any more.</summary>
    public void Release()
    {
        int registers = _analyses.Function.Registers.Count;
        Scratch<int>.Return(_versions, registers);
        Scratch<int>.Return(_sources, registers);
        if (_store.Capacity > LargestSpare)
            return;
        _store.Clear();
        s_spare = _store;
    }

    internal readonly record struct Mark(int Undo, int Entries, int Writes, int Hidden);

    public Mark Save() => new(_undo.Count, _entries.Count, _writes.Count, _hidden);

    /// <summary>Goes back to the end of the immediate dominator of a block and steps to the start of the block.</summary>
    public void Enter(int block, Mark dominator)
    {
        for (int i = _undo.Count - 1; i >= dominator.Undo; i--)
            _versions[_undo[i].Register] = _undo[i].Version;
        _undo.RemoveRange(dominator.Undo, _undo.Count - dominator.Undo);
        for (int i = _entries.Count - 1; i >= dominator.Entries; i--)
        {
            if (_entries[i].Previous >= 0)
                _latest[_entries[i].Key] = _entries[i].Previous;
            else
                _latest.Remove(_entries[i].Key);
        }
        _entries.RemoveRange(dominator.Entries, _entries.Count - dominator.Entries);
        _writes.RemoveRange(dominator.Writes, _writes.Count - dominator.Writes);
        _hidden = dominator.Hidden;
        _block = block;
        if (_paths.EntersFromMiddle(block))
            _hidden = _entries.Count;
    }

    /// <summary>A register that holds the value of the operation here, <see cref="Succeeded"/>, or -1.</summary>
    public int Find(Instruction instruction)
    {
        if (!_latest.TryGetValue(KeyOf(instruction), out int index) || index < _hidden)
            return -1;
        Entry entry = _entries[index];
        return IsCurrent(entry.Result, entry.ResultVersion, entry.Block)
            && IsCurrent(entry.Key.A, entry.VersionA, entry.Block)
            && IsCurrent(entry.Key.B, entry.VersionB, entry.Block)
            && IsCurrent(entry.Key.C, entry.VersionC, entry.Block)
            && IsMemoryUnchanged(instruction, entry) ? entry.Result : -1;
    }

    /// <summary>Notes that a register holds the value of the operation; call it after <see cref="Pass"/>.</summary>
    public void Add(Instruction instruction, int result)
    {
        Key key = KeyOf(instruction);
        int previous = _latest.GetValueOrDefault(key, -1);
        _latest[key] = _entries.Count;
        _entries.Add(new Entry(key, previous, _block, result, VersionOf(result), VersionOf(key.A), VersionOf(key.B), VersionOf(key.C), _writes.Count));
    }

    /// <summary>Takes over what an instruction writes.</summary>
    public void Pass(Instruction instruction)
    {
        if (MemoryEffects.Writes(instruction))
            _writes.Add(instruction);
        if (instruction.Dest < 0)
            return;
        if (_definitions.IsSingle(instruction.Dest))
        {
            if (instruction.Op == IrOp.Move && _definitions.IsSingle(instruction.A))
                _sources[instruction.Dest] = SourceOf(instruction.A);
            return;
        }
        _undo.Add((instruction.Dest, _versions[instruction.Dest]));
        _versions[instruction.Dest] = ++_lastVersion;
    }

    private Key KeyOf(Instruction instruction)
    {
        // The arguments of a call stand for operands; see CommonSubexpressions for the calls that take part.
        int[] arguments = instruction.Arguments ?? [];
        int a = SourceOf(arguments.Length > 0 ? arguments[0] : instruction.A);
        int b = SourceOf(arguments.Length > 1 ? arguments[1] : instruction.B);
        int c = SourceOf(arguments.Length > 2 ? arguments[2] : instruction.C);
        if (a > b && b >= 0 && instruction.Op is IrOp.Add or IrOp.Mul or IrOp.BitAnd or IrOp.BitOr or IrOp.CmpEq or IrOp.CmpNe)
            (a, b) = (b, a);
        return new Key(instruction.Op, instruction.Type, instruction.From, a, b, c, instruction.Immediate, instruction.Extra);
    }

    /// <summary>The register that a copy of a register with one definition stands for.</summary>
    private int SourceOf(int register) => register >= 0 && _sources[register] >= 0 ? _sources[register] : register;

    private int VersionOf(int register) => register < 0 ? 0 : _versions[register];

    private bool IsCurrent(int register, int version, int block) =>
        register < 0 || (_versions[register] == version && (_paths.IsStraight(block, _block) || _paths.IsUnchanged(register, block, _block)));

    private bool IsMemoryUnchanged(Instruction instruction, in Entry entry)
    {
        if (!MemoryEffects.Reads(instruction))
            return true;
        if (_writes.Count - entry.Writes > LogLimit)
            return false;
        for (int i = entry.Writes; i < _writes.Count; i++)
        {
            if (MayChange(_writes[i], instruction))
                return false;
        }
        if (_paths.IsStraight(entry.Block, _block))
            return true;
        if (_writers.Count > LogLimit)
            return false;
        foreach ((int block, Instruction writer) in _writers)
        {
            if (_paths.MayLieBetween(entry.Block, block, _block) && MayChange(writer, instruction))
                return false;
        }
        return true;
    }

    private bool MayChange(Instruction writer, Instruction reader)
    {
        _scratch.Clear();
        _scratch.Add(writer);
        return _scratch.MayChange(reader);
    }
}
