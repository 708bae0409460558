using System;
using System.Collections.Generic;
using Orus.Front.Checking;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;

namespace Orus.Front.Modules;

/// <summary>A parsed file with the modules that it uses.</summary>
internal sealed class Module
{
    public Module(string name, SourceText source, ModuleSyntax syntax)
    {
        Name = name;
        Source = source;
        Syntax = syntax;
        Body = new FunctionEntry(new FunctionSymbol(name, FunctionRole.ModuleBody, new SourceSpan(source.File, 0, 0)), null, this, null);
    }

    /// <summary>Dotted name; <c>main</c> for the main file.</summary>
    public string Name { get; }

    public SourceText Source { get; }

    public ModuleSyntax Syntax { get; }

    /// <summary>The module behind each <c>use</c>, as far as it was found.</summary>
    public Dictionary<UseStatement, Module> Uses { get; } = [];

    public FunctionEntry Body { get; }

    /// <summary>Every name that the module declares at its top level, public or not.</summary>
    public Dictionary<string, Symbol> Members { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of other modules that <c>use</c> binds one by one, under their names here; null if there are none.</summary>
    public Dictionary<string, Symbol>? Imported { get; set; }

    /// <summary>Names of other modules that <c>use m: *</c> binds; they yield to all others.</summary>
    public Dictionary<string, Symbol>? ImportedByStar { get; set; }

    /// <summary>A <c>return</c> at module level can end the initialisation at this offset at the earliest.</summary>
    public int EarliestReturn { get; set; } = int.MaxValue;

    /// <summary>Set once the module was part of a program that passed all checks (the modules of earlier snippets of a session).</summary>
    public bool IsCommitted { get; set; }

    public static bool IsPublic(Symbol symbol) => symbol switch
    {
        VariableSymbol variable => variable.IsPublic,
        FunctionEntry function => function.IsPublic,
        TypeSymbol type => type.IsPublic,
        _ => false,
    };
}
