using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Intervals of integer registers, and what indices have to do with lengths. Each register has one interval for all its definitions, found by repeating the walk of the dominator tree until
/// nothing grows (starting from nothing, so code that is never reached adds nothing; bounds that keep growing jump to the end of the type). Branches, loop tests and successful checks narrow it from a place
/// downwards (<see cref="ScopedFacts"/>). A last walk with the final intervals shows every instruction to <see cref="Visit"/>.
/// </summary>
internal abstract partial class ValueRanges
{
    private const int MaximumRounds = 24;
    private const long GreatestRoot32 = 46340;
    private const long GreatestRoot64 = 3037000499;

    /// <summary>Indices of elements that exist: lengths are at most the greatest i32.</summary>
    private static readonly Interval IndexRange = new(0, int.MaxValue - 1);

    private static readonly Interval NearDistances = new(-int.MaxValue, int.MaxValue);

    private readonly FunctionAnalyses _analyses;
    private readonly IrFunction _function;
    private readonly ScopedFacts _facts;
    private LoopCanonicalForm?[] _loopAt;
    private readonly HashSet<Instruction>? _safeIncrements;
    private readonly List<(int Array, long Offset, ProofKind Proof)> _lengths = [];
    private readonly Stack<(int Block, ScopedFacts.Mark Mark)> _pending = new();
    private Interval[] _ranges;

    // What this walk alone has found, with the intervals as they were when it began; null in the first walk.
    private Interval[]? _sharpened;
    private bool _isSound;
    private bool _grew;
    // Lengths do not bear on intervals, so only the last walk follows them.
    private bool _isLast;
    private readonly bool _isAcyclic;

    // What successful checks say about the registers that their operands were computed from; null if nobody asks.
    private readonly FilledArrays? _filled;
    private readonly Definitions _definitions;

    /// <param name="analyses">The function.</param>
    /// <param name="followsWitnesses">Whether a successful check also tells about the registers that its operands were computed from.</param>
    protected ValueRanges(FunctionAnalyses analyses, bool followsWitnesses = false)
    {
        _analyses = analyses;
        _function = analyses.Function;
        _isAcyclic = analyses.Loops.Loops.Count == 0 && !analyses.Loops.IsIrreducible;
        Definitions definitions = analyses.Definitions;
        _definitions = definitions;
        _filled = followsWitnesses ? new FilledArrays(analyses, definitions) : null;
        _facts = new ScopedFacts(analyses, definitions);
        _ranges = Scratch<Interval>.Rent(_function.Registers.Count, Interval.Empty);
        for (int i = 0; i < _function.Parameters.Length; i++)
            _ranges[_function.Parameters[i]] = _function.ParameterRanges is { } known ? known[i] : Interval.Of(_function.TypeOf(_function.Parameters[i]));
        int count = analyses.Cfg.Blocks.Length;
        _loopAt = Scratch<LoopCanonicalForm?>.Rent(count);
        foreach (LoopCanonicalForm loop in analyses.Forms)
        {
            _loopAt[analyses.Cfg.IndexOf(loop.Header)] = loop;
            // Lowering advances a hidden counter only towards a bound that it has not reached.
            foreach (InductionVariable variable in loop.InductionVariables)
            {
                if (variable.Register == loop.Header.SourceLoop?.Counter)
                    (_safeIncrements ??= []).Add(variable.Increment);
            }
        }
    }

    /// <summary>Whether a successful check also tells about the registers that its operands were computed from.</summary>
    protected bool FollowsWitnesses => _filled is not null;

    protected Definitions Definitions => _definitions;

    /// <summary>Called in the last walk for every instruction that can be reached, before it runs.</summary>
    protected abstract void Visit(Instruction instruction);

    /// <summary>Runs the analysis and the last walk.</summary>
    /// <param name="known">Sound intervals to begin with, which then only become narrower; null to find them.</param>
    /// <returns>The intervals of all registers; null if the analysis did not come to an end (which costs checks, nothing else).</returns>
    protected Interval[]? Analyze(Interval[]? known = null)
    {
        if (!_isAcyclic && known is null && !FindFixpoint())
        {
            Release();
            return null;
        }
        if (!_isAcyclic)
            Sharpen(known);
        // In code without cycles everything that leads to a block is walked before it, so one walk sees all values that can reach a place.
        _isLast = true;
        Walk();
        Release();
        return _ranges;
    }

    private void Release()
    {
        _facts.Release();
        Scratch<LoopCanonicalForm?>.Return(_loopAt, _analyses.Cfg.Blocks.Length);
        _loopAt = [];
    }

    private bool FindFixpoint()
    {
        for (int round = 0; round < MaximumRounds; round++)
        {
            _grew = false;
            if (round > 0)
                BeginSharpening();
            Walk();
            if (!_grew)
                return true;
        }
        return false;
    }

    private void BeginSharpening()
    {
        int count = _function.Registers.Count;
        _sharpened ??= Scratch<Interval>.Rent(count);
        for (int register = 0; register < count; register++)
            _sharpened[register] = Interval.Empty;
        // Those have grown with what the function assigns to its parameters.
        for (int i = 0; i < _function.Parameters.Length; i++)
            _sharpened[_function.Parameters[i]] = _function.ParameterRanges is { } known ? known[i] : _ranges[_function.Parameters[i]];
    }

    /// <summary>One round downwards: what follows from a sound solution is sound, and the jumps to the end of the type overshot. The last round of the search, in which nothing grew, was such a round.</summary>
    private void Sharpen(Interval[]? known)
    {
        if (known is not null)
        {
            Scratch<Interval>.Return(_ranges, _ranges.Length);
            _ranges = known;
            _isSound = true;
            BeginSharpening();
            Walk();
        }
        if (_sharpened is not null)
        {
            Scratch<Interval>.Return(_ranges, _ranges.Length);
            _ranges = _sharpened;
            _sharpened = null;
        }
        AccumulatorBounds.Apply(_analyses, _definitions, _loopAt, CannotWrap, _ranges);
    }

    /// <summary>What values a register can have here. Empty: this place is not reached.</summary>
    protected Interval RangeOf(int register)
    {
        Interval range = KnownRangeOf(register);
        if (_filled is not null)
        {
            for (int fact = _facts.First(register, ValueFactKind.Distance); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.Distance))
                range = range.Intersect(KnownRangeOf(_facts[fact].Other).ShiftedBy(_facts[fact].Lo));
        }
        return range;
    }

    private Interval KnownRangeOf(int register)
    {
        Interval range = _ranges[register];
        for (int fact = _facts.First(register, ValueFactKind.Range); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.Range))
            range = range.Intersect(new Interval(_facts[fact].Lo, _facts[fact].Hi));
        return range;
    }

    /// <summary>Is the index below the length of the array (or string) here? The index must not be negative.</summary>
    protected bool IsBelowLength(int index, int array, out ProofKind proof)
    {
        int length = LengthOf(array);
        for (int fact = _facts.First(index, ValueFactKind.Distance); fact >= 0; fact = _facts.Next(index, fact, ValueFactKind.Distance))
        {
            for (int other = _facts.First(_facts[fact].Other, ValueFactKind.AtMostLength); other >= 0; other = _facts.Next(_facts[fact].Other, other, ValueFactKind.AtMostLength))
            {
                proof = ProofKind.Fused;
                if (_facts[other].Other == length && _facts[other].Lo + _facts[fact].Lo <= -1)
                    return true;
            }
        }
        for (int fact = _facts.First(index, ValueFactKind.AtMostLength); fact >= 0; fact = _facts.Next(index, fact, ValueFactKind.AtMostLength))
        {
            proof = _facts[fact].Proof;
            if (_facts[fact].Other == length && _facts[fact].Lo <= -1)
                return true;
        }
        long greatest = RangeOf(index).Hi;
        for (int fact = _facts.First(array, ValueFactKind.MinimumLength); fact >= 0; fact = _facts.Next(array, fact, ValueFactKind.MinimumLength))
        {
            proof = _facts[fact].Proof;
            if (greatest < _facts[fact].Lo)
                return true;
        }
        proof = default;
        return false;
    }

    /// <summary>What stands for the length of an array in facts: the register that holds it, if arrays share one, or else the array.</summary>
    private int LengthOf(int array) => _filled is not null && _filled.LengthOf(array) is var length and >= 0 ? length : array;

    private void Walk()
    {
        _pending.Push((0, default));
        while (_pending.TryPop(out (int Block, ScopedFacts.Mark Mark) next))
        {
            ScopedFacts.Mark dominator = next.Mark;
            EnterBlock(next.Block, dominator);
            foreach (Instruction instruction in _analyses.Cfg.Blocks[next.Block].Code)
            {
                if (_isLast)
                    Visit(instruction);
                Step(instruction);
            }
            // The next sibling goes below the first child: values settle sooner when blocks come before those they lead to.
            int sibling = next.Block == 0 ? -1 : _analyses.Dominators.NextSibling(next.Block);
            if (sibling >= 0)
                _pending.Push((sibling, next.Mark));
            int child = _analyses.Dominators.FirstChild(next.Block);
            if (child >= 0)
                _pending.Push((child, _facts.Save()));
        }
    }

    private void EnterBlock(int block, ScopedFacts.Mark dominator)
    {
        _facts.ReturnTo(_analyses.Dominators.ImmediateDominator(block), dominator);
        if (_loopAt[block] is { Preheader: not null } loop)
        {
            EnterLoop(block, loop);
            return;
        }
        _facts.Enter(block);
        int from = _facts.Paths.StraightPredecessor(block);
        if (from >= 0)
            AddEdgeFacts(_analyses.Cfg.Blocks[from].Terminator, _analyses.Cfg.Blocks[block]);
    }

    private void AddEdgeFacts(Instruction branch, Block target)
    {
        if (branch.Op != IrOp.BranchCmp || !HasIntervals(branch.Type) || branch.Targets![0] == branch.Targets[1])
            return;
        var comparison = (Comparison)branch.Immediate;
        AddComparison(branch.A, branch.Targets[0] == target ? comparison : Comparisons.Negate(comparison), branch.B, ProofKind.Dominated);
    }

    private void AddComparison(int left, Comparison comparison, int right, ProofKind proof)
    {
        Interval a = RangeOf(left);
        Interval b = RangeOf(right);
        Comparison swapped = Comparisons.Swap(comparison);
        Narrow(left, a, Interval.Refine(a, comparison, b));
        Narrow(right, b, Interval.Refine(b, swapped, a));
        _facts.Add(left, ValueFactKind.Relation, right, (long)comparison, 0, proof);
        if (!_isLast)
            return;
        AddLengthOf(left, comparison, right, proof);
        AddLengthOf(right, swapped, left, proof);
    }

    private void Narrow(int register, Interval before, Interval after)
    {
        if (after != before)
            _facts.Add(register, ValueFactKind.Range, -1, after.Lo, after.Hi, ProofKind.Range);
    }

    /// <summary>What is at most a length bounds what is at most (or less than) it.</summary>
    private void AddLengthOf(int register, Comparison comparison, int other, ProofKind proof)
    {
        if (comparison is Comparison.Lt or Comparison.Le or Comparison.Eq)
            CopyLengths(other, register, comparison == Comparison.Lt ? -1 : 0, proof);
    }

    private void CopyLengths(int from, int to, long offset, ProofKind proof)
    {
        for (int fact = _facts.First(from, ValueFactKind.AtMostLength); fact >= 0; fact = _facts.Next(from, fact, ValueFactKind.AtMostLength))
            _facts.Add(to, ValueFactKind.AtMostLength, _facts[fact].Other, _facts[fact].Lo + offset, 0, proof);
    }

    /// <summary>Takes over what is true after an instruction.</summary>
    private void Step(Instruction instruction)
    {
        AddSuccess(instruction);
        int dest = instruction.Dest;
        if (dest < 0)
        {
            if (MemoryEffects.MayShrink(instruction))
                _facts.Shrink();
            return;
        }
        bool isCounted = _function.TypeOf(dest).IsInteger();
        Interval result = isCounted ? ResultOf(instruction) : Interval.All;
        _lengths.Clear();
        if (isCounted && _isLast)
            FindLengths(instruction, result);
        if (MemoryEffects.MayShrink(instruction))
            _facts.Shrink();
        _facts.Define(dest);
        if (isCounted)
        {
            Grow(dest, result);
            if (result != _ranges[dest])
                _facts.Add(dest, ValueFactKind.Range, -1, result.Lo, result.Hi, ProofKind.Range);
        }
        foreach ((int array, long offset, ProofKind proof) in _lengths)
            _facts.Add(dest, ValueFactKind.AtMostLength, array, offset, 0, proof);
        if (_filled is not null)
            AddOrigin(instruction, result);
        if (instruction.Op == IrOp.NewArray)
            _facts.Add(dest, ValueFactKind.MinimumLength, -1, instruction.Arguments!.Length, 0, ProofKind.Constant);
        else if (instruction.Op == IrOp.NewArrayFill)
            _facts.Add(dest, ValueFactKind.MinimumLength, -1, instruction.Immediate, 0, ProofKind.Constant);
    }

    /// <summary>Joins a value of a register to its interval.</summary>
    private void Grow(int register, Interval value)
    {
        if (_sharpened is not null)
            _sharpened[register] = _sharpened[register].Union(value);
        if (_isSound && !_isLast)
            return;
        Interval old = _ranges[register];
        if (value.IsWithin(old))
            return;
        Interval wider = old.Union(value);
        if (!old.IsEmpty && !_isAcyclic)
        {
            Interval all = Interval.Of(_function.TypeOf(register));
            long lo = wider.Lo == old.Lo ? old.Lo : wider.Lo >= 0 ? 0 : all.Lo;
            wider = new Interval(lo, wider.Hi == old.Hi ? old.Hi : all.Hi);
        }
        _ranges[register] = wider;
        _grew = true;
    }

    private static bool HasIntervals(IrType type) => type is IrType.I32 or IrType.I64 or IrType.U32;
}
