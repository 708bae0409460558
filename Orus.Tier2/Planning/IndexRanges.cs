using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>A value in a round of a loop: <c>Scale * counter + Terms + Constant</c>.</summary>
/// <param name="Scale">What the counter is multiplied by; 0 if the value is the same in all rounds.</param>
/// <param name="Factor">A register besides, by which the counter is multiplied and that is the same in all rounds, or -1.</param>
/// <param name="Terms">Registers, with the values that they have before the loop: added, or subtracted if they are complements. Sorted.</param>
/// <param name="Constant">What is added.</param>
internal sealed record LinearValue(long Scale, int Factor, int[] Terms, long Constant)
{
    /// <summary>Do two values differ by a constant?</summary>
    public bool IsParallelTo(LinearValue other) => Scale == other.Scale && Factor == other.Factor && Terms.AsSpan().SequenceEqual(other.Terms);
}

/// <summary>What a value lies between in a round; both are the same if it is linear itself.</summary>
/// <param name="Least">Linear in the counter.</param>
/// <param name="Most">Linear in the counter.</param>
internal sealed record LinearRange(LinearValue Least, LinearValue Most)
{
    public static LinearRange Of(LinearValue value) => new(value, value);

    /// <summary>The value, if it is linear itself.</summary>
    public LinearValue? Exact => ReferenceEquals(Least, Most) ? Least : null;
}

/// <summary>What has to hold in all rounds of a loop.</summary>
/// <param name="Value">What is tested: that it is not negative, or less than a length.</param>
/// <param name="Array">The register of the array, whose length does not change in the loop; -1 to test for negative values.</param>
/// <param name="IsBehindTest">It has to hold only in rounds whose counter has passed the test of the loop.</param>
internal sealed record RangeTest(LinearValue Value, int Array, bool IsBehindTest)
{
    /// <summary>The constant of the value: that of the smallest, or for a length the largest, of all values that differ by constants.</summary>
    public long Constant { get; set; } = Value.Constant;
}

/// <summary>
/// What the indices of an innermost counted loop lie between, in terms of the counter that a round begins with: those that are linear in the counter, and what lies between such values as remainders do.
/// </summary>
/// <param name="plan">The unit.</param>
/// <param name="form">The loop.</param>
/// <param name="counter">Its counter, which runs towards the bound of the test.</param>
/// <param name="test">The test that ends it.</param>
internal sealed class IndexRanges(UnitPlan plan, LoopCanonicalForm form, InductionVariable counter, LoopTest test)
{
    /// <summary>Constants up to here keep the test exact in 64 bits.</summary>
    public const long LargestConstant = 1 << 20;

    private const int MostTerms = 3;

    /// <summary>With more tests than about this, a loop of few rounds would pay for them.</summary>
    private const int EnoughTests = 20;

    /// <summary>Steps of looking behind one index. Where each value uses the one before it twice, the ways through them would be too many to walk.</summary>
    private const int MostSteps = 64;

    // Of the index that is looked at.
    private readonly List<RangedSum> _sums = [];
    private readonly List<LinearValue> _notNegative = [];
    private int _stepsLeft;

    /// <summary>Where an instruction stands in the loop.</summary>
    private sealed record Place(Block Block, int Position);

    /// <summary>A sum that was met behind an index, and what it lies between.</summary>
    private sealed record RangedSum(Instruction Sum, LinearRange Range);

    /// <summary>What has to hold, so that the checks are superfluous.</summary>
    public List<RangeTest> Tests { get; } = [];

    /// <summary>Accesses without a bounds check.</summary>
    public List<Instruction> InRange { get; } = [];

    /// <summary>Sums without an overflow check.</summary>
    public List<Instruction> WithoutOverflow { get; } = [];

    /// <summary>Leaves the check of an element access to the tests, if its index is known to lie between linear values.</summary>
    public void Add(Instruction access, Block block)
    {
        bool isBehindTest = test.Position != TestPosition.AfterIncrement && IsBehindTest(block);
        // What the header of a loop that tests first does is done with the counter that ends the loop, too.
        if (test.Position == TestPosition.AtTop && !isBehindTest)
            return;
        _sums.Clear();
        _notNegative.Clear();
        _stepsLeft = MostSteps;
        if (Tests.Count > EnoughTests || RangeOf(access.B, PlaceOf(access)!) is not { } index)
            return;
        AddTest(index.Least, -1, isBehindTest);
        AddTest(index.Most, access.A, isBehindTest);
        foreach (LinearValue value in _notNegative)
            AddTest(value, -1, isBehindTest);
        InRange.Add(access);
        // A sum at a constant distance from an index that exists. Behind the test it may run in one more round than the access.
        foreach (RangedSum each in _sums)
        {
            LinearRange range = each.Range;
            long least = range.Least.Constant - index.Least.Constant;
            long most = range.Most.Constant - index.Most.Constant;
            if (range.Least.IsParallelTo(index.Least) && range.Most.IsParallelTo(index.Most) && least > -LargestConstant && most <= 0 && (!isBehindTest || IsBehindTest(PlaceOf(each.Sum)!.Block)))
                WithoutOverflow.Add(each.Sum);
        }
    }

    private bool IsBehindTest(Block block) => block != test.Block && plan.Analysis.Dominators.Dominates(IndexOf(test.Block), IndexOf(block));

    private void AddTest(LinearValue value, int array, bool isBehindTest)
    {
        foreach (RangeTest each in Tests)
        {
            if (each.Array != array || each.IsBehindTest != isBehindTest || !each.Value.IsParallelTo(value))
                continue;
            each.Constant = array < 0 ? Math.Min(each.Constant, value.Constant) : Math.Max(each.Constant, value.Constant);
            return;
        }
        Tests.Add(new RangeTest(value, array, isBehindTest));
    }

    /// <summary>Where an instruction stands; null if it is outside the loop. The loop is small.</summary>
    private Place? PlaceOf(Instruction instruction)
    {
        foreach (Block block in form.Blocks)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                if (block.Code[i] == instruction)
                    return new Place(block, i);
            }
        }
        return null;
    }

    /// <summary>Where an induction variable is assigned, which may be after its increment.</summary>
    private Place StepOf(int register)
    {
        foreach (Block block in form.Blocks)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                if (block.Code[i].Dest == register)
                    return new Place(block, i);
            }
        }
        throw new InvalidOperationException("an induction variable is not assigned");
    }

    private int IndexOf(Block block) => plan.Analysis.Cfg.IndexOf(block);

    /// <summary>What a register holds at a place in the loop, in terms of the counter that the round began with; null if nothing is known. Signed sums and products are exact: where they are not, the loop is left.</summary>
    private LinearRange? RangeOf(int register, Place place)
    {
        if (--_stepsLeft < 0 || plan.Function.TypeOf(register) is not (IrType.I32 or IrType.I64))
            return null;
        if (plan.ConstantOf(register) is { } constant)
            return Limited(new LinearValue(0, -1, [], constant.Immediate));
        if (!form.Writes(register))
            return LinearRange.Of(new LinearValue(0, -1, [register], 0));
        foreach (InductionVariable variable in form.InductionVariables)
        {
            if (variable.Register == register)
                return StepsOf(variable, place);
        }
        if (plan.Analysis.Definitions.Of(register) is not { } definition || PlaceOf(definition) is not { } defined)
            return null;
        LinearRange? range = definition.Op switch
        {
            IrOp.Move => RangeOf(definition.A, defined),
            IrOp.Convert when definition is { From: IrType.I32, Type: IrType.I64 } || (definition is { From: IrType.I64, Type: IrType.I32 } && (definition.Checks & Checks.Range) != 0) => RangeOf(definition.A, defined),
            IrOp.Add => Sum(RangeOf(definition.A, defined), RangeOf(definition.B, defined)),
            IrOp.Sub => Sum(RangeOf(definition.A, defined), Negated(RangeOf(definition.B, defined))),
            IrOp.Mul => Product(RangeOf(definition.A, defined)?.Exact, RangeOf(definition.B, defined)?.Exact),
            IrOp.Rem => Remainder(definition, defined),
            IrOp.BitAnd when plan.ConstantOf(definition.B) is { Immediate: >= 0 } mask => Limited(new LinearValue(0, -1, [], mask.Immediate)) is { } most ? new LinearRange(new LinearValue(0, -1, [], 0), most.Most) : null,
            _ => null,
        };
        if (range is not null && definition.Op is IrOp.Add or IrOp.Sub && (definition.Checks & Checks.Overflow) != 0)
            _sums.Add(new RangedSum(definition, range));
        return range;
    }

    /// <summary>A variable that takes a step whenever the counter does: at a constant distance from it, or from its complement.</summary>
    private LinearRange? StepsOf(InductionVariable variable, Place place)
    {
        long stepped = IsBehindStep(variable, place) ? variable.Step : 0;
        if (variable.Register == counter.Register)
            return LinearRange.Of(new LinearValue(1, -1, [], stepped));
        if (variable.StepRegister >= 0 || Math.Abs(variable.Step) != Math.Abs(counter.Step))
            return null;
        int[] terms = variable.Step == counter.Step ? [~counter.Register, variable.Register] : [counter.Register, variable.Register];
        Array.Sort(terms);
        return LinearRange.Of(new LinearValue(variable.Step / counter.Step, -1, terms, stepped));
    }

    /// <summary>Has a variable been stepped in the round when it comes to a place? The step is made once in every round, and a round has no cycles: either always or never.</summary>
    private bool IsBehindStep(InductionVariable variable, Place place)
    {
        Place step = StepOf(variable.Register);
        return step.Block == place.Block ? step.Position < place.Position : plan.Analysis.Dominators.Dominates(IndexOf(step.Block), IndexOf(place.Block));
    }

    private static LinearRange? Sum(LinearRange? left, LinearRange? right)
    {
        if (left is null || right is null || Sum(left.Least, right.Least) is not { } least)
            return null;
        if (left.Exact is not null && right.Exact is not null)
            return LinearRange.Of(least);
        return Sum(left.Most, right.Most) is { } most ? new LinearRange(least, most) : null;
    }

    private static LinearValue? Sum(LinearValue left, LinearValue right)
    {
        if ((left.Factor >= 0 && right.Scale != 0) || (right.Factor >= 0 && left.Scale != 0))
            return null;
        var terms = new List<int>(left.Terms);
        foreach (int term in right.Terms)
        {
            if (!terms.Remove(~term))
                terms.Add(term);
        }
        terms.Sort();
        return Limited(new LinearValue(left.Scale + right.Scale, Math.Max(left.Factor, right.Factor), [.. terms], left.Constant + right.Constant))?.Least;
    }

    private static LinearRange? Negated(LinearRange? range)
    {
        if (range is null)
            return null;
        LinearValue least = Negated(range.Most);
        return range.Exact is null ? new LinearRange(least, Negated(range.Least)) : LinearRange.Of(least);
    }

    private static LinearValue Negated(LinearValue value)
    {
        int[] terms = Array.ConvertAll(value.Terms, term => ~term);
        Array.Sort(terms);
        return new LinearValue(-value.Scale, value.Factor, terms, -value.Constant);
    }

    private static LinearRange? Product(LinearValue? left, LinearValue? right)
    {
        if (left is null || right is null)
            return null;
        if (left.Scale == 0)
            (left, right) = (right, left);
        return right switch
        {
            { Scale: 0, Terms: [] } when left.Factor < 0 && left.Terms.Length == 0 => Limited(new LinearValue(left.Scale * right.Constant, -1, [], left.Constant * right.Constant)),
            { Scale: 0, Constant: 0, Terms: [>= 0 and var factor] } when left is { Scale: 1, Factor: < 0, Constant: 0, Terms: [] } => LinearRange.Of(new LinearValue(1, factor, [], 0)),
            _ => null,
        };
    }

    /// <summary>A remainder of a number that is not negative, by a positive one that is the same in all rounds; that they are is tested where it is not known.</summary>
    private LinearRange? Remainder(Instruction i, Place place)
    {
        if (RangeOf(i.B, place)?.Exact is not { Scale: 0 } divisor || Sum(divisor, new LinearValue(0, -1, [], -1)) is not { } most)
            return null;
        if ((i.Facts & OperandFacts.NonNegativeA) == 0)
        {
            if (RangeOf(i.A, place) is not { } dividend)
                return null;
            _notNegative.Add(dividend.Least);
        }
        _notNegative.Add(most);
        return new LinearRange(new LinearValue(0, -1, [], 0), most);
    }

    private static LinearRange? Limited(LinearValue value) =>
        Math.Abs(value.Scale) <= LargestConstant && value.Constant is >= -LargestConstant and <= LargestConstant && value.Terms.Length <= MostTerms ? LinearRange.Of(value) : null;
}
