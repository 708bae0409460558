using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>
/// Overflow checks that a counted loop does not need if it makes few enough rounds, which a test before it can tell: those of sums that each round moves by a bounded amount, and that of the counter's own step. The distance of the
/// counter from its bound is no smaller than the number of rounds, whatever the step is.
/// </summary>
/// <param name="MostRounds">With no more rounds nothing overflows.</param>
/// <param name="Sums">Variables to which the loop only adds, or from which it subtracts: none may be beyond half of its type's range before the loop.</param>
/// <param name="StepsExactly">The step of the counter is among the checks, so that neither the bound plus the step nor the first value plus the step may be out of range.</param>
/// <param name="Exact">The instructions without a check.</param>
internal sealed record BoundedSums(long MostRounds, List<int> Sums, bool StepsExactly, List<Instruction> Exact)
{
    /// <summary>Only small loops: in others a check does not count, and the code of all would be twice as long.</summary>
    private const int MostInstructions = 16;

    /// <summary>Loops that may not make so many rounds are not worth the test.</summary>
    private const long FewRounds = 1 << 16;

    /// <summary>The checks that can be left to a test; null if there are none.</summary>
    public static BoundedSums? Of(UnitPlan plan, LoopCanonicalForm form, InductionVariable counter, LoopTest test)
    {
        bool grows = test.Comparison is Comparison.Lt or Comparison.Le;
        bool isPossible = grows || test.Comparison is Comparison.Gt or Comparison.Ge;
        bool runsTowards = counter.StepRegister >= 0 ? counter.Increment.Op == IrOp.Add : counter.Step is > int.MinValue and <= int.MaxValue && (grows ? counter.Step > 0 : counter.Step < 0);
        if (!test.IsBoundInvariant || !isPossible || !runsTowards || plan.Function.TypeOf(counter.Register) is not (IrType.I32 or IrType.I64))
            return null;
        int size = 0;
        foreach (Block block in form.Blocks)
            size += block.Code.Count;
        if (size > MostInstructions)
            return null;
        var written = new List<int>();
        foreach (Block block in form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest >= 0 && instruction.Dest != counter.Register && !written.Contains(instruction.Dest))
                    written.Add(instruction.Dest);
            }
        }
        var found = new BoundedSums(long.MaxValue, [], (counter.Increment.Checks & Checks.Overflow) != 0, []);
        if (found.StepsExactly)
            found.Exact.Add(counter.Increment);
        foreach (int register in written)
        {
            if (AdditionsTo(register, form) is { } all && RoundsOf(plan, register, all) is >= FewRounds and var rounds)
            {
                found.Sums.Add(register);
                found.Exact.AddRange(all);
                found = found with { MostRounds = Math.Min(found.MostRounds, rounds) };
            }
        }
        return found.Exact.Count > 0 ? found : null;
    }

    /// <summary>The instructions of a loop that write a register; null if one of them does not add to it.</summary>
    private static List<Instruction>? AdditionsTo(int register, LoopCanonicalForm form)
    {
        var all = new List<Instruction>();
        foreach (Block block in form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest != register)
                    continue;
                if (instruction.Type is not (IrType.I32 or IrType.I64) || instruction.AddedTo(register) < 0)
                    return null;
                all.Add(instruction);
            }
        }
        return all;
    }

    /// <summary>For how many rounds a sum stays in range if it begins in the middle half; each instruction of an innermost loop is executed at most once in a round.</summary>
    private static long RoundsOf(UnitPlan plan, int register, List<Instruction> all)
    {
        long most = Accumulation.MiddleOf(plan.Function.TypeOf(register));
        long growth = 0;
        bool isChecked = false;
        foreach (Instruction instruction in all)
        {
            isChecked |= (instruction.Checks & Checks.Overflow) != 0;
            if (MagnitudeOf(plan, instruction.AddedTo(register)) is not { } magnitude || magnitude > most)
                return 0;
            growth = Math.Min(growth + magnitude, most);
        }
        return isChecked ? most / Math.Max(growth, 1) : 0;
    }

    /// <summary>The largest absolute value that a register can have, as far as its definition tells.</summary>
    private static long? MagnitudeOf(UnitPlan plan, int register)
    {
        if (plan.ConstantOf(register) is { } constant)
            return constant.Immediate == long.MinValue ? null : Math.Abs(constant.Immediate);
        if (plan.Analysis.Definitions.Of(register) is not { } definition)
            return null;
        return definition switch
        {
            { Op: IrOp.Move } => MagnitudeOf(plan, definition.A),
            { Op: IrOp.Convert, From: IrType.I32 or IrType.I64, Type: IrType.I32 or IrType.I64 } when MagnitudeOf(plan, definition.A) is <= int.MaxValue and var magnitude => magnitude,
            { Op: IrOp.Convert, From: IrType.I32, Type: IrType.I64 } => 1L << 31,
            { Op: IrOp.Convert, From: IrType.U32, Type: IrType.I64 } => 1L << 32,
            { Op: IrOp.Rem, Type: IrType.I32 or IrType.I64 } => MagnitudeOf(plan, definition.B),
            { Op: IrOp.BitAnd, Type: IrType.I32 or IrType.I64 } when plan.ConstantOf(definition.B) is { Immediate: >= 0 and var mask } => mask,
            _ => null,
        };
    }
}
