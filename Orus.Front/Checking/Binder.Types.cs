using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Syntax;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Types as written.</summary>
internal sealed partial class Binder
{
    /// <summary>The type parameters of the enum whose payloads are being resolved.</summary>
    private Dictionary<string, OrusType>? _typeParameters;

    private OrusType ResolveType(TypeSyntax syntax, bool mayBeVoid = false)
    {
        OrusType type = syntax switch
        {
            NamedTypeSyntax named => ResolveNamed(named),
            ArrayTypeSyntax array => ResolveArray(array),
            FunctionTypeSyntax function => ResolveFunction(function),
            _ => throw new InvalidOperationException(),
        };
        if (type.Kind == TypeKind.Void && !mayBeVoid)
        {
            Error(DiagnosticCode.TypeMismatch, syntax.Span, "`void` is no type for a value", "leave the type out, or name the type of the value.");
            type = PrimitiveType.Unknown;
        }
        syntax.Resolved = type;
        return type;
    }

    private OrusType ResolveArray(ArrayTypeSyntax syntax)
    {
        if (syntax.Length is { } length)
        {
            if (length is NameExpression)
                BindExpression(length);
            DeclaredLengths.Add((syntax, _function));
        }
        OrusType element = ResolveType(syntax.Element);
        return element.Kind == TypeKind.Unknown ? element : _types.Array(element);
    }

    private OrusType ResolveFunction(FunctionTypeSyntax syntax)
    {
        OrusType[] parameters = new OrusType[syntax.Parameters.Length];
        bool isKnown = true;
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = ResolveType(syntax.Parameters[i]);
            isKnown &= parameters[i].Kind != TypeKind.Unknown;
        }
        OrusType result = syntax.ReturnType is { } returnType ? ResolveType(returnType, mayBeVoid: true) : PrimitiveType.Void;
        return isKnown && result.Kind != TypeKind.Unknown ? _types.Function(parameters, result) : PrimitiveType.Unknown;
    }

    private OrusType ResolveNamed(NamedTypeSyntax syntax)
    {
        OrusType[] arguments = new OrusType[syntax.Arguments.Length];
        bool isKnown = true;
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = ResolveType(syntax.Arguments[i]);
            isKnown &= arguments[i].Kind != TypeKind.Unknown;
        }
        if (syntax.Module is null)
        {
            if (_typeParameters is not null && _typeParameters.TryGetValue(syntax.Name.Text, out OrusType? parameter))
                return parameter;
            if (Builtins.Type(syntax.Name.Text) is { } primitive)
                return arguments.Length == 0 ? primitive : WrongArguments(syntax, 0);
        }
        if (ResolveTypeName(syntax.Module, syntax.Name) is not { } symbol)
            return PrimitiveType.Unknown;
        int expected = symbol.EnumSyntax?.TypeParameters.Length ?? 0;
        if (arguments.Length == 0 && expected > 0)
        {
            arguments = new OrusType[expected];
            Array.Fill(arguments, PrimitiveType.Any);
        }
        if (arguments.Length != expected)
            return WrongArguments(syntax, expected);
        return !isKnown ? PrimitiveType.Unknown : symbol.Struct is { } type ? type : _types.Enum(symbol.Enum!, arguments, out _);
    }

    private PrimitiveType WrongArguments(NamedTypeSyntax syntax, int expected)
    {
        Error(DiagnosticCode.UnknownType, syntax.Name.Span, $"`{syntax.Name.Text}` takes {expected} type arguments, not {syntax.Arguments.Length}");
        return PrimitiveType.Unknown;
    }

    /// <summary>The struct or enum of a name; reports a name that is none.</summary>
    private TypeSymbol? ResolveTypeName(Identifier? module, Identifier name)
    {
        Symbol? symbol;
        if (module is { } qualifier)
        {
            symbol = Resolve(qualifier);
            if (symbol is null)
                return null;
            if (symbol is not NamespaceSymbol { Module: Module used })
            {
                Error(DiagnosticCode.UnknownType, qualifier.Span, $"`{qualifier.Text}` is not a module", "only names of modules may stand before the `.` of a type.");
                return null;
            }
            symbol = Exported(used, name);
            if (symbol is null)
                return null;
        }
        else
        {
            symbol = Find(name.Text);
        }
        if (symbol is AmbiguousSymbol)
            return Use(symbol, name, isCallee: false) as TypeSymbol;
        if (symbol is TypeSymbol type)
            return type;
        ReportUnknownType(name);
        return null;
    }

    private IEnumerable<string> VisibleTypes()
    {
        foreach (string builtin in Builtins.TypeNames)
            yield return builtin;
        foreach (string visible in _scopes.VisibleNames)
        {
            if (_scopes.Find(visible) is TypeSymbol)
                yield return visible;
        }
    }

    private void ReportUnknownType(Identifier name)
    {
        string? near = ForeignSpelling.OfType(name.Text) ?? _diagnostics.Nearest(name.Text, VisibleTypes());
        Error(DiagnosticCode.UnknownType, name.Span, $"there is no type `{name.Text}`", near is null ? null : $"did you mean `{near}`?");
    }
}
