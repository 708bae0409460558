using System.Runtime.CompilerServices;
using Orus.Front.Types;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>The operands of an instruction in the registers of an activation.</summary>
internal readonly ref struct Operands(ulong ins, ref long r, ref object? o)
{
    private readonly ref long _r = ref r;
    private readonly ref object? _o = ref o;
    private readonly ulong _ins = ins;

    public ulong Instruction => _ins;

    public int A => (ushort)(_ins >> 16);

    public int B => (ushort)(_ins >> 32);

    public int C => (int)(_ins >> 48);

    public ref long BitsA => ref Unsafe.Add(ref _r, A);

    public ref long BitsB => ref Unsafe.Add(ref _r, B);

    public ref long BitsC => ref Unsafe.Add(ref _r, C);

    public ref object? RefA => ref Unsafe.Add(ref _o, A);

    public ref object? RefB => ref Unsafe.Add(ref _o, B);

    public ref object? RefC => ref Unsafe.Add(ref _o, C);

    public AnyValue AnyA => new(RefA, BitsA);

    public AnyValue AnyB => new(RefB, BitsB);

    public AnyValue AnyC => new(RefC, BitsC);

    public ref long BitsAt(int slot) => ref Unsafe.Add(ref _r, slot);

    public ref object? RefAt(int slot) => ref Unsafe.Add(ref _o, slot);

    public void SetAnyA(AnyValue value)
    {
        BitsA = value.Bits;
        RefA = value.Tag;
    }

    /// <summary>Stores a dynamic value, known to be of a register type, into the destination.</summary>
    public void SetValueA(IrType type, AnyValue value)
    {
        if (type.UsesBits())
            BitsA = value.Bits;
        if (type.UsesRefs())
            RefA = value.Tag;
    }

    /// <summary>Operand b, of a register type, as a dynamic value.</summary>
    public AnyValue ValueB(IrType type) => Value(B, type);

    /// <summary>An argument of an argument list as a dynamic value.</summary>
    public AnyValue Argument(uint argument) => Value((ushort)argument, (IrType)(argument >> 16));

    public AnyValue Value(int slot, IrType type) => type switch
    {
        IrType.Ref => new AnyValue(RefAt(slot), 0),
        IrType.Any => new AnyValue(RefAt(slot), BitsAt(slot)),
        _ => AnyValue.OfScalar(TypeKind.I32 + (type - IrType.I32), BitsAt(slot)),
    };
}
