using System;
using System.Collections.Generic;
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
using Orus.Tier2.MachineCode;
using Orus.Tier2.Planning;
using Block = Orus.Optimizer.Ir.Block;

namespace Orus.Cli;

/// <summary>Shows the stages that <c>--dump</c> names.</summary>
internal sealed class CodeDump(CliSettings settings, Reporter reporter, Action<string> write) : ICodeObserver
{
    /// <summary>The number of each loop, by its header.</summary>
    private readonly Dictionary<Block, int> _loops = [];

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
        WriteLoops(function);
    }

    public void OnBytecode(BytecodeFunction function)
    {
        if (Shows(DumpStages.Bytecode))
            Section("bytecode", Disassembler.Print(function));
    }

    public bool ShowsCompiled => (settings.Dump & (DumpStages.Il | DumpStages.Asm)) != 0;

    /// <summary>A unit that Tier 2 made: a loop, or a function with all its loops.</summary>
    public void WriteUnit(UnitReport unit)
    {
        if (settings.DumpLoop is { } only && !Contains(unit, only))
            return;
        if (Shows(DumpStages.Il))
            Section("il " + unit.Name, WithSource(unit.Map!.Il));
        if (Shows(DumpStages.Asm))
            Section("asm " + unit.Name, WithSource(unit.Disassemble()));
    }

    private bool Contains(UnitReport unit, int number)
    {
        if (unit.Loop is { } loop)
            return _loops.TryGetValue(loop.Header, out int found) && found == number;
        foreach (LoopState each in unit.Function.Code!.Loops)
        {
            if (_loops.TryGetValue(each.Header, out int found) && found == number)
                return true;
        }
        return false;
    }

    /// <summary>The lines of a listing, each source line above the first of its instructions.</summary>
    private string WithSource(IReadOnlyList<CodeLine> code)
    {
        StringBuilder text = new();
        (int File, int Line) shown = default;
        foreach (CodeLine line in code)
        {
            if (!line.Place.IsNone)
            {
                SourceText source = reporter.Sources[line.Place];
                (int File, int Line) place = (line.Place.File, source.Line(line.Place.Start));
                if (place != shown)
                    text.Append($"; {source.Path}:{place.Line}  {Encoding.UTF8.GetString(source.LineBytes(place.Line)).Trim()}\n");
                shown = place;
            }
            text.Append(line.Text).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Loops are numbered over the whole program, in the order in which their functions are compiled.</summary>
    private void WriteLoops(IrFunction function)
    {
        Cfg cfg = new(function);
        StringBuilder text = new();
        foreach (Loop loop in new LoopForest(cfg, new Dominators(cfg)).Loops)
        {
            Block header = cfg.Blocks[loop.Header];
            int number = _loops.Count;
            _loops.Add(header, number);
            if (!Shows(DumpStages.Loops) || (settings.DumpLoop is { } only && only != number))
                continue;
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
