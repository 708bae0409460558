using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Parsing;

internal sealed partial class Parser
{
    /// <summary>
    /// Parses a simple statement onto the scratch stack; a declaration list is several. With <paramref name="isSingle"/> (the body of an
    /// inline function expression) a <c>,</c> is left to what surrounds it.
    /// </summary>
    private void ParseSimple(bool isSingle)
    {
        int start = _current.Start;
        switch (Kind)
        {
            case TokenKind.Print:
                _statements.Add(ParsePrint());
                break;
            case TokenKind.Pass:
                _statements.Add(new PassStatement(Take()));
                break;
            case TokenKind.Return:
                _statements.Add(ParseReturn(isSingle));
                break;
            case TokenKind.Break:
                Advance();
                Identifier? breakLabel = TryTakeLabel();
                _statements.Add(new BreakStatement(SpanFrom(start), breakLabel));
                break;
            case TokenKind.Continue:
                Advance();
                Identifier? continueLabel = TryTakeLabel();
                _statements.Add(new ContinueStatement(SpanFrom(start), continueLabel));
                break;
            case TokenKind.Name when PeekKind == TokenKind.Comma && !isSingle:
                _statements.Add(ParseDestructuring());
                break;
            case TokenKind.Mut:
            case TokenKind.Name when PeekKind is TokenKind.Colon or TokenKind.ColonEqual:
                ParseDeclaration(start, isPublic: false);
                ContinueDeclarations(isSingle);
                break;
            default:
                ParseAssignmentOrExpression(start, isSingle);
                break;
        }
    }

    private Identifier? TryTakeLabel() => Kind == TokenKind.Label ? TakeIdentifier() : null;

    private PrintStatement ParsePrint()
    {
        int start = _current.Start;
        Advance();
        SourceSpan open = CurrentSpan;
        if (!TryTake(TokenKind.LeftParen))
        {
            Fail(DiagnosticCode.MissingParenthesis, Kind == TokenKind.Newline ? new SourceSpan(_source.File, _lastEnd, 0) : CurrentSpan, "expected `(` after `print`", "write `print(…)`");
            return new PrintStatement(SpanFrom(start), open, []);
        }
        Expression[] arguments = ParseArguments(open, isPrint: true);
        return new PrintStatement(SpanFrom(start), open, arguments);
    }

    private ReturnStatement ParseReturn(bool isSingle)
    {
        SourceSpan keyword = Take();
        int mark = _expressions.Mark;
        if (!EndsInline(Kind) && Kind is not (TokenKind.Semicolon or TokenKind.Comma) && !IsClosing(Kind))
        {
            do
            {
                _expressions.Add(ParseExpression());
            }
            while (!isSingle && TryTake(TokenKind.Comma));
        }
        return new ReturnStatement(SpanFrom(keyword.Start), keyword, _expressions.Take(mark));
    }

    private DestructuringStatement ParseDestructuring()
    {
        int mark = _identifiers.Mark;
        int start = _current.Start;
        do
        {
            _identifiers.Add(ExpectName("a name"));
        }
        while (TryTake(TokenKind.Comma));
        SourceSpan equal = Expect(TokenKind.Equal, "`=` after the names");
        Expression value = ParseExpression();
        return new DestructuringStatement(SpanFrom(start), _identifiers.Take(mark), equal, value);
    }

    /// <summary>The further members of a list such as <c>x = 1, mut y = 2, z: f64 = 0.5</c>.</summary>
    private void ContinueDeclarations(bool isSingle)
    {
        while (!isSingle && TryTake(TokenKind.Comma))
        {
            int start = _current.Start;
            if (Kind != TokenKind.Name || PeekKind != TokenKind.Equal)
            {
                ParseDeclaration(start, isPublic: false);
                continue;
            }
            NameExpression target = ParseName();
            SourceSpan equal = Take();
            Expression value = ParseExpression();
            _statements.Add(new AssignmentStatement(SpanFrom(start), isPublic: false, [target], equal, value));
        }
    }

    /// <summary>A declaration with <c>mut</c>, a type or <c>:=</c>.</summary>
    private void ParseDeclaration(int start, bool isPublic)
    {
        bool isMutable = TryTake(TokenKind.Mut);
        Identifier name = ExpectName("the name to declare");
        TypeSyntax? type = TryTake(TokenKind.Colon) ? ParseType() : null;
        bool isConstant = Kind == TokenKind.ColonEqual && !isMutable;
        SourceSpan operatorSpan = CurrentSpan;
        if (isConstant || Kind == TokenKind.Equal)
            Advance();
        else if (Kind is >= TokenKind.PlusEqual and <= TokenKind.ColonEqual)
            Fail(DiagnosticCode.InvalidDeclaration, operatorSpan, "a declaration needs `=` and a first value", isMutable ? "leave out `mut` to change an existing variable" : null);
        else if (Kind is TokenKind.Newline or TokenKind.Semicolon or TokenKind.EndOfFile)
            Fail(DiagnosticCode.InvalidDeclaration, name.Span, "a declaration needs a value", "add `= …`");
        else
            FailUnexpected("expected `=` and a value");
        Expression value = ParseExpression();
        DeclarationForm form = isMutable ? DeclarationForm.Mutable : isConstant ? DeclarationForm.Constant : DeclarationForm.Typed;
        if (form == DeclarationForm.Typed && type is null)
            FailUnexpected("expected a declaration such as `name = …`");
        _statements.Add(new DeclarationStatement(SpanFrom(start), isPublic, form, name, type, operatorSpan, value));
    }

    private void ParseAssignmentOrExpression(int start, bool isSingle)
    {
        Expression first = ParseExpression();
        switch (Kind)
        {
            case TokenKind.Equal:
                ParseAssignment(start, first, isSingle);
                break;
            case >= TokenKind.PlusEqual and <= TokenKind.PercentEqual:
                if (!RequireTarget(first))
                    break;
                BinaryOperator @operator = BinaryOperator.Add + (Kind - TokenKind.PlusEqual);
                SourceSpan operatorSpan = Take();
                Expression operand = ParseExpression();
                _statements.Add(new CompoundAssignmentStatement(SpanFrom(start), first, @operator, operatorSpan, operand));
                break;
            default:
                _statements.Add(new ExpressionStatement(first));
                break;
        }
    }

    private void ParseAssignment(int start, Expression first, bool isSingle)
    {
        SourceSpan equal = CurrentSpan;
        int mark = _expressions.Mark;
        Expression value = first;
        while (Kind == TokenKind.Equal)
        {
            if (!RequireTarget(value))
                break;
            Advance();
            _expressions.Add(value);
            value = ParseExpression();
        }
        Expression[] targets = _expressions.Take(mark);
        _statements.Add(new AssignmentStatement(SpanFrom(start), isPublic: false, targets, equal, value));
        if (targets is [NameExpression])
            ContinueDeclarations(isSingle);
    }

    private bool RequireTarget(Expression target)
    {
        if (target.Kind is ExpressionKind.Name or ExpressionKind.Member or ExpressionKind.Index)
            return true;
        Fail(DiagnosticCode.InvalidSyntax, target.Span, "this cannot be assigned", "only a name, a field or an element can be assigned");
        return false;
    }
}
