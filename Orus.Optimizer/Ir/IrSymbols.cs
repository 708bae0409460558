using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Optimizer.Ir;

/// <summary>What the names in an IR text stand for. Unknown names are declared on first use, so that two texts read with the same symbols mean the same things.</summary>
internal sealed class IrSymbols
{
    public TypeTable Types { get; init; } = new();

    public Dictionary<string, TypedFunction> Functions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StructType> Structs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, EnumDefinition> Enums { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, GlobalVariable> Globals { get; } = new(StringComparer.Ordinal);

    public TypedFunction Function(string name)
    {
        if (!Functions.TryGetValue(name, out TypedFunction? function))
            Functions.Add(name, function = new TypedFunction(new FunctionSymbol(name, FunctionRole.Named, SourceSpan.None), SourceSpan.None));
        return function;
    }

    public StructType Struct(string name)
    {
        if (!Structs.TryGetValue(name, out StructType? type))
            Structs.Add(name, type = new StructType(name, "main"));
        return type;
    }

    public EnumDefinition Enum(string name)
    {
        if (!Enums.TryGetValue(name, out EnumDefinition? definition))
            Enums.Add(name, definition = new EnumDefinition(name, "main"));
        return definition;
    }

    public GlobalVariable Global(string name, int index)
    {
        if (!Globals.TryGetValue(name, out GlobalVariable? variable))
            Globals.Add(name, variable = new GlobalVariable(name, index));
        return variable;
    }
}
