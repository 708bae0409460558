using System;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Passes;

/// <summary>What an operation with one constant operand, or twice the same operand, amounts to.</summary>
internal enum Identity : byte
{
    None,
    /// <summary>Its left operand.</summary>
    Left,
    /// <summary>Its right operand.</summary>
    Right,
    /// <summary>A constant.</summary>
    Value,
}

/// <summary>Algebraic identities that are exact: no check is lost, and f64 keeps the sign of zero (so <c>x + 0.0</c> is not one, but <c>x - 0.0</c> is).</summary>
internal static class Identities
{
    public static Identity Find(Instruction instruction, bool hasA, bool hasB, long a, long b, out long value)
    {
        value = 0;
        if (instruction.Type == IrType.F64)
            return FindFloat(instruction.Op, hasA, hasB, a, b);
        bool isSame = instruction.A == instruction.B;
        long all = instruction.Type switch
        {
            IrType.Bool => 1,
            IrType.U32 => uint.MaxValue,
            _ => -1,
        };
        switch (instruction.Op)
        {
            case IrOp.Add:
                return hasB && b == 0 ? Identity.Left : hasA && a == 0 ? Identity.Right : Identity.None;
            case IrOp.Sub:
                return hasB && b == 0 ? Identity.Left : isSame ? Identity.Value : Identity.None;
            case IrOp.Mul:
                if ((hasA && a == 0) || (hasB && b == 0))
                    return Identity.Value;
                return hasB && b == 1 ? Identity.Left : hasA && a == 1 ? Identity.Right : Identity.None;
            case IrOp.Div:
                return hasB && b == 1 ? Identity.Left : Identity.None;
            case IrOp.Rem:
                return hasB && b == 1 ? Identity.Value : Identity.None;
            case IrOp.BitAnd:
                if ((hasA && a == 0) || (hasB && b == 0))
                    return Identity.Value;
                return isSame || (hasB && b == all) ? Identity.Left : hasA && a == all ? Identity.Right : Identity.None;
            case IrOp.BitOr:
                value = all;
                if ((hasA && a == all) || (hasB && b == all))
                    return Identity.Value;
                return isSame || (hasB && b == 0) ? Identity.Left : hasA && a == 0 ? Identity.Right : Identity.None;
            case >= IrOp.CmpLt and <= IrOp.CmpNe when isSame:
                value = Folding.Holds(Folding.ComparisonOf(instruction.Op), 0) ? 1 : 0;
                return Identity.Value;
            default:
                return Identity.None;
        }
    }

    private static Identity FindFloat(IrOp op, bool hasA, bool hasB, long a, long b)
    {
        long one = BitConverter.DoubleToInt64Bits(1.0);
        return op switch
        {
            IrOp.Sub when hasB && b == 0 => Identity.Left,
            IrOp.Mul when hasB && b == one => Identity.Left,
            IrOp.Mul when hasA && a == one => Identity.Right,
            IrOp.Div when hasB && b == one => Identity.Left,
            _ => Identity.None,
        };
    }
}
