using System;
using System.Reflection.Emit;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>Records, strings, variables in memory, and conversions to and from <c>any</c>.</summary>
internal sealed partial class UnitEmitter
{
    private void EmitHeapInstruction(Instruction i)
    {
        switch (i.Op)
        {
            case IrOp.ConstRef:
                LoadObject(i.Extra!);
                Store(i.Dest);
                break;
            case IrOp.LoadElement:
                EmitLoadElement(i);
                break;
            case IrOp.StoreElement:
                EmitStoreElement(i);
                break;
            case IrOp.ArrayLen:
                if (StorageOf(_currentBlock!, i.A) is { } hoist)
                {
                    _il.Load(hoist.Count);
                }
                else
                {
                    Load(i.A);
                    _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
                }
                Store(i.Dest);
                break;
            case IrOp.StringLen:
                Load(i.A);
                _il.Field(OpCodes.Ldfld, RuntimeFields.StringLength);
                Store(i.Dest);
                break;
            case IrOp.LoadField:
                {
                    RecordSlot slot = _plan.Layouts.Of((StructType)i.Extra!).Slots[(int)i.Immediate];
                    EmitLoadSlot(i.A, slot, i.Dest);
                    break;
                }
            case IrOp.LoadPayload:
                {
                    RecordSlot slot = _plan.Layouts.Of((EnumDefinition)i.Extra!, (int)(i.Immediate >> 8)).Slots[(int)(i.Immediate & 255)];
                    EmitLoadSlot(i.A, slot, i.Dest);
                    break;
                }
            case IrOp.StoreField:
                EmitStoreSlot(i.A, _plan.Layouts.Of((StructType)i.Extra!).Slots[(int)i.Immediate], i.B);
                break;
            case IrOp.EnumTag:
                Load(i.A);
                _il.Field(OpCodes.Ldfld, RuntimeFields.Layout);
                _il.Field(OpCodes.Ldfld, RuntimeFields.LayoutTag);
                Store(i.Dest);
                break;
            case IrOp.NewStruct:
                EmitNewRecord(i, _plan.Layouts.Of((StructType)i.Extra!));
                break;
            case IrOp.NewEnum:
                EmitNewRecord(i, _plan.Layouts.Of((EnumDefinition)i.Extra!, (int)i.Immediate));
                break;
            case IrOp.LoadCell:
                if ((i.Checks & Checks.Assigned) != 0)
                {
                    Load(i.A);
                    _il.Field(OpCodes.Ldfld, RuntimeFields.CellAssigned);
                    _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.Unassigned));
                }
                EmitLoadParts(i, () => Load(i.A), RuntimeFields.CellRef, RuntimeFields.CellBits);
                break;
            case IrOp.StoreCell:
                EmitStoreCell(i.B, i.Type, () => Load(i.A));
                break;
            case IrOp.CheckAssigned:
                Load(i.A);
                _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.Unassigned));
                break;
            case IrOp.Box:
                EmitBox(i);
                break;
            case IrOp.Unbox:
                EmitUnbox(i);
                break;
            case IrOp.DynCondition:
                if (KindsOf(i.A) != KindSet.Bool)
                    EmitKindTest(i.A, KindSet.Bool, Failure(i, ExitReason.TypeGuard));
                Load(i.A);
                _il.Op(OpCodes.Conv_I4);
                Store(i.Dest);
                break;
            default:
                if (!EmitDynamic(i) && !EmitDynamicObject(i))
                    EmitCallInstruction(i);
                break;
        }
    }

    /// <summary>Assigns a register to the cell that <paramref name="loadCell"/> pushes.</summary>
    private void EmitStoreCell(int value, IrType type, Action loadCell)
    {
        EmitStoreParts(value, type, loadCell, RuntimeFields.CellRef, RuntimeFields.CellBits);
        loadCell();
        _il.Int(1);
        _il.Field(OpCodes.Stfld, RuntimeFields.CellAssigned);
    }

    /// <summary>Pushes the reference of a register: the object of a ref, the tag of an any.</summary>
    private void LoadReferencePart(int register, IrType type)
    {
        if (type == IrType.Any)
            LoadTag(register);
        else
            Load(register);
    }

    /// <summary>Pushes an object that the unit keeps alive, from the unit's constant list.</summary>
    private void LoadObject(object value) => _frame.LoadConstantObject(this, _plan.PoolIndexOf(value));

    /// <summary>The 64 bits on the stack as a value of a register type.</summary>
    private void FromBits(IrType type) => FromBits(_il, type);

    /// <inheritdoc cref="FromBits(IrType)"/>
    internal static void FromBits(IlWriter il, IrType type)
    {
        if (type == IrType.F64)
            il.Call(RuntimeCalls.BitsToReal);
        else if (IlType(type) == typeof(int))
            il.Op(OpCodes.Conv_I4);
    }

    /// <summary>The value on the stack as the 64 bits that slots of the heap and of the frame hold.</summary>
    private void ToBits(IrType type) => ToBits(_il, type);

    /// <inheritdoc cref="ToBits(IrType)"/>
    internal static void ToBits(IlWriter il, IrType type)
    {
        if (type == IrType.F64)
            il.Call(RuntimeCalls.RealToBits);
        else
            UnitFrame.Widen(il, type);
    }

    /// <summary>Pushes the address of a record slot's part.</summary>
    private void EmitSlotAddress(int record, int offset)
    {
        LoadReferencePart(record, _plan.Function.TypeOf(record));
        _il.Field(OpCodes.Ldflda, RuntimeFields.Layout);
        _il.Int(offset);
        _il.Op(OpCodes.Add);
    }

    private void EmitLoadSlot(int record, RecordSlot slot, int dest)
    {
        if (slot.RefOffset >= 0)
        {
            EmitSlotAddress(record, slot.RefOffset);
            _il.Op(OpCodes.Ldind_Ref);
            // Through a scratch local: the destination may be the record itself, whose bits part is still to be read.
            if (slot.BitsOffset >= 0)
                _il.Store(_scratchRef ??= _il.Local(typeof(object)));
            else
                Store(dest);
        }
        if (slot.BitsOffset >= 0)
        {
            EmitSlotAddress(record, slot.BitsOffset);
            _il.Op(UnitFrame.LoadSlot(slot.Machine));
            Store(dest);
            if (slot.RefOffset >= 0)
            {
                _il.Load(_scratchRef!);
                _il.Store(Tag(dest));
            }
        }
    }

    private LocalBuilder? _scratchRef;

    private void EmitStoreSlot(int record, RecordSlot slot, int value)
    {
        if (slot.Machine == IrType.Any)
        {
            EmitStoreTag(value, () => EmitSlotAddress(record, slot.RefOffset));
        }
        else if (slot.RefOffset >= 0)
        {
            EmitSlotAddress(record, slot.RefOffset);
            Load(value);
            _il.Op(OpCodes.Stind_Ref);
        }
        if (slot.BitsOffset >= 0)
        {
            EmitSlotAddress(record, slot.BitsOffset);
            Load(value);
            UnitFrame.Widen(_il, slot.Machine);
            _il.Op(UnitFrame.StoreSlot(slot.Machine));
        }
    }

    private void EmitNewRecord(Instruction i, RecordLayout layout)
    {
        if (layout.Shared is { } shared)
        {
            LoadObject(shared);
            Store(i.Dest);
            return;
        }
        LocalBuilder made = _newRecord ??= _il.Local(typeof(object));
        LoadObject(layout);
        _il.CallAddress(layout.Allocator, typeof(object), [typeof(object)], "new " + layout.TypeName);
        _il.Store(made);
        for (int k = 0; k < layout.Slots.Length; k++)
        {
            RecordSlot slot = layout.Slots[k];
            int argument = i.Arguments![k];
            if (slot.RefOffset >= 0)
            {
                EmitMadeAddress(made, slot.RefOffset);
                LoadReferencePart(argument, slot.Machine);
                _il.Op(OpCodes.Stind_Ref);
            }
            if (slot.BitsOffset >= 0)
            {
                EmitMadeAddress(made, slot.BitsOffset);
                Load(argument);
                UnitFrame.Widen(_il, slot.Machine);
                _il.Op(UnitFrame.StoreSlot(slot.Machine));
            }
        }
        _il.Load(made);
        Store(i.Dest);
    }

    private LocalBuilder? _newRecord;

    private void EmitMadeAddress(LocalBuilder made, int offset)
    {
        _il.Load(made);
        _il.Field(OpCodes.Ldflda, RuntimeFields.Layout);
        _il.Int(offset);
        _il.Op(OpCodes.Add);
    }

    /// <summary>The tag object of a scalar register type.</summary>
    private static TypeTag TagOf(IrType type) => type switch
    {
        IrType.I32 => TypeTag.I32,
        IrType.I64 => TypeTag.I64,
        IrType.U32 => TypeTag.U32,
        IrType.U64 => TypeTag.U64,
        IrType.F64 => TypeTag.F64,
        _ => TypeTag.Bool,
    };

    private void EmitBox(Instruction i)
    {
        if (i.From == IrType.Ref)
        {
            Load(i.A);
            _il.Store(Tag(i.Dest));
            _il.Long(0);
            Store(i.Dest);
        }
        else
        {
            Load(i.A);
            StoreDynamic(i.Dest, i.From);
        }
    }

    private void EmitUnbox(Instruction i)
    {
        if (i.Type == IrType.Ref)
        {
            if ((i.Checks & Checks.Type) != 0)
            {
                LoadTag(i.A);
                LoadObject(i.Extra!);
                RuntimeCalls.IsInstance.Emit(_il);
                _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.TypeGuard));
            }
            LoadTag(i.A);
            Store(i.Dest);
            return;
        }
        if (i.Type == IrType.Any)
        {
            MoveDynamic(i.A, i.Dest);
            return;
        }
        KindSet kind = KindSets.Of(i.Type);
        if ((i.Checks & Checks.Type) != 0 && KindsOf(i.A) != kind)
            EmitKindTest(i.A, kind, Failure(i, ExitReason.TypeGuard));
        EmitAs(i, i.Type, new Instruction(IrOp.Move, i.Type, i.Span));
    }
}
