using System;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Parsing;

/// <summary>
/// Recursive descent over the token array. An error is reported once, and at once skips to the end of its statement; from there on nothing
/// is expected or reported (<see cref="_failed"/>) until a statement, block or clause begins that can be parsed on its own.
/// </summary>
internal sealed partial class Parser
{
    private const int MaxDepth = 1000;

    private readonly SourceText _source;
    private readonly NameTable _names;
    private readonly DiagnosticBag _diagnostics;
    private readonly Token[] _tokens;

    private int _index;
    private Token _current;

    /// <summary>The end of the last token that is not layout.</summary>
    private int _lastEnd;
    private bool _failed;
    private bool _failedAtEnd;
    private bool _failedByDepth;

    /// <summary>Open expressions, types and blocks.</summary>
    private int _depth;

    /// <summary>Inside the parentheses of a call, where <c>[a, b]</c> is never a fill.</summary>
    private bool _insideCall;

    private Scratch<Statement> _statements = new();
    private Scratch<Expression> _expressions = new();
    private Scratch<Identifier> _identifiers = new();
    private Scratch<TypeSyntax> _types = new();

    private Parser(SourceText source, NameTable names, DiagnosticBag diagnostics)
    {
        _source = source;
        _names = names;
        _diagnostics = diagnostics;
        _tokens = Lexer.Tokenize(source, names, diagnostics);
        _current = _tokens[0];
    }

    /// <summary>Parses a file; the tree is to be used only if the bag has no errors afterwards.</summary>
    public static ModuleSyntax Parse(SourceText source, NameTable names, DiagnosticBag diagnostics)
    {
        Parser parser = new(source, names, diagnostics);
        int mark = parser._statements.Mark;
        parser.ParseStatements(Surroundings.Module);
        return new ModuleSyntax(source, parser._statements.Take(mark));
    }

    private TokenKind Kind => _current.Kind;

    private TokenKind PeekKind => _tokens[_index + 1].Kind;

    private void Advance()
    {
        if (_current.Length > 0)
            _lastEnd = _current.End;
        if (_current.Kind != TokenKind.EndOfFile)
            _current = _tokens[++_index];
    }

    private SourceSpan Span(Token token) => new(_source.File, token.Start, token.Length);

    private SourceSpan CurrentSpan => Span(_current);

    private SourceSpan SpanFrom(int start) => new(_source.File, start, _lastEnd - start);

    private SourceSpan Take()
    {
        SourceSpan span = CurrentSpan;
        Advance();
        return span;
    }

    private bool TryTake(TokenKind kind)
    {
        if (Kind != kind)
            return false;
        Advance();
        return true;
    }

    private Identifier TakeIdentifier()
    {
        Identifier identifier = new(_names[_current.Value], CurrentSpan);
        Advance();
        return identifier;
    }

    private Identifier ExpectName(string what)
    {
        if (Kind == TokenKind.Name)
            return TakeIdentifier();
        SourceSpan span = CurrentSpan;
        if (Kind is >= TokenKind.And and <= TokenKind.While)
            Fail(DiagnosticCode.UnexpectedToken, span, $"expected {what}, but {Describe(_current)} is a reserved word");
        else
            FailUnexpected($"expected {what}");
        return new Identifier("", span);
    }

    private SourceSpan Expect(TokenKind kind, string what, string? help = null)
    {
        if (Kind == kind)
            return Take();
        SourceSpan span = CurrentSpan;
        FailUnexpected($"expected {what}", help);
        return span;
    }

    /// <summary>Takes the bracket that closes the one at <paramref name="open"/>; if <paramref name="isList"/>, a comma might have stood there too.</summary>
    private void ExpectClosing(TokenKind kind, SourceSpan open, bool isList = true, string? help = null)
    {
        if (Kind == kind)
        {
            Advance();
            return;
        }
        if (_failed)
            return;
        (string bracket, string closing, DiagnosticCode code) = Bracket(open);
        if (Kind == TokenKind.Newline || IsClosing(Kind) || BeginsLineBehind(open))
            Fail(code, NoticedSpan(), $"expected {closing}: the {bracket} on line {_source.Line(open.Start)} is not closed", CommentHelp(open));
        else
            FailUnexpected(isList ? $"expected `,` or {closing}" : $"expected {closing}", help);
    }

    /// <summary>Whether the current token begins a line that is not indented deeper than that of an open bracket: the next statement, as it seems.</summary>
    private bool BeginsLineBehind(SourceSpan open)
    {
        (int line, int column) = _source.LineAndColumn(_current.Start);
        int openLine = _source.Line(open.Start);
        ReadOnlySpan<byte> text = _source.LineBytes(openLine);
        return Kind != TokenKind.EndOfFile && line > openLine && line > _source.Line(_lastEnd) && column - 1 <= text.Length - text.TrimStart(" \t"u8).Length;
    }

    private (string Open, string Closing, DiagnosticCode Code) Bracket(SourceSpan open) => _source.Slice(open)[0] switch
    {
        (byte)'(' => ("`(`", "`)`", DiagnosticCode.MissingParenthesis),
        (byte)'[' => ("`[`", "`]`", DiagnosticCode.MissingBracket),
        _ => ("`{`", "`}`", DiagnosticCode.MissingBrace),
    };

    private static bool IsClosing(TokenKind kind) =>
        kind is TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace or TokenKind.BlockClose;

    /// <summary>The first token from here on that the user can see.</summary>
    private SourceSpan NoticedSpan()
    {
        int index = _index;
        while (_tokens[index].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent)
            index++;
        return _tokens[index].Kind == TokenKind.EndOfFile ? new SourceSpan(_source.File, _lastEnd, 0) : Span(_tokens[index]);
    }

    private bool AtEndOfInput()
    {
        int index = _index;
        while (_tokens[index].Kind is TokenKind.Newline or TokenKind.Dedent)
            index++;
        return _tokens[index].Kind == TokenKind.EndOfFile;
    }

    private void FailUnexpected(string expected, string? help = null)
    {
        help ??= ForeignOperatorHelp();
        if (Kind == TokenKind.EndOfFile && InnermostOpenBracket() is { } open)
            Fail(Bracket(open).Code, open, $"this {Bracket(open).Open} is never closed", CommentHelp(open));
        else if (AtEndOfInput())
            Fail(DiagnosticCode.UnexpectedEnd, new SourceSpan(_source.File, _lastEnd, 0), $"{expected}, but the file ends here", help);
        else
            Fail(DiagnosticCode.UnexpectedToken, Kind == TokenKind.Indent ? NoticedSpan() : CurrentSpan, $"{expected}, found {Describe(_current)}", help);
    }

    /// <summary>If a comment seems to end the line of a bracket that is not closed: it may have been meant as an operator.</summary>
    private string? CommentHelp(SourceSpan open)
    {
        const int Farthest = 200;
        (int line, int column) = _source.LineAndColumn(open.Start);
        ReadOnlySpan<byte> rest = _source.LineBytes(line)[(column - 1)..];
        int comment = rest[..Math.Min(rest.Length, Farthest)].IndexOf("//"u8);
        return comment >= 0 && rest[..comment].Count((byte)'"') % 2 == 0 ? "`//` begins a comment; integers are divided by `/`" : null;
    }

    /// <summary>The last bracket before the current token that is not closed.</summary>
    private SourceSpan? InnermostOpenBracket()
    {
        int closed = 0;
        for (int i = _index - 1; i >= 0; i--)
        {
            TokenKind kind = _tokens[i].Kind;
            if (IsClosing(kind))
                closed++;
            else if (kind is TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace or TokenKind.BlockOpen && --closed < 0)
                return Span(_tokens[i]);
        }
        return null;
    }

    private void Fail(DiagnosticCode code, SourceSpan span, string message, string? help = null)
    {
        if (_failed)
            return;
        // What the lexer has reported, what the first early end of the file entails, and the lines after one that is nested too deeply need no second word.
        bool isKnown = Kind == TokenKind.Invalid || (Kind == TokenKind.EndOfFile && _failedAtEnd) || (code == DiagnosticCode.NestingTooDeep && _failedByDepth);
        _failedByDepth |= code == DiagnosticCode.NestingTooDeep;
        if (!isKnown)
            Report(code, span, message, help);
        _failedAtEnd |= Kind == TokenKind.EndOfFile;
        _failed = true;
        SkipStatement();
    }

    private void Report(DiagnosticCode code, SourceSpan span, string message, string? help = null) =>
        _diagnostics.Add(code, span, message, help);

    /// <summary>Goes to the token that ends the statement, past indented bodies inside brackets and past block expressions.</summary>
    private void SkipStatement()
    {
        int openBlocks = 0;
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.EndOfFile:
                    return;
                case TokenKind.BlockOpen:
                    openBlocks++;
                    break;
                case TokenKind.BlockClose when openBlocks > 0:
                    openBlocks--;
                    break;
                case TokenKind.Newline when PeekKind == TokenKind.Indent && _tokens[_index + 1].Value == 1:
                    Advance();
                    SkipIndented();
                    continue;
                case TokenKind.Newline or TokenKind.Semicolon or TokenKind.Dedent or TokenKind.BlockClose when openBlocks == 0:
                    return;
            }
            Advance();
        }
    }

    /// <summary>From an INDENT to behind its DEDENT.</summary>
    private void SkipIndented()
    {
        int open = 0;
        do
        {
            if (Kind == TokenKind.Indent)
                open++;
            else if (Kind == TokenKind.Dedent)
                open--;
            Advance();
        }
        while (open > 0 && Kind != TokenKind.EndOfFile);
    }

    /// <summary>After a failed statement: passes its end and whatever block and clauses hung on it.</summary>
    private void Recover()
    {
        _failed = false;
        while (true)
        {
            if (Kind is TokenKind.Newline or TokenKind.Semicolon)
                Advance();
            if (Kind == TokenKind.Indent)
                SkipIndented();
            else if (Kind is TokenKind.Elif or TokenKind.Else or TokenKind.Catch)
                SkipStatement();
            else
                return;
        }
    }

    /// <summary>Ends a line of a definition or an arm.</summary>
    private void EndLine()
    {
        if (!_failed && Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.Dedent or TokenKind.BlockClose or TokenKind.EndOfFile))
            FailUnexpected("expected the end of the line");
        if (_failed)
            Recover();
        else if (Kind is TokenKind.Newline or TokenKind.Semicolon)
            Advance();
    }

    private bool Enter()
    {
        if (++_depth <= MaxDepth)
            return true;
        Fail(DiagnosticCode.NestingTooDeep, CurrentSpan, $"nesting deeper than {MaxDepth} levels is not supported", "split the expression with variables or functions");
        return false;
    }

    private string Describe(Token token) => token.Kind switch
    {
        TokenKind.EndOfFile => "the end of the file",
        TokenKind.Newline or TokenKind.Dedent => "the end of the line",
        TokenKind.Indent => "an indented line",
        TokenKind.String => "a string",
        _ => $"`{System.Text.Encoding.UTF8.GetString(_source.Slice(Span(token)))}`",
    };

    /// <summary>Names the Orus spelling if the current token completes an operator of other languages.</summary>
    private string? ForeignOperatorHelp()
    {
        if (Kind == TokenKind.Question)
            return "the conditional expression is written `a if condition else b`";
        if (_index == 0)
            return null;
        Token previous = _tokens[_index - 1];
        switch (previous.Kind, Kind)
        {
            case (TokenKind.Plus, TokenKind.Plus):
                return "there is no `++`; write `x += 1`";
            case (TokenKind.Minus, TokenKind.Newline) when _index > 1 && _tokens[_index - 2].Kind == TokenKind.Minus:
                return "there is no `--`; write `x -= 1`";
            case (TokenKind.Star, TokenKind.Star):
                return "there is no power operator; multiply";
            case (TokenKind.Less, TokenKind.Less) or (TokenKind.Greater, TokenKind.Greater):
                return "there are no shift operators; multiply or divide by a power of two";
            case (_, TokenKind.Equal) when PeekKind == TokenKind.Greater:
                return "an arm is written `pattern -> body`";
            case (TokenKind.Number, TokenKind.Name):
                return "a suffix must touch its number";
            case (TokenKind.Name, _) when BeginsStatement(_index - 1):
                return ForeignSpelling.OfStatement(_names[previous.Value]);
            case (TokenKind.Name, _):
                return ForeignSpelling.OfOperand(_names[previous.Value]);
            case ( >= TokenKind.And and <= TokenKind.While, TokenKind.Equal or TokenKind.Colon or TokenKind.ColonEqual) when BeginsStatement(_index - 1):
                return $"{Describe(previous)} is a reserved word and cannot be a name";
            default:
                return null;
        }
    }

    private bool BeginsStatement(int index) =>
        index == 0 || _tokens[index - 1].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.Semicolon;
}
