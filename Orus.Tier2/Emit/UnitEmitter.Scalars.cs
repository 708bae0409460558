using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>Arithmetic, comparison, conversion and control flow on scalars.</summary>
internal sealed partial class UnitEmitter
{
    private void EmitInstruction(Instruction i)
    {
        switch (i.Op)
        {
            case IrOp.Const:
                if (_plan.ConstantOf(i.Dest) is null)
                {
                    LoadConstant(i.Type, i.Immediate);
                    Store(i.Dest);
                    if (i.Type == IrType.Any)
                    {
                        _il.Op(OpCodes.Ldnull);
                        _il.Store(Tag(i.Dest));
                    }
                }
                break;
            case IrOp.Move when i.Type == IrType.Any:
                MoveDynamic(i.A, i.Dest);
                break;
            case IrOp.Move:
                Load(i.A);
                Store(i.Dest);
                break;
            case IrOp.Add or IrOp.Sub or IrOp.Mul:
                EmitArithmetic(i);
                break;
            case IrOp.Div or IrOp.Rem:
                EmitDivision(i);
                break;
            case IrOp.Neg:
                EmitNegate(i);
                break;
            case IrOp.RangeLast:
                EmitRangeLast(i);
                break;
            case IrOp.BitAnd or IrOp.BitOr:
                Load(i.A);
                Load(i.B);
                _il.Op(i.Op == IrOp.BitAnd ? OpCodes.And : OpCodes.Or);
                Store(i.Dest);
                break;
            case IrOp.ShiftLeft or IrOp.ShiftRight:
                Load(i.A);
                _il.Int((int)i.Immediate);
                _il.Op(i.Op == IrOp.ShiftLeft ? OpCodes.Shl : i.Type.IsSigned() ? OpCodes.Shr : OpCodes.Shr_Un);
                Store(i.Dest);
                break;
            case IrOp.Not:
                Load(i.A);
                _il.Int(0);
                _il.Op(OpCodes.Ceq);
                Store(i.Dest);
                break;
            case >= IrOp.CmpLt and <= IrOp.CmpNe:
                EmitCompare((Comparison)(i.Op - IrOp.CmpLt), i.Type, i.A, i.B);
                Store(i.Dest);
                break;
            case IrOp.Convert:
                EmitConvert(i);
                break;
            case IrOp.Jump:
                EmitJump(i.Targets![0]);
                break;
            case IrOp.Branch:
                Load(i.A);
                _il.Branch(OpCodes.Brtrue, EdgeLabel(_currentBlock, i.Targets![0]));
                EmitJump(i.Targets[1]);
                break;
            case IrOp.BranchCmp:
                EmitCompareBranch(i);
                break;
            case IrOp.Return:
                // A loop unit returns by an exit, which counts.
                if (_plan.Loop is null)
                    EmitCrossing(_currentBlock, null);
                _frame.EmitReturn(this, i);
                break;
            case IrOp.Raise:
                _il.Branch(OpCodes.Br, Failure(i, ExitReason.Raise));
                break;
            default:
                EmitHeapInstruction(i);
                break;
        }
    }

    /// <summary>How a failing signed operation of this instruction leaves the unit.</summary>
    private bool OverflowByException(Instruction i) => !_frame.IsInlined && _plan.OverflowModeOf(_currentBlock!) switch
    {
        OverflowMode.Positioned => PositionThen(i),
        OverflowMode.Restart => true,
        _ => false,
    };

    private bool PositionThen(Instruction i)
    {
        StorePosition(i);
        return true;
    }

    private void EmitArithmetic(Instruction i)
    {
        bool check = IsChecked(i, Checks.Overflow);
        if (check && (_plan.IsComparedStep(i) || !OverflowByException(i)))
        {
            EmitExplicitOverflow(i);
            return;
        }
        Load(i.A);
        Load(i.B);
        _il.Op(i.Op switch
        {
            IrOp.Add => check ? OpCodes.Add_Ovf : OpCodes.Add,
            IrOp.Sub => check ? OpCodes.Sub_Ovf : OpCodes.Sub,
            _ => check ? OpCodes.Mul_Ovf : OpCodes.Mul,
        });
        Store(i.Dest);
    }

    /// <summary>
    /// Overflow tested with branches, where a handler of this activation can see the locals. The forms are the cheapest measured: a constant operand needs one compare, i32 widens, i64
    /// uses the sign test, and i64 multiplication goes through a helper that also reports overflow.
    /// </summary>
    private void EmitExplicitOverflow(Instruction i)
    {
        Label failure = Failure(i, ExitReason.Overflow);
        if (i.Op != IrOp.Mul && ConstantOf(i.B) is { } constant && UnitPlan.CanCompareStep(constant))
        {
            // The result goes to a scratch local first: the destination may be an operand, which the interpreter needs intact.
            LocalBuilder sum = Scratch(i.Type);
            Load(i.A);
            Load(i.B);
            _il.Op(i.Op == IrOp.Add ? OpCodes.Add : OpCodes.Sub);
            _il.Store(sum);
            _il.Load(sum);
            Load(i.A);
            _il.Branch((i.Op == IrOp.Add) == (constant.Immediate > 0) ? OpCodes.Blt : OpCodes.Bgt, failure);
            _il.Load(sum);
            Store(i.Dest);
            return;
        }
        if (i.Type == IrType.I32)
        {
            LocalBuilder wide = Scratch(IrType.I64);
            Load(i.A);
            _il.Op(OpCodes.Conv_I8);
            Load(i.B);
            _il.Op(OpCodes.Conv_I8);
            _il.Op(i.Op == IrOp.Add ? OpCodes.Add : i.Op == IrOp.Sub ? OpCodes.Sub : OpCodes.Mul);
            _il.Store(wide);
            _il.Load(wide);
            _il.Op(OpCodes.Conv_I4);
            _il.Op(OpCodes.Conv_I8);
            _il.Load(wide);
            _il.Branch(OpCodes.Bne_Un, failure);
            _il.Load(wide);
            _il.Op(OpCodes.Conv_I4);
            Store(i.Dest);
            return;
        }
        LocalBuilder result = Scratch(IrType.I64);
        if (i.Op == IrOp.Mul)
        {
            Load(i.A);
            Load(i.B);
            _il.LoadAddress(result);
            RuntimeCalls.TryMultiply.Emit(_il);
            _il.Branch(OpCodes.Brfalse, failure);
        }
        else
        {
            Load(i.A);
            Load(i.B);
            _il.Op(i.Op == IrOp.Add ? OpCodes.Add : OpCodes.Sub);
            _il.Store(result);
            // Add: both operands differ in sign from the result. Sub: the operands differ in sign and the result differs from a.
            Load(i.A);
            _il.Load(result);
            _il.Op(OpCodes.Xor);
            if (i.Op == IrOp.Add)
            {
                Load(i.B);
                _il.Load(result);
            }
            else
            {
                Load(i.A);
                Load(i.B);
            }
            _il.Op(OpCodes.Xor);
            _il.Op(OpCodes.And);
            _il.Long(0);
            _il.Branch(OpCodes.Blt, failure);
        }
        _il.Load(result);
        Store(i.Dest);
    }

    private void EmitDivision(Instruction i)
    {
        bool remainder = i.Op == IrOp.Rem;
        if (i.Type == IrType.F64)
        {
            if ((i.Checks & Checks.Zero) != 0 && ConstantOf(i.B) is null)
            {
                // A converted integer is zero exactly when the integer is, and an integer is tested without regard to NaN.
                Instruction? conversion = _plan.ConversionOf(i.B);
                int tested = conversion?.A ?? i.B;
                Load(tested);
                LoadConstant(conversion?.From ?? IrType.F64, 0);
                _il.Branch(OpCodes.Beq, Failure(i, ExitReason.DivisionByZero));
            }
            else if (ConstantOf(i.B) is { } divisor && (divisor.Immediate << 1) == 0)
            {
                _il.Branch(OpCodes.Br, Failure(i, ExitReason.DivisionByZero));
                return;
            }
            Load(i.A);
            Load(i.B);
            _il.Op(remainder ? OpCodes.Rem : OpCodes.Div);
            Store(i.Dest);
            return;
        }

        bool signed = i.Type.IsSigned();
        Instruction? constant = ConstantOf(i.B);
        if (constant is null)
        {
            if (signed && (i.Checks & Checks.Overflow) != 0)
            {
                // One test sends both dangerous divisors, 0 and -1, to the interpreter's side of things; -1 itself is rare enough to leave compiled code.
                Load(i.B);
                LoadConstant(i.Type, 1);
                _il.Op(OpCodes.Add);
                LoadConstant(i.Type, 1);
                _il.Branch(OpCodes.Ble_Un, MinusOneLabel(i));
            }
            else if ((i.Checks & Checks.Zero) != 0)
            {
                Load(i.B);
                _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.DivisionByZero));
            }
        }
        else if (constant.Immediate == 0)
        {
            _il.Branch(OpCodes.Br, Failure(i, ExitReason.DivisionByZero));
            return;
        }
        else if (constant.Immediate == -1 && signed)
        {
            EmitMinusOne(i);
            return;
        }
        // What stands for an operation on dynamic values is no instruction of the block, of which these know nothing.
        bool isInBlock = _origin is null;
        if (isInBlock && remainder && constant is not null && _plan.DivisibilityOf(i, _currentBlock!) is { } test)
        {
            EmitDivisibility(i, test);
        }
        else if (isInBlock && _plan.DividesAsDouble(i, _currentBlock!))
        {
            EmitDivisionOfDoubles(i);
        }
        else
        {
            Load(i.A);
            Load(i.B);
            bool unsignedForm = !signed || (_plan.IsNonNegative(i.A) && _plan.IsNonNegative(i.B));
            _il.Op(remainder ? (unsignedForm ? OpCodes.Rem_Un : OpCodes.Rem) : unsignedForm ? OpCodes.Div_Un : OpCodes.Div);
        }
        Store(i.Dest);
        EmitPendingMinusOne();
    }

    /// <summary>Leaves a number on the stack that is zero exactly if the remainder is.</summary>
    private void EmitDivisibility(Instruction i, DivisibilityTest test)
    {
        bool isWide = IlType(i.Type) == typeof(long);
        Load(i.A);
        LoadConstant(i.Type, (long)test.Inverse);
        _il.Op(OpCodes.Mul);
        if (test.Offset != 0)
        {
            LoadConstant(i.Type, (long)test.Offset);
            _il.Op(OpCodes.Add);
        }
        if (test.Rotation != 0)
        {
            // A local of its own: RyuJIT sees a rotation only where the value has one definition.
            LocalBuilder sum = _il.Local(IlType(i.Type));
            _il.Store(sum);
            _il.Load(sum);
            _il.Int(test.Rotation);
            _il.Op(OpCodes.Shr_Un);
            _il.Load(sum);
            _il.Int((isWide ? 64 : 32) - test.Rotation);
            _il.Op(OpCodes.Shl);
            _il.Op(OpCodes.Or);
        }
        LoadConstant(i.Type, (long)test.Limit);
        _il.Op(OpCodes.Cgt_Un);
        if (isWide)
            _il.Op(OpCodes.Conv_U8);
    }

    /// <summary>Leaves the result of a division on the stack, see <see cref="OverlappingDivisions"/>. The divisor is not zero, and the quotient fits.</summary>
    private void EmitDivisionOfDoubles(Instruction i)
    {
        bool remainder = i.Op == IrOp.Rem;
        if (remainder)
            Load(i.A);
        LoadAsDouble(i.A);
        LoadAsDouble(i.B);
        _il.Op(OpCodes.Div);
        if (i.Type == IrType.I32)
        {
            _il.Call(Truncation.Int);
        }
        else
        {
            _il.Call(Truncation.Long);
            _il.Op(OpCodes.Conv_U4);
        }
        if (remainder)
        {
            Load(i.B);
            _il.Op(OpCodes.Mul);
            _il.Op(OpCodes.Sub);
        }

        void LoadAsDouble(int register)
        {
            Load(register);
            if (i.Type == IrType.U32)
                _il.Op(OpCodes.Conv_U8);
            _il.Op(OpCodes.Conv_R8);
        }
    }

    /// <summary>
    /// The last value of a range. The way from the start to the end fits into the unsigned type of the same width, if it is taken the right way round, and so does the part of it that whole steps cover.
    /// </summary>
    private void EmitRangeLast(Instruction i)
    {
        if ((i.Checks & Checks.Zero) != 0)
        {
            Load(i.C);
            _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.DivisionByZero));
        }
        LocalBuilder result = Scratch(i.Type);
        Label down = _il.Label();
        Label done = _il.Label();
        Load(i.A);
        _il.Store(result);
        long? step = ConstantOf(i.C)?.Immediate;
        bool mayGoUp = !i.From.IsSigned() || (step is null or > 0);
        bool mayGoDown = i.From.IsSigned() && (step is null or < 0);
        if (mayGoUp && mayGoDown)
        {
            Load(i.C);
            LoadConstant(i.From, 0);
            _il.Branch(OpCodes.Blt, down);
        }
        if (mayGoUp)
            EmitRangeLast(i, result, isUp: true, done);
        if (mayGoUp && mayGoDown)
            _il.Branch(OpCodes.Br, done);
        _il.Mark(down);
        if (mayGoDown)
            EmitRangeLast(i, result, isUp: false, done);
        _il.Mark(done);
        _il.Load(result);
        Store(i.Dest);
    }

    /// <summary>Moves the result, which is the start, to the last value of a range of one direction; not if the range is empty.</summary>
    private void EmitRangeLast(Instruction i, LocalBuilder result, bool isUp, Label empty)
    {
        bool inclusive = i.Immediate == 1;
        Load(i.A);
        Load(i.B);
        EmitCompareBranch(isUp ? (inclusive ? Comparison.Gt : Comparison.Ge) : inclusive ? Comparison.Lt : Comparison.Le, i.Type, empty);
        LoadWay();
        LoadWay();
        if (isUp)
        {
            Load(i.C);
        }
        else
        {
            LoadConstant(i.Type, 0);
            Load(i.C);
            _il.Op(OpCodes.Sub);
        }
        _il.Op(OpCodes.Rem_Un);
        _il.Op(OpCodes.Sub);
        _il.Store(result);
        Load(i.A);
        _il.Load(result);
        _il.Op(isUp ? OpCodes.Add : OpCodes.Sub);
        _il.Store(result);

        void LoadWay()
        {
            Load(isUp ? i.B : i.A);
            Load(isUp ? i.A : i.B);
            _il.Op(OpCodes.Sub);
            if (inclusive)
                return;
            LoadConstant(i.Type, 1);
            _il.Op(OpCodes.Sub);
        }
    }

    private Instruction? _minusOne;
    private Label _minusOneLabel;
    private Label _afterDivision;

    /// <summary>Label of the out-of-line path of a division whose divisor turned out to be 0 or -1.</summary>
    private Label MinusOneLabel(Instruction i)
    {
        _minusOne = i;
        _minusOneLabel = _il.Label();
        _afterDivision = _il.Label();
        return _minusOneLabel;
    }

    private void EmitPendingMinusOne()
    {
        if (_minusOne is not { } i)
            return;
        _minusOne = null;
        _il.Branch(OpCodes.Br, _afterDivision);
        _il.Mark(_minusOneLabel);
        Load(i.B);
        _il.Branch(OpCodes.Brfalse, Failure(i, ExitReason.DivisionByZero));
        EmitMinusOne(i);
        _il.Mark(_afterDivision);
    }

    /// <summary>x / -1 and x % -1: the only quotient that overflows is MIN's.</summary>
    private void EmitMinusOne(Instruction i)
    {
        if ((i.Checks & Checks.Overflow) != 0)
        {
            Load(i.A);
            LoadConstant(i.Type, i.Type == IrType.I32 ? int.MinValue : long.MinValue);
            _il.Branch(OpCodes.Beq, Failure(i, ExitReason.Overflow));
        }
        if (i.Op == IrOp.Rem)
        {
            LoadConstant(i.Type, 0);
        }
        else
        {
            Load(i.A);
            _il.Op(OpCodes.Neg);
        }
        Store(i.Dest);
    }

    private void EmitNegate(Instruction i)
    {
        if ((i.Checks & Checks.Overflow) != 0)
        {
            Load(i.A);
            LoadConstant(i.Type, i.Type == IrType.I32 ? int.MinValue : long.MinValue);
            _il.Branch(OpCodes.Beq, Failure(i, ExitReason.Overflow));
        }
        Load(i.A);
        _il.Op(OpCodes.Neg);
        Store(i.Dest);
    }

    private void EmitCompare(Comparison comparison, IrType type, int a, int b)
    {
        Load(a);
        Load(b);
        PushComparison(comparison, type is IrType.U32 or IrType.U64, type == IrType.F64);
    }

    /// <summary>Compares the two values on the stack.</summary>
    private void PushComparison(Comparison comparison, bool unsigned, bool real)
    {
        switch (comparison)
        {
            case Comparison.Eq:
                _il.Op(OpCodes.Ceq);
                return;
            case Comparison.Lt:
                _il.Op(unsigned ? OpCodes.Clt_Un : OpCodes.Clt);
                return;
            case Comparison.Gt:
                _il.Op(unsigned ? OpCodes.Cgt_Un : OpCodes.Cgt);
                return;
            case Comparison.Ne:
                _il.Op(OpCodes.Ceq);
                break;
            // Not greater; for f64 the unordered form, so that NaN compares false.
            case Comparison.Le:
                _il.Op(unsigned || real ? OpCodes.Cgt_Un : OpCodes.Cgt);
                break;
            case Comparison.Ge:
                _il.Op(unsigned || real ? OpCodes.Clt_Un : OpCodes.Clt);
                break;
        }
        _il.Int(0);
        _il.Op(OpCodes.Ceq);
    }

    private void EmitCompareBranch(Instruction i)
    {
        Load(i.A);
        Load(i.B);
        EmitCompareBranch((Comparison)i.Immediate, i.Type, EdgeLabel(_currentBlock, i.Targets![0]));
        EmitJump(i.Targets[1]);
    }

    /// <summary>Compares two numbers on the stack, and branches if the comparison holds.</summary>
    private void EmitCompareBranch(Comparison comparison, IrType type, Label target)
    {
        bool unsigned = type is IrType.U32 or IrType.U64;
        _il.Branch(comparison switch
        {
            Comparison.Lt => unsigned ? OpCodes.Blt_Un : OpCodes.Blt,
            Comparison.Le => unsigned ? OpCodes.Ble_Un : OpCodes.Ble,
            Comparison.Gt => unsigned ? OpCodes.Bgt_Un : OpCodes.Bgt,
            Comparison.Ge => unsigned ? OpCodes.Bge_Un : OpCodes.Bge,
            Comparison.Eq => OpCodes.Beq,
            _ => OpCodes.Bne_Un,
        }, target);
    }

    private void EmitConvert(Instruction i)
    {
        bool check = (i.Checks & Checks.Range) != 0;
        if (i.Type == IrType.Bool)
        {
            // Not equal to zero; NaN is true, as it differs from 0.0.
            Load(i.A);
            LoadConstant(i.From, 0);
            _il.Op(OpCodes.Ceq);
            _il.Int(0);
            _il.Op(OpCodes.Ceq);
        }
        else if (i.From == IrType.F64)
        {
            if (check)
                EmitRealRangeCheck(i);
            Load(i.A);
            switch (i.Type)
            {
                case IrType.I32:
                    _il.Call(Truncation.Int);
                    break;
                case IrType.I64:
                    _il.Call(Truncation.Long);
                    break;
                case IrType.U32:
                    _il.Call(Truncation.Long);
                    _il.Op(OpCodes.Conv_U4);
                    break;
                case IrType.U64:
                    _il.Op(OpCodes.Conv_U8);
                    break;
            }
        }
        else
        {
            if (check)
                EmitIntegerRangeCheck(i);
            Load(i.A);
            bool sourceUnsigned = i.From is IrType.U32 or IrType.U64 or IrType.Bool;
            switch (i.Type)
            {
                case IrType.I32 or IrType.U32:
                    if (i.From is IrType.I64 or IrType.U64)
                        _il.Op(OpCodes.Conv_I4);
                    break;
                case IrType.I64 or IrType.U64:
                    if (i.From is not (IrType.I64 or IrType.U64))
                        _il.Op(sourceUnsigned ? OpCodes.Conv_U8 : OpCodes.Conv_I8);
                    break;
                default:
                    if (sourceUnsigned)
                        _il.Op(OpCodes.Conv_R_Un);
                    _il.Op(OpCodes.Conv_R8);
                    break;
            }
        }
        Store(i.Dest);
    }

    /// <summary>f64 to integer: the truncated value must fit, which NaN fails by comparing false.</summary>
    private void EmitRealRangeCheck(Instruction i)
    {
        Label failure = Failure(i, ExitReason.Conversion);
        (double above, double below, bool belowInclusive) = i.Type switch
        {
            IrType.I32 => (2147483648.0, -2147483649.0, false),
            IrType.I64 => (9223372036854775808.0, -9223372036854775808.0, true),
            IrType.U32 => (4294967296.0, -1.0, false),
            _ => (18446744073709551616.0, -1.0, false),
        };
        // Branch on the negated ordered comparison: unordered must fail too.
        Load(i.A);
        _il.Double(above);
        _il.Branch(OpCodes.Bge_Un, failure);
        Load(i.A);
        _il.Double(below);
        _il.Branch(belowInclusive ? OpCodes.Blt_Un : OpCodes.Ble_Un, failure);
    }

    private void EmitIntegerRangeCheck(Instruction i)
    {
        Label failure = Failure(i, ExitReason.Conversion);
        bool sourceSigned = i.From.IsSigned();
        switch (i.Type)
        {
            case IrType.U64:
                if (sourceSigned)
                {
                    Load(i.A);
                    LoadConstant(i.From, 0);
                    _il.Branch(OpCodes.Blt, failure);
                }
                break;
            case IrType.I64:
                if (i.From == IrType.U64)
                {
                    Load(i.A);
                    _il.Long(0);
                    _il.Branch(OpCodes.Blt, failure);
                }
                break;
            case IrType.U32 or IrType.I32:
                if (i.From is IrType.I64 or IrType.U64)
                {
                    Load(i.A);
                    _il.Long(i.Type == IrType.U32 ? uint.MaxValue : int.MaxValue);
                    _il.Branch(OpCodes.Bgt_Un, failure);
                }
                else
                {
                    Load(i.A);
                    _il.Int(0);
                    _il.Branch(OpCodes.Blt, failure);
                }
                break;
        }
    }

    private LocalBuilder? _scratchInt;
    private LocalBuilder? _scratchLong;

    private LocalBuilder Scratch(IrType type) => IlType(type) == typeof(int)
        ? _scratchInt ??= _il.Local(typeof(int))
        : _scratchLong ??= _il.Local(typeof(long));
}
