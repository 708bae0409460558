using System;
using System.Collections.Generic;
using System.IO;
using Orus.Front.Syntax;
using Orus.Front.Typed;

namespace Orus.Front.Checking;

/// <summary><c>print</c> and its format strings (section 18.1).</summary>
internal sealed partial class Checker
{
    private const int MaxDecimals = 100;

    private TypedPrint CheckPrint(PrintStatement print)
    {
        Expression[] syntax = print.Arguments;
        bool hasFormat = syntax.Length > 0 && syntax[0] is StringLiteral;
        TypedExpression[] arguments = new TypedExpression[hasFormat ? syntax.Length - 1 : syntax.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = InferValue(syntax[hasFormat ? i + 1 : i]);
        List<PrintPiece> pieces = [];
        MemoryStream text = new();
        int used = hasFormat ? ParseFormat(((StringLiteral)syntax[0]).Value, arguments.Length, pieces, text) : 0;
        for (int i = used; i < arguments.Length; i++)
        {
            if (hasFormat || i > 0)
                text.WriteByte((byte)' ');
            Flush(pieces, text);
            pieces.Add(new PrintPiece(null, i, PrintFormat.Default, 0));
        }
        text.WriteByte((byte)'\n');
        Flush(pieces, text);
        return new TypedPrint(arguments, [.. pieces], print.Span);
    }

    private static void Flush(List<PrintPiece> pieces, MemoryStream text)
    {
        if (text.Length == 0)
            return;
        pieces.Add(new PrintPiece(text.ToArray(), 0, PrintFormat.Default, 0));
        text.SetLength(0);
    }

    /// <summary>Splits a format string; returns how many arguments it takes.</summary>
    private static int ParseFormat(ReadOnlySpan<byte> format, int available, List<PrintPiece> pieces, MemoryStream text)
    {
        int used = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '@')
            {
                text.WriteByte(format[i]);
            }
            else if (i + 1 < format.Length && format[i + 1] == '@')
            {
                text.WriteByte((byte)'@');
                i++;
            }
            else if (used == available)
            {
                text.WriteByte((byte)'@');
            }
            else
            {
                Flush(pieces, text);
                (PrintFormat kind, int decimals, int length) = ParseSpecifier(format[(i + 1)..]);
                pieces.Add(new PrintPiece(null, used++, kind, decimals));
                i += length;
            }
        }
        return used;
    }

    /// <summary>What follows an <c>@</c>: <c>.Nf</c>, <c>x</c>, <c>X</c>, <c>b</c>, <c>o</c>, or nothing.</summary>
    private static (PrintFormat Format, int Decimals, int Length) ParseSpecifier(ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 0)
            return (PrintFormat.Default, 0, 0);
        switch (rest[0])
        {
            case (byte)'x':
                return (PrintFormat.HexLower, 0, 1);
            case (byte)'X':
                return (PrintFormat.HexUpper, 0, 1);
            case (byte)'b':
                return (PrintFormat.Binary, 0, 1);
            case (byte)'o':
                return (PrintFormat.Octal, 0, 1);
            case (byte)'.':
                int decimals = 0, length = 1;
                while (length < rest.Length && rest[length] is >= (byte)'0' and <= (byte)'9' && decimals <= MaxDecimals)
                    decimals = (decimals * 10) + rest[length++] - '0';
                bool isFixed = length > 1 && length < rest.Length && rest[length] == 'f' && decimals <= MaxDecimals;
                return isFixed ? (PrintFormat.Fixed, decimals, length + 1) : (PrintFormat.Default, 0, 0);
            default:
                return (PrintFormat.Default, 0, 0);
        }
    }
}
