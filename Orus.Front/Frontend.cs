using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Typed;

namespace Orus.Front;

/// <summary>What the front end needs to know besides the main file.</summary>
public sealed class FrontendOptions
{
    /// <summary>The files of the compilation; the main file is in it, modules are added.</summary>
    public required SourceSet Sources { get; init; }

    /// <summary>Where modules are read from.</summary>
    public IModuleSource ModuleSource { get; init; } = new FileModuleSource();

    /// <summary>First place where modules are looked for; empty for the process's own.</summary>
    public string CurrentDirectory { get; init; } = "";

    /// <summary>Directories searched after those of the importing and the main file: the entries of <c>ORUSPATH</c>.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>The last place where modules are looked for.</summary>
    public string? ExecutableDirectory { get; init; }
}

/// <summary>The outcome of a compilation: a program, or at least one error.</summary>
/// <param name="Program">Null if there are errors.</param>
/// <param name="Diagnostics">Errors and warnings by module and position.</param>
public readonly record struct FrontendResult(TypedProgram? Program, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>From source text to typed tree.</summary>
public static class Frontend
{
    /// <summary>Compiles a program; the file must have been added to <see cref="FrontendOptions.Sources"/>.</summary>
    public static FrontendResult Compile(SourceText main, FrontendOptions options) => new FrontendSession(options, isInteractive: false).Compile(main);
}
