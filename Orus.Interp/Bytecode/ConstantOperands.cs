using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

/// <summary>Decides how each constant register reaches its uses: as an immediate of the instruction, or from a slot; one that is needed inside a loop is put in its slot once, at function entry.</summary>
internal sealed class ConstantOperands
{
    /// <summary>More constants than this are loaded where they stand.</summary>
    private const int MaxAtEntry = 64;

    private readonly Instruction?[] _definitions;
    private readonly Func<Block, Instruction, bool> _comparesSlots;
    private readonly bool _hasImmediates;

    /// <param name="function">The function.</param>
    /// <param name="layout">Its blocks in the order in which they are emitted.</param>
    /// <param name="comparesSlots">Tells the branches that become backedges, which compare slots only.</param>
    /// <param name="hasImmediates">Whether instructions with immediates may be used.</param>
    public ConstantOperands(IrFunction function, Block[] layout, Func<Block, Instruction, bool> comparesSlots, bool hasImmediates)
    {
        _hasImmediates = hasImmediates;
        _comparesSlots = comparesSlots;
        int count = function.Registers.Count;
        _definitions = new Instruction?[count];
        NeverMaterialised = new BitSet(count);
        AtEntry = new BitSet(count);
        foreach (Block block in layout)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op == IrOp.Const && !function.Registers[instruction.Dest].IsVariable && instruction.Type.UsesBits() && instruction.Type != IrType.Any)
                {
                    _definitions[instruction.Dest] = instruction;
                    NeverMaterialised.Add(instruction.Dest);
                }
            }
        }
        foreach (Block block in layout)
        {
            foreach (Instruction instruction in block.Code)
                NoteUses(block, instruction);
        }
    }

    /// <summary>Gives constants that are needed inside loops a slot for the whole activation.</summary>
    public void ChooseResidents(Block[] layout, LoopForest forest)
    {
        foreach (Block block in layout)
        {
            if (forest.InnermostLoop(forest.Cfg.IndexOf(block)) is null)
                continue;
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op == IrOp.Const && _definitions[instruction.Dest] is not null && !NeverMaterialised[instruction.Dest] && EntryInstructions.Count < MaxAtEntry)
                {
                    AtEntry.Add(instruction.Dest);
                    EntryInstructions.Add(instruction);
                }
            }
        }
    }

    /// <summary>Constants that all uses hold as immediates.</summary>
    public BitSet NeverMaterialised { get; }

    /// <summary>Constants that are in their slots throughout.</summary>
    public BitSet AtEntry { get; }

    public List<Instruction> EntryInstructions { get; } = [];

    /// <summary>Whether a constant's own instruction emits nothing.</summary>
    public bool IsElsewhere(Instruction constant) => NeverMaterialised[constant.Dest] || AtEntry[constant.Dest];

    /// <summary>
    /// The immediate that stands for one operand of an instruction; <paramref name="isLeft"/>: for the left one, so that a comparison must be turned around. Of a subtraction it is the negated value.
    /// </summary>
    public bool TryImmediate(Block block, Instruction instruction, out int immediate, out bool isLeft)
    {
        isLeft = false;
        immediate = 0;
        if (!_hasImmediates)
            return false;
        switch (instruction.Op)
        {
            case IrOp.Add or IrOp.Mul when instruction.Type != IrType.F64:
                return Fits(instruction.B, out immediate) || (isLeft = Fits(instruction.A, out immediate));
            case IrOp.Sub when instruction.Type != IrType.F64:
                if (!Fits(instruction.B, out immediate) || immediate == short.MinValue)
                    return false;
                immediate = -immediate;
                return true;
            case IrOp.Div or IrOp.Rem when instruction.Type is IrType.I32 or IrType.I64 or IrType.U32:
                return Fits(instruction.B, out immediate) && immediate is not (0 or -1);
            case >= IrOp.CmpLt and <= IrOp.CmpNe when IsComparable(instruction.Type):
                return Fits(instruction.B, out immediate) || (isLeft = Fits(instruction.A, out immediate));
            case IrOp.BranchCmp when IsComparable(instruction.Type):
                // The constant that a backedge compares with lies in its slot for the whole loop.
                return !_comparesSlots(block, instruction) && (Fits(instruction.B, out immediate) || (isLeft = Fits(instruction.A, out immediate)));
            default:
                return false;
        }
    }

    /// <summary>The value of a constant register that fits 16 bits.</summary>
    public bool Fits(int register, out int value)
    {
        value = 0;
        if (register < 0 || _definitions[register] is not { } definition || definition.Type == IrType.F64 || definition.Immediate != (short)definition.Immediate)
            return false;
        value = (int)definition.Immediate;
        return true;
    }

    private static bool IsComparable(IrType type) => type is IrType.I32 or IrType.I64 or IrType.U32 or IrType.Bool;

    private void NoteUses(Block block, Instruction instruction)
    {
        int immediateOperand = -1;
        if (TryImmediate(block, instruction, out _, out bool isLeft))
            immediateOperand = isLeft ? 0 : 1;
        int operand = 0;
        foreach (int register in new OperandReader(instruction))
        {
            if (operand++ != immediateOperand && _definitions[register] is not null)
                NeverMaterialised.Remove(register);
        }
    }
}
