using Orus.Front.Source;
using Orus.Front.Types;

namespace Orus.Front.Syntax;

internal enum TypeSyntaxKind
{
    Named,
    Array,
    Function,
}

/// <summary>A type as written. Optional marks (<c>?</c>) are accepted by the parser and leave no trace.</summary>
internal abstract class TypeSyntax(TypeSyntaxKind kind, SourceSpan span)
{
    public readonly TypeSyntaxKind Kind = kind;
    public readonly SourceSpan Span = span;

    /// <summary>The type it denotes; set by name resolution.</summary>
    public OrusType? Resolved;
}

/// <summary><c>Name</c>, <c>module.Name</c>, <c>Name[A, B]</c> or <c>Name&lt;A, B&gt;</c>.</summary>
internal sealed class NamedTypeSyntax(SourceSpan span, Identifier? module, Identifier name, TypeSyntax[] arguments)
    : TypeSyntax(TypeSyntaxKind.Named, span)
{
    public readonly Identifier? Module = module;
    public readonly Identifier Name = name;
    public readonly TypeSyntax[] Arguments = arguments;
}

/// <summary><c>[T]</c> or <c>[T, N]</c>.</summary>
internal sealed class ArrayTypeSyntax(SourceSpan span, TypeSyntax element, Expression? length) : TypeSyntax(TypeSyntaxKind.Array, span)
{
    public readonly TypeSyntax Element = element;

    /// <summary>An <see cref="IntegerLiteral"/> or a <see cref="NameExpression"/>; null for <c>[T]</c>.</summary>
    public readonly Expression? Length = length;
}

/// <summary><c>fn(A, B) -> R</c>; without <c>-></c> there is no result.</summary>
internal sealed class FunctionTypeSyntax(SourceSpan span, TypeSyntax[] parameters, TypeSyntax? returnType)
    : TypeSyntax(TypeSyntaxKind.Function, span)
{
    public readonly TypeSyntax[] Parameters = parameters;
    public readonly TypeSyntax? ReturnType = returnType;
}
