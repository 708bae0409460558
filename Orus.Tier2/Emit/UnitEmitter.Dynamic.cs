using System.Reflection.Emit;
using Orus.Front.Typed;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// Operations on dynamic values. For each kind of operands that is possible and expected the typed operation is emitted, behind as few tag tests as the known kinds allow; a literal operand adapts to
/// the other side at compile time. Other kinds leave compiled code, or are the run time's, as <see cref="Specialization"/> says.
/// </summary>
internal sealed partial class UnitEmitter
{
    /// <summary>The types that operations are emitted for, the common ones first. The reference stands for a string.</summary>
    private static readonly IrType[] ViewTypes = [IrType.I32, IrType.F64, IrType.I64, IrType.U32, IrType.U64, IrType.Bool, IrType.Ref];

    private static KindSet KindOfView(IrType view) => view == IrType.Ref ? KindSet.String : KindSets.Of(view);

    /// <summary>False if the operation has no code of its own here.</summary>
    private bool EmitDynamic(Instruction i)
    {
        switch (i.Op)
        {
            case IrOp.DynBinary:
                EmitDynamicBinary(i);
                return true;
            case IrOp.DynCast when i.Type.IsScalar():
            case IrOp.DynNeg:
                EmitDynamicUnary(i);
                return true;
            case IrOp.DynLen:
                EmitDynamicLength(i);
                return true;
            case IrOp.DynNot when IsKnown(i.A, KindSet.Bool | KindSet.Integers):
                Load(i.A);
                _il.Long(0);
                _il.Op(OpCodes.Ceq);
                Store(i.Dest);
                return true;
            case IrOp.DynIsBool when IsKnown(i.A, KindSet.Bool | KindSet.Integers):
                EmitKindQuestion(i.A, KindSet.Bool);
                Store(i.Dest);
                return true;
            case IrOp.DynBitwise when KindsOf(i.A).ScalarType() is var view && view.IsInteger() && KindsOf(i.B).ScalarType() == view:
                EmitAs(i, view, new Instruction(i.Immediate == 0 ? IrOp.BitAnd : IrOp.BitOr, view, i.Span));
                return true;
            // A u64 may be out of range of the result.
            case IrOp.CheckInteger when IsKnown(i.A, KindSet.Integers & ~KindSet.U64):
                Load(i.A);
                Store(i.Dest);
                return true;
            case IrOp.CallBuiltin when _plan.Types.IsPartOfTest(i):
                return true;
            case IrOp.ValueEquals or IrOp.CallBuiltin when _plan.Types.TestOf(i) is { } test:
                EmitKindQuestion(test.Register, test.Kinds);
                Store(i.Dest);
                return true;
            default:
                return false;
        }
    }

    private void EmitDynamicBinary(Instruction i)
    {
        var op = (BinaryOperator)(i.Immediate & 255);
        var literals = (LiteralSides)(i.Immediate >> 8);
        Expectation expected = _plan.Specialization.Of(i);
        Instruction? leftConstant = _plan.BoxedConstant(i.A);
        Instruction? rightConstant = _plan.BoxedConstant(i.B);
        KindSet left = KindsOf(i.A);
        KindSet right = KindsOf(i.B);
        Label done = _il.Label();
        Instruction? named = _named;
        bool othersPossible = true;
        bool branched = false;
        foreach (IrType view in ViewTypes)
        {
            KindSet kind = KindOfView(view);
            if (!MayBe(left & expected.A, kind, leftConstant, literals == LiteralSides.Left) || !MayBe(right & expected.B, kind, rightConstant, literals == LiteralSides.Right))
                continue;
            if (TypedForm(op, view, i) is not { } typed)
                continue;
            bool testLeft = left != kind && leftConstant is null;
            bool testRight = right != kind && rightConstant is null && i.A != i.B;
            Label next = _il.Label();
            if (testLeft)
                EmitKindTest(i.A, kind, next);
            if (testRight)
                EmitKindTest(i.B, kind, next);
            _named = named;
            if (view == IrType.Ref)
                EmitStringBinary(i, op);
            else
                EmitAs(i, view, typed);
            if (!testLeft && !testRight)
            {
                othersPossible = false;
                break;
            }
            branched = true;
            _il.Branch(OpCodes.Br, done);
            _il.Mark(next);
            if (testLeft != testRight)
            {
                left = testLeft ? left & ~kind : left;
                right = testRight || i.A == i.B ? right & ~kind : right;
            }
        }
        if (othersPossible)
            EmitOthers(i, expected);
        if (branched || othersPossible)
            _named = null;
        _il.Mark(done);
    }

    /// <summary>Can an operand be of a kind? A literal is of every kind that it fits.</summary>
    private static bool MayBe(KindSet kinds, KindSet kind, Instruction? constant, bool isLiteral) =>
        constant is null ? (kinds & kind) != KindSet.None : ConstantAs(constant, kind.ScalarType(), isLiteral) is not null;

    /// <summary>What is done with operands of kinds that have no code of their own: leave, or have the run time do the operation.</summary>
    private void EmitOthers(Instruction i, Expectation expected)
    {
        _named = null;
        if (expected.Leaves)
        {
            _plan.Specialization.NoteLeaving(i);
            _il.Branch(OpCodes.Br, Failure(i, ExitReason.TypeGuard));
        }
        else
        {
            EmitByRuntime(i);
        }
    }

    private void EmitByRuntime(Instruction i)
    {
        if (i.Op == IrOp.DynBinary)
            EmitDynamicCall(i, i.Type == IrType.Bool ? DynamicCalls.Compare : DynamicCalls.Binary);
        else
            EmitRaisingCall(i, () => _frame.EmitStep(this, i));
    }

    /// <summary>The operation on two operands of one type; null if it is not done in place.</summary>
    private static Instruction? TypedForm(BinaryOperator op, IrType view, Instruction i)
    {
        bool isSigned = view.IsSigned();
        if (op is >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual)
            return view == IrType.Bool ? null : new Instruction(IrOp.CmpLt + (op - BinaryOperator.Less), view, i.Span);
        if (op is BinaryOperator.Equal or BinaryOperator.NotEqual)
            return new Instruction(op == BinaryOperator.Equal ? IrOp.CmpEq : IrOp.CmpNe, view, i.Span);
        if (view == IrType.Bool || (view == IrType.Ref && op != BinaryOperator.Add))
            return null;
        return op switch
        {
            BinaryOperator.Add => new Instruction(IrOp.Add, view, i.Span) { Checks = isSigned ? Checks.Overflow : Checks.None },
            BinaryOperator.Subtract => new Instruction(IrOp.Sub, view, i.Span) { Checks = isSigned ? Checks.Overflow : Checks.None },
            BinaryOperator.Multiply => new Instruction(IrOp.Mul, view, i.Span) { Checks = isSigned ? Checks.Overflow : Checks.None },
            BinaryOperator.Divide => new Instruction(IrOp.Div, view, i.Span) { Checks = isSigned ? Checks.Zero | Checks.Overflow : Checks.Zero },
            BinaryOperator.Remainder => new Instruction(IrOp.Rem, view, i.Span) { Checks = isSigned ? Checks.Zero | Checks.Overflow : Checks.Zero },
            _ => null,
        };
    }

    private void EmitStringBinary(Instruction i, BinaryOperator op)
    {
        if (op == BinaryOperator.Add)
        {
            EmitRaisingCall(i, () =>
            {
                _il.Load(Tag(i.A));
                _il.Load(Tag(i.B));
                RuntimeCalls.Concat.Emit(_il);
                _il.Store(Tag(i.Dest));
                _il.Long(0);
                _il.Store(Value(i.Dest));
            });
            return;
        }
        _il.Load(Tag(i.A));
        _il.Load(Tag(i.B));
        if (op is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            RuntimeCalls.StringEquals.Emit(_il);
            _il.Int(op == BinaryOperator.Equal ? 1 : 0);
            _il.Op(OpCodes.Ceq);
        }
        else
        {
            RuntimeCalls.StringCompare.Emit(_il);
            _il.Int(0);
            PushComparison(Comparison.Lt + (op - BinaryOperator.Less), unsigned: false, real: false);
        }
        Store(i.Dest);
    }

    /// <summary>A cast or negation of a scalar of one type.</summary>
    private static Instruction TypedForm(Instruction i, IrType view)
    {
        if (i.Op == IrOp.DynNeg)
            return new Instruction(IrOp.Neg, view, i.Span) { Checks = view == IrType.F64 ? Checks.None : Checks.Overflow };
        if (view == i.Type)
            return new Instruction(IrOp.Move, view, i.Span);
        return new Instruction(IrOp.Convert, i.Type, i.Span) { From = view, Checks = IrTypes.ConversionChecks(view, i.Type) };
    }

    private void EmitDynamicUnary(Instruction i)
    {
        Expectation expected = _plan.Specialization.Of(i);
        KindSet possible = KindsOf(i.A);
        Label done = _il.Label();
        Instruction? named = _named;
        bool othersPossible = true;
        bool branched = false;
        foreach (IrType view in ViewTypes)
        {
            KindSet kind = KindOfView(view);
            if (view == IrType.Ref || (possible & expected.A & kind) == KindSet.None)
                continue;
            _named = named;
            if (possible == kind)
            {
                EmitAs(i, view, TypedForm(i, view));
                othersPossible = false;
                break;
            }
            Label next = _il.Label();
            EmitKindTest(i.A, kind, next);
            EmitAs(i, view, TypedForm(i, view));
            branched = true;
            _il.Branch(OpCodes.Br, done);
            _il.Mark(next);
            possible &= ~kind;
        }
        if (othersPossible)
            EmitOthers(i, expected);
        if (branched || othersPossible)
            _named = null;
        _il.Mark(done);
    }

    private void EmitDynamicLength(Instruction i)
    {
        Expectation expected = _plan.Specialization.Of(i);
        KindSet possible = KindsOf(i.A);
        Label done = _il.Label();
        bool othersPossible = true;
        bool branched = false;
        foreach (KindSet kind in (System.ReadOnlySpan<KindSet>)[KindSet.String, KindSet.Array])
        {
            if ((possible & expected.A & kind) == KindSet.None)
                continue;
            Label next = _il.Label();
            othersPossible = possible != kind;
            if (othersPossible)
                EmitKindTest(i.A, kind, next);
            _il.Load(Tag(i.A));
            _il.Field(OpCodes.Ldfld, kind == KindSet.String ? RuntimeFields.StringLength : RuntimeFields.Count);
            Store(i.Dest);
            if (!othersPossible)
                break;
            branched = true;
            _il.Branch(OpCodes.Br, done);
            _il.Mark(next);
            possible &= ~kind;
        }
        if (othersPossible)
            EmitOthers(i, expected);
        if (branched || othersPossible)
            _named = null;
        _il.Mark(done);
    }

    // ---- kinds -----------------------------------------------------------------------------------------------------

    /// <summary>Goes on elsewhere unless a dynamic register holds a value of one kind.</summary>
    private void EmitKindTest(int register, KindSet kind, Label otherwise)
    {
        LoadTag(register);
        if (kind.ScalarType() is var scalar && scalar != IrType.None)
        {
            LoadObject(TagOf(scalar));
            _il.Branch(OpCodes.Bne_Un, otherwise);
            return;
        }
        _il.TypeOp(OpCodes.Isinst, ClassOf(kind));
        _il.Branch(OpCodes.Brfalse, otherwise);
    }

    /// <summary>Pushes whether a dynamic register holds a value of one kind.</summary>
    private void EmitKindQuestion(int register, KindSet kind)
    {
        KindSet possible = KindsOf(register);
        if ((possible & kind) == KindSet.None || possible == kind)
        {
            _il.Int(possible == kind ? 1 : 0);
            return;
        }
        LoadTag(register);
        if (kind.ScalarType() is var scalar && scalar != IrType.None)
        {
            LoadObject(TagOf(scalar));
            _il.Op(OpCodes.Ceq);
            return;
        }
        _il.TypeOp(OpCodes.Isinst, ClassOf(kind));
        _il.Op(OpCodes.Ldnull);
        _il.Op(OpCodes.Cgt_Un);
    }

    private static System.Type ClassOf(KindSet kind) => kind switch
    {
        KindSet.String => typeof(OrusString),
        KindSet.Array => typeof(OrusArray),
        KindSet.Record => typeof(Record),
        KindSet.Function => typeof(FunctionValue),
        _ => throw new System.ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The bits of a constant operand as a type, if it has that type or is a literal that adapts to it.</summary>
    private static long? ConstantAs(Instruction constant, IrType type, bool isLiteral)
    {
        if (constant.Type == type)
            return constant.Immediate;
        if (!isLiteral || !constant.Type.IsSigned())
            return null;
        return type switch
        {
            IrType.F64 => System.BitConverter.DoubleToInt64Bits(constant.Immediate),
            IrType.I64 => constant.Immediate,
            IrType.I32 => constant.Immediate == (int)constant.Immediate ? constant.Immediate : null,
            IrType.U32 => constant.Immediate == (uint)constant.Immediate ? constant.Immediate : null,
            IrType.U64 => constant.Immediate >= 0 ? constant.Immediate : null,
            _ => null,
        };
    }
}
