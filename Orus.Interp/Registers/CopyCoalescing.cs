using System;
using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Registers;

/// <summary>
/// Finds temporaries that are plain copies, which includes conversions that leave the extended bits as they are (<c>i32</c> to <c>i64</c>), and can share the slot of their source: it keeps its value until the
/// last use of the copy.
/// </summary>
internal sealed class CopyCoalescing
{
    private readonly IrFunction _function;
    private readonly int[] _uses;

    public CopyCoalescing(IrFunction function, Block[] layout)
    {
        _function = function;
        _uses = new int[function.Registers.Count];
        SourceOf = None(function);
        foreach (Block block in layout)
        {
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                    _uses[register]++;
            }
        }
        foreach (Block block in layout)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                Instruction copy = block.Code[i];
                if (IsCopy(copy) && !function.Registers[copy.Dest].IsVariable && SourceSurvives(block.Code, i + 1, copy.Dest, SourceOf[copy.A]))
                    SourceOf[copy.Dest] = SourceOf[copy.A];
            }
        }
    }

    /// <summary>The register whose slot each register shares; itself for most.</summary>
    public int[] SourceOf { get; }

    /// <summary>Every register with a slot of its own.</summary>
    public static int[] None(IrFunction function)
    {
        var sources = new int[function.Registers.Count];
        for (int register = 0; register < sources.Length; register++)
            sources[register] = register;
        return sources;
    }

    /// <summary>Does an instruction copy the bits of its operand as they are?</summary>
    public static bool IsCopy(Instruction instruction) => instruction.Op switch
    {
        IrOp.Move => true,
        IrOp.Convert => KeepsBits(instruction.From, instruction.Type),
        _ => false,
    };

    /// <summary>Conversions that leave a register's 64 bits alone and cannot fail.</summary>
    public static bool KeepsBits(IrType from, IrType to) => (from, to) switch
    {
        (IrType.Bool, IrType.F64) => false,
        (IrType.Bool, _) => true,
        (IrType.I32 or IrType.U32, IrType.I64) => true,
        (IrType.U32, IrType.U64) => true,
        _ => from == to,
    };

    private bool SourceSurvives(List<Instruction> code, int start, int copy, int source)
    {
        if (!_function.Registers[source].IsVariable && Array.IndexOf(_function.Parameters, source) < 0)
            return true;
        int left = _uses[copy];
        for (int i = start; i < code.Count && left > 0; i++)
        {
            foreach (int register in new OperandReader(code[i]))
                left -= register == copy ? 1 : 0;
            if (code[i].Dest == source)
                break;
        }
        return left == 0;
    }
}
