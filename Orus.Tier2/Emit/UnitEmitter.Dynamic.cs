using System.Reflection.Emit;
using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>
/// Binary operations on dynamic values. The three common cases, both operands i32, both i64, both f64, are tested for and done in place; a literal operand adapts to the other side at compile
/// time. Everything else, errors included, is the interpreter's.
/// </summary>
internal sealed partial class UnitEmitter
{
    private static readonly IrType[] FastTypes = [IrType.I32, IrType.F64, IrType.I64];

    private void EmitDynamicBinary(Instruction i)
    {
        var op = (BinaryOperator)(i.Immediate & 255);
        var literals = (LiteralSides)(i.Immediate >> 8);
        bool compares = op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual;
        if (op is BinaryOperator.Divide or BinaryOperator.Remainder or BinaryOperator.BitAnd or BinaryOperator.BitOr or BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            EmitRaisingCall(i, () => _frame.EmitStep(this, i));
            return;
        }
        Instruction? leftConstant = _plan.BoxedConstant(i.A);
        Instruction? rightConstant = _plan.BoxedConstant(i.B);
        Label slow = _il.Label();
        Label done = _il.Label();
        foreach (IrType type in FastTypes)
        {
            long? left = ConstantAs(leftConstant, type, (literals & LiteralSides.Left) != 0);
            long? right = ConstantAs(rightConstant, type, (literals & LiteralSides.Right) != 0);
            if ((leftConstant is not null && left is null) || (rightConstant is not null && right is null))
                continue;
            Label next = _il.Label();
            if (left is null)
                EmitTagTest(i.A, type, next);
            if (right is null)
                EmitTagTest(i.B, type, next);
            PushAs(i.A, type, left);
            PushAs(i.B, type, right);
            if (compares)
                EmitComparison(op - BinaryOperator.Equal, type, i.Dest);
            else
                EmitFastArithmetic(op, type, i, slow, left, right);
            _il.Branch(OpCodes.Br, done);
            _il.Mark(next);
        }
        _il.Mark(slow);
        EmitRaisingCall(i, () => _frame.EmitStep(this, i));
        _il.Mark(done);
        _named = null;
    }

    /// <summary>A cast of a dynamic value to a number type: in place where the value is an integer that the target holds, else the interpreter's.</summary>
    private void EmitDynamicCast(Instruction i)
    {
        if (i.Type is not (IrType.I32 or IrType.I64 or IrType.F64))
        {
            EmitRaisingCall(i, () => _frame.EmitStep(this, i));
            return;
        }
        Label done = _il.Label();
        foreach (IrType from in FastTypes)
        {
            if (from == IrType.F64 && i.Type != IrType.F64)
                continue;
            Label next = _il.Label();
            EmitTagTest(i.A, from, next);
            Load(i.A);
            FromBits(from);
            if (from != i.Type)
                _il.Op(i.Type == IrType.F64 ? OpCodes.Conv_R8 : i.Type == IrType.I64 ? OpCodes.Conv_I8 : OpCodes.Conv_I4);
            Store(i.Dest);
            _il.Branch(OpCodes.Br, done);
            _il.Mark(next);
        }
        if (i.Type == IrType.I64)
        {
            // f64 to i64: in place while the value is clearly in range; the rest, NaN included, has the interpreter raise or convert.
            Label other = _il.Label();
            EmitTagTest(i.A, IrType.F64, other);
            Load(i.A);
            FromBits(IrType.F64);
            _il.Call(RuntimeCalls.Absolute);
            _il.Double(9.0e18);
            _il.Branch(OpCodes.Bge_Un, other);
            Load(i.A);
            FromBits(IrType.F64);
            _il.Op(OpCodes.Conv_I8);
            Store(i.Dest);
            _il.Branch(OpCodes.Br, done);
            _il.Mark(other);
        }
        EmitRaisingCall(i, () => _frame.EmitStep(this, i));
        _il.Mark(done);
        _named = null;
    }

    /// <summary>The bits of a constant operand as a type, if it has that type or is a literal that adapts to it.</summary>
    private static long? ConstantAs(Instruction? constant, IrType type, bool isLiteral)
    {
        if (constant is null)
            return null;
        if (constant.Type == type)
            return constant.Immediate;
        if (!isLiteral || !constant.Type.IsSigned())
            return null;
        return type switch
        {
            IrType.F64 => System.BitConverter.DoubleToInt64Bits(constant.Immediate),
            IrType.I64 => constant.Immediate,
            _ => constant.Immediate == (int)constant.Immediate ? constant.Immediate : null,
        };
    }

    private void EmitTagTest(int register, IrType type, Label otherwise)
    {
        LoadTag(register);
        LoadObject(TagOf(type));
        _il.Branch(OpCodes.Bne_Un, otherwise);
    }

    private void PushAs(int register, IrType type, long? constant)
    {
        if (constant is { } bits)
        {
            LoadConstant(type, bits);
            return;
        }
        Load(register);
        FromBits(type);
    }

    private void EmitFastArithmetic(BinaryOperator op, IrType type, Instruction i, Label slow, long? left, long? right)
    {
        if (type == IrType.F64)
        {
            _il.Op(op == BinaryOperator.Add ? OpCodes.Add : op == BinaryOperator.Subtract ? OpCodes.Sub : OpCodes.Mul);
        }
        else if (type == IrType.I32)
        {
            // Both operands again, widened: the narrow ones are dropped.
            _il.Op(OpCodes.Pop);
            _il.Op(OpCodes.Pop);
            LocalBuilder wide = Scratch(IrType.I64);
            PushAs(i.A, IrType.I64, left);
            PushAs(i.B, IrType.I64, right);
            _il.Op(op == BinaryOperator.Add ? OpCodes.Add : op == BinaryOperator.Subtract ? OpCodes.Sub : OpCodes.Mul);
            _il.Store(wide);
            _il.Load(wide);
            _il.Op(OpCodes.Conv_I4);
            _il.Op(OpCodes.Conv_I8);
            _il.Load(wide);
            _il.Branch(OpCodes.Bne_Un, slow);
            _il.Load(wide);
            _il.Op(OpCodes.Conv_I4);
        }
        else
        {
            LocalBuilder result = Scratch(IrType.I64);
            if (op == BinaryOperator.Multiply)
            {
                _il.LoadAddress(result);
                RuntimeCalls.TryMultiply.Emit(_il);
                _il.Branch(OpCodes.Brfalse, slow);
            }
            else
            {
                _il.Op(op == BinaryOperator.Add ? OpCodes.Add : OpCodes.Sub);
                _il.Store(result);
                PushAs(i.A, type, left);
                _il.Load(result);
                _il.Op(OpCodes.Xor);
                PushAs(op == BinaryOperator.Add ? i.B : i.A, type, op == BinaryOperator.Add ? right : left);
                if (op == BinaryOperator.Add)
                    _il.Load(result);
                else
                    PushAs(i.B, type, right);
                _il.Op(OpCodes.Xor);
                _il.Op(OpCodes.And);
                _il.Long(0);
                _il.Branch(OpCodes.Blt, slow);
            }
            _il.Load(result);
        }
        ToBits(type);
        Store(i.Dest);
        LoadObject(TagOf(type));
        _il.Store(Tag(i.Dest));
    }

    private void EmitComparison(int comparison, IrType type, int dest)
    {
        // BinaryOperator orders ==, !=, <, <=, >, >=; Comparison orders <, <=, >, >=, ==, !=.
        PushComparison((Comparison)(comparison - 2), unsigned: false, real: type == IrType.F64);
        Store(dest);
    }
}
