using System;
using System.IO;

namespace Orus.Tests.Cli;

/// <summary>A directory for the files of one test.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("orus-cli-").FullName;

    /// <summary>Writes a file and returns its path.</summary>
    public string Add(string name, string text)
    {
        string path = Path.Combine(_path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string name) => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
