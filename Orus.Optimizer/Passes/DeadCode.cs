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
        int[] overwritten = Scratch<int>.Rent(function.Registers.Count);
        int mark = 0;
        foreach (Block block in function.Blocks)
            RemoveOverwritten(function, block, overwritten, ref mark, stats);
        Scratch<int>.Return(overwritten, function.Registers.Count);
        RemoveUnread(function, stats);
        return stats;
    }

    /// <summary>Can the operation be left out if its result is not needed?</summary>
    public static bool IsRemovable(Instruction instruction)
    {
        const Effects Harmless = Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable | Effects.Allocates;
        return instruction.Dest >= 0 && !instruction.CanRaise && instruction.Op != IrOp.CatchError && (IrOpTable.Info(instruction.Op).Effects & ~Harmless) == Effects.None;
    }

    /// <param name="function">The function.</param>
    /// <param name="block">One of its blocks.</param>
    /// <param name="overwritten">Per register, the mark of the place from which on nobody sees it before its next definition.</param>
    /// <param name="mark">The greatest mark in use.</param>
    /// <param name="stats">Where removed operations are counted.</param>
    private static void RemoveOverwritten(IrFunction function, Block block, int[] overwritten, ref int mark, PassStats stats)
    {
        const int Visible = 0;
        mark++;
        bool isAnyOverwritten = false;
        List<Instruction> code = block.Code;
        for (int i = code.Count - 1; i >= 0; i--)
        {
            Instruction instruction = code[i];
            int dest = instruction.Dest;
            if (dest >= 0 && overwritten[dest] == mark && IsRemovable(instruction))
            {
                code.RemoveAt(i);
                stats.Add(PassCounter.Removed);
                continue;
            }
            if (dest >= 0 && function.Registers[dest].IsVariable)
            {
                overwritten[dest] = mark;
                isAnyOverwritten = true;
            }
            if (!isAnyOverwritten)
                continue;
            if (block.Handler is not null && instruction.CanRaise)
                mark++;
            foreach (int register in new OperandReader(instruction))
                overwritten[register] = Visible;
        }
    }

    private static void RemoveUnread(IrFunction function, PassStats stats)
    {
        int registers = function.Registers.Count;
        int count = function.NumberInstructions();
        int[] uses = Scratch<int>.Rent(registers);
        // Definitions of one register are linked by their instruction numbers.
        int[] latest = Scratch<int>.Rent(registers, -1);
        Instruction[] instructions = Scratch<Instruction>.Rent(count);
        int[] previous = Scratch<int>.Rent(count);
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
        // Each register becomes unread once.
        int[] unread = Scratch<int>.Rent(registers);
        int waiting = 0;
        for (int register = 0; register < registers; register++)
        {
            if (uses[register] == 0 && latest[register] >= 0)
                unread[waiting++] = register;
        }
        const int Dead = -1;
        int dead = 0;
        while (waiting > 0)
        {
            int register = unread[--waiting];
            for (int id = latest[register]; id >= 0; id = previous[id])
            {
                instructions[id].Id = Dead;
                dead++;
                foreach (int operand in new OperandReader(instructions[id]))
                {
                    if (--uses[operand] == 0)
                        unread[waiting++] = operand;
                }
            }
        }
        Scratch<int>.Return(uses, registers);
        Scratch<int>.Return(latest, registers);
        Scratch<Instruction>.Return(instructions, count);
        Scratch<int>.Return(previous, count);
        Scratch<int>.Return(unread, registers);
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
