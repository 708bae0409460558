using System;
using System.Collections.Generic;
using System.Reflection;
using System.Reflection.Emit;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Dispatch;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>Calls of compiled functions, of run-time methods, and of the interpreter for single instructions.</summary>
internal sealed partial class UnitEmitter
{
    private void EmitCallInstruction(Instruction i)
    {
        if (_plan.Inlines.Of(i) is { Length: > 0 } inlined)
        {
            EmitInlined(i, inlined);
            return;
        }
        switch (i.Op)
        {
            case IrOp.StringConcat:
                EmitRaisingCall(i, () =>
                {
                    Load(i.A);
                    Load(i.B);
                    RuntimeCalls.Concat.Emit(_il);
                    Store(i.Dest);
                });
                break;
            case IrOp.StringCompare:
                Load(i.A);
                Load(i.B);
                RuntimeCalls.StringCompare.Emit(_il);
                Store(i.Dest);
                break;
            case IrOp.StringIndex:
                EmitCharacter(i);
                break;
            case IrOp.NewCell:
                EmitNewCell(i);
                break;
            case IrOp.LoadGlobal:
                EmitLoadGlobal(i);
                break;
            case IrOp.StoreGlobal:
                EmitStoreGlobal(i);
                break;
            case IrOp.LoadCapture:
                EmitLoadCapture(i);
                break;
            case IrOp.LoadSelf:
                _frame.LoadClosure(this);
                Store(i.Dest);
                break;
            case IrOp.CheckDepth:
                _frame.LoadSlotPointer(this);
                _il.Int((int)i.Immediate * sizeof(int));
                _il.Op(OpCodes.Add);
                LoadPositionLimit();
                _il.Branch(OpCodes.Bge_Un, Failure(i, ExitReason.CallDepth));
                break;
            case IrOp.ArrayPush:
                EmitPush(i);
                break;
            case IrOp.ArrayPop:
                EmitPop(i);
                break;
            case IrOp.CallBuiltin when i.Immediate == (long)BuiltinFunction.TypeOf:
                EmitRaisingCall(i, () =>
                {
                    LoadTag(i.Arguments![0]);
                    RuntimeCalls.TypeOf.Emit(_il);
                    Store(i.Dest);
                });
                break;
            case IrOp.CallBuiltin when i.Type != IrType.Any:
                EmitRaisingCall(i, () => EmitBuiltin(i));
                break;
            case IrOp.ToText when i.From != IrType.Ref:
                EmitRaisingCall(i, () =>
                {
                    LoadObject(TagOf(i.From));
                    Load(i.A);
                    ToBits(i.From);
                    RuntimeCalls.ToText.Emit(_il);
                    Store(i.Dest);
                });
                break;
            case IrOp.ValueEquals when _plan.Characters.TextOf(i) is { } text:
                EmitCharacterTest(i, text);
                break;
            case IrOp.ValueEquals when i.From == IrType.Ref:
                EmitRaisingCall(i, () =>
                {
                    Load(i.A);
                    Load(i.B);
                    RuntimeCalls.ObjectEquals.Emit(_il);
                    Store(i.Dest);
                });
                break;
            case IrOp.CallClosure:
                EmitCallClosure(i);
                break;
            case IrOp.Call when Plan.Services.Functions.Find((TypedFunction)i.Extra!) is { IsReplaceable: true } target:
                EmitReplaceableCall(i, target);
                break;
            case IrOp.Call when Plan.Services.Functions.Find((TypedFunction)i.Extra!) is { } target:
                EmitRaisingCall(i, () =>
                {
                    if (CanNest(i, target))
                        EmitNested(i, target);
                    else
                        EmitDirectCall(i, target);
                });
                break;
            default:
                EmitRaisingCall(i, () => _frame.EmitStep(this, i));
                break;
        }
    }

    /// <summary>
    /// Emits a call that may end in an exception. Where a handler of this activation waits, the exception is caught around this one call and turned into an exit, so that the
    /// handler finds the locals in the interpreter's frame; elsewhere it passes through.
    /// </summary>
    private void EmitRaisingCall(Instruction i, Action emitCall)
    {
        _callsRuntime = true;
        StorePosition(i);
        if (_currentBlock!.Handler is null)
        {
            emitCall();
        }
        else
        {
            Label failed = ExitLabel(ExitKey.AtInstruction(i, ExitReason.PendingError));
            // The generator itself ends both blocks with a leave to what follows.
            _il.BeginTry();
            emitCall();
            _il.BeginCatch(typeof(Exception));
            _il.Store(_caught ??= _il.Local(typeof(Exception)));
            _il.LoadArgument(_frame.ContextArgument);
            _il.Load(_caught);
            _frame.LoadSlotPointer(this);
            RuntimeCalls.KeepPendingError.Emit(_il);
            _il.Branch(OpCodes.Leave, failed);
            _il.EndTry();
        }
    }

    private LocalBuilder? _caught;

    /// <summary>Calls a builtin function that has no code in place; its arguments are handed over as dynamic values.</summary>
    private void EmitBuiltin(Instruction i)
    {
        _il.LoadArgument(_frame.ContextArgument);
        _il.Int((int)i.Immediate);
        if (i.Extra is { } element)
            LoadObject(element);
        else
            _il.Op(OpCodes.Ldnull);
        for (int argument = 0; argument < DynamicCalls.MostBuiltinArguments; argument++)
            LoadAsDynamic(argument < i.Arguments!.Length ? i.Arguments[argument] : -1);
        // A local of its own, because it is in memory.
        LocalBuilder bits = _builtinBits ??= _il.Local(typeof(long));
        _il.LoadAddress(bits);
        (_plan.ReturnsErrors ? DynamicCalls.BuiltinReturning : DynamicCalls.Builtin).Emit(_il);
        if (i.Type != IrType.Ref)
        {
            _il.Op(OpCodes.Pop);
            _il.Load(bits);
            FromBits(i.Type);
        }
        Store(i.Dest);
        EmitErrorCheck(i);
    }

    private LocalBuilder? _builtinBits;

    /// <summary>Pushes tag and bits of a register of any type; null and 0 for none.</summary>
    private void LoadAsDynamic(int register)
    {
        IrType type = register < 0 ? IrType.None : _plan.Function.TypeOf(register);
        switch (type)
        {
            case IrType.None:
                _il.Op(OpCodes.Ldnull);
                _il.Long(0);
                break;
            case IrType.Any:
                LoadTag(register);
                Load(register);
                break;
            case IrType.Ref:
                Load(register);
                _il.Long(0);
                break;
            default:
                LoadObject(TagOf(type));
                Load(register);
                ToBits(type);
                break;
        }
    }

    /// <summary>In a unit that returns errors: leaves it if the call or step just made has left one pending.</summary>
    public void EmitErrorCheck(Instruction i)
    {
        if (!_plan.ReturnsErrors)
            return;
        _il.LoadArgument(_frame.ContextArgument);
        _il.Field(OpCodes.Ldfld, RuntimeFields.PendingError);
        if (_currentBlock!.Handler is null)
        {
            _il.Branch(OpCodes.Brtrue, _frame.ErrorLabel(this, i));
            return;
        }
        // Inside the protected block around the call.
        Label none = _il.Label();
        _il.Branch(OpCodes.Brfalse, none);
        _il.Branch(OpCodes.Leave, ExitLabel(ExitKey.AtInstruction(i, ExitReason.PendingError)));
        _il.Mark(none);
    }

    private void EmitDirectCall(Instruction i, CompiledFunction target)
    {
        foreach (int argument in i.Arguments!)
        {
            if (_plan.Function.TypeOf(argument) == IrType.Any)
                LoadTag(argument);
            Load(argument);
        }
        PushClosureOfCall(i);
        PushContextAndSlot();
        _il.Call(_counts?.IsSelfCall(i) == true ? target.Method : target.Outside);
        StoreResult(i, target.Result);
    }

    private void PushClosureOfCall(Instruction i)
    {
        if (i.A >= 0)
            Load(i.A);
        else
            _il.Op(OpCodes.Ldnull);
    }

    /// <summary>Calls a function value. The static type of a function value fixes its parameter types exactly, so the signature is known.</summary>
    private void EmitCallClosure(Instruction i)
    {
        var type = (FunctionType)i.Extra!;
        var parameters = new IrType[type.Parameters.Length];
        for (int k = 0; k < parameters.Length; k++)
            parameters[k] = IrTypes.Of(type.Parameters[k]);
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.FunctionCode);
        EmitTableCall(i, parameters, IrTypes.Of(type.Result));
    }

    private void EmitReplaceableCall(Instruction i, CompiledFunction target)
    {
        LoadObject(target.Function);
        EmitTableCall(i, target.Parameters, target.Result);
    }

    /// <summary>Calls the function whose table slot is on the stack through the entry of its compiled form; while there is none, the interpreter makes the call.</summary>
    private void EmitTableCall(Instruction i, IrType[] parameters, IrType result)
    {
        Label slow = _il.Label();
        Label done = _il.Label();
        LocalBuilder entry = _entry ??= _il.Local(typeof(nint));
        _il.Field(OpCodes.Ldfld, _plan.ReturnsErrors ? RuntimeFields.ReturningEntry : RuntimeFields.NativeEntry);
        _il.Store(entry);
        _il.Load(entry);
        _il.Branch(OpCodes.Brfalse, slow);
        EmitRaisingCall(i, () =>
        {
            var types = new List<Type>();
            for (int k = 0; k < parameters.Length; k++)
            {
                if (parameters[k] == IrType.Any)
                {
                    types.Add(typeof(object));
                    LoadTag(i.Arguments![k]);
                }
                types.Add(IlType(parameters[k]));
                Load(i.Arguments![k]);
            }
            types.AddRange([typeof(object), typeof(ExecutionContext), typeof(int*)]);
            PushClosureOfCall(i);
            PushContextAndSlot();
            _il.Load(entry);
            _il.CallIndirect(CompiledFunction.ResultType(result), [.. types]);
            StoreResult(i, result);
        });
        _il.Branch(OpCodes.Br, done);
        _il.Mark(slow);
        _named = null;
        EmitRaisingCall(i, () => _frame.EmitStep(this, i));
        _il.Mark(done);
        _named = null;
    }

    private LocalBuilder? _entry;

    private void PushContextAndSlot()
    {
        _il.LoadArgument(_frame.ContextArgument);
        _frame.LoadSlotPointer(this);
        _il.Int(sizeof(int));
        _il.Op(OpCodes.Add);
    }

    /// <summary>Stores what a compiled function returned, if it returned a result.</summary>
    public void StoreResult(Instruction i, IrType result)
    {
        _frame.MarkTop(this);
        if (result == IrType.None)
        {
            EmitErrorCheck(i);
            return;
        }
        // A handler of this activation still sees the old value where there is an error.
        if (_plan.ReturnsErrors && _currentBlock!.Handler is not null)
        {
            LocalBuilder returned = _il.Local(CompiledFunction.ResultType(result));
            _il.Store(returned);
            EmitErrorCheck(i);
            _il.Load(returned);
        }
        if (i.Dest < 0)
        {
            _il.Op(OpCodes.Pop);
        }
        else if (result == IrType.Any)
        {
            _il.Store(Tag(i.Dest));
            _il.LoadArgument(_frame.ContextArgument);
            _il.Field(OpCodes.Ldfld, RuntimeFields.ResultBits);
            Store(i.Dest);
        }
        else
        {
            Store(i.Dest);
        }
        if (_currentBlock!.Handler is null)
            EmitErrorCheck(i);
    }

    private void LoadPositionLimit()
    {
        _il.LoadArgument(_frame.ContextArgument);
        _il.Field(OpCodes.Ldfld, RuntimeFields.SlotLimit);
    }

    private void EmitLoadGlobal(Instruction i)
    {
        if ((i.Checks & Checks.Assigned) != 0)
        {
            LoadGlobalSlot(i);
            _il.Field(OpCodes.Ldfld, RuntimeFields.GlobalAssigned);
            _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.Unassigned));
        }
        EmitLoadParts(i, () => LoadGlobalSlot(i), RuntimeFields.GlobalRef, RuntimeFields.GlobalBits);
    }

    private void EmitStoreGlobal(Instruction i)
    {
        EmitStoreParts(i.A, i.Type, () => LoadGlobalSlot(i), RuntimeFields.GlobalRef, RuntimeFields.GlobalBits);
        LoadGlobalSlot(i);
        _il.Int(1);
        _il.Field(OpCodes.Stfld, RuntimeFields.GlobalAssigned);
    }

    private void LoadGlobalSlot(Instruction i)
    {
        _il.LoadArgument(_frame.ContextArgument);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Globals);
        EmitSlotOf(_il, typeof(GlobalSlot), (int)i.Immediate);
    }

    private void EmitNewCell(Instruction i)
    {
        LoadObject(i.Extra ?? "");
        RuntimeCalls.NewCell.Emit(_il);
        if (i.A >= 0)
        {
            // The first value may be what the destination held.
            _il.Store(_cell ??= _il.Local(typeof(Cell)));
            EmitStoreCell(i.A, i.Type, () => _il.Load(_cell));
            _il.Load(_cell);
        }
        Store(i.Dest);
    }

    private LocalBuilder? _cell;

    /// <summary>The address of an element of the array on the stack, which is known to have it.</summary>
    internal static void EmitSlotOf(IlWriter il, Type slot, int index)
    {
        il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
        il.Int(index);
        il.TypeOp(OpCodes.Sizeof, slot);
        il.Op(OpCodes.Mul);
        il.Op(OpCodes.Add);
    }

    /// <summary>Loads a variable kept as a reference and 64 bits in two fields of one object or slot.</summary>
    private void EmitLoadParts(Instruction i, Action loadOwner, FieldInfo reference, FieldInfo bits)
    {
        if (i.Type.UsesRefs())
        {
            loadOwner();
            _il.Field(OpCodes.Ldfld, reference);
            _il.Store(i.Type == IrType.Any ? Tag(i.Dest) : Value(i.Dest));
        }
        if (i.Type.UsesBits())
        {
            loadOwner();
            _il.Field(OpCodes.Ldfld, bits);
            FromBits(i.Type);
            Store(i.Dest);
        }
    }

    private void EmitStoreParts(int value, IrType type, Action loadOwner, FieldInfo reference, FieldInfo bits)
    {
        if (type == IrType.Any)
        {
            EmitStoreTag(value, () =>
            {
                loadOwner();
                _il.Field(OpCodes.Ldflda, reference);
            });
        }
        else if (type.UsesRefs())
        {
            loadOwner();
            Load(value);
            _il.Field(OpCodes.Stfld, reference);
        }
        if (type.UsesBits())
        {
            loadOwner();
            Load(value);
            ToBits(type);
            _il.Field(OpCodes.Stfld, bits);
        }
    }

    private void EmitLoadCapture(Instruction i) => EmitLoadParts(
        i,
        () =>
        {
            _frame.LoadClosure(this);
            _il.Field(OpCodes.Ldfld, RuntimeFields.Captures);
            EmitSlotOf(_il, typeof(CapturedSlot), (int)i.Immediate);
        },
        RuntimeFields.CapturedRef,
        RuntimeFields.CapturedBits);

    /// <summary>Appends in place where there is room; otherwise the run time makes some.</summary>
    private void EmitPush(Instruction i)
    {
        LocalBuilder count = Scratch(IrType.I32);
        LocalBuilder items = ItemsLocal(i.Type);
        Label hasRoom = _il.Label();
        Label done = _il.Label();
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
        _il.Store(count);
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Items(i.Type));
        _il.Store(items);
        _il.Load(count);
        _il.Load(items);
        _il.Op(OpCodes.Ldlen);
        _il.Op(OpCodes.Conv_I4);
        _il.Branch(OpCodes.Blt_Un, hasRoom);
        Instruction? named = _named;
        EmitRaisingCall(i, () => EmitGrowingPush(i));
        // Only this way names a position.
        if (_named != named)
            _named = null;
        _il.Branch(OpCodes.Br, done);
        _il.Mark(hasRoom);
        _il.Load(items);
        _il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
        _il.Load(count);
        EmitScale(IrType.I32, i.Type);
        _il.Op(OpCodes.Add);
        if (i.Type == IrType.Any)
        {
            EmitStoreAny(i.B);
        }
        else
        {
            Load(i.B);
            EmitStoreIndirect(i.Type);
        }
        Load(i.A);
        _il.Load(count);
        _il.Int(1);
        _il.Op(OpCodes.Add);
        _il.Field(OpCodes.Stfld, RuntimeFields.Count);
        _il.Mark(done);
    }

    private void EmitGrowingPush(Instruction i)
    {
        Load(i.A);
        if (i.Type == IrType.Any)
            LoadTag(i.B);
        Load(i.B);
        (i.Type switch
        {
            IrType.I32 => RuntimeCalls.PushInt,
            IrType.U32 => RuntimeCalls.PushUInt,
            IrType.I64 => RuntimeCalls.PushLong,
            IrType.U64 => RuntimeCalls.PushULong,
            IrType.F64 => RuntimeCalls.PushReal,
            IrType.Bool => RuntimeCalls.PushBool,
            IrType.Any => RuntimeCalls.PushAny,
            _ => RuntimeCalls.PushRef,
        }).Emit(_il);
    }

    private void EmitPop(Instruction i)
    {
        LocalBuilder last = Scratch(IrType.I32);
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Count);
        _il.Int(1);
        _il.Op(OpCodes.Sub);
        _il.Store(last);
        _il.Load(last);
        _il.Int(0);
        _il.Branch(OpCodes.Blt, Failure(i, ExitReason.Bounds));
        Load(i.A);
        _il.Load(last);
        _il.Field(OpCodes.Stfld, RuntimeFields.Count);
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Items(i.Type));
        _il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
        _il.Load(last);
        EmitScale(IrType.I32, i.Type);
        _il.Op(OpCodes.Add);
        if (!i.Type.UsesRefs())
        {
            EmitLoadIndirect(i.Type);
            Store(i.Dest);
            return;
        }
        // The slot is cleared for the collector.
        LocalBuilder slot = _poppedSlot ??= _il.Local(typeof(object).MakeByRefType());
        _il.Op(OpCodes.Dup);
        _il.Store(slot);
        if (i.Type == IrType.Any)
        {
            EmitLoadAny(i.Dest);
        }
        else
        {
            _il.Op(OpCodes.Ldind_Ref);
            Store(i.Dest);
        }
        _il.Load(slot);
        _il.Op(OpCodes.Ldnull);
        if (i.Type == IrType.Any)
            _il.Field(OpCodes.Stfld, RuntimeFields.AnyTag);
        else
            _il.Op(OpCodes.Stind_Ref);
    }

    private LocalBuilder? _poppedSlot;
}
