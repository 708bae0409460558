using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>A loop whose code exists without some of its checks, and once more with all of them: before it, tests decide which of the two runs.</summary>
/// <param name="Counter">The counter, which only grows or only falls.</param>
/// <param name="Test">The test that ends the loop.</param>
/// <param name="Tests">What has to hold.</param>
/// <param name="Wide">Registers of 64 bits that the tests read; with values of more than 32 bits they would not be exact.</param>
/// <param name="Sums">What has to be so that sums do not overflow, or null.</param>
internal sealed record LoopVersion(InductionVariable Counter, LoopTest Test, RangeTest[] Tests, int[] Wide, BoundedSums? Sums);

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

    private readonly UnitPlan _plan;
    private readonly HashSet<Instruction> _inRange = [];
    private readonly HashSet<Instruction> _withoutOverflow = [];
    private LoopVersion?[]? _versions;

    /// <summary>Chooses the loops of a unit.</summary>
    public LoopVersions(UnitPlan plan)
    {
        _plan = plan;
        int budget = MostAdded;
        LoopForest forest = plan.Analysis.Loops;
        var sizes = new ExpressionSizes(plan.Function);
        foreach (Loop loop in forest.Loops)
        {
            Block header = forest.Cfg.Blocks[loop.Header];
            if (loop.Children.Count > 0 || loop.IsIrreducible || !plan.Contains(header))
                continue;
            int size = 0;
            foreach (int block in loop.Blocks)
                size += forest.Cfg.Blocks[block].Code.Count;
            if (size > MostInstructions || size > budget || sizes.GrowTooMuch(loop, forest.Cfg, 2) || Of(header) is not { } version)
                continue;
            budget -= size;
            (_versions ??= new LoopVersion?[forest.Cfg.Blocks.Length])[loop.Header] = version;
        }
    }

    /// <summary>Checks that are left to tests.</summary>
    public int Count => _inRange.Count + _withoutOverflow.Count;

    /// <summary>The version of the loop at a header that does without checks, or null.</summary>
    public LoopVersion? At(Block header) => _versions?[_plan.Analysis.Cfg.IndexOf(header)];

    /// <summary>The checks of an instruction that are superfluous in the version of its loop that does without.</summary>
    public Checks SuperfluousOf(Instruction instruction) =>
        (_inRange.Contains(instruction) ? Checks.Bounds : Checks.None) | (_withoutOverflow.Contains(instruction) ? Checks.Overflow : Checks.None);

    private LoopVersion? Of(Block header)
    {
        LoopCanonicalForm form = _plan.FormOf(header);
        if (form is not { Counter: { } counter, Test: { } test })
            return null;
        BoundedSums? sums = BoundedSums.Of(_plan, form, counter, test);
        RangeTest[] tests = HasIndices(form) && RunsTowards(form, counter, test) ? TestsOf(form, counter, test) : [];
        if (tests.Length == 0 && sums is null)
            return null;
        // Plain loops: HashSet.UnionWith takes 0.2 ms the first time.
        foreach (Instruction instruction in sums?.Exact ?? [])
            _withoutOverflow.Add(instruction);
        var wide = new List<int>();
        if (counter.StepRegister >= 0)
            NoteWide(counter.StepRegister, wide);
        NoteWide(counter.Register, wide);
        NoteWide(test.Bound, wide);
        foreach (RangeTest each in tests)
        {
            if (each.Value.Factor >= 0)
                NoteWide(each.Value.Factor, wide);
            foreach (int term in each.Value.Terms)
                NoteWide(term < 0 ? ~term : term, wide);
        }
        return new LoopVersion(counter, test, tests, [.. wide], sums);
    }

    /// <summary>Leaves the checks of indices to tests.</summary>
    private RangeTest[] TestsOf(LoopCanonicalForm form, InductionVariable counter, LoopTest test)
    {
        var indices = new IndexRanges(_plan, form, counter, test);
        foreach (Block block in form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (IsCheckedAccess(instruction, block))
                    indices.Add(instruction, block);
            }
        }
        foreach (Instruction access in indices.InRange)
            _inRange.Add(access);
        foreach (Instruction sum in indices.WithoutOverflow)
            _withoutOverflow.Add(sum);
        return [.. indices.Tests];
    }

    private bool HasIndices(LoopCanonicalForm form)
    {
        foreach (Block block in form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (IsCheckedAccess(instruction, block))
                    return true;
            }
        }
        return false;
    }

    private bool IsCheckedAccess(Instruction instruction, Block block) =>
        instruction.Op is IrOp.LoadElement or IrOp.StoreElement && (instruction.Checks & Checks.Bounds) != 0 && _plan.HoistFor(block, instruction.A) is not null;

    /// <summary>Does the counter run towards a bound that stays where it is, or comes nearer?</summary>
    private bool RunsTowards(LoopCanonicalForm form, InductionVariable counter, LoopTest test)
    {
        if (counter.StepRegister >= 0 || _plan.Function.TypeOf(counter.Register) is not (IrType.I32 or IrType.I64))
            return false;
        bool comesNearer = false;
        foreach (InductionVariable variable in form.InductionVariables)
            comesNearer |= variable.Register == test.Bound && variable.Step != 0 && variable.Step > 0 != counter.Step > 0;
        return test.Comparison switch
        {
            Comparison.Lt or Comparison.Le => (test.IsBoundInvariant || comesNearer) && counter.Step is > 0 and <= IndexRanges.LargestConstant,
            Comparison.Gt or Comparison.Ge => (test.IsBoundInvariant || comesNearer) && counter.Step is < 0 and >= -IndexRanges.LargestConstant,
            Comparison.Ne => test.IsBoundInvariant && Math.Abs(counter.Step) is > 0 and <= IndexRanges.LargestConstant,
            _ => false,
        };
    }

    private void NoteWide(int register, List<int> wide)
    {
        if (_plan.Function.TypeOf(register) == IrType.I64 && !wide.Contains(register))
            wide.Add(register);
    }
}
