using System.Collections.Generic;
using System.IO;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Parsing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Tests.Front;

/// <summary>Runs the lexer and parser on a text and shows the outcome as text.</summary>
internal static class FrontHarness
{
    public static string Tokens(string text)
    {
        SourceText source = new SourceSet().Add("main.orus", Encoding.UTF8.GetBytes(text));
        DiagnosticBag diagnostics = new();
        Token[] tokens = Lexer.Tokenize(source, new NameTable(), diagnostics);
        StringBuilder kinds = new();
        foreach (Token token in tokens)
        {
            if (token.Kind == TokenKind.EndOfFile)
                break;
            kinds.Append(kinds.Length > 0 ? " " : "").Append(token.Length > 0 ? Encoding.UTF8.GetString(source.Bytes, token.Start, token.Length) : token.Kind.ToString().ToUpperInvariant());
        }
        return kinds.ToString();
    }

    public static (ModuleSyntax Module, SourceSet Sources, List<Diagnostic> Diagnostics) Parse(byte[] bytes)
    {
        SourceSet sources = new();
        DiagnosticBag diagnostics = new();
        ModuleSyntax module = Parser.Parse(sources.Add("main.orus", bytes), new NameTable(), diagnostics);
        return (module, sources, diagnostics.Sorted());
    }

    /// <summary>The tree of a correct text.</summary>
    public static string Tree(string text)
    {
        (ModuleSyntax module, SourceSet sources, List<Diagnostic> diagnostics) = Parse(Encoding.UTF8.GetBytes(text));
        return diagnostics.Count > 0 ? Render(sources, diagnostics, DiagnosticFormat.Minimal) : SyntaxPrinter.Print(module);
    }

    /// <summary>The diagnostics of a text in the minimal format, one per line.</summary>
    public static string Errors(string text)
    {
        (_, SourceSet sources, List<Diagnostic> diagnostics) = Parse(Encoding.UTF8.GetBytes(text));
        return Render(sources, diagnostics, DiagnosticFormat.Minimal);
    }

    public static string Render(SourceSet sources, List<Diagnostic> diagnostics, DiagnosticFormat format, bool useColors = false)
    {
        StringWriter output = new();
        new DiagnosticRenderer(sources, format, useColors, output).Write(diagnostics);
        return output.ToString();
    }
}
