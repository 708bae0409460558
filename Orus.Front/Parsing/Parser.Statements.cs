using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Parsing;

internal sealed partial class Parser
{
    /// <summary>What statements stand in: it decides what may appear among them and what ends them.</summary>
    private enum Surroundings
    {
        Module,
        Indented,
        BlockExpression,
    }

    /// <summary>Parses statements onto the scratch stack, up to the end of their surroundings, which is not taken.</summary>
    private void ParseStatements(Surroundings surroundings)
    {
        int unexpectedIndents = 0;
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Newline or TokenKind.Semicolon:
                    Advance();
                    continue;
                case TokenKind.EndOfFile:
                    return;
                case TokenKind.Dedent when unexpectedIndents > 0:
                    unexpectedIndents--;
                    Advance();
                    continue;
                case TokenKind.Dedent when surroundings == Surroundings.Indented:
                case TokenKind.BlockClose when surroundings == Surroundings.BlockExpression:
                    return;
                case TokenKind.Indent:
                    Report(DiagnosticCode.Indentation, NoticedSpan(), "unexpected indentation", "only a line after one that ends with `:` or `->` is indented deeper");
                    unexpectedIndents++;
                    Advance();
                    continue;
            }
            int before = _index;
            ParseStatement(surroundings == Surroundings.Module);
            if (!_failed && Kind is not (TokenKind.Newline or TokenKind.Semicolon or TokenKind.Dedent or TokenKind.BlockClose or TokenKind.EndOfFile))
                FailAfterStatement();
            if (_failed)
                Recover();
            if (_index == before)
                Advance();
        }
    }

    private void FailAfterStatement()
    {
        switch (Kind)
        {
            case TokenKind.DotDot or TokenKind.DotDotEqual:
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "a range is not a value", "ranges stand after `for … in` and inside `a[…]`; `range(a, b)` makes an iterator");
                break;
            case TokenKind.Equal or TokenKind.ColonEqual or TokenKind.Colon:
                FailUnexpected("expected the end of the statement", "only a name, a field or an element can be assigned");
                break;
            case TokenKind.RightParen:
                Fail(DiagnosticCode.MissingParenthesis, CurrentSpan, "this `)` closes nothing");
                break;
            case TokenKind.RightBracket:
                Fail(DiagnosticCode.MissingBracket, CurrentSpan, "this `]` closes nothing");
                break;
            case TokenKind.RightBrace:
                Fail(DiagnosticCode.MissingBrace, CurrentSpan, "this `}` closes nothing");
                break;
            default:
                FailUnexpected("expected the end of the statement");
                break;
        }
    }

    private void ParseStatement(bool atModuleLevel)
    {
        switch (Kind)
        {
            case TokenKind.Use or TokenKind.Struct or TokenKind.Enum or TokenKind.Impl or TokenKind.Pub:
                ParseDefinition(atModuleLevel);
                break;
            case TokenKind.Elif or TokenKind.Else:
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, $"this {Describe(_current)} belongs to no `if`");
                break;
            case TokenKind.Catch:
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "this `catch` belongs to no `try`");
                break;
            default:
                if (IsCompound())
                    ParseCompound();
                else
                    ParseSimple(isSingle: false);
                break;
        }
    }

    private bool IsCompound() => Kind switch
    {
        TokenKind.If or TokenKind.While or TokenKind.For or TokenKind.Try or TokenKind.Do or TokenKind.Match or TokenKind.Label => true,
        TokenKind.Fn => PeekKind == TokenKind.Name,
        _ => false,
    };

    private void ParseCompound()
    {
        if (Enter())
        {
            _statements.Add(Kind switch
            {
                TokenKind.If => ParseIf(),
                TokenKind.Try or TokenKind.Do => ParseTry(),
                TokenKind.Match => new MatchStatement(ParseMatch(isExpression: false)),
                TokenKind.Fn => ParseFunctionStatement(_current.Start, isPublic: false),
                _ => ParseLoop(),
            });
        }
        _depth--;
    }

    private IfStatement ParseIf()
    {
        int start = _current.Start;
        List<IfBranch> branches = [];
        do
        {
            branches.Add(ParseIfBranch());
        }
        while (AtElif());
        Block? otherwise = null;
        if (AtClause(TokenKind.Else))
        {
            Advance();
            ExpectColon();
            otherwise = ParseSuite();
        }
        return new IfStatement(SpanFrom(start), [.. branches], otherwise);
    }

    private IfBranch ParseIfBranch()
    {
        SourceSpan keyword = Take();
        Expression condition = ParseCondition();
        ExpectColon();
        return new IfBranch(keyword, condition, ParseSuite());
    }

    private bool AtElif()
    {
        if (AtClause(TokenKind.Elif))
            return true;
        if (!AtClause(TokenKind.Else) || PeekKind != TokenKind.If)
            return false;
        Report(DiagnosticCode.InvalidSyntax, CurrentSpan, "`else if` is not Orus", "write `elif`");
        Advance();
        return true;
    }

    /// <summary>Whether a clause of the statement just parsed begins here, or on the next line (then the line end is taken).</summary>
    private bool AtClause(TokenKind keyword)
    {
        if (Kind == TokenKind.Newline && PeekKind == keyword)
        {
            _failed = false;
            Advance();
        }
        return Kind == keyword;
    }

    private Expression ParseCondition()
    {
        Expression condition = ParseExpression();
        if (Kind == TokenKind.Equal)
        {
            Report(DiagnosticCode.UnexpectedToken, CurrentSpan, "`=` assigns; a condition compares", "write `==`");
            Advance();
            ParseExpression();
        }
        return condition;
    }

    private Statement ParseLoop()
    {
        int start = _current.Start;
        Identifier? label = null;
        if (Kind == TokenKind.Label)
        {
            label = TakeIdentifier();
            Expect(TokenKind.Colon, "`:` after the label");
        }
        if (Kind == TokenKind.For)
            return ParseFor(start, label);
        SourceSpan keyword = Expect(TokenKind.While, "`while` or `for` after the label");
        Expression condition = ParseCondition();
        ExpectColon();
        Block body = ParseSuite();
        return new WhileStatement(SpanFrom(start), label, keyword, condition, body);
    }

    private Statement ParseFor(int start, Identifier? label)
    {
        SourceSpan keyword = Take();
        Identifier variable = ExpectName("the name of the loop variable");
        Expect(TokenKind.In, "`in`", Kind == TokenKind.Comma ? "a loop has one variable; for indices write `for i in 0..len(a)`" : null);
        Expression first = ParseExpression();
        if (Kind is not (TokenKind.DotDot or TokenKind.DotDotEqual))
        {
            ExpectColon();
            Block body = ParseSuite();
            return new ForEachStatement(SpanFrom(start), label, keyword, variable, first, body);
        }
        bool isInclusive = Kind == TokenKind.DotDotEqual;
        SourceSpan operatorSpan = Take();
        Expression end = ParseExpression();
        Expression? step = TryTake(TokenKind.DotDot) ? ParseExpression() : null;
        ExpectColon();
        Block rangeBody = ParseSuite();
        return new ForRangeStatement(SpanFrom(start), label, keyword, variable, first, operatorSpan, isInclusive, end, step, rangeBody);
    }

    private TryStatement ParseTry()
    {
        int start = _current.Start;
        Advance();
        ExpectColon();
        Block body = ParseSuite();
        if (!AtClause(TokenKind.Catch))
        {
            Fail(AtEndOfInput() ? DiagnosticCode.UnexpectedEnd : DiagnosticCode.UnexpectedToken, NoticedSpan(), "expected `catch` after the body of `try`", "add `catch e:` with a body");
            return new TryStatement(SpanFrom(start), body, null, body);
        }
        Advance();
        Identifier? name = Kind == TokenKind.Name ? TakeIdentifier() : null;
        ExpectColon();
        Block handler = ParseSuite();
        return new TryStatement(SpanFrom(start), body, name, handler);
    }

    private MatchSyntax ParseMatch(bool isExpression)
    {
        SourceSpan keyword = Take();
        Expression scrutinee = ParseExpression();
        List<MatchArm> arms = [];
        if (OpenLines("an arm of the match"))
        {
            while (AtLine())
            {
                arms.Add(ParseArm(isExpression));
                EndLine();
            }
        }
        return new MatchSyntax(SpanFrom(keyword.Start), keyword, scrutinee, [.. arms]);
    }

    private MatchArm ParseArm(bool isExpression)
    {
        Pattern pattern = ParsePattern();
        SourceSpan arrow = Expect(TokenKind.Arrow, "`->` after the pattern", "an arm is written `pattern -> body`");
        Block body;
        if (Kind == TokenKind.Newline)
            body = ParseSuite();
        else if (isExpression)
            body = ExpressionBody(ParseExpression());
        else if (IsCompound())
            body = ParseCompoundBody();
        else
            body = ParseInlineStatements();
        if (isExpression)
            RequireValue(body);
        return new MatchArm(pattern, arrow, body);
    }

    private static Block ExpressionBody(Expression value) => new(value.Span, [new ExpressionStatement(value)]);

    private Block ParseCompoundBody()
    {
        int mark = _statements.Mark;
        int start = _current.Start;
        ParseCompound();
        return new Block(SpanFrom(start), _statements.Take(mark));
    }

    /// <summary>
    /// Sees to it that a block has a value: its last statement is an expression, or a match that can be one (whose arms then need values too).
    /// </summary>
    private void RequireValue(Block block)
    {
        if (_failed || block.Statements.Length == 0)
            return;
        Statement last = block.Statements[^1];
        if (last is MatchStatement { Match: { } match })
        {
            foreach (MatchArm arm in match.Arms)
                RequireValue(arm.Body);
            block.Statements[^1] = new ExpressionStatement(new MatchExpression(match));
        }
        else if (last.Kind != StatementKind.Expression)
        {
            Report(DiagnosticCode.InvalidSyntax, last.Span, "a value is needed here: the block must end with an expression");
        }
    }

    /// <summary>Takes the <c>:</c> of a header. One missing at the end of the line is reported and otherwise forgiven.</summary>
    private void ExpectColon()
    {
        if (TryTake(TokenKind.Colon) || _failed)
            return;
        string help = Kind switch
        {
            TokenKind.BlockOpen => "blocks have no braces: they begin with `:` and are indented",
            TokenKind.Name when _names[_current.Value] is "step" or "by" => "the step is the third part of a range: `0..10..2`",
            _ => "a header ends with `:`",
        };
        if (Kind is not TokenKind.Newline)
        {
            Fail(AtEndOfInput() ? DiagnosticCode.UnexpectedEnd : DiagnosticCode.MissingColon, CurrentSpan, $"expected `:`, found {Describe(_current)}", help);
            return;
        }
        Report(DiagnosticCode.MissingColon, new SourceSpan(_source.File, _lastEnd, 0), "expected `:` at the end of this line", help);
        _failed = true;
    }

    /// <summary>The body behind a <c>:</c> or <c>-></c>: the rest of the line, or an indented block.</summary>
    private Block ParseSuite()
    {
        if (Kind == TokenKind.Newline && PeekKind == TokenKind.Indent)
        {
            _failed = false;
            return ParseIndented();
        }
        if (_failed)
            return new Block(CurrentSpan, []);
        if (Kind is TokenKind.Newline or TokenKind.Dedent or TokenKind.BlockClose or TokenKind.EndOfFile)
        {
            FailMissingBlock("a body");
            return new Block(CurrentSpan, []);
        }
        return ParseInlineStatements();
    }

    private void FailMissingBlock(string what) =>
        Fail(AtEndOfInput() ? DiagnosticCode.UnexpectedEnd : DiagnosticCode.Indentation, NoticedSpan(), $"expected {what}, indented deeper than its header", "an empty body is written `pass`");

    private Block ParseIndented()
    {
        Advance();
        Advance();
        int start = _current.Start;
        int mark = _statements.Mark;
        ParseStatements(Surroundings.Indented);
        SourceSpan span = SpanFrom(start);
        TryTake(TokenKind.Dedent);
        return new Block(span, _statements.Take(mark));
    }

    /// <summary>Simple statements separated by <c>;</c>, up to the end of the line or the next clause. A <c>match</c> is an expression here.</summary>
    private Block ParseInlineStatements()
    {
        int start = _current.Start;
        int mark = _statements.Mark;
        do
        {
            if (EndsInline(Kind))
                break;
            if (Kind == TokenKind.Semicolon)
                continue;
            if (Kind != TokenKind.Match && IsCompound())
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, $"{Describe(_current)} cannot follow a `:` on its line", "put it on the next line, indented");
            else
                ParseSimple(isSingle: false);
            if (Kind == TokenKind.Semicolon)
                _failed = false;
        }
        while (TryTake(TokenKind.Semicolon));
        return new Block(SpanFrom(start), _statements.Take(mark));
    }

    private static bool EndsInline(TokenKind kind) =>
        kind is TokenKind.Newline or TokenKind.EndOfFile or TokenKind.Dedent or TokenKind.BlockClose or TokenKind.Elif or TokenKind.Else or TokenKind.Catch;

    /// <summary>Begins the indented lines of a definition or match; false (and reported) if there are none.</summary>
    private bool OpenLines(string what)
    {
        ExpectColon();
        if (Kind == TokenKind.Newline && PeekKind == TokenKind.Indent)
        {
            _failed = false;
            Advance();
            Advance();
            return true;
        }
        FailMissingBlock(what);
        return false;
    }

    /// <summary>Whether another line of the block begins here; takes the end of the block if not.</summary>
    private bool AtLine()
    {
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Newline or TokenKind.Semicolon:
                    Advance();
                    break;
                case TokenKind.Indent:
                    Report(DiagnosticCode.Indentation, NoticedSpan(), "unexpected indentation");
                    SkipIndented();
                    break;
                case TokenKind.Dedent:
                    Advance();
                    return false;
                case TokenKind.EndOfFile or TokenKind.BlockClose:
                    return false;
                default:
                    return true;
            }
        }
    }
}
