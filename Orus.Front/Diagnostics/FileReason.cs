using System;
using System.IO;

namespace Orus.Front.Diagnostics;

/// <summary>Why a file that the user named cannot be used, in words: the published build has no texts for the framework's exceptions.</summary>
public static class FileReason
{
    /// <summary>Is it the file's fault, and not a defect of the implementation?</summary>
    public static bool Explains(Exception error) => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>Why reading failed, to be put behind a colon.</summary>
    public static string NotRead(string file, Exception error) => error switch
    {
        _ when Directory.Exists(file) => "it is a directory",
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "access is denied",
        _ => "it cannot be opened as a file",
    };

    /// <summary>Why writing failed, to be put behind a colon.</summary>
    public static string NotWritten(string file, Exception error) => error switch
    {
        _ when Directory.Exists(file) => "it is a directory",
        DirectoryNotFoundException => "there is no such directory",
        UnauthorizedAccessException => "access is denied",
        IOException => error.Message.TrimEnd('.'),
        _ => "it cannot be opened as a file",
    };
}
