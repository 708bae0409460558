using System;
using System.Globalization;
using System.Text;
using Orus.Front.Typed;

namespace Orus.Optimizer.Ir;

/// <summary>The spellings that <see cref="IrPrinter"/> and <see cref="IrParser"/> share.</summary>
internal static class IrText
{
    internal readonly record struct CheckName(Checks Flag, string Name);

    public static readonly CheckName[] CheckNames =
    [
        new(Checks.Overflow, "overflow"),
        new(Checks.Zero, "zero"),
        new(Checks.Bounds, "bounds"),
        new(Checks.Type, "type"),
        new(Checks.Range, "range"),
        new(Checks.Assigned, "assigned"),
        new(Checks.Depth, "depth"),
    ];

    private static readonly string[] LiteralMarks = ["", "/left", "/right", "/left+right"];

    public static IrType ParseType(string name)
    {
        for (IrType type = IrType.None; type <= IrType.Any; type++)
        {
            if (type.Name() == name)
                return type;
        }
        throw new FormatException("unknown register type '" + name + "'");
    }

    /// <summary>The immediate operand as text, by what it means for the operation.</summary>
    public static string Immediate(Instruction instruction)
    {
        long value = instruction.Immediate;
        switch (instruction.Op)
        {
            case IrOp.Const:
                return Constant(instruction.Type, value);
            case IrOp.BranchCmp:
                return ((Comparison)value).ToString();
            case IrOp.DynBinary:
                return (BinaryOperator)(value & 255) + LiteralMarks[value >> 8];
            case IrOp.DynRangeBound:
                return ((value & 255) == 0 ? "exclusive" : "inclusive") + LiteralMarks[value >> 8];
            case IrOp.CallBuiltin:
                return ((BuiltinFunction)value).ToString();
            case IrOp.Raise:
                return ((RaiseReason)value).ToString();
            case IrOp.LoadPayload:
                return (value >> 8).ToString(CultureInfo.InvariantCulture) + "/" + (value & 255).ToString(CultureInfo.InvariantCulture);
            default:
                return value.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The reverse of <see cref="Immediate"/>.</summary>
    public static long ParseImmediate(IrOp op, IrType type, string text)
    {
        switch (op)
        {
            case IrOp.Const:
                return ParseConstant(type, text);
            case IrOp.BranchCmp:
                return (long)Enum.Parse<Comparison>(text);
            case IrOp.DynBinary:
                return (byte)Enum.Parse<BinaryOperator>(SplitMarks(text, out long literals)) | literals;
            case IrOp.DynRangeBound:
                return (SplitMarks(text, out literals) == "inclusive" ? 1L : 0L) | literals;
            case IrOp.CallBuiltin:
                return (long)Enum.Parse<BuiltinFunction>(text);
            case IrOp.Raise:
                return (long)Enum.Parse<RaiseReason>(text);
            case IrOp.LoadPayload:
                int slash = text.IndexOf('/', StringComparison.Ordinal);
                return long.Parse(text[..slash], CultureInfo.InvariantCulture) << 8 | long.Parse(text[(slash + 1)..], CultureInfo.InvariantCulture);
            default:
                return long.Parse(text, CultureInfo.InvariantCulture);
        }
    }

    private static string Constant(IrType type, long bits)
    {
        switch (type)
        {
            case IrType.Bool:
                return bits != 0 ? "true" : "false";
            case IrType.U64:
                return ((ulong)bits).ToString(CultureInfo.InvariantCulture);
            case IrType.F64:
                double value = BitConverter.Int64BitsToDouble(bits);
                return double.IsNaN(value) ? "0x" + bits.ToString("x", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);
            case IrType.Ref or IrType.Any:
                return bits == 0 ? "null" : "null?" + bits.ToString(CultureInfo.InvariantCulture);
            default:
                return bits.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static long ParseConstant(IrType type, string text)
    {
        switch (type)
        {
            case IrType.Bool:
                return text == "true" ? 1 : 0;
            case IrType.U64:
                return (long)ulong.Parse(text, CultureInfo.InvariantCulture);
            case IrType.F64 when text.StartsWith("0x", StringComparison.Ordinal):
                return long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            case IrType.F64:
                return BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture));
            case IrType.Ref or IrType.Any:
                return 0;
            default:
                return long.Parse(text, CultureInfo.InvariantCulture);
        }
    }

    private static string SplitMarks(string text, out long literals)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        literals = slash < 0 ? 0 : (long)Array.IndexOf(LiteralMarks, text[slash..]) << 8;
        return slash < 0 ? text : text[..slash];
    }

    public static void Quote(StringBuilder text, byte[] bytes)
    {
        text.Append('"');
        foreach (byte value in bytes)
        {
            if (value is < 32 or > 126 or (byte)'"' or (byte)'\\')
                text.Append('\\').Append(value.ToString("x2", CultureInfo.InvariantCulture));
            else
                text.Append((char)value);
        }
        text.Append('"');
    }
}
