using System;
using System.Collections.Generic;

namespace Orus.Front.Source;

/// <summary>One source file: its bytes, the path shown to the user, and a line table made on first use.</summary>
public sealed class SourceText
{
    private int[]? _lineStarts;

    internal SourceText(int file, string path, byte[] bytes)
    {
        File = file;
        Path = path;
        Bytes = bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
    }

    /// <summary>The index of this file in its <see cref="SourceSet"/>.</summary>
    public int File { get; }

    /// <summary>The path as diagnostics show it.</summary>
    public string Path { get; }

    /// <summary>The content without a byte order mark.</summary>
    public byte[] Bytes { get; }

    public int LineCount => LineStarts.Length;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Bytes);

    /// <summary>The 1-based line and column of a byte; columns count bytes.</summary>
    public (int Line, int Column) LineAndColumn(int offset)
    {
        int index = Array.BinarySearch(LineStarts, offset);
        int line = index >= 0 ? index : ~index - 1;
        return (line + 1, offset - LineStarts[line] + 1);
    }

    /// <summary>The 1-based line of a byte.</summary>
    public int Line(int offset) => LineAndColumn(offset).Line;

    /// <summary>The bytes of a 1-based line, without its line end.</summary>
    public ReadOnlySpan<byte> LineBytes(int line)
    {
        int start = LineStarts[line - 1];
        int end = line < LineStarts.Length ? LineStarts[line] - 1 : Bytes.Length;
        if (end > start && Bytes[end - 1] == '\r')
            end--;
        return Bytes.AsSpan(start, end - start);
    }

    /// <summary>The bytes of a range of this file.</summary>
    public ReadOnlySpan<byte> Slice(SourceSpan span) => Bytes.AsSpan(span.Start, span.Length);

    private static int[] FindLineStarts(ReadOnlySpan<byte> bytes)
    {
        List<int> starts = new(bytes.Length / 24 + 1) { 0 };
        int position = 0;
        for (int newline; (newline = bytes[position..].IndexOf((byte)'\n')) >= 0;)
        {
            position += newline + 1;
            starts.Add(position);
        }
        return [.. starts];
    }
}
