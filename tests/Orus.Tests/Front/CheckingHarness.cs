using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using NUnit.Framework;
using Orus.Front;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Typed;

namespace Orus.Tests.Front;

/// <summary>Checks programs that are texts in memory and shows the outcome as text.</summary>
internal static class CheckingHarness
{
    /// <summary>The modules of a test by path, such as <c>geo/points.orus</c>.</summary>
    internal sealed class MemorySource : IModuleSource
    {
        public Dictionary<string, string> Files { get; } = [];

        public string CanonicalPath(string path) => path;

        public byte[]? TryRead(string path) => Files.TryGetValue(path, out string? text) ? Encoding.UTF8.GetBytes(text) : null;
    }

    public static FrontendResult Compile(string text, out SourceSet sources, params (string Path, string Text)[] modules)
    {
        MemorySource files = new();
        foreach ((string path, string content) in modules)
            files.Files.Add(path, content);
        sources = new SourceSet();
        SourceText main = sources.Add("main.orus", Encoding.UTF8.GetBytes(text));
        return Frontend.Compile(main, new FrontendOptions { Sources = sources, ModuleSource = files });
    }

    /// <summary>The typed tree of a correct program; the test fails if there are diagnostics.</summary>
    public static string Typed(string text, params (string Path, string Text)[] modules)
    {
        FrontendResult result = Compile(text, out SourceSet sources, modules);
        Assert.That(result.Program, Is.Not.Null, () => Render(sources, result.Diagnostics));
        return TypedPrinter.Print(result.Program!);
    }

    /// <summary>The errors of a program, one <c>line:column code</c> per error.</summary>
    public static string Errors(string text, params (string Path, string Text)[] modules)
    {
        FrontendResult result = Compile(text, out SourceSet sources, modules);
        List<string> errors = [];
        foreach (Diagnostic diagnostic in result.Diagnostics)
        {
            (int line, int column) = sources[diagnostic.Span].LineAndColumn(diagnostic.Span.Start);
            string file = diagnostic.Span.File == 0 ? "" : sources[diagnostic.Span].Path + ":";
            errors.Add($"{file}{line}:{column} {DiagnosticTable.Text(diagnostic.Code)}");
        }
        Assert.That(result.Program is null, Is.EqualTo(errors.Exists(error => error.Contains(" E", StringComparison.Ordinal))));
        return string.Join(", ", errors);
    }

    public static string Render(SourceSet sources, IReadOnlyList<Diagnostic> diagnostics)
    {
        StringWriter output = new();
        new DiagnosticRenderer(sources, DiagnosticFormat.Friendly, useColors: false, output).Write(diagnostics);
        return output.ToString();
    }

    /// <summary>Runs on a thread with the stack that the engine gives scripts.</summary>
    public static T OnLargeStack<T>(Func<T> action)
    {
        T result = default!;
        Thread thread = new(() => result = action(), 256 << 20);
        thread.Start();
        thread.Join();
        return result;
    }
}
