using System;
using Orus.Interp.Registers;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

internal sealed partial class Emitter
{
    private void EmitConstant(Instruction instruction)
    {
        int slot = Slot(instruction.Dest);
        if (instruction.Type == IrType.Ref)
        {
            Add(Opcode.ClearRef, slot, 0, 0);
        }
        else if (instruction.Type == IrType.Any)
        {
            Add(Opcode.ClearAny, slot, 0, 0);
        }
        else if (instruction.Immediate == (int)instruction.Immediate)
        {
            AddWide(Opcode.LoadImmediate, slot, (int)instruction.Immediate);
        }
        else
        {
            Add(Opcode.LoadWide, slot, 0, 0);
            _code.Add((ulong)instruction.Immediate);
        }
    }

    private void EmitMove(Instruction instruction)
    {
        Opcode opcode = instruction.Type switch
        {
            IrType.Ref => Opcode.MoveRef,
            IrType.Any => Opcode.MoveAny,
            _ => Opcode.Move,
        };
        if (Slot(instruction.Dest) != Slot(instruction.A))
            Add(opcode, Slot(instruction.Dest), Slot(instruction.A), 0);
        else
            NoteCopy(instruction);
    }

    private void EmitArithmetic(Block block, Instruction instruction)
    {
        IrType type = instruction.Type;
        bool isChecked = type.IsSigned() && (instruction.Checks & Checks.Overflow) != 0;
        if (_constants.TryImmediate(block, instruction, out int immediate, out bool isLeft))
        {
            Opcode opcode = instruction.Op switch
            {
                IrOp.Add or IrOp.Sub => type switch
                {
                    IrType.I32 => isChecked ? Opcode.AddI32K : Opcode.AddW32K,
                    IrType.I64 => isChecked ? Opcode.AddI64K : Opcode.AddW64K,
                    IrType.U32 => Opcode.AddU32K,
                    _ => Opcode.AddW64K,
                },
                IrOp.Mul => type switch
                {
                    IrType.I32 => isChecked ? Opcode.MulI32K : Opcode.MulW32K,
                    IrType.I64 => isChecked ? Opcode.MulI64K : Opcode.MulW64K,
                    IrType.U32 => Opcode.MulU32K,
                    _ => Opcode.MulW64K,
                },
                IrOp.Div => type == IrType.I32 ? Opcode.DivI32K : Opcode.DivI64K,
                _ => type == IrType.I32 ? Opcode.RemI32K : Opcode.RemI64K,
            };
            Add(opcode, Slot(instruction.Dest), Slot(isLeft ? instruction.B : instruction.A), immediate);
            return;
        }
        Opcode general = (instruction.Op, type) switch
        {
            (IrOp.Add, IrType.I32) => isChecked ? Opcode.AddI32 : Opcode.AddW32,
            (IrOp.Sub, IrType.I32) => isChecked ? Opcode.SubI32 : Opcode.SubW32,
            (IrOp.Mul, IrType.I32) => isChecked ? Opcode.MulI32 : Opcode.MulW32,
            (IrOp.Add, IrType.I64) => isChecked ? Opcode.AddI64 : Opcode.AddW64,
            (IrOp.Sub, IrType.I64) => isChecked ? Opcode.SubI64 : Opcode.SubW64,
            (IrOp.Mul, IrType.I64) => isChecked ? Opcode.MulI64 : Opcode.MulW64,
            (IrOp.Div, IrType.I32) => Opcode.DivI32,
            (IrOp.Rem, IrType.I32) => Opcode.RemI32,
            (IrOp.Div, IrType.I64) => Opcode.DivI64,
            (IrOp.Rem, IrType.I64) => Opcode.RemI64,
            (IrOp.Add, IrType.U32) => Opcode.AddU32,
            (IrOp.Sub, IrType.U32) => Opcode.SubU32,
            (IrOp.Mul, IrType.U32) => Opcode.MulU32,
            (IrOp.Add, IrType.U64) => Opcode.AddW64,
            (IrOp.Sub, IrType.U64) => Opcode.SubW64,
            (IrOp.Mul, IrType.U64) => Opcode.MulW64,
            (IrOp.Div, IrType.U32 or IrType.U64) => Opcode.DivU64,
            (IrOp.Rem, IrType.U32 or IrType.U64) => Opcode.RemU64,
            (IrOp.Add, IrType.F64) => Opcode.AddF64,
            (IrOp.Sub, IrType.F64) => Opcode.SubF64,
            (IrOp.Mul, IrType.F64) => Opcode.MulF64,
            (IrOp.Div, IrType.F64) => Opcode.DivF64,
            (IrOp.Rem, IrType.F64) => Opcode.RemF64,
            (IrOp.BitAnd, _) => Opcode.And,
            (IrOp.BitOr, _) => Opcode.Or,
            _ => throw Unknown(instruction),
        };
        (int left, int right) = JoinWithElement(general, instruction.A, instruction.B);
        Add(general, Slot(instruction.Dest), Slot(left), Slot(right));
    }

    private void EmitNegation(Instruction instruction)
    {
        bool isChecked = (instruction.Checks & Checks.Overflow) != 0;
        Opcode opcode = instruction.Type switch
        {
            IrType.I32 => isChecked ? Opcode.NegI32 : Opcode.NegW32,
            IrType.F64 => Opcode.NegF64,
            _ => isChecked ? Opcode.NegI64 : Opcode.NegW64,
        };
        EmitUnary(opcode, instruction);
    }

    private void EmitShift(Instruction instruction)
    {
        Opcode opcode = instruction.Op == IrOp.ShiftRight
            ? instruction.Type.IsSigned() ? Opcode.ShrSigned : Opcode.ShrUnsigned
            : instruction.Type switch
            {
                IrType.I32 => Opcode.ShlI32,
                IrType.U32 => Opcode.ShlU32,
                _ => Opcode.Shl64,
            };
        Add(opcode, Slot(instruction.Dest), Slot(instruction.A), (int)instruction.Immediate);
    }

    private void EmitComparison(Block block, Instruction instruction)
    {
        Condition condition = ConditionOf(block, instruction, instruction.Op - IrOp.CmpLt);
        Opcode opcode = (condition.Kind, condition.Comparison) switch
        {
            (ConditionKind.Signed, Comparison.Lt) => Opcode.LtS,
            (ConditionKind.Signed, Comparison.Le) => Opcode.LeS,
            (ConditionKind.Signed, Comparison.Eq) => Opcode.EqS,
            (ConditionKind.Signed, Comparison.Ne) => Opcode.NeS,
            (ConditionKind.SignedImmediate, var comparison) => Opcode.LtSK + (int)comparison,
            (ConditionKind.Unsigned, Comparison.Lt) => Opcode.LtU,
            (ConditionKind.Unsigned, Comparison.Le) => Opcode.LeU,
            (ConditionKind.Float, Comparison.Lt) => Opcode.LtF,
            (ConditionKind.Float, Comparison.Le) => Opcode.LeF,
            (ConditionKind.Float, Comparison.Eq) => Opcode.EqF,
            (ConditionKind.Float, Comparison.Ne) => Opcode.NeF,
            (ConditionKind.Reference, Comparison.Eq) => Opcode.EqRef,
            (ConditionKind.Reference, Comparison.Ne) => Opcode.NeRef,
            _ => throw Unknown(instruction),
        };
        Add(opcode, Slot(instruction.Dest), condition.A, condition.B);
    }

    private void EmitConversion(Instruction instruction)
    {
        IrType from = instruction.From;
        IrType to = instruction.Type;
        if (CopyCoalescing.KeepsBits(from, to))
        {
            EmitMove(instruction);
            return;
        }
        int dest = Slot(instruction.Dest);
        int source = Slot(instruction.A);
        bool isChecked = (instruction.Checks & Checks.Range) != 0;
        if (to == IrType.Bool)
        {
            Add(from == IrType.F64 ? Opcode.F64ToBool : Opcode.NeSK, dest, source, 0);
            return;
        }
        if (to == IrType.F64)
        {
            Add(from == IrType.U64 ? Opcode.U64ToF64 : Opcode.I64ToF64, dest, source, 0);
            return;
        }
        Opcode opcode = (from, to) switch
        {
            (IrType.F64, IrType.I32) => Opcode.F64ToI32,
            (IrType.F64, IrType.I64) => Opcode.F64ToI64,
            (IrType.F64, _) => Opcode.ConvertChecked,
            (IrType.I32, IrType.U32) => Opcode.ZeroExtend,
            (IrType.U32 or IrType.I64, IrType.I32) => Opcode.SignExtend,
            _ when isChecked => Opcode.ConvertChecked,
            (_, IrType.I32) => Opcode.SignExtend,
            (_, IrType.U32) => Opcode.ZeroExtend,
            _ => Opcode.Move,
        };
        Add(opcode, dest, source, opcode == Opcode.ConvertChecked ? (int)from | ((int)to << 8) : 0);
    }

    /// <summary>The word after a range operation: step slot, inclusive flag, step type, type.</summary>
    private ulong RangeWord(int stepSlot, bool inclusive, int third, IrType type) => (uint)stepSlot | (inclusive ? 1UL << 16 : 0) | ((ulong)third << 24) | ((ulong)type << 32);

    private void EmitUnary(Opcode opcode, Instruction instruction) => Add(opcode, Slot(instruction.Dest), Slot(instruction.A), 0);

    private void EmitBinary(Opcode opcode, Instruction instruction) => Add(opcode, Slot(instruction.Dest), Slot(instruction.A), Slot(instruction.B));

    private static InvalidOperationException Unknown(Instruction instruction) => new($"no bytecode for {instruction.Op} of {instruction.Type.Name()}");

    /// <summary>Opcodes of a family that lists the scalar types in the order of <see cref="IrType"/>.</summary>
    private static Opcode ByType(Opcode first, IrType type) => first + (type - IrType.I32);
}
