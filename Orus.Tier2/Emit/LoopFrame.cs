using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>A loop unit: <c>int Loop(long* bits, ref object refs, ExecutionContext context)</c>, entered at the header with the registers in the interpreter's frame; returns the position where the interpreter goes on, or its complement where it raises the pending error.</summary>
internal sealed class LoopFrame : UnitFrame
{
    private const int BitsArgument = 0;
    private const int RefsArgument = 1;

    private Dictionary<int, LocalBuilder>? _constants;
    private LocalBuilder? _position;
    private LocalBuilder? _closure;

    private Label _wrongKinds;

    /// <summary>The constants that the body uses have been loaded.</summary>
    private bool _entered;

    public override int ContextArgument => 2;

    public override void Prepare(UnitEmitter emitter)
    {
        if (!emitter.Plan.Types.IsEmpty)
            _wrongKinds = emitter.ExitLabel(ExitKey.AtBlock(emitter.Plan.Blocks[0], ExitReason.TypeGuard));
    }

    public override void EmitEntry(UnitEmitter emitter)
    {
        IlWriter il = emitter.Il;
        List<int> registers = EntryRegisters(emitter.Plan);
        foreach (int register in registers)
            ReadIn(emitter, register, LoadBits, LoadRefs);
        if (_constants is not null)
            LoadConstants(il, _constants);
        if (_position is not null)
        {
            il.LoadArgument(ContextArgument);
            il.Field(OpCodes.Ldfld, RuntimeFields.ActivationSlot);
            il.Store(_position);
        }
        if (_closure is not null)
        {
            LoadRefs(il);
            il.Int(emitter.Plan.Function.Parameters.Length * 8);
            il.Op(OpCodes.Add);
            il.Op(OpCodes.Ldind_Ref);
            il.Store(_closure);
        }
        _entered = true;
        emitter.EmitEntryGuards(registers, _wrongKinds);
    }

    private void LoadConstants(IlWriter il, Dictionary<int, LocalBuilder> constants)
    {
        foreach ((int index, LocalBuilder local) in constants)
        {
            LoadFromPool(il, index);
            il.Store(local);
        }
    }

    /// <summary>Registers whose value at the header matters to the unit: live there, and mentioned inside.</summary>
    private static List<int> EntryRegisters(UnitPlan plan)
    {
        var mentioned = new BitSet(plan.Function.Registers.Count);
        foreach (Block block in plan.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                    mentioned.Add(register);
                if (instruction.Dest >= 0)
                    mentioned.Add(instruction.Dest);
            }
        }
        var registers = new List<int>();
        foreach (int register in plan.LiveIn(plan.Blocks[0]))
        {
            if (mentioned[register] && plan.ConstantOf(register) is null)
                registers.Add(register);
        }
        return registers;
    }

    public override void EmitExit(UnitEmitter emitter, ExitDescriptor exit)
    {
        WriteBack(emitter, exit.WrittenBack, LoadBits, LoadRefs);
        exit.EmitCount(emitter.Il);
        emitter.Il.Int(exit.Reason == ExitReason.PendingError ? ~exit.ResumePc : exit.LoopAround >= 0 ? LoopState.TakenBackedge + exit.LoopAround : exit.ResumePc);
        emitter.Il.Op(OpCodes.Ret);
    }

    public override void EmitSave(UnitEmitter emitter, int[] registers) => WriteBack(emitter, registers, LoadBits, LoadRefs);

    public override void EmitReturn(UnitEmitter emitter, Instruction instruction) =>
        emitter.Il.Branch(OpCodes.Br, emitter.ExitLabel(ExitKey.AtInstruction(instruction, ExitReason.Return)));

    public override Label ErrorLabel(UnitEmitter emitter, Instruction instruction) => emitter.ExitLabel(ExitKey.AtInstruction(instruction, ExitReason.PendingError));

    public override void LoadSlotPointer(UnitEmitter emitter) => emitter.Il.Load(_position ??= emitter.Il.Local(typeof(int*)));

    public override void MarkTop(UnitEmitter emitter)
    {
        emitter.Il.LoadArgument(ContextArgument);
        LoadSlotPointer(emitter);
        emitter.Il.Field(OpCodes.Stfld, RuntimeFields.ActivationSlot);
    }

    public override void LoadClosure(UnitEmitter emitter) => emitter.Il.Load(_closure ??= emitter.Il.Local(typeof(object)));

    public override void LoadConstantObject(UnitEmitter emitter, int index)
    {
        _constants ??= [];
        if (_constants.TryGetValue(index, out LocalBuilder? local))
        {
            emitter.Il.Load(local);
        }
        else if (_entered)
        {
            LoadFromPool(emitter.Il, index);
        }
        else
        {
            _constants.Add(index, local = emitter.Il.Local(typeof(object)));
            emitter.Il.Load(local);
        }
    }

    public override void EmitStep(UnitEmitter emitter, Instruction instruction)
    {
        WriteBack(emitter, OperandsOf(instruction), LoadBits, LoadRefs);
        IlWriter il = emitter.Il;
        il.LoadArgument(ContextArgument);
        il.Int(emitter.Plan.Code.ResumeOf(instruction).Pc);
        (emitter.Plan.ReturnsErrors ? RuntimeCalls.StepReturning : RuntimeCalls.Step).Emit(il);
        emitter.EmitErrorCheck(instruction);
        if (instruction.Dest >= 0 && emitter.Plan.Code.SlotOf[instruction.Dest] >= 0)
            ReadIn(emitter, instruction.Dest, LoadBits, LoadRefs);
    }

    private static void LoadBits(IlWriter il) => il.LoadArgument(BitsArgument);

    private static void LoadRefs(IlWriter il) => il.LoadArgument(RefsArgument);
}
