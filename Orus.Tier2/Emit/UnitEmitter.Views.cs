using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// Registers of type <c>any</c>: a tag and a bits local each, and beside them a typed local (the <em>unboxed</em> value) that is valid wherever the register is known to hold an i32 or an f64. All three are
/// stored at a definition and the best is loaded at a use; RyuJIT removes the stores that nothing loads. A dynamic operation on operands of a known type is emitted as the typed
/// operation on <em>views</em> of its registers.
/// </summary>
internal sealed partial class UnitEmitter
{
    private readonly LocalBuilder?[] _reals;
    private readonly LocalBuilder?[] _ints;

    /// <summary>What is known of dynamic registers before the instruction that is emitted.</summary>
    private ValueState _known;

    /// <summary>The type that dynamic registers are loaded and stored as, or None for their bits.</summary>
    private IrType _view;

    /// <summary>The dynamic operation that a typed one is emitted for.</summary>
    private Instruction? _origin;

    /// <summary>Tag and bits of the instruction's result came from elsewhere, so that the unboxed value is still to be made.</summary>
    private bool _readFromSlots;

    public KindSet KindsOf(int register) => _plan.Types.KindsIn(_known, register);

    private object? ShapeOf(int register) => _plan.Types.ShapeIn(_known, register);

    private bool IsKnown(int register, KindSet kinds) => (KindsOf(register) & ~kinds) == KindSet.None;

    /// <summary>Emits a typed operation in the place of a dynamic one.</summary>
    private void EmitAs(Instruction origin, IrType view, Instruction typed)
    {
        typed.Dest = origin.Dest;
        typed.A = origin.A;
        typed.B = origin.B;
        _view = view;
        _origin = origin;
        EmitInstruction(typed);
        _view = IrType.None;
        _origin = null;
    }

    /// <summary>The constant that a register holds; of a dynamic one: as the type of the view.</summary>
    private Instruction? ConstantOf(int register)
    {
        if (_view == IrType.None || _plan.Function.TypeOf(register) != IrType.Any)
            return _plan.ConstantOf(register);
        return _plan.BoxedConstant(register) is { } constant && ConstantAs(constant, _view, isLiteral: true) is { } bits
            ? new Instruction(IrOp.Const, _view, constant.Span) { Immediate = bits }
            : null;
    }

    /// <summary>The local with the value of a dynamic register where that is known to have a type; null if values of the type have none.</summary>
    private LocalBuilder? Unboxed(int register, IrType type) => type switch
    {
        IrType.I32 => _ints[register] ??= _il.Local(typeof(int)),
        IrType.F64 => _reals[register] ??= _il.Local(typeof(double)),
        _ => null,
    };

    /// <summary>Pushes the bits of a dynamic register, or its value as the type of the view.</summary>
    private void LoadDynamic(int register)
    {
        IrType known = KindsOf(register).ScalarType();
        if (known != IrType.None && (_view == known || _view == IrType.None) && Unboxed(register, known) is { } unboxed)
        {
            _il.Load(unboxed);
            if (_view == IrType.None)
                ToBits(known);
            return;
        }
        _il.Load(Value(register));
        if (_view != IrType.None)
            FromBits(_view);
    }

    /// <summary>Stores the value on the stack, of a scalar type, to a dynamic register.</summary>
    private void StoreDynamic(int register, IrType type)
    {
        if (Unboxed(register, type) is { } unboxed)
        {
            _il.Op(OpCodes.Dup);
            _il.Store(unboxed);
        }
        ToBits(type);
        _il.Store(Value(register));
        LoadObject(TagOf(type));
        _il.Store(Tag(register));
    }

    /// <summary>Copies one dynamic register to another.</summary>
    private void MoveDynamic(int from, int to)
    {
        IrType known = KindsOf(from).ScalarType();
        if (known != IrType.None)
        {
            LoadAs(from, known);
            StoreDynamic(to, known);
            return;
        }
        LoadTag(from);
        _il.Store(Tag(to));
        _il.Load(Value(from));
        _il.Store(Value(to));
    }

    /// <summary>A dynamic register got its tag and bits from memory.</summary>
    public void NoteReadFromSlots() => _readFromSlots = true;

    // ---- states ----------------------------------------------------------------------------------------------------

    /// <summary>Begins a block: what is known there, with the unboxed values of registers that only a test on an edge told the type of.</summary>
    private void EnterState(Block block)
    {
        _known = _plan.Types.AtStart(block);
        if (_plan.Types.IsEmpty)
            return;
        foreach (int register in _plan.Types.Registers)
        {
            if (KindsOf(register).ScalarType() != IrType.None && !_plan.Types.IsKnownOnAllPaths(block, register))
                Unbox(register);
        }
    }

    /// <summary>Ends an instruction: what it tells about its operands and result.</summary>
    private void AdvanceState(Instruction i)
    {
        if (_plan.Types.IsEmpty)
            return;
        IrType a = i.A >= 0 ? KindsOf(i.A).ScalarType() : IrType.None;
        IrType b = i.B >= 0 ? KindsOf(i.B).ScalarType() : IrType.None;
        _plan.Types.Apply(i, _known);
        if (i.A >= 0 && i.A != i.Dest && KindsOf(i.A).ScalarType() != a)
            Unbox(i.A);
        if (i.B >= 0 && i.B != i.Dest && KindsOf(i.B).ScalarType() != b)
            Unbox(i.B);
        bool storesUnboxed = i.Op is IrOp.Box or IrOp.Move or IrOp.DynBinary or IrOp.DynNeg or IrOp.DynBitwise;
        if (i.Dest >= 0 && (!storesUnboxed || _readFromSlots))
            Unbox(i.Dest);
        _readFromSlots = false;
    }

    /// <summary>Makes the unboxed value of a dynamic register that has become known to have a type.</summary>
    private void Unbox(int register)
    {
        if (_plan.Function.TypeOf(register) != IrType.Any || KindsOf(register).ScalarType() is not (IrType.I32 or IrType.F64))
            return;
        IrType type = KindsOf(register).ScalarType();
        _il.Load(Value(register));
        FromBits(type);
        _il.Store(Unboxed(register, type)!);
    }

    /// <summary>Notes that an exit can be taken from here.</summary>
    private void NoteExit(PendingExit exit)
    {
        if (_plan.Types.IsEmpty)
            return;
        if (exit.Known is null)
            exit.Known = _known.Clone();
        else
            exit.Known.Join(_known);
    }

    /// <summary>Checks on entry that dynamic registers have the kinds that the unit assumes, and makes their unboxed values.</summary>
    public void EmitEntryGuards(List<int> registers, Label otherwise)
    {
        if (_plan.Types.IsEmpty)
            return;
        _known = _plan.Types.Unknown();
        foreach (int register in registers)
        {
            if (_plan.Function.TypeOf(register) != IrType.Any)
                continue;
            if (_plan.Specialization.EntryShapeOf(register) is { } shape)
                EmitShapeTest(register, shape, otherwise);
            else if (_plan.Specialization.EntryKindOf(register) is var kind && kind != KindSet.None)
                EmitKindTest(register, kind, otherwise);
        }
        _known = _plan.Types.OnEntry();
        foreach (int register in registers)
            Unbox(register);
    }
}
