using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
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

/// <summary>A loop whose code exists without some of its checks, and once more with all of them: before it, tests decide which of the two runs.</summary>
/// <param name="Counter">The counter, which only grows or only falls.</param>
/// <param name="Test">The test that ends the loop.</param>
/// <param name="Tests">What has to hold.</param>
/// <param name="Wide">Registers of 64 bits that the tests read; with values of more than 32 bits they would not be exact.</param>
/// <param name="Sums">What has to be so that sums do not overflow, or null.</param>
internal sealed record LoopVersion(InductionVariable Counter, LoopTest Test, List<RangeTest> Tests, List<int> Wide, BoundedSums? Sums);

/// <summary>
/// Innermost counted loops that leave bounds checks to tests in their preheader. Indices that are linear in the counter, or lie between such values as remainders do, have their extremes at the ends of the counter's way, so that
/// two comparisons say as much as a check in every round. What the loop does otherwise (breaks, handlers, errors) makes the way shorter, never longer. Both codes work on the same locals, and share exits and positions.
/// </summary>
internal sealed class LoopVersions
{
    /// <summary>In a longer round a few comparisons do not count.</summary>
    private const int MostInstructions = 64;

    /// <summary>Instructions that second codes may add to a unit.</summary>
    private const int MostAdded = 240;

    /// <summary>Constants up to here keep the test exact in 64 bits.</summary>
    private const long LargestConstant = 1 << 20;

    private const int MostTerms = 3;

    /// <summary>With more tests than about this, a loop of few rounds would pay for them.</summary>
    private const int EnoughTests = 20;

    /// <summary>Steps of looking behind one index. Where each value uses the one before it twice, the ways through them would be too many to walk.</summary>
    private const int MostSteps = 64;

    private readonly UnitPlan _plan;
    private readonly Dictionary<Block, LoopVersion> _versions = [];
    private readonly HashSet<Instruction> _inRange = [];
    private readonly HashSet<Instruction> _withoutOverflow = [];

    // Of the loop that is looked at.
    private readonly Dictionary<Instruction, (Block Block, int Position)> _places = [];
    private readonly Dictionary<int, Instruction> _steps = [];
    private readonly List<RangeTest> _tests = [];
    private readonly List<int> _wide = [];
    private readonly List<(Instruction Sum, LinearRange Range)> _sums = [];
    private readonly List<LinearValue> _notNegative = [];
    private LoopCanonicalForm _form = null!;
    private InductionVariable _counter;
    private int _stepsLeft;

    /// <summary>Chooses the loops of a unit.</summary>
    public LoopVersions(UnitPlan plan)
    {
        _plan = plan;
        int budget = MostAdded;
        LoopForest forest = plan.Analysis.Loops;
        foreach (Loop loop in forest.Loops)
        {
            Block header = forest.Cfg.Blocks[loop.Header];
            if (loop.Children.Count > 0 || loop.IsIrreducible || !plan.Contains(header))
                continue;
            int size = 0;
            foreach (int block in loop.Blocks)
                size += forest.Cfg.Blocks[block].Code.Count;
            if (size > MostInstructions || size > budget || RoundCopies.GrowsTooMuch(loop, forest.Cfg, 2) || Of(header) is not { } version)
                continue;
            budget -= size;
            _versions.Add(header, version);
        }
    }

    /// <summary>Checks that are left to tests.</summary>
    public int Count => _inRange.Count + _withoutOverflow.Count;

    /// <summary>The version of the loop at a header that does without checks, or null.</summary>
    public LoopVersion? At(Block header) => _versions.GetValueOrDefault(header);

    /// <summary>The checks of an instruction that are superfluous in the version of its loop that does without.</summary>
    public Checks SuperfluousOf(Instruction instruction) =>
        (_inRange.Contains(instruction) ? Checks.Bounds : Checks.None) | (_withoutOverflow.Contains(instruction) ? Checks.Overflow : Checks.None);

    private LoopVersion? Of(Block header)
    {
        _form = _plan.FormOf(header);
        if (_form is not { Counter: { } counter, Test: { } test })
            return null;
        _counter = counter;
        _tests.Clear();
        _wide.Clear();
        _places.Clear();
        _steps.Clear();
        foreach (Block block in _form.Blocks)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                _places.Add(block.Code[i], (block, i));
                if (block.Code[i].Dest >= 0)
                    _steps[block.Code[i].Dest] = block.Code[i];
            }
        }
        foreach (Block block in RunsTowards(counter, test) ? _form.Blocks : [])
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.LoadElement or IrOp.StoreElement && (instruction.Checks & Checks.Bounds) != 0 && _plan.HoistFor(block, instruction.A) is not null)
                    Add(instruction, block, test);
            }
        }
        var sums = BoundedSums.Of(_plan, _form, counter, test);
        if (_tests.Count == 0 && sums is null)
            return null;
        if (sums is not null)
            _withoutOverflow.UnionWith(sums.Exact);
        if (counter.StepRegister >= 0)
            NoteWide(counter.StepRegister);
        NoteWide(counter.Register);
        NoteWide(test.Bound);
        foreach (RangeTest each in _tests)
        {
            if (each.Value.Factor >= 0)
                NoteWide(each.Value.Factor);
            foreach (int term in each.Value.Terms)
                NoteWide(term < 0 ? ~term : term);
        }
        return new LoopVersion(counter, test, [.. _tests], [.. _wide], sums);
    }

    /// <summary>Does the counter run towards a bound that stays where it is, or comes nearer?</summary>
    private bool RunsTowards(InductionVariable counter, LoopTest test)
    {
        if (counter.StepRegister >= 0 || _plan.Function.TypeOf(counter.Register) is not (IrType.I32 or IrType.I64))
            return false;
        bool comesNearer = false;
        foreach (InductionVariable variable in _form.InductionVariables)
            comesNearer |= variable.Register == test.Bound && variable.Step != 0 && variable.Step > 0 != counter.Step > 0;
        return test.Comparison switch
        {
            Comparison.Lt or Comparison.Le => (test.IsBoundInvariant || comesNearer) && counter.Step is > 0 and <= LargestConstant,
            Comparison.Gt or Comparison.Ge => (test.IsBoundInvariant || comesNearer) && counter.Step is < 0 and >= -LargestConstant,
            Comparison.Ne => test.IsBoundInvariant && Math.Abs(counter.Step) is > 0 and <= LargestConstant,
            _ => false,
        };
    }

    private void NoteWide(int register)
    {
        if (_plan.Function.TypeOf(register) == IrType.I64 && !_wide.Contains(register))
            _wide.Add(register);
    }

    /// <summary>Leaves the check of an element access to the tests, if its index is known to lie between linear values.</summary>
    private void Add(Instruction access, Block block, LoopTest test)
    {
        bool isBehindTest = test.Position != TestPosition.AfterIncrement && IsBehindTest(block, test);
        // What the header of a loop that tests first does is done with the counter that ends the loop, too.
        if (test.Position == TestPosition.AtTop && !isBehindTest)
            return;
        _sums.Clear();
        _notNegative.Clear();
        _stepsLeft = MostSteps;
        if (_tests.Count > EnoughTests || RangeOf(access.B, _places[access]) is not { } index)
            return;
        AddTest(index.Least, -1, isBehindTest);
        AddTest(index.Most, access.A, isBehindTest);
        foreach (LinearValue value in _notNegative)
            AddTest(value, -1, isBehindTest);
        _inRange.Add(access);
        // A sum at a constant distance from an index that exists. Behind the test it may run in one more round than the access.
        foreach ((Instruction sum, LinearRange range) in _sums)
        {
            long least = range.Least.Constant - index.Least.Constant;
            long most = range.Most.Constant - index.Most.Constant;
            if (range.Least.IsParallelTo(index.Least) && range.Most.IsParallelTo(index.Most) && least > -LargestConstant && most <= 0 && (!isBehindTest || IsBehindTest(_places[sum].Block, test)))
                _withoutOverflow.Add(sum);
        }
    }

    private bool IsBehindTest(Block block, LoopTest test) => block != test.Block && _plan.Analysis.Dominators.Dominates(IndexOf(test.Block), IndexOf(block));

    private void AddTest(LinearValue value, int array, bool isBehindTest)
    {
        foreach (RangeTest each in _tests)
        {
            if (each.Array != array || each.IsBehindTest != isBehindTest || !each.Value.IsParallelTo(value))
                continue;
            each.Constant = array < 0 ? Math.Min(each.Constant, value.Constant) : Math.Max(each.Constant, value.Constant);
            return;
        }
        _tests.Add(new RangeTest(value, array, isBehindTest));
    }

    private int IndexOf(Block block) => _plan.Analysis.Cfg.IndexOf(block);

    /// <summary>What a register holds at a place in the loop, in terms of the counter that the round began with; null if nothing is known. Signed sums and products are exact: where they are not, the loop is left.</summary>
    private LinearRange? RangeOf(int register, (Block Block, int Position) place)
    {
        if (--_stepsLeft < 0 || _plan.Function.TypeOf(register) is not (IrType.I32 or IrType.I64))
            return null;
        if (_plan.ConstantOf(register) is { } constant)
            return Limited(new LinearValue(0, -1, [], constant.Immediate));
        if (!_form.Writes(register))
            return LinearRange.Of(new LinearValue(0, -1, [register], 0));
        foreach (InductionVariable variable in _form.InductionVariables)
        {
            if (variable.Register == register)
                return StepsOf(variable, place);
        }
        if (_plan.Analysis.Definitions.Of(register) is not { } definition || !_places.TryGetValue(definition, out (Block Block, int Position) defined))
            return null;
        LinearRange? range = definition.Op switch
        {
            IrOp.Move => RangeOf(definition.A, defined),
            IrOp.Convert when definition is { From: IrType.I32, Type: IrType.I64 } || (definition is { From: IrType.I64, Type: IrType.I32 } && (definition.Checks & Checks.Range) != 0) => RangeOf(definition.A, defined),
            IrOp.Add => Sum(RangeOf(definition.A, defined), RangeOf(definition.B, defined)),
            IrOp.Sub => Sum(RangeOf(definition.A, defined), Negated(RangeOf(definition.B, defined))),
            IrOp.Mul => Product(RangeOf(definition.A, defined)?.Exact, RangeOf(definition.B, defined)?.Exact),
            IrOp.Rem => Remainder(definition, defined),
            IrOp.BitAnd when _plan.ConstantOf(definition.B) is { Immediate: >= 0 } mask => Limited(new LinearValue(0, -1, [], mask.Immediate)) is { } most ? new LinearRange(new LinearValue(0, -1, [], 0), most.Most) : null,
            _ => null,
        };
        if (range is not null && definition.Op is IrOp.Add or IrOp.Sub && (definition.Checks & Checks.Overflow) != 0)
            _sums.Add((definition, range));
        return range;
    }

    /// <summary>A variable that takes a step whenever the counter does: at a constant distance from it, or from its complement.</summary>
    private LinearRange? StepsOf(InductionVariable variable, (Block Block, int Position) place)
    {
        long stepped = IsBehindStep(variable, place) ? variable.Step : 0;
        if (variable.Register == _counter.Register)
            return LinearRange.Of(new LinearValue(1, -1, [], stepped));
        if (variable.StepRegister >= 0 || Math.Abs(variable.Step) != Math.Abs(_counter.Step))
            return null;
        int[] terms = variable.Step == _counter.Step ? [~_counter.Register, variable.Register] : [_counter.Register, variable.Register];
        Array.Sort(terms);
        return LinearRange.Of(new LinearValue(variable.Step / _counter.Step, -1, terms, stepped));
    }

    /// <summary>Has a variable been stepped in the round when it comes to a place? The step is made once in every round, and a round has no cycles: either always or never.</summary>
    private bool IsBehindStep(InductionVariable variable, (Block Block, int Position) place)
    {
        (Block block, int position) = _places[_steps[variable.Register]];
        return block == place.Block ? position < place.Position : _plan.Analysis.Dominators.Dominates(IndexOf(block), IndexOf(place.Block));
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
    private LinearRange? Remainder(Instruction i, (Block Block, int Position) place)
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
