using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Functions as values.</summary>
internal sealed partial class Checker
{
    /// <summary>A function expression; missing types come from the expected function type, else parameters are <c>any</c>.</summary>
    private TypedExpression InferFunction(FunctionSyntax syntax, FunctionType? expected)
    {
        FunctionEntry entry = syntax.Entry!;
        if (expected is not null && expected.Parameters.Length != entry.Parameters.Length)
            expected = null;
        Instance instance = expected is null ? ValueInstance(entry) : ExpectedInstance(entry, expected);
        return MakeFunctionValue(instance, syntax.FnSpan);
    }

    /// <summary>The instance that a function is as a value where nothing is expected of it: untyped, it takes and returns <c>any</c>.</summary>
    private Instance ValueInstance(FunctionEntry function)
    {
        bool returnsAny = function.HasUntypedParameters && DeclaredResult(function) is null;
        return Request(function, AnyParameters(function), null, function.Span, returnsAny);
    }

    private Instance ExpectedInstance(FunctionEntry function, FunctionType expected)
    {
        OrusType[] parameters = new OrusType[function.Parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = DeclaredParameter(function, i) ?? types.Close(expected.Parameters[i]);
        OrusType? result = DeclaredResult(function) is not null ? null : types.Close(expected.Result);
        return Request(function, parameters, result, function.Span);
    }

    private TypedExpression MakeFunctionValue(Instance instance, SourceSpan span)
    {
        OrusType result = ResultOf(instance);
        EnsureChecked(instance);
        if (result.Kind == TypeKind.Unknown)
            return Erroneous(span);
        FunctionType type = types.Function(instance.ParameterTypes, result);
        instance.Typed.Signature = type;
        return instance.Entry.TypedSymbol.Role switch
        {
            FunctionRole.Anonymous => new TypedClosure(instance.Typed, type, span),
            FunctionRole.Nested => NestedValue(instance, type, span),
            _ => new TypedFunctionValue(instance.Typed, type, span),
        };
    }

    /// <summary>A named function as a value.</summary>
    private TypedExpression FunctionValue(FunctionEntry function, FunctionType? expected, SourceSpan span)
    {
        bool adapts = expected is not null && function.HasUntypedParameters && expected.Parameters.Length == function.Parameters.Length;
        Instance instance = adapts ? ExpectedInstance(function, expected!) : ValueInstance(function);
        return MakeFunctionValue(instance, span);
    }

    /// <summary>The closure that a nested function's declaration made; a use of another type makes one of its own.</summary>
    private TypedExpression NestedValue(Instance instance, FunctionType type, SourceSpan span) =>
        UseAsValue(instance.Entry, instance) is { } variable
            ? new TypedLocalRead(variable, span)
            : new TypedClosure(instance.Typed, type, span);

    /// <summary>Variables that hold the closures of nested functions.</summary>
    private readonly HashSet<LocalVariable> _functionVariables = [];

    private LocalVariable? UseAsValue(FunctionEntry function, Instance instance)
    {
        if (function.ValueVariable is not { } symbol || ListOf(function, out _).Node is not { } node)
            return null;
        LocalVariable variable = LocalOf(symbol);
        _functionVariables.Add(variable);
        node.Variable = variable;
        node.ValueInstance ??= instance.Typed;
        if (node.ValueInstance != instance.Typed)
            return null;
        variable.Type = types.Function(instance.ParameterTypes, instance.Result);
        return variable;
    }

    private void DeclareNested(FunctionStatement statement)
    {
        FunctionEntry entry = statement.Function.Entry!;
        TypedNestedFunction node = new(entry.TypedSymbol, statement.Span);
        ListOf(entry, out _).Node = node;
        if (entry.ValueVariable is { } symbol)
            node.Variable = MakeLocal(symbol, PrimitiveType.Unknown, _instance);
        _out.Add(node);
        if (!entry.HasUntypedParameters)
            CheckDeclared(entry);
    }

    /// <summary>A function without untyped parameters is checked where it is declared.</summary>
    private void CheckDeclared(FunctionEntry entry)
    {
        if (!entry.HasUntypedParameters)
            EnsureChecked(Request(entry, AnyParameters(entry), null, SourceSpan.None));
    }
}
