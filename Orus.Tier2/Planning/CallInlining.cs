using System;
using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>A call that is replaced by the body of its callee.</summary>
/// <param name="Callee">The callee.</param>
/// <param name="Analysis">Its body.</param>
/// <param name="Layout">The layout that the receiver of a dynamic method call must have; null for other calls.</param>
/// <param name="Size">Instructions, with those of calls inside.</param>
/// <param name="HasEffects">Whether the body changes anything that others see.</param>
internal sealed record InlinedCall(RuntimeFunction Callee, FunctionAnalysis Analysis, RecordLayout? Layout, int Size, bool HasEffects);

/// <summary>
/// Which calls of a unit are replaced by the bodies of their callees: those whose target the trace shows to be stable and which the optimizer could not inline, because the callee is a value, or calls one.
/// A body has no activation of its own: whatever fails in it leaves the unit at the call, which the interpreter makes again from its beginning. So a body qualifies if no check can come after an effect, and if it
/// has neither loop nor handler nor any operation that is not done in place.
/// </summary>
internal sealed class CallInlining
{
    /// <summary>Instructions of a body, with those of the calls in it.</summary>
    private const int LargestBody = 60;

    /// <summary>Instructions that all bodies add to a unit.</summary>
    private const int LargestGrowth = 400;

    private const int DeepestNesting = 4;

    private readonly UnitPlan _plan;
    private readonly LoopTrace? _trace;
    private readonly RuntimeFunction[] _chain;
    private static readonly InlinedCall[] None = [];

    private Dictionary<Instruction, InlinedCall[]>? _decided;
    private int _growth;

    /// <param name="plan">The unit, or the body that is itself inlined.</param>
    /// <param name="trace">The trace of the unit; without one nothing is inlined.</param>
    /// <param name="chain">The functions that the code belongs to, the outermost first.</param>
    public CallInlining(UnitPlan plan, LoopTrace? trace, RuntimeFunction[] chain)
    {
        _plan = plan;
        _trace = trace;
        _chain = chain;
    }

    /// <summary>The functions that the code in a body belongs to.</summary>
    public RuntimeFunction[] ChainWith(RuntimeFunction callee) => [.. _chain, callee];

    /// <summary>What a call is replaced by: one body for each target. Empty for a call that remains.</summary>
    public InlinedCall[] Of(Instruction call)
    {
        if (_trace is null || call.Op is not (IrOp.Call or IrOp.CallClosure or IrOp.DynCall or IrOp.DynMethod))
            return None;
        _decided ??= [];
        if (_decided.TryGetValue(call, out InlinedCall[]? inlined))
            return inlined;
        inlined = Decide(call, _chain);
        // A body that is inlined was chosen together with all that is inlined into it.
        if (inlined.Length > 0 && _chain.Length == 1 && (_growth += SizeOf(inlined)) > LargestGrowth)
            inlined = None;
        _decided.Add(call, inlined);
        return inlined;
    }

    private InlinedCall[] Decide(Instruction call, RuntimeFunction[] chain)
    {
        if (chain.Length > DeepestNesting || TargetsOf(call) is not { Count: > 0 } targets)
            return None;
        var inlined = new InlinedCall[targets.Count];
        for (int i = 0; i < inlined.Length; i++)
        {
            if (Decide(call, targets[i], chain) is not { } body)
                return None;
            inlined[i] = body;
        }
        return inlined;
    }

    private InlinedCall? Decide(Instruction call, object target, RuntimeFunction[] chain)
    {
        var layout = target as RecordLayout;
        if ((layout is null ? (TypedFunction)target : MethodOf(layout, (string)call.Extra!)) is not { } function)
            return null;
        RuntimeFunction callee = _plan.Services.Context.FunctionOf(function);
        if (Array.IndexOf(chain, callee) >= 0)
            return null;
        if (call.Op is IrOp.DynCall or IrOp.DynMethod)
        {
            // A wrong number of arguments, or a result that is missing, is the interpreter's to report.
            int receivers = call.Op == IrOp.DynMethod ? 1 : 0;
            if (callee.Result == IrType.None || callee.ParameterCount != call.Arguments!.Length + receivers)
                return null;
        }
        _plan.Services.Context.EnsureOptimized(callee);
        FunctionAnalysis body = _plan.Services.Controller.AnalysisOf(callee.Code!);
        int size = Measure(body, [.. chain, callee], out bool hasEffects);
        return size <= LargestBody ? new InlinedCall(callee, body, layout, size, hasEffects) : null;
    }

    /// <summary>The functions that a call has been seen to reach, or the layouts of its receivers.</summary>
    private IReadOnlyList<object> TargetsOf(Instruction call)
    {
        TraceSite? site = _trace!.SiteOf(call);
        if (site is { IsGeneric: true })
            return None;
        return call.Op == IrOp.Call ? [call.Extra!] : site?.Targets ?? None;
    }

    private static TypedFunction? MethodOf(RecordLayout layout, string name) => (layout.Struct?.DynamicMethods ?? layout.Enum!.DynamicMethods).GetValueOrDefault(name);

    private static int SizeOf(InlinedCall[] calls)
    {
        int size = 0;
        foreach (InlinedCall call in calls)
            size += call.Size;
        return size;
    }

    /// <summary>The instructions of a body; more than there may be if it does not qualify.</summary>
    private int Measure(FunctionAnalysis body, RuntimeFunction[] chain, out bool hasEffects)
    {
        hasEffects = false;
        int size = 0;
        if (body.Loops.Loops.Count > 0 || body.Loops.IsIrreducible)
            return int.MaxValue;
        Block[] blocks = body.Cfg.Blocks;
        bool returns = false;
        var effectBefore = new bool[blocks.Length];
        for (int index = 0; index < blocks.Length; index++)
        {
            size += blocks[index].Code.Count;
            if (blocks[index].Handler is not null || size > LargestBody)
                return int.MaxValue;
            bool effect = effectBefore[index];
            foreach (Instruction instruction in blocks[index].Code)
            {
                InlinedCall[] nested = instruction.Op is IrOp.Call or IrOp.CallClosure or IrOp.DynCall or IrOp.DynMethod ? Decide(instruction, chain) : None;
                if (nested.Length == 0 && !IsDoneInPlace(instruction))
                    return int.MaxValue;
                if (effect && (nested.Length > 0 || CanLeave(instruction)))
                    return int.MaxValue;
                size += SizeOf(nested);
                effect |= nested.Length == 0 && HasEffect(instruction);
                foreach (InlinedCall call in nested)
                    effect |= call.HasEffects;
                returns |= instruction.Op == IrOp.Return;
            }
            hasEffects |= effect;
            // Without loops reverse postorder visits all predecessors first.
            foreach (int successor in body.Cfg.Successors[index])
                effectBefore[successor] |= effect;
        }
        return returns ? size : int.MaxValue;
    }

    private static bool IsDoneInPlace(Instruction instruction) =>
        UnitOperations.Of(instruction) == Treatment.Inline || instruction.Op is IrOp.DynNeg or IrOp.DynLen or IrOp.NewCell or IrOp.NewStruct or IrOp.NewEnum
        || (instruction.Op == IrOp.DynCast && instruction.Type.IsScalar())
        || (instruction.Op == IrOp.DynBinary && (BinaryOperator)(instruction.Immediate & 255) is not (BinaryOperator.BitAnd or BinaryOperator.BitOr));

    private static bool CanLeave(Instruction instruction) =>
        instruction.Checks != Checks.None || instruction.Op is IrOp.DynBinary or IrOp.DynNeg or IrOp.DynLen or IrOp.DynCast or IrOp.Raise or IrOp.CheckInteger or IrOp.DynIsBool or IrOp.DynNot;

    private static bool HasEffect(Instruction instruction) =>
        (IrOpTable.Info(instruction.Op).Effects & (Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable | Effects.World)) != 0;

    /// <summary>The closed types of the parameters of a callee.</summary>
    public OrusType[] ParameterTypesOf(InlinedCall call) => _plan.Services.Context.ParameterTypesOf(call.Callee.Source!);
}
