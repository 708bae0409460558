using System;
using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// Array elements. An array whose register and length cannot change inside a loop has its storage address and length in locals
/// from the loop's preheader on; RyuJIT does not do that by itself, because calls and byref stores end its knowledge of the heap.
/// </summary>
internal sealed partial class UnitEmitter
{
    /// <summary>Storage of a hoisted array: address of element 0 (null if there is no array yet) and length.</summary>
    private readonly record struct HoistedArray(LocalBuilder Base, LocalBuilder Count);

    /// <summary>The locals of the arrays whose storage is hoisted.</summary>
    private readonly HoistedArray[] _hoisted;

    /// <summary>Emits the preheader of a loop: code that runs on entry from outside, before the header's label.</summary>
    private void EmitHoistsOf(Block header)
    {
        _il.Mark(PreheaderLabel(header));
        foreach (Hoist hoist in _plan.HoistsOf(header) ?? [])
        {
            var storage = new HoistedArray(_il.Local(ElementIlType(hoist.Element).MakeByRefType()), _il.Local(typeof(int)));
            _hoisted[hoist.Number] = storage;
            EmitStorageAddress(hoist.Register, hoist.Element, storage);
        }
        if (_plan.PresetSite(header) is { } only)
            EmitSite(_plan.SiteOf(only), only.Span);
        if (_plan.CheckpointAt(header) is { } checkpoint)
        {
            _frame.EmitSave(this, checkpoint.Saved);
            EmitSite(checkpoint.Site, header.Code[0].Span);
        }
        EmitVectorRounds(header);
        EmitVersionTest(header);
    }

    /// <summary>The storage of an array for uses in a block, if it is hoisted.</summary>
    private HoistedArray? StorageOf(Block block, int array) => _plan.HoistFor(block, array) is { } hoist ? _hoisted[hoist.Number] : null;

    /// <summary>Loads address of element 0 and length of the array in a register into locals.</summary>
    private void EmitStorageAddress(int register, IrType element, HoistedArray into)
    {
        Label empty = _il.Label();
        _il.Int(0);
        _il.Store(into.Count);
        _il.Int(0);
        _il.Op(OpCodes.Conv_U);
        _il.Store(into.Base);
        // Null stands in a variable that may still be unassigned; its uses are behind a check that fails.
        LoadReferencePart(register, _plan.Function.TypeOf(register));
        _il.Branch(OpCodes.Brfalse, empty);
        LoadReferencePart(register, _plan.Function.TypeOf(register));
        _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
        _il.Store(into.Count);
        LoadReferencePart(register, _plan.Function.TypeOf(register));
        _il.Field(OpCodes.Ldfld, RuntimeFields.Items(element));
        _il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
        _il.Store(into.Base);
        _il.Mark(empty);
    }

    /// <summary>Element type of the storage array of arrays with this element register type.</summary>
    internal static Type ElementIlType(IrType element) => element switch
    {
        IrType.I32 => typeof(int),
        IrType.U32 => typeof(uint),
        IrType.I64 => typeof(long),
        IrType.U64 => typeof(ulong),
        IrType.F64 => typeof(double),
        IrType.Bool => typeof(byte),
        IrType.Any => typeof(Interp.Values.AnyValue),
        _ => typeof(object),
    };

    private static int ElementSize(IrType element) => element switch
    {
        IrType.I32 or IrType.U32 => 4,
        IrType.Bool => 1,
        IrType.Any => 16,
        _ => 8,
    };

    /// <summary>Pushes the address of an element after its bounds check.</summary>
    private void EmitElementAddress(Instruction i, int array, int index)
    {
        IrType element = i.Type;
        bool check = IsChecked(i, Checks.Bounds);
        if (StorageOf(_currentBlock!, array) is { } hoist)
        {
            if (check)
                EmitBoundsCheck(i, index, () => _il.Load(hoist.Count));
            _il.Load(hoist.Base);
            EmitByteOffset(i.From, index, element);
            _il.Op(OpCodes.Add);
            return;
        }
        if (check)
        {
            EmitBoundsCheck(i, index, () =>
            {
                Load(array);
                _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
            });
        }
        Load(array);
        EmitStorageOf(i, element);
        EmitByteOffset(i.From, index, element);
        _il.Op(OpCodes.Add);
    }

    /// <summary>
    /// Replaces the array on the stack by the address of its element 0. Count &lt;= Items.Length always, so that accesses need no check of their own, which ldelema would add. The storage is never null; without the test
    /// RyuJIT would find that out by reading the storage's header, which is a cache line that nothing else needs.
    /// </summary>
    private void EmitStorageOf(Instruction i, IrType element)
    {
        LocalBuilder items = ItemsLocal(element);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Items(element));
        _il.Store(items);
        _il.Load(items);
        _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.Bounds));
        _il.Load(items);
        _il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
    }

    private LocalBuilder ItemsLocal(IrType element) => _items[(int)element] ??= _il.Local(ElementIlType(element).MakeArrayType());

    private readonly LocalBuilder?[] _items = new LocalBuilder?[(int)IrType.Any + 1];

    private void EmitBoundsCheck(Instruction i, int index, Action loadCount)
    {
        Load(index);
        loadCount();
        if (i.From == IrType.I64)
            _il.Op(OpCodes.Conv_I8);
        _il.Branch(OpCodes.Bge_Un, Failure(i, ExitReason.Bounds));
    }

    /// <summary>Pushes index * element size as a native integer; the index is known to be in range, so it is zero-extended for free.</summary>
    private void EmitByteOffset(IrType indexType, int index, IrType element)
    {
        if (_plan.ConstantOf(index) is { } constant)
        {
            _il.Long(constant.Immediate * ElementSize(element));
            _il.Op(OpCodes.Conv_I);
            return;
        }
        Load(index);
        EmitScale(indexType, element);
    }

    /// <summary>Replaces an index that is in range by index * element size.</summary>
    private void EmitScale(IrType indexType, IrType element)
    {
        _il.Op(indexType == IrType.I64 ? OpCodes.Conv_I : OpCodes.Conv_U);
        int size = ElementSize(element);
        if (size > 1)
        {
            _il.Int(size);
            _il.Op(OpCodes.Mul);
        }
    }

    private void EmitLoadElement(Instruction i)
    {
        if (i.Type == IrType.Any)
        {
            EmitElementAddress(i, i.A, i.B);
            EmitLoadAny(i.Dest);
            return;
        }
        EmitElementAddress(i, i.A, i.B);
        EmitLoadIndirect(i.Type);
        Store(i.Dest);
    }

    /// <summary>Loads an array element of a register type other than any through the address on the stack.</summary>
    private void EmitLoadIndirect(IrType element) => _il.Op(element switch
    {
        IrType.I32 => OpCodes.Ldind_I4,
        IrType.U32 => OpCodes.Ldind_U4,
        IrType.I64 or IrType.U64 => OpCodes.Ldind_I8,
        IrType.F64 => OpCodes.Ldind_R8,
        IrType.Bool => OpCodes.Ldind_U1,
        _ => OpCodes.Ldind_Ref,
    });

    private LocalBuilder? _anyAddress;

    private void EmitStoreElement(Instruction i)
    {
        EmitElementAddress(i, i.A, i.B);
        if (i.Type == IrType.Any)
        {
            EmitStoreAny(i.C);
            return;
        }
        Load(i.C);
        EmitStoreIndirect(i.Type);
    }

    /// <summary>Stores the value on the stack to an array element of a register type other than any.</summary>
    private void EmitStoreIndirect(IrType element) => _il.Op(element switch
    {
        IrType.I32 or IrType.U32 => OpCodes.Stind_I4,
        IrType.I64 or IrType.U64 => OpCodes.Stind_I8,
        IrType.F64 => OpCodes.Stind_R8,
        IrType.Bool => OpCodes.Stind_I1,
        _ => OpCodes.Stind_Ref,
    });

    /// <summary>Loads the dynamic value whose address is on the stack.</summary>
    private void EmitLoadAny(int dest)
    {
        LocalBuilder address = _anyAddress ??= _il.Local(typeof(Interp.Values.AnyValue).MakeByRefType());
        _il.Store(address);
        _il.Load(address);
        _il.Field(OpCodes.Ldfld, RuntimeFields.AnyTag);
        _il.Store(Tag(dest));
        _il.Load(address);
        _il.Field(OpCodes.Ldfld, RuntimeFields.AnyBits);
        _il.Store(Value(dest));
    }

    /// <summary>Stores a dynamic register at the address on the stack.</summary>
    private void EmitStoreAny(int source)
    {
        LocalBuilder address = _anyAddress ??= _il.Local(typeof(Interp.Values.AnyValue).MakeByRefType());
        _il.Store(address);
        EmitStoreTag(source, () =>
        {
            _il.Load(address);
            _il.Field(OpCodes.Ldflda, RuntimeFields.AnyTag);
        });
        _il.Load(address);
        Load(source);
        _il.Field(OpCodes.Stfld, RuntimeFields.AnyBits);
    }

    /// <summary>Stores the tag of a dynamic register where it does not stand already: the store needs a GC write barrier, and most stores keep the tag.</summary>
    private void EmitStoreTag(int source, Action loadAddress)
    {
        Label same = _il.Label();
        loadAddress();
        _il.Op(OpCodes.Ldind_Ref);
        LoadTag(source);
        _il.Branch(OpCodes.Beq, same);
        loadAddress();
        LoadTag(source);
        _il.Op(OpCodes.Stind_Ref);
        _il.Mark(same);
    }
}
