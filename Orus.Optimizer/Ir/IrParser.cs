using System;
using System.Collections.Generic;
using System.Globalization;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Optimizer.Ir;

/// <summary>
/// Reads the text form of <see cref="IrPrinter"/>. Register and block names are free; registers are numbered by first appearance. A <c>;</c> starts a comment. Meant for
/// tests and tools: a malformed text throws <see cref="FormatException"/> with the line.
/// </summary>
internal sealed class IrParser
{
    private readonly IrSymbols _symbols;
    private readonly Dictionary<string, int> _registers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Block> _blocks = new(StringComparer.Ordinal);
    private readonly List<string> _untyped = [];
    private IrFunction _function = new("", null);
    private string _line = "";
    private int _position;

    private IrParser(IrSymbols symbols) => _symbols = symbols;

    public static IrFunction Parse(string text, IrSymbols? symbols = null)
    {
        var parser = new IrParser(symbols ?? new IrSymbols());
        int number = 0;
        try
        {
            foreach (string line in text.Split('\n'))
            {
                number++;
                parser.ParseLine(line);
            }
            parser.CheckComplete();
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
        {
            throw new FormatException("line " + number.ToString(CultureInfo.InvariantCulture) + ": " + error.Message, error);
        }
        return parser._function;
    }

    private void ParseLine(string line)
    {
        _line = line;
        _position = 0;
        SkipSpace();
        if (_position == _line.Length)
            return;
        int start = _position;
        string word = Peek() is '%' or '$' ? "" : Word();
        if (word == "function")
            ParseHead();
        else if (word.Length > 1 && word[0] == 'b' && Peek() == ':')
            ParseBlockHead(word);
        else
        {
            _position = start;
            ParseInstruction();
        }
        SkipSpace();
        if (_position < _line.Length)
            throw new FormatException("unexpected '" + _line[_position..] + "'");
    }

    private void CheckComplete()
    {
        if (_untyped.Count > 0)
            throw new FormatException("no type is given for " + string.Join(", ", _untyped));
        foreach ((string name, Block block) in _blocks)
        {
            if (block.Code.Count == 0)
                throw new FormatException("block " + name + " is missing or empty");
        }
    }

    private void ParseHead()
    {
        _function = new IrFunction(Word(), null);
        Expect("(");
        var parameters = new List<int>();
        while (!Accept(")"))
        {
            parameters.Add(Register());
            Accept(",");
        }
        _function.Parameters = [.. parameters];
        if (Accept("->"))
            _function.Result = IrText.ParseType(Word());
    }

    private void ParseBlockHead(string name)
    {
        Expect(":");
        Block block = BlockNamed(name);
        _function.Blocks.Add(block);
        if (AcceptWord("handler"))
            block.Handler = BlockNamed(Word());
        if (!AcceptWord("loop"))
            return;
        var loop = new SourceLoop(Enum.Parse<SourceLoopKind>(Word()), SourceSpan.None);
        block.SourceLoop = loop;
        while (!AtEnd())
        {
            string attribute = Word();
            if (attribute == "inclusive")
            {
                loop.Inclusive = true;
                continue;
            }
            Expect("=");
            switch (attribute)
            {
                case "counter":
                    loop.Counter = Register();
                    break;
                case "bound":
                    loop.Bound = Register();
                    break;
                case "array":
                    loop.Array = Register();
                    break;
                case "step":
                    loop.Step = long.Parse(Until(' '), CultureInfo.InvariantCulture);
                    break;
                default:
                    throw new FormatException("unknown loop attribute '" + attribute + "'");
            }
        }
    }

    private void ParseInstruction()
    {
        int dest = -1;
        if (Peek() is '%' or '$')
        {
            dest = Register();
            Expect("=");
        }
        string[] mnemonic = Until(' ').Split('.');
        ref readonly IrOpInfo info = ref Find(mnemonic[0]);
        var instruction = new Instruction(info.Op, mnemonic.Length > 1 ? IrText.ParseType(mnemonic[1]) : IrType.None, SourceSpan.None) { Dest = dest };
        if (mnemonic.Length > 2)
            instruction.From = IrText.ParseType(mnemonic[2]);
        bool first = true;
        foreach (char operand in info.Operands)
        {
            if (operand is 'd' or 'f' or '?')
                continue;
            if (!first)
                Expect(",");
            first = false;
            ParseOperand(instruction, operand);
        }
        while (Accept("!"))
            instruction.Checks |= CheckNamed(Word());
        if (Accept("->"))
        {
            var targets = new List<Block>();
            do
            {
                targets.Add(BlockNamed(Word()));
            }
            while (Accept(","));
            instruction.Targets = [.. targets];
        }
        if (AcceptWord("at"))
        {
            int file = Number();
            Expect(":");
            int start = Number();
            Expect("+");
            instruction.Span = new SourceSpan(file, start, Number());
        }
        if (_function.Blocks.Count == 0)
            throw new FormatException("instruction outside of a block");
        _function.Blocks[^1].Code.Add(instruction);
    }

    private void ParseOperand(Instruction instruction, char operand)
    {
        switch (operand)
        {
            case 'a':
                instruction.A = OptionalRegister();
                break;
            case 'b':
                instruction.B = OptionalRegister();
                break;
            case 'c':
                instruction.C = OptionalRegister();
                break;
            case 'n':
                Expect("(");
                var arguments = new List<int>();
                while (!Accept(")"))
                {
                    arguments.Add(Register());
                    Accept(",");
                }
                instruction.Arguments = [.. arguments];
                break;
            case 'i':
                SkipSpace();
                int start = _position;
                while (_position < _line.Length && _line[_position] is not (',' or ' '))
                    _position++;
                instruction.Immediate = IrText.ParseImmediate(instruction.Op, instruction.Type, _line[start.._position]);
                break;
            default:
                instruction.Extra = ParseExtra(instruction);
                break;
        }
    }

    private object? ParseExtra(Instruction instruction)
    {
        switch (Peek())
        {
            case '"':
                return Quoted();
            case '\'':
                _position++;
                string name = Until('\'');
                _position++;
                return name;
            case '@':
                _position++;
                return _symbols.Function(Word());
            case '{':
                return ParsePieces();
            case '_':
                _position++;
                return null;
        }
        if (AcceptWord("enum"))
            return _symbols.Enum(Word());
        if (AcceptWord("global"))
            return _symbols.Global(Word(), (int)instruction.Immediate);
        return ParseType();
    }

    private OrusType ParseType()
    {
        if (Accept("["))
        {
            OrusType element = ParseType();
            Expect("]");
            return _symbols.Types.Array(element);
        }
        string name = Word();
        if (name == "fn")
        {
            Expect("(");
            OrusType[] parameters = ParseTypes(")");
            Expect("->");
            return _symbols.Types.Function(parameters, ParseType());
        }
        if (Accept("<"))
            return _symbols.Types.Enum(_symbols.Enum(name), ParseTypes(">"), out _);
        return name switch
        {
            "void" => PrimitiveType.Void,
            "i32" => PrimitiveType.I32,
            "i64" => PrimitiveType.I64,
            "u32" => PrimitiveType.U32,
            "u64" => PrimitiveType.U64,
            "f64" => PrimitiveType.F64,
            "bool" => PrimitiveType.Bool,
            "string" => PrimitiveType.String,
            "any" => PrimitiveType.Any,
            "error" => PrimitiveType.Error,
            "range_iterator" => PrimitiveType.RangeIterator,
            _ => _symbols.Struct(name),
        };
    }

    private OrusType[] ParseTypes(string end)
    {
        var types = new List<OrusType>();
        while (!Accept(end))
        {
            types.Add(ParseType());
            Accept(",");
        }
        return [.. types];
    }

    private PrintPiece[] ParsePieces()
    {
        Expect("{");
        var pieces = new List<PrintPiece>();
        while (!Accept("}"))
        {
            if (Peek() == '"')
            {
                pieces.Add(new PrintPiece(Quoted(), 0, PrintFormat.Default, 0));
                continue;
            }
            int argument = Number();
            var format = PrintFormat.Default;
            int decimals = 0;
            if (Accept("/"))
            {
                string word = Word();
                string letters = word.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
                format = Enum.Parse<PrintFormat>(letters);
                if (letters.Length < word.Length)
                    decimals = int.Parse(word.AsSpan(letters.Length), CultureInfo.InvariantCulture);
            }
            pieces.Add(new PrintPiece(null, argument, format, decimals));
        }
        return [.. pieces];
    }

    private int OptionalRegister()
    {
        if (Peek() is '%' or '$')
            return Register();
        Accept("_");
        return -1;
    }

    private int Register()
    {
        SkipSpace();
        int start = _position;
        if (Peek() is not ('%' or '$'))
            throw new FormatException("a register is expected at '" + _line[_position..] + "'");
        _position++;
        while (_position < _line.Length && (char.IsAsciiLetterOrDigit(_line[_position]) || _line[_position] is '_' or '~' or '?'))
            _position++;
        string name = _line[start.._position];
        IrType type = Accept(":") ? IrText.ParseType(Word()) : IrType.None;
        if (!_registers.TryGetValue(name, out int register))
        {
            register = _function.Registers.Count;
            _registers.Add(name, register);
            _function.Registers.Add(new RegisterInfo(IrType.None, false, null));
            _untyped.Add(name);
        }
        if (type != IrType.None && _untyped.Remove(name))
        {
            bool isVariable = name[0] == '$';
            bool isNamed = isVariable && !char.IsAsciiDigit(name[1]);
            _function.Registers[register] = new RegisterInfo(type, isVariable, isNamed ? name[1..].Split('~')[0] : null);
        }
        return register;
    }

    private Block BlockNamed(string name)
    {
        if (!_blocks.TryGetValue(name, out Block? block))
            _blocks.Add(name, block = _function.NewBlock());
        return block;
    }

    private static Checks CheckNamed(string name)
    {
        foreach (IrText.CheckName check in IrText.CheckNames)
        {
            if (check.Name == name)
                return check.Flag;
        }
        throw new FormatException("unknown check '" + name + "'");
    }

    private static ref readonly IrOpInfo Find(string name)
    {
        ReadOnlySpan<IrOpInfo> rows = IrOpTable.All;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Name == name)
                return ref rows[i];
        }
        throw new FormatException("unknown operation '" + name + "'");
    }

    private byte[] Quoted()
    {
        Expect("\"");
        var bytes = new List<byte>();
        while (_line[_position] != '"')
        {
            if (_line[_position] == '\\')
            {
                bytes.Add(byte.Parse(_line.AsSpan(_position + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                _position += 3;
            }
            else
            {
                bytes.Add((byte)_line[_position++]);
            }
        }
        _position++;
        return [.. bytes];
    }

    private void SkipSpace()
    {
        while (_position < _line.Length && _line[_position] is ' ' or '\r' or '\t')
            _position++;
        if (_position < _line.Length && _line[_position] == ';')
            _position = _line.Length;
    }

    private bool AtEnd()
    {
        SkipSpace();
        return _position == _line.Length;
    }

    private char Peek()
    {
        SkipSpace();
        return _position < _line.Length ? _line[_position] : '\0';
    }

    private string Word()
    {
        SkipSpace();
        int start = _position;
        while (_position < _line.Length && (char.IsAsciiLetterOrDigit(_line[_position]) || _line[_position] is '_' or '.'))
            _position++;
        if (_position == start)
            throw new FormatException("a name is expected at '" + _line[start..] + "'");
        return _line[start.._position];
    }

    private int Number()
    {
        SkipSpace();
        int start = _position;
        while (_position < _line.Length && char.IsAsciiDigit(_line[_position]))
            _position++;
        return int.Parse(_line.AsSpan(start, _position - start), CultureInfo.InvariantCulture);
    }

    private string Until(char end)
    {
        SkipSpace();
        int stop = _line.IndexOf(end, _position);
        if (stop < 0)
            stop = _line.Length;
        string text = _line[_position..stop];
        _position = stop;
        return text;
    }

    private bool Accept(string symbol)
    {
        SkipSpace();
        if (!_line.AsSpan(_position).StartsWith(symbol, StringComparison.Ordinal))
            return false;
        _position += symbol.Length;
        return true;
    }

    private bool AcceptWord(string word)
    {
        SkipSpace();
        int start = _position;
        if (_position < _line.Length && char.IsAsciiLetter(_line[_position]) && Word() == word)
            return true;
        _position = start;
        return false;
    }

    private void Expect(string symbol)
    {
        if (!Accept(symbol))
            throw new FormatException("'" + symbol + "' is expected at '" + _line[_position..] + "'");
    }
}
