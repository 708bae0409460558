using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Ir;

/// <summary>How <see cref="IrPrinter"/> prints.</summary>
[Flags]
internal enum IrPrintOptions
{
    None = 0,
    /// <summary>Number registers and blocks by first appearance instead of by their real numbers, so that texts of equal functions are equal.</summary>
    Normalized = 1,
    /// <summary>Add the source span of each instruction.</summary>
    Spans = 2,
}

/// <summary>
/// The text form of a function; <see cref="IrParser"/> reads it back. A line is <c>%dest:type = op.T.F operands !checks -> targets</c> with the operands that
/// <see cref="IrOpTable"/> lists, in its order. After a semicolon, which ends what is read back, stand the proofs of checks that are gone, and the calls that were inlined. Temporaries are <c>%3</c>, variables <c>$name</c>; the first mention of a register carries its type.
/// </summary>
internal sealed class IrPrinter
{
    private readonly StringBuilder _text = new();
    private readonly IrFunction _function;
    private readonly IrPrintOptions _options;
    private readonly string?[] _names;
    private readonly bool[] _mentioned;
    private readonly Dictionary<string, int> _nameUses = new(StringComparer.Ordinal);
    private readonly Dictionary<Block, int> _blockNumbers = [];
    private int _nextNumber;

    private IrPrinter(IrFunction function, IrPrintOptions options)
    {
        _function = function;
        _options = options;
        _names = new string?[function.Registers.Count];
        _mentioned = new bool[function.Registers.Count];
        if (!IsNormalized)
        {
            for (int register = 0; register < _names.Length; register++)
                _names[register] = MakeName(register, register);
        }
        for (int i = 0; i < function.Blocks.Count; i++)
            _blockNumbers[function.Blocks[i]] = IsNormalized ? i : function.Blocks[i].Id;
    }

    private bool IsNormalized => (_options & IrPrintOptions.Normalized) != 0;

    public static string Print(IrFunction function, IrPrintOptions options = IrPrintOptions.None)
    {
        var printer = new IrPrinter(function, options);
        printer.WriteFunction();
        return printer._text.ToString();
    }

    /// <summary>One instruction in the same form, with real register numbers.</summary>
    public static string Print(IrFunction function, Instruction instruction)
    {
        var printer = new IrPrinter(function, IrPrintOptions.None);
        printer.WriteInstruction(instruction);
        return printer._text.ToString();
    }

    /// <summary>The name of a register in an unnormalized text.</summary>
    public static string RegisterName(IrFunction function, int register) =>
        register >= 0 && register < function.Registers.Count ? new IrPrinter(function, IrPrintOptions.None)._names[register]! : "%" + Number(register);

    private void WriteFunction()
    {
        _text.Append("function ").Append(_function.Name.Length == 0 ? "_" : _function.Name).Append('(');
        for (int i = 0; i < _function.Parameters.Length; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            WriteRegister(_function.Parameters[i]);
        }
        _text.Append(')');
        if (_function.Result != IrType.None)
            _text.Append(" -> ").Append(_function.Result.Name());
        _text.Append('\n');
        foreach (Block block in _function.Blocks)
        {
            WriteBlockHead(block);
            foreach (Instruction instruction in block.Code)
            {
                _text.Append("  ");
                WriteInstruction(instruction);
                _text.Append('\n');
            }
        }
    }

    private void WriteBlockHead(Block block)
    {
        WriteBlock(block);
        _text.Append(':');
        if (block.Handler is { } handler)
        {
            _text.Append(" handler ");
            WriteBlock(handler);
        }
        if (block.SourceLoop is { } loop)
        {
            _text.Append(" loop ").Append(loop.Kind.ToString());
            WriteLoopRegister("counter", loop.Counter);
            WriteLoopRegister("bound", loop.Bound);
            WriteLoopRegister("array", loop.Array);
            if (loop.Step != 0)
                _text.Append(" step=").Append(Number(loop.Step));
            if (loop.Inclusive)
                _text.Append(" inclusive");
        }
        _text.Append('\n');
    }

    private void WriteLoopRegister(string label, int register)
    {
        if (register < 0)
            return;
        _text.Append(' ').Append(label).Append('=');
        WriteRegister(register);
    }

    private void WriteInstruction(Instruction instruction)
    {
        ref readonly IrOpInfo info = ref IrOpTable.Info(instruction.Op);
        if (instruction.Dest >= 0)
        {
            WriteRegister(instruction.Dest);
            _text.Append(" = ");
        }
        _text.Append(info.Name);
        if (instruction.Type != IrType.None)
            _text.Append('.').Append(instruction.Type.Name());
        if (info.Operands.Contains('f', StringComparison.Ordinal))
            _text.Append('.').Append(instruction.From.Name());
        string separator = " ";
        foreach (char operand in info.Operands)
        {
            if (operand is 'd' or 'f' or '?' || (info.Operands == "a?" && instruction.A < 0))
                continue;
            _text.Append(separator);
            separator = ", ";
            WriteOperand(instruction, operand);
        }
        foreach (IrText.CheckName check in IrText.CheckNames)
        {
            if ((instruction.Checks & check.Flag) != 0)
                _text.Append(separator == " " ? "" : " ").Append('!').Append(check.Name);
        }
        if (instruction.Targets is { } targets)
        {
            for (int i = 0; i < targets.Length; i++)
            {
                _text.Append(i == 0 ? " -> " : ", ");
                WriteBlock(targets[i]);
            }
        }
        if ((_options & IrPrintOptions.Spans) != 0 && !instruction.Span.IsNone)
        {
            SourceSpan span = instruction.Span;
            _text.Append(" at ").Append(Number(span.File)).Append(':').Append(Number(span.Start)).Append('+').Append(Number(span.Length));
        }
        string fact = " ; ";
        foreach (IrText.CheckName check in IrText.CheckNames)
        {
            if (instruction.ProofOf(check.Flag) is not { } proof)
                continue;
            _text.Append(fact).Append(check.Name).Append(": ").Append(PassStats.NameOf(proof));
            fact = ", ";
        }
        if (instruction.Op == IrOp.Call && instruction.CalleeEffects != Effects.Call)
            _text.Append(fact).Append("changes nothing");
        string mark = " ; inlined ";
        for (InlineSite? site = instruction.Inlined; site is not null; site = site.Outer)
        {
            _text.Append(mark).Append(site.FunctionName);
            mark = " < ";
        }
    }

    private void WriteOperand(Instruction instruction, char operand)
    {
        switch (operand)
        {
            case 'a':
                WriteRegister(instruction.A);
                break;
            case 'b':
                WriteRegister(instruction.B);
                break;
            case 'c':
                WriteRegister(instruction.C);
                break;
            case 'n':
                int[] arguments = instruction.Arguments ?? [];
                _text.Append('(');
                for (int i = 0; i < arguments.Length; i++)
                {
                    _text.Append(i == 0 ? "" : ", ");
                    WriteRegister(arguments[i]);
                }
                _text.Append(')');
                break;
            case 'i':
                _text.Append(IrText.Immediate(instruction));
                break;
            default:
                WriteExtra(instruction.Extra);
                break;
        }
    }

    private void WriteRegister(int register)
    {
        if (register < 0)
        {
            _text.Append('_');
            return;
        }
        if (register >= _names.Length)
        {
            // Only broken code has such registers; the verifier prints it.
            _text.Append('%').Append(Number(register)).Append('?');
            return;
        }
        _text.Append(_names[register] ??= MakeName(register, HasNumber(register) ? _nextNumber++ : 0));
        if (!_mentioned[register])
            _text.Append(':').Append(_function.TypeOf(register).Name());
        _mentioned[register] = true;
    }

    private bool HasNumber(int register) => _function.Registers[register] is { IsVariable: false } or { Name: null };

    private string MakeName(int register, int number)
    {
        RegisterInfo info = _function.Registers[register];
        if (!info.IsVariable)
            return "%" + Number(number);
        if (info.Name is null)
            return "$" + Number(number);
        int uses = _nameUses[info.Name] = _nameUses.GetValueOrDefault(info.Name) + 1;
        return uses == 1 ? "$" + info.Name : "$" + info.Name + "~" + Number(uses);
    }

    private void WriteBlock(Block block) => _text.Append('b').Append(_blockNumbers.TryGetValue(block, out int number) ? Number(number) : Number(block.Id) + "?");

    private void WriteExtra(object? extra)
    {
        switch (extra)
        {
            case null:
                _text.Append('_');
                break;
            case byte[] bytes:
                IrText.Quote(_text, bytes);
                break;
            case string name:
                _text.Append('\'').Append(name).Append('\'');
                break;
            case OrusType type:
                WriteType(type);
                break;
            case EnumDefinition definition:
                _text.Append("enum ").Append(definition.Name);
                break;
            case TypedFunction function:
                _text.Append('@').Append(function.Name.Length == 0 ? "_" : function.Name);
                break;
            case GlobalVariable variable:
                _text.Append("global ").Append(variable.Name);
                break;
            case PrintPiece[] pieces:
                WritePieces(pieces);
                break;
            default:
                _text.Append('<').Append(extra.GetType().Name).Append('>');
                break;
        }
    }

    /// <summary>Types as annotations show them, but enums always with angle brackets, which tells them from structs.</summary>
    private void WriteType(OrusType type)
    {
        switch (type)
        {
            case ArrayType array:
                _text.Append('[');
                WriteType(array.Element);
                _text.Append(']');
                break;
            case FunctionType function:
                _text.Append("fn(");
                WriteTypes(function.Parameters);
                _text.Append(") -> ");
                WriteType(function.Result);
                break;
            case EnumType enumType:
                _text.Append(enumType.Definition.Name).Append('<');
                WriteTypes(enumType.Arguments);
                _text.Append('>');
                break;
            default:
                _text.Append(type.Name);
                break;
        }
    }

    private void WriteTypes(OrusType[] types)
    {
        for (int i = 0; i < types.Length; i++)
        {
            _text.Append(i == 0 ? "" : ", ");
            WriteType(types[i]);
        }
    }

    private void WritePieces(PrintPiece[] pieces)
    {
        _text.Append('{');
        for (int i = 0; i < pieces.Length; i++)
        {
            _text.Append(i == 0 ? "" : " ");
            PrintPiece piece = pieces[i];
            if (piece.Text is not null)
                IrText.Quote(_text, piece.Text);
            else
                _text.Append(Number(piece.Argument));
            if (piece.Format != PrintFormat.Default)
                _text.Append('/').Append(piece.Format.ToString());
            if (piece.Format == PrintFormat.Fixed)
                _text.Append(Number(piece.Decimals));
        }
        _text.Append('}');
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
