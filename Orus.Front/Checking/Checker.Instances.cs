using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Instances of functions, their results, and the order in which things are checked.</summary>
internal sealed partial class Checker
{
    private const int MaxInstances = 64;

    /// <summary>Goals nest as deep as declarations need others that stand below them. Each group of so many gets a stack of its own, which suffices even if each needs the next from deep inside an expression.</summary>
    private const int GoalsPerStack = 100;
    private const int StackSize = 64 << 20;

    private readonly List<Goal> _goals = [];
    private readonly List<Goal> _tentative = [];
    private readonly Dictionary<Statement, StatementGoal> _early = [];
    private readonly Dictionary<Statement, StatementGoal> _openStatements = [];
    private int _lastCheckId;

    /// <summary>What the check of one body needs to know.</summary>
    private Instance _instance = null!;
    private List<Diagnostic> _diagnostics = [];
    private List<TypedStatement> _out = [];
    private Results? _results;
    private int _loopBase;

    private readonly record struct Context(Instance Instance, List<Diagnostic> Diagnostics, List<TypedStatement> Out, Results? Results, int LoopBase);

    private Context Enter(Instance instance, List<Diagnostic> diagnostics, List<TypedStatement> statements, Results? results)
    {
        Context outer = new(_instance, _diagnostics, _out, _results, _loopBase);
        (_instance, _diagnostics, _out, _results, _loopBase) = (instance, diagnostics, statements, results, _loops.Count);
        return outer;
    }

    private void Leave(Context outer) =>
        (_instance, _diagnostics, _out, _results, _loopBase) = (outer.Instance, outer.Diagnostics, outer.Out, outer.Results, outer.LoopBase);

    // ---- Goals --------------------------------------------------------------------------------------------------------

    private void Open(Goal goal)
    {
        goal.Depth = _goals.Count;
        goal.Low = int.MaxValue;
        goal.WasUsed = false;
        goal.IsTentative = false;
        _goals.Add(goal);
    }

    /// <summary>Ends a goal: it is final, or depends on the assumption of one that is still open.</summary>
    private void Close(Goal goal, int mark, bool mayBeInvalidated)
    {
        _goals.RemoveAt(_goals.Count - 1);
        if (goal.Low < goal.Depth)
        {
            if (mayBeInvalidated)
            {
                goal.IsTentative = true;
                _tentative.Add(goal);
            }
            _goals[^1].Low = Math.Min(_goals[^1].Low, goal.Low);
            return;
        }
        for (int i = mark; i < _tentative.Count; i++)
            _tentative[i].IsTentative = false;
        _tentative.RemoveRange(mark, _tentative.Count - mark);
    }

    private bool NeedsStack => _goals.Count > 0 && _goals.Count % GoalsPerStack == 0;

    private void NoteUse(int depth)
    {
        if (_goals.Count > 0)
            _goals[^1].Low = Math.Min(_goals[^1].Low, depth);
    }

    /// <summary>What was checked since a goal was opened has used an assumption that proved wrong.</summary>
    private void Invalidate(int mark)
    {
        for (int i = mark; i < _tentative.Count; i++)
        {
            Goal goal = _tentative[i];
            goal.IsTentative = false;
            if (goal is Instance instance)
                instance.State = CheckState.Unchecked;
            else if (goal is StatementGoal early && _early.Remove(early.Statement))
                ForgetTypes(early);
        }
        _tentative.RemoveRange(mark, _tentative.Count - mark);
    }

    // ---- Instances ----------------------------------------------------------------------------------------------------

    private static OrusType[] AnyParameters(FunctionEntry function)
    {
        OrusType[] parameters = new OrusType[function.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = DeclaredParameter(function, i) ?? PrimitiveType.Any;
        return parameters;
    }

    /// <summary>The declared type of a parameter, or null if it is untyped.</summary>
    private static OrusType? DeclaredParameter(FunctionEntry function, int index)
    {
        VariableSymbol parameter = function.Parameters[index];
        return parameter.Kind == VariableKind.Self ? SelfType(function.MethodOf!) : parameter.Annotation?.Resolved;
    }

    private static OrusType SelfType(TypeSymbol type)
    {
        if (type.Struct is { } structType)
            return structType;
        return type.BareEnum ?? throw new InvalidOperationException("an enum without a bare form");
    }

    private static OrusType? DeclaredResult(FunctionEntry function) => function.Syntax?.ReturnType?.Resolved;

    private InstanceList ListOf(FunctionEntry function, out Instance? parent)
    {
        parent = null;
        if (function.Parent is null)
            return function.Instances;
        parent = _instance;
        while (parent.Entry != function.Parent)
            parent = parent.Parent!;
        parent.Nested ??= [];
        if (!parent.Nested.TryGetValue(function, out InstanceList? list))
            parent.Nested.Add(function, list = new InstanceList());
        return list;
    }

    /// <summary>The instance of a function for closed parameter types, ready to be checked in this round.</summary>
    private Instance Request(FunctionEntry function, OrusType[] parameterTypes, OrusType? givenResult, SourceSpan call, bool returnsAny = false)
    {
        InstanceList list = ListOf(function, out Instance? parent);
        Instance? instance = null;
        int count = 0;
        foreach (Instance candidate in list.Items)
        {
            if (candidate.Round == _round || candidate.IsCommitted)
                count++;
            if (candidate.GivenResult == givenResult && candidate.ReturnsAny == returnsAny && Same(candidate.ParameterTypes, parameterTypes))
            {
                instance = candidate;
                break;
            }
        }
        if (instance is null)
        {
            if (count >= MaxInstances && function.HasUntypedParameters && givenResult is null && !returnsAny)
            {
                OrusType[] anys = AnyParameters(function);
                if (!Same(anys, parameterTypes))
                    return Request(function, anys, null, call);
            }
            instance = new Instance(function, parent, parameterTypes, givenResult, returnsAny);
            list.Items.Add(instance);
        }
        if (!instance.IsCommitted && (instance.Round != _round || (parent is not null && instance.ParentCheck != parent.CheckId)))
            Reset(instance, parent, call);
        if (!call.IsNone)
        {
            function.UsedInRound = _round;
            if (list.Node is { } node && !node.Instances.Contains(instance.Typed))
                node.Instances.Add(instance.Typed);
        }
        return instance;
    }

    private void Reset(Instance instance, Instance? parent, SourceSpan call)
    {
        if (instance.Round != _round)
            _live.Add(instance);
        instance.Round = _round;
        instance.ParentCheck = parent?.CheckId ?? 0;
        instance.FirstCall = call;
        instance.State = CheckState.Unchecked;
        OrusType? declared = instance.GivenResult ?? DeclaredResult(instance.Entry);
        instance.HasDeclaredResult = declared is not null;
        instance.Result = declared ?? PrimitiveType.Unknown;
        instance.Typed.Result = instance.Result;
    }

    private static bool Same(OrusType[] left, OrusType[] right)
    {
        for (int i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return false;
        }
        return true;
    }

    private void EnsureChecked(Instance instance)
    {
        if (instance.State != CheckState.Unchecked)
            return;
        if (NeedsStack)
            CheckOnLargeStack(instance);
        else
            CheckInstance(instance);
    }

    private void CheckOnLargeStack(Instance instance) => LargeStack.Run(() => CheckInstance(instance), StackSize);

    /// <summary>The result of calling an instance, as far as it is known now.</summary>
    private OrusType ResultOf(Instance instance)
    {
        if (instance.HasDeclaredResult)
        {
            // A function with one instance is checked where it is declared, the others at their first call.
            if (instance.Entry.HasUntypedParameters || instance.GivenResult is not null)
                EnsureChecked(instance);
            return instance.Result;
        }
        EnsureChecked(instance);
        if (instance.State == CheckState.Open)
        {
            instance.WasUsed = true;
            NoteUse(instance.Depth);
        }
        else if (instance.IsTentative)
        {
            NoteUse(instance.Low);
        }
        return instance.Result;
    }

    private void CheckInstance(Instance instance)
    {
        int mark = _tentative.Count;
        instance.State = CheckState.Open;
        Open(instance);
        while (true)
        {
            Results results = new(instance.HasDeclaredResult ? instance.Result : null);
            CheckBody(instance, results);
            if (instance.HasDeclaredResult || !Improve(instance, results))
            {
                FinishReturns(instance, results);
                break;
            }
            Invalidate(mark);
            instance.WasUsed = false;
        }
        instance.State = CheckState.Done;
        Close(instance, mark, mayBeInvalidated: true);
        CloseOpenTypes(instance);
        instance.Typed.Signature = types.Function(instance.ParameterTypes, types.Close(instance.Result));
    }

    /// <summary>Compares what the body returns with the assumption. True if the body must be checked again with a new one.</summary>
    private bool Improve(Instance instance, Results results)
    {
        OrusType found = ResultType(results);
        // Without an assumption behind it a result that is not known comes from an error, which must not cause others.
        bool usedAssumption = instance.WasUsed || instance.Low != int.MaxValue;
        if (found.Kind == TypeKind.Unknown && usedAssumption && instance.Low >= instance.Depth)
            found = results.HasExplicit ? PrimitiveType.Any : PrimitiveType.Void;
        found = instance.ReturnsAny && found.Kind is not (TypeKind.Void or TypeKind.Unknown) ? PrimitiveType.Any : types.Close(found);
        OrusType assumed = instance.Result;
        if (found == assumed || found.Kind == TypeKind.Unknown)
            return false;
        instance.Result = assumed.Kind == TypeKind.Unknown ? found : PrimitiveType.Any;
        return instance.Result != assumed && instance.WasUsed;
    }

    private void CheckBody(Instance instance, Results results)
    {
        FunctionEntry entry = instance.Entry;
        TypedFunction typed = instance.Typed;
        instance.CheckId = ++_lastCheckId;
        instance.Diagnostics.Clear();
        instance.OpenTypes.Clear();
        instance.Locals = new LocalVariable?[entry.LocalCount];
        typed.Body = [];
        typed.Captures.Clear();
        typed.MayEndWithoutResult = false;
        typed.Result = instance.Result;
        typed.Parameters = new LocalVariable[entry.Parameters.Length];
        Context outer = Enter(instance, instance.Diagnostics, typed.Body, results);
        foreach (VariableSymbol captured in entry.Captures)
            typed.Captures.Add(LocalOf(captured));
        for (int i = 0; i < entry.Parameters.Length; i++)
            typed.Parameters[i] = DeclareLocal(entry.Parameters[i], instance.ParameterTypes[i]);

        Block body = entry.Syntax!.Body;
        bool wantsTail = results.Declared is null || (results.Declared.Kind != TypeKind.Void && MayProduceValue(body.Statements));
        StartScope(body);
        results.Tail = wantsTail ? CheckTail(body.Statements) : CheckStatements(body.Statements) ? Tail.FallsThrough : Tail.NeverEnds;
        CheckUnusedNested(instance);
        Leave(outer);
    }

    private void CheckUnusedNested(Instance instance)
    {
        if (instance.Nested is null)
            return;
        foreach ((FunctionEntry function, InstanceList list) in new List<KeyValuePair<FunctionEntry, InstanceList>>(instance.Nested))
        {
            if (function.TypedSymbol.Role != FunctionRole.Nested || list.Node is not { } node)
                continue;
            if (node.Instances.Count == 0)
                EnsureChecked(Request(function, AnyParameters(function), null, SourceSpan.None));
            if (node.Variable is not null && node.ValueInstance is null)
                UseAsValue(function, ValueInstance(function));
        }
    }

    private void CloseOpenTypes(Instance instance)
    {
        foreach (OpenType open in instance.OpenTypes)
            open.Binding ??= PrimitiveType.Any;
        instance.OpenTypes.Clear();
    }

    private OpenType NewOpen()
    {
        OpenType open = new();
        _instance.OpenTypes.Add(open);
        return open;
    }

    // ---- Module bodies ------------------------------------------------------------------------------------------------

    private void CheckModuleBody(Module module, Instance body)
    {
        body.CheckId = ++_lastCheckId;
        body.Diagnostics.Clear();
        body.OpenTypes.Clear();
        body.Typed.Body = [];
        body.Locals = new LocalVariable?[module.Body.LocalCount];
        body.State = CheckState.Done;
        body.HasDeclaredResult = true;
        body.Result = PrimitiveType.Void;
        body.Typed.Result = PrimitiveType.Void;
        body.Typed.Signature = types.Function([], PrimitiveType.Void);
        Context outer = Enter(body, body.Diagnostics, body.Typed.Body, new Results(PrimitiveType.Void));
        int mark = _tentative.Count;
        Open(body);
        CheckStatements(module.Syntax.Statements);
        CheckUnusedNested(body);
        Close(body, mark, mayBeInvalidated: false);
        Leave(outer);
    }

    /// <summary>Puts a statement that was checked before its turn in its place.</summary>
    private bool TakeEarly(Statement statement)
    {
        if (!_early.Remove(statement, out StatementGoal? early))
            return false;
        _out.AddRange(early.Typed);
        _diagnostics.AddRange(early.Diagnostics);
        return true;
    }

    /// <summary>A statement that declares module variables: its types may be needed, by functions that it calls, before it is done.</summary>
    private void CheckDeclaring(StatementGoal goal, bool mayBeInvalidated)
    {
        int mark = _tentative.Count, firstStatement = _out.Count, firstDiagnostic = _diagnostics.Count;
        Open(goal);
        _openStatements.Add(goal.Statement, goal);
        for (int pass = 0; ; pass++)
        {
            CheckSimple(goal.Statement);
            if (!goal.WasUsed || pass == 2 || AssumptionsHold(goal))
                break;
            Invalidate(mark);
            goal.WasUsed = false;
            _out.RemoveRange(firstStatement, _out.Count - firstStatement);
            _diagnostics.RemoveRange(firstDiagnostic, _diagnostics.Count - firstDiagnostic);
        }
        _openStatements.Remove(goal.Statement);
        Close(goal, mark, mayBeInvalidated);
    }

    private bool AssumptionsHold(StatementGoal goal)
    {
        bool hold = true;
        foreach (VariableSymbol variable in goal.Assumed)
        {
            OrusType found = types.Close(variable.Global!.Type);
            if (found.Kind == TypeKind.Unknown)
                found = PrimitiveType.Any;
            GlobalGoal state = variable.Goal!;
            if (state.Assumption == found)
                continue;
            hold = false;
            state.Assumption = state.Assumption is null ? found : PrimitiveType.Any;
            state.IsTyped = false;
        }
        return hold;
    }

    private static void ForgetTypes(StatementGoal early)
    {
        foreach (VariableSymbol variable in early.Declared)
            variable.Goal!.IsTyped = false;
        if (early.Statement is DeclarationStatement { Symbol: { Global: null } local })
            local.Owner.Instances.Items[0].Locals[local.Index] = null;
    }

    /// <summary>The type of a module variable; checks its declaration before its turn if need be.</summary>
    private OrusType TypeOfGlobal(VariableSymbol variable)
    {
        if (variable.Owner.Module.IsCommitted)
            return variable.Global!.Type;
        GlobalGoal state = StateOf(variable);
        if (state.IsTyped)
        {
            if (_early.Count > 0 && _early.TryGetValue(variable.Statement!, out StatementGoal? early) && early.IsTentative)
                NoteUse(early.Low);
            return variable.Global!.Type;
        }
        if (_openStatements.TryGetValue(variable.Statement!, out StatementGoal? open))
        {
            if (IsConstantCycle(open))
            {
                Error(DiagnosticCode.InvalidSyntax, variable.Span, $"the constant `{variable.Name}` depends on itself", "give one of the constants a value of its own.");
                return PrimitiveType.Unknown;
            }
            open.WasUsed = true;
            if (!open.Assumed.Contains(variable))
                open.Assumed.Add(variable);
            NoteUse(open.Depth);
            return state.Assumption ?? PrimitiveType.Unknown;
        }
        CheckEarly(variable.Statement!, variable.Owner);
        return variable.Global!.Type;
    }

    /// <summary>Whether everything from a goal up is a constant that needs the next: no function stands between.</summary>
    private bool IsConstantCycle(StatementGoal first)
    {
        for (int i = first.Depth; i < _goals.Count; i++)
        {
            if (_goals[i] is not StatementGoal { Statement: DeclarationStatement { Form: DeclarationForm.Constant } })
                return false;
        }
        return true;
    }

    private void CheckEarly(Statement statement, FunctionEntry body)
    {
        StatementGoal goal = new(statement);
        _early.Add(statement, goal);
        Context outer = Enter(body.Instances.Items[0], goal.Diagnostics, goal.Typed, new Results(PrimitiveType.Void));
        if (NeedsStack)
            LargeStack.Run(() => CheckDeclaring(goal, mayBeInvalidated: true), StackSize);
        else
            CheckDeclaring(goal, mayBeInvalidated: true);
        Leave(outer);
    }

    private GlobalGoal StateOf(VariableSymbol variable)
    {
        GlobalGoal state = variable.Goal ??= new GlobalGoal();
        if (state.Round != _round)
        {
            state.Round = _round;
            state.IsTyped = false;
            state.Assumption = null;
        }
        return state;
    }
}
