using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Tells which operations may run where they would not have run. An operation without checks is not always such: its checks may be gone because something before it excludes
/// the failure, and above that a division by zero, an index out of bounds or an unassigned (null) variable would meet the machine.
/// </summary>
internal sealed class Totality(IrFunction function, Definitions definitions)
{
    private bool[]? _maybeNull;

    /// <summary>Can the operation run on any operands of their types, with no effect but its result?</summary>
    public bool IsTotal(Instruction instruction)
    {
        if (instruction.CanRaise)
            return false;
        switch (instruction.Op)
        {
            case IrOp.Const or IrOp.ConstRef or IrOp.Move or IrOp.Box or IrOp.LoadCapture or IrOp.LoadSelf or IrOp.LoadGlobal:
            case IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.Neg or IrOp.BitAnd or IrOp.BitOr or IrOp.ShiftLeft or IrOp.ShiftRight or IrOp.Not:
            case >= IrOp.CmpLt and <= IrOp.CmpNe:
                return true;
            case IrOp.Div or IrOp.Rem:
                return instruction.Type == IrType.F64 || IsSafeDivisor(instruction.B);
            case IrOp.RangeLast:
                return IsSafeDivisor(instruction.C);
            case IrOp.Convert:
                return instruction.From != IrType.F64 || !instruction.Type.IsInteger();
            case IrOp.ToText:
                return instruction.From != IrType.Ref || !MaybeNull(instruction.A);
            case IrOp.ArrayLen or IrOp.StringLen or IrOp.EnumTag or IrOp.LoadField or IrOp.LoadCell or IrOp.IterHasNext:
                return !MaybeNull(instruction.A);
            case IrOp.StringCompare:
                return !MaybeNull(instruction.A) && !MaybeNull(instruction.B);
            default:
                return false;
        }
    }

    /// <summary>Could the register hold the empty value of a variable that was not assigned yet?</summary>
    public bool MaybeNull(int register) => (_maybeNull ??= FindNulls())[register];

    private bool IsSafeDivisor(int register) => definitions.Of(register) is { Op: IrOp.Const, Immediate: not (0 or -1) };

    private bool[] FindNulls()
    {
        var maybeNull = new bool[function.Registers.Count];
        for (bool changed = true; changed;)
        {
            changed = false;
            foreach (Block block in function.Blocks)
            {
                foreach (Instruction instruction in block.Code)
                {
                    bool isNull = instruction.Op == IrOp.Const ? instruction.Type.UsesRefs() : instruction.Op == IrOp.Move && maybeNull[instruction.A];
                    if (!isNull || maybeNull[instruction.Dest])
                        continue;
                    maybeNull[instruction.Dest] = true;
                    changed = true;
                }
            }
        }
        return maybeNull;
    }
}
