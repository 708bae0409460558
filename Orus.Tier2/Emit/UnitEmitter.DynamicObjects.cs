using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>Elements and fields of dynamic values: in place for the array types and record layouts that the trace shows, by the run time for others.</summary>
internal sealed partial class UnitEmitter
{
    /// <summary>Where the run time puts the bits of a dynamic result.</summary>
    private LocalBuilder? _givenBits;

    /// <summary>False if the operation is not one of these.</summary>
    private bool EmitDynamicObject(Instruction i)
    {
        switch (i.Op)
        {
            case IrOp.DynIndex or IrOp.DynStoreIndex:
                if (_plan.Specialization.ArrayTypesOf(i) is { } arrays)
                    EmitElements(i, arrays);
                else if (i.Op == IrOp.DynIndex)
                    EmitDynamicCall(i, DynamicCalls.Index);
                else
                    EmitDynamicCall(i, DynamicCalls.StoreIndex);
                return true;
            case IrOp.DynField or IrOp.DynStoreField:
                if (_plan.Specialization.LayoutsOf(i) is { } layouts)
                    EmitFields(i, layouts);
                else if (i.Op == IrOp.DynField)
                    EmitDynamicCall(i, DynamicCalls.Field);
                else
                    EmitDynamicCall(i, DynamicCalls.StoreField);
                return true;
            case IrOp.DynPush:
                EmitDynamicCall(i, DynamicCalls.Push);
                return true;
            case IrOp.DynPop:
                EmitDynamicCall(i, DynamicCalls.Pop);
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Calls the run time for an operation: the first operand as an object, except of a binary operation, then the name if there is one, then the others as tag and bits.
    /// </summary>
    private void EmitDynamicCall(Instruction i, RuntimeCall call) => EmitRaisingCall(i, () =>
    {
        LoadReferencePart(i.A, _plan.Function.TypeOf(i.A));
        if (i.Op == IrOp.DynBinary)
            Load(i.A);
        if (i.Extra is string name)
            LoadObject(name);
        if (i.B >= 0)
        {
            LoadTag(i.B);
            Load(i.B);
        }
        if (i.C >= 0)
        {
            LoadTag(i.C);
            Load(i.C);
        }
        if (i.Op == IrOp.DynBinary)
            _il.Int((int)i.Immediate);
        if (i.Dest < 0)
        {
            call.Emit(_il);
            return;
        }
        if (_plan.Function.TypeOf(i.Dest) != IrType.Any)
        {
            call.Emit(_il);
            Store(i.Dest);
            return;
        }
        _il.LoadAddress(_givenBits ??= _il.Local(typeof(long)));
        call.Emit(_il);
        _il.Store(Tag(i.Dest));
        _il.Load(_givenBits);
        _il.Store(Value(i.Dest));
        _readFromSlots = true;
    });

    // ---- elements --------------------------------------------------------------------------------------------------

    /// <summary>The class of arrays whose elements have a register type; no other class has such elements.</summary>
    private static System.Type ArrayClassOf(IrType element) => element switch
    {
        IrType.I32 => typeof(I32Array),
        IrType.I64 => typeof(I64Array),
        IrType.U32 => typeof(U32Array),
        IrType.U64 => typeof(U64Array),
        IrType.F64 => typeof(F64Array),
        IrType.Bool => typeof(BoolArray),
        IrType.Any => typeof(AnyArray),
        _ => typeof(RefArray),
    };

    private void EmitElements(Instruction i, List<ArrayType> arrays)
    {
        _plan.Specialization.NoteLeaving(i);
        Label leave = Failure(i, ExitReason.TypeGuard);
        IrType index = _plan.Specialization.IndexTypeOf(i);
        if (KindsOf(i.B) != KindSets.Of(index))
            EmitKindTest(i.B, KindSets.Of(index), leave);
        Label done = _il.Label();
        foreach (ArrayType type in arrays)
        {
            Label next = type == arrays[^1] ? leave : _il.Label();
            EmitElement(i, type, index, next, leave);
            _il.Branch(OpCodes.Br, done);
            if (type != arrays[^1])
                _il.Mark(next);
        }
        _il.Mark(done);
    }

    private void EmitElement(Instruction i, ArrayType type, IrType index, Label otherArray, Label leave)
    {
        IrType element = IrTypes.Of(type.Element);
        EmitArrayGuard(i.A, type, otherArray);
        if (i.Op == IrOp.DynStoreIndex && element != IrType.Any && KindsOf(i.C) != KindSets.Of(element))
            EmitKindTest(i.C, KindSets.Of(element), leave);
        HoistedArray? hoist = StorageOf(_currentBlock!, i.A);
        LoadAs(i.B, index);
        if (hoist is { } counted)
        {
            _il.Load(counted.Count);
        }
        else
        {
            _il.Load(Tag(i.A));
            _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
        }
        if (index == IrType.I64)
            _il.Op(OpCodes.Conv_I8);
        _il.Branch(OpCodes.Bge_Un, Failure(i, ExitReason.Bounds));
        if (hoist is { } stored)
        {
            _il.Load(stored.Base);
        }
        else
        {
            _il.Load(Tag(i.A));
            EmitStorageOf(i, element);
        }
        LoadAs(i.B, index);
        EmitScale(index, element);
        _il.Op(OpCodes.Add);
        if (i.Op == IrOp.DynIndex)
            EmitElementToDynamic(element, i.Dest);
        else
            EmitDynamicToElement(element, i.C);
    }

    /// <summary>Checks that a dynamic register holds an array of a type.</summary>
    private void EmitArrayGuard(int register, ArrayType type, Label otherwise)
    {
        if (ShapeOf(register) == type)
            return;
        IrType element = IrTypes.Of(type.Element);
        _il.Load(Tag(register));
        _il.TypeOp(OpCodes.Isinst, ArrayClassOf(element));
        _il.Branch(OpCodes.Brfalse, otherwise);
        if (element != IrType.Ref)
            return;
        // Only the type tells what objects there are.
        _il.Load(Tag(register));
        _il.Field(OpCodes.Ldfld, RuntimeFields.ArrayType);
        LoadObject(type);
        _il.Branch(OpCodes.Bne_Un, otherwise);
    }

    /// <summary>Loads the element whose address is on the stack to a dynamic register.</summary>
    private void EmitElementToDynamic(IrType element, int dest)
    {
        if (element == IrType.Any)
        {
            EmitLoadAny(dest);
            return;
        }
        EmitLoadIndirect(element);
        if (element == IrType.Ref)
        {
            _il.Store(Tag(dest));
            _il.Long(0);
            _il.Store(Value(dest));
            return;
        }
        StoreDynamic(dest, element);
    }

    /// <summary>Stores a dynamic register that holds a value of the element type to the element whose address is on the stack.</summary>
    private void EmitDynamicToElement(IrType element, int source)
    {
        if (element == IrType.Any)
        {
            EmitStoreAny(source);
            return;
        }
        LoadAs(source, element);
        EmitStoreIndirect(element);
    }

    // ---- fields ----------------------------------------------------------------------------------------------------

    private void EmitFields(Instruction i, List<RecordLayout> layouts)
    {
        _plan.Specialization.NoteLeaving(i);
        Label leave = Failure(i, ExitReason.TypeGuard);
        Label done = _il.Label();
        foreach (RecordLayout layout in layouts)
        {
            Label next = layout == layouts[^1] ? leave : _il.Label();
            EmitLayoutGuard(i.A, layout, next);
            RecordSlot slot = layout.Slots[layout.FindField((string)i.Extra!)];
            if (i.Op == IrOp.DynField)
                EmitFieldToDynamic(i, slot);
            else
                EmitDynamicToField(i, slot, leave);
            _il.Branch(OpCodes.Br, done);
            if (layout != layouts[^1])
                _il.Mark(next);
        }
        _il.Mark(done);
    }

    private void EmitFieldToDynamic(Instruction i, RecordSlot slot)
    {
        if (slot.Machine == IrType.Any)
        {
            EmitLoadSlot(i.A, slot, i.Dest);
            return;
        }
        if (slot.Machine == IrType.Ref)
        {
            EmitSlotAddress(i.A, slot.RefOffset);
            _il.Op(OpCodes.Ldind_Ref);
            _il.Store(Tag(i.Dest));
            _il.Long(0);
            _il.Store(Value(i.Dest));
            return;
        }
        EmitSlotAddress(i.A, slot.BitsOffset);
        _il.Op(UnitFrame.LoadSlot(slot.Machine));
        StoreDynamic(i.Dest, slot.Machine);
    }

    private void EmitDynamicToField(Instruction i, RecordSlot slot, Label leave)
    {
        if (slot.Machine == IrType.Any)
        {
            EmitStoreSlot(i.A, slot, i.B);
            return;
        }
        if (slot.Machine == IrType.Ref)
        {
            LoadTag(i.B);
            LoadObject(slot.Type);
            RuntimeCalls.IsInstance.Emit(_il);
            _il.Branch(OpCodes.Brfalse, leave);
            EmitSlotAddress(i.A, slot.RefOffset);
            LoadTag(i.B);
            _il.Op(OpCodes.Stind_Ref);
            return;
        }
        KindSet kind = KindSets.Of(slot.Machine);
        if (KindsOf(i.B) != kind)
            EmitKindTest(i.B, kind, leave);
        EmitSlotAddress(i.A, slot.BitsOffset);
        LoadAs(i.B, slot.Machine);
        UnitFrame.Widen(_il, slot.Machine);
        _il.Op(UnitFrame.StoreSlot(slot.Machine));
    }
}
