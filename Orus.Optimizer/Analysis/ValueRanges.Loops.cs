using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <content>What holds in every round of a loop.</content>
internal abstract partial class ValueRanges
{
    /// <summary>
    /// What holds in every round: the start of a counter as a limit in the direction it comes from, and the test of the loop if it also held on the way in. Both are looked up at the end of
    /// the preheader; in the header only what the loop cannot change is still known.
    /// </summary>
    private void EnterLoop(int block, LoopCanonicalForm loop)
    {
        int count = loop.InductionVariables.Length;
        Interval[] starts = Scratch<Interval>.Rent(count);
        for (int i = 0; i < count; i++)
            starts[i] = RangeOf(loop.InductionVariables[i].Register);
        List<(int Register, int Array, long Offset, ProofKind Proof)>? lengths = LengthsAtEntry(loop);
        Comparison? test = TestInEveryRound(loop);
        if (test is { } wanted && !IsKnown(loop.InductionVariables[0].Register, wanted, loop.Test!.Value.Bound))
            test = null;
        _facts.Enter(block);
        for (int i = 0; i < count; i++)
        {
            AddStart(loop.InductionVariables[i], starts[i]);
            AddLatch(loop, loop.InductionVariables[i], starts[i]);
        }
        Scratch<Interval>.Return(starts, count);
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

    private static bool HasRoots(IrType type) => type is IrType.I32 or IrType.I64;

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
                if (!loop.Writes(_facts[fact].Other))
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
}
