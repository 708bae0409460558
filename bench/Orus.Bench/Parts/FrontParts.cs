using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Orus.Bench.Front;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Typed;

namespace Orus.Bench.Parts;

/// <summary>Lexer, parser, and the whole front end with name resolution and inference, on a generated program of 5,000 lines. Each contains the one before.</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class FrontParts
{
    private readonly byte[] _text = FrontProgram.Generate(5_000);

    [Benchmark]
    public object Lexer() => Orus.Front.Lexing.Lexer.Tokenize(Source(), new NameTable(), new DiagnosticBag());

    [Benchmark]
    public object Parser() => Orus.Front.Parsing.Parser.Parse(Source(), new NameTable(), new DiagnosticBag());

    [Benchmark]
    public TypedProgram Inference() => FrontBenchmark.Compile(_text);

    private SourceText Source() => new SourceSet().Add("main.orus", _text);
}
