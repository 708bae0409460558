using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// Conditions become control flow. A negation swaps the targets; comparisons are never negated, since with NaN <c>not (a &lt; b)</c> is not <c>a &gt;= b</c>.
/// </summary>
internal sealed partial class FunctionLowering
{
    private void LowerCondition(TypedExpression condition, Block whenTrue, Block whenFalse)
    {
        SourceSpan span = condition.Span;
        if (ConstantOf(condition) is { } constant)
        {
            _builder.Jump(constant.Bits != 0 ? whenTrue : whenFalse, span);
            return;
        }
        switch (condition)
        {
            case TypedNot node when RegisterType(node.Operand) == IrType.Bool:
                LowerCondition(node.Operand, whenFalse, whenTrue);
                break;
            case TypedLogical node when RegisterType(node) == IrType.Bool:
                Block second = _builder.NewBlock();
                LowerCondition(node.Left, node.IsAnd ? second : whenTrue, node.IsAnd ? whenFalse : second);
                _builder.Place(second);
                LowerCondition(node.Right, whenTrue, whenFalse);
                break;
            case TypedBinary { Operator: >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual } node:
                (int left, int right) = LowerOperands(node.Left, node.Right);
                BranchOn(node.Operator, left, right, node.Literals, whenTrue, whenFalse, span);
                break;
            case TypedComparisonChain node:
                LowerChain(node, whenTrue, whenFalse);
                break;
            case TypedConditional node:
                Block first = _builder.NewBlock();
                Block other = _builder.NewBlock();
                LowerCondition(node.Condition, first, other);
                _builder.Place(first);
                LowerCondition(node.WhenTrue, whenTrue, whenFalse);
                _builder.Place(other);
                LowerCondition(node.WhenFalse, whenTrue, whenFalse);
                break;
            case TypedBlockExpression node:
                LowerBody(node.Statements);
                LowerCondition(node.Value, whenTrue, whenFalse);
                break;
            case TypedVariantTest node:
                LowerVariantTest(node, whenTrue, whenFalse);
                break;
            default:
                _builder.Branch(Lower(condition), whenTrue, whenFalse, span);
                break;
        }
    }

    /// <summary>The value of a condition that is evaluated by branching.</summary>
    private int LowerAsCondition(TypedExpression condition, int target)
    {
        int result = Merge(IrType.Bool, target);
        Block whenTrue = _builder.NewBlock();
        Block whenFalse = _builder.NewBlock();
        Block join = _builder.NewBlock();
        LowerCondition(condition, whenTrue, whenFalse);
        _builder.Place(whenTrue);
        _builder.Constant(IrType.Bool, 1, condition.Span, result);
        _builder.Jump(join, condition.Span);
        _builder.Place(whenFalse);
        _builder.Constant(IrType.Bool, 0, condition.Span, result);
        _builder.Jump(join, condition.Span);
        _builder.Place(join);
        return result;
    }

    private void BranchOn(BinaryOperator op, int left, int right, LiteralSides literals, Block whenTrue, Block whenFalse, SourceSpan span)
    {
        switch (op)
        {
            case BinaryOperator.Equal:
                BranchEquals(left, right, whenTrue, whenFalse, span);
                return;
            case BinaryOperator.NotEqual:
                if (_function.TypeOf(left) == _function.TypeOf(right) && _function.TypeOf(left).IsScalar())
                    _builder.BranchCompare(Comparison.Ne, left, right, whenTrue, whenFalse, span);
                else
                    BranchEquals(left, right, whenFalse, whenTrue, span);
                return;
        }
        if (_function.TypeOf(left) == IrType.Any || _function.TypeOf(right) == IrType.Any)
        {
            _builder.Branch(Compare(op, left, right, literals, span, -1), whenTrue, whenFalse, span);
            return;
        }
        if (_function.TypeOf(left) == IrType.Ref)
            (left, right, _) = CompareStrings(left, right, span);
        Comparison comparison = op switch
        {
            BinaryOperator.Less => Comparison.Lt,
            BinaryOperator.LessOrEqual => Comparison.Le,
            BinaryOperator.Greater => Comparison.Gt,
            _ => Comparison.Ge,
        };
        _builder.BranchCompare(comparison, left, right, whenTrue, whenFalse, span);
    }

    private void BranchEquals(int left, int right, Block whenTrue, Block whenFalse, SourceSpan span)
    {
        if (_function.TypeOf(left) == _function.TypeOf(right) && _function.TypeOf(left).IsScalar())
            _builder.BranchCompare(Comparison.Eq, left, right, whenTrue, whenFalse, span);
        else
            _builder.Branch(Equals(left, right, span, -1), whenTrue, whenFalse, span);
    }

    private void LowerChain(TypedComparisonChain node, Block whenTrue, Block whenFalse)
    {
        Operand left = Hold(node.Operands[0]);
        for (int i = 0; i < node.Operators.Length; i++)
        {
            Operand right = Hold(node.Operands[i + 1]);
            Block next = i == node.Operators.Length - 1 ? whenTrue : _builder.NewBlock();
            BranchOn(node.Operators[i], _builder.Use(left), right.Register, node.Literals[i], next, whenFalse, node.OperatorSpans[i]);
            if (next != whenTrue)
                _builder.Place(next);
            left = right;
        }
    }

    private void LowerVariantTest(TypedVariantTest node, Block whenTrue, Block whenFalse)
    {
        SourceSpan span = node.Span;
        Operand held = Hold(node.Value);
        var arguments = new Operand[node.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (node.Arguments[i] is { } argument)
                arguments[i] = Hold(argument);
        }
        int value = _builder.Use(held);
        Block payloads = _builder.NewBlock();
        int tag = LowerTag(value, node.Definition, span);
        _builder.BranchCompare(Comparison.Eq, tag, _builder.Constant(IrType.I32, node.Variant.Index, span), payloads, whenFalse, span);
        _builder.Place(payloads);
        int enumValue = AsEnum(value, node.Definition, span);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (node.Arguments[i] is null)
                continue;
            Block next = _builder.NewBlock();
            BranchEquals(LoadPayload(enumValue, node.Definition, node.Variant, i, span, -1), _builder.Use(arguments[i]), next, whenFalse, span);
            _builder.Place(next);
        }
        _builder.Jump(whenTrue, span);
    }

    private int LowerLogical(TypedLogical node, int target)
    {
        IrType type = RegisterType(node);
        return type == IrType.Any ? LowerDynamicLogical(node, target) : LowerStaticLogical(node, target);
    }

    /// <summary>The right operand is evaluated only if the left one does not decide.</summary>
    private int LowerStaticLogical(TypedLogical node, int target)
    {
        int result = Merge(IrType.Bool, target);
        Block right = _builder.NewBlock();
        Block decided = _builder.NewBlock();
        Block join = _builder.NewBlock();
        LowerCondition(node.Left, node.IsAnd ? right : decided, node.IsAnd ? decided : right);
        _builder.Place(right);
        Lower(node.Right, result);
        _builder.Jump(join, node.Span);
        _builder.Place(decided);
        _builder.Constant(IrType.Bool, node.IsAnd ? 0 : 1, node.Span, result);
        _builder.Jump(join, node.Span);
        _builder.Place(join);
        return result;
    }

    /// <summary>A bool on the left may decide; an integer is combined with the right one bit by bit.</summary>
    private int LowerDynamicLogical(TypedLogical node, int target)
    {
        SourceSpan span = node.Span;
        Block leftIsBool = _builder.NewBlock();
        Block right = _builder.NewBlock();
        Block decided = _builder.NewBlock();
        Block bothBool = _builder.NewBlock();
        Block integers = _builder.NewBlock();
        Block join = _builder.NewBlock();
        Operand held = _builder.Hold(ToAny(Lower(node.Left), span));
        int left = held.Register;
        int isBool = _builder.Emit(new Instruction(IrOp.DynIsBool, IrType.Bool, span) { A = left }, IrType.Bool, -1);
        _builder.Branch(isBool, leftIsBool, right, span);

        int result = Merge(IrType.Any, target);
        _builder.Place(leftIsBool);
        int decides = _builder.Emit(new Instruction(IrOp.DynCondition, IrType.Bool, span) { A = left, Checks = Checks.Type }, IrType.Bool, -1);
        _builder.Branch(decides, node.IsAnd ? right : decided, node.IsAnd ? decided : right, span);
        _builder.Place(right);
        int other = ToAny(Lower(node.Right), span);
        left = _builder.Use(held);
        _builder.Branch(isBool, bothBool, integers, span);
        _builder.Place(bothBool);
        _builder.Emit(new Instruction(IrOp.DynCondition, IrType.Bool, span) { A = other, Checks = Checks.Type }, IrType.Bool, -1);
        _builder.Copy(other, result, span);
        _builder.Jump(join, span);
        _builder.Place(integers);
        _builder.Emit(new Instruction(IrOp.DynBitwise, IrType.Any, span) { A = left, B = other, Immediate = node.IsAnd ? 0 : 1 }, IrType.Any, result);
        _builder.Jump(join, span);
        _builder.Place(decided);
        _builder.Copy(held.Register, result, span);
        _builder.Jump(join, span);
        _builder.Place(join);
        return result;
    }
}
