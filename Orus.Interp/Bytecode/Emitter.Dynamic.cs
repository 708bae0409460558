using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

internal sealed partial class Emitter
{
    private void EmitDynamic(Block block, Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.Box:
                EmitUnary(instruction.From == IrType.Ref ? Opcode.BoxRef : ByType(Opcode.BoxI32, instruction.From), instruction);
                break;
            case IrOp.Unbox:
                EmitUnbox(instruction);
                break;
            case IrOp.CheckInteger:
                EmitUnary(Opcode.CheckInteger, instruction);
                break;
            case IrOp.DynBinary:
                EmitBinary(instruction.Type == IrType.Bool ? Opcode.DynCompare : Opcode.DynBinary, instruction);
                _code.Add((ulong)instruction.Immediate);
                break;
            case IrOp.DynNeg:
                EmitUnary(Opcode.DynNeg, instruction);
                break;
            case IrOp.DynNot:
                EmitUnary(Opcode.DynNot, instruction);
                break;
            case IrOp.DynCondition:
                EmitUnary(Opcode.DynCondition, instruction);
                break;
            case IrOp.DynIsBool:
                EmitUnary(Opcode.DynIsBool, instruction);
                break;
            case IrOp.DynBitwise:
                EmitBinary(instruction.Immediate == 0 ? Opcode.DynAnd : Opcode.DynOr, instruction);
                break;
            case IrOp.DynCast:
                AddPooled(Opcode.DynCast, Slot(instruction.Dest), Slot(instruction.A), (int)instruction.Type, instruction.Extra!);
                break;
            case IrOp.DynIndex:
                EmitBinary(Opcode.DynIndex, instruction);
                break;
            case IrOp.DynStoreIndex:
                Add(Opcode.DynStoreIndex, Slot(instruction.A), Slot(instruction.B), Slot(instruction.C));
                break;
            case IrOp.DynSlice:
                EmitSlice(Opcode.DynSlice, instruction);
                break;
            case IrOp.DynLen:
                EmitUnary(Opcode.DynLen, instruction);
                break;
            case IrOp.DynRepeat:
                EmitBinary(Opcode.DynRepeat, instruction);
                break;
            case IrOp.DynField:
                AddPooled(Opcode.DynField, Slot(instruction.Dest), Slot(instruction.A), 0, instruction.Extra!);
                break;
            case IrOp.DynStoreField:
                AddPooled(Opcode.DynStoreField, Slot(instruction.A), Slot(instruction.B), 0, instruction.Extra!);
                break;
            case IrOp.DynCall:
                AddWithArguments(Opcode.DynCall, Slot(instruction.Dest), (uint)Slot(instruction.A) | ((ulong)_scratchSlot << 32), instruction.Arguments!);
                EmitDynamicResult(block, instruction);
                break;
            case IrOp.DynMethod:
                int name = _context.PoolIndexOf(instruction.Extra!);
                AddWithArguments(Opcode.DynMethod, Slot(instruction.Dest), (uint)name | ((ulong)_scratchSlot << 32), [instruction.A, .. instruction.Arguments!]);
                EmitDynamicResult(block, instruction);
                break;
            case IrOp.DynPush:
                Add(Opcode.DynPush, Slot(instruction.A), Slot(instruction.B), 0);
                break;
            case IrOp.DynPop:
                EmitUnary(Opcode.DynPop, instruction);
                break;
            case IrOp.DynIterate:
                EmitUnary(Opcode.DynIterate, instruction);
                break;
            case IrOp.DynRangeBound:
                EmitBinary(Opcode.DynRange, instruction);
                _code.Add(RangeWord(SlotOrNone(instruction.C), (instruction.Immediate & 1) != 0, (int)(instruction.Immediate >> 8), IrType.Any));
                break;
            default:
                AddPooled(Opcode.DynTag, Slot(instruction.Dest), Slot(instruction.A), 0, instruction.Extra!);
                break;
        }
    }

    /// <summary>Boxes what the callee returned, unless nobody looks at it: a function without result may be called dynamically as a statement.</summary>
    private void EmitDynamicResult(Block block, Instruction call)
    {
        if (_liveness.IsResultLive(block, _place))
            Add(Opcode.DynResult, Slot(call.Dest), _scratchSlot, 0);
    }

    private void EmitUnbox(Instruction instruction)
    {
        var target = (OrusType)instruction.Extra!;
        bool isChecked = (instruction.Checks & Checks.Type) != 0;
        if (instruction.Type == IrType.Any)
        {
            EmitMove(instruction);
        }
        else if (instruction.Type == IrType.Ref)
        {
            if (isChecked)
                AddPooled(Opcode.UnboxRef, Slot(instruction.Dest), Slot(instruction.A), 0, target);
            else
                Add(Opcode.MoveRef, Slot(instruction.Dest), Slot(instruction.A), 0);
        }
        else if (isChecked)
        {
            EmitUnary(ByType(Opcode.UnboxI32, instruction.Type), instruction);
        }
        else
        {
            Add(Opcode.Move, Slot(instruction.Dest), Slot(instruction.A), 0);
        }
    }
}
