using System;
using System.Collections.Generic;
using Orus.Front.Checking;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front;

/// <summary>
/// Compiles snippets one after another against the declarations that earlier ones left: each result's program holds the modules that are new and the
/// snippet as its main module. Redeclaring a name replaces it; mutable variables without annotation are <c>any</c>. A snippet with errors leaves nothing.
/// </summary>
public sealed class FrontendSession
{
    private readonly ModuleLoader _loader;
    private readonly Checker _checker;
    private readonly Builtins _builtins = new();
    private readonly Dictionary<string, Symbol> _persisted = new(StringComparer.Ordinal);
    private readonly bool _isInteractive;

    public FrontendSession(FrontendOptions options)
        : this(options, isInteractive: true)
    {
    }

    internal FrontendSession(FrontendOptions options, bool isInteractive)
    {
        _loader = new ModuleLoader(options, new NameTable());
        _checker = new Checker(new TypeTable(), options.Sources, isInteractive);
        _isInteractive = isInteractive;
    }

    /// <summary>Compiles a program or the next snippet.</summary>
    public FrontendResult Compile(SourceText source)
    {
        DiagnosticBag diagnostics = new();
        List<Module> modules = _loader.Load(source, diagnostics);
        TypedProgram? program = null;
        if (!diagnostics.HasErrors)
        {
            Binder binder = new(_checker.Types, _builtins, diagnostics, _checker.GlobalCount, _isInteractive ? _persisted : null);
            foreach (Module module in modules)
                binder.Bind(module);
            program = _checker.CheckProgram(modules, binder, diagnostics);
            if (program is null)
                binder.Undo();
        }
        if (program is null)
            _loader.Forget(modules);
        else if (_isInteractive)
            Persist(modules);
        List<int> order = [];
        foreach (Module module in modules)
            order.Add(module.Source.File);
        return new FrontendResult(program, diagnostics.Sorted(order));
    }

    private void Persist(List<Module> modules)
    {
        foreach (Module module in modules)
            module.IsCommitted = true;
        Module snippet = modules[^1];
        foreach ((string name, Symbol symbol) in snippet.ImportedByStar ?? [])
        {
            if (symbol is not AmbiguousSymbol)
                _persisted.TryAdd(name, symbol);
        }
        foreach ((string name, Symbol symbol) in snippet.Imported ?? [])
            _persisted[name] = symbol;
        foreach ((string name, Symbol symbol) in snippet.Members)
            _persisted[name] = symbol;
    }
}
