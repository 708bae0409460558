using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Variables: their types, declarations, assignments and reads.</summary>
internal sealed partial class Checker
{
    /// <summary>The local of the current instance, or of an enclosing one, that a symbol stands for.</summary>
    private LocalVariable LocalOf(VariableSymbol symbol)
    {
        Instance owner = OwnerOf(symbol);
        LocalVariable? local = owner.Locals[symbol.Index];
        if (local is null && symbol.Statement is { } statement && owner.Entry.IsModuleBody && !_early.ContainsKey(statement))
        {
            // Declared by straight module code that a function, called early, has run ahead of.
            CheckEarly(statement, owner.Entry);
            local = owner.Locals[symbol.Index];
        }
        return local ?? MakeLocal(symbol, PrimitiveType.Unknown, owner);
    }

    private Instance OwnerOf(VariableSymbol symbol)
    {
        Instance owner = _instance;
        while (owner.Entry != symbol.Owner)
            owner = owner.Parent!;
        return owner;
    }

    private LocalVariable DeclareLocal(VariableSymbol symbol, OrusType type) =>
        MakeLocal(symbol, symbol.MayFlip && _instance.NotedAny is { } noted && noted.Contains(symbol) ? PrimitiveType.Any : type, _instance);

    private static LocalVariable MakeLocal(VariableSymbol symbol, OrusType type, Instance owner)
    {
        LocalVariable local = new(symbol.Name, type, owner.Typed)
        {
            IsCaptured = symbol.IsCaptured,
            IsReassigned = symbol.IsReassigned,
            NeedsInitializationCheck = symbol.MayBeReadUnassigned,
        };
        owner.Locals[symbol.Index] = local;
        return local;
    }

    /// <summary>The locals of a block that <c>if</c> branches inside declare start unassigned with the block.</summary>
    private void StartScope(Block block)
    {
        if (block.BranchVariables.Length == 0)
            return;
        LocalVariable[] locals = new LocalVariable[block.BranchVariables.Length];
        for (int i = 0; i < locals.Length; i++)
            locals[i] = DeclareLocal(block.BranchVariables[i], PrimitiveType.Unknown);
        _out.Add(new TypedScopeStart(locals, block.Span));
    }

    private void SetGlobalType(VariableSymbol variable, OrusType type)
    {
        GlobalGoal state = StateOf(variable);
        state.IsTyped = true;
        variable.Global!.Type = variable.IsNotedAny ? PrimitiveType.Any : type;
        variable.Global.KnownValue = null;
        if (_goals[^1] is StatementGoal goal)
            goal.Declared.Add(variable);
    }

    private bool IsNotedAny(VariableSymbol variable) =>
        variable.Global is not null ? variable.IsNotedAny : OwnerOf(variable).NotedAny?.Contains(variable) == true;

    private void NoteAny(VariableSymbol variable)
    {
        _notedAny = true;
        if (variable.Global is not null)
            variable.IsNotedAny = true;
        else
            (OwnerOf(variable).NotedAny ??= []).Add(variable);
    }

    private TypedExpression Read(VariableSymbol variable, SourceSpan span)
    {
        if (variable.Global is { } global)
        {
            OrusType type = TypeOfGlobal(variable);
            if (global.Type != type)
                return new TypedErroneous(span);
            return new TypedGlobalRead(global, span);
        }
        return new TypedLocalRead(LocalOf(variable), span);
    }

    /// <summary>The type that a variable has in this round, or null before its first assignment.</summary>
    private OrusType TypeOf(VariableSymbol variable) => variable.Global is not null ? TypeOfGlobal(variable) : LocalOf(variable).Type;

    private TypedTarget TargetOf(VariableSymbol variable, SourceSpan span) =>
        variable.Global is { } global ? new TypedGlobalTarget(global, span) : new TypedLocalTarget(LocalOf(variable), span);

    // ---- Declarations -------------------------------------------------------------------------------------------------

    private void CheckDeclaration(DeclarationStatement statement)
    {
        VariableSymbol variable = statement.Symbol!;
        TypedExpression value;
        if (statement.Type is { } annotation)
        {
            CheckLength(annotation, statement.Value);
            value = Check(statement.Value, annotation.Resolved!);
            Declare(variable, value, annotation.Resolved!, statement.Span);
            return;
        }
        value = InferValue(statement.Value);
        Declare(variable, value, value.Type, statement.Span);
    }

    /// <summary>Declares a variable with a checked initial value.</summary>
    private void Declare(VariableSymbol variable, TypedExpression value, OrusType type, SourceSpan span)
    {
        if (variable.Global is { } global)
        {
            SetGlobalType(variable, type);
            value = Convert(value, global.Type, value.Span);
            if (variable.Kind == VariableKind.Constant)
                global.KnownValue = Constants.Evaluate(value);
            if (value is TypedBuiltinCall { RangeElement: { } globalElement })
                _rangeElements[global] = globalElement;
            _out.Add(new TypedAssignment([new TypedGlobalTarget(global, variable.Span)], [value], span));
            return;
        }
        LocalVariable local = DeclareLocal(variable, type);
        if (variable.Kind == VariableKind.Constant && Constants.Evaluate(value) is { } known)
            (_knownLocals ??= [])[local] = known;
        if (value is TypedBuiltinCall { RangeElement: { } localElement })
            _rangeElements[local] = localElement;
        _out.Add(new TypedLocalDeclaration(local, Convert(value, local.Type, value.Span), span));
    }

    /// <summary>Values of constants inside functions; they may serve as lengths of fills.</summary>
    private Dictionary<LocalVariable, TypedExpression>? _knownLocals;

    // ---- Assignments --------------------------------------------------------------------------------------------------

    private void CheckAssignment(AssignmentStatement statement)
    {
        if (statement.Targets.Length > 1)
        {
            CheckChain(statement);
            return;
        }
        if (statement.Targets[0] is NameExpression name)
        {
            if (name.Symbol is not VariableSymbol variable)
            {
                InferValue(statement.Value);
                return;
            }
            if (variable.Statement == statement && !variable.IsBranchDeclared)
            {
                TypedExpression initial = InferValue(statement.Value);
                Declare(variable, initial, initial.Type, statement.Span);
                return;
            }
            TypedExpression value = CheckAssigned(variable, statement.Value);
            _out.Add(new TypedAssignment([TargetOf(variable, name.Span)], [value], statement.Span));
            return;
        }
        TypedTarget? target = CheckTarget(statement.Targets[0]);
        if (target is null)
            InferValue(statement.Value);
        else if (target is TypedGlobalTarget && statement.Targets[0] is MemberExpression { Symbol: VariableSymbol imported })
            _out.Add(new TypedAssignment([target], [CheckAssigned(imported, statement.Value)], statement.Span));
        else
            _out.Add(new TypedAssignment([target], [Check(statement.Value, target.Type)], statement.Span));
    }

    /// <summary>The value of an assignment to a variable, converted to its type; an assignment of another type makes a variable without annotation <c>any</c>.</summary>
    private TypedExpression CheckAssigned(VariableSymbol variable, Expression value)
    {
        if (!variable.MayFlip)
            return Check(value, TypeOf(variable));
        if (value.Literal is not (LiteralClass.None or LiteralClass.Float) && AssignedType(variable) is { IsNumeric: true } numeric && LiteralFits(value, numeric))
            return Check(value, numeric);
        return Assigned(variable, InferValue(value), value.Span);
    }

    /// <summary>The type of a variable that is being assigned: null if this assignment is the first.</summary>
    private OrusType? AssignedType(VariableSymbol variable)
    {
        if (variable.Global is null)
            return TypeTable.Prune(LocalOf(variable).Type);
        if (!variable.IsBranchDeclared || StateOf(variable).IsTyped)
            return TypeTable.Prune(TypeOfGlobal(variable));
        return null;
    }

    private TypedExpression Assigned(VariableSymbol variable, TypedExpression value, SourceSpan span)
    {
        OrusType? type = AssignedType(variable);
        if (type is null)
        {
            SetGlobalType(variable, value.Type);
            return Convert(value, variable.Global!.Type, span);
        }
        if (type.Kind == TypeKind.Any || value.Type.Kind == TypeKind.Unknown)
            return Convert(value, type, span);
        if (type.Kind == TypeKind.Unknown)
        {
            if (variable.Global is { } global)
                global.Type = value.Type;
            else
                LocalOf(variable).Type = value.Type;
            return value;
        }
        if (!Unify(type, value.Type))
            NoteAny(variable);
        return value;
    }

    /// <summary>An element, field or variable of a module that is assigned; null if it is none, which is reported.</summary>
    private TypedTarget? CheckTarget(Expression target)
    {
        if (target is IndexExpression element)
        {
            TypedExpression array = InferValue(element.Receiver);
            TypedExpression index = CheckIndex(element.Index, array.Type);
            switch (TypeTable.Prune(array.Type))
            {
                case ArrayType type:
                    return new TypedIndexTarget(array, index, type.Element, element.OpenSpan);
                case { Kind: TypeKind.Any }:
                    return new TypedIndexTarget(array, index, PrimitiveType.Any, element.OpenSpan);
                case { Kind: TypeKind.Unknown }:
                    return null;
                case { Kind: TypeKind.String }:
                    Error(DiagnosticCode.UnsupportedOperation, element.OpenSpan, "the bytes of a string cannot be assigned", "strings are immutable; build a new one with `+`.");
                    return null;
                case var other:
                    Error(DiagnosticCode.UnsupportedOperation, element.OpenSpan, $"{WithArticle(other)} has no elements");
                    return null;
            }
        }
        MemberExpression member = (MemberExpression)target;
        if (IsQualifier(member.Receiver))
        {
            if (member.Symbol is VariableSymbol variable)
                return new TypedGlobalTarget(variable.Global!, member.Name.Span);
            if (!IsNamespace(member.Receiver))
                Error(DiagnosticCode.Immutable, member.Name.Span, $"`{member.Name.Text}` cannot be assigned");
            return null;
        }
        return InferMember(member) switch
        {
            TypedField field => new TypedFieldTarget(field.Target, field.Field, member.Name.Span),
            TypedDynamicField field => new TypedDynamicFieldTarget(field.Target, field.Name, member.Name.Span),
            _ => null,
        };
    }

    private void CheckChain(AssignmentStatement statement)
    {
        Expression[] syntax = statement.Targets;
        int count = syntax.Length;
        TypedTarget?[] targets = new TypedTarget?[count];
        for (int i = 0; i < count; i++)
        {
            if (syntax[i] is not NameExpression)
                targets[i] = CheckTarget(syntax[i]);
        }
        TypedExpression?[] values = new TypedExpression?[count];
        List<LocalVariable> declared = [];
        for (int i = count - 1; i >= 0; i--)
        {
            bool isLast = i == count - 1;
            TypedTarget? right = isLast ? null : targets[i + 1];
            TypedExpression? given = isLast ? null : right is null ? Erroneous(statement.Span) : new TypedAssignedValue(right.Type, statement.Value.Span);
            VariableSymbol? variable = syntax[i] switch
            {
                NameExpression { Symbol: VariableSymbol named } => named,
                MemberExpression { Symbol: VariableSymbol imported } => imported,
                _ => null,
            };
            if (variable is not null && variable.Statement == statement && !variable.IsBranchDeclared)
            {
                TypedExpression initial = given ?? InferValue(statement.Value);
                if (variable.Global is not null)
                    SetGlobalType(variable, initial.Type);
                else
                    declared.Add(DeclareLocal(variable, initial.Type));
                values[i] = Convert(initial, TypeOf(variable), initial.Span);
            }
            else if (variable is not null)
            {
                values[i] = given is null ? CheckAssigned(variable, statement.Value)
                    : variable.MayFlip ? Assigned(variable, given, given.Span)
                    : Convert(given, TypeOf(variable), given.Span);
            }
            else if (targets[i] is { } target)
            {
                values[i] = given is null ? Check(statement.Value, target.Type) : Convert(given, target.Type, given.Span);
            }
            else
            {
                values[i] = given ?? InferValue(statement.Value);
                continue;
            }
            targets[i] ??= TargetOf(variable!, syntax[i].Span);
            if (!isLast && values[i] is TypedAssignedValue)
                values[i] = null;
        }
        if (Array.IndexOf(targets, null) >= 0)
            return;
        if (declared.Count > 0)
            _out.Add(new TypedScopeStart([.. declared], statement.Span));
        _out.Add(new TypedAssignment(targets!, values, statement.Span));
    }

    private void CheckDestructuring(DestructuringStatement statement)
    {
        TypedExpression array = InferValue(statement.Value);
        OrusType element;
        switch (TypeTable.Prune(array.Type))
        {
            case ArrayType type:
                element = FixOpen(type.Element);
                break;
            case { Kind: TypeKind.Any or TypeKind.Unknown } same:
                element = same;
                break;
            case var other:
                Error(DiagnosticCode.TypeMismatch, statement.Value.Span, $"this is {WithArticle(other)}, but only an array can be taken apart", "the right side must be an array, such as `[1, 2,]`.");
                element = PrimitiveType.Unknown;
                break;
        }
        int count = statement.Names.Length;
        TypedTarget[] targets = new TypedTarget[count];
        TypedAssignedValue[] elements = new TypedAssignedValue[count];
        TypedExpression[] values = new TypedExpression[count];
        List<LocalVariable> declared = [];
        bool isComplete = true;
        for (int i = 0; i < count; i++)
        {
            elements[i] = new TypedAssignedValue(element, statement.Value.Span);
            if (statement.Symbols[i] is not VariableSymbol variable)
            {
                isComplete = false;
                continue;
            }
            if (variable.Statement == statement && !variable.IsBranchDeclared && variable.Span == statement.Names[i].Span)
            {
                if (variable.Global is not null)
                    SetGlobalType(variable, element);
                else
                    declared.Add(DeclareLocal(variable, element));
                values[i] = Convert(elements[i], TypeOf(variable), statement.Names[i].Span);
            }
            else
            {
                values[i] = variable.MayFlip ? Assigned(variable, elements[i], statement.Names[i].Span)
                    : Convert(elements[i], TypeOf(variable), statement.Names[i].Span);
            }
            targets[i] = TargetOf(variable, statement.Names[i].Span);
        }
        if (!isComplete)
            return;
        if (declared.Count > 0)
            _out.Add(new TypedScopeStart([.. declared], statement.Span));
        _out.Add(new TypedDestructuring(targets, array, elements, values, statement.Value.Span));
    }

    private void CheckCompound(CompoundAssignmentStatement statement)
    {
        VariableSymbol? variable = statement.Target switch
        {
            NameExpression { Symbol: VariableSymbol named } => named,
            MemberExpression { Symbol: VariableSymbol imported } => imported,
            _ => null,
        };
        if (variable is not null)
            TypeOf(variable);
        TypedTarget? target = variable is not null ? TargetOf(variable, statement.Target.Span)
            : statement.Target is NameExpression ? null : CheckTarget(statement.Target);
        if (target is null)
        {
            InferValue(statement.Value);
            return;
        }
        TypedAssignedValue old = new(target is TypedIndexTarget ? FixOpen(target.Type) : target.Type, statement.Target.Span);
        TypedExpression result = Combine(statement.Operator, statement.OperatorSpan, null, old, statement.Value);
        result = variable is { MayFlip: true } ? Assigned(variable, result, statement.OperatorSpan) : Convert(result, target.Type, statement.OperatorSpan);
        _out.Add(new TypedCompoundAssignment(target, result, old, statement.OperatorSpan));
    }
}
