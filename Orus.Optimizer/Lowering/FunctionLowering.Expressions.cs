using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

internal sealed partial class FunctionLowering
{
    /// <summary>
    /// Evaluates an expression and returns the register of its value: the target if there is one, else any (the register of a variable for a plain read). -1 for a
    /// void call without target.
    /// </summary>
    private int Lower(TypedExpression expression, int target = -1)
    {
        SourceSpan span = expression.Span;
        switch (expression)
        {
            case TypedConstant node:
                return _builder.Constant(RegisterType(node), node.Bits, span, target);
            case TypedLocalRead node:
                return ReadLocal(node.Variable, span, target);
            case TypedBinary node:
                return LowerBinary(node, target);
            case TypedCall node:
                return LowerCall(node, target);
            case TypedIndex node:
                return LowerIndex(node, target);
            case TypedGlobalRead node:
                return ReadGlobal(node.Variable, span, target);
            case TypedField node:
                return LoadField(Lower(node.Target), _context.Types.Close(node.Target.Type), node.Field, span, target);
            case TypedString node:
                return _builder.Emit(new Instruction(IrOp.ConstRef, IrType.Ref, span) { Extra = node.Value }, IrType.Ref, target);
            case TypedBuiltinCall node:
                return LowerBuiltin(node, target);
            case TypedLogical node:
                return LowerLogical(node, target);
            case TypedComparisonChain node:
                return LowerAsCondition(node, target);
            case TypedNot node:
                return LowerNot(node, target);
            case TypedNegate node:
                return LowerNegate(node, target);
            case TypedCast node:
                return LowerCast(node, target);
            case TypedToAny node:
                return ToAny(Lower(node.Operand), span, target);
            case TypedTypeCheck node:
                return LowerTypeCheck(node, target);
            case TypedConditionCheck node:
                return _builder.Emit(new Instruction(IrOp.DynCondition, IrType.Bool, span) { A = Lower(node.Operand), Checks = Checks.Type }, IrType.Bool, target);
            case TypedConditional node:
                return LowerConditional(node, target);
            case TypedArray node:
                return _builder.Emit(new Instruction(IrOp.NewArray, IrType.Ref, span) { Arguments = LowerAll(node.Elements), Extra = TypeOf(node) }, IrType.Ref, target);
            case TypedFill node:
                return _builder.Emit(new Instruction(IrOp.NewArrayFill, IrType.Ref, span) { A = Lower(node.Value), Immediate = node.Count, Extra = TypeOf(node) }, IrType.Ref, target);
            case TypedRepeat node:
                return LowerRepeat(node, target);
            case TypedSlice node:
                return LowerSlice(node, target);
            case TypedDynamicField node:
                return _builder.Emit(new Instruction(IrOp.DynField, IrType.Any, span) { A = Lower(node.Target), Extra = node.Name }, IrType.Any, target);
            case TypedStructNew node:
                return LowerStructNew(node, target);
            case TypedEnumNew node:
                return LowerEnumNew(node, target);
            case TypedVariantTest node:
                return LowerAsCondition(node, target);
            case TypedFunctionValue node:
                return _builder.Emit(new Instruction(IrOp.ConstRef, IrType.Ref, span) { Extra = node.Function }, IrType.Ref, target);
            case TypedClosure node:
                return MakeClosure(node.Function, span, target);
            case TypedCallValue node:
                return LowerCallValue(node, target);
            case TypedDynamicCall node:
                return LowerDynamicCall(node.Callee, node.Arguments, IrOp.DynCall, null, span, target);
            case TypedDynamicMethodCall node:
                return LowerDynamicCall(node.Target, node.Arguments, IrOp.DynMethod, node.Name, span, target);
            case TypedMatch node:
                return LowerMatch(node, target);
            case TypedBlockExpression node:
                LowerBody(node.Statements);
                return Lower(node.Value, target);
            case TypedAssignedValue:
                return _builder.Copy(_assignedValue, target, span);
            default:
                throw new InvalidOperationException("cannot lower " + expression.GetType().Name);
        }
    }

    /// <summary>Chains of operators lean left and are long at times: the left operands are a loop, not a recursion.</summary>
    private int LowerBinary(TypedBinary top, int target)
    {
        Stack<TypedBinary>? waiting = null;
        TypedBinary innermost = top;
        while (innermost.Left is TypedBinary left)
        {
            (waiting ??= new()).Push(innermost);
            innermost = left;
        }
        (int a, int b) = LowerOperands(innermost.Left, innermost.Right);
        int value = EmitBinary(innermost, a, b, innermost == top ? target : -1);
        while (waiting is not null && waiting.TryPop(out TypedBinary? node))
        {
            Operand first = _builder.Hold(value);
            b = Lower(node.Right);
            value = EmitBinary(node, _builder.Use(first), b, node == top ? target : -1);
        }
        return value;
    }

    private int EmitBinary(TypedBinary node, int left, int right, int target)
    {
        SourceSpan span = node.Span;
        switch (node.Operator)
        {
            case BinaryOperator.Equal:
                return Equals(left, right, span, target);
            case BinaryOperator.NotEqual:
                return NotEquals(left, right, span, target);
            case > BinaryOperator.NotEqual and <= BinaryOperator.GreaterOrEqual:
                return Compare(node.Operator, left, right, node.Literals, span, target);
        }
        IrType type = _function.TypeOf(left);
        if (type == IrType.Any || _function.TypeOf(right) == IrType.Any)
            return DynamicBinary(node.Operator, left, right, node.Literals, IrType.Any, span, target);
        if (type == IrType.Ref)
            return _builder.Emit(new Instruction(IrOp.StringConcat, IrType.Ref, span) { A = left, B = right }, IrType.Ref, target);
        (IrOp op, Checks checks) = node.Operator switch
        {
            BinaryOperator.Add => (IrOp.Add, Checks.Overflow),
            BinaryOperator.Subtract => (IrOp.Sub, Checks.Overflow),
            BinaryOperator.Multiply => (IrOp.Mul, Checks.Overflow),
            BinaryOperator.Divide => (IrOp.Div, Checks.Zero | Checks.Overflow),
            BinaryOperator.Remainder => (IrOp.Rem, Checks.Zero | Checks.Overflow),
            BinaryOperator.BitAnd => (IrOp.BitAnd, Checks.None),
            _ => (IrOp.BitOr, Checks.None),
        };
        if (!type.IsSigned())
            checks &= ~Checks.Overflow;
        return _builder.Emit(new Instruction(op, type, span) { A = left, B = right, Checks = checks }, type, target);
    }

    private (int Left, int Right) LowerOperands(TypedExpression left, TypedExpression right)
    {
        Operand first = Hold(left);
        int second = Lower(right);
        return (_builder.Use(first), second);
    }

    private int DynamicBinary(BinaryOperator op, int left, int right, LiteralSides literals, IrType result, SourceSpan span, int target) =>
        _builder.Emit(
            new Instruction(IrOp.DynBinary, result, span) { A = ToAny(left, span), B = ToAny(right, span), Immediate = (int)op | (int)literals << 8 },
            result,
            target);

    /// <summary>A relational operator as a value.</summary>
    private int Compare(BinaryOperator op, int left, int right, LiteralSides literals, SourceSpan span, int target)
    {
        IrType type = _function.TypeOf(left);
        if (type == IrType.Any || _function.TypeOf(right) == IrType.Any)
            return DynamicBinary(op, left, right, literals, IrType.Bool, span, target);
        if (type == IrType.Ref)
            (left, right, type) = CompareStrings(left, right, span);
        IrOp operation = op switch
        {
            BinaryOperator.Less => IrOp.CmpLt,
            BinaryOperator.LessOrEqual => IrOp.CmpLe,
            BinaryOperator.Greater => IrOp.CmpGt,
            _ => IrOp.CmpGe,
        };
        return _builder.Emit(new Instruction(operation, type, span) { A = left, B = right }, IrType.Bool, target);
    }

    /// <summary>The order of two strings as a number, and the zero to compare it with.</summary>
    private (int Order, int Zero, IrType Type) CompareStrings(int left, int right, SourceSpan span)
    {
        int order = _builder.Emit(new Instruction(IrOp.StringCompare, IrType.I32, span) { A = left, B = right }, IrType.I32, -1);
        return (order, _builder.Constant(IrType.I32, 0, span), IrType.I32);
    }

    /// <summary>General equality of two registers of any types.</summary>
    private int Equals(int left, int right, SourceSpan span, int target)
    {
        IrType type = _function.TypeOf(left);
        if (type == _function.TypeOf(right) && type.IsScalar())
            return _builder.Emit(new Instruction(IrOp.CmpEq, type, span) { A = left, B = right }, IrType.Bool, target);
        if (type != IrType.Ref || _function.TypeOf(right) != IrType.Ref)
        {
            left = ToAny(left, span);
            right = ToAny(right, span);
        }
        return _builder.Emit(new Instruction(IrOp.ValueEquals, IrType.Bool, span) { A = left, B = right, From = _function.TypeOf(left) }, IrType.Bool, target);
    }

    private int NotEquals(int left, int right, SourceSpan span, int target)
    {
        IrType type = _function.TypeOf(left);
        if (type == _function.TypeOf(right) && type.IsScalar())
            return _builder.Emit(new Instruction(IrOp.CmpNe, type, span) { A = left, B = right }, IrType.Bool, target);
        int equal = Equals(left, right, span, -1);
        return _builder.Emit(new Instruction(IrOp.Not, IrType.Bool, span) { A = equal }, IrType.Bool, target);
    }

    private int LowerNegate(TypedNegate node, int target)
    {
        int operand = Lower(node.Operand);
        IrType type = _function.TypeOf(operand);
        var instruction = new Instruction(type == IrType.Any ? IrOp.DynNeg : IrOp.Neg, type, node.Span) { A = operand };
        if (type.IsSigned())
            instruction.Checks = Checks.Overflow;
        return _builder.Emit(instruction, type, target);
    }

    private int LowerNot(TypedNot node, int target)
    {
        int operand = Lower(node.Operand);
        IrType type = _function.TypeOf(operand);
        if (type is IrType.Any or IrType.Bool)
            return _builder.Emit(new Instruction(type == IrType.Any ? IrOp.DynNot : IrOp.Not, IrType.Bool, node.Span) { A = operand }, IrType.Bool, target);
        int zero = _builder.Constant(type, 0, node.Span);
        return _builder.Emit(new Instruction(IrOp.CmpEq, type, node.Span) { A = operand, B = zero }, IrType.Bool, target);
    }

    private int LowerTypeCheck(TypedTypeCheck node, int target)
    {
        int operand = Lower(node.Operand);
        if (node.AnyInteger)
        {
            _builder.Emit(new Instruction(IrOp.CheckInteger, IrType.I64, node.Span) { A = operand, Checks = Checks.Type }, IrType.I64, -1);
            return _builder.Copy(operand, target, node.Span);
        }
        return Unbox(operand, TypeOf(node), Checks.Type, node.Span, target);
    }

    private int Unbox(int value, OrusType type, Checks checks, SourceSpan span, int target)
    {
        IrType register = IrTypes.Of(type);
        return _builder.Emit(new Instruction(IrOp.Unbox, register, span) { A = value, Checks = checks, Extra = type }, register, target);
    }

    private int LowerCast(TypedCast node, int target)
    {
        int operand = Lower(node.Operand);
        IrType from = _function.TypeOf(operand);
        OrusType type = TypeOf(node);
        IrType to = IrTypes.Of(type);
        SourceSpan span = node.Span;
        if (from == IrType.Any)
            return to == IrType.Any
                ? _builder.Copy(operand, target, span)
                : _builder.Emit(new Instruction(IrOp.DynCast, to, span) { A = operand, Extra = type }, to, target);
        if (to == IrType.Any)
            return ToAny(operand, span, target);
        if (type.Kind == TypeKind.String)
            return TypeOf(node.Operand).Kind == TypeKind.String
                ? _builder.Copy(operand, target, span)
                : _builder.Emit(new Instruction(IrOp.ToText, IrType.Ref, span) { A = operand, From = from }, IrType.Ref, target);
        if (from == to)
            return _builder.Copy(operand, target, span);
        if (to == IrType.Bool)
        {
            int zero = _builder.Constant(from, 0, span);
            return _builder.Emit(new Instruction(IrOp.CmpNe, from, span) { A = operand, B = zero }, IrType.Bool, target);
        }
        return _builder.Emit(new Instruction(IrOp.Convert, to, span) { A = operand, From = from, Checks = IrTypes.ConversionChecks(from, to) }, to, target);
    }

    private int LowerConditional(TypedConditional node, int target)
    {
        int result = Merge(RegisterType(node), target);
        Block whenTrue = _builder.NewBlock();
        Block whenFalse = _builder.NewBlock();
        Block join = _builder.NewBlock();
        LowerCondition(node.Condition, whenTrue, whenFalse);
        _builder.Place(whenTrue);
        Lower(node.WhenTrue, result);
        _builder.Jump(join, node.Span);
        _builder.Place(whenFalse);
        Lower(node.WhenFalse, result);
        _builder.Jump(join, node.Span);
        _builder.Place(join);
        return result;
    }

    private int LowerCall(TypedCall node, int target)
    {
        int[] arguments = LowerAll(node.Arguments);
        int environment = -1;
        if (node.Function.Symbol.Role == FunctionRole.Nested)
        {
            ClosureLayout layout = Closures.LayoutOf(node.Function);
            if (!layout.IsEmpty)
                environment = EnvironmentOf(layout, node.Span);
        }
        return EmitCall(new Instruction(IrOp.Call, RegisterType(node), node.Span) { A = environment, Arguments = arguments, Extra = node.Function }, target);
    }

    private int EmitCall(Instruction call, int target)
    {
        call.Checks = Checks.Depth;
        if (call.Type != IrType.None)
            return _builder.Emit(call, call.Type, target);
        _builder.Emit(call);
        return -1;
    }

    private int LowerCallValue(TypedCallValue node, int target)
    {
        Operand callee = Hold(node.Callee);
        int[] arguments = LowerAll(node.Arguments);
        OrusType signature = TypeOf(node.Callee);
        return EmitCall(new Instruction(IrOp.CallClosure, RegisterType(node), node.Span) { A = _builder.Use(callee), Arguments = arguments, Extra = signature }, target);
    }

    private int LowerDynamicCall(TypedExpression callee, TypedExpression[] arguments, IrOp op, string? method, SourceSpan span, int target)
    {
        Operand receiver = Hold(callee);
        int[] registers = LowerAll(arguments);
        for (int i = 0; i < registers.Length; i++)
            registers[i] = ToAny(registers[i], span);
        return EmitCall(new Instruction(op, IrType.Any, span) { A = _builder.Use(receiver), Arguments = registers, Extra = method }, target);
    }

    private int LowerBuiltin(TypedBuiltinCall node, int target)
    {
        SourceSpan span = node.Span;
        int[] arguments = LowerAll(node.Arguments);
        IrType first = arguments.Length > 0 ? _function.TypeOf(arguments[0]) : IrType.None;
        switch (node.Builtin)
        {
            case BuiltinFunction.Len:
                IrOp length = first == IrType.Any ? IrOp.DynLen : TypeOf(node.Arguments[0]).Kind == TypeKind.String ? IrOp.StringLen : IrOp.ArrayLen;
                return _builder.Emit(new Instruction(length, IrType.I32, span) { A = arguments[0] }, IrType.I32, target);
            case BuiltinFunction.Push when first == IrType.Any:
                _builder.Emit(new Instruction(IrOp.DynPush, IrType.Any, span) { A = arguments[0], B = ToAny(arguments[1], span) });
                return _builder.Copy(arguments[0], target, span);
            case BuiltinFunction.Push:
                _builder.Emit(new Instruction(IrOp.ArrayPush, _function.TypeOf(arguments[1]), span) { A = arguments[0], B = arguments[1] });
                return _builder.Copy(arguments[0], target, span);
            case BuiltinFunction.Pop when first == IrType.Any:
                return _builder.Emit(new Instruction(IrOp.DynPop, IrType.Any, span) { A = arguments[0] }, IrType.Any, target);
            case BuiltinFunction.Pop:
                IrType element = RegisterType(node);
                return _builder.Emit(new Instruction(IrOp.ArrayPop, element, span) { A = arguments[0], Checks = Checks.Bounds }, element, target);
            default:
                IrType type = RegisterType(node);
                var call = new Instruction(IrOp.CallBuiltin, type, span) { Arguments = arguments, Immediate = (long)node.Builtin };
                if (node.RangeElement is { } rangeElement)
                    call.Extra = _context.Types.Close(rangeElement);
                return _builder.Emit(call, type, target);
        }
    }
}
