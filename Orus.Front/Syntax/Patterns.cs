using Orus.Front.Checking;
using Orus.Front.Source;

namespace Orus.Front.Syntax;

internal enum PatternKind
{
    Wildcard,
    Literal,
    Constant,
    Variant,
}

internal abstract class Pattern(PatternKind kind, SourceSpan span)
{
    public readonly PatternKind Kind = kind;
    public readonly SourceSpan Span = span;
}

/// <summary><c>_</c></summary>
internal sealed class WildcardPattern(SourceSpan span) : Pattern(PatternKind.Wildcard, span);

/// <summary>A number (a minus before a float or a number that is not decimal makes it a unary expression), string, <c>true</c> or <c>false</c>.</summary>
internal sealed class LiteralPattern(SourceSpan span, Expression value) : Pattern(PatternKind.Literal, span)
{
    public readonly Expression Value = value;
}

/// <summary>A bare name, legal if it names a constant.</summary>
internal sealed class ConstantPattern(Identifier name) : Pattern(PatternKind.Constant, name.Span)
{
    public readonly Identifier Name = name;

    /// <summary>Set by name resolution.</summary>
    public Symbol? Symbol;
}

/// <summary><c>Enum.Variant(a, _)</c> or <c>module.Enum.Variant(a, _)</c>.</summary>
internal sealed class VariantPattern(
    SourceSpan span, Identifier? module, Identifier enumName, Identifier variant, SourceSpan openSpan, Identifier[] bindings)
    : Pattern(PatternKind.Variant, span)
{
    public readonly Identifier? Module = module;
    public readonly Identifier EnumName = enumName;
    public readonly Identifier Variant = variant;

    /// <summary>The <c>(</c>; none if the pattern has no payload list.</summary>
    public readonly SourceSpan OpenSpan = openSpan;

    /// <summary>The payload names; <c>_</c> binds nothing.</summary>
    public readonly Identifier[] Bindings = bindings;

    /// <summary>The enum; set by name resolution.</summary>
    public TypeSymbol? Enum;

    /// <summary>Parallel to <see cref="Bindings"/>, null for <c>_</c>; set by name resolution.</summary>
    public VariableSymbol?[] Symbols = [];

    public bool HasList => !OpenSpan.IsNone;
}
