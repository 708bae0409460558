using System;
using System.Collections.Generic;
using System.Globalization;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>
/// Finds the types of all expressions and builds the typed tree (section 6.5 of the reference). The whole program is checked in rounds: each starts afresh,
/// knowing the bindings that earlier ones found to hold several types, until a round finds none.
/// </summary>
internal sealed partial class Checker(TypeTable types, SourceSet sources, bool isInteractive)
{
    private readonly List<Instance> _live = [];
    private readonly List<Instance> _moduleBodies = [];
    private Binder _binder = null!;
    private DiagnosticBag _bag = null!;
    private List<Module> _modules = [];
    private int _round;
    private bool _notedAny;

    public TypeTable Types => types;

    /// <summary>Module variables of all programs accepted so far.</summary>
    public int GlobalCount { get; private set; }

    /// <summary>Checks resolved modules; null if there are errors.</summary>
    public TypedProgram? CheckProgram(List<Module> modules, Binder binder, DiagnosticBag diagnostics)
    {
        _modules = modules;
        _binder = binder;
        _bag = diagnostics;
        RegisterTypes();
        List<TypedModule> typed;
        do
            typed = RunRound();
        while (_notedAny);

        CheckDeclaredLengths();
        foreach (Instance instance in _live)
            Report(instance, diagnostics);
        foreach (StatementGoal early in _early.Values)
        {
            foreach (Diagnostic diagnostic in early.Diagnostics)
                diagnostics.Add(diagnostic);
        }
        if (diagnostics.HasErrors)
            return null;
        foreach (Instance instance in _live)
            instance.IsCommitted = true;
        foreach (Module module in modules)
        {
            foreach (Symbol symbol in module.Members.Values)
            {
                // A known constant has its value from the start.
                if (symbol is VariableSymbol { Global: { KnownValue: not null } known })
                    known.NeedsInitializationCheck = false;
            }
        }
        GlobalCount = binder.GlobalCount;
        return new TypedProgram { Modules = typed, Types = types, GlobalCount = GlobalCount };
    }

    private List<TypedModule> RunRound()
    {
        _round++;
        _notedAny = false;
        _live.Clear();
        _early.Clear();
        _tentative.Clear();
        _dynamicNames.Clear();
        _moduleBodies.Clear();
        List<TypedModule> typed = [];
        foreach (Module module in _modules)
        {
            if (module.Body.Instances.Items.Count == 0)
                module.Body.Instances.Items.Add(new Instance(module.Body, null, [], PrimitiveType.Void, returnsAny: false));
            Instance body = module.Body.Instances.Items[0];
            body.Round = _round;
            _moduleBodies.Add(body);
            _live.Add(body);
            CheckModuleBody(module, body);
            typed.Add(new TypedModule { Name = module.Name, Source = module.Source, Body = body.Typed });
        }
        CheckUnused();
        ProvideDynamicMethods();
        foreach (Instance body in _moduleBodies)
            CloseOpenTypes(body);
        return typed;
    }

    /// <summary>Functions that nothing calls are checked once, with <c>any</c> for what is not declared.</summary>
    private void CheckUnused()
    {
        foreach (Module module in _modules)
        {
            foreach (Statement statement in module.Syntax.Statements)
            {
                if (statement is FunctionStatement { Function.Entry: { } function })
                    CheckIfUnused(function);
                else if (statement is ImplStatement impl)
                {
                    foreach (FunctionStatement method in impl.Methods)
                        CheckIfUnused(method.Function.Entry!);
                }
            }
        }
    }

    private void CheckIfUnused(FunctionEntry function)
    {
        if (function.UsedInRound != _round)
            EnsureChecked(Request(function, AnyParameters(function), null, SourceSpan.None));
    }

    /// <summary>A method that a call through <c>any</c> may reach exists in the form that takes <c>any</c> for what is not declared.</summary>
    private void ProvideDynamicMethods()
    {
        for (int known = -1; known != _dynamicNames.Count;)
        {
            known = _dynamicNames.Count;
            foreach (TypeSymbol type in _typeSymbols.Values)
                ProvideDynamicMethods(type);
        }
    }

    private void ProvideDynamicMethods(TypeSymbol type)
    {
        Dictionary<string, TypedFunction> table = type.Struct?.DynamicMethods ?? type.Enum!.DynamicMethods;
        foreach ((string name, FunctionEntry method) in type.Methods)
        {
            if (!method.IsInstanceMethod || !_dynamicNames.Contains(name))
                continue;
            Instance instance = ValueInstance(method);
            EnsureChecked(instance);
            table[name] = instance.Typed;
        }
    }

    private readonly HashSet<string> _dynamicNames = new(StringComparer.Ordinal);

    private void Report(Instance instance, DiagnosticBag diagnostics)
    {
        if (instance.State != CheckState.Done)
            return;
        // What a function inside of a generic one does depends on the call of that one.
        Instance? generic = instance;
        while (generic is not null && (!generic.Entry.HasUntypedParameters || generic.FirstCall.IsNone))
            generic = generic.Parent;
        foreach (Diagnostic diagnostic in instance.Diagnostics)
        {
            if (generic is null)
            {
                diagnostics.Add(diagnostic);
                continue;
            }
            string line = sources[generic.FirstCall].Line(generic.FirstCall.Start).ToString(CultureInfo.InvariantCulture);
            diagnostics.Add(new Diagnostic(diagnostic.Code, diagnostic.Span, diagnostic.Message)
            {
                Explanation = diagnostic.Explanation,
                Help = diagnostic.Help,
                Notes = [$"for the call `{generic.Entry.Name}({TypeTable.Join(generic.ParameterTypes)})` ({sources[generic.FirstCall].Path}:{line})"],
            });
        }
    }

    private void Error(DiagnosticCode code, SourceSpan span, string message, string? help = null, string? explanation = null) =>
        _diagnostics.Add(new Diagnostic(code, span, message) { Help = help, Explanation = explanation });

    /// <summary>A program element that failed: fits everything, so that the error is reported once.</summary>
    private static TypedErroneous Erroneous(SourceSpan span) => new(span);

    /// <summary>Evaluates the lengths of <c>[T, N]</c>: positive integer literals or known integer constants.</summary>
    private void CheckDeclaredLengths()
    {
        foreach ((ArrayTypeSyntax syntax, FunctionEntry function) in _binder.DeclaredLengths)
        {
            _diagnostics = function.Module.Body.Instances.Items[0].Diagnostics;
            if (KnownInteger(syntax.Length!) is not { } length)
            {
                if (syntax.Length is not NameExpression { Symbol: null })
                {
                    string text = syntax.Length is NameExpression name ? $"`{name.Name}` is not a known integer constant" : "the length of an array type must be an integer";
                    Error(DiagnosticCode.TypeMismatch, syntax.Length!.Span, text, "write a number, or a constant declared with `:=`.");
                }
            }
            else if (length < 1 || length > int.MaxValue)
            {
                Error(DiagnosticCode.TypeMismatch, syntax.Length!.Span, $"the length of an array type must be positive, not {length}");
            }
        }
    }
}

/// <summary>Stands for an expression that failed. Programs with errors never reach lowering, so nothing else knows it.</summary>
internal sealed class TypedErroneous(SourceSpan span) : TypedExpression(PrimitiveType.Unknown, span);
