using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Parsing;

internal sealed partial class Parser
{
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int EqualityLevel = 3;
    private const int RelationalLevel = 4;
    private const int AdditiveLevel = 5;
    private const int MultiplicativeLevel = 6;

    private Scratch<ComparisonLink> _links = new();

    private Expression ParseExpression()
    {
        Expression expression = Enter() ? ParseBinary(OrLevel) : Missing;
        if (Kind == TokenKind.If && !_failed)
            expression = ParseInlineIf(expression);
        _depth--;
        return expression;
    }

    /// <summary>What stands for an expression that failed; its statement is never looked at.</summary>
    private NameExpression Missing => new(CurrentSpan, "");

    private InlineIfExpression ParseInlineIf(Expression then)
    {
        SourceSpan ifSpan = Take();
        Expression condition = ParseBinary(OrLevel);
        if (Kind == TokenKind.Equal)
            Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "`=` assigns; a condition compares", "write `==`");
        else if (Kind != TokenKind.Else)
            FailUnexpected("expected the `else` part of this inline `if`", "write `a if condition else b`");
        TryTake(TokenKind.Else);
        return new InlineIfExpression(then, ifSpan, condition, ParseExpression());
    }

    private static int Level(TokenKind kind) => kind switch
    {
        TokenKind.Or => OrLevel,
        TokenKind.And => AndLevel,
        TokenKind.EqualEqual or TokenKind.NotEqual or TokenKind.Matches => EqualityLevel,
        TokenKind.Less or TokenKind.LessEqual or TokenKind.Greater or TokenKind.GreaterEqual => RelationalLevel,
        TokenKind.Plus or TokenKind.Minus => AdditiveLevel,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => MultiplicativeLevel,
        _ => 0,
    };

    private static BinaryOperator Operator(TokenKind kind) => kind switch
    {
        TokenKind.Or => BinaryOperator.Or,
        TokenKind.And => BinaryOperator.And,
        TokenKind.EqualEqual => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Matches => BinaryOperator.Matches,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        _ => BinaryOperator.Remainder,
    };

    /// <summary>Operators of at least the given level; a chain of one level is a loop, so its length costs no stack.</summary>
    private Expression ParseBinary(int minLevel)
    {
        Expression left = ParseCast();
        for (int level; (level = Level(Kind)) >= minLevel;)
        {
            if (level == RelationalLevel)
            {
                left = ParseComparison(left);
                continue;
            }
            BinaryOperator @operator = Operator(Kind);
            SourceSpan operatorSpan = Take();
            left = new BinaryExpression(@operator, operatorSpan, left, ParseBinary(level + 1));
        }
        return left;
    }

    private ComparisonExpression ParseComparison(Expression first)
    {
        int operandMark = _expressions.Mark;
        int linkMark = _links.Mark;
        _expressions.Add(first);
        while (Level(Kind) == RelationalLevel)
        {
            ComparisonOperator @operator = ComparisonOperator.Less + (Kind - TokenKind.Less);
            _links.Add(new ComparisonLink(@operator, Take()));
            _expressions.Add(ParseBinary(RelationalLevel + 1));
        }
        return new ComparisonExpression(_expressions.Take(operandMark), _links.Take(linkMark));
    }

    private Expression ParseCast()
    {
        Expression operand = ParseUnary();
        if (Kind != TokenKind.As)
            return operand;
        SourceSpan asSpan = Take();
        Identifier target = ExpectName("a type after `as`");
        if (Kind == TokenKind.As)
            Fail(DiagnosticCode.InvalidSyntax, CurrentSpan, "`as` cannot be chained", "put the first cast in parentheses: `(x as a) as b`");
        return new CastExpression(operand, asSpan, target);
    }

    private Expression ParseUnary()
    {
        if (Kind is not (TokenKind.Minus or TokenKind.Not))
            return ParsePostfix();
        SourceSpan operatorSpan = CurrentSpan;
        if (Kind == TokenKind.Minus && PeekKind == TokenKind.Number
            && _tokens[_index + 2].Kind is not (TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.Dot))
        {
            Advance();
            return ParseNumber(operatorSpan);
        }
        UnaryOperator @operator = Kind == TokenKind.Minus ? UnaryOperator.Negate : UnaryOperator.Not;
        Advance();
        Expression operand = Enter() ? ParseUnary() : Missing;
        _depth--;
        return new UnaryExpression(operatorSpan.To(operand.Span), @operator, operatorSpan, operand);
    }

    private Expression ParsePostfix()
    {
        int start = _current.Start;
        Expression expression = ParsePrimary();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.LeftParen:
                    SourceSpan open = Take();
                    Expression[] arguments = ParseArguments(open, isPrint: false);
                    expression = new CallExpression(SpanFrom(start), expression, open, arguments);
                    break;
                case TokenKind.LeftBracket:
                    expression = ParseIndex(start, expression);
                    break;
                case TokenKind.Dot:
                    Advance();
                    expression = new MemberExpression(expression, ExpectName("a name after `.`"));
                    break;
                case TokenKind.LeftBrace:
                    expression = ParseStructLiteral(start, expression);
                    break;
                default:
                    return expression;
            }
        }
    }

    private Expression[] ParseArguments(SourceSpan open, bool isPrint)
    {
        bool outer = _insideCall;
        _insideCall = true;
        int mark = _expressions.Mark;
        while (Kind != TokenKind.RightParen && !_failed)
        {
            _expressions.Add(ParseExpression());
            if (!TryTake(TokenKind.Comma))
                break;
        }
        if (isPrint && BeginsExpression(Kind) && !BeginsLineBehind(open))
            Fail(DiagnosticCode.MissingPrintComma, CurrentSpan, $"expected `,` before {Describe(_current)}", "separate the values of `print` with commas");
        ExpectClosing(TokenKind.RightParen, open, help: Kind is TokenKind.Equal or TokenKind.Colon ? "arguments have no names; they are given in order" : null);
        _insideCall = outer;
        return _expressions.Take(mark);
    }

    private static bool BeginsExpression(TokenKind kind) =>
        kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.True or TokenKind.False or TokenKind.Not or TokenKind.Fn
            or TokenKind.Match or TokenKind.BlockOpen;

    private Expression ParseIndex(int start, Expression receiver)
    {
        SourceSpan open = Take();
        Expression? first = Kind is TokenKind.DotDot or TokenKind.DotDotEqual ? null : ParseExpression();
        if (first is not null && Kind is not (TokenKind.DotDot or TokenKind.DotDotEqual))
        {
            ExpectClosing(TokenKind.RightBracket, open);
            return new IndexExpression(SpanFrom(start), receiver, open, first);
        }
        if (Kind == TokenKind.DotDotEqual)
            Report(DiagnosticCode.UnexpectedToken, CurrentSpan, "a slice has no `..=`", "write `..`; the end of a slice is inclusive already");
        Advance();
        Expression? end = Kind == TokenKind.RightBracket ? null : ParseExpression();
        if (Kind is TokenKind.DotDot or TokenKind.DotDotEqual)
            Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "a slice has no `..` step");
        ExpectClosing(TokenKind.RightBracket, open);
        return new SliceExpression(SpanFrom(start), receiver, open, first, end);
    }

    private StructLiteralExpression ParseStructLiteral(int start, Expression type)
    {
        SourceSpan open = Take();
        (Identifier? module, Identifier name) = type switch
        {
            NameExpression bare => (null, bare.Identifier),
            MemberExpression { Receiver: NameExpression qualifier } member => (qualifier.Identifier, member.Name),
            _ => ((Identifier?)null, new Identifier("", type.Span)),
        };
        if (name.Text.Length == 0)
            Fail(DiagnosticCode.InvalidSyntax, open, "a `{` after a name begins a struct literal, and this is not the name of a struct");
        List<FieldInitializer> fields = [];
        while (Kind != TokenKind.RightBrace && !_failed)
        {
            if (Kind != TokenKind.Name || PeekKind != TokenKind.Colon)
            {
                FailUnexpected("expected `field: value` of a struct literal", "a `{` after a name begins a struct literal; blocks begin with `:`");
                break;
            }
            Identifier field = TakeIdentifier();
            Advance();
            fields.Add(new FieldInitializer(field, ParseExpression()));
            if (!TryTake(TokenKind.Comma))
                break;
        }
        ExpectClosing(TokenKind.RightBrace, open);
        return new StructLiteralExpression(SpanFrom(start), module, name, open, [.. fields]);
    }

    private Expression ParsePrimary()
    {
        switch (Kind)
        {
            case TokenKind.Name:
                return ParseName();
            case TokenKind.Number:
                return ParseNumber(SourceSpan.None);
            case TokenKind.String:
                return ParseString();
            case TokenKind.True or TokenKind.False:
                bool value = Kind == TokenKind.True;
                return new BoolLiteral(Take(), value);
            case TokenKind.LeftParen:
                return ParseParenthesized();
            case TokenKind.LeftBracket:
                return ParseArrayLiteral();
            case TokenKind.Fn:
                return new FunctionExpression(ParseFunction(isExpression: true));
            case TokenKind.Match:
                return new MatchExpression(ParseMatch(isExpression: true));
            case TokenKind.BlockOpen:
                return ParseBlockExpression();
            default:
                Expression missing = Missing;
                FailPrimary();
                return missing;
        }
    }

    private void FailPrimary()
    {
        switch (Kind)
        {
            case TokenKind.Print:
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "`print` is a statement, not a value");
                break;
            case TokenKind.Dot when PeekKind == TokenKind.Number:
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "a number begins with a digit", "write `0.5` instead of `.5`");
                break;
            case TokenKind.LeftBrace:
                Fail(DiagnosticCode.MissingBrace, CurrentSpan, "unexpected `{`");
                break;
            default:
                FailUnexpected("expected an expression");
                break;
        }
    }

    private NameExpression ParseName()
    {
        NameExpression name = new(CurrentSpan, _names[_current.Value]);
        Advance();
        return name;
    }

    /// <summary>Decodes the number token; <paramref name="minus"/> is the operator directly before it, or none.</summary>
    private Expression ParseNumber(SourceSpan minus)
    {
        SourceSpan span = CurrentSpan;
        NumberLiteral number = NumberLiteral.Parse(_source.Slice(span));
        Advance();
        if (number.Error is not null)
            Report(DiagnosticCode.BadLiteral, span, number.Error);

        bool isUnsigned = number.Suffix is IntegerSuffix.U32 or IntegerSuffix.U64;
        bool takesMinus = !minus.IsNone && !number.IsFloat && number.HasIntegerForm && number.Base == NumberBase.Decimal && !isUnsigned;
        if (takesMinus)
            span = minus.To(span);
        if (number.Error is null && number.Suffix != IntegerSuffix.None && !number.FitsSuffix(takesMinus))
            Report(DiagnosticCode.BadLiteral, span, "the value does not fit the type of its suffix");

        Expression literal = number.IsFloat
            ? new FloatLiteral(span, number.FloatValue, number.HasSuffix)
            : new IntegerLiteral(span, number.Value, takesMinus ? -number.FloatValue : number.FloatValue, takesMinus, number.ExceedsU64, number.Base, number.Suffix);
        return minus.IsNone || takesMinus ? literal : new UnaryExpression(minus.To(span), UnaryOperator.Negate, minus, literal);
    }

    private StringLiteral ParseString()
    {
        SourceSpan span = Take();
        byte[] bytes = StringContents.Decode(_source.Slice(span), out int badEscape);
        if (badEscape >= 0)
            Report(DiagnosticCode.BadLiteral, new SourceSpan(span.File, span.Start + badEscape, 2), "unknown escape", "the escapes are \\n \\t \\r \\\\ \\\" \\0");
        return new StringLiteral(span, bytes);
    }

    private ParenthesizedExpression ParseParenthesized()
    {
        SourceSpan open = Take();
        Expression inner = ParseExpression();
        ExpectClosing(TokenKind.RightParen, open, isList: false, Kind == TokenKind.Comma ? "there are no tuples; an array is written `[a, b,]`" : null);
        return new ParenthesizedExpression(SpanFrom(open.Start), inner);
    }

    private ArrayLiteralExpression ParseArrayLiteral()
    {
        SourceSpan open = Take();
        int mark = _expressions.Mark;
        bool endsWithComma = false;
        while (Kind != TokenKind.RightBracket && !_failed)
        {
            _expressions.Add(ParseExpression());
            endsWithComma = TryTake(TokenKind.Comma);
            if (!endsWithComma)
                break;
        }
        ExpectClosing(TokenKind.RightBracket, open);
        Expression[] elements = _expressions.Take(mark);
        bool mayBeFill = elements.Length == 2 && !endsWithComma && !_insideCall && MayBeCount(elements[1]);
        return new ArrayLiteralExpression(SpanFrom(open.Start), elements, mayBeFill);
    }

    private static bool MayBeCount(Expression expression) =>
        expression is IntegerLiteral { IsNegative: false } or NameExpression or MemberExpression { Receiver: NameExpression };

    private const string NoDictionaries = "there are no dictionaries; use a struct, or arrays of keys and of values";

    private BlockExpression ParseBlockExpression()
    {
        SourceSpan open = Take();
        bool outer = _insideCall;
        _insideCall = false;
        int mark = _statements.Mark;
        if (Kind is TokenKind.String or TokenKind.Number or TokenKind.Name && PeekKind == TokenKind.Colon)
        {
            Advance();
            FailUnexpected("expected a statement of a block expression", NoDictionaries);
        }
        ParseStatements(Surroundings.BlockExpression);
        _insideCall = outer;
        ExpectClosing(TokenKind.BlockClose, open);
        SourceSpan span = SpanFrom(open.Start);
        Block body = new(span, _statements.Take(mark));
        if (body.Statements.Length == 0 && !_failed)
            Report(DiagnosticCode.InvalidSyntax, span, "a block expression must end with an expression", NoDictionaries);
        RequireValue(body);
        return new BlockExpression(span, body);
    }
}
