using Orus.Front.Types;

namespace Orus.Interp.Values;

/// <summary>Everything that may stand in the reference bank: heap values of the language, and the type tags of scalars in an <see cref="AnyValue"/>.</summary>
internal abstract class HeapObject
{
    /// <summary>The kind of type the value has; of a <see cref="TypeTag"/>: of the scalar it stands beside.</summary>
    public abstract TypeKind Kind { get; }
}

/// <summary>The tag of a scalar inside an <see cref="AnyValue"/>: one immutable object per kind, so that a type guard is one reference comparison.</summary>
internal sealed class TypeTag : HeapObject
{
    public static readonly TypeTag I32 = new(PrimitiveType.I32);
    public static readonly TypeTag I64 = new(PrimitiveType.I64);
    public static readonly TypeTag U32 = new(PrimitiveType.U32);
    public static readonly TypeTag U64 = new(PrimitiveType.U64);
    public static readonly TypeTag F64 = new(PrimitiveType.F64);
    public static readonly TypeTag Bool = new(PrimitiveType.Bool);

    private TypeTag(PrimitiveType type)
    {
        Type = type;
        Kind = type.Kind;
        TypeText = OrusString.Of(type.Name);
    }

    public PrimitiveType Type { get; }

    /// <summary>What <c>typeof</c> gives.</summary>
    public OrusString TypeText { get; }

    public override TypeKind Kind { get; }

    /// <summary>The tag of a scalar kind.</summary>
    public static TypeTag Of(TypeKind kind) => kind switch
    {
        TypeKind.I32 => I32,
        TypeKind.I64 => I64,
        TypeKind.U32 => U32,
        TypeKind.U64 => U64,
        TypeKind.F64 => F64,
        _ => Bool,
    };
}
