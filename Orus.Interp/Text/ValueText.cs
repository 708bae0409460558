using System;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Text;

/// <summary>The texts of values (sections 18.1 to 18.3 of the reference).</summary>
internal static class ValueText
{
    /// <summary>Values inside more compound values than this are shown as <c>...</c>.</summary>
    private const int DeepestLevel = 1000;

    /// <summary>Writes the pieces of a print statement.</summary>
    public static void Print(ByteWriter writer, PrintPiece[] pieces, AnyValue[] arguments)
    {
        foreach (PrintPiece piece in pieces)
        {
            if (piece.Text is not null)
                writer.Write(piece.Text);
            else
                Write(writer, arguments[piece.Argument], piece.Format, piece.Decimals);
        }
    }

    /// <summary>A value with a format specifier; one that does not go with the value's type is ignored.</summary>
    public static void Write(ByteWriter writer, AnyValue value, PrintFormat format, int decimals)
    {
        TypeKind kind = value.Kind;
        if (format == PrintFormat.Fixed && kind == TypeKind.F64)
            NumberText.WriteFixed(writer, value.F64, decimals);
        else if (format == PrintFormat.Quoted)
            WriteInside(writer, value);
        else if (format > PrintFormat.Fixed && kind is >= TypeKind.I32 and <= TypeKind.U64)
            NumberText.WriteInBase(writer, kind, value.Bits, format);
        else
            Write(writer, value);
    }

    /// <summary>The default text; a string as it is.</summary>
    public static void Write(ByteWriter writer, AnyValue value)
    {
        if (value.Tag is OrusString text)
            writer.Write(text.Span);
        else
            WriteInside(writer, value);
    }

    /// <summary>The text a value has inside compound values, and in messages about assertions: strings are quoted.</summary>
    public static void WriteInside(ByteWriter writer, AnyValue value) => new Walk(writer).Write(value);

    /// <summary>The default text as a string; strings are returned as they are.</summary>
    public static OrusString Of(AnyValue value)
    {
        if (value.Tag is OrusString text)
            return text;
        if (value.Kind is TypeKind.I32 or TypeKind.I64 or TypeKind.U32)
            return NumberText.OfI64(value.Bits);
        var writer = new ByteWriter();
        WriteInside(writer, value);
        return writer.ToOrusString();
    }

    /// <summary>The default text of a scalar from its register bits.</summary>
    public static void WriteScalar(ByteWriter writer, TypeKind kind, long bits)
    {
        switch (kind)
        {
            case TypeKind.U64:
                NumberText.WriteU64(writer, (ulong)bits);
                break;
            case TypeKind.F64:
                NumberText.WriteF64(writer, BitConverter.Int64BitsToDouble(bits));
                break;
            case TypeKind.Bool:
                writer.Write(bits != 0 ? "true"u8 : "false"u8);
                break;
            default:
                NumberText.WriteI64(writer, bits);
                break;
        }
    }

    /// <summary>A walk through nested values that knows the arrays and structs it is inside of. Recursive, since its depth is limited.</summary>
    private ref struct Walk(ByteWriter writer)
    {
        private HeapObject[]? _open;
        private int _depth;
        private int _openCount;

        public void Write(AnyValue value)
        {
            if (_depth > DeepestLevel)
            {
                writer.Write("..."u8);
                return;
            }
            switch (value.Tag)
            {
                case TypeTag tag:
                    WriteScalar(writer, tag.Kind, value.Bits);
                    break;
                case OrusString text:
                    WriteQuoted(text.Span);
                    break;
                case OrusArray array:
                    WriteArray(array);
                    break;
                case Record { Kind: TypeKind.Struct } instance:
                    WriteStruct(instance);
                    break;
                case Record variant:
                    WriteEnum(variant);
                    break;
                case FunctionValue function:
                    WriteFunction(function);
                    break;
                case OrusError error:
                    writer.Write("Error: "u8);
                    writer.Write(error.Message.Span);
                    break;
                case RangeIterator range:
                    WriteRange(range);
                    break;
                default:
                    throw new InvalidOperationException("not a value: " + value.Tag);
            }
        }

        private void WriteArray(OrusArray array)
        {
            if (!Enter(array))
                return;
            writer.Write((byte)'[');
            for (int i = 0; i < array.Count; i++)
            {
                if (i > 0)
                    writer.Write(", "u8);
                Write(array.GetAny(i));
            }
            writer.Write((byte)']');
            Leave();
        }

        private void WriteStruct(Record instance)
        {
            if (!Enter(instance))
                return;
            writer.Write(instance.Layout.TypeName);
            writer.Write("{ "u8);
            RecordSlot[] slots = instance.Layout.Slots;
            for (int i = 0; i < slots.Length; i++)
            {
                if (i > 0)
                    writer.Write(", "u8);
                writer.Write(slots[i].Name);
                writer.Write(": "u8);
                Write(instance.GetAny(slots[i]));
            }
            writer.Write(" }"u8);
            Leave();
        }

        private void WriteEnum(Record variant)
        {
            RecordLayout layout = variant.Layout;
            writer.Write(layout.TypeName);
            writer.Write((byte)'.');
            writer.Write(layout.VariantName!);
            if (layout.Slots.Length == 0)
                return;
            writer.Write((byte)'(');
            _depth++;
            for (int i = 0; i < layout.Slots.Length; i++)
            {
                if (i > 0)
                    writer.Write(", "u8);
                Write(variant.GetAny(layout.Slots[i]));
            }
            _depth--;
            writer.Write((byte)')');
        }

        private readonly void WriteFunction(FunctionValue function)
        {
            writer.Write("<function"u8);
            if (function.Symbol.Name.Length > 0)
            {
                writer.Write((byte)' ');
                writer.Write(function.Symbol.Name);
            }
            writer.Write((byte)'>');
        }

        private readonly void WriteRange(RangeIterator range)
        {
            writer.Write("range("u8);
            WriteScalar(writer, range.Element, range.Start);
            writer.Write(".."u8);
            WriteScalar(writer, range.Element, range.End);
            if (range.Step != 1)
            {
                writer.Write(" step="u8);
                NumberText.WriteI64(writer, range.Step);
            }
            writer.Write((byte)')');
        }

        private readonly void WriteQuoted(ReadOnlySpan<byte> text)
        {
            writer.Write((byte)'"');
            foreach (byte value in text)
            {
                byte escaped = value switch
                {
                    (byte)'"' or (byte)'\\' => value,
                    (byte)'\n' => (byte)'n',
                    (byte)'\t' => (byte)'t',
                    (byte)'\r' => (byte)'r',
                    0 => (byte)'0',
                    _ => 0,
                };
                if (escaped != 0)
                    writer.Write((byte)'\\');
                writer.Write(escaped != 0 ? escaped : value);
            }
            writer.Write((byte)'"');
        }

        /// <summary>Notes that the walk goes into an array or struct; if it is inside of it already, writes <c>...</c> instead.</summary>
        private bool Enter(HeapObject container)
        {
            _open ??= new HeapObject[8];
            if (Array.IndexOf(_open, container, 0, _openCount) >= 0)
            {
                writer.Write("..."u8);
                return false;
            }
            if (_openCount == _open.Length)
                Array.Resize(ref _open, _openCount * 2);
            _open[_openCount++] = container;
            _depth++;
            return true;
        }

        private void Leave()
        {
            _openCount--;
            _depth--;
        }
    }
}
