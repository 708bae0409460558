using Orus.Front.Checking;
using Orus.Front.Source;

namespace Orus.Front.Syntax;

/// <summary>
/// The syntax tree of one file. Statements stand in source order, with <c>use</c>, <c>fn</c>, <c>struct</c>, <c>enum</c> and <c>impl</c>
/// among them. A tree is complete only if its file has no syntax error; nothing but the parser looks at other trees.
/// </summary>
internal sealed class ModuleSyntax(SourceText source, Statement[] statements)
{
    public readonly SourceText Source = source;
    public readonly Statement[] Statements = statements;
}

/// <summary>Statements that share a scope: a suite, the body of an arm or function, the inside of a block expression.</summary>
internal sealed class Block(SourceSpan span, Statement[] statements)
{
    /// <summary>Variables of this scope that <c>if</c> branches inside declare; set by name resolution.</summary>
    public VariableSymbol[] BranchVariables = [];

    public readonly SourceSpan Span = span;
    public readonly Statement[] Statements = statements;
}

/// <summary>A name where it is written. Equal texts of one compilation are one string object.</summary>
internal readonly record struct Identifier(string Text, SourceSpan Span);

/// <summary>What a function declaration, a method and a function expression have in common.</summary>
internal sealed class FunctionSyntax(
    SourceSpan span, SourceSpan fnSpan, Identifier? name, ParameterSyntax[] parameters, TypeSyntax? returnType, Block body, bool isInline)
{
    public readonly SourceSpan Span = span;

    /// <summary>The keyword <c>fn</c>.</summary>
    public readonly SourceSpan FnSpan = fnSpan;

    /// <summary>Null for function expressions.</summary>
    public readonly Identifier? Name = name;
    public readonly ParameterSyntax[] Parameters = parameters;
    public readonly TypeSyntax? ReturnType = returnType;
    public readonly Block Body = body;

    /// <summary>Whether the body stands on the line of the <c>:</c>. A body of one expression is a block with one expression statement.</summary>
    public readonly bool IsInline = isInline;

    /// <summary>Set by name resolution.</summary>
    public FunctionEntry? Entry;

    /// <summary>Where a missing result or return is reported: the name, or <c>fn</c>.</summary>
    public SourceSpan NameSpan => Name is { } name ? name.Span : FnSpan;
}

internal sealed class ParameterSyntax(Identifier name, TypeSyntax? type)
{
    public readonly Identifier Name = name;
    public readonly TypeSyntax? Type = type;
}

/// <summary>What the statement and the expression form of <c>match</c> have in common.</summary>
internal sealed class MatchSyntax(SourceSpan span, SourceSpan matchSpan, Expression scrutinee, MatchArm[] arms)
{
    public readonly SourceSpan Span = span;

    /// <summary>The keyword <c>match</c>.</summary>
    public readonly SourceSpan MatchSpan = matchSpan;
    public readonly Expression Scrutinee = scrutinee;
    public readonly MatchArm[] Arms = arms;
}

/// <summary>An arm. In the expression form a body of one expression is a block with one expression statement.</summary>
internal sealed class MatchArm(Pattern pattern, SourceSpan arrowSpan, Block body)
{
    public readonly Pattern Pattern = pattern;
    public readonly SourceSpan ArrowSpan = arrowSpan;
    public readonly Block Body = body;
}
