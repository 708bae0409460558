using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Optimizer.Lowering;

/// <summary>What lowering shares over the functions of one program.</summary>
/// <param name="types">The program's types.</param>
internal sealed class LoweringContext(TypeTable types)
{
    private readonly Dictionary<TypedFunction, ClosureTable> _closures = [];
    private readonly Dictionary<StructType, TypedFunction?[]> _defaults = [];

    public TypeTable Types { get; } = types;

    /// <summary>Keep every module variable in memory, as a session that adds code later needs.</summary>
    public bool KeepGlobals { get; init; }

    /// <summary>Test loops at their end, behind a guard, instead of at their start.</summary>
    public bool InvertLoops { get; init; } = true;

    /// <summary>The closures in the outermost function around <paramref name="function"/>.</summary>
    public ClosureTable ClosuresAround(TypedFunction function)
    {
        TypedFunction root = function;
        while (root.Parent is { } parent)
            root = parent;
        if (!_closures.TryGetValue(root, out ClosureTable? table))
            _closures.Add(root, table = new ClosureTable(root));
        return table;
    }

    /// <summary>The default value of a field as a function, for defaults that are nested too deep to be evaluated in place.</summary>
    public TypedFunction DefaultFunction(StructType type, int slot)
    {
        if (!_defaults.TryGetValue(type, out TypedFunction?[]? ofType))
            _defaults.Add(type, ofType = new TypedFunction?[type.Fields.Length]);
        ref TypedFunction? function = ref ofType[slot];
        if (function is null)
        {
            TypedExpression value = type.Defaults[slot]!;
            SourceSpan span = value.Span;
            OrusType result = Types.Close(type.Fields[slot].Type);
            function = new TypedFunction(new FunctionSymbol(type.Name, FunctionRole.Named, span), span)
            {
                Result = result,
                Signature = Types.Function([], result),
                Body = [new TypedReturn(value, span)],
            };
        }
        return function;
    }
}
