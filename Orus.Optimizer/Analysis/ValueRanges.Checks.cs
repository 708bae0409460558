using System;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <content>What a check that succeeded says about its operands, and about what they were computed from.</content>
internal abstract partial class ValueRanges
{
    /// <summary>What must have been true for the instruction not to raise; proved checks included.</summary>
    private void AddSuccess(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.LoadElement or IrOp.StoreElement or IrOp.StringIndex:
                Interval index = RangeOf(instruction.B);
                Narrow(instruction.B, index, index.Intersect(IndexRange));
                AddToOrigins(instruction.B, LengthOf(instruction.A), -1, IndexRange, 0);
                NarrowAddends(instruction.B, IndexRange);
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
            case IrOp.Mul when DistanceBetween(instruction.A, instruction.B) is { } distance && HasRoots(instruction.Type):
                // Of two factors that far apart, the one that is greater than the root by more than that leaves another that is greater than the root.
                Interval roots = RootRange(instruction.Type);
                roots = new Interval(roots.Lo - Math.Abs(distance), roots.Hi + Math.Abs(distance));
                Narrow(instruction.A, a, a.Intersect(roots));
                NarrowAddends(instruction.A, roots);
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
                else if (instruction.Op == IrOp.Add)
                    _facts.AddSum(dest, instruction.A, instruction.B);
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

    /// <summary>How much the second register is greater than the first; null if that is not known.</summary>
    private long? DistanceBetween(int first, int second)
    {
        if (first == second)
            return 0;
        for (int fact = _facts.First(second, ValueFactKind.Distance); fact >= 0; fact = _facts.Next(second, fact, ValueFactKind.Distance))
        {
            if (_facts[fact].Other == first)
                return _facts[fact].Lo;
        }
        return null;
    }

    /// <summary>What was found out about a sum says something about each addend, as far as the other one is known.</summary>
    private void NarrowAddends(int register, Interval values)
    {
        if (_filled is null)
            return;
        for (int fact = _facts.First(register, ValueFactKind.Sum); fact >= 0; fact = _facts.Next(register, fact, ValueFactKind.Sum))
        {
            Interval a = RangeOf(_facts[fact].Other);
            Interval b = RangeOf(_facts[fact].Second);
            if (a.IsEmpty || b.IsEmpty)
                continue;
            (int first, int second) = (_facts[fact].Other, _facts[fact].Second);
            Narrow(first, a, a.Intersect(Interval.Within((WideInteger)values.Lo - b.Hi, (WideInteger)values.Hi - b.Lo)));
            Narrow(second, b, b.Intersect(Interval.Within((WideInteger)values.Lo - a.Hi, (WideInteger)values.Hi - a.Lo)));
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
}
