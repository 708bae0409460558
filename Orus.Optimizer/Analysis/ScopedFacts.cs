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
    public int LengthVersion;
    public long Lo;
    public long Hi;
}

/// <summary>
/// Facts about registers while the dominator tree is walked. A fact holds from where it was made to the blocks that its block dominates, as long as neither its registers nor, for lengths, any
/// array can have changed on the way. Definitions on the way down are seen by the walk; those on side paths that rejoin are looked for when the fact is used: a block with such a
/// definition is dominated by the fact's block and precedes the place of use, or belongs to a loop that does.
/// </summary>
internal sealed class ScopedFacts
{
    private const int SearchLimit = 16;

    private readonly FunctionAnalyses _analyses;
    private readonly Definitions _definitions;
    private readonly List<int>?[] _definingBlocks;
    private readonly List<int> _shrinkingBlocks = [];
    private readonly int[] _straightRoot;
    private readonly int[] _heads;
    private readonly int[] _versions;
    private readonly List<(int Register, int Head, int Version)> _undo = [];
    private ValueFact[] _facts = new ValueFact[64];
    private int _count;
    private int _hidden;
    private int _lengthVersion;
    private int _lastVersion;
    private int _block;

    public ScopedFacts(FunctionAnalyses analyses, Definitions definitions)
    {
        _analyses = analyses;
        _definitions = definitions;
        int registers = analyses.Function.Registers.Count;
        _heads = new int[registers];
        System.Array.Fill(_heads, -1);
        _versions = new int[registers];
        _definingBlocks = new List<int>?[registers];
        Block[] blocks = analyses.Cfg.Blocks;
        _straightRoot = new int[blocks.Length];
        for (int block = 0; block < blocks.Length; block++)
        {
            int from = StraightPredecessor(block);
            _straightRoot[block] = from >= 0 ? _straightRoot[from] : block;
            bool shrinks = false;
            foreach (Instruction instruction in blocks[block].Code)
            {
                shrinks |= MemoryEffects.MayShrink(instruction);
                if (instruction.Dest >= 0 && !definitions.IsSingle(instruction.Dest))
                    (_definingBlocks[instruction.Dest] ??= []).Add(block);
            }
            if (shrinks)
                _shrinkingBlocks.Add(block);
        }
    }

    /// <summary>A state to come back to.</summary>
    internal readonly record struct Mark(int Undo, int Facts, int Hidden, int LengthVersion);

    /// <summary>The one block whose end leads to this block, or -1 where paths meet and for handlers.</summary>
    public int StraightPredecessor(int block)
    {
        int[] predecessors = _analyses.Cfg.Predecessors[block];
        return predecessors.Length == 1 && _analyses.Cfg.Blocks[block].Code[0].Op != IrOp.CatchError ? predecessors[0] : -1;
    }

    public Mark Save() => new(_undo.Count, _count, _hidden, _lengthVersion);

    /// <summary>Goes back to the end of a block.</summary>
    public void ReturnTo(int block, Mark end)
    {
        for (int i = _undo.Count - 1; i >= end.Undo; i--)
        {
            _heads[_undo[i].Register] = _undo[i].Head;
            _versions[_undo[i].Register] = _undo[i].Version;
        }
        _undo.RemoveRange(end.Undo, _undo.Count - end.Undo);
        _count = end.Facts;
        _hidden = end.Hidden;
        _lengthVersion = end.LengthVersion;
        _block = block;
    }

    /// <summary>Steps from the end of its immediate dominator to the start of a block.</summary>
    public void Enter(int block)
    {
        _block = block;
        // An error may have left the dominator in its middle, before its facts were true.
        int from = _analyses.Dominators.ImmediateDominator(block);
        if (from >= 0 && StraightPredecessor(block) < 0 && Cfg.ActiveHandler(_analyses.Cfg.Blocks[from]) is not null)
            _hidden = _count;
    }

    /// <summary>The register gets another value: what was known about it is over.</summary>
    public void Define(int register)
    {
        _undo.Add((register, _heads[register], _versions[register]));
        _heads[register] = -1;
        if (!_definitions.IsSingle(register))
            _versions[register] = ++_lastVersion;
    }

    /// <summary>Arrays may have become shorter.</summary>
    public void Shrink() => _lengthVersion = ++_lastVersion;

    public void Add(int register, ValueFactKind kind, int other, long lo, long hi, ProofKind proof)
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
            LengthVersion = _lengthVersion,
            Lo = lo,
            Hi = hi,
        };
        _undo.Add((register, _heads[register], _versions[register]));
        _heads[register] = _count++;
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
        if (fact.Other >= 0 && fact.OtherVersion != _versions[fact.Other])
            return false;
        bool isAboutLength = fact.Kind is ValueFactKind.AtMostLength or ValueFactKind.MinimumLength;
        if (isAboutLength && fact.LengthVersion != _lengthVersion)
            return false;
        int root = _straightRoot[_block];
        if (fact.Block == _block || _analyses.Dominators.Dominates(root, fact.Block))
            return true;
        return IsUnchanged(_definingBlocks[register], fact.Block, root)
            && (fact.Other < 0 || IsUnchanged(_definingBlocks[fact.Other], fact.Block, root))
            && (!isAboutLength || IsUnchanged(_shrinkingBlocks, fact.Block, root));
    }

    private bool IsUnchanged(List<int>? definitions, int from, int to)
    {
        if (definitions is null)
            return true;
        if (definitions.Count > SearchLimit)
            return false;
        foreach (int definition in definitions)
        {
            if (MayLieBetween(from, definition, to))
                return false;
        }
        return true;
    }

    /// <summary>May a path lead from the end of one block through another to the start of a third, without passing the first again?</summary>
    private bool MayLieBetween(int from, int block, int to)
    {
        Dominators dominators = _analyses.Dominators;
        if (block == from || !dominators.Dominates(from, block))
            return false;
        if (block < to)
            return true;
        for (Loop? loop = _analyses.Loops.InnermostLoop(block); loop is not null; loop = loop.Parent)
        {
            if (loop.Header != from && dominators.Dominates(from, loop.Header) && loop.Header <= to)
                return true;
        }
        return false;
    }
}
