using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Modules;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>What a module declares for all of its text: imports, types, functions, methods, constants.</summary>
internal sealed partial class Binder
{
    private void Predeclare(Module module)
    {
        Statement[] statements = module.Syntax.Statements;
        foreach (Statement statement in statements)
        {
            if (statement is UseStatement use && module.Uses.TryGetValue(use, out Module? used))
                Import(use, used);
        }
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case StructStatement { Name: var name } structSyntax:
                    Declare(new TypeSymbol(name.Text, name.Span, module)
                    {
                        StructSyntax = structSyntax,
                        Struct = new StructType(name.Text, module.Name),
                        IsPublic = structSyntax.IsPublic,
                        ConstructionEntry = MakeGroup(name),
                    });
                    break;
                case EnumStatement { Name: var name } enumSyntax:
                    Declare(new TypeSymbol(name.Text, name.Span, module)
                    {
                        EnumSyntax = enumSyntax,
                        Enum = new EnumDefinition(name.Text, module.Name),
                        IsPublic = enumSyntax.IsPublic,
                        ConstructionEntry = MakeGroup(name),
                    });
                    break;
                case FunctionStatement function:
                    FunctionEntry entry = MakeEntry(function.Function, FunctionRole.Named, null);
                    entry.IsPublic = function.IsPublic;
                    Declare(entry);
                    break;
                case DeclarationStatement { Form: DeclarationForm.Constant } constant:
                    PredeclareConstant(constant);
                    break;
            }
        }
        foreach (Statement statement in statements)
        {
            if (statement is StructStatement structSyntax)
                DefineFields(structSyntax);
            else if (statement is EnumStatement enumSyntax)
                DefineVariants(enumSyntax);
            else if (statement is ImplStatement impl)
                PredeclareMethods(impl);
        }
    }

    private void PredeclareConstant(DeclarationStatement constant)
    {
        VariableSymbol symbol = new(constant.Name.Text, constant.Name.Span, VariableKind.Constant, _function, constant.Type)
        {
            Statement = constant,
            IsPublic = constant.IsPublic,
        };
        MakeGlobal(symbol);
        constant.Symbol = symbol;
        if (constant.Type is { } type)
            ResolveType(type);
        if (!IsConstantName(constant.Name.Text))
        {
            Error(DiagnosticCode.InvalidName, constant.Name.Span, $"the constant `{constant.Name.Text}` must be written in upper case",
                $"name it `{constant.Name.Text.TrimStart('_').ToUpperInvariant()}`, or declare a variable with `=`.");
        }
        Declare(symbol);
    }

    private static bool IsConstantName(string name)
    {
        if (name[0] is < 'A' or > 'Z')
            return false;
        foreach (char c in name)
        {
            if (c is not ((>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_'))
                return false;
        }
        return true;
    }

    // ---- Imports ------------------------------------------------------------------------------------------------------

    private void Import(UseStatement use, Module used)
    {
        if (use.BindsNamespace)
        {
            Identifier name = use.Alias ?? use.Path[^1];
            if (_scopes.Find(name.Text) is not NamespaceSymbol { Module: var known } || known != used)
                Declare(new NamespaceSymbol(name.Text, name.Span, used));
            return;
        }
        if (use.IsWildcard)
        {
            foreach ((string name, Symbol symbol) in used.Members)
            {
                if (Module.IsPublic(symbol))
                    ImportByStar(name, symbol, used);
            }
            return;
        }
        foreach (ImportedName imported in use.Names)
        {
            if (Exported(used, imported.Name) is { } symbol)
                DeclareImported(imported.Local, symbol);
        }
    }

    private void ImportByStar(string name, Symbol symbol, Module used)
    {
        if (!_starNames.TryGetValue(name, out Symbol? other))
            _starNames.Add(name, symbol);
        else if (other != symbol && other is not AmbiguousSymbol)
            _starNames[name] = new AmbiguousSymbol(name, ModuleOf(other), used.Name);
    }

    private static string ModuleOf(Symbol symbol) => symbol switch
    {
        VariableSymbol variable => variable.Owner.Module.Name,
        FunctionEntry function => function.Module.Name,
        TypeSymbol type => type.Module?.Name ?? "",
        _ => "",
    };

    private void DeclareImported(Identifier local, Symbol symbol)
    {
        if (_scopes.Find(local.Text, out int depth) is { } other && depth >= ModuleDepth)
        {
            if (other != symbol)
                Error(DiagnosticCode.AlreadyDeclared, local.Span, $"`{local.Text}` is already declared", "import it under another name with `as`.");
            return;
        }
        _scopes.Add(_scopes.Current, local.Text, symbol);
        (_module.Imported ??= new(StringComparer.Ordinal)).Add(local.Text, symbol);
    }

    /// <summary>A public name of a module; reports one that is missing or private.</summary>
    private Symbol? Exported(Module module, Identifier name)
    {
        if (module.Members.TryGetValue(name.Text, out Symbol? symbol) && Module.IsPublic(symbol))
            return symbol;
        List<string> exports = [];
        foreach ((string candidate, Symbol member) in module.Members)
        {
            if (Module.IsPublic(member))
                exports.Add(candidate);
        }
        string? help = symbol is not null ? $"mark its declaration in `{module.Name}` with `pub`."
            : _diagnostics.Nearest(name.Text, exports) is { } near ? $"did you mean `{near}`?" : null;
        Error(DiagnosticCode.NotExported, name.Span, $"module '{module.Name}' does not export '{name.Text}'", help);
        return null;
    }

    // ---- Types --------------------------------------------------------------------------------------------------------

    private void DefineFields(StructStatement syntax)
    {
        if (_scopes.Find(syntax.Name.Text) is not TypeSymbol { Struct: { } type } symbol || symbol.StructSyntax != syntax)
            return;
        StructField[] fields = new StructField[syntax.Fields.Length];
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int i = 0; i < fields.Length; i++)
        {
            FieldSyntax field = syntax.Fields[i];
            if (!names.Add(field.Name.Text))
                Error(DiagnosticCode.AlreadyDeclared, field.Name.Span, $"`{symbol.Name}` already has a field `{field.Name.Text}`");
            fields[i] = new StructField(field.Name.Text, ResolveType(field.Type), i, field.Default is not null);
        }
        type.Fields = fields;
        type.Defaults = new TypedExpression?[fields.Length];
    }

    private void DefineVariants(EnumStatement syntax)
    {
        if (_scopes.Find(syntax.Name.Text) is not TypeSymbol { Enum: { } definition } symbol || symbol.EnumSyntax != syntax)
            return;
        Dictionary<string, OrusType> parameters = new(StringComparer.Ordinal);
        OpenType[] placeholders = new OpenType[syntax.TypeParameters.Length];
        definition.Parameters = new string[placeholders.Length];
        for (int i = 0; i < placeholders.Length; i++)
        {
            Identifier name = syntax.TypeParameters[i];
            definition.Parameters[i] = name.Text;
            placeholders[i] = new OpenType();
            if (!parameters.TryAdd(name.Text, placeholders[i]))
                Error(DiagnosticCode.AlreadyDeclared, name.Span, $"`{symbol.Name}` already has a type parameter `{name.Text}`");
        }

        EnumVariant[] variants = new EnumVariant[syntax.Variants.Length];
        OrusType[][] payloads = new OrusType[variants.Length][];
        HashSet<string> names = new(StringComparer.Ordinal);
        _typeParameters = parameters;
        for (int i = 0; i < variants.Length; i++)
        {
            VariantSyntax variant = syntax.Variants[i];
            if (!names.Add(variant.Name.Text))
                Error(DiagnosticCode.AlreadyDeclared, variant.Name.Span, $"`{symbol.Name}` already has a variant `{variant.Name.Text}`");
            variants[i] = new EnumVariant(variant.Name.Text, i, variant.Payloads.Length);
            payloads[i] = new OrusType[variant.Payloads.Length];
            for (int k = 0; k < variant.Payloads.Length; k++)
                payloads[i][k] = ResolveType(variant.Payloads[k].Type);
        }
        _typeParameters = null;
        definition.Variants = variants;
        definition.PayloadsOf = arguments => placeholders.Length == 0 ? payloads : Substitute(payloads, placeholders, arguments);
        OrusType[] anys = new OrusType[placeholders.Length];
        Array.Fill(anys, PrimitiveType.Any);
        definition.StoredPayloads = definition.PayloadsOf(anys);
        BareType(symbol);
    }

    /// <summary>Stands for several functions in the analysis of initialisation: whatever refers to it refers to all of them.</summary>
    private FunctionEntry MakeGroup(Identifier name) => new(new FunctionSymbol(name.Text, FunctionRole.Named, name.Span), null, _module, null);

    private OrusType[][] Substitute(OrusType[][] payloads, OpenType[] placeholders, OrusType[] arguments)
    {
        OrusType[][] result = new OrusType[payloads.Length][];
        for (int i = 0; i < result.Length; i++)
            result[i] = SubstituteAll(payloads[i], placeholders, arguments);
        return result;
    }

    private OrusType[] SubstituteAll(OrusType[] types, OpenType[] placeholders, OrusType[] arguments)
    {
        OrusType[] result = new OrusType[types.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = Substitute(types[i], placeholders, arguments);
        return result;
    }

    private OrusType Substitute(OrusType type, OpenType[] placeholders, OrusType[] arguments) => type switch
    {
        OpenType placeholder => arguments[Array.IndexOf(placeholders, placeholder)],
        ArrayType array => _types.Array(Substitute(array.Element, placeholders, arguments)),
        FunctionType function =>
            _types.Function(SubstituteAll(function.Parameters, placeholders, arguments), Substitute(function.Result, placeholders, arguments)),
        EnumType { Arguments.Length: > 0 } generic => _types.Enum(generic.Definition, SubstituteAll(generic.Arguments, placeholders, arguments), out _),
        _ => type,
    };

    // ---- Functions ----------------------------------------------------------------------------------------------------

    private FunctionEntry MakeEntry(FunctionSyntax syntax, FunctionRole role, FunctionEntry? parent)
    {
        FunctionEntry entry = new(new FunctionSymbol(syntax.Name?.Text ?? "", role, syntax.NameSpan), syntax, _module, parent);
        syntax.Entry = entry;
        return entry;
    }

    private void PredeclareMethods(ImplStatement impl)
    {
        Identifier name = impl.TypeName;
        Symbol? symbol = Find(name.Text);
        bool isKept = symbol is TypeSymbol { Module: { IsCommitted: true, Name: "main" } };
        if (symbol is TypeSymbol owner && owner.Module != _module && !isKept)
            Error(DiagnosticCode.InvalidSyntax, name.Span, $"`{name.Text}` belongs to another module", "`impl` must stand in the module that declares the type.");
        else if (symbol is not TypeSymbol)
            ReportUnknownType(name);
        TypeSymbol? type = symbol as TypeSymbol;
        foreach (FunctionStatement method in impl.Methods)
        {
            FunctionEntry entry = MakeEntry(method.Function, FunctionRole.Method, null);
            entry.MethodOf = type;
            if (type is null)
                continue;
            type.ConstructionEntry?.References.Add(entry);
            if (isKept)
            {
                _replacedMethods.Add((type, entry.Name, type.Methods.GetValueOrDefault(entry.Name)));
                type.Methods[entry.Name] = entry;
            }
            else if (!type.Methods.TryAdd(entry.Name, entry))
            {
                Error(DiagnosticCode.AlreadyDeclared, method.Name.Span, $"`{type.Name}` already has a method `{entry.Name}`");
            }
            if (!_methodsByName.TryGetValue(entry.Name, out FunctionEntry? sameName))
                _methodsByName.Add(entry.Name, sameName = MakeGroup(method.Name));
            sameName.References.Add(entry);
        }
    }

    /// <summary>Methods that a snippet gave to types of earlier ones, with those that they replace.</summary>
    private readonly List<(TypeSymbol Type, string Name, FunctionEntry? Old)> _replacedMethods = [];

    /// <summary>Takes back what the modules changed in declarations of earlier snippets.</summary>
    public void Undo()
    {
        foreach ((TypeSymbol type, string name, FunctionEntry? old) in _replacedMethods)
        {
            if (old is null)
                type.Methods.Remove(name);
            else
                type.Methods[name] = old;
        }
    }

    /// <summary>Resolves a function: its signature, then its body, in a scope of its own.</summary>
    private void BindFunction(FunctionEntry entry)
    {
        FunctionSyntax syntax = entry.Syntax!;
        (FunctionEntry outer, FunctionEntry? outerAnalysed) = (_function, _analysed);
        if (entry.Parent is null)
            _analysed = entry;
        _function = entry;
        _mutableDepth++;
        _scopes.Push();
        int split = OpenSplit();

        entry.Parameters = new VariableSymbol[syntax.Parameters.Length];
        for (int i = 0; i < entry.Parameters.Length; i++)
        {
            ParameterSyntax parameter = syntax.Parameters[i];
            bool isSelf = i == 0 && entry.MethodOf is not null && parameter.Name.Text == "self";
            if (parameter.Type is { } type)
                ResolveType(type);
            else
                entry.HasUntypedParameters |= !isSelf;
            entry.Parameters[i] = DeclareLocal(parameter.Name, isSelf ? VariableKind.Self : VariableKind.Parameter, parameter.Type);
        }
        if (syntax.ReturnType is { } returnType)
            ResolveType(returnType, mayBeVoid: true);
        BindStatements(syntax.Body.Statements);
        syntax.Body.BranchVariables = [.. _scopes.Current.BranchVariables];

        DiscardSplit(split);
        _scopes.Pop();
        _mutableDepth--;
        _function = outer;
        _analysed = outerAnalysed;
        entry.IsResolved = true;
        if (entry.InnerReferences is { } references)
            PropagateCaptures(entry, references);
    }

    private static void PropagateCaptures(FunctionEntry entry, List<FunctionEntry> references)
    {
        foreach (FunctionEntry inner in references)
        {
            foreach (VariableSymbol captured in entry.Captures)
                Capture(captured, inner);
        }
    }
}
