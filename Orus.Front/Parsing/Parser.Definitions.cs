using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;
using Orus.Front.Syntax;

namespace Orus.Front.Parsing;

internal sealed partial class Parser
{
    /// <summary>What may stand at module level only; elsewhere it is reported and still parsed, so that its body is no second error.</summary>
    private void ParseDefinition(bool atModuleLevel)
    {
        int start = _current.Start;
        if (!atModuleLevel)
            Report(DiagnosticCode.InvalidSyntax, CurrentSpan, $"{Describe(_current)} is allowed only at the top level of a module");
        bool isPublic = TryTake(TokenKind.Pub);
        switch (Kind)
        {
            case TokenKind.Use when !isPublic:
                _statements.Add(ParseUse(start));
                break;
            case TokenKind.Struct:
                _statements.Add(ParseStruct(start, isPublic));
                break;
            case TokenKind.Enum:
                _statements.Add(ParseEnum(start, isPublic));
                break;
            case TokenKind.Impl:
                _statements.Add(ParseImpl(start, isPublic));
                break;
            case TokenKind.Fn when PeekKind == TokenKind.Name:
                _statements.Add(ParseFunctionStatement(start, isPublic));
                break;
            case TokenKind.Mut:
            case TokenKind.Name when PeekKind is TokenKind.Colon or TokenKind.ColonEqual:
                ParseDeclaration(start, isPublic);
                break;
            case TokenKind.Name when PeekKind == TokenKind.Equal:
                NameExpression target = ParseName();
                SourceSpan equal = Take();
                Expression value = ParseExpression();
                _statements.Add(new AssignmentStatement(SpanFrom(start), isPublic, [target], equal, value));
                break;
            default:
                FailUnexpected("expected a function, struct, enum, impl or variable after `pub`");
                break;
        }
    }

    private UseStatement ParseUse(int start)
    {
        Advance();
        int mark = _identifiers.Mark;
        do
        {
            _identifiers.Add(ExpectName("the name of a module"));
        }
        while (TryTake(TokenKind.Dot));
        Identifier[] path = _identifiers.Take(mark);
        Identifier? alias = TryTake(TokenKind.As) ? ExpectName("a name after `as`") : null;
        SourceSpan wildcard = SourceSpan.None;
        List<ImportedName> names = [];
        if (TryTake(TokenKind.Colon))
        {
            if (Kind == TokenKind.Star)
            {
                wildcard = Take();
            }
            else
            {
                do
                {
                    Identifier name = ExpectName("a name to import, or `*`");
                    names.Add(new ImportedName(name, TryTake(TokenKind.As) ? ExpectName("a name after `as`") : null));
                }
                while (TryTake(TokenKind.Comma));
            }
        }
        return new UseStatement(SpanFrom(start), path, alias, wildcard, [.. names]);
    }

    private StructStatement ParseStruct(int start, bool isPublic)
    {
        Advance();
        Identifier name = ExpectName("the name of the struct");
        List<FieldSyntax> fields = [];
        if (OpenLines("a field"))
        {
            while (AtLine())
            {
                TryTake(TokenKind.Pub);
                Identifier field = ExpectName("the name of a field");
                Expect(TokenKind.Colon, "`:` and the type of the field");
                TypeSyntax type = ParseType();
                Expression? defaultValue = TryTake(TokenKind.Equal) ? ParseExpression() : null;
                fields.Add(new FieldSyntax(field, type, defaultValue));
                EndLine();
            }
        }
        return new StructStatement(SpanFrom(start), isPublic, name, [.. fields]);
    }

    private EnumStatement ParseEnum(int start, bool isPublic)
    {
        Advance();
        Identifier name = ExpectName("the name of the enum");
        int mark = _identifiers.Mark;
        TokenKind closing = ClosingOfTypeList();
        if (closing != TokenKind.Invalid)
        {
            Advance();
            while (Kind != closing && !_failed)
            {
                _identifiers.Add(ExpectName("the name of a type parameter"));
                if (!TryTake(TokenKind.Comma))
                    break;
            }
            CloseTypeList(closing);
        }
        Identifier[] typeParameters = _identifiers.Take(mark);
        List<VariantSyntax> variants = [];
        if (OpenLines("a variant"))
        {
            while (AtLine())
            {
                variants.Add(ParseVariant());
                EndLine();
            }
        }
        return new EnumStatement(SpanFrom(start), isPublic, name, typeParameters, [.. variants]);
    }

    private VariantSyntax ParseVariant()
    {
        Identifier name = ExpectName("the name of a variant");
        List<PayloadSyntax> payloads = [];
        SourceSpan open = CurrentSpan;
        if (TryTake(TokenKind.LeftParen))
        {
            while (Kind != TokenKind.RightParen && !_failed)
            {
                Identifier? payload = null;
                if (Kind == TokenKind.Name && PeekKind == TokenKind.Colon)
                {
                    payload = TakeIdentifier();
                    Advance();
                }
                payloads.Add(new PayloadSyntax(payload, ParseType()));
                if (!TryTake(TokenKind.Comma))
                    break;
            }
            ExpectClosing(TokenKind.RightParen, open);
        }
        return new VariantSyntax(name, [.. payloads]);
    }

    private ImplStatement ParseImpl(int start, bool isPublic)
    {
        Advance();
        Identifier typeName = ExpectName("the name of a struct or enum");
        List<FunctionStatement> methods = [];
        if (OpenLines("a function"))
        {
            while (AtLine())
            {
                int methodStart = _current.Start;
                bool isPublicMethod = TryTake(TokenKind.Pub);
                if (Kind == TokenKind.Fn && PeekKind == TokenKind.Name)
                    methods.Add(ParseFunctionStatement(methodStart, isPublicMethod));
                else
                    FailUnexpected("expected `fn` and the name of a method");
                EndLine();
            }
        }
        return new ImplStatement(SpanFrom(start), isPublic, typeName, [.. methods]);
    }

    private FunctionStatement ParseFunctionStatement(int start, bool isPublic)
    {
        FunctionSyntax function = ParseFunction(isExpression: false);
        return new FunctionStatement(SpanFrom(start), isPublic, function);
    }

    private FunctionSyntax ParseFunction(bool isExpression)
    {
        SourceSpan fnSpan = Take();
        Identifier? name = isExpression ? null : TakeIdentifier();
        if (isExpression && Kind == TokenKind.Name)
            Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "a function that is a value has no name", "write `fn(…): …`");
        ParameterSyntax[] parameters = ParseParameters();
        TypeSyntax? returnType = TryTake(TokenKind.Arrow) ? ParseType() : null;
        ExpectColon();
        bool isInline = Kind != TokenKind.Newline;
        Block body = isInline && isExpression ? ParseInlineBody() : ParseBody(isInline);
        return new FunctionSyntax(SpanFrom(fnSpan.Start), fnSpan, name, parameters, returnType, body, isInline);
    }

    private Block ParseBody(bool isInline)
    {
        bool outer = _insideCall;
        _insideCall &= isInline;
        Block body = ParseSuite();
        _insideCall = outer;
        return body;
    }

    /// <summary>The body of an inline function expression: one expression or one simple statement.</summary>
    private Block ParseInlineBody()
    {
        int start = _current.Start;
        int mark = _statements.Mark;
        ParseSimple(isSingle: true);
        return new Block(SpanFrom(start), _statements.Take(mark));
    }

    private ParameterSyntax[] ParseParameters()
    {
        List<ParameterSyntax> parameters = [];
        SourceSpan open = CurrentSpan;
        if (!TryTake(TokenKind.LeftParen))
            Fail(DiagnosticCode.MissingParenthesis, Kind == TokenKind.Newline ? new SourceSpan(_source.File, _lastEnd, 0) : open, "expected `(` and the parameters",
                Kind is TokenKind.Less or TokenKind.LeftBracket ? "a function is generic in all parameters that have no type: `fn f(x): …`" : null);
        while (Kind != TokenKind.RightParen && !_failed)
        {
            Identifier name = ExpectName("the name of a parameter");
            parameters.Add(new ParameterSyntax(name, TryTake(TokenKind.Colon) ? ParseType() : null));
            if (Kind == TokenKind.Equal)
                Fail(DiagnosticCode.UnexpectedToken, CurrentSpan, "parameters have no default values");
            if (!TryTake(TokenKind.Comma))
                break;
        }
        ExpectClosing(TokenKind.RightParen, open);
        return [.. parameters];
    }

    private TypeSyntax ParseType()
    {
        int start = _current.Start;
        while (TryTake(TokenKind.Question))
        {
        }
        TypeSyntax type = Enter() ? ParseBaseType(start) : MissingType();
        _depth--;
        TryTake(TokenKind.Question);
        return type;
    }

    private NamedTypeSyntax MissingType() => new(CurrentSpan, null, new Identifier("", CurrentSpan), []);

    private TypeSyntax ParseBaseType(int start)
    {
        switch (Kind)
        {
            case TokenKind.Name:
                return ParseNamedType(start);
            case TokenKind.LeftBracket:
                return ParseArrayType(start);
            case TokenKind.Fn:
                return ParseFunctionType(start);
            default:
                TypeSyntax missing = MissingType();
                FailUnexpected("expected a type");
                return missing;
        }
    }

    private NamedTypeSyntax ParseNamedType(int start)
    {
        Identifier name = TakeIdentifier();
        Identifier? module = null;
        if (TryTake(TokenKind.Dot))
        {
            module = name;
            name = ExpectName("the name of a type");
        }
        TypeSyntax[] arguments = [];
        TokenKind closing = ClosingOfTypeList();
        if (closing != TokenKind.Invalid)
        {
            Advance();
            arguments = ParseTypeList(closing);
            CloseTypeList(closing);
        }
        return new NamedTypeSyntax(SpanFrom(start), module, name, arguments);
    }

    private TypeSyntax[] ParseTypeList(TokenKind closing)
    {
        int mark = _types.Mark;
        while (Kind != closing && !_failed)
        {
            _types.Add(ParseType());
            if (!TryTake(TokenKind.Comma))
                break;
        }
        return _types.Take(mark);
    }

    /// <summary>The bracket that ends a type list, if one begins here.</summary>
    private TokenKind ClosingOfTypeList() => Kind switch
    {
        TokenKind.LeftBracket => TokenKind.RightBracket,
        TokenKind.Less => TokenKind.Greater,
        _ => TokenKind.Invalid,
    };

    private void CloseTypeList(TokenKind closing)
    {
        if (closing == TokenKind.Greater && Kind == TokenKind.GreaterEqual)
        {
            // `x: Box<i32>= e`: the token is a `>` and a `=`.
            _current = new Token(TokenKind.Equal, _current.Start + 1, 1, 0);
            _lastEnd = _current.Start;
            return;
        }
        Expect(closing, closing == TokenKind.Greater ? "`>`" : "`]`");
    }

    private ArrayTypeSyntax ParseArrayType(int start)
    {
        SourceSpan open = Take();
        TypeSyntax element = ParseType();
        Expression? length = null;
        if (TryTake(TokenKind.Comma))
        {
            if (Kind is TokenKind.Number)
                length = ParseNumber(SourceSpan.None);
            else if (Kind == TokenKind.Name)
                length = ParseName();
            else
                FailUnexpected("expected the length of the array, a number or a constant");
            if (length is FloatLiteral)
                Report(DiagnosticCode.BadLiteral, length.Span, "the length of an array is an integer");
        }
        ExpectClosing(TokenKind.RightBracket, open);
        return new ArrayTypeSyntax(SpanFrom(start), element, length);
    }

    private FunctionTypeSyntax ParseFunctionType(int start)
    {
        Advance();
        SourceSpan open = Expect(TokenKind.LeftParen, "`(` and the types of the parameters");
        TypeSyntax[] parameters = ParseTypeList(TokenKind.RightParen);
        ExpectClosing(TokenKind.RightParen, open);
        TypeSyntax? returnType = TryTake(TokenKind.Arrow) ? ParseType() : null;
        return new FunctionTypeSyntax(SpanFrom(start), parameters, returnType);
    }

    private Pattern ParsePattern()
    {
        switch (Kind)
        {
            case TokenKind.Name:
                return ParseNamePattern();
            case TokenKind.Number or TokenKind.String or TokenKind.True or TokenKind.False:
            case TokenKind.Minus when PeekKind == TokenKind.Number:
                Expression literal = Kind == TokenKind.Minus ? ParseNumber(Take()) : ParsePrimary();
                return new LiteralPattern(literal.Span, literal);
            default:
                SourceSpan span = CurrentSpan;
                FailUnexpected("expected a pattern", "an arm is written `pattern -> body`; `_` matches everything");
                return new WildcardPattern(span);
        }
    }

    private Pattern ParseNamePattern()
    {
        int start = _current.Start;
        Identifier first = TakeIdentifier();
        if (!TryTake(TokenKind.Dot))
            return first.Text == "_" ? new WildcardPattern(first.Span) : new ConstantPattern(first);
        Identifier second = ExpectName("a name after `.`");
        Identifier? module = null;
        if (TryTake(TokenKind.Dot))
        {
            module = first;
            first = second;
            second = ExpectName("the name of a variant");
        }
        int mark = _identifiers.Mark;
        SourceSpan open = SourceSpan.None;
        if (Kind == TokenKind.LeftParen)
        {
            open = Take();
            while (Kind != TokenKind.RightParen && !_failed)
            {
                _identifiers.Add(ExpectName("a name or `_` for a payload"));
                if (!TryTake(TokenKind.Comma))
                    break;
            }
            ExpectClosing(TokenKind.RightParen, open);
        }
        return new VariantPattern(SpanFrom(start), module, first, second, open, _identifiers.Take(mark));
    }
}
