using System.Collections.Generic;
using System.Threading;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Values;

/// <summary>Where one field or payload of a record lies.</summary>
/// <param name="Name">The field's name; empty for a payload.</param>
/// <param name="Type">Its declared type; of a payload declared as a type parameter: <c>any</c>.</param>
/// <param name="Machine">The register type it is loaded into.</param>
/// <param name="RefOffset">Offset for <see cref="Record.RefAt"/>, or -1 if it has no reference part.</param>
/// <param name="BitsOffset">Offset for <see cref="Record.BitsAt"/>, or -1 if it has no 8-byte part.</param>
internal readonly record struct RecordSlot(string Name, OrusType Type, IrType Machine, int RefOffset, int BitsOffset);

/// <summary>The shape of the instances of one struct, or of the values of one enum variant. One object per type and program: records compare their layouts by reference.</summary>
internal sealed unsafe class RecordLayout
{
    private readonly delegate*<RecordLayout, Record> _allocator;

    internal RecordLayout(StructType type)
        : this(TypeKind.Struct, type.Name, TypesOf(type), NamesOf(type)) => Struct = type;

    internal RecordLayout(EnumDefinition definition, int variant)
        : this(TypeKind.Enum, definition.Name, definition.StoredPayloads[variant], null)
    {
        Enum = definition;
        Tag = variant;
        VariantName = definition.Variants[variant].Name;
        if (Slots.Length == 0)
            Shared = _allocator(this);
    }

    private RecordLayout(TypeKind kind, string typeName, OrusType[] types, string[]? names)
    {
        Kind = kind;
        TypeName = typeName;
        int refs = 0;
        int bits = 0;
        foreach (OrusType type in types)
        {
            IrType machine = IrTypes.Of(type);
            refs += machine.UsesRefs() ? 1 : 0;
            bits += machine.UsesBits() ? 1 : 0;
        }
        if (refs > RecordFamily.MaxFields || bits > RecordFamily.MaxFields)
            throw Raise.OutOfMemory();
        _allocator = RecordFamily.Allocator(refs, bits, out int nextRef, out int nextBits);
        Slots = new RecordSlot[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            IrType machine = IrTypes.Of(types[i]);
            int refOffset = machine.UsesRefs() ? nextRef : -1;
            int bitsOffset = machine.UsesBits() ? nextBits : -1;
            nextRef += machine.UsesRefs() ? 8 : 0;
            nextBits += machine.UsesBits() ? 8 : 0;
            Slots[i] = new RecordSlot(names is null ? "" : names[i], types[i], machine, refOffset, bitsOffset);
        }
    }

    /// <summary>Struct or Enum.</summary>
    public TypeKind Kind { get; }

    /// <summary>The bare name of the struct or enum.</summary>
    public string TypeName { get; }

    /// <summary>What <c>typeof</c> gives.</summary>
    public OrusString TypeText => field ??= OrusString.Of(TypeName);

    public StructType? Struct { get; }

    public EnumDefinition? Enum { get; }

    /// <summary>The variant index; 0 for structs.</summary>
    public readonly int Tag;

    public string? VariantName { get; }

    public RecordSlot[] Slots { get; }

    /// <summary>The one value of a variant without payload; null for all others.</summary>
    public Record? Shared { get; }

    /// <summary>A function <c>Record (RecordLayout)</c> that makes a zeroed instance, for calls from emitted code.</summary>
    public nint Allocator => (nint)_allocator;

    /// <summary>A new instance whose slots are all zero; the shared one of a variant without payload.</summary>
    public Record New() => Shared ?? _allocator(this);

    /// <summary>The slot of a field by name, or -1.</summary>
    public int FindField(string name)
    {
        for (int i = 0; i < Slots.Length; i++)
        {
            if (Slots[i].Name == name)
                return i;
        }
        return -1;
    }

    private static OrusType[] TypesOf(StructType type)
    {
        var types = new OrusType[type.Fields.Length];
        for (int i = 0; i < types.Length; i++)
            types[i] = type.Fields[i].Type;
        return types;
    }

    private static string[] NamesOf(StructType type)
    {
        var names = new string[type.Fields.Length];
        for (int i = 0; i < names.Length; i++)
            names[i] = type.Fields[i].Name;
        return names;
    }
}

/// <summary>The layouts of one program, made when first asked for. Safe for use by the interpreter and a compiling thread at once.</summary>
internal sealed class LayoutTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StructType, RecordLayout> _structs = [];
    private readonly Dictionary<EnumDefinition, RecordLayout?[]> _enums = [];

    public RecordLayout Of(StructType type)
    {
        lock (_lock)
        {
            if (!_structs.TryGetValue(type, out RecordLayout? layout))
                _structs.Add(type, layout = new RecordLayout(type));
            return layout;
        }
    }

    public RecordLayout Of(EnumDefinition definition, int variant)
    {
        lock (_lock)
        {
            if (!_enums.TryGetValue(definition, out RecordLayout?[]? layouts))
                _enums.Add(definition, layouts = new RecordLayout?[definition.Variants.Length]);
            return layouts[variant] ??= new RecordLayout(definition, variant);
        }
    }
}
