using System;
using System.Collections.Generic;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Intervals of integer registers, and what indices have to do with lengths. Each register has one interval for all its definitions, found by repeating the walk of the dominator tree until
/// nothing grows (starting from nothing, so code that is never reached adds nothing; bounds that keep growing jump to the end of the type). Branches, loop tests and successful checks narrow it from a place
/// downwards (<see cref="ScopedFacts"/>). A last walk with the final intervals shows every instruction to <see cref="Visit"/>.
/// </summary>
internal abstract class ValueRanges
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
    private readonly LoopCanonicalForm?[] _loopAt;
    private readonly HashSet<Instruction>? _safeIncrements;
    private readonly List<(int Array, long Offset, ProofKind Proof)> _lengths = [];
    private readonly Stack<(int Block, ScopedFacts.Mark Mark)> _pending = new();
    private Interval[] _ranges;
    private Interval[]? _sharpened;
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
        _ranges = PresetArray.Of(_function.Registers.Count, Interval.Empty);
        foreach (int parameter in _function.Parameters)
            _ranges[parameter] = Interval.Of(_function.TypeOf(parameter));
        int count = analyses.Cfg.Blocks.Length;
        _loopAt = new LoopCanonicalForm?[count];
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
            return null;
        if (!_isAcyclic)
            Sharpen(known);
        // In code without cycles everything that leads to a block is walked before it, so one walk sees all values that can reach a place.
        _isLast = true;
        Walk();
        _facts.Release();
        return _ranges;
    }

    private bool FindFixpoint()
    {
        for (int round = 0; round < MaximumRounds; round++)
        {
            _grew = false;
            Walk();
            if (!_grew)
                return true;
        }
        return false;
    }

    private void Sharpen(Interval[]? known)
    {
        _ranges = known ?? _ranges;
        // One round downwards: what follows from a sound solution is sound, and the jumps to the end of the type overshot.
        _sharpened = PresetArray.Of(_ranges.Length, Interval.Empty);
        foreach (int parameter in _function.Parameters)
            _sharpened[parameter] = _ranges[parameter];
        Walk();
        _ranges = _sharpened;
        _sharpened = null;
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

    /// <summary>
    /// What holds in every round: the start of a counter as a limit in the direction it comes from, and the test of the loop if it also held on the way in. Both are looked up at the end of
    /// the preheader; in the header only what the loop cannot change is still known.
    /// </summary>
    private void EnterLoop(int block, LoopCanonicalForm loop)
    {
        var starts = new Interval[loop.InductionVariables.Length];
        for (int i = 0; i < starts.Length; i++)
            starts[i] = RangeOf(loop.InductionVariables[i].Register);
        List<(int Register, int Array, long Offset, ProofKind Proof)>? lengths = LengthsAtEntry(loop);
        Comparison? test = TestInEveryRound(loop);
        if (test is { } wanted && !IsKnown(loop.InductionVariables[0].Register, wanted, loop.Test!.Value.Bound))
            test = null;
        _facts.Enter(block);
        for (int i = 0; i < starts.Length; i++)
        {
            AddStart(loop.InductionVariables[i], starts[i]);
            AddLatch(loop, loop.InductionVariables[i], starts[i]);
        }
        foreach ((int register, int array, long offset, ProofKind proof) in lengths ?? [])
            _facts.Add(register, ValueFactKind.AtMostLength, array, offset, 0, proof);
        if (test is { } comparison)
            AddComparison(loop.InductionVariables[0].Register, comparison, loop.Test!.Value.Bound, ProofKind.CanonicalBound);
    }

    /// <summary>What the operations between the increment and the backedge say about a counter holds in every round if it also holds on the way in.</summary>
    private void AddLatch(LoopCanonicalForm loop, InductionVariable variable, Interval start)
    {
        if (_filled is null || start.IsEmpty || loop.Latches.Length != 1)
            return;
        Interval latch = Interval.All;
        int block = _analyses.Cfg.IndexOf(loop.Latches[0]);
        // Conditions with several parts take several blocks, one after the other.
        for (int searched = 0; searched < 4; searched++)
        {
            List<Instruction> code = _analyses.Cfg.Blocks[block].Code;
            for (int i = code.Count - 1; i >= 0; i--)
            {
                if (code[i].Dest == variable.Register)
                {
                    Interval range = latch.Union(start);
                    Narrow(variable.Register, RangeOf(variable.Register), RangeOf(variable.Register).Intersect(range));
                    return;
                }
                latch = latch.Intersect(Demand(code[i], variable.Register));
            }
            if (_analyses.Cfg.Predecessors[block] is not [var only] || only >= block)
                return;
            block = only;
        }
    }

    /// <summary>The values of a register with which an operation succeeds.</summary>
    private Interval Demand(Instruction instruction, int register)
    {
        switch (instruction.Op)
        {
            case IrOp.LoadElement or IrOp.StoreElement or IrOp.StringIndex when instruction.B == register:
                return IndexRange;
            case IrOp.Mul when instruction.A == register && instruction.B == register && HasIntervals(instruction.Type) && CannotWrap(instruction):
                return RootRange(instruction.Type);
            default:
                return Interval.All;
        }
    }

    private static Interval RootRange(IrType type) => type switch
    {
        IrType.I32 => new Interval(-GreatestRoot32, GreatestRoot32),
        IrType.I64 => new Interval(-GreatestRoot64, GreatestRoot64),
        _ => Interval.All,
    };

    /// <summary>Lengths that bound a falling counter when the loop is entered bound it in every round, if the loop changes neither array nor length.</summary>
    private List<(int Register, int Array, long Offset, ProofKind Proof)>? LengthsAtEntry(LoopCanonicalForm loop)
    {
        if (!_isLast || (loop.Effects & Effects.WritesLength) != 0)
            return null;
        List<(int, int, long, ProofKind)>? lengths = null;
        foreach (InductionVariable variable in loop.InductionVariables)
        {
            int register = variable.Register;
            if (variable.StepRegister >= 0 || variable.Step >= 0 || !CannotWrap(variable.Increment))
                continue;
            for (int fact = _facts.First(register, ValueFactKind.AtMostLength); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.AtMostLength))
            {
                if (Array.BinarySearch(loop.Written, _facts[fact].Other) < 0)
                    (lengths ??= []).Add((register, _facts[fact].Other, _facts[fact].Lo, ProofKind.CanonicalBound));
            }
        }
        return lengths;
    }

    private bool CannotWrap(Instruction instruction) => ((instruction.Checks | instruction.Proved | instruction.Fused) & Checks.Overflow) != 0 || IsSafe(instruction);

    private bool IsSafe(Instruction increment) => _safeIncrements is not null && _safeIncrements.Contains(increment);

    /// <summary>How the counter compares with its bound when the header is reached from the latch.</summary>
    private Comparison? TestInEveryRound(LoopCanonicalForm loop)
    {
        if (loop.Test is not { IsBoundInvariant: true } test || !HasIntervals(_function.TypeOf(test.Bound)))
            return null;
        InductionVariable counter = loop.InductionVariables[0];
        switch (test.Position)
        {
            case TestPosition.AfterIncrement:
                return test.Comparison;
            case TestPosition.BeforeIncrement or TestPosition.AtTop when test.Comparison == Comparison.Ne && IsSafe(counter.Increment):
                // A hidden counter that is not yet at its last value does not step beyond it.
                return counter.Step > 0 || (_filled is not null && counter.StepRegister >= 0 && RangeOf(counter.StepRegister).Lo > 0) ? Comparison.Le : counter.Step < 0 ? Comparison.Ge : null;
            case TestPosition.BeforeIncrement or TestPosition.AtTop when test.Comparison == Comparison.Lt && counter.Step == 1:
                return Comparison.Le;
            case TestPosition.BeforeIncrement or TestPosition.AtTop when test.Comparison == Comparison.Gt && counter.Step == -1:
                return Comparison.Ge;
            default:
                return null;
        }
    }

    private void AddStart(InductionVariable variable, Interval start)
    {
        IrType type = _function.TypeOf(variable.Register);
        if (!HasIntervals(type) || !CannotWrap(variable.Increment) || start.IsEmpty)
            return;
        Interval step = variable.StepRegister >= 0 ? RangeOf(variable.StepRegister) : new Interval(variable.Step, variable.Step);
        Interval all = Interval.Of(type);
        if (!step.IsEmpty && step.Lo >= 0)
            _facts.Add(variable.Register, ValueFactKind.Range, -1, start.Lo, all.Hi, ProofKind.Range);
        else if (step.Hi <= 0)
            _facts.Add(variable.Register, ValueFactKind.Range, -1, all.Lo, start.Hi, ProofKind.Range);
    }

    /// <summary>Does a test on the way here, or do the intervals, say that the comparison holds?</summary>
    private bool IsKnown(int register, Comparison comparison, int other)
    {
        for (int fact = _facts.First(register, ValueFactKind.Relation); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.Relation))
        {
            if (_facts[fact].Other == other && Implies((Comparison)_facts[fact].Lo, comparison))
                return true;
        }
        Interval a = RangeOf(register);
        Interval b = RangeOf(other);
        return a.IsEmpty || b.IsEmpty || Interval.Decide(a, comparison, b) == true || (comparison == Comparison.Le && IsFirstOfRange(register, other));
    }

    /// <summary>Is the one the start and the other the last value of a rising range that is not empty?</summary>
    private bool IsFirstOfRange(int first, int last)
    {
        for (int fact = _facts.First(last, ValueFactKind.LastFrom); fact >= 0; fact = _facts.Next(last, fact, ValueFactKind.LastFrom))
        {
            if (_facts[fact].Other == first && _definitions.Of(last) is { } range && _definitions.IsSingle(range.B))
                return IsKnown(first, range.Immediate == 1 ? Comparison.Le : Comparison.Lt, range.B);
        }
        return false;
    }

    private static bool Implies(Comparison known, Comparison wanted) => known == wanted || (known, wanted) switch
    {
        (Comparison.Lt, Comparison.Le or Comparison.Ne) => true,
        (Comparison.Gt, Comparison.Ge or Comparison.Ne) => true,
        (Comparison.Eq, Comparison.Le or Comparison.Ge) => true,
        _ => false,
    };

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

    /// <summary>What must have been true for the instruction not to raise; proved checks included.</summary>
    private void AddSuccess(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.LoadElement or IrOp.StoreElement or IrOp.StringIndex:
                Interval index = RangeOf(instruction.B);
                Narrow(instruction.B, index, index.Intersect(IndexRange));
                AddToOrigins(instruction.B, LengthOf(instruction.A), -1, IndexRange, 0);
                if (!_isLast || IsBelowLength(instruction.B, instruction.A, out _))
                    return;
                _facts.Add(instruction.B, ValueFactKind.AtMostLength, LengthOf(instruction.A), -1, 0, ProofKind.Dominated);
                if (index.Lo >= 0 && !index.IsEmpty && index.Lo < int.MaxValue)
                    _facts.Add(instruction.A, ValueFactKind.MinimumLength, -1, index.Lo + 1, 0, ProofKind.Dominated);
                break;
            case IrOp.Div or IrOp.Rem when HasIntervals(instruction.Type):
                Interval divisor = RangeOf(instruction.B);
                Narrow(instruction.B, divisor, Interval.Refine(divisor, Comparison.Ne, new Interval(0, 0)));
                break;
            case IrOp.Add or IrOp.Sub or IrOp.Mul when _filled is not null && (instruction.Checks & Checks.Overflow) != 0 && HasIntervals(instruction.Type):
                AddOperands(instruction, RangeOf(instruction.A), RangeOf(instruction.B), Interval.Of(instruction.Type));
                break;
        }
    }

    /// <summary>Operands between which the result of a checked operation did not overflow.</summary>
    private void AddOperands(Instruction instruction, Interval a, Interval b, Interval all)
    {
        if (a.IsEmpty || b.IsEmpty)
            return;
        switch (instruction.Op)
        {
            case IrOp.Add:
                Narrow(instruction.A, a, a.Intersect(Interval.Within((WideInteger)all.Lo - b.Hi, (WideInteger)all.Hi - b.Lo)));
                Narrow(instruction.B, b, b.Intersect(Interval.Within((WideInteger)all.Lo - a.Hi, (WideInteger)all.Hi - a.Lo)));
                break;
            case IrOp.Sub:
                Narrow(instruction.A, a, a.Intersect(Interval.Within((WideInteger)all.Lo + b.Lo, (WideInteger)all.Hi + b.Hi)));
                Narrow(instruction.B, b, b.Intersect(Interval.Within((WideInteger)a.Lo - all.Hi, (WideInteger)a.Hi - all.Lo)));
                break;
            case IrOp.Mul when instruction.A == instruction.B:
                Narrow(instruction.A, a, a.Intersect(RootRange(instruction.Type)));
                break;
        }
    }

    /// <summary>Remembers that the result is a certain distance from the operand, or that an array has the length of its count.</summary>
    private void AddOrigin(Instruction instruction, Interval result)
    {
        int dest = instruction.Dest;
        switch (instruction.Op)
        {
            case IrOp.Add or IrOp.Sub when instruction.A != dest && instruction.B != dest && HasIntervals(instruction.Type) && IsExact(instruction, result):
                Interval amount = RangeOf(instruction.B);
                if (amount.Lo == amount.Hi && amount.IsWithin(NearDistances))
                    _facts.Add(dest, ValueFactKind.Distance, instruction.A, instruction.Op == IrOp.Add ? amount.Lo : -amount.Lo, 0, ProofKind.Fused);
                break;
            case IrOp.Move when instruction.A != dest && HasIntervals(instruction.Type):
            case IrOp.Convert when HasIntervals(instruction.Type) && HasIntervals(instruction.From) && RangeOf(instruction.A).IsWithin(Interval.Of(instruction.Type)):
                _facts.Add(dest, ValueFactKind.Distance, instruction.A, 0, 0, ProofKind.Fused);
                break;
            case IrOp.RangeLast when HasIntervals(instruction.Type) && RangeOf(instruction.C).Lo > 0 && _definitions.IsSingle(dest):
                _facts.Add(dest, ValueFactKind.LastFrom, instruction.A, 0, 0, ProofKind.Fused);
                break;
            case IrOp.ArrayRepeat when _isLast && _definitions.Of(instruction.A) is { Op: IrOp.NewArray, Arguments.Length: > 0 }:
                _facts.Add(instruction.B, ValueFactKind.AtMostLength, LengthOf(dest), 0, 0, ProofKind.Fused);
                AddToOrigins(instruction.B, LengthOf(dest), 0, Interval.All, 0);
                break;
        }
    }

    /// <summary>What was found out about a register also holds, at its distance, for the register that it was computed from.</summary>
    private void AddToOrigins(int register, int array, long offset, Interval values, int depth)
    {
        const int DeepestOrigin = 4;
        if (_filled is null || depth == DeepestOrigin)
            return;
        for (int fact = _facts.First(register, ValueFactKind.Distance); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.Distance))
        {
            int origin = _facts[fact].Other;
            long distance = _facts[fact].Lo;
            Interval known = KnownRangeOf(origin);
            Interval shifted = values.ShiftedBy(-distance);
            Narrow(origin, known, known.Intersect(shifted));
            if (_isLast)
                _facts.Add(origin, ValueFactKind.AtMostLength, array, offset - distance, 0, ProofKind.Fused);
            AddToOrigins(origin, array, offset - distance, shifted, depth + 1);
        }
    }

    /// <summary>Joins a value of a register to its interval.</summary>
    private void Grow(int register, Interval value)
    {
        if (_sharpened is not null)
        {
            _sharpened[register] = _sharpened[register].Union(value);
            return;
        }
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

    private Interval ResultOf(Instruction instruction)
    {
        IrType type = _function.TypeOf(instruction.Dest);
        Interval all = Interval.Of(type);
        if (!HasIntervals(type))
            return all;
        switch (instruction.Op)
        {
            case IrOp.Const:
                return new Interval(instruction.Immediate, instruction.Immediate);
            case IrOp.Move:
                return RangeOf(instruction.A);
            case IrOp.Add or IrOp.Sub or IrOp.Mul:
                return Arithmetic(instruction, instruction.Op, RangeOf(instruction.A), RangeOf(instruction.B), all);
            case IrOp.Neg:
                return Arithmetic(instruction, IrOp.Sub, new Interval(0, 0), RangeOf(instruction.A), all);
            case IrOp.Div:
                return Combine(instruction, all, Interval.Divide);
            case IrOp.Rem:
                return Combine(instruction, all, Interval.Remainder);
            case IrOp.RangeLast:
                return RangeOf(instruction.A).Union(RangeOf(instruction.B));
            case IrOp.ShiftRight:
                Interval shifted = RangeOf(instruction.A);
                return shifted.IsEmpty ? shifted : new Interval(shifted.Lo >> (int)instruction.Immediate, shifted.Hi >> (int)instruction.Immediate);
            case IrOp.BitAnd:
                return And(RangeOf(instruction.A), RangeOf(instruction.B), all);
            case IrOp.ArrayLen:
                return new Interval(MinimumLengthOf(instruction.A), int.MaxValue);
            case IrOp.StringLen or IrOp.DynLen or IrOp.EnumTag:
                return new Interval(0, int.MaxValue);
            case IrOp.StringCompare:
                return new Interval(-1, 1);
            case IrOp.DynTag:
                return new Interval(-1, int.MaxValue);
            case IrOp.Convert:
                return Converted(instruction, all);
            default:
                return all;
        }
    }

    private long MinimumLengthOf(int array)
    {
        long least = 0;
        for (int fact = _facts.First(array, ValueFactKind.MinimumLength); fact >= 0; fact = _facts.Next(array, fact, ValueFactKind.MinimumLength))
            least = Math.Max(least, Math.Min(_facts[fact].Lo, int.MaxValue));
        return least;
    }

    private Interval Arithmetic(Instruction instruction, IrOp op, Interval a, Interval b, Interval all)
    {
        if (a.IsEmpty || b.IsEmpty)
            return Interval.Empty;
        (WideInteger lo, WideInteger hi) = Interval.Exact(op, a, b);
        if (lo >= all.Lo && hi <= all.Hi)
            return new Interval((long)lo, (long)hi);
        // Outside of the type the operation raises, cannot come, or wraps.
        if (!CannotWrap(instruction))
            return all;
        return lo > all.Hi || hi < all.Lo ? Interval.Empty : new Interval((long)WideInteger.Max(lo, all.Lo), (long)WideInteger.Min(hi, all.Hi));
    }

    private Interval Combine(Instruction instruction, Interval all, Func<Interval, Interval, Interval> operation)
    {
        Interval a = RangeOf(instruction.A);
        Interval b = RangeOf(instruction.B);
        return a.IsEmpty || b.IsEmpty ? Interval.Empty : operation(a, b).Intersect(all);
    }

    private static Interval And(Interval a, Interval b, Interval all)
    {
        if (a.IsEmpty || b.IsEmpty)
            return Interval.Empty;
        if (a.Lo < 0 && b.Lo < 0)
            return all;
        return new Interval(0, a.Lo < 0 ? b.Hi : b.Lo < 0 ? a.Hi : Math.Min(a.Hi, b.Hi));
    }

    private Interval Converted(Instruction instruction, Interval all)
    {
        if (instruction.From == IrType.Bool)
            return new Interval(0, 1);
        bool isChecked = (instruction.Checks & Checks.Range) != 0;
        if (instruction.From == IrType.U64)
            return isChecked ? all.Intersect(new Interval(0, long.MaxValue)) : all;
        if (!instruction.From.IsInteger())
            return all;
        Interval value = RangeOf(instruction.A);
        return value.IsWithin(all) ? value : isChecked ? value.Intersect(all) : all;
    }

    /// <summary>Collects lengths that bound the result of an operation whose values are these.</summary>
    private void FindLengths(Instruction instruction, Interval result)
    {
        switch (instruction.Op)
        {
            case IrOp.ArrayLen or IrOp.StringLen:
                _lengths.Add((LengthOf(instruction.A), 0, ProofKind.Dominated));
                break;
            case IrOp.Move:
            case IrOp.Convert when instruction.From.IsInteger() && HasIntervals(instruction.From) && RangeOf(instruction.A).IsWithin(Interval.Of(instruction.Type)):
                CollectLengths(instruction.A, 0);
                break;
            case IrOp.Add when IsExact(instruction, result):
                CollectLengths(instruction.A, RangeOf(instruction.B).Hi);
                CollectLengths(instruction.B, RangeOf(instruction.A).Hi);
                break;
            case IrOp.Sub when IsExact(instruction, result) && RangeOf(instruction.B).Lo > int.MinValue:
                CollectLengths(instruction.A, -RangeOf(instruction.B).Lo);
                break;
            // The last value of a rising range; an empty range has none, and nobody looks.
            case IrOp.RangeLast when RangeOf(instruction.C).Lo > 0:
                CollectLengths(instruction.B, instruction.Immediate == 1 ? 0 : -1);
                break;
            case IrOp.Div when RangeOf(instruction.A).Lo >= 0 && RangeOf(instruction.B).Lo >= 0:
            case IrOp.ShiftRight when RangeOf(instruction.A).Lo >= 0:
                CollectLengths(instruction.A, 0);
                break;
            case IrOp.Rem when RangeOf(instruction.B).Lo >= 0:
                CollectLengths(instruction.B, -1);
                if (RangeOf(instruction.A).Lo >= 0)
                    CollectLengths(instruction.A, 0);
                break;
        }
    }

    /// <summary>The result is the mathematical one: it was checked, or cannot have wrapped.</summary>
    private bool IsExact(Instruction instruction, Interval result)
    {
        if (CannotWrap(instruction))
            return true;
        Interval a = RangeOf(instruction.A);
        Interval b = RangeOf(instruction.B);
        if (a.IsEmpty || b.IsEmpty)
            return false;
        (WideInteger lo, WideInteger hi) = Interval.Exact(instruction.Op, a, b);
        return lo == result.Lo && hi == result.Hi;
    }

    private void CollectLengths(int register, long offset)
    {
        // Far offsets prove nothing and could overflow.
        if (offset is > int.MaxValue or < -int.MaxValue)
            return;
        for (int fact = _facts.First(register, ValueFactKind.AtMostLength); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.AtMostLength))
        {
            long sum = _facts[fact].Lo + offset;
            if (sum is <= int.MaxValue and >= -int.MaxValue)
                _lengths.Add((_facts[fact].Other, sum, _facts[fact].Proof));
        }
    }

    private static bool HasIntervals(IrType type) => type is IrType.I32 or IrType.I64 or IrType.U32;
}
