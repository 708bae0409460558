using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>
/// A function unit: typed arguments (an <c>any</c> as object and bits), the closure if the function has captures, the context, and the pointer to its position slot. An exit builds the
/// activation in the interpreter, which runs it to its end; compiled code then returns its result. Errors pass through as exceptions.
/// </summary>
internal class FunctionFrame(CompiledFunction function, IrFunction ir) : UnitFrame
{
    private readonly bool _usesClosure = UsesClosure(ir);
    private Label _deep;
    private Label? _error;
    private LocalBuilder? _bits;
    private LocalBuilder? _refs;

    private static bool UsesClosure(IrFunction ir)
    {
        foreach (Block block in ir.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.LoadSelf or IrOp.LoadCapture)
                    return true;
            }
        }
        return false;
    }

    protected CompiledFunction Compiled => function;

    public override int ContextArgument => function.ContextArgument;

    public override void EmitEntry(UnitEmitter emitter)
    {
        IlWriter il = emitter.Il;
        int argument = 0;
        int[] parameters = emitter.Plan.Function.Parameters;
        for (int k = 0; k < parameters.Length; k++)
        {
            if (function.Parameters[k] == IrType.Any)
            {
                il.LoadArgument(argument++);
                il.Store(emitter.Tag(parameters[k]));
            }
            il.LoadArgument(argument++);
            il.Store(emitter.Value(parameters[k]));
        }
        EmitActivation(emitter);
    }

    /// <summary>Begins the activation: opening the interpreter's frame for one that is too deep raises; for an interrupt it serves that, and the interpreter runs this activation.</summary>
    protected void EmitActivation(UnitEmitter emitter)
    {
        IlWriter il = emitter.Il;
        LoadSlotPointer(emitter);
        il.LoadArgument(ContextArgument);
        il.Field(OpCodes.Ldfld, RuntimeFields.SlotLimit);
        il.Branch(OpCodes.Bge_Un, _deep);
        MarkTop(emitter);
    }

    /// <summary>Returns the result on the stack.</summary>
    protected virtual void EmitResult(UnitEmitter emitter) => emitter.Il.Op(OpCodes.Ret);

    public override void Prepare(UnitEmitter emitter) => _deep = emitter.ExitLabel(ExitKey.AtBlock(emitter.Plan.Blocks[0], ExitReason.CallDepth));

    /// <summary>Notes that this activation is the innermost, for whoever catches an exception from it.</summary>
    public override void MarkTop(UnitEmitter emitter)
    {
        emitter.Il.LoadArgument(ContextArgument);
        LoadSlotPointer(emitter);
        emitter.Il.Field(OpCodes.Stfld, RuntimeFields.ActivationSlot);
    }

    public override void EmitExit(UnitEmitter emitter, ExitDescriptor exit)
    {
        IlWriter il = emitter.Il;
        WriteBack(emitter, exit.WrittenBack, LoadExitBits, LoadExitRefs);
        exit.EmitCount(il);
        // Nothing is needed after this call, so that a function without other calls keeps nothing in registers that it would have to save on entry.
        il.LoadArgument(ContextArgument);
        if (_usesClosure)
            LoadClosure(emitter);
        else
            il.Op(OpCodes.Ldnull);
        il.Int(function.Function.Index);
        LoadSlotPointer(emitter);
        il.Int(exit.Reason == ExitReason.PendingError ? ~exit.ResumePc : exit.ResumePc);
        bool returnsErrors = emitter.Plan.ReturnsErrors;
        if (function.Result.UsesRefs())
        {
            (returnsErrors ? RuntimeCalls.LeaveForReferenceReturning : RuntimeCalls.LeaveForReference).Emit(il);
        }
        else
        {
            (returnsErrors ? RuntimeCalls.LeaveForBitsReturning : RuntimeCalls.LeaveForBits).Emit(il);
            if (function.Result == IrType.None)
                il.Op(OpCodes.Pop);
            else
                UnitEmitter.FromBits(il, function.Result);
        }
        EmitResult(emitter);
    }

    public override void EmitReturn(UnitEmitter emitter, Instruction instruction)
    {
        IlWriter il = emitter.Il;
        if (function.Result == IrType.Any)
        {
            il.LoadArgument(ContextArgument);
            emitter.Load(instruction.A);
            il.Field(OpCodes.Stfld, RuntimeFields.ResultBits);
            emitter.LoadTag(instruction.A);
        }
        else if (function.Result != IrType.None)
        {
            emitter.Load(instruction.A);
        }
        EmitResult(emitter);
    }

    public override Label ErrorLabel(UnitEmitter emitter, Instruction instruction) => _error ??= emitter.Il.Label();

    /// <summary>The caller looks at the pending error, not at the result.</summary>
    public override void EmitEnd(UnitEmitter emitter)
    {
        if (_error is not { } error)
            return;
        emitter.Il.Mark(error);
        LoadResult(emitter.Il);
        emitter.Il.Op(OpCodes.Ret);
    }

    public override void LoadSlotPointer(UnitEmitter emitter) => emitter.Il.LoadArgument(function.ContextArgument + 1);

    public override void LoadClosure(UnitEmitter emitter) => emitter.Il.LoadArgument(function.ContextArgument - 1);

    public override void LoadConstantObject(UnitEmitter emitter, int index) => LoadFromPool(emitter.Il, index);

    public override void EmitStep(UnitEmitter emitter, Instruction instruction)
    {
        IlWriter il = emitter.Il;
        EnterFrame(emitter);
        WriteBack(emitter, OperandsOf(instruction), LoadBits, LoadRefs);
        il.LoadArgument(ContextArgument);
        il.Int(emitter.Plan.Code.ResumeOf(instruction).Pc);
        (emitter.Plan.ReturnsErrors ? RuntimeCalls.StepInOwnFrameReturning : RuntimeCalls.StepInOwnFrame).Emit(il);
        emitter.EmitErrorCheck(instruction);
        if (instruction.Dest >= 0 && emitter.Plan.Code.SlotOf[instruction.Dest] >= 0)
            ReadIn(emitter, instruction.Dest, LoadBits, LoadRefs);
        il.LoadArgument(ContextArgument);
        RuntimeCalls.LeaveFrame.Emit(il);
    }

    /// <summary>Pushes the interpreter's activation of this function and remembers where its registers are.</summary>
    private void EnterFrame(UnitEmitter emitter)
    {
        IlWriter il = emitter.Il;
        _bits ??= il.Local(typeof(long*));
        _refs ??= il.Local(typeof(object).MakeByRefType());
        il.LoadArgument(ContextArgument);
        il.Int(function.Function.Index);
        LoadSlotPointer(emitter);
        RuntimeCalls.EnterFrame.Emit(il);
        il.Store(_bits);
        il.LoadArgument(ContextArgument);
        RuntimeCalls.TopRefs.Emit(il);
        il.Store(_refs);
        if (!_usesClosure)
            return;
        // The interpreter keeps the running closure in the slot behind the parameters.
        LoadRefs(il);
        il.Int(emitter.Plan.Function.Parameters.Length * 8);
        il.Op(OpCodes.Add);
        LoadClosure(emitter);
        il.Op(OpCodes.Stind_Ref);
    }

    private void LoadResult(IlWriter il)
    {
        if (function.Result == IrType.None)
            return;
        il.LoadArgument(ContextArgument);
        if (function.Result.UsesRefs())
        {
            il.Field(OpCodes.Ldfld, RuntimeFields.ResultRef);
            return;
        }
        il.Field(OpCodes.Ldfld, RuntimeFields.ResultBits);
        UnitEmitter.FromBits(il, function.Result);
    }

    private void LoadExitBits(IlWriter il)
    {
        il.LoadArgument(ContextArgument);
        il.Field(OpCodes.Ldfld, RuntimeFields.ExitBits);
    }

    private void LoadExitRefs(IlWriter il)
    {
        il.LoadArgument(ContextArgument);
        il.Field(OpCodes.Ldfld, RuntimeFields.ExitRefs);
        il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
    }

    private void LoadBits(IlWriter il) => il.Load(_bits!);

    private void LoadRefs(IlWriter il) => il.Load(_refs!);
}
