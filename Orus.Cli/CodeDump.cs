using System;
using System.IO;
using System.Text;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Parsing;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Tier2.Planning;

namespace Orus.Cli;

/// <summary>Shows the stages that <c>--dump</c> names.</summary>
internal sealed class CodeDump(CliSettings settings, Reporter reporter, Action<string> write) : ICodeObserver
{
    private int _loops;

    /// <summary>Tokens and tree of the main file; they need no more than its text.</summary>
    public void WriteSource(SourceText source)
    {
        if (Shows(DumpStages.Tokens))
        {
            StringWriter text = new();
            SyntaxPrinter.WriteTokens(source, Lexer.Tokenize(source, new NameTable(), new DiagnosticBag()), text);
            Section("tokens", text.ToString());
        }
        if (Shows(DumpStages.Ast))
            Section("ast", SyntaxPrinter.Print(Parser.Parse(source, new NameTable(), new DiagnosticBag())));
    }

    public void WriteTyped(TypedProgram program)
    {
        if (Shows(DumpStages.Typed))
            Section("typed", TypedPrinter.Print(program));
    }

    public void OnIr(IrFunction function)
    {
        if (Shows(DumpStages.Ir))
            Section("ir", IrPrinter.Print(function));
        if (Shows(DumpStages.Loops))
            WriteLoops(function);
    }

    public void OnBytecode(BytecodeFunction function)
    {
        if (Shows(DumpStages.Bytecode))
            Section("bytecode", Disassembler.Print(function));
    }

    public bool ShowsCompiled => (settings.Dump & (DumpStages.Il | DumpStages.Asm)) != 0;

    /// <summary>A unit that Tier 2 made; functions show their machine code when first called, so only loops have it at this moment.</summary>
    public void WriteUnit(UnitReport unit)
    {
        if (settings.DumpLoop is { } only && unit.Loop?.Index != only)
            return;
        if (Shows(DumpStages.Il))
            Section("il " + unit.Name, unit.Listing ?? "");
        if (Shows(DumpStages.Asm))
            Section("asm " + unit.Name, unit.Disassemble());
    }

    /// <summary>Loops are numbered over the whole program, in the order in which their functions are compiled.</summary>
    private void WriteLoops(IrFunction function)
    {
        Cfg cfg = new(function);
        StringBuilder text = new();
        foreach (Loop loop in new LoopForest(cfg, new Dominators(cfg)).Loops)
        {
            int number = _loops++;
            if (settings.DumpLoop is { } only && only != number)
                continue;
            Orus.Optimizer.Ir.Block header = cfg.Blocks[loop.Header];
            string kind = "loop";
            string place = "";
            if (header.SourceLoop is { } source)
            {
                kind = source.Kind.ToString();
                place = source.Span.IsNone ? "" : $" at {reporter.Sources[source.Span].Path}:{reporter.Sources[source.Span].Line(source.Span.Start)}";
            }
            text.Append($"loop {number}{place} in {function.Name}: {kind}, depth {loop.Depth}, header {header}, blocks {loop.Blocks.Count}, exits {loop.Exits.Count}");
            text.Append(loop.IsIrreducible ? ", irreducible\n" : "\n");
        }
        if (text.Length > 0)
            Section("loops", text.ToString());
    }

    private bool Shows(DumpStages stage) => (settings.Dump & stage) != 0;

    private void Section(string stage, string text) => write($"== {stage}\n{text}{(text.EndsWith('\n') ? "" : "\n")}");
}
