using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// An integer variable to which each round of a loop adds a value, or from which it takes one, and that the round uses for nothing else. Vectors add up the values of a chunk of rounds apart, and the variable changes at the end
/// of it. If additions may overflow, a chunk begins only while the variable is in the middle half of its range, and the values of the chunk are too small to leave the range from there, in whatever order they are added.
/// </summary>
/// <param name="Sum">The addition or subtraction.</param>
/// <param name="Value">The register of the value; of the narrow one if <paramref name="Widening"/> is not null.</param>
/// <param name="Widening">The conversion from i32 to i64 whose result nothing but the sum uses, so that it can be made while adding; or null.</param>
/// <param name="IsTested">The values may be too large for the variable, so each is tested.</param>
internal sealed record Accumulation(Instruction Sum, int Value, Instruction? Widening, bool IsTested)
{
    /// <summary>The binary logarithm of the rounds of a chunk. A sum of so many i32 is small for an i64.</summary>
    private const int ChunkBits = 12;

    /// <summary>The most rounds whose values are added up before the variable changes.</summary>
    public const int Chunk = 1 << ChunkBits;

    /// <summary>In a chunk, an i32 can take so many values from minus this to below this.</summary>
    public const int SmallI32 = (1 << 30) >> ChunkBits;

    /// <summary>In a chunk, an i64 can take so many values from minus this to below this.</summary>
    public const long SmallI64 = (1L << 62) >> ChunkBits;

    /// <summary>The middle half of the range of a signed type goes from minus this to below this: a sum that begins there, and moves by no more than this, stays in range.</summary>
    public static long MiddleOf(IrType type) => 1L << (type == IrType.I32 ? 30 : 62);

    /// <summary>May the variable overflow?</summary>
    public bool IsChecked => (Sum.Checks & Checks.Overflow) != 0;

    /// <summary>The type of the values as they are added.</summary>
    public IrType ValueType => Widening?.From ?? Sum.Type;

    /// <summary>Recognises an accumulation in a loop of one block; null if the instruction is none.</summary>
    /// <param name="body">The block, which ends with the step of the counter and the test.</param>
    /// <param name="index">The place of the instruction.</param>
    public static Accumulation? Of(Block body, int index)
    {
        Instruction sum = body.Code[index];
        int value = sum.AddedTo(sum.Dest);
        if (value < 0 || !sum.Type.IsInteger() || UsesOf(body, sum.Dest) != 1)
            return null;
        Instruction? widening = null;
        // What is added at the end of the round must still be there.
        for (int i = 0; i < body.Code.Count - 2; i++)
        {
            Instruction other = body.Code[i];
            if (other != sum && (other.Dest == sum.Dest || (i > index && other.Dest == value)))
                return null;
            if (i < index && other.Dest == value)
                widening = other is { Op: IrOp.Convert, From: IrType.I32, Type: IrType.I64 } ? other : null;
        }
        bool isTested = (sum.Checks & Checks.Overflow) != 0 && widening is null;
        if (widening is not null && (UsesOf(body, value) != 1 || IsAssignedAfter(body, widening)))
            widening = null;
        return new Accumulation(sum, widening?.A ?? value, widening, isTested);
    }

    private static int UsesOf(Block body, int register)
    {
        int uses = 0;
        foreach (Instruction instruction in body.Code)
        {
            foreach (int operand in new OperandReader(instruction))
                uses += operand == register ? 1 : 0;
        }
        return uses;
    }

    /// <summary>Is the operand of a conversion assigned behind it, before the step of the counter?</summary>
    private static bool IsAssignedAfter(Block body, Instruction widening)
    {
        for (int i = body.Code.IndexOf(widening) + 1; i < body.Code.Count - 2; i++)
        {
            if (body.Code[i].Dest == widening.A)
                return true;
        }
        return false;
    }
}
