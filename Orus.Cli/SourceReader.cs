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
        catch (Exception error) when (FileReason.Explains(error))
        {
            reporter.ReportLine(DiagnosticCode.FileUnreadable, $"cannot read '{file}': {FileReason.NotRead(file, error)}");
            return null;
        }
    }

    /// <summary>The file as diagnostics name it.</summary>
    public static string NameOf(string file) => file == StandardInput ? "<stdin>" : file;
}
