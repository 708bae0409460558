using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Members: fields, methods, variants, names of modules; construction of structs and enum values.</summary>
internal sealed partial class Checker
{
    private readonly Dictionary<object, TypeSymbol> _typeSymbols = [];

    private static bool IsNamespace(Expression receiver) => receiver is NameExpression { Symbol: NamespaceSymbol };

    /// <summary>Whether a receiver is a module or type rather than a value.</summary>
    private static bool IsQualifier(Expression receiver) => IsNamespace(receiver) || TypeOfReceiver(receiver) is not null;

    private static TypeSymbol? TypeOfReceiver(Expression? receiver) => receiver switch
    {
        NameExpression { Symbol: TypeSymbol type } => type,
        MemberExpression { Symbol: TypeSymbol type } => type,
        _ => null,
    };

    private static (TypeSymbol Type, EnumVariant Variant)? FindVariant(MemberExpression? member) =>
        TypeOfReceiver(member?.Receiver) is { Enum: not null } type && type.Variant(member!.Name.Text) is { } variant ? (type, variant) : null;

    /// <summary>The declaration behind a struct or enum type.</summary>
    private TypeSymbol? SymbolOf(OrusType type)
    {
        object? key = type switch
        {
            StructType structType => structType,
            EnumType enumType => enumType.Definition,
            _ => null,
        };
        return key is null ? null : _typeSymbols.GetValueOrDefault(key);
    }

    /// <summary>Makes the types of the modules known by their declarations.</summary>
    private void RegisterTypes()
    {
        foreach (Module module in _modules)
        {
            foreach (Symbol symbol in module.Members.Values)
            {
                if (symbol is TypeSymbol type)
                    _typeSymbols[(object?)type.Struct ?? type.Enum!] = type;
            }
        }
    }

    private TypedExpression InferMember(MemberExpression member) => InferMember(member, null);

    private TypedExpression InferMember(MemberExpression member, OrusType? expected)
    {
        Identifier name = member.Name;
        if (IsNamespace(member.Receiver))
        {
            if (member.Symbol is FunctionEntry function && expected is FunctionType type)
                return FunctionValue(function, type, name.Span);
            return InferName(member.Symbol, name);
        }
        if (TypeOfReceiver(member.Receiver) is { } owner)
        {
            if (owner.Enum is not null && owner.Variant(name.Text) is { } variant)
            {
                if (variant.PayloadCount == 0)
                    return MakeEnum(owner, variant, [], name.Span, name.Span, expected);
                Error(DiagnosticCode.ArgumentCount, name.Span, $"`{owner.Name}.{variant.Name}` takes {variant.PayloadCount} argument{(variant.PayloadCount == 1 ? "" : "s")}",
                    $"write `{owner.Name}.{variant.Name}(…)`.");
                return Erroneous(member.Span);
            }
            return UnknownMember(owner, name, isCall: false);
        }
        TypedExpression receiver = InferValue(member.Receiver);
        OrusType actual = FixOpen(receiver.Type);
        switch (actual)
        {
            case StructType structType:
                foreach (StructField field in structType.Fields)
                {
                    if (field.Name == name.Text)
                        return new TypedField(receiver, field, name.Span);
                }
                return UnknownField(structType, name);
            case { Kind: TypeKind.Any }:
                return new TypedDynamicField(receiver, name.Text, name.Span);
            case { Kind: TypeKind.Unknown }:
                return Erroneous(member.Span);
            case EnumType when SymbolOf(actual)?.Methods.ContainsKey(name.Text) == true:
                Error(DiagnosticCode.UnknownMember, name.Span, $"the method `{name.Text}` is not a value", $"call it: `.{name.Text}(…)`.");
                return Erroneous(member.Span);
            default:
                Error(DiagnosticCode.UnknownMember, name.Span, $"{WithArticle(types.Close(actual))} has no field `{name.Text}`",
                    actual.Kind == TypeKind.Enum ? "payloads are read by `match`." : HelpOnMember(actual, name.Text));
                return Erroneous(member.Span);
        }
    }

    private TypedErroneous UnknownField(StructType type, Identifier name)
    {
        TypeSymbol? symbol = SymbolOf(type);
        if (symbol?.Methods.ContainsKey(name.Text) == true)
        {
            Error(DiagnosticCode.UnknownMember, name.Span, $"the method `{name.Text}` is not a value", $"call it: `.{name.Text}(…)`.");
            return Erroneous(name.Span);
        }
        Error(DiagnosticCode.UnknownMember, name.Span, $"`{type.Name}` has no field `{name.Text}`", HelpOnField(type, name.Text));
        return Erroneous(name.Span);
    }

    private string? HelpOnField(StructType type, string name) =>
        MeantOrListed(type.Name, name, FieldNames(type));

    private static string? HelpOnMember(OrusType type, string name) =>
        type.Kind is TypeKind.Array or TypeKind.String ? ForeignSpelling.OfMember(name, type.Kind == TypeKind.Array) : null;

    private static List<string> FieldNames(StructType type)
    {
        List<string> names = [];
        foreach (StructField field in type.Fields)
            names.Add(field.Name);
        return names;
    }

    /// <summary>Names that a help line lists; of more, none.</summary>
    private const int MaxListed = 8;

    /// <summary>The name that may have been meant, or else the names that there are.</summary>
    private string? MeantOrListed(string owner, string name, List<string> names) =>
        DidYouMean(name, names) ?? (names.Count is > 0 and <= MaxListed ? $"`{owner}` has `{string.Join("`, `", names)}`." : null);

    private string? DidYouMean(string name, IEnumerable<string> candidates) => _bag.Nearest(name, candidates) is { } near ? $"did you mean `{near}`?" : null;

    private TypedErroneous UnknownMember(TypeSymbol owner, Identifier name, bool isCall)
    {
        if (!isCall && owner.Methods.ContainsKey(name.Text))
        {
            Error(DiagnosticCode.UnknownMember, name.Span, $"the method `{owner.Name}.{name.Text}` is not a value", $"call it: `{owner.Name}.{name.Text}(…)`.");
            return Erroneous(name.Span);
        }
        List<string> names = [.. owner.Methods.Keys];
        foreach (EnumVariant variant in owner.Enum?.Variants ?? [])
            names.Add(variant.Name);
        string what = owner.Enum is null ? "method" : "variant or method";
        Error(DiagnosticCode.UnknownMember, name.Span, $"`{owner.Name}` has no {what} `{name.Text}`", MeantOrListed(owner.Name, name.Text, names));
        return Erroneous(name.Span);
    }

    // ---- Calls --------------------------------------------------------------------------------------------------------

    private TypedExpression CallMember(MemberExpression member, CallExpression call, OrusType? expected)
    {
        Identifier name = member.Name;
        if (IsNamespace(member.Receiver))
        {
            switch (member.Symbol)
            {
                case FunctionEntry function:
                    return CallFunction(function, call, null);
                case VariableSymbol variable:
                    return CallValue(Read(variable, name.Span), call);
                case null:
                    InferAll(call.Arguments);
                    return Erroneous(call.Span);
                default:
                    return NotCallable(member.Symbol, call);
            }
        }
        if (TypeOfReceiver(member.Receiver) is { } owner)
        {
            if (owner.Enum is not null && owner.Variant(name.Text) is { } variant)
                return MakeEnum(owner, variant, call.Arguments, name.Span, call.OpenSpan, expected);
            if (owner.Methods.TryGetValue(name.Text, out FunctionEntry? associated))
                return CallFunction(associated, call, null);
            InferAll(call.Arguments);
            return UnknownMember(owner, name, isCall: true);
        }
        return CallMethod(member, InferValue(member.Receiver), call);
    }

    private TypedExpression CallMethod(MemberExpression member, TypedExpression receiver, CallExpression call)
    {
        Identifier name = member.Name;
        OrusType type = FixOpen(receiver.Type);
        if (type.Kind == TypeKind.Any)
        {
            _dynamicNames.Add(name.Text);
            return new TypedDynamicMethodCall(receiver, name.Text, InferAllAsAny(call.Arguments), name.Span);
        }
        TypeSymbol? symbol = SymbolOf(type);
        if (symbol is not null && symbol.Methods.TryGetValue(name.Text, out FunctionEntry? method))
        {
            if (method.IsInstanceMethod)
                return CallFunction(method, call, receiver);
            InferAll(call.Arguments);
            Error(DiagnosticCode.UnknownMember, name.Span, $"`{name.Text}` belongs to the type `{symbol.Name}`, not to its instances", $"call it as `{symbol.Name}.{name.Text}(…)`, or give it `self` as first parameter.");
            return Erroneous(call.Span);
        }
        if (type is StructType structType)
        {
            foreach (StructField field in structType.Fields)
            {
                if (field.Name == name.Text)
                    return CallValue(new TypedField(receiver, field, name.Span), call);
            }
        }
        InferAll(call.Arguments);
        if (type.Kind == TypeKind.Unknown)
            return Erroneous(call.Span);
        List<string> names = symbol is null ? [] : [.. symbol.Methods.Keys];
        string? help = HelpOnMember(type, name.Text) ?? MeantOrListed(symbol?.Name ?? "", name.Text, names);
        Error(DiagnosticCode.UnknownMember, name.Span, $"{WithArticle(types.Close(type))} has no method `{name.Text}`", help);
        return Erroneous(call.Span);
    }

    // ---- Construction -------------------------------------------------------------------------------------------------

    private TypedExpression MakeEnum(TypeSymbol owner, EnumVariant variant, Expression[] syntax, SourceSpan span, SourceSpan parenthesis, OrusType? expected)
    {
        if (syntax.Length != variant.PayloadCount)
        {
            InferAll(syntax);
            return CountError(parenthesis, $"`{owner.Name}.{variant.Name}`", variant.PayloadCount, syntax.Length);
        }
        EnumDefinition definition = owner.Enum!;
        EnumType type;
        if (expected is not null && TypeTable.Prune(expected) is EnumType wanted && wanted.Definition == definition)
        {
            type = wanted;
        }
        else
        {
            OrusType[] arguments = new OrusType[definition.Parameters.Length];
            for (int i = 0; i < arguments.Length; i++)
                arguments[i] = NewOpen();
            type = types.Enum(definition, arguments, out _);
        }
        OrusType[] payloads = syntax.Length == 0 ? [] : type.Payloads[variant.Index];
        TypedExpression[] values = new TypedExpression[syntax.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Check(syntax[i], payloads[i]);
        return new TypedEnumNew(type, definition, variant, values, span);
    }

    private TypedExpression InferStruct(StructLiteralExpression literal)
    {
        if (literal.Symbol?.Struct is not { } type)
        {
            foreach (FieldInitializer field in literal.Fields)
                InferValue(field.Value);
            if (literal.Symbol is not null)
                Error(DiagnosticCode.TypeMismatch, literal.Name.Span, $"`{literal.Name.Text}` is an enum, not a struct", $"name a variant: `{literal.Name.Text}.…`.");
            return Erroneous(literal.Span);
        }
        int[] slots = new int[literal.Fields.Length];
        TypedExpression[] values = new TypedExpression[slots.Length];
        bool[] isGiven = new bool[type.Fields.Length];
        bool isComplete = true;
        for (int i = 0; i < slots.Length; i++)
        {
            Identifier name = literal.Fields[i].Name;
            int slot = Array.FindIndex(type.Fields, field => field.Name == name.Text);
            if (slot < 0)
            {
                Error(DiagnosticCode.UnknownMember, name.Span, $"`{type.Name}` has no field `{name.Text}`", HelpOnField(type, name.Text));
                InferValue(literal.Fields[i].Value);
                isComplete = false;
                continue;
            }
            if (isGiven[slot])
            {
                Error(DiagnosticCode.FieldSet, name.Span, $"the field `{name.Text}` is given twice");
                isComplete = false;
            }
            isGiven[slot] = true;
            slots[i] = slot;
            values[i] = Check(literal.Fields[i].Value, type.Fields[slot].Type);
        }
        List<string> missing = [];
        foreach (StructField field in type.Fields)
        {
            if (!isGiven[field.Slot] && !field.HasDefault)
                missing.Add($"`{field.Name}`");
        }
        if (missing.Count > 0 && isComplete)
        {
            Error(DiagnosticCode.FieldSet, literal.Name.Span, $"`{type.Name}` needs {(missing.Count == 1 ? "the field" : "the fields")} {string.Join(", ", missing)}",
                "give every field that has no default.");
        }
        return isComplete && missing.Count == 0 ? new TypedStructNew(type, slots, values, literal.Span) : new TypedUnresolved(type, literal.Span);
    }

    /// <summary>The default values of a struct's fields.</summary>
    private void CheckDefaults(StructStatement statement)
    {
        if (_instance.Entry.Module.Members.GetValueOrDefault(statement.Name.Text) is not TypeSymbol { Struct: { } type } symbol || symbol.StructSyntax != statement)
            return;
        for (int i = 0; i < statement.Fields.Length; i++)
        {
            if (statement.Fields[i].Default is not { } value)
                continue;
            CheckLength(statement.Fields[i].Type, value);
            type.Defaults[i] = Check(value, type.Fields[i].Type);
        }
    }
}
