using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>The names that every program knows unless it declares them itself.</summary>
internal sealed class Builtins
{
    private readonly Dictionary<string, Symbol> _symbols = new(StringComparer.Ordinal);

    public Builtins()
    {
        Add("len", BuiltinFunction.Len);
        Add("push", BuiltinFunction.Push);
        Add("pop", BuiltinFunction.Pop);
        Add("sorted", BuiltinFunction.Sorted);
        Add("range", BuiltinFunction.Range);
        Add("input", BuiltinFunction.Input);
        Add("int", BuiltinFunction.Int);
        Add("float", BuiltinFunction.Float);
        Add("typeof", BuiltinFunction.TypeOf);
        Add("istype", BuiltinFunction.IsType);
        Add("timestamp", BuiltinFunction.Timestamp);
        Add("assert_eq", BuiltinFunction.AssertEq);
        _symbols.Add("Result", MakeResult());
    }

    public IEnumerable<string> Names => _symbols.Keys;

    public Symbol? Find(string name) => _symbols.GetValueOrDefault(name);

    /// <summary>The type that a builtin name means wherever a type is expected, or null.</summary>
    public static PrimitiveType? Type(string name) => name switch
    {
        "i32" => PrimitiveType.I32,
        "i64" => PrimitiveType.I64,
        "u32" => PrimitiveType.U32,
        "u64" => PrimitiveType.U64,
        "f64" => PrimitiveType.F64,
        "bool" => PrimitiveType.Bool,
        "string" or "str" => PrimitiveType.String,
        "any" => PrimitiveType.Any,
        "void" => PrimitiveType.Void,
        "error" => PrimitiveType.Error,
        _ => null,
    };

    /// <summary>The names of <see cref="Type"/>, for suggestions.</summary>
    public static readonly string[] TypeNames = ["i32", "i64", "u32", "u64", "f64", "bool", "string", "str", "any", "void", "error"];

    private void Add(string name, BuiltinFunction function) => _symbols.Add(name, new BuiltinSymbol(name, function));

    private static TypeSymbol MakeResult()
    {
        EnumDefinition definition = new("Result", "")
        {
            Variants = [new EnumVariant("Ok", 0, 1), new EnumVariant("Err", 1, 1)],
            StoredPayloads = [[PrimitiveType.Any], [PrimitiveType.String]],
        };
        definition.PayloadsOf = _ => definition.StoredPayloads;
        return new TypeSymbol("Result", SourceSpan.None, null) { Enum = definition };
    }
}
