using System;

namespace Orus.Optimizer.Ir;

/// <summary>The register types of every operation's operands.</summary>
internal static class IrTypeRules
{
    /// <summary>
    /// Types of destination, A, B and C: <c>T</c>, <c>F</c> the instruction's own types, <c>r</c> ref, <c>y</c> any, <c>b</c> bool, <c>i</c> i32, <c>l</c> i64, <c>*</c> any type at
    /// all, <c>-</c> nothing; then, after a colon, the type of all arguments. Null for an operation without a rule (a test holds that there is none).
    /// </summary>
    public static string? Signature(IrOp op) => op switch
    {
        IrOp.Const or IrOp.LoadGlobal or IrOp.LoadCapture => "T",
        IrOp.ConstRef or IrOp.LoadSelf or IrOp.CatchError => "r",
        IrOp.Move or IrOp.Neg or IrOp.ShiftLeft or IrOp.ShiftRight => "TT",
        IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.Div or IrOp.Rem or IrOp.BitAnd or IrOp.BitOr => "TTT",
        IrOp.Not => "bb",
        IrOp.CmpLt or IrOp.CmpLe or IrOp.CmpGt or IrOp.CmpGe or IrOp.CmpEq or IrOp.CmpNe => "bTT",
        IrOp.Convert => "TF",
        IrOp.RangeLast => "TTTF",
        IrOp.Box => "yF",
        IrOp.Unbox or IrOp.DynCast => "Ty",
        IrOp.CheckInteger => "ly",
        IrOp.DynBinary => "Tyy",
        IrOp.DynNeg or IrOp.DynField or IrOp.DynPop => "yy",
        IrOp.DynNot or IrOp.DynCondition or IrOp.DynIsBool => "by",
        IrOp.DynBitwise or IrOp.DynIndex or IrOp.DynRepeat => "yyy",
        IrOp.DynStoreIndex => "-yyy",
        IrOp.DynSlice => "yyll",
        IrOp.DynLen or IrOp.DynTag => "iy",
        IrOp.DynStoreField or IrOp.DynPush => "-yy",
        IrOp.DynCall or IrOp.DynMethod => "yy:y",
        IrOp.DynIterate => "ry",
        IrOp.DynRangeBound => "ryyy",
        IrOp.StringConcat => "rrr",
        IrOp.StringLen or IrOp.ArrayLen or IrOp.EnumTag => "ir",
        IrOp.StringIndex => "rrF",
        IrOp.StringCompare => "irr",
        IrOp.ValueEquals => "bFF",
        IrOp.ToText => "rF",
        IrOp.NewArray or IrOp.NewStruct or IrOp.NewEnum or IrOp.MakeClosure => "r:*",
        IrOp.NewArrayFill => "r*",
        IrOp.ArrayRepeat => "rrl",
        IrOp.LoadElement => "TrF",
        IrOp.StoreElement => "-rFT",
        IrOp.ArrayPush or IrOp.StoreField or IrOp.StoreCell => "-rT",
        IrOp.ArrayPop or IrOp.LoadField or IrOp.LoadPayload or IrOp.LoadCell or IrOp.IterNext => "Tr",
        IrOp.ArraySlice => "rrll",
        IrOp.StoreGlobal or IrOp.Return => "-T",
        IrOp.NewCell => "rT",
        IrOp.Call or IrOp.CallClosure => "Tr:*",
        IrOp.CallBuiltin => "T:*",
        IrOp.Print => ":*",
        IrOp.IterHasNext => "br",
        IrOp.CheckAssigned or IrOp.Branch => "-b",
        IrOp.CheckArrayType => "-y",
        IrOp.BranchCmp => "-TT",
        IrOp.CheckDepth or IrOp.Jump or IrOp.Raise => "",
        _ => null,
    };

    /// <summary>What is wrong with the types of an instruction whose operands are all registers; null if nothing is.</summary>
    public static string? Violation(IrFunction function, Instruction instruction)
    {
        string signature = Signature(instruction.Op) ?? "";
        int colon = signature.IndexOf(':', StringComparison.Ordinal);
        int operands = colon < 0 ? signature.Length : colon;
        ReadOnlySpan<int> registers = [instruction.Dest, instruction.A, instruction.B, instruction.C];
        for (int i = 0; i < operands; i++)
        {
            if (registers[i] >= 0 && !Fits(signature[i], instruction, function.TypeOf(registers[i])))
                return (i == 0 ? "the destination" : "operand " + "abc"[i - 1]) + " has type " + function.TypeOf(registers[i]).Name();
        }
        if (colon >= 0)
        {
            foreach (int argument in instruction.Arguments!)
            {
                if (!Fits(signature[colon + 1], instruction, function.TypeOf(argument)))
                    return "an argument has type " + function.TypeOf(argument).Name();
            }
        }
        if (instruction.Op == IrOp.Return && (instruction.A >= 0 ? instruction.Type : IrType.None) != function.Result)
            return "the function returns " + function.Result.Name();
        if (instruction.Op is IrOp.LoadElement or IrOp.StoreElement or IrOp.StringIndex && instruction.From is not (IrType.I32 or IrType.I64))
            return "an index must be i32 or i64";
        if ((instruction.Checks & Checks.Overflow) != 0 && !instruction.Type.IsSigned())
            return "only signed arithmetic has an overflow check";
        return null;
    }

    private static bool Fits(char rule, Instruction instruction, IrType type) => rule switch
    {
        'T' => type == instruction.Type,
        'F' => type == instruction.From,
        'r' => type == IrType.Ref,
        'y' => type == IrType.Any,
        'b' => type == IrType.Bool,
        'i' => type == IrType.I32,
        'l' => type == IrType.I64,
        _ => type != IrType.None,
    };
}
