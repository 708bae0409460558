using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Source;

namespace Orus.Cli.Repl;

/// <summary>What a session should do after a line.</summary>
internal enum Completeness : byte
{
    /// <summary>The input can run.</summary>
    Complete,
    /// <summary>A bracket is open: more lines until it is closed.</summary>
    OpenBracket,
    /// <summary>A block has begun: more lines until an empty one.</summary>
    OpenBlock,
}

/// <summary>Decides from the tokens whether an input is complete.</summary>
internal static class InputCompleteness
{
    public static Completeness Of(string input)
    {
        SourceText source = new SourceSet().Add("", Encoding.UTF8.GetBytes(input));
        int depth = 0;
        bool endsBlockHeader = false;
        bool hasBlock = false;
        foreach (Token token in Lexer.Tokenize(source, new NameTable(), new DiagnosticBag()))
        {
            switch (token.Kind)
            {
                case TokenKind.LeftParen or TokenKind.LeftBracket or TokenKind.LeftBrace:
                    depth++;
                    break;
                case TokenKind.RightParen or TokenKind.RightBracket or TokenKind.RightBrace:
                    depth--;
                    break;
            }
            if (token.Kind == TokenKind.EndOfFile)
                break;
            if (token.Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent)
                hasBlock |= endsBlockHeader && depth <= 0;
            else
                endsBlockHeader = token.Kind is TokenKind.Colon or TokenKind.Arrow;
        }
        if (depth > 0)
            return Completeness.OpenBracket;
        return hasBlock || endsBlockHeader ? Completeness.OpenBlock : Completeness.Complete;
    }
}
