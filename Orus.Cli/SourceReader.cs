using System;
using System.IO;
using Orus.Front.Diagnostics;
using Orus.Front.Source;

namespace Orus.Cli;

/// <summary>Reads programs.</summary>
internal static class SourceReader
{
    private const string StandardInput = "-";

    /// <summary>The file, or standard input for <c>-</c>; null, with the reason reported, if it cannot be read.</summary>
    public static SourceText? Read(string file, CliHost host, Reporter reporter)
    {
        if (file == StandardInput)
        {
            using Stream input = host.OpenInput();
            using MemoryStream bytes = new();
            input.CopyTo(bytes);
            return reporter.Sources.Add("<stdin>", bytes.ToArray());
        }
        return ReadFile(file, reporter) is { } content ? reporter.Sources.Add(file, content) : null;
    }

    /// <summary>The content of a file; null, with the reason reported, if it cannot be read.</summary>
    public static byte[]? ReadFile(string file, Reporter reporter)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reporter.ReportLine(DiagnosticCode.FileUnreadable, $"cannot read '{file}': {Reason(file, error)}");
            return null;
        }
    }

    private static string Reason(string file, Exception error) => error switch
    {
        _ when Directory.Exists(file) => "it is a directory",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        _ => "it cannot be opened as a file",
    };
}
