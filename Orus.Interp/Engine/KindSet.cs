using System;
using System.Collections.Generic;
using Orus.Front.Types;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Engine;

/// <summary>A set of kinds of dynamic values: what a register of type <c>any</c> can hold, or was seen to hold.</summary>
[Flags]
internal enum KindSet : ushort
{
    None = 0,
    I32 = 1,
    I64 = 2,
    U32 = 4,
    U64 = 8,
    F64 = 16,
    Bool = 32,
    String = 64,
    Array = 128,
    /// <summary>A struct instance or an enum value.</summary>
    Record = 256,
    Function = 512,
    /// <summary>Errors and iterators.</summary>
    Other = 1024,
    /// <summary>No value: stands in a variable that is not assigned yet.</summary>
    Unassigned = 2048,

    Integers = I32 | I64 | U32 | U64,
    Numbers = Integers | F64,
    Scalars = Numbers | Bool,
    Objects = String | Array | Record | Function | Other,
    Values = Scalars | Objects,
    Any = Values | Unassigned,
}

/// <summary>Questions about <see cref="KindSet"/>.</summary>
internal static class KindSets
{
    private static readonly KindSet[] ByKind = MakeByKind();

    /// <summary>The kind of a value with this tag.</summary>
    public static KindSet OfTag(object? tag) => tag is HeapObject value ? ByKind[(int)value.Kind] : KindSet.Unassigned;

    /// <summary>The kind of the values of a scalar register type; all objects for a reference.</summary>
    public static KindSet Of(IrType type) => type switch
    {
        IrType.I32 => KindSet.I32,
        IrType.I64 => KindSet.I64,
        IrType.U32 => KindSet.U32,
        IrType.U64 => KindSet.U64,
        IrType.F64 => KindSet.F64,
        IrType.Bool => KindSet.Bool,
        IrType.Ref => KindSet.Objects,
        _ => KindSet.Any,
    };

    /// <summary>The register type of a set with one scalar kind; None for other sets.</summary>
    public static IrType ScalarType(this KindSet kinds) => kinds switch
    {
        KindSet.I32 => IrType.I32,
        KindSet.I64 => IrType.I64,
        KindSet.U32 => IrType.U32,
        KindSet.U64 => IrType.U64,
        KindSet.F64 => IrType.F64,
        KindSet.Bool => IrType.Bool,
        _ => IrType.None,
    };

    public static bool IsSingle(this KindSet kinds) => kinds != 0 && (kinds & (kinds - 1)) == 0;

    /// <summary>The kinds as reports name them: <c>i32|f64</c>.</summary>
    public static string Name(this KindSet kinds)
    {
        if (kinds == KindSet.Any)
            return "any";
        var names = new List<string>();
        for (int bit = 1; bit <= (int)KindSet.Unassigned; bit <<= 1)
        {
            if (((int)kinds & bit) != 0)
                names.Add(((KindSet)bit).ToString().ToLowerInvariant());
        }
        return string.Join('|', names);
    }

    private static KindSet[] MakeByKind()
    {
        var kinds = new KindSet[(int)Enum.GetValues<TypeKind>()[^1] + 1];
        Array.Fill(kinds, KindSet.Other);
        kinds[(int)TypeKind.I32] = KindSet.I32;
        kinds[(int)TypeKind.I64] = KindSet.I64;
        kinds[(int)TypeKind.U32] = KindSet.U32;
        kinds[(int)TypeKind.U64] = KindSet.U64;
        kinds[(int)TypeKind.F64] = KindSet.F64;
        kinds[(int)TypeKind.Bool] = KindSet.Bool;
        kinds[(int)TypeKind.String] = KindSet.String;
        kinds[(int)TypeKind.Array] = KindSet.Array;
        kinds[(int)TypeKind.Struct] = KindSet.Record;
        kinds[(int)TypeKind.Enum] = KindSet.Record;
        kinds[(int)TypeKind.Function] = KindSet.Function;
        return kinds;
    }
}
