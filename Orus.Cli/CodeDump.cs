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
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Tier2.MachineCode;
using Orus.Tier2.Planning;

namespace Orus.Cli;

/// <summary>Shows the stages that <c>--dump</c> names.</summary>
internal sealed class CodeDump(CliSettings settings, Reporter reporter, Action<string> write) : ICodeObserver
{
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
    }

    public void OnBytecode(BytecodeFunction function)
    {
        if (Shows(DumpStages.Loops))
            WriteLoops(function);
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

    private static bool Contains(UnitReport unit, int number)
    {
        if (unit.Loop is { } loop)
            return loop.Number == number;
        foreach (LoopState each in unit.Function.Code!.Loops)
        {
            if (each.Number == number)
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

    /// <summary>The descriptors of a function's loops, numbered over the whole program.</summary>
    private void WriteLoops(BytecodeFunction function)
    {
        StringBuilder text = new();
        foreach (LoopState loop in function.Loops)
        {
            if (settings.DumpLoop is { } only && only != loop.Number)
                continue;
            string place = loop.Span.IsNone ? "" : $" at {reporter.PlaceOf(loop.Span)}";
            text.Append($"loop {loop.Number}{place} in {function.Ir.Name}: ");
            text.Append(LoopPrinter.Print(function.Ir, loop.Form));
        }
        if (text.Length > 0)
            Section("loops", text.ToString());
    }

    private bool Shows(DumpStages stage) => (settings.Dump & stage) != 0;

    private void Section(string stage, string text) => write($"== {stage}\n{text}{(text.EndsWith('\n') ? "" : "\n")}");
}
