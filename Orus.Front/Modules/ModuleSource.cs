using System.IO;

namespace Orus.Front.Modules;

/// <summary>Where the files of a program come from: the file system, or what a host or test keeps in memory.</summary>
public interface IModuleSource
{
    /// <summary>
    /// The content of a file, or null if there is none. <paramref name="canonicalPath"/> identifies the file: two paths of one file give the same text.
    /// </summary>
    byte[]? TryRead(string path, out string canonicalPath);
}

/// <summary>Reads modules from the file system.</summary>
public sealed class FileModuleSource : IModuleSource
{
    public byte[]? TryRead(string path, out string canonicalPath)
    {
        canonicalPath = path;
        if (!File.Exists(path))
            return null;
        FileSystemInfo file = new FileInfo(path);
        canonicalPath = (file.ResolveLinkTarget(returnFinalTarget: true) ?? file).FullName;
        return File.ReadAllBytes(path);
    }
}
