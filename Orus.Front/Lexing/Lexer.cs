using System;
using System.Buffers;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Source;

namespace Orus.Front.Lexing;

/// <summary>
/// Turns bytes into tokens. This half knows the spelling of tokens; Lexer.Layout.cs knows lines, indentation and brackets.
/// Numbers and strings are only delimited here: the parser decodes them where it knows about a minus before them.
/// </summary>
internal sealed partial class Lexer
{
    private readonly SourceText _source;
    private readonly byte[] _bytes;
    private readonly NameTable _names;
    private readonly DiagnosticBag _diagnostics;

    private Token[] _tokens;
    private int _count;
    private int _position;
    private TokenKind _last = TokenKind.Newline;
    private int _lastEnd;

    /// <summary>Whether the current line has a character that begins no token.</summary>
    private bool _isLineInvalid;

    private Lexer(SourceText source, NameTable names, DiagnosticBag diagnostics)
    {
        _source = source;
        _bytes = source.Bytes;
        _names = names;
        _diagnostics = diagnostics;
        _tokens = new Token[(_bytes.Length / 4) + 16];
    }

    /// <summary>All tokens of a file, up to the first <see cref="TokenKind.EndOfFile"/>; the rest of the array is unused.</summary>
    public static Token[] Tokenize(SourceText source, NameTable names, DiagnosticBag diagnostics) =>
        new Lexer(source, names, diagnostics).Run();

    private Token[] Run()
    {
        StartLine();
        if (_bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            Report(DiagnosticCode.UnexpectedToken, 0, 2, "this file is UTF-16, and programs are UTF-8", "save it as UTF-8");
            _position = _bytes.Length;
        }
        while (_position < _bytes.Length)
            Next();
        EndFile();
        return _tokens;
    }

    private byte Peek(int ahead)
    {
        int position = _position + ahead;
        return (uint)position < (uint)_bytes.Length ? _bytes[position] : (byte)0;
    }

    /// <summary>Reads what begins at the current byte: a token, white space, a comment or a line end.</summary>
    private void Next()
    {
        byte c = _bytes[_position];
        switch (c)
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r':
                _position++;
                break;
            case (byte)'\n':
                _position++;
                _isLineInvalid = false;
                EndLine();
                break;
            case (byte)'"':
                ReadString();
                break;
            case (byte)'\'':
                ReadLabel();
                break;
            case >= (byte)'0' and <= (byte)'9':
                ReadNumber();
                break;
            case (byte)'/' when Peek(1) is (byte)'/' or (byte)'*':
                SkipComment();
                break;
            case (byte)'(':
                Open(TokenKind.LeftParen, LayoutKind.Paren);
                break;
            case (byte)'[':
                Open(TokenKind.LeftBracket, LayoutKind.Bracket);
                break;
            case (byte)'{' when _last == TokenKind.Name:
                Open(TokenKind.LeftBrace, LayoutKind.StructBrace);
                break;
            case (byte)'{':
                Open(TokenKind.BlockOpen, LayoutKind.BlockBrace);
                break;
            case (byte)')':
                Close(TokenKind.RightParen, LayoutKind.Paren);
                break;
            case (byte)']':
                Close(TokenKind.RightBracket, LayoutKind.Bracket);
                break;
            case (byte)'}':
                Close(TokenKind.RightBrace, LayoutKind.StructBrace);
                break;
            case (byte)':':
                ReadColon();
                break;
            default:
                if (IsNameStart(c))
                    ReadName();
                else
                    ReadOperator(c);
                break;
        }
    }

    private static bool IsNameStart(byte c) => (uint)((c | 0x20) - 'a') < 26 || c == '_';

    private static bool IsDigit(byte c) => (uint)(c - '0') < 10;

    private static bool IsNamePart(byte c) => IsNameStart(c) || IsDigit(c);

    private void Emit(TokenKind kind, int length)
    {
        Append(new Token(kind, _position, length, 0));
        _position += length;
        _lastEnd = _position;
    }

    private void Append(Token token)
    {
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, _count * 2);
        _tokens[_count++] = token;
        _last = token.Kind;
    }

    private void ReadName()
    {
        int start = _position;
        int index = ScanName();
        if (index < NameTable.Keywords.Length)
            AppendKeyword((TokenKind)((int)TokenKind.And + index), start);
        else
            Append(new Token(TokenKind.Name, start, _position - start, index));
        _lastEnd = _position;
    }

    private int ScanName()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position);
        uint hash = 0;
        int length = 0;
        while (length < rest.Length && IsNamePart(rest[length]))
            hash = NameTable.HashStep(hash, rest[length++]);
        _position += length;
        return _names.Intern(rest[..length], hash);
    }

    private void AppendKeyword(TokenKind kind, int start)
    {
        if (kind is TokenKind.Fn or TokenKind.Match)
            ExpectBody();
        Append(new Token(kind, start, _position - start, 0));
    }

    private void ReadLabel()
    {
        int start = _position++;
        if (!IsNameStart(Peek(0)))
        {
            ReportQuote(start);
            return;
        }
        int index = ScanName();
        if (Peek(0) == '\'')
        {
            _position++;
            ReportQuote(start);
            return;
        }
        Append(new Token(TokenKind.Label, start, _position - start, index));
        _lastEnd = _position;
    }

    private void ReportQuote(int start)
    {
        int length = _position - start;
        _position = start;
        Report(DiagnosticCode.BadLiteral, start, length, "a `'` must be followed by the name of a label", "strings are written with double quotes: \"…\"");
        Emit(TokenKind.Invalid, length);
    }

    /// <summary>Takes everything that looks like part of the number, so that a bad suffix is one error and not a second token.</summary>
    private void ReadNumber()
    {
        int end = _position;
        bool isDecimal = _bytes[end] != '0' || (Peek(1) | 0x20) is not ('x' or 'b' or 'o');
        end = isDecimal ? ScanDecimal(end) : end + 2;
        while (end < _bytes.Length && IsNamePart(_bytes[end]))
            end++;
        Emit(TokenKind.Number, end - _position);
    }

    private int ScanDecimal(int end)
    {
        end = ScanDigits(end);
        if (At(end) == '.' && IsDigit(At(end + 1)))
            end = ScanDigits(end + 1);
        if ((At(end) | 0x20) == 'e')
        {
            end++;
            if (At(end) is (byte)'+' or (byte)'-')
                end++;
        }
        return end;
    }

    private int ScanDigits(int end)
    {
        while (IsDigit(At(end)) || At(end) == '_')
            end++;
        return end;
    }

    private byte At(int position) => (uint)position < (uint)_bytes.Length ? _bytes[position] : (byte)0;

    private void ReadString()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position);
        int length = 1;
        while (true)
        {
            int stop = rest[length..].IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            length += stop < 0 ? rest.Length - length : stop;
            if (length < rest.Length && rest[length] == '\\' && length + 1 < rest.Length && rest[length + 1] != '\n')
            {
                length += 2;
                continue;
            }
            break;
        }
        if (length < rest.Length && rest[length] == '"')
        {
            Emit(TokenKind.String, length + 1);
            return;
        }
        length = Math.Min(length, rest.Length);
        Report(DiagnosticCode.BadLiteral, _position, 1, "this string is not terminated on its line", "close it with `\"`; write a line end as `\\n`");
        Emit(TokenKind.Invalid, length);
    }

    private void SkipComment()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position);
        bool isLine = rest[1] == '/';
        int end = isLine ? rest.IndexOf((byte)'\n') : rest[2..].IndexOf("*/"u8);
        if (end < 0 && !isLine)
            Report(DiagnosticCode.BadLiteral, _position, 2, "this comment is not terminated", "close it with `*/`");
        _position += end < 0 ? rest.Length : isLine ? end : end + 4;
    }

    private void ReadOperator(byte c)
    {
        byte next = Peek(1);
        bool assigns = next == '=';
        switch (c)
        {
            case (byte)'+':
                EmitEither(TokenKind.Plus, TokenKind.PlusEqual, assigns);
                break;
            case (byte)'-' when next == '>':
                Emit(TokenKind.Arrow, 2);
                break;
            case (byte)'-':
                EmitEither(TokenKind.Minus, TokenKind.MinusEqual, assigns);
                break;
            case (byte)'*':
                EmitEither(TokenKind.Star, TokenKind.StarEqual, assigns);
                break;
            case (byte)'/':
                EmitEither(TokenKind.Slash, TokenKind.SlashEqual, assigns);
                break;
            case (byte)'%':
                EmitEither(TokenKind.Percent, TokenKind.PercentEqual, assigns);
                break;
            case (byte)'=':
                EmitEither(TokenKind.Equal, TokenKind.EqualEqual, assigns);
                break;
            case (byte)'<':
                EmitEither(TokenKind.Less, TokenKind.LessEqual, assigns);
                break;
            case (byte)'>':
                EmitEither(TokenKind.Greater, TokenKind.GreaterEqual, assigns);
                break;
            case (byte)'!' when assigns:
                Emit(TokenKind.NotEqual, 2);
                break;
            case (byte)'.' when next == '.':
                EmitDots();
                break;
            case (byte)'.':
                Emit(TokenKind.Dot, 1);
                break;
            case (byte)',':
                Emit(TokenKind.Comma, 1);
                break;
            case (byte)';':
                Emit(TokenKind.Semicolon, 1);
                break;
            case (byte)'?':
                Emit(TokenKind.Question, 1);
                break;
            default:
                ReadInvalid(c);
                break;
        }
    }

    private void EmitEither(TokenKind plain, TokenKind withEqual, bool assigns) => Emit(assigns ? withEqual : plain, assigns ? 2 : 1);

    private void EmitDots()
    {
        bool inclusive = Peek(2) == '=';
        Emit(inclusive ? TokenKind.DotDotEqual : TokenKind.DotDot, inclusive ? 3 : 2);
    }

    /// <summary>
    /// Reports a byte that begins no token, with what belongs to it: the rest of a word or of a comment. The first of a line stands for all of them. An operator of another language gets its Orus spelling as the hint.
    /// </summary>
    private void ReadInvalid(byte c)
    {
        int length = c is (byte)'&' or (byte)'|' && Peek(1) == c ? 2 : 1;
        if (c >= 0x80)
        {
            while (Peek(length) is var next && (next >= 0x80 || IsNamePart(next)))
                length++;
        }
        string? help = (char)c switch
        {
            '&' when length == 2 => "write `and`",
            '|' when length == 2 => "write `or`",
            '!' => "write `not`",
            '&' or '|' or '^' or '~' => "Orus has no bitwise operators; `and` and `or` of two integers are bitwise",
            '#' => "comments begin with `//`",
            '\\' => "a line cannot be continued; put the expression in brackets to span lines",
            '`' => "strings are written with double quotes: \"…\"",
            _ when c >= 0x80 => HelpOnCharacter(_bytes.AsSpan(_position, length)),
            _ => null,
        };
        string shown = c is >= 0x21 and < 0x7F ? $"unexpected character `{new string((char)c, length)}`"
            : c < 0x80 ? $"unexpected character (byte 0x{c:X2})"
            : "unexpected character; outside strings and comments only ASCII is legal";
        if (!_isLineInvalid)
            Report(DiagnosticCode.UnexpectedToken, _position, length, shown, help);
        _isLineInvalid = true;
        if (c == '#')
            length = _bytes.AsSpan(_position).IndexOf((byte)'\n') is >= 0 and var end ? end : _bytes.Length - _position;
        Emit(TokenKind.Invalid, length);
    }

    /// <summary>Names the plain spelling of characters that editors and web pages put in place of it.</summary>
    private static string? HelpOnCharacter(ReadOnlySpan<byte> word)
    {
        if (Rune.DecodeFromUtf8(word, out Rune rune, out _) != OperationStatus.Done)
            return "the file is not UTF-8 text";
        return rune.Value switch
        {
            0x201C or 0x201D or 0x201E or 0x2018 or 0x2019 => "strings are written with straight double quotes: \"…\"",
            0x00A0 or 0x202F or 0x3000 or (>= 0x2000 and <= 0x200D) or 0xFEFF => "this looks like a space and is none; type the space anew",
            0x2013 or 0x2014 or 0x2212 => "minus is written `-`",
            _ => Rune.IsLetter(rune) ? "names consist of the letters a to z, digits and `_`" : null,
        };
    }

    private void Report(DiagnosticCode code, int start, int length, string message, string? help = null) =>
        _diagnostics.Add(code, new SourceSpan(_source.File, start, length), message, help);
}
