namespace Orus.Front.Lexing;

/// <summary>
/// The kinds of tokens. The keywords, from <see cref="And"/> to <see cref="While"/>, stand in the order of
/// <see cref="NameTable.Keywords"/>, so that the index of an interned keyword is its kind.
/// </summary>
internal enum TokenKind : byte
{
    EndOfFile,
    Newline,
    Indent,
    Dedent,

    /// <summary>Something no token begins with; the lexer has reported it.</summary>
    Invalid,
    Name,
    Number,
    String,
    Label,

    And,
    As,
    Break,
    Catch,
    Continue,
    Do,
    Elif,
    Else,
    Enum,
    False,
    Fn,
    For,
    If,
    Impl,
    In,
    Match,
    Matches,
    Mut,
    Not,
    Or,
    Pass,
    Print,
    Pub,
    Return,
    Struct,
    True,
    Try,
    Use,
    While,

    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    EqualEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    PlusEqual,
    MinusEqual,
    StarEqual,
    SlashEqual,
    PercentEqual,
    ColonEqual,
    DotDot,
    DotDotEqual,
    Arrow,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,

    /// <summary>A <c>{</c> directly after a name: the start of a struct literal.</summary>
    LeftBrace,

    /// <summary>The end of a struct literal, or a <c>}</c> that ends nothing.</summary>
    RightBrace,

    /// <summary>Any other <c>{</c>: the start of a block expression.</summary>
    BlockOpen,
    BlockClose,
    Comma,
    Colon,
    Semicolon,
    Dot,
    Question,
}
