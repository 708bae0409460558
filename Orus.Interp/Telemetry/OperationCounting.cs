using System.Numerics;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Telemetry;

/// <summary>What one execution of an instruction counts as. The IR is the same for both tiers, so the counts are too.</summary>
internal sealed class OperationCounting
{
    private readonly Definitions _definitions;

    public OperationCounting(IrFunction function)
    {
        Function = function;
        _definitions = new Definitions(function);
    }

    public IrFunction Function { get; }

    /// <summary>Adds a number of executions of an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="times">How often it was executed.</param>
    /// <param name="unit">The compiled unit that did; null for the interpreter.</param>
    /// <param name="isInLoop">In a loop.</param>
    /// <param name="counters">Where to.</param>
    public void Add(Instruction instruction, long times, ICompiledUnit? unit, bool isInLoop, CounterSet counters)
    {
        bool looksAtTag = LooksAtTag(instruction, unit);
        int guards = BitOperations.PopCount((uint)(instruction.Checks & ~Checks.Type)) + (looksAtTag ? 1 : 0);
        counters.Add(Counter.GuardsExecuted, times * guards);
        counters.Add(Counter.GuardsProved, times * BitOperations.PopCount((uint)instruction.Proved));
        counters.Add(Counter.GuardsFused, times * BitOperations.PopCount((uint)instruction.Fused));
        if (looksAtTag)
        {
            counters.Add(Counter.BoxedGuards, times);
            counters.Add(Counter.BoxedGuardsCompiled, unit is not null && isInLoop ? times : 0);
        }
        if (instruction.Op is IrOp.Const or IrOp.ConstRef or IrOp.Move or IrOp.Jump)
            return;
        bool isBoxed = looksAtTag && unit?.IsDoneInPlace(instruction) != true;
        counters.Add(Counter.Operations, times);
        counters.Add(isBoxed ? Counter.BoxedOperations : Counter.TypedOperations, times);
        if (IsIncrement(instruction))
        {
            counters.Add(Counter.Increments, times);
            counters.Add(Counter.TypedIncrements, isBoxed ? 0 : times);
        }
        if (instruction.Op is IrOp.Branch or IrOp.BranchCmp)
        {
            counters.Add(Counter.Branches, times);
            counters.Add(Counter.TypedBranches, instruction.Op == IrOp.Branch && IsDynamicCondition(instruction.A, unit) ? 0 : times);
        }
    }

    /// <summary>Does the operation look at the type of an <c>any</c> each time, in this unit or (null) in the interpreter?</summary>
    public static bool LooksAtTag(Instruction instruction, ICompiledUnit? unit) => LooksAtTag(instruction) && unit?.IsSpecialised(instruction) != true;

    /// <summary>Does the operation look at the type of an <c>any</c> before it does its work?</summary>
    public static bool LooksAtTag(Instruction instruction) => instruction.Op switch
    {
        IrOp.Unbox or IrOp.LoadPayload => (instruction.Checks & Checks.Type) != 0,
        >= IrOp.CheckInteger and <= IrOp.DynTag => true,
        IrOp.CheckArrayType => true,
        IrOp.ValueEquals => instruction.From == IrType.Any,
        _ => false,
    };

    private bool IsDynamicCondition(int register, ICompiledUnit? unit) => _definitions.Of(register) is { } condition && LooksAtTag(condition, unit);

    /// <summary>A sum or difference that goes back to its variable, or of a variable and a constant.</summary>
    private bool IsIncrement(Instruction instruction)
    {
        bool isSum = instruction.Op == IrOp.DynBinary
            ? (BinaryOperator)(instruction.Immediate & 255) is BinaryOperator.Add or BinaryOperator.Subtract
            : instruction.Op is IrOp.Add or IrOp.Sub;
        return isSum && !_definitions.IsSingle(instruction.A) && (instruction.Dest == instruction.A || IsConstant(instruction.B));
    }

    private bool IsConstant(int register)
    {
        Instruction? definition = _definitions.Of(register);
        if (definition?.Op == IrOp.Box)
            definition = _definitions.Of(definition.A);
        return definition?.Op == IrOp.Const;
    }
}
