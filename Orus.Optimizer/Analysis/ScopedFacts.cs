using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

internal enum ValueFactKind : byte
{
    /// <summary>The register is between Lo and Hi.</summary>
    Range,
    /// <summary>The register compares with the register Other as Lo (a <see cref="Comparison"/>) says.</summary>
    Relation,
    /// <summary>The register is at most the length of the array (or string) Other plus Lo.</summary>
    AtMostLength,
    /// <summary>The register is the register Other plus Lo.</summary>
    Distance,
    /// <summary>The register is the sum of the registers Other and Second.</summary>
    Sum,
    /// <summary>The register is the last value of a range that starts at the register Other.</summary>
    LastFrom,
    /// <summary>The array in the register has at least Lo elements.</summary>
    MinimumLength,
}

/// <summary>Something known about a register from a place in the dominator tree downwards.</summary>
internal struct ValueFact
{
    public ValueFactKind Kind;
    public ProofKind Proof;
    public int Next;
    public int Block;
    public int Other;
    public int OtherVersion;
    public int Second;
    public int SecondVersion;
    public int LengthVersion;
    public long Lo;
    public long Hi;
}

/// <summary>
/// Facts about registers while the dominator tree is walked. A fact holds from where it was made to the blocks that its block dominates, as long as neither its registers nor, for lengths, any
/// array can have changed on the way. Definitions on the way down are seen by the walk; those on side paths that rejoin are looked for when the fact is used (<see cref="DominatedPaths"/>).
/// </summary>
internal sealed class ScopedFacts
{
    private const int LargestSpare = 1024;

    // Facts are many and short-lived: one array serves all functions that a thread compiles.
    [ThreadStatic]
    private static ValueFact[]? s_spare;

    [ThreadStatic]
    private static Former[]? s_spareFormer;

    private readonly DominatedPaths _paths;
    private readonly Definitions _definitions;
    private readonly List<int>? _shrinkingBlocks;
    private readonly int _registers;
    private int[] _heads;
    private int[] _versions;
    private Former[] _former = s_spareFormer ?? new Former[64];
    private int _undo;
    private ValueFact[] _facts = s_spare ?? new ValueFact[64];
    private int _count;
    private int _hidden;
    private int _lengthVersion;
    private int _lastVersion;
    private int _block;

    public ScopedFacts(FunctionAnalyses analyses, Definitions definitions)
    {
        s_spare = null;
        s_spareFormer = null;
        _paths = analyses.Paths;
        _definitions = definitions;
        _registers = analyses.Function.Registers.Count;
        _heads = Scratch<int>.Rent(_registers, -1);
        _versions = Scratch<int>.Rent(_registers);
        Block[] blocks = analyses.Cfg.Blocks;
        for (int block = 0; block < blocks.Length; block++)
        {
            foreach (Instruction instruction in blocks[block].Code)
            {
                if (!MemoryEffects.MayShrink(instruction))
                    continue;
                (_shrinkingBlocks ??= []).Add(block);
                break;
            }
        }
    }

    /// <summary>Nothing will be asked or added any more.</summary>
    public void Release()
    {
        if (_facts.Length <= LargestSpare)
            s_spare = _facts;
        if (_former.Length <= LargestSpare)
            s_spareFormer = _former;
        Scratch<int>.Return(_heads, _registers);
        Scratch<int>.Return(_versions, _registers);
        _facts = [];
        _former = [];
        _heads = _versions = [];
    }

    /// <summary>What was known of a register before.</summary>
    private readonly record struct Former(int Register, int Head, int Version);

    /// <summary>A state to come back to.</summary>
    internal readonly record struct Mark(int Undo, int Facts, int Hidden, int LengthVersion);

    public DominatedPaths Paths => _paths;

    public Mark Save() => new(_undo, _count, _hidden, _lengthVersion);

    /// <summary>Goes back to the end of a block.</summary>
    public void ReturnTo(int block, Mark end)
    {
        for (int i = _undo - 1; i >= end.Undo; i--)
        {
            _heads[_former[i].Register] = _former[i].Head;
            _versions[_former[i].Register] = _former[i].Version;
        }
        _undo = end.Undo;
        _count = end.Facts;
        _hidden = end.Hidden;
        _lengthVersion = end.LengthVersion;
        _block = block;
    }

    /// <summary>Steps from the end of its immediate dominator to the start of a block.</summary>
    public void Enter(int block)
    {
        _block = block;
        if (_paths.EntersFromMiddle(block))
            _hidden = _count;
    }

    /// <summary>The register gets another value: what was known about it is over.</summary>
    public void Define(int register)
    {
        bool isSingle = _definitions.IsSingle(register);
        if (isSingle && _heads[register] < 0)
            return;
        Remember(register);
        _heads[register] = -1;
        if (!isSingle)
            _versions[register] = ++_lastVersion;
    }

    /// <summary>Arrays may have become shorter.</summary>
    public void Shrink() => _lengthVersion = ++_lastVersion;

    public void Add(int register, ValueFactKind kind, int other, long lo, long hi, ProofKind proof) => Add(register, kind, other, -1, lo, hi, proof);

    public void AddSum(int register, int first, int second) => Add(register, ValueFactKind.Sum, first, second, 0, 0, ProofKind.Fused);

    private void Add(int register, ValueFactKind kind, int other, int second, long lo, long hi, ProofKind proof)
    {
        if (_count == _facts.Length)
            System.Array.Resize(ref _facts, _count * 2);
        _facts[_count] = new ValueFact
        {
            Kind = kind,
            Proof = proof,
            Next = _heads[register],
            Block = _block,
            Other = other,
            OtherVersion = other >= 0 ? _versions[other] : 0,
            Second = second,
            SecondVersion = second >= 0 ? _versions[second] : 0,
            LengthVersion = _lengthVersion,
            Lo = lo,
            Hi = hi,
        };
        Remember(register);
        _heads[register] = _count++;
    }

    private void Remember(int register)
    {
        if (_undo == _former.Length)
            System.Array.Resize(ref _former, _undo * 2);
        _former[_undo++] = new Former(register, _heads[register], _versions[register]);
    }

    /// <summary>The first usable fact about a register, or -1; continue with <see cref="Next"/>.</summary>
    public int First(int register, ValueFactKind kind) => Find(register, _heads[register], kind);

    public int Next(int register, int fact, ValueFactKind kind) => Find(register, _facts[fact].Next, kind);

    public ref readonly ValueFact this[int fact] => ref _facts[fact];

    private int Find(int register, int fact, ValueFactKind kind)
    {
        for (; fact >= _hidden; fact = _facts[fact].Next)
        {
            if (_facts[fact].Kind == kind && Holds(register, in _facts[fact]))
                return fact;
        }
        return -1;
    }

    private bool Holds(int register, in ValueFact fact)
    {
        if ((fact.Other >= 0 && fact.OtherVersion != _versions[fact.Other]) || (fact.Second >= 0 && fact.SecondVersion != _versions[fact.Second]))
            return false;
        bool isAboutLength = fact.Kind is ValueFactKind.AtMostLength or ValueFactKind.MinimumLength;
        if (isAboutLength && fact.LengthVersion != _lengthVersion)
            return false;
        return _paths.IsStraight(fact.Block, _block)
            || (_paths.IsUnchanged(register, fact.Block, _block)
                && (fact.Other < 0 || _paths.IsUnchanged(fact.Other, fact.Block, _block))
                && (fact.Second < 0 || _paths.IsUnchanged(fact.Second, fact.Block, _block))
                && (!isAboutLength || _shrinkingBlocks is null || _paths.AvoidsAll(_shrinkingBlocks, fact.Block, _block)));
    }
}
