using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

internal sealed partial class Emitter
{
    private void EmitInstruction(Block block, Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.Const:
                if (!_constants.IsElsewhere(instruction))
                    EmitConstant(instruction);
                break;
            case IrOp.ConstRef:
                AddWide(Opcode.LoadObject, Slot(instruction.Dest), _context.PoolIndexOf(instruction.Extra!));
                break;
            case IrOp.Move:
                EmitMove(instruction);
                break;
            case >= IrOp.Add and <= IrOp.Rem or IrOp.BitAnd or IrOp.BitOr:
                EmitArithmetic(block, instruction);
                break;
            case IrOp.Neg:
                EmitNegation(instruction);
                break;
            case IrOp.ShiftLeft or IrOp.ShiftRight:
                EmitShift(instruction);
                break;
            case IrOp.Not:
                EmitUnary(Opcode.Not, instruction);
                break;
            case >= IrOp.CmpLt and <= IrOp.CmpNe:
                EmitComparison(block, instruction);
                break;
            case IrOp.Convert:
                EmitConversion(instruction);
                break;
            case IrOp.RangeLast:
                EmitBinary(Opcode.RangeLast, instruction);
                _code.Add(RangeWord(Slot(instruction.C), (instruction.Immediate & 1) != 0, (int)instruction.From, instruction.Type));
                break;
            case >= IrOp.Box and <= IrOp.DynTag:
                EmitDynamic(block, instruction);
                break;
            case IrOp.StringConcat:
                EmitBinary(Opcode.StringConcat, instruction);
                break;
            case IrOp.StringLen:
                EmitUnary(Opcode.StringLen, instruction);
                break;
            case IrOp.StringIndex:
                EmitBinary(Opcode.StringIndex, instruction);
                break;
            case IrOp.StringCompare:
                EmitBinary(Opcode.StringCompare, instruction);
                break;
            case IrOp.ValueEquals:
                EmitBinary(instruction.From == IrType.Any ? Opcode.EqualAny : Opcode.EqualRefs, instruction);
                break;
            case IrOp.ToText:
                Add(Opcode.ToText, Slot(instruction.Dest), Slot(instruction.A), (int)instruction.From);
                break;
            case >= IrOp.NewArray and <= IrOp.ArraySlice:
                EmitArray(instruction);
                break;
            case >= IrOp.NewStruct and <= IrOp.LoadPayload:
                EmitRecord(instruction);
                break;
            case >= IrOp.LoadGlobal and <= IrOp.MakeClosure:
                EmitVariable(instruction);
                break;
            case >= IrOp.Call and <= IrOp.IterNext:
                EmitCall(instruction);
                break;
            case IrOp.CheckAssigned:
                if ((instruction.Checks & Checks.Assigned) != 0)
                    AddPooled(Opcode.CheckAssigned, Slot(instruction.A), 0, 0, instruction.Extra!);
                break;
            case IrOp.CheckDepth:
                if ((instruction.Checks & Checks.Depth) != 0)
                    Add(Opcode.CheckDepth, (int)instruction.Immediate, 0, 0);
                break;
            case IrOp.CatchError:
                Add(Opcode.Catch, Slot(instruction.Dest), 0, 0);
                break;
            default:
                throw Unknown(instruction);
        }
    }

    private void EmitArray(Instruction instruction)
    {
        IrType type = instruction.Type;
        switch (instruction.Op)
        {
            case IrOp.NewArray:
                AddWithArguments(Opcode.NewArray, Slot(instruction.Dest), (uint)_context.PoolIndexOf(instruction.Extra!), instruction.Arguments!);
                break;
            case IrOp.NewArrayFill:
                Add(Opcode.NewFill, Slot(instruction.Dest), Slot(instruction.A), (int)_function.TypeOf(instruction.A));
                _code.Add((ulong)instruction.Immediate);
                _code.Add((uint)_context.PoolIndexOf(instruction.Extra!));
                break;
            case IrOp.ArrayRepeat:
                EmitBinary(Opcode.ArrayRepeat, instruction);
                break;
            case IrOp.ArrayLen:
                EmitUnary(Opcode.ArrayLen, instruction);
                break;
            case IrOp.LoadElement:
                EmitBinary(ByElement(Opcode.LoadI32, type), instruction);
                NoteFirst(instruction);
                break;
            case IrOp.StoreElement:
                Add(ByStorage(Opcode.Store32, type), Slot(instruction.A), Slot(instruction.B), Slot(instruction.C));
                break;
            case IrOp.ArrayPush:
                Add(ByStorage(Opcode.Push32, type), Slot(instruction.A), Slot(instruction.B), 0);
                break;
            case IrOp.ArrayPop:
                EmitUnary(ByElement(Opcode.PopI32, type), instruction);
                break;
            default:
                EmitSlice(Opcode.ArraySlice, instruction);
                break;
        }
    }

    private void EmitSlice(Opcode opcode, Instruction instruction)
    {
        EmitUnary(opcode, instruction);
        _code.Add((uint)SlotOrNone(instruction.B) | ((ulong)(uint)SlotOrNone(instruction.C) << 16));
    }

    /// <summary>Opcodes of a family for elements as loaded: I32, U32, 64, Bool, Ref, Any.</summary>
    private static Opcode ByElement(Opcode first, IrType type) => first + type switch
    {
        IrType.I32 => 0,
        IrType.U32 => 1,
        IrType.Bool => 3,
        IrType.Ref => 4,
        IrType.Any => 5,
        _ => 2,
    };

    /// <summary>Opcodes of a family for elements as stored: 32, 64, Bool, Ref, Any.</summary>
    private static Opcode ByStorage(Opcode first, IrType type) => first + type switch
    {
        IrType.I32 or IrType.U32 => 0,
        IrType.Bool => 2,
        IrType.Ref => 3,
        IrType.Any => 4,
        _ => 1,
    };

    private void EmitRecord(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.NewStruct:
                AddWithArguments(Opcode.NewRecord, Slot(instruction.Dest), (uint)_context.PoolIndexOf(_context.Layouts.Of((StructType)instruction.Extra!)), instruction.Arguments!);
                break;
            case IrOp.NewEnum:
                RecordLayout layout = _context.Layouts.Of((EnumDefinition)instruction.Extra!, (int)instruction.Immediate);
                if (layout.Shared is { } shared)
                    AddWide(Opcode.LoadObject, Slot(instruction.Dest), _context.PoolIndexOf(shared));
                else
                    AddWithArguments(Opcode.NewRecord, Slot(instruction.Dest), (uint)_context.PoolIndexOf(layout), instruction.Arguments!);
                break;
            case IrOp.EnumTag:
                EmitUnary(Opcode.EnumTag, instruction);
                break;
            case IrOp.StoreField:
                EmitField(Opcode.SetBits, Slot(instruction.A), Slot(instruction.B), _context.Layouts.Of((StructType)instruction.Extra!).Slots[instruction.Immediate]);
                break;
            case IrOp.LoadField:
                EmitField(Opcode.GetBits, Slot(instruction.Dest), Slot(instruction.A), _context.Layouts.Of((StructType)instruction.Extra!).Slots[instruction.Immediate]);
                break;
            default:
                RecordLayout variant = _context.Layouts.Of((EnumDefinition)instruction.Extra!, (int)(instruction.Immediate >> 8));
                EmitField(Opcode.GetBits, Slot(instruction.Dest), Slot(instruction.A), variant.Slots[instruction.Immediate & 255]);
                break;
        }
    }

    /// <summary>A field access of the family that begins with <paramref name="first"/>: Bits, Ref, Any.</summary>
    private void EmitField(Opcode first, int a, int b, in RecordSlot slot)
    {
        if (slot.RefOffset < 0)
        {
            Add(first, a, b, slot.BitsOffset >> 3);
        }
        else if (slot.BitsOffset < 0)
        {
            Add(first + 1, a, b, slot.RefOffset >> 3);
        }
        else
        {
            Add(first + 2, a, b, slot.RefOffset >> 3);
            _code.Add((uint)slot.BitsOffset);
        }
    }

    private void EmitVariable(Instruction instruction)
    {
        int global = (int)instruction.Immediate;
        switch (instruction.Op)
        {
            case IrOp.LoadGlobal:
                if ((instruction.Checks & Checks.Assigned) != 0)
                {
                    AddWide(Opcode.CheckGlobal, 0, global);
                    _code.Add((uint)_context.PoolIndexOf(((GlobalVariable)instruction.Extra!).Name));
                }
                AddWide(ByBank(Opcode.GetGlobalBits, instruction.Type), Slot(instruction.Dest), global);
                break;
            case IrOp.StoreGlobal:
                AddWide(ByBank(Opcode.SetGlobalBits, instruction.Type), Slot(instruction.A), global);
                break;
            case IrOp.NewCell:
                AddPooled(Opcode.NewCell, Slot(instruction.Dest), 0, 0, instruction.Extra ?? "");
                if (instruction.A >= 0)
                    Add(ByBank(Opcode.SetCellBits, _function.TypeOf(instruction.A)), Slot(instruction.Dest), Slot(instruction.A), 0);
                break;
            case IrOp.LoadCell:
                if ((instruction.Checks & Checks.Assigned) != 0)
                    Add(Opcode.CheckCell, Slot(instruction.A), 0, 0);
                EmitUnary(ByBank(Opcode.GetCellBits, instruction.Type), instruction);
                break;
            case IrOp.StoreCell:
                Add(ByBank(Opcode.SetCellBits, instruction.Type), Slot(instruction.A), Slot(instruction.B), 0);
                break;
            case IrOp.LoadCapture:
                Add(ByBank(Opcode.GetCaptureBits, instruction.Type), Slot(instruction.Dest), _selfSlot, (int)instruction.Immediate);
                break;
            case IrOp.LoadSelf:
                Add(Opcode.MoveRef, Slot(instruction.Dest), _selfSlot, 0);
                break;
            default:
                AddWithArguments(Opcode.MakeClosure, Slot(instruction.Dest), (uint)_context.PoolIndexOf(_context.FunctionOf((TypedFunction)instruction.Extra!)), instruction.Arguments!);
                break;
        }
    }

    /// <summary>Opcodes of a family by register bank: Bits, Ref, Any.</summary>
    private static Opcode ByBank(Opcode first, IrType type) => first + type switch
    {
        IrType.Ref => 1,
        IrType.Any => 2,
        _ => 0,
    };

    private void EmitCall(Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.Call:
                RuntimeFunction function = _context.FunctionOf((TypedFunction)instruction.Extra!);
                AddWithArguments(Opcode.Call, ResultSlot(instruction), (uint)function.Index, instruction.Arguments!, instruction.A);
                break;
            case IrOp.CallClosure:
                AddWithArguments(Opcode.CallClosure, ResultSlot(instruction), (uint)Slot(instruction.A), instruction.Arguments!, instruction.A);
                break;
            case IrOp.CallBuiltin when (BuiltinFunction)instruction.Immediate == BuiltinFunction.TypeOf && _function.TypeOf(instruction.Arguments![0]) == IrType.Any:
                Add(Opcode.DynTypeOf, Slot(instruction.Dest), Slot(instruction.Arguments[0]), 0);
                break;
            case IrOp.CallBuiltin:
                int element = instruction.Extra is null ? 0 : _context.PoolIndexOf(instruction.Extra) + 1;
                ulong word = (byte)instruction.Immediate | ((ulong)instruction.Type << 8) | ((ulong)(uint)element << 32);
                AddWithArguments(Opcode.Builtin, Slot(instruction.Dest), word, instruction.Arguments!);
                break;
            case IrOp.Print:
                AddWithArguments(Opcode.Print, 0, (uint)_context.PoolIndexOf(instruction.Extra!), instruction.Arguments!);
                break;
            case IrOp.IterHasNext:
                EmitUnary(Opcode.HasNext, instruction);
                NoteFirst(instruction);
                break;
            default:
                EmitUnary(instruction.Type == IrType.Any ? Opcode.NextAny : Opcode.NextBits, instruction);
                break;
        }
    }

    private int ResultSlot(Instruction instruction) => instruction.Dest < 0 ? _scratchSlot : Slot(instruction.Dest);

    private void AddPooled(Opcode opcode, int a, int b, int c, object constant)
    {
        Add(opcode, a, b, c);
        _code.Add((uint)_context.PoolIndexOf(constant));
    }

    /// <summary>An instruction with an argument list after one word: two arguments a word, each slot and register type.</summary>
    private void AddWithArguments(Opcode opcode, int a, ulong word, int[] arguments, int extra = -1)
    {
        int count = arguments.Length + (extra < 0 ? 0 : 1);
        Add(opcode, a, count, 1 + ((count + 1) / 2));
        _code.Add(word);
        ulong pair = 0;
        for (int i = 0; i < count; i++)
        {
            int register = i < arguments.Length ? arguments[i] : extra;
            uint argument = (uint)Slot(register) | ((uint)_function.TypeOf(register) << 16);
            if ((i & 1) == 0)
            {
                pair = argument;
            }
            else
            {
                _code.Add(pair | ((ulong)argument << 32));
            }
        }
        if ((count & 1) != 0)
            _code.Add(pair);
    }
}
