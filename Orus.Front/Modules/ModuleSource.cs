using System.IO;
using Orus.Front.Diagnostics;

namespace Orus.Front.Modules;

/// <summary>Where the files of a program come from: the file system, or what a host or test keeps in memory.</summary>
public interface IModuleSource
{
    /// <summary>What identifies the file of a path, whether there is one or not: two paths of one file give the same text. Reads nothing.</summary>
    string CanonicalPath(string path);

    /// <summary>
    /// The content of a file, or null if there is none. An exception that <see cref="FileReason.Explains"/> becomes a diagnostic of the module that uses the file.
    /// </summary>
    byte[]? TryRead(string path);
}

/// <summary>Reads modules from the file system.</summary>
public sealed class FileModuleSource : IModuleSource
{
    public string CanonicalPath(string path)
    {
        if (!File.Exists(path))
            return path;
        FileSystemInfo file = new FileInfo(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
    }

    public byte[]? TryRead(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
