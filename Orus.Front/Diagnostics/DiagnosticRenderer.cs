using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using Orus.Front.Source;

namespace Orus.Front.Diagnostics;

/// <summary>How diagnostics are written.</summary>
public enum DiagnosticFormat
{
    /// <summary>With the source line, a caret and explanations.</summary>
    Friendly,

    /// <summary>One line each: <c>file:line:col: code: message</c>.</summary>
    Minimal,

    /// <summary>One JSON object per line.</summary>
    Json,
}

/// <summary>Writes compile-time and run-time diagnostics in one of three formats.</summary>
public sealed class DiagnosticRenderer(SourceSet sources, DiagnosticFormat format, bool useColors, TextWriter output)
{
    private const int MaxShown = 20;
    private const int HeaderWidth = 75;
    private const int MinFiller = 3;

    /// <summary>Bytes of a source line that are shown; of a longer one, those around the caret.</summary>
    private const int MaxLine = 200;

    private const string Red = "\u001b[1;31m";
    private const string Yellow = "\u001b[1;33m";
    private const string Green = "\u001b[32m";
    private const string Blue = "\u001b[34m";
    private const string Reset = "\u001b[0m";

    /// <summary>Writes the diagnostics in the order given: the first 20, then how many there are besides.</summary>
    public void Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        int shown = Math.Min(diagnostics.Count, MaxShown);
        for (int i = 0; i < shown; i++)
        {
            if (i > 0 && format == DiagnosticFormat.Friendly)
                output.Write('\n');
            Write(diagnostics[i]);
        }
        int omitted = diagnostics.Count - shown;
        if (omitted == 0)
            return;
        output.Write(format switch
        {
            DiagnosticFormat.Friendly => $"\n{omitted} more omitted\n",
            DiagnosticFormat.Minimal => $"{omitted} more omitted\n",
            _ => $"{{\"omitted\":{omitted}}}\n",
        });
    }

    /// <summary>Writes one diagnostic.</summary>
    public void Write(Diagnostic diagnostic)
    {
        switch (format)
        {
            case DiagnosticFormat.Friendly:
                WriteFriendly(diagnostic);
                break;
            case DiagnosticFormat.Minimal:
                WriteMinimal(diagnostic);
                break;
            case DiagnosticFormat.Json:
                WriteJson(diagnostic);
                break;
        }
    }

    private void WriteFriendly(Diagnostic diagnostic)
    {
        string strong = diagnostic.IsWarning ? Yellow : Red;
        string header = $"-- {DiagnosticTable.Category(diagnostic.Code)}: {diagnostic.Title} ";
        string location = Location(diagnostic.Span);
        int filler = Math.Max(MinFiller, HeaderWidth - header.Length - location.Length - (location.Length > 0 ? 1 : 0));
        WriteColored(strong, location.Length > 0 ? $"{header}{new string('-', filler)} {location}" : header + new string('-', filler));
        output.Write("\n\n");

        string gutter = "  ";
        if (diagnostic.Span.IsNone)
        {
            output.Write($"{gutter}  {diagnostic.Message}\n");
        }
        else
        {
            gutter = WriteSourceLine(diagnostic, strong);
        }
        if (diagnostic.Explanation is null && diagnostic.Help is null && diagnostic.Notes.Length == 0)
            return;
        WriteColored(Blue, gutter + " |");
        output.Write('\n');
        if (diagnostic.Explanation is not null)
            WriteRemark(gutter, "", diagnostic.Explanation);
        if (diagnostic.Help is not null)
            WriteRemark(gutter, "help: ", diagnostic.Help);
        foreach (string note in diagnostic.Notes)
            WriteRemark(gutter, "note: ", note);
    }

    /// <summary>Writes the line of the source with its caret line and returns the blank gutter of that width.</summary>
    private string WriteSourceLine(Diagnostic diagnostic, string strong)
    {
        SourceText source = sources[diagnostic.Span];
        (int line, int column) = source.LineAndColumn(diagnostic.Span.Start);
        ReadOnlySpan<byte> bytes = source.LineBytes(line);
        string number = line.ToString(CultureInfo.InvariantCulture);
        string gutter = new(' ', number.Length + 2);

        int caretStart = Math.Min(column - 1, bytes.Length);
        int first = bytes.Length <= MaxLine ? 0 : CharacterStart(bytes, Math.Max(0, caretStart - (MaxLine / 2)));
        int last = bytes.Length <= MaxLine ? bytes.Length : CharacterStart(bytes, Math.Min(first + MaxLine, bytes.Length));
        int caretEnd = Math.Min(caretStart + diagnostic.Span.Length, last);
        string before = (first > 0 ? "…" : "") + Printable(bytes[first..caretStart]);
        string marked = Printable(bytes[caretStart..caretEnd]);
        string after = Printable(bytes[caretEnd..last]) + (last < bytes.Length ? "…" : "");

        WriteColored(Blue, $"  {number} |");
        output.Write($" {before}{marked}{after}\n");
        StringBuilder padding = new();
        foreach (char c in before)
            padding.Append(c == '\t' ? '\t' : ' ');
        WriteColored(Blue, gutter + " |");
        output.Write($" {padding}");
        WriteColored(strong, $"{new string('^', Math.Max(1, marked.Length))} {diagnostic.Message}");
        output.Write('\n');
        return gutter;
    }

    /// <summary>The first byte, from a given one on, with which a character begins.</summary>
    private static int CharacterStart(ReadOnlySpan<byte> bytes, int index)
    {
        while (index < bytes.Length && (bytes[index] & 0xC0) == 0x80)
            index++;
        return index;
    }

    /// <summary>Source text as it may go to a terminal: with a sign in place of characters that would steer it.</summary>
    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        foreach (char c in text)
        {
            if (char.IsControl(c) && c != '\t')
                return string.Create(text.Length, text, static (shown, from) =>
                {
                    for (int i = 0; i < shown.Length; i++)
                        shown[i] = char.IsControl(from[i]) && from[i] != '\t' ? '\uFFFD' : from[i];
                });
        }
        return text;
    }

    private void WriteRemark(string gutter, string label, string text)
    {
        WriteColored(Blue, gutter + " = ");
        if (label.Length > 0)
            WriteColored(Green, label);
        output.Write(text.Replace("\n", "\n" + gutter + "   ", StringComparison.Ordinal));
        output.Write('\n');
    }

    private void WriteMinimal(Diagnostic diagnostic)
    {
        string location = Location(diagnostic.Span);
        if (location.Length > 0)
            output.Write($"{location}: ");
        output.Write($"{DiagnosticTable.Text(diagnostic.Code)}: {diagnostic.Message.ReplaceLineEndings(" ")}\n");
    }

    private void WriteJson(Diagnostic diagnostic)
    {
        SourceSpan span = diagnostic.Span;
        (int line, int column) = span.IsNone ? (0, 0) : sources[span].LineAndColumn(span.Start);
        output.Write($"{{\"code\":\"{DiagnosticTable.Text(diagnostic.Code)}\",\"category\":\"{DiagnosticTable.Category(diagnostic.Code)}\",\"title\":");
        WriteJsonString(diagnostic.Title);
        output.Write(",\"file\":");
        WriteJsonString(span.IsNone ? null : sources[span].Path);
        output.Write($",\"line\":{line},\"column\":{column},\"length\":{span.Length},\"message\":");
        WriteJsonString(diagnostic.Message);
        output.Write(",\"help\":");
        WriteJsonString(diagnostic.Help);
        output.Write(",\"note\":");
        WriteJsonString(diagnostic.Notes.Length == 0 ? null : string.Join('\n', diagnostic.Notes));
        output.Write("}\n");
    }

    private void WriteJsonString(string? text)
    {
        if (text is null)
        {
            output.Write("null");
            return;
        }
        output.Write('"');
        foreach (char c in text)
        {
            if (c is '"' or '\\')
                output.Write('\\');
            if (c >= ' ')
                output.Write(c);
            else
                output.Write($"\\u{(int)c:x4}");
        }
        output.Write('"');
    }

    private string Location(SourceSpan span)
    {
        if (span.IsNone)
            return "";
        (int line, int column) = sources[span].LineAndColumn(span.Start);
        return $"{sources[span].Path}:{line}:{column}";
    }

    private void WriteColored(string color, string text) => output.Write(useColors ? color + text + Reset : text);
}
