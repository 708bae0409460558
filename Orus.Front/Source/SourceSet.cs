using System.Collections.Generic;

namespace Orus.Front.Source;

/// <summary>All source files of one compilation; the home of the indices in <see cref="SourceSpan.File"/>.</summary>
public sealed class SourceSet
{
    private readonly List<SourceText> _files = [];

    public int Count => _files.Count;

    public SourceText this[int file] => _files[file];

    /// <summary>Adds a file under the path that diagnostics shall show.</summary>
    public SourceText Add(string path, byte[] bytes)
    {
        SourceText text = new(_files.Count, path, bytes);
        _files.Add(text);
        return text;
    }

    /// <summary>The file that a span lies in; the span must not be <see cref="SourceSpan.None"/>.</summary>
    public SourceText this[SourceSpan span] => _files[span.File];
}
