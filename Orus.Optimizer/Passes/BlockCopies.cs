using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Passes;

/// <summary>Copies of blocks within a function, for passes that write code out more than once.</summary>
internal static class BlockCopies
{
    /// <summary>Registers defined once, in these blocks, and read nowhere else: each copy names them anew. Others that are defined once here become variables, because each copy will define them.</summary>
    public static HashSet<int> LocalRegisters(IrFunction function, IReadOnlyList<Block> blocks, Definitions definitions)
    {
        var reads = new Dictionary<int, int>();
        foreach (Block block in blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                    reads[register] = reads.GetValueOrDefault(register) + 1;
            }
        }
        var local = new HashSet<int>();
        foreach (Block block in blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                int register = instruction.Dest;
                if (register < 0 || !definitions.IsSingle(register))
                    continue;
                if (reads.GetValueOrDefault(register) == definitions.UseCount(register))
                    local.Add(register);
                else
                    function.Registers[register] = function.Registers[register] with { IsVariable = true };
            }
        }
        return local;
    }

    /// <summary>Makes an instruction read another register.</summary>
    public static void Rename(Instruction instruction, int from, int to)
    {
        instruction.A = instruction.A == from ? to : instruction.A;
        instruction.B = instruction.B == from ? to : instruction.B;
        instruction.C = instruction.C == from ? to : instruction.C;
        for (int i = 0; i < (instruction.Arguments?.Length ?? 0); i++)
        {
            if (instruction.Arguments![i] == from)
                instruction.Arguments[i] = to;
        }
    }

    /// <summary>A copy of the blocks, by original, in the order given. Edges between them stay within the copy; it is not yet part of the function.</summary>
    public static Dictionary<Block, Block> Make(IrFunction function, IReadOnlyList<Block> originals, HashSet<int> local)
    {
        var blocks = new Dictionary<Block, Block>();
        foreach (Block block in originals)
            blocks.Add(block, function.NewBlock());
        var registers = new Dictionary<int, int>();
        foreach (int register in local)
        {
            function.Registers.Add(function.Registers[register]);
            registers.Add(register, function.Registers.Count - 1);
        }
        foreach ((Block block, Block copy) in blocks)
        {
            copy.Handler = block.Handler is { } handler ? blocks.GetValueOrDefault(handler, handler) : null;
            foreach (Instruction instruction in block.Code)
            {
                Instruction clone = instruction.Clone();
                clone.Dest = registers.GetValueOrDefault(clone.Dest, clone.Dest);
                clone.A = registers.GetValueOrDefault(clone.A, clone.A);
                clone.B = registers.GetValueOrDefault(clone.B, clone.B);
                clone.C = registers.GetValueOrDefault(clone.C, clone.C);
                for (int i = 0; i < (clone.Arguments?.Length ?? 0); i++)
                    clone.Arguments![i] = registers.GetValueOrDefault(clone.Arguments[i], clone.Arguments[i]);
                for (int i = 0; i < (clone.Targets?.Length ?? 0); i++)
                    clone.Targets![i] = blocks.GetValueOrDefault(clone.Targets[i], clone.Targets[i]);
                copy.Code.Add(clone);
            }
        }
        return blocks;
    }
}
