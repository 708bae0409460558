using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>A value in a round of a loop: <c>Scale * counter + Terms + Constant</c>.</summary>
/// <param name="Scale">What the counter is multiplied by; 0 if the value is the same in all rounds.</param>
/// <param name="Factor">A register besides, by which the counter is multiplied and that is the same in all rounds, or -1.</param>
/// <param name="Terms">Registers that are the same in all rounds: added, or subtracted if they are complements. Sorted.</param>
/// <param name="Constant">What is added.</param>
internal sealed record LinearValue(long Scale, int Factor, int[] Terms, long Constant)
{
    /// <summary>Do two values differ by a constant?</summary>
    public bool IsParallelTo(LinearValue other) => Scale == other.Scale && Factor == other.Factor && Terms.AsSpan().SequenceEqual(other.Terms);
}

/// <summary>The indices by which a loop reads and writes elements of an array, as far as they differ by constants.</summary>
/// <param name="Array">The register of the array, whose storage does not change in the loop.</param>
/// <param name="Index">One of the indices, without its constant.</param>
/// <param name="IsBehindTest">The elements are used only in rounds whose counter has passed the test of the loop.</param>
internal sealed record IndexRange(int Array, LinearValue Index, bool IsBehindTest)
{
    /// <summary>The smallest of the constants.</summary>
    public long Least { get; set; }

    /// <summary>The largest of the constants.</summary>
    public long Most { get; set; }
}

/// <summary>A loop whose code exists without some of its checks, and once more with all of them: before it, a test of the first and the last indices decides which of the two runs.</summary>
/// <param name="Counter">The counter, which only grows or only falls.</param>
/// <param name="Test">The test that ends the loop.</param>
/// <param name="Ranges">What has to be in range.</param>
/// <param name="Wide">Registers of 64 bits that the test reads; with values of more than 32 bits it would not be exact.</param>
internal sealed record LoopVersion(InductionVariable Counter, LoopTest Test, List<IndexRange> Ranges, List<int> Wide);

/// <summary>
/// Innermost counted loops that leave bounds checks to a test in their preheader. Indices that are linear in the counter have their extremes at the ends of its way, so that two comparisons for each array say as much as a check in
/// every round. What the loop does otherwise (breaks, handlers, errors) makes the way shorter, never longer. Both codes work on the same locals, and share exits and positions.
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

    private readonly UnitPlan _plan;
    private readonly Dictionary<Block, LoopVersion> _versions = [];
    private readonly HashSet<Instruction> _inRange = [];
    private readonly HashSet<Instruction> _withoutOverflow = [];

    // Of the loop that is looked at.
    private readonly Dictionary<Instruction, (Block Block, int Position)> _places = [];
    private readonly List<IndexRange> _ranges = [];
    private readonly List<int> _wide = [];
    private readonly List<(Instruction Sum, LinearValue Value)> _sums = [];
    private LoopCanonicalForm _form = null!;
    private InductionVariable _counter;
    private Instruction? _step;

    /// <summary>Chooses the loops of a unit.</summary>
    public LoopVersions(UnitPlan plan)
    {
        _plan = plan;
        int budget = MostAdded;
        LoopForest forest = plan.Analysis.Loops;
        foreach (Loop loop in forest.Loops)
        {
            Block header = forest.Cfg.Blocks[loop.Header];
            if (loop.Children.Count > 0 || loop.IsIrreducible || !plan.Contains(header) || plan.VectorLoopAt(header) is not null || plan.ElementwiseLoopAt(header) is not null)
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

    /// <summary>Bounds checks that are left to tests.</summary>
    public int Count => _inRange.Count;

    /// <summary>The version of the loop at a header that does without checks, or null.</summary>
    public LoopVersion? At(Block header) => _versions.GetValueOrDefault(header);

    /// <summary>The checks of an instruction that are superfluous in the version of its loop that does without.</summary>
    public Checks SuperfluousOf(Instruction instruction) =>
        (_inRange.Contains(instruction) ? Checks.Bounds : Checks.None) | (_withoutOverflow.Contains(instruction) ? Checks.Overflow : Checks.None);

    private LoopVersion? Of(Block header)
    {
        _form = _plan.FormOf(header);
        if (_form is not { Counter: { StepRegister: < 0 } counter, Test: { IsBoundInvariant: true } test } || !RunsTowards(counter, test))
            return null;
        _counter = counter;
        _ranges.Clear();
        _wide.Clear();
        _places.Clear();
        _step = null;
        foreach (Block block in _form.Blocks)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                _places.Add(block.Code[i], (block, i));
                if (block.Code[i].Dest == counter.Register)
                    _step = block.Code[i];
            }
        }
        foreach (Block block in _form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.LoadElement or IrOp.StoreElement && (instruction.Checks & Checks.Bounds) != 0 && _plan.HoistFor(block, instruction.A) is not null)
                    Add(instruction, block, test);
            }
        }
        if (_ranges.Count == 0)
            return null;
        NoteWide(counter.Register);
        NoteWide(test.Bound);
        foreach (IndexRange range in _ranges)
        {
            if (range.Index.Factor >= 0)
                NoteWide(range.Index.Factor);
            foreach (int term in range.Index.Terms)
                NoteWide(term < 0 ? ~term : term);
        }
        return new LoopVersion(counter, test, [.. _ranges], [.. _wide]);
    }

    private bool RunsTowards(InductionVariable counter, LoopTest test) =>
        _plan.Function.TypeOf(counter.Register) is IrType.I32 or IrType.I64 && test.Comparison switch
        {
            Comparison.Lt or Comparison.Le => counter.Step is > 0 and <= LargestConstant,
            Comparison.Gt or Comparison.Ge => counter.Step is < 0 and >= -LargestConstant,
            Comparison.Ne => Math.Abs(counter.Step) is > 0 and <= LargestConstant,
            _ => false,
        };

    private void NoteWide(int register)
    {
        if (_plan.Function.TypeOf(register) == IrType.I64 && !_wide.Contains(register))
            _wide.Add(register);
    }

    /// <summary>Leaves the check of an element access to the test, if its index is linear.</summary>
    private void Add(Instruction access, Block block, LoopTest test)
    {
        bool isBehindTest = test.Position != TestPosition.AfterIncrement && block != test.Block && _plan.Analysis.Dominators.Dominates(IndexOf(test.Block), IndexOf(block));
        // What the header of a loop that tests first does is done with the counter that ends the loop, too.
        if (test.Position == TestPosition.AtTop && !isBehindTest)
            return;
        _sums.Clear();
        if (ValueOf(access.B, _places[access]) is not { } index)
            return;
        IndexRange? range = null;
        foreach (IndexRange each in _ranges)
        {
            if (each.Array == access.A && each.IsBehindTest == isBehindTest && each.Index.IsParallelTo(index))
                range = each;
        }
        if (range is null)
            _ranges.Add(range = new IndexRange(access.A, index with { Constant = 0 }, isBehindTest) { Least = index.Constant, Most = index.Constant });
        range.Least = Math.Min(range.Least, index.Constant);
        range.Most = Math.Max(range.Most, index.Constant);
        _inRange.Add(access);
        // A sum at a constant distance from an index that exists. Behind the test it may run in one more round than the access.
        foreach ((Instruction sum, LinearValue value) in _sums)
        {
            bool isCovered = !isBehindTest || _plan.Analysis.Dominators.Dominates(IndexOf(test.Block), IndexOf(_places[sum].Block)) && _places[sum].Block != test.Block;
            if (isCovered && value.IsParallelTo(index) && value.Constant - index.Constant is <= 0 and > -LargestConstant)
                _withoutOverflow.Add(sum);
        }
    }

    private int IndexOf(Block block) => _plan.Analysis.Cfg.IndexOf(block);

    /// <summary>What a register holds at a place in the loop, as a linear value of the counter that the round began with; null if it is none. Signed sums and products are exact: where they are not, the loop is left.</summary>
    private LinearValue? ValueOf(int register, (Block Block, int Position) place)
    {
        if (_plan.Function.TypeOf(register) is not (IrType.I32 or IrType.I64))
            return null;
        if (_plan.ConstantOf(register) is { } constant)
            return Limited(new LinearValue(0, -1, [], constant.Immediate));
        if (register == _counter.Register)
            return new LinearValue(1, -1, [], IsBehindStep(place) ? _counter.Step : 0);
        if (Array.BinarySearch(_form.Written, register) < 0)
            return new LinearValue(0, -1, [register], 0);
        if (_plan.Analysis.Definitions.Of(register) is not { } definition || !_places.TryGetValue(definition, out (Block Block, int Position) defined))
            return null;
        LinearValue? value = definition.Op switch
        {
            IrOp.Move => ValueOf(definition.A, defined),
            IrOp.Convert when definition is { From: IrType.I32, Type: IrType.I64 } || (definition is { From: IrType.I64, Type: IrType.I32 } && (definition.Checks & Checks.Range) != 0) => ValueOf(definition.A, defined),
            IrOp.Add => Sum(ValueOf(definition.A, defined), ValueOf(definition.B, defined), 1),
            IrOp.Sub => Sum(ValueOf(definition.A, defined), ValueOf(definition.B, defined), -1),
            IrOp.Mul => Product(ValueOf(definition.A, defined), ValueOf(definition.B, defined)),
            _ => null,
        };
        if (value is not null && definition.Op is IrOp.Add or IrOp.Sub && (definition.Checks & Checks.Overflow) != 0)
            _sums.Add((definition, value));
        return value;
    }

    /// <summary>Has the counter been stepped in the round when it comes to a place? The step is made once in every round, and a round has no cycles: either always or never.</summary>
    private bool IsBehindStep((Block Block, int Position) place)
    {
        (Block block, int position) = _places[_step!];
        return block == place.Block ? position < place.Position : _plan.Analysis.Dominators.Dominates(IndexOf(block), IndexOf(place.Block));
    }

    private static LinearValue? Sum(LinearValue? left, LinearValue? right, int sign)
    {
        if (left is null || right is null || (left.Factor >= 0 && right.Scale != 0) || (right.Factor >= 0 && (left.Scale != 0 || sign < 0)))
            return null;
        var terms = new List<int>(left.Terms);
        foreach (int term in right.Terms)
        {
            int added = sign > 0 ? term : ~term;
            if (!terms.Remove(~added))
                terms.Add(added);
        }
        terms.Sort();
        return Limited(new LinearValue(left.Scale + (sign * right.Scale), Math.Max(left.Factor, right.Factor), [.. terms], left.Constant + (sign * right.Constant)));
    }

    private static LinearValue? Product(LinearValue? left, LinearValue? right)
    {
        if (left is null || right is null)
            return null;
        if (left.Scale == 0)
            (left, right) = (right, left);
        return right switch
        {
            { Scale: 0, Terms: [] } when left.Factor < 0 && left.Terms.Length == 0 => Limited(new LinearValue(left.Scale * right.Constant, -1, [], left.Constant * right.Constant)),
            { Scale: 0, Constant: 0, Terms: [>= 0 and var factor] } when left is { Scale: 1, Factor: < 0, Constant: 0, Terms: [] } => new LinearValue(1, factor, [], 0),
            _ => null,
        };
    }

    private static LinearValue? Limited(LinearValue value) =>
        Math.Abs(value.Scale) <= LargestConstant && value.Constant is >= -LargestConstant and <= LargestConstant && value.Terms.Length <= MostTerms ? value : null;
}
