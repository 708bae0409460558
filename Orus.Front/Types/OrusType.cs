using System;
using System.Collections.Generic;
using Orus.Front.Typed;

namespace Orus.Front.Types;

/// <summary>What shape of type an <see cref="OrusType"/> is; also the tag a value of that type carries at run time.</summary>
public enum TypeKind : byte
{
    /// <summary>Not known yet, or of an expression that failed; fits everything. Never reaches lowering.</summary>
    Unknown,
    Void,
    I32,
    I64,
    U32,
    U64,
    F64,
    Bool,
    String,
    Any,
    Error,
    RangeIterator,
    Array,
    Struct,
    Enum,
    Function,
    /// <summary>An inference variable (element type of <c>[]</c>, an undetermined enum argument).</summary>
    Open,
}

/// <summary>
/// A static type. Closed types (without inference variables inside) are interned by <see cref="TypeTable"/>, so that two
/// closed types of one program are equal exactly when they are the same object. The same objects serve as run-time type
/// descriptors (element type of an array, signature of a function value).
/// </summary>
public abstract class OrusType
{
    private protected OrusType(TypeKind kind) => Kind = kind;

    /// <summary>The shape of this type.</summary>
    public TypeKind Kind { get; }

    /// <summary>The type as a programmer writes it in an annotation, e.g. <c>[i32]</c> or <c>fn(i32) -&gt; bool</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Known to have no inference variable inside: a type without parts, or one that a <see cref="TypeTable"/> has interned.</summary>
    internal bool IsInterned { get; set; }

    public bool IsInteger => Kind is >= TypeKind.I32 and <= TypeKind.U64;

    public bool IsSigned => Kind is TypeKind.I32 or TypeKind.I64;

    public bool IsNumeric => Kind is >= TypeKind.I32 and <= TypeKind.F64;

    /// <summary>True for types whose values live in the 64-bit register bank.</summary>
    public bool IsScalar => Kind is >= TypeKind.I32 and <= TypeKind.Bool;

    public override string ToString() => Name;
}

/// <summary>A type without parts. The instances are shared by all programs and immutable.</summary>
public sealed class PrimitiveType : OrusType
{
    public static readonly PrimitiveType Unknown = new(TypeKind.Unknown, "?");
    public static readonly PrimitiveType Void = new(TypeKind.Void, "void");
    public static readonly PrimitiveType I32 = new(TypeKind.I32, "i32");
    public static readonly PrimitiveType I64 = new(TypeKind.I64, "i64");
    public static readonly PrimitiveType U32 = new(TypeKind.U32, "u32");
    public static readonly PrimitiveType U64 = new(TypeKind.U64, "u64");
    public static readonly PrimitiveType F64 = new(TypeKind.F64, "f64");
    public static readonly PrimitiveType Bool = new(TypeKind.Bool, "bool");
    public static readonly PrimitiveType String = new(TypeKind.String, "string");
    public static readonly PrimitiveType Any = new(TypeKind.Any, "any");
    public static readonly PrimitiveType Error = new(TypeKind.Error, "error");
    public static readonly PrimitiveType RangeIterator = new(TypeKind.RangeIterator, "range_iterator");

    private PrimitiveType(TypeKind kind, string name)
        : base(kind)
    {
        Name = name;
        IsInterned = true;
    }

    public override string Name { get; }
}

/// <summary><c>[T]</c>. A declared length <c>[T, N]</c> is checked by the front end and is not part of the type.</summary>
public sealed class ArrayType : OrusType
{
    internal ArrayType(OrusType element)
        : base(TypeKind.Array) => Element = element;

    public OrusType Element { get; }

    private string? _name;

    /// <summary>Kept for interned types: the names of deeply nested ones would add up.</summary>
    public override string Name => _name ?? (IsInterned ? _name = "[" + Element.Name + "]" : "[" + Element.Name + "]");
}

/// <summary>A field of a struct, at its slot.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Slot">Its position in declaration order, from 0.</param>
/// <param name="HasDefault">Whether a literal may omit it.</param>
public readonly record struct StructField(string Name, OrusType Type, int Slot, bool HasDefault);

/// <summary>A struct of one module. Identity is the object; two structs of one name in two modules are different types.</summary>
public sealed class StructType : OrusType
{
    public StructType(string name, string module)
        : base(TypeKind.Struct)
    {
        Name = name;
        Module = module;
        IsInterned = true;
    }

    public override string Name { get; }

    /// <summary>Dotted name of the declaring module, for diagnostics.</summary>
    public string Module { get; }

    /// <summary>The fields in declaration order; filled in once all type names are known.</summary>
    public StructField[] Fields { get; set; } = [];

    /// <summary>Default value of each field (module scope), or null where the field is mandatory. Parallel to <see cref="Fields"/>.</summary>
    public TypedExpression?[] Defaults { get; set; } = [];

    /// <summary>Instance methods by name, for method calls on <c>any</c>: instances whose parameters are typed, or take <c>any</c>.</summary>
    public Dictionary<string, TypedFunction> DynamicMethods { get; } = new(StringComparer.Ordinal);
}

/// <summary>One variant of an enum declaration. Payload types may be type parameters of the declaration, see <see cref="EnumDefinition.Parameters"/>.</summary>
/// <param name="Name">The variant's name.</param>
/// <param name="Index">Its position in declaration order, from 0: the tag of its values.</param>
/// <param name="PayloadCount">How many payload values it carries.</param>
public sealed record EnumVariant(string Name, int Index, int PayloadCount);

/// <summary>An enum declaration, shared by all its instantiations.</summary>
public sealed class EnumDefinition(string name, string module)
{
    public string Name { get; } = name;

    public string Module { get; } = module;

    /// <summary>Names of the type parameters; empty for a plain enum.</summary>
    public string[] Parameters { get; set; } = [];

    public EnumVariant[] Variants { get; set; } = [];

    /// <summary>
    /// Payload types per variant as values are stored, the same for all instantiations: declared types with <c>any</c> in place of each type parameter. Set with <see cref="Variants"/>.
    /// </summary>
    public OrusType[][] StoredPayloads { get; set; } = [];

    /// <summary>The payload types for given type arguments.</summary>
    internal Func<OrusType[], OrusType[][]>? PayloadsOf { get; set; }

    /// <summary>Instance methods by name, as <see cref="StructType.DynamicMethods"/>.</summary>
    public Dictionary<string, TypedFunction> DynamicMethods { get; } = new(StringComparer.Ordinal);
}

/// <summary>An enum, instantiated with type arguments if it is generic. The run-time check of an enum type compares <see cref="Definition"/> only.</summary>
public sealed class EnumType : OrusType
{
    private OrusType[][]? _payloads;

    internal EnumType(EnumDefinition definition, OrusType[] arguments)
        : base(TypeKind.Enum)
    {
        Definition = definition;
        Arguments = arguments;
    }

    public EnumDefinition Definition { get; }

    public OrusType[] Arguments { get; }

    /// <summary>Payload types per variant with the arguments filled in; made on first use, since payloads may be recursive.</summary>
    public OrusType[][] Payloads
    {
        get => _payloads ??= Definition.PayloadsOf?.Invoke(Arguments) ?? [];
        set => _payloads = value;
    }

    public override string Name => Arguments.Length == 0 ? Definition.Name : Definition.Name + "[" + TypeTable.Join(Arguments) + "]";
}

/// <summary><c>fn(A, B) -&gt; R</c>; the result is <see cref="PrimitiveType.Void"/> where none is written.</summary>
public sealed class FunctionType : OrusType
{
    internal FunctionType(OrusType[] parameters, OrusType result)
        : base(TypeKind.Function)
    {
        Parameters = parameters;
        Result = result;
    }

    public OrusType[] Parameters { get; }

    public OrusType Result { get; }

    public override string Name => "fn(" + TypeTable.Join(Parameters) + ")" + (Result.Kind == TypeKind.Void ? "" : " -> " + Result.Name);
}

/// <summary>An inference variable. Unbound ones at the end of checking count as <c>any</c>.</summary>
public sealed class OpenType : OrusType
{
    public OpenType()
        : base(TypeKind.Open)
    {
    }

    /// <summary>What the variable was bound to, or null; may itself be open.</summary>
    public OrusType? Binding { get; set; }

    public override string Name => Binding?.Name ?? "any";
}
