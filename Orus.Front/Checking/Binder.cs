using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>
/// Name resolution, one textual walk per module: what each name stands for, placement and mutability rules, captures, types of annotations, classes of
/// literal expressions, and which reads may come before any assignment. The results are kept in the syntax tree and its symbols.
/// </summary>
internal sealed partial class Binder
{
    /// <summary>Depth of the scope of a module; below it are the names that a session kept.</summary>
    private const int ModuleDepth = 1;

    private readonly TypeTable _types;
    private readonly Builtins _builtins;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, Symbol>? _persisted;

    private Scopes _scopes = new();
    private Dictionary<string, Symbol> _starNames = [];

    /// <summary>For the analysis of initialisation: per name of a method, what stands for all methods of that name.</summary>
    private Dictionary<string, FunctionEntry> _methodsByName = [];
    private Module _module = null!;
    private FunctionEntry _function = null!;

    /// <summary>The module function, method or set of defaults being resolved, for the analysis of initialisation; null in straight module code.</summary>
    private FunctionEntry? _analysed;
    private readonly List<FunctionReference> _moduleReferences = [];

    /// <summary>How many functions, loops and <c>if</c> branches are open: plain declarations inside are mutable.</summary>
    private int _mutableDepth;

    public Binder(TypeTable types, Builtins builtins, DiagnosticBag diagnostics, int firstGlobal, Dictionary<string, Symbol>? persisted)
    {
        _types = types;
        _builtins = builtins;
        _diagnostics = diagnostics;
        _persisted = persisted;
        GlobalCount = firstGlobal;
    }

    /// <summary>One more than the highest index of a module variable.</summary>
    public int GlobalCount { get; private set; }

    /// <summary>Lengths of <c>[T, N]</c> annotations, which the checker evaluates.</summary>
    public List<(ArrayTypeSyntax Syntax, FunctionEntry Function)> DeclaredLengths { get; } = [];

    public void Bind(Module module)
    {
        _module = module;
        _function = module.Body;
        _analysed = null;
        _scopes = new Scopes();
        _starNames = new(StringComparer.Ordinal);
        _methodsByName = new(StringComparer.Ordinal);
        _moduleReferences.Clear();
        bool isInteractive = _persisted is not null && module.Name == "main";

        _scopes.Push();
        if (isInteractive)
        {
            foreach ((string name, Symbol symbol) in _persisted!)
                _scopes.Add(_scopes.Current, name, symbol);
        }
        _scopes.Push();
        module.ImportedByStar = _starNames;
        Predeclare(module);
        BindStatements(module.Syntax.Statements);
        module.Body.IsResolved = true;
        new InitializationAnalysis(module, _moduleReferences).Run(isInteractive);
    }

    private void Error(DiagnosticCode code, SourceSpan span, string message, string? help = null, string? explanation = null) =>
        _diagnostics.Add(code, span, message, help, explanation);

    // ---- Declarations -------------------------------------------------------------------------------------------------

    /// <summary>Adds a symbol to the innermost scope, unless the name is taken.</summary>
    private bool Declare(Symbol symbol) => Declare(_scopes.Current, symbol);

    private bool Declare(Scope scope, Symbol symbol)
    {
        if (_scopes.Find(symbol.Name, out int depth) is { } other && depth >= ModuleDepth && (depth >= scope.Depth || other is TypeSymbol))
        {
            SourceSpan span = symbol.Span, first = other.Span;
            if (first.File == span.File && first.Start > span.Start)
                (span, first) = (first, span);
            string where = first.IsNone || first.File != span.File ? "" : $" on line {_module.Source.Line(first.Start)}";
            Error(DiagnosticCode.AlreadyDeclared, span, $"`{symbol.Name}` is already declared{where}",
                other is TypeSymbol ? "names of structs and enums cannot be used for anything else." : "choose another name, or assign with `=` if the variable is `mut`.");
            return false;
        }
        _scopes.Add(scope, symbol.Name, symbol);
        if (scope.Depth == ModuleDepth && symbol.Span.File == _module.Source.File)
            _module.Members[symbol.Name] = symbol;
        return true;
    }

    /// <summary>Declares a variable in a scope: a module variable if that is the module's.</summary>
    private VariableSymbol DeclareVariable(Scope scope, Identifier name, VariableKind kind, TypeSyntax? annotation, Statement? statement, bool isPublic)
    {
        VariableSymbol variable = new(name.Text, name.Span, kind, _function, annotation)
        {
            Statement = statement,
            IsPublic = isPublic,
            IsAutoMutable = _mutableDepth > 0,
        };
        if (scope.Depth == ModuleDepth)
            MakeGlobal(variable);
        else
            variable.Index = _function.LocalCount++;
        Declare(scope, variable);
        return variable;
    }

    private void MakeGlobal(VariableSymbol variable)
    {
        // What a later snippet assigns must not be constant for code that is made before.
        variable.Global = new GlobalVariable(variable.Name, GlobalCount++) { IsExported = variable.IsPublic, IsReassigned = _persisted is not null && variable.IsMutable };
        variable.IsNotedAny = _persisted is not null && variable.MayFlip;
    }

    private VariableSymbol DeclareLocal(Identifier name, VariableKind kind, TypeSyntax? annotation = null) =>
        DeclareVariable(_scopes.Current, name, kind, annotation, null, isPublic: false);

    // ---- Uses ---------------------------------------------------------------------------------------------------------

    /// <summary>The visible meaning of a name, without reporting anything.</summary>
    private Symbol? Find(string name) => _scopes.Find(name) ?? _starNames.GetValueOrDefault(name) ?? _builtins.Find(name);

    /// <summary>The meaning of a name that is read; reports an undefined one.</summary>
    private Symbol? Resolve(Identifier name, bool isCallee = false)
    {
        Symbol? symbol = Find(name.Text);
        if (symbol is null)
            ReportUndefined(name, isCallee);
        else
            symbol = Use(symbol, name, isCallee);
        return symbol;
    }

    private void ReportUndefined(Identifier name, bool isCallee)
    {
        if (name.Text == "_")
        {
            Error(DiagnosticCode.UndefinedName, name.Span, "`_` is not a name");
            return;
        }
        string? near = _diagnostics.Nearest(name.Text, _scopes.VisibleNames) ?? _diagnostics.Nearest(name.Text, _builtins.Names);
        string help = near is not null ? $"did you mean `{near}`?"
            : ForeignSpelling.OfName(name.Text) ?? (isCallee ? $"declare it first: `fn {name.Text}(…): …`." : $"declare it first, for example `{name.Text} = …`.");
        _diagnostics.AddOnce(_function, name.Text, new Diagnostic(DiagnosticCode.UndefinedName, name.Span, $"`{name.Text}` is not defined here") { Help = help });
    }

    /// <summary>Notes that the current function reads a symbol.</summary>
    private Symbol? Use(Symbol symbol, Identifier name, bool isCallee)
    {
        switch (symbol)
        {
            case VariableSymbol variable:
                Read(variable, name.Span.Start);
                break;
            case FunctionEntry function:
                Refer(function, name.Span.Start);
                if (function.TypedSymbol.Role == FunctionRole.Nested)
                    UseNested(function, isCallee);
                break;
            case AmbiguousSymbol ambiguous:
                Error(DiagnosticCode.AlreadyDeclared, name.Span, $"`{name.Text}` comes from `{ambiguous.First}` and from `{ambiguous.Second}`",
                    $"import it by name from one of them, as in `use {ambiguous.First}: {name.Text}`.");
                return null;
        }
        return symbol;
    }

    private void Read(VariableSymbol variable, int offset)
    {
        if (variable.Global is { } global)
        {
            if (_analysed is not null && variable.Owner.Module == _module)
                _analysed.GlobalReads.Add(variable);
            else if (!variable.IsAssigned || (variable.Kind == VariableKind.Constant && variable.Owner.Module == _module && variable.AssignedFrom > offset))
                variable.MayBeReadUnassigned = true;
            global.IsUsedByFunctions |= !_function.IsModuleBody;
            return;
        }
        if (!variable.IsAssigned)
            variable.MayBeReadUnassigned = true;
        if (variable.Owner != _function)
            Capture(variable, _function);
    }

    private void Refer(FunctionEntry function, int offset)
    {
        if (function.Parent is not null || function.Module != _module)
            return;
        if (_analysed is not null)
            _analysed.References.Add(function);
        else
            _moduleReferences.Add(new FunctionReference(offset, function));
    }

    private static void Capture(VariableSymbol variable, FunctionEntry user)
    {
        variable.IsCaptured = true;
        for (FunctionEntry? function = user; function != variable.Owner; function = function.Parent)
        {
            if (function!.Captures.Contains(variable))
                return;
            function.Captures.Add(variable);
        }
    }

    /// <summary>Whoever uses a nested function needs what it captures.</summary>
    private void UseNested(FunctionEntry function, bool isCallee)
    {
        if (!isCallee)
        {
            FunctionEntry parent = function.Parent!;
            function.ValueVariable ??= new VariableSymbol(function.Name, function.Span, VariableKind.Plain, parent, null) { Index = parent.LocalCount++ };
            function.ValueVariable.IsReassigned |= !function.IsResolved;
            if (_function != parent)
                Capture(function.ValueVariable, _function);
        }
        if (_function == function)
            return;
        if (!function.IsResolved)
        {
            (function.InnerReferences ??= []).Add(_function);
            return;
        }
        foreach (VariableSymbol captured in function.Captures)
        {
            if (captured.Owner != _function)
                Capture(captured, _function);
        }
    }

    /// <summary>Notes an assignment and reports it if the binding cannot be changed from here.</summary>
    private bool Assign(Symbol symbol, Identifier name)
    {
        if (symbol is VariableSymbol variable && variable.IsMutable && (variable.Owner == _function || variable.Kind == VariableKind.Mutable))
        {
            variable.IsReassigned = true;
            MarkAssigned(variable);
            if (variable.Global is { } global)
            {
                global.IsReassigned = true;
                global.IsUsedByFunctions |= !_function.IsModuleBody;
            }
            else if (variable.Owner != _function)
            {
                Capture(variable, _function);
            }
            return true;
        }
        (string what, string help) = symbol switch
        {
            VariableSymbol { Kind: VariableKind.Constant } => ("is a constant", "use a variable declared with `mut` for a value that changes."),
            VariableSymbol { Kind: VariableKind.Parameter or VariableKind.Self } => ("is a parameter", $"copy it first: `mut copy = {name.Text}`."),
            VariableSymbol { IsMutable: true } => ("belongs to an outer function or module and is not `mut`", $"declare it there with `mut {name.Text} = …`."),
            VariableSymbol { Kind: VariableKind.Catch or VariableKind.Payload } => ("is immutable", $"copy it first: `mut copy = {name.Text}`."),
            VariableSymbol => ("is immutable", $"declare it with `mut {name.Text} = …`."),
            FunctionEntry => ("is a function", "choose another name for the variable."),
            _ => ("is not a variable", "choose another name for the variable."),
        };
        Error(DiagnosticCode.Immutable, name.Span, $"`{name.Text}` {what} and cannot be assigned", help);
        return false;
    }
}

/// <summary>A name that two star imports bring from different modules.</summary>
internal sealed class AmbiguousSymbol(string name, string first, string second) : Symbol(name, SourceSpan.None)
{
    public readonly string First = first;
    public readonly string Second = second;
}
