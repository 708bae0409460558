using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

internal sealed partial class FunctionLowering
{
    /// <summary>A target whose container and index were evaluated.</summary>
    private readonly record struct PreparedTarget(TypedTarget Target, Operand Container, Operand Index);

    private void LowerBody(List<TypedStatement> statements)
    {
        foreach (TypedStatement statement in statements)
            Lower(statement);
    }

    private void Lower(TypedStatement statement)
    {
        switch (statement)
        {
            case TypedExpressionStatement node:
                Lower(node.Expression);
                break;
            case TypedLocalDeclaration node:
                LowerDeclaration(node);
                break;
            case TypedAssignment node:
                LowerAssignment(node);
                break;
            case TypedCompoundAssignment node:
                LowerCompoundAssignment(node);
                break;
            case TypedDestructuring node:
                LowerDestructuring(node);
                break;
            case TypedPrint node:
                _builder.Emit(new Instruction(IrOp.Print, IrType.None, node.Span) { Arguments = LowerAll(node.Arguments), Extra = node.Pieces });
                break;
            case TypedIf node:
                LowerIf(node);
                break;
            case TypedWhile node:
                LowerWhile(node);
                break;
            case TypedForRange node:
                LowerForRange(node);
                break;
            case TypedForEach node:
                LowerForEach(node);
                break;
            case TypedReturn node:
                LowerReturn(node);
                break;
            case TypedBreak node:
                _builder.Jump(_loops[node.Loop].Break, node.Span);
                break;
            case TypedContinue node:
                _builder.Jump(_loops[node.Loop].Continue, node.Span);
                break;
            case TypedTry node:
                LowerTry(node);
                break;
            case TypedMatchStatement node:
                LowerMatch(node);
                break;
            case TypedNestedFunction node:
                LowerNestedFunction(node);
                break;
            case TypedScopeStart node:
                foreach (LocalVariable variable in node.Variables)
                    DeclareUnassigned(variable, node.Span);
                break;
            default:
                throw new InvalidOperationException("cannot lower " + statement.GetType().Name);
        }
    }

    private void LowerDeclaration(TypedLocalDeclaration statement)
    {
        LocalVariable variable = statement.Variable;
        if (IsInCell(variable))
        {
            Declare(variable, Lower(statement.Value), statement.Span);
            return;
        }
        int register = NewRegister(variable);
        Lower(statement.Value, register);
        MarkAssigned(register, statement.Span);
    }

    private void LowerReturn(TypedReturn statement)
    {
        if (statement.Value is null)
        {
            LowerEnd(statement.Span);
            return;
        }
        int value = Lower(statement.Value);
        _builder.Emit(new Instruction(IrOp.Return, _function.TypeOf(value), statement.Span) { A = value });
    }

    private void LowerAssignment(TypedAssignment statement)
    {
        TypedTarget[] targets = statement.Targets;
        TypedExpression value = statement.Values[^1]!;
        if (targets.Length == 1 && targets[0] is TypedGlobalTarget { Variable.KnownValue: not null })
            return;
        if (targets.Length == 1 && AssignableRegister(targets[0]) is >= 0 and int register)
        {
            Lower(value, register);
            MarkAssigned(register, targets[0].Span);
            return;
        }
        var prepared = new PreparedTarget[targets.Length];
        for (int i = 0; i < targets.Length; i++)
            prepared[i] = Prepare(targets[i]);
        Operand stored = Hold(value);
        for (int i = targets.Length - 1; i >= 0; i--)
        {
            if (i < targets.Length - 1 && statement.Values[i] is { } conversion)
                stored = _builder.Hold(LowerWithAssigned(conversion, _builder.Use(stored)));
            Store(prepared[i], _builder.Use(stored));
        }
    }

    private int LowerWithAssigned(TypedExpression expression, int assigned, int target = -1)
    {
        int outer = _assignedValue;
        _assignedValue = assigned;
        int value = Lower(expression, target);
        _assignedValue = outer;
        return value;
    }

    private PreparedTarget Prepare(TypedTarget target)
    {
        switch (target)
        {
            case TypedIndexTarget node:
                Operand array = Hold(node.Array);
                return new PreparedTarget(target, array, Hold(WithoutIntegerCheck(node.Index)));
            case TypedFieldTarget node:
                return new PreparedTarget(target, Hold(node.Target), default);
            case TypedDynamicFieldTarget node:
                return new PreparedTarget(target, Hold(node.Target), default);
            default:
                return new PreparedTarget(target, default, default);
        }
    }

    private void Store(PreparedTarget prepared, int value)
    {
        SourceSpan span = prepared.Target.Span;
        switch (prepared.Target)
        {
            case TypedLocalTarget node:
                StoreLocal(node.Variable, value, span);
                break;
            case TypedGlobalTarget node:
                StoreGlobal(node.Variable, value, span);
                break;
            case TypedIndexTarget node:
                int array = _builder.Use(prepared.Container);
                StoreElement(array, ElementIndex(array, _builder.Use(prepared.Index), node.Index), value, span);
                break;
            case TypedFieldTarget node:
                OrusType type = _context.Types.Close(node.Target.Type);
                _builder.Emit(new Instruction(IrOp.StoreField, _function.TypeOf(value), span) { A = _builder.Use(prepared.Container), B = value, Immediate = node.Field.Slot, Extra = type });
                break;
            case TypedDynamicFieldTarget node:
                _builder.Emit(new Instruction(IrOp.DynStoreField, IrType.Any, span) { A = _builder.Use(prepared.Container), B = value, Extra = node.Name });
                break;
        }
    }

    private void StoreElement(int array, int index, int value, SourceSpan span)
    {
        if (_function.TypeOf(array) == IrType.Any)
            _builder.Emit(new Instruction(IrOp.DynStoreIndex, IrType.Any, span) { A = array, B = index, C = ToAny(value, span) });
        else
            _builder.Emit(new Instruction(IrOp.StoreElement, _function.TypeOf(value), span) { A = array, B = index, C = value, From = _function.TypeOf(index), Checks = Checks.Bounds });
    }

    private void LowerCompoundAssignment(TypedCompoundAssignment statement)
    {
        SourceSpan span = statement.Target.Span;
        switch (statement.Target)
        {
            case TypedLocalTarget node:
                int old = ReadLocal(node.Variable, span, -1);
                LowerCompoundValue(statement, old);
                break;
            case TypedGlobalTarget node:
                LowerCompoundValue(statement, ReadGlobal(node.Variable, span, -1));
                break;
            case TypedIndexTarget node:
                Operand container = Hold(node.Array);
                int plainIndex = Lower(WithoutIntegerCheck(node.Index));
                int array = _builder.Use(container);
                Operand index = _builder.Hold(ElementIndex(array, plainIndex, node.Index));
                int element = LoadElement(array, _builder.Use(index), RegisterType(node.Type), span, -1);
                int value = LowerWithAssigned(statement.Value, element);
                StoreElement(_builder.Use(container), _builder.Use(index), value, span);
                break;
            case TypedFieldTarget node:
                PreparedTarget field = Prepare(node);
                int oldField = LoadField(_builder.Use(field.Container), _context.Types.Close(node.Target.Type), node.Field, span, -1);
                Store(field, LowerWithAssigned(statement.Value, oldField));
                break;
            case TypedDynamicFieldTarget node:
                PreparedTarget dynamic = Prepare(node);
                int oldValue = _builder.Emit(new Instruction(IrOp.DynField, IrType.Any, span) { A = _builder.Use(dynamic.Container), Extra = node.Name }, IrType.Any, -1);
                Store(dynamic, LowerWithAssigned(statement.Value, oldValue));
                break;
        }
    }

    private void LowerCompoundValue(TypedCompoundAssignment statement, int old)
    {
        int register = AssignableRegister(statement.Target);
        int value = LowerWithAssigned(statement.Value, old, register);
        if (register < 0)
            Store(new PreparedTarget(statement.Target, default, default), value);
        else
            MarkAssigned(register, statement.Span);
    }

    private void LowerDestructuring(TypedDestructuring statement)
    {
        SourceSpan span = statement.Span;
        int array = Lower(statement.Array);
        var values = new int[statement.Targets.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int index = _builder.Constant(IrType.I32, i, span);
            if (_function.TypeOf(array) == IrType.Any)
                index = ToAny(index, span);
            int element = LoadElement(array, index, RegisterType(statement.Elements[i]), span, -1);
            values[i] = LowerWithAssigned(statement.Values[i], element);
        }
        for (int i = 0; i < values.Length; i++)
            Store(new PreparedTarget(statement.Targets[i], default, default), values[i]);
    }

    private void LowerIf(TypedIf statement)
    {
        Block join = _builder.NewBlock();
        for (int i = 0; i < statement.Conditions.Length; i++)
        {
            Block body = _builder.NewBlock();
            bool isLast = i == statement.Conditions.Length - 1 && statement.Else is null;
            Block next = isLast ? join : _builder.NewBlock();
            LowerCondition(statement.Conditions[i], body, next);
            _builder.Place(body);
            LowerBody(statement.Bodies[i]);
            _builder.Jump(join, statement.Span);
            if (!isLast)
                _builder.Place(next);
        }
        if (statement.Else is not null)
        {
            LowerBody(statement.Else);
            _builder.Jump(join, statement.Span);
        }
        _builder.Place(join);
    }

    private void LowerTry(TypedTry statement)
    {
        Block start = _builder.NewBlock();
        Block handler = _builder.NewBlock();
        Block join = _builder.NewBlock();
        Block? outer = _builder.Handler;
        _builder.Jump(start, statement.Span);
        _builder.Handler = handler;
        _builder.Place(start);
        LowerBody(statement.Body);
        _builder.Jump(join, statement.Span);
        _builder.Handler = outer;

        bool wasCold = _builder.SetCold(true);
        _builder.Place(handler);
        int register = statement.Error is { } plain && !IsInCell(plain) ? NewRegister(plain) : -1;
        int error = _builder.Emit(new Instruction(IrOp.CatchError, IrType.Ref, statement.Span), IrType.Ref, register);
        if (statement.Error is { } shared && register < 0)
            Declare(shared, error, statement.Span);
        LowerBody(statement.Handler);
        _builder.Jump(join, statement.Span);
        _builder.SetCold(wasCold);
        _builder.Place(join);
    }
}
