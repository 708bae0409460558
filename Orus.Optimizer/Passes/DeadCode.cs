using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Removes operations whose result nobody reads and that neither raise nor change anything: definitions of registers without a reader, and definitions overwritten in the same block
/// before anybody (a handler included) can see them. Counting readers instead of solving liveness keeps the pass linear in large module bodies.
/// </summary>
internal static class DeadCode
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        foreach (Block block in function.Blocks)
            RemoveOverwritten(function, block, stats);
        RemoveUnread(function, stats);
        return stats;
    }

    /// <summary>Can the operation be left out if its result is not needed?</summary>
    public static bool IsRemovable(Instruction instruction)
    {
        const Effects Harmless = Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable | Effects.Allocates;
        return instruction.Dest >= 0 && !instruction.CanRaise && instruction.Op != IrOp.CatchError && (IrOpTable.Info(instruction.Op).Effects & ~Harmless) == Effects.None;
    }

    private static void RemoveOverwritten(IrFunction function, Block block, PassStats stats)
    {
        HashSet<int>? overwritten = null;
        List<Instruction> code = block.Code;
        for (int i = code.Count - 1; i >= 0; i--)
        {
            Instruction instruction = code[i];
            int dest = instruction.Dest;
            if (dest >= 0 && overwritten is not null && overwritten.Contains(dest) && IsRemovable(instruction))
            {
                code.RemoveAt(i);
                stats.Add(PassCounter.Removed);
                continue;
            }
            if (dest >= 0 && function.Registers[dest].IsVariable)
                (overwritten ??= []).Add(dest);
            if (overwritten is null)
                continue;
            if (block.Handler is not null && instruction.CanRaise)
                overwritten.Clear();
            foreach (int register in new OperandReader(instruction))
                overwritten.Remove(register);
        }
    }

    private static void RemoveUnread(IrFunction function, PassStats stats)
    {
        var uses = new int[function.Registers.Count];
        // Definitions of one register are linked by their instruction numbers.
        int[] latest = PresetArray.Of(uses.Length, -1);
        var instructions = new Instruction[function.NumberInstructions()];
        var previous = new int[instructions.Length];
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                instructions[instruction.Id] = instruction;
                foreach (int register in new OperandReader(instruction))
                    uses[register]++;
                if (instruction.Dest < 0 || !IsRemovable(instruction))
                    continue;
                previous[instruction.Id] = latest[instruction.Dest];
                latest[instruction.Dest] = instruction.Id;
            }
        }
        var unread = new Stack<int>();
        for (int register = 0; register < uses.Length; register++)
        {
            if (uses[register] == 0 && latest[register] >= 0)
                unread.Push(register);
        }
        const int Dead = -1;
        int dead = 0;
        while (unread.TryPop(out int register))
        {
            for (int id = latest[register]; id >= 0; id = previous[id])
            {
                instructions[id].Id = Dead;
                dead++;
                foreach (int operand in new OperandReader(instructions[id]))
                {
                    if (--uses[operand] == 0)
                        unread.Push(operand);
                }
            }
        }
        if (dead == 0)
            return;
        stats.Add(PassCounter.Removed, dead);
        foreach (Block block in function.Blocks)
            block.Code.RemoveAll(static instruction => instruction.Id == Dead);
        ForgetLostRegisters(function);
    }

    /// <summary>Loop descriptions must not name registers without a definition.</summary>
    private static void ForgetLostRegisters(IrFunction function)
    {
        bool[]? isDefined = null;
        foreach (Block block in function.Blocks)
        {
            if (block.SourceLoop is not { } loop)
                continue;
            isDefined ??= FindDefined(function);
            loop.Counter = loop.Counter >= 0 && isDefined[loop.Counter] ? loop.Counter : -1;
            loop.Bound = loop.Bound >= 0 && isDefined[loop.Bound] ? loop.Bound : -1;
            loop.Array = loop.Array >= 0 && isDefined[loop.Array] ? loop.Array : -1;
        }
    }

    private static bool[] FindDefined(IrFunction function)
    {
        var isDefined = new bool[function.Registers.Count];
        foreach (int parameter in function.Parameters)
            isDefined[parameter] = true;
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest >= 0)
                    isDefined[instruction.Dest] = true;
            }
        }
        return isDefined;
    }
}
