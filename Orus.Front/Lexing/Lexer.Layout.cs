using System;
using Orus.Front.Diagnostics;

namespace Orus.Front.Lexing;

/// <summary>
/// Lines, indentation and brackets. Where layout is significant every statement ends with NEWLINE, a block is INDENT … DEDENT, and the
/// statement that owns a block ends with a NEWLINE after its DEDENT, so that a finished block ends an expression like a line end does.
/// Inside brackets there are no layout tokens, except in an indented body (INDENT … DEDENT without the last NEWLINE, as the expression
/// goes on) and in a block expression (whose own width makes no INDENT).
/// </summary>
internal sealed partial class Lexer
{
    private const int TabWidth = 4;

    private enum LayoutKind : byte
    {
        Module,
        Paren,
        Bracket,
        StructBrace,
        BlockBrace,
        Body,
    }

    [Flags]
    private enum Closings : byte
    {
        Paren = 1,
        Bracket = 2,
        Brace = 4,
    }

    /// <summary>A bracket or an indented body inside one; <see cref="IndentDepth"/> is how many widths were open when it began.</summary>
    private struct Layout
    {
        public LayoutKind Kind;
        public int IndentDepth;

        /// <summary>The width of the first line of a block expression or body; -1 until there is one.</summary>
        public int Width;

        /// <summary>What a closing bracket may end here: the brackets open up to the innermost block expression.</summary>
        public Closings Closable;

        /// <summary>Inside brackets: a <c>fn</c> or <c>match</c> still waits for its colon at this depth.</summary>
        public bool ExpectsBody;

        public readonly bool IsSignificant => Kind is LayoutKind.Module or LayoutKind.BlockBrace or LayoutKind.Body;
    }

    private Layout[] _outer = new Layout[16];
    private int _outerCount;
    private Layout _layout = new() { Kind = LayoutKind.Module };
    private int[] _widths = new int[16];
    private int _depth = 1;

    private void ExpectBody() => _layout.ExpectsBody = true;

    private void Push(LayoutKind kind)
    {
        if (_outerCount == _outer.Length)
            Array.Resize(ref _outer, _outerCount * 2);
        _outer[_outerCount++] = _layout;
        Closings closings = kind switch
        {
            LayoutKind.Paren => _layout.Closable | Closings.Paren,
            LayoutKind.Bracket => _layout.Closable | Closings.Bracket,
            LayoutKind.StructBrace => _layout.Closable | Closings.Brace,
            LayoutKind.BlockBrace => Closings.Brace,
            _ => _layout.Closable,
        };
        _layout = new Layout { Kind = kind, IndentDepth = _depth, Width = -1, Closable = closings };
    }

    private void PushWidth(int width)
    {
        if (_depth == _widths.Length)
            Array.Resize(ref _widths, _depth * 2);
        _widths[_depth++] = width;
    }

    private void Open(TokenKind token, LayoutKind kind)
    {
        Emit(token, 1);
        Push(kind);
    }

    /// <summary>Ends the bracket that the closing token belongs to, with all bodies and unclosed brackets inside it.</summary>
    private void Close(TokenKind token, LayoutKind kind)
    {
        if (!CanClose(kind))
        {
            Emit(token, 1);
            return;
        }
        while (!Closes(_layout.Kind, kind))
            EndLayout();
        bool isBlock = _layout.Kind == LayoutKind.BlockBrace;
        EndLayout();
        Emit(isBlock ? TokenKind.BlockClose : token, 1);
    }

    private static bool Closes(LayoutKind open, LayoutKind closing) =>
        open == closing || (open == LayoutKind.BlockBrace && closing == LayoutKind.StructBrace);

    /// <summary>Whether the token closes something open: a stray one must not end what surrounds it, least of all a block expression.</summary>
    private bool CanClose(LayoutKind closing) => (_layout.Closable & closing switch
    {
        LayoutKind.Paren => Closings.Paren,
        LayoutKind.Bracket => Closings.Bracket,
        _ => Closings.Brace,
    }) != 0;

    /// <summary>Ends the innermost layout: closes the levels opened inside it and returns to the one around it.</summary>
    private void EndLayout()
    {
        if (_layout.Kind == LayoutKind.Body)
        {
            Newline();
            while (_depth > _layout.IndentDepth)
            {
                Dedent();
                if (_depth > _layout.IndentDepth)
                    Newline();
            }
        }
        else if (_layout.Kind == LayoutKind.BlockBrace)
        {
            int ownDepth = _layout.IndentDepth + (_layout.Width < 0 ? 0 : 1);
            if (_depth > ownDepth)
                CloseLevels(ownDepth);
            _depth = _layout.IndentDepth;
        }
        _layout = _outer[--_outerCount];
    }

    private void CloseLevels(int depth)
    {
        Newline();
        while (_depth > depth)
        {
            Dedent();
            Newline();
        }
    }

    private void Newline()
    {
        if (_last != TokenKind.Newline)
            Append(new Token(TokenKind.Newline, _lastEnd, 0, 0));
    }

    private void Dedent()
    {
        _depth--;
        Append(new Token(TokenKind.Dedent, _lastEnd, 0, 0));
    }

    /// <summary>Emits a colon; inside brackets, one that ends the header and the line of a function or match opens an indented body.</summary>
    private void ReadColon()
    {
        if (Peek(1) == '=')
        {
            Emit(TokenKind.ColonEqual, 2);
            return;
        }
        Emit(TokenKind.Colon, 1);
        if (_layout.IsSignificant || !_layout.ExpectsBody)
            return;
        _layout.ExpectsBody = false;
        SkipBlanks();
        if (_position < _bytes.Length && _bytes[_position] != '\n')
            return;
        Push(LayoutKind.Body);
    }

    /// <summary>Skips white space and comments up to a token or the end of the line (a block comment may take it further down).</summary>
    private void SkipBlanks()
    {
        while (_position < _bytes.Length)
        {
            byte c = _bytes[_position];
            if (c is (byte)' ' or (byte)'\t' or (byte)'\r')
                _position++;
            else if (c == '/' && Peek(1) is (byte)'/' or (byte)'*')
                SkipComment();
            else
                return;
        }
    }

    private void EndLine()
    {
        if (_layout.IsSignificant)
            Newline();
        StartLine();
    }

    /// <summary>Passes blank lines and comments, then lets the width of the first line with a token decide what closes or opens.</summary>
    private void StartLine()
    {
        int width;
        while (true)
        {
            width = ReadWidth();
            SkipBlanks();
            while (_layout.IsSignificant && Peek(0) == ';')
            {
                _position++;
                SkipBlanks();
            }
            if (_position == _bytes.Length)
                return;
            if (_bytes[_position] != '\n')
                break;
            _position++;
        }
        if (_layout.IsSignificant)
            Indentation(width);
        else
            ContinueInBrackets(width);
    }

    private void ContinueInBrackets(int width)
    {
        if (!BeginsStatement())
            return;
        AbandonBrackets();
        Indentation(width);
    }

    private int ReadWidth()
    {
        int width = 0;
        for (; _position < _bytes.Length; _position++)
        {
            byte c = _bytes[_position];
            if (c == ' ')
                width++;
            else if (c == '\t')
                width += TabWidth;
            else if (c != '\r')
                break;
        }
        return width;
    }

    private void Indentation(int width)
    {
        if (_layout.Kind != LayoutKind.Module)
        {
            if (_bytes[_position] is (byte)')' or (byte)']' or (byte)'}')
                return;
            if (_layout.Width < 0)
            {
                FirstLineInside(width);
                return;
            }
            if (_layout.Kind == LayoutKind.Body && width < _layout.Width)
            {
                // The line goes on inside the brackets around the body, where its width means nothing.
                EndLayout();
                ContinueInBrackets(width);
                return;
            }
        }

        if (width > _widths[_depth - 1])
        {
            PushWidth(width);
            Append(new Token(TokenKind.Indent, _position, 0, 0));
            return;
        }
        int lowest = _layout.Kind == LayoutKind.Module ? 1 : _layout.IndentDepth + 1;
        int depth = _depth;
        while (depth > lowest && width < _widths[depth - 1])
            depth--;
        bool fits = width == _widths[depth - 1];
        if (depth < _depth)
            CloseLevels(depth);
        if (!fits)
            Report(DiagnosticCode.Indentation, _position, 1, "Inconsistent indentation: this width matches no open block", "align the line with the block it belongs to");
    }

    private void FirstLineInside(int width)
    {
        if (width <= _widths[_depth - 1])
            Report(DiagnosticCode.Indentation, _position, 1, "this line must be indented deeper than the block around it");
        _layout.Width = width;
        PushWidth(width);
        if (_layout.Kind == LayoutKind.Body)
            Append(new Token(TokenKind.Indent, _position, 0, 1));
    }

    /// <summary>Whether the line begins with a keyword that can only begin a statement: an open bracket before it was never closed.</summary>
    private bool BeginsStatement()
    {
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_position);
        int length = 0;
        while (length < rest.Length && IsNamePart(rest[length]))
            length++;
        ReadOnlySpan<byte> word = rest[..length];
        return length > 1 && (word.SequenceEqual("print"u8) || word.SequenceEqual("while"u8) || word.SequenceEqual("for"u8)
            || word.SequenceEqual("return"u8) || word.SequenceEqual("struct"u8) || word.SequenceEqual("enum"u8) || word.SequenceEqual("impl"u8)
            || word.SequenceEqual("use"u8) || word.SequenceEqual("pub"u8) || word.SequenceEqual("mut"u8) || word.SequenceEqual("try"u8)
            || word.SequenceEqual("do"u8) || word.SequenceEqual("break"u8) || word.SequenceEqual("continue"u8) || word.SequenceEqual("pass"u8)
            || word.SequenceEqual("catch"u8) || word.SequenceEqual("elif"u8));
    }

    /// <summary>Gives up unclosed brackets, so that one of them costs one error and not the rest of the file.</summary>
    private void AbandonBrackets()
    {
        while (!_layout.IsSignificant)
            _layout = _outer[--_outerCount];
        Newline();
    }

    private void EndFile()
    {
        if (_layout.IsSignificant)
            Newline();
        while (_layout.IsSignificant && _layout.Kind == LayoutKind.Body)
            EndLayout();
        if (_layout.Kind == LayoutKind.Module)
            CloseLevels(1);
        _position = _bytes.Length;
        // The parser looks one token ahead.
        for (int i = 0; i < 2; i++)
            Append(new Token(TokenKind.EndOfFile, _position, 0, 0));
    }
}
