using System;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <content>What an operation says about its result.</content>
internal abstract partial class ValueRanges
{
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
}
