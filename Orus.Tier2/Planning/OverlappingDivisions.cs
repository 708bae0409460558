using System;
using System.Runtime.Intrinsics.X86;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// Divisions of 32-bit integers that several rounds of a loop can have under way at once, because none needs the result of the one before. What bounds them is how often the processor can begin one, and it begins divisions of
/// doubles more often than those of integers (on a Zen 5 core every 1.13 ns instead of 1.55, measured with both instructions in the same loop). In a chain of divisions the time until the result is there counts, and that of integers is
/// half as long. Tables of instructions, as those of A. Fog, have both times for each processor.
/// <para>The quotient is exact: where a/b is no integer, it is at least 1/|b| away from the next one, and rounding to 53 bits moves it by less than 2^32/|b| * 2^-53.</para>
/// </summary>
internal static class OverlappingDivisions
{
    /// <summary>
    /// A division of doubles has four more instructions around it, which are free only while the processor waits for its divider. Measured on a Zen 5 core, in loops of one division: 0.67 to 0.87 of the time with up to 15 instructions
    /// in a round, nothing won from 18 to 24 on.
    /// </summary>
    private const int MostInstructionsForEach = 16;

    /// <summary>More are not looked at, which would take the square of their number.</summary>
    private const int MostInstructions = 256;

    /// <summary>Does the processor gain by it?</summary>
    public static bool Pay => X86Base.IsSupported;

    /// <summary>Is a division better made as one of doubles: is it independent of its own result in earlier rounds, and what the loop spends its time with?</summary>
    /// <param name="division">An instruction of the loop.</param>
    /// <param name="loop">The innermost loop around it. If it has others inside, these take its time.</param>
    /// <param name="analysis">The function.</param>
    public static bool Includes(Instruction division, Loop loop, FunctionAnalysis analysis)
    {
        if (loop.Children.Count > 0 || !IsCandidate(division, analysis) || !IsBoundByDivisions(loop, analysis))
            return false;
        // Everything computed from the result, in whatever order the round does it; what goes through memory may be in anything that is loaded.
        var dependent = new BitSet(analysis.Function.Registers.Count);
        dependent.Add(division.Dest);
        bool memoryIsDependent = false, grows = true;
        while (grows)
        {
            grows = false;
            foreach (int index in loop.Blocks)
            {
                foreach (Instruction instruction in analysis.Cfg.Blocks[index].Code)
                {
                    if (!(memoryIsDependent && MemoryEffects.Reads(instruction)) && !ReadsAny(instruction, dependent))
                        continue;
                    if (instruction == division)
                        return false;
                    if (MemoryEffects.Writes(instruction) && !memoryIsDependent)
                        memoryIsDependent = grows = true;
                    if (instruction.Dest >= 0 && !dependent[instruction.Dest])
                    {
                        dependent.Add(instruction.Dest);
                        grows = true;
                    }
                }
            }
        }
        return true;
    }

    private static bool ReadsAny(Instruction instruction, BitSet registers)
    {
        foreach (int operand in new OperandReader(instruction))
        {
            if (registers[operand])
                return true;
        }
        return false;
    }

    private static bool IsBoundByDivisions(Loop loop, FunctionAnalysis analysis)
    {
        int size = 0, divisions = 0;
        foreach (int index in loop.Blocks)
        {
            size += analysis.Cfg.Blocks[index].Code.Count;
            foreach (Instruction instruction in analysis.Cfg.Blocks[index].Code)
                divisions += IsCandidate(instruction, analysis) ? 1 : 0;
        }
        return size <= Math.Min(MostInstructionsForEach * divisions, MostInstructions);
    }

    /// <summary>Is it a division of 32-bit integers? Those by a constant are multiplications.</summary>
    private static bool IsCandidate(Instruction instruction, FunctionAnalysis analysis) =>
        instruction is { Op: IrOp.Div or IrOp.Rem, Type: IrType.I32 or IrType.U32 } && analysis.ConstantOf(instruction.B) is null;
}
