using Orus.Front.Source;

namespace Orus.Front.Syntax;

/// <summary><c>use a.b.c as n</c>, <c>use m: *</c> or <c>use m: a, b as c</c>.</summary>
internal sealed class UseStatement(
    SourceSpan span, Identifier[] path, Identifier? alias, SourceSpan wildcardSpan, ImportedName[] names)
    : Statement(StatementKind.Use, span)
{
    /// <summary>The segments of the module's path; at least one.</summary>
    public readonly Identifier[] Path = path;
    public readonly Identifier? Alias = alias;

    /// <summary>The <c>*</c>; none if the form has none.</summary>
    public readonly SourceSpan WildcardSpan = wildcardSpan;

    /// <summary>The names after <c>:</c>; empty if the module is bound as a namespace or all names are taken.</summary>
    public readonly ImportedName[] Names = names;

    public bool IsWildcard => !WildcardSpan.IsNone;

    /// <summary>Whether the statement binds a namespace: the alias, or the last segment of the path.</summary>
    public bool BindsNamespace => !IsWildcard && Names.Length == 0;

    /// <summary>The whole path, as the user reads it.</summary>
    public SourceSpan PathSpan => Path[0].Span.To(Path[^1].Span);
}

internal sealed class ImportedName(Identifier name, Identifier? alias)
{
    public readonly Identifier Name = name;
    public readonly Identifier? Alias = alias;

    /// <summary>The name that the import binds.</summary>
    public Identifier Local => Alias ?? Name;
}

internal sealed class FunctionStatement(SourceSpan span, bool isPublic, FunctionSyntax function) : Statement(StatementKind.Function, span)
{
    public readonly bool IsPublic = isPublic;
    public readonly FunctionSyntax Function = function;

    public Identifier Name => Function.Name!.Value;
}

internal sealed class StructStatement(SourceSpan span, bool isPublic, Identifier name, FieldSyntax[] fields)
    : Statement(StatementKind.Struct, span)
{
    public readonly bool IsPublic = isPublic;
    public readonly Identifier Name = name;
    public readonly FieldSyntax[] Fields = fields;
}

internal sealed class FieldSyntax(Identifier name, TypeSyntax type, Expression? defaultValue)
{
    public readonly Identifier Name = name;
    public readonly TypeSyntax Type = type;
    public readonly Expression? Default = defaultValue;
}

internal sealed class EnumStatement(
    SourceSpan span, bool isPublic, Identifier name, Identifier[] typeParameters, VariantSyntax[] variants)
    : Statement(StatementKind.Enum, span)
{
    public readonly bool IsPublic = isPublic;
    public readonly Identifier Name = name;
    public readonly Identifier[] TypeParameters = typeParameters;
    public readonly VariantSyntax[] Variants = variants;
}

internal sealed class VariantSyntax(Identifier name, PayloadSyntax[] payloads)
{
    public readonly Identifier Name = name;
    public readonly PayloadSyntax[] Payloads = payloads;
}

/// <summary>A payload; its name is documentation.</summary>
internal sealed class PayloadSyntax(Identifier? name, TypeSyntax type)
{
    public readonly Identifier? Name = name;
    public readonly TypeSyntax Type = type;
}

internal sealed class ImplStatement(SourceSpan span, bool isPublic, Identifier typeName, FunctionStatement[] methods)
    : Statement(StatementKind.Impl, span)
{
    public readonly bool IsPublic = isPublic;
    public readonly Identifier TypeName = typeName;
    public readonly FunctionStatement[] Methods = methods;
}
