using System.Collections.Generic;
using System.Numerics;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Multiplications, divisions and remainders by powers of two become shifts and masks. A multiplication must have no overflow check left, because a shift has none; a signed division or
/// remainder must have a dividend that is never negative, because a shift rounds down and a mask forgets the sign (range analysis has noted such dividends).
/// </summary>
internal static class StrengthReduction
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        Definitions definitions = context.AnalysesOf(function).Definitions;
        if (!definitions.Has(IrOp.Mul) && !definitions.Has(IrOp.Div) && !definitions.Has(IrOp.Rem))
            return stats;
        bool isWrong = context.Switches.Plants(PlantedBug.Strength);
        foreach (Block block in function.Blocks)
        {
            List<Instruction> code = block.Code;
            for (int i = 0; i < code.Count; i++)
            {
                Instruction instruction = code[i];
                if (instruction.Op is not (IrOp.Mul or IrOp.Div or IrOp.Rem) || !instruction.Type.IsInteger() || instruction.Checks != Checks.None)
                    continue;
                if (instruction.Op == IrOp.Mul && PowerOf(definitions, instruction.A) > 0)
                    (instruction.A, instruction.B) = (instruction.B, instruction.A);
                int power = PowerOf(definitions, instruction.B);
                if (power <= 0 || (instruction.Op != IrOp.Mul && instruction.Type.IsSigned() && (instruction.Facts & OperandFacts.NonNegativeA) == 0 && !isWrong))
                    continue;
                if (instruction.Op == IrOp.Rem)
                {
                    int mask = function.NewTemporary(instruction.Type);
                    code.Insert(i++, new Instruction(IrOp.Const, instruction.Type, instruction.Span) { Dest = mask, Immediate = (1L << power) - 1, Inlined = instruction.Inlined });
                    instruction.Op = IrOp.BitAnd;
                    instruction.B = mask;
                }
                else
                {
                    instruction.Op = instruction.Op == IrOp.Mul ? IrOp.ShiftLeft : IrOp.ShiftRight;
                    instruction.B = -1;
                    instruction.Immediate = power;
                }
                instruction.Facts = OperandFacts.None;
                stats.Add(PassCounter.StrengthReduced, Statistic.StrengthReduced, instruction);
            }
        }
        return stats;
    }

    /// <summary>k if the register is the constant 2^k, else -1.</summary>
    // Not by `BitOperations.IsPow2` and `Log2`: methods that mention instructions the machine may lack are compiled anew in every process.
    private static int PowerOf(Definitions definitions, int register) =>
        definitions.Of(register) is { Op: IrOp.Const, Immediate: > 0 } constant && (constant.Immediate & (constant.Immediate - 1)) == 0 ? BitOperations.TrailingZeroCount(constant.Immediate) : -1;
}
