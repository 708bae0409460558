using Orus.Front.Types;

namespace Orus.Optimizer.Ir;

/// <summary>The machine-level type of a virtual register; selects the register bank and the opcode variant.</summary>
public enum IrType : byte
{
    None,
    I32,
    I64,
    U32,
    U64,
    F64,
    Bool,
    /// <summary>A heap object: string, array, struct, enum, function, error, iterator, cell.</summary>
    Ref,
    /// <summary>A dynamic value: a tag (or heap object) in the reference bank and 64 bits beside it.</summary>
    Any,
}

/// <summary>Properties of <see cref="IrType"/>.</summary>
public static class IrTypes
{
    /// <summary>The register type that holds values of a closed static type.</summary>
    public static IrType Of(OrusType type) => type.Kind switch
    {
        TypeKind.I32 => IrType.I32,
        TypeKind.I64 => IrType.I64,
        TypeKind.U32 => IrType.U32,
        TypeKind.U64 => IrType.U64,
        TypeKind.F64 => IrType.F64,
        TypeKind.Bool => IrType.Bool,
        TypeKind.Any => IrType.Any,
        TypeKind.Void => IrType.None,
        _ => IrType.Ref,
    };

    public static bool IsInteger(this IrType type) => type is >= IrType.I32 and <= IrType.U64;

    /// <summary>A number or bool: lives in the 64-bit bank alone.</summary>
    public static bool IsScalar(this IrType type) => type is >= IrType.I32 and <= IrType.Bool;

    public static bool IsSigned(this IrType type) => type is IrType.I32 or IrType.I64;

    /// <summary>Lives in the 64-bit bank (also <see cref="IrType.Any"/>).</summary>
    public static bool UsesBits(this IrType type) => type is (>= IrType.I32 and <= IrType.Bool) or IrType.Any;

    /// <summary>Lives in the reference bank (also <see cref="IrType.Any"/>).</summary>
    public static bool UsesRefs(this IrType type) => type is IrType.Ref or IrType.Any;

    /// <summary>The checks of a conversion between scalars: which of those to a number can fail.</summary>
    public static Checks ConversionChecks(IrType from, IrType to)
    {
        bool canFail = to.IsInteger() && from switch
        {
            IrType.F64 or IrType.U64 => true,
            IrType.I64 => to is IrType.U32 or IrType.U64,
            IrType.I32 => to == IrType.U64,
            _ => false,
        };
        return canFail ? Checks.Range : Checks.None;
    }

    public static string Name(this IrType type) => type switch
    {
        IrType.None => "none",
        IrType.I32 => "i32",
        IrType.I64 => "i64",
        IrType.U32 => "u32",
        IrType.U64 => "u64",
        IrType.F64 => "f64",
        IrType.Bool => "bool",
        IrType.Ref => "ref",
        _ => "any",
    };
}
