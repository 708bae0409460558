namespace Orus.Interp.Bytecode;

/// <summary>An opcode that does the work of two instructions in one dispatch.</summary>
/// <param name="Joined">What stands in the place of the first.</param>
/// <param name="First">The opcode that the first instruction would have alone.</param>
/// <param name="Second">The opcode of the second, which keeps its own words: they follow the first, or are the loop's header if the first is a backedge or tests an iterator for one.</param>
internal readonly record struct JoinedOpcode(Opcode Joined, Opcode First, Opcode Second);

/// <summary>
/// The one list of instructions that are joined. Both stay where they are, with all their operands; only the opcode of the first says that the second is executed with it. So each can still be executed alone: where compiled
/// code leaves to one of them, when the second fails, which is then dispatched to raise at its own position, and in the instrumented dispatch loop, which counts and records them one by one.
/// </summary>
internal static class JoinedOpcodes
{
    private static readonly JoinedOpcode[] Rows =
    [
        new(Opcode.LoopNextI32, Opcode.LoopAddLt, Opcode.LoadI32),
        new(Opcode.LoopNext64, Opcode.LoopAddLt, Opcode.Load64),
        new(Opcode.LoadAddI32, Opcode.LoadI32, Opcode.AddI32),
        new(Opcode.LoadMulI32, Opcode.LoadI32, Opcode.MulI32),
        new(Opcode.LoadAddW64, Opcode.LoadI32, Opcode.AddW64),
        new(Opcode.LoadAddWide, Opcode.LoadI32, Opcode.AddI64),
        new(Opcode.LoadAddI64, Opcode.Load64, Opcode.AddI64),
        new(Opcode.LoadAddF64, Opcode.Load64, Opcode.AddF64),
        new(Opcode.LoadMulF64, Opcode.Load64, Opcode.MulF64),
        new(Opcode.LoadMulAddF64, Opcode.Load64, Opcode.MulAddF64),
        new(Opcode.StepBits, Opcode.HasNext, Opcode.NextBits),
        new(Opcode.StepAny, Opcode.HasNext, Opcode.NextAny),
    ];

    /// <summary>The opcode for two instructions in a row, or <paramref name="first"/> if there is none.</summary>
    public static Opcode Join(Opcode first, Opcode second)
    {
        foreach (JoinedOpcode row in Rows)
        {
            if (row.First == first && row.Second == second)
                return row.Joined;
        }
        return first;
    }

    /// <summary>The row of an opcode; of one that is not joined, itself alone.</summary>
    public static JoinedOpcode Of(Opcode opcode)
    {
        foreach (JoinedOpcode row in Rows)
        {
            if (row.Joined == opcode)
                return row;
        }
        return new JoinedOpcode(opcode, opcode, opcode);
    }
}
