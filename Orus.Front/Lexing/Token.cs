namespace Orus.Front.Lexing;

/// <summary>
/// A token. Layout tokens have length 0: NEWLINE and DEDENT stand at the end of the last token before them, INDENT at the indented token.
/// </summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, int Value)
{
    /// <summary>The index in the <see cref="NameTable"/> for a name or label; for an INDENT, 1 if it opens a body inside brackets.</summary>
    public readonly int Value = Value;

    public int End => Start + Length;
}
