using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>How the emitter treats an operation.</summary>
internal enum Treatment : byte
{
    /// <summary>IL that cannot leave by an exception (a failing check exits).</summary>
    Inline,
    /// <summary>A call of a run-time method that cannot raise.</summary>
    Helper,
    /// <summary>A call that may raise or run other code.</summary>
    RaisingHelper,
    /// <summary>Executed by the interpreter, one instruction, from inside compiled code.</summary>
    Step,
}

/// <summary>Which operations have IL of their own. What has none is stepped by the interpreter, so no loop is refused for an operation.</summary>
internal static class UnitOperations
{
    public static Treatment Of(Instruction instruction) => instruction.Op switch
    {
        IrOp.Call or IrOp.CallClosure => Treatment.RaisingHelper,
        IrOp.StringConcat or IrOp.ArrayPush or IrOp.NewStruct or IrOp.NewEnum => Treatment.RaisingHelper,
        IrOp.StringCompare or IrOp.StringIndex or IrOp.NewCell => Treatment.Helper,
        IrOp.ValueEquals => Treatment.RaisingHelper,
        IrOp.CallBuiltin when instruction.Type != IrType.Any => Treatment.RaisingHelper,
        IrOp.DynBinary or IrOp.DynIndex or IrOp.DynStoreIndex or IrOp.DynField or IrOp.DynStoreField or IrOp.DynPush or IrOp.DynPop => Treatment.RaisingHelper,
        <= IrOp.RangeLast => Treatment.Inline,
        IrOp.Box or IrOp.Unbox or IrOp.DynCondition or IrOp.StringLen or IrOp.ArrayLen or IrOp.LoadElement or IrOp.StoreElement => Treatment.Inline,
        IrOp.ArrayPop or IrOp.LoadField or IrOp.StoreField or IrOp.EnumTag or IrOp.LoadPayload => Treatment.Inline,
        IrOp.LoadGlobal or IrOp.StoreGlobal or IrOp.LoadCell or IrOp.StoreCell or IrOp.LoadCapture or IrOp.LoadSelf => Treatment.Inline,
        IrOp.CheckAssigned or IrOp.CheckDepth => Treatment.Inline,
        IrOp.Jump or IrOp.Branch or IrOp.BranchCmp or IrOp.Return or IrOp.Raise => Treatment.Inline,
        _ => Treatment.Step,
    };

    /// <summary>Does the instruction leave compiled code by an exception, so that the position slot must name it?</summary>
    public static bool NeedsPosition(Instruction instruction) => Of(instruction) is Treatment.RaisingHelper or Treatment.Step;

    /// <summary>
    /// Does the instruction change anything besides its result, so that it must not be executed twice? Dynamic arithmetic counts as if it did: its overflows need positions, because not all of them are exceptions
    /// of a checked instruction.
    /// </summary>
    public static bool HasEffects(Instruction instruction) =>
        Of(instruction) == Treatment.Step || instruction.Op == IrOp.DynBinary
        || (IrOpTable.Info(instruction.Op).Effects & (Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable | Effects.World)) != 0;

    /// <summary>Is the instruction compiled to a checked IL instruction where the overflow mode allows that?</summary>
    public static bool IsCheckedArithmetic(Instruction instruction) => (instruction.Checks & Checks.Overflow) != 0 && instruction.Op is IrOp.Add or IrOp.Sub or IrOp.Mul;
}
