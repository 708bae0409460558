using System;
using System.IO;
using Orus.Front.Diagnostics;

namespace Orus.Cli;

/// <summary>Reads programs.</summary>
internal static class SourceReader
{
    private const string StandardInput = "-";

    /// <summary>The content of a file, or standard input for <c>-</c>; null, with the reason reported, if it cannot be read.</summary>
    public static byte[]? Read(string file, CliHost host, Reporter reporter)
    {
        try
        {
            if (file != StandardInput)
                return File.ReadAllBytes(file);
            using MemoryStream bytes = new();
            host.OpenInput().CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            reporter.ReportLine(DiagnosticCode.FileUnreadable, $"cannot read '{file}': {Reason(file, error)}");
            return null;
        }
    }

    /// <summary>The file as diagnostics name it.</summary>
    public static string NameOf(string file) => file == StandardInput ? "<stdin>" : file;

    private static string Reason(string file, Exception error) => error switch
    {
        _ when Directory.Exists(file) => "it is a directory",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        _ => "it cannot be opened as a file",
    };
}
