using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// Whether a constant divides an integer, without dividing: the integer times the inverse of the constant's odd part, modulo the size of the type, is the quotient if there is one, and otherwise out of the range that quotients can
/// have. Rotating out the constant's factors of two makes multiples of less too large as well. From H. Warren, "Hacker's Delight", 2nd edition, 10-17 (signed: with the range moved to begin at zero).
/// </summary>
/// <param name="Inverse">The inverse of the odd part.</param>
/// <param name="Offset">Added to the product.</param>
/// <param name="Rotation">The sum is rotated right by so many bits.</param>
/// <param name="Limit">The constant divides the integer if what comes out, as an unsigned number, is not larger.</param>
internal readonly record struct DivisibilityTest(ulong Inverse, ulong Offset, int Rotation, ulong Limit)
{
    /// <summary>The test for a divisor of an integer type; null for those that have none or need none: powers of two, whose remainder is a mask, and zero.</summary>
    public static DivisibilityTest? For(IrType type, long divisor)
    {
        bool isSigned = type.IsSigned();
        bool isWide = type is IrType.I64 or IrType.U64;
        ulong size = isSigned && divisor < 0 ? 0 - (ulong)divisor : (ulong)divisor;
        if ((size & (size - 1)) == 0)
            return null;
        int rotation = 0;
        ulong odd = size;
        for (; (odd & 1) == 0; odd >>= 1)
            rotation++;
        // Newton's iteration: each step makes twice as many low bits right, beginning with three.
        ulong inverse = odd;
        for (int bits = 3; bits < 64; bits *= 2)
            inverse *= 2 - (odd * inverse);
        ulong largest = isWide ? ulong.MaxValue : uint.MaxValue;
        if (!isSigned)
            return new DivisibilityTest(inverse & largest, 0, rotation, largest / size);
        // The least value has no more quotients than the largest one, because only powers of two divide it.
        ulong quotients = (largest >> 1) / size;
        return new DivisibilityTest(inverse & largest, quotients << rotation, rotation, 2 * quotients);
    }

    /// <summary>The test that can stand for a remainder of integers, because a block does nothing with it but ask whether it is zero; or null.</summary>
    /// <param name="remainder">An instruction of the block.</param>
    /// <param name="block">The block.</param>
    /// <param name="analysis">The function.</param>
    public static DivisibilityTest? For(Instruction remainder, Block block, FunctionAnalysis analysis)
    {
        if (analysis.ConstantOf(remainder.B) is not { } divisor || analysis.Definitions.Of(remainder.Dest) != remainder)
            return null;
        int uses = 0;
        foreach (Instruction instruction in block.Code)
        {
            foreach (int operand in new OperandReader(instruction))
                uses += operand == remainder.Dest && IsZeroTest(instruction, remainder.Dest, analysis) ? 1 : 0;
        }
        return uses > 0 && uses == analysis.Definitions.UseCount(remainder.Dest) ? For(remainder.Type, divisor.Immediate) : null;
    }

    private static bool IsZeroTest(Instruction instruction, int register, FunctionAnalysis analysis)
    {
        bool isEquality = instruction.Op is IrOp.CmpEq or IrOp.CmpNe || (instruction.Op == IrOp.BranchCmp && (Comparison)instruction.Immediate is Comparison.Eq or Comparison.Ne);
        return isEquality && analysis.ConstantOf(instruction.A == register ? instruction.B : instruction.A) is { Immediate: 0 };
    }
}
