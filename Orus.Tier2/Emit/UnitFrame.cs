using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>How a unit is entered and left: the part that differs between a loop (registers in the interpreter's frame) and a function (arguments in, result out).</summary>
internal abstract class UnitFrame
{
    /// <summary>Index of the argument that holds the execution context.</summary>
    public abstract int ContextArgument { get; }

    /// <summary>Is this the body of a call, without an activation of its own?</summary>
    public virtual bool IsInlined => false;

    /// <summary>Of an inlined body: where everything that fails in it goes.</summary>
    public virtual Label Leave(ExitReason reason) => throw new InvalidOperationException("the unit has exits of its own");

    /// <summary>Asks for the exits that the entry needs, before the exits are emitted.</summary>
    public virtual void Prepare(UnitEmitter emitter)
    {
    }

    /// <summary>
    /// Loads what the unit needs into locals. Emitted after the blocks, when it is known what that is; the method begins with a jump to it.
    /// </summary>
    public abstract void EmitEntry(UnitEmitter emitter);

    /// <summary>Writes back an exit's registers and leaves the method.</summary>
    public abstract void EmitExit(UnitEmitter emitter, ExitDescriptor exit);

    /// <summary>A return instruction of the function.</summary>
    public abstract void EmitReturn(UnitEmitter emitter, Instruction instruction);

    /// <summary>Pushes the address of the activation's position slot.</summary>
    public abstract void LoadSlotPointer(UnitEmitter emitter);

    /// <summary>Notes that this activation is the innermost; needed again after every call of a function, which marks itself.</summary>
    public abstract void MarkTop(UnitEmitter emitter);

    /// <summary>Pushes the running closure.</summary>
    public abstract void LoadClosure(UnitEmitter emitter);

    /// <summary>Pushes an object of the program's constant pool.</summary>
    public abstract void LoadConstantObject(UnitEmitter emitter, int index);

    /// <summary>Where a unit goes when a call returned with an error pending, and no handler of the activation waits for it.</summary>
    public abstract Label ErrorLabel(UnitEmitter emitter, Instruction instruction);

    /// <summary>Emits what remains to be emitted after all exits.</summary>
    public virtual void EmitEnd(UnitEmitter emitter)
    {
    }

    /// <summary>Has the interpreter execute one instruction: operands into their slots, the step, the result out of its slot.</summary>
    public abstract void EmitStep(UnitEmitter emitter, Instruction instruction);

    /// <summary>Writes numbers to the frame in which the interpreter would resume; only where units have checkpoints.</summary>
    public virtual void EmitSave(UnitEmitter emitter, int[] registers) => throw new NotSupportedException();

    /// <summary>Without a bounds check: the pool only grows, so that it has every index that emitted code knows.</summary>
    protected void LoadFromPool(IlWriter il, int index)
    {
        il.LoadArgument(ContextArgument);
        il.Field(OpCodes.Ldfld, RuntimeFields.Pool);
        UnitEmitter.EmitSlotOf(il, typeof(object), index);
        il.Op(OpCodes.Ldind_Ref);
    }

    /// <summary>
    /// Stores registers to their slots in an interpreter frame; the callbacks push the banks' addresses. Numbers come first: storing a reference calls the collector's write barrier, and a
    /// floating-point value that is live across any call is kept in memory in the hot loop too.
    /// </summary>
    protected static void WriteBack(UnitEmitter emitter, int[] registers, Action<IlWriter> loadBits, Action<IlWriter> loadRefs)
    {
        IlWriter il = emitter.Il;
        int[] slots = emitter.Plan.Code.SlotOf;
        foreach (int register in registers)
        {
            IrType type = emitter.Plan.Function.TypeOf(register);
            if (!type.UsesBits() || slots[register] < 0)
                continue;
            loadBits(il);
            AddOffset(il, slots[register] * 8);
            emitter.Load(register);
            Widen(il, type);
            il.Op(StoreSlot(type));
        }
        foreach (int register in registers)
        {
            IrType type = emitter.Plan.Function.TypeOf(register);
            if (!type.UsesRefs() || slots[register] < 0)
                continue;
            loadRefs(il);
            AddOffset(il, slots[register] * 8);
            if (type == IrType.Any)
                emitter.LoadTag(register);
            else
                emitter.Load(register);
            il.Op(OpCodes.Stind_Ref);
        }
    }

    /// <summary>The registers an instruction reads.</summary>
    protected static int[] OperandsOf(Instruction instruction)
    {
        var operands = new List<int>();
        foreach (int register in new OperandReader(instruction))
            operands.Add(register);
        return [.. operands];
    }

    /// <summary>Loads a register from its slot in an interpreter frame.</summary>
    protected static void ReadIn(UnitEmitter emitter, int register, Action<IlWriter> loadBits, Action<IlWriter> loadRefs)
    {
        IlWriter il = emitter.Il;
        IrType type = emitter.Plan.Function.TypeOf(register);
        int offset = emitter.Plan.Code.SlotOf[register] * 8;
        if (type.UsesRefs())
        {
            loadRefs(il);
            AddOffset(il, offset);
            il.Op(OpCodes.Ldind_Ref);
            il.Store(type == IrType.Any ? emitter.Tag(register) : emitter.Value(register));
            emitter.NoteReadFromSlots();
        }
        if (type.UsesBits())
        {
            loadBits(il);
            AddOffset(il, offset);
            il.Op(LoadSlot(type));
            il.Store(emitter.Value(register));
        }
    }

    /// <summary>Slots hold integers extended to 64 bits.</summary>
    internal static void Widen(IlWriter il, IrType type)
    {
        if (type == IrType.I32)
            il.Op(OpCodes.Conv_I8);
        else if (type is IrType.U32 or IrType.Bool)
            il.Op(OpCodes.Conv_U8);
    }

    /// <summary>How a value is loaded from the 64 bits that hold it in a frame or on the heap.</summary>
    internal static OpCode LoadSlot(IrType type) => UnitEmitter.IlType(type) == typeof(int) ? OpCodes.Ldind_I4 : type == IrType.F64 ? OpCodes.Ldind_R8 : OpCodes.Ldind_I8;

    /// <summary>How a value, widened, is stored there.</summary>
    internal static OpCode StoreSlot(IrType type) => type == IrType.F64 ? OpCodes.Stind_R8 : OpCodes.Stind_I8;

    private static void AddOffset(IlWriter il, int offset)
    {
        if (offset == 0)
            return;
        il.Int(offset);
        il.Op(OpCodes.Add);
    }
}
