using System.Collections.Generic;
using Orus.Front.Source;

namespace Orus.Front.Diagnostics;

/// <summary>Collects diagnostics: at most one error and one warning per position, and one per cause where the reporter names the cause.</summary>
internal sealed class DiagnosticBag
{
    /// <summary>Searches for names like a misspelled one; each looks at all candidates, and of thousands of errors only the first are shown.</summary>
    private const int MaxSuggestions = 100;

    private readonly List<Diagnostic> _diagnostics = [];
    private HashSet<(int File, int Start, bool IsWarning)>? _positions;
    private HashSet<(object Scope, string Cause)>? _causes;

    private int _suggestions;

    public int Count => _diagnostics.Count;

    public bool HasErrors { get; private set; }

    public void Add(Diagnostic diagnostic)
    {
        SourceSpan span = diagnostic.Span;
        if (!span.IsNone && !(_positions ??= []).Add((span.File, span.Start, diagnostic.IsWarning)))
            return;
        _diagnostics.Add(diagnostic);
        HasErrors |= !diagnostic.IsWarning;
    }

    public void Add(DiagnosticCode code, SourceSpan span, string message, string? help = null, string? explanation = null) =>
        Add(new Diagnostic(code, span, message) { Help = help, Explanation = explanation });

    /// <summary>Adds a diagnostic unless <paramref name="scope"/> has one for the same cause, such as an undefined name, already.</summary>
    public void AddOnce(object scope, string cause, Diagnostic diagnostic)
    {
        if ((_causes ??= []).Add((scope, cause)))
            Add(diagnostic);
    }

    /// <summary>As <see cref="Suggest.Nearest"/>; null without a search once there have been many.</summary>
    public string? Nearest(string name, IEnumerable<string> candidates) => ++_suggestions <= MaxSuggestions ? Suggest.Nearest(name, candidates) : null;

    /// <summary>The diagnostics by module and position. <paramref name="moduleOrder"/> lists file indices; without it files keep their numbers.</summary>
    public List<Diagnostic> Sorted(IReadOnlyList<int>? moduleOrder = null)
    {
        List<Diagnostic> sorted = [.. _diagnostics];
        sorted.Sort((a, b) =>
        {
            int byFile = Rank(a.Span.File).CompareTo(Rank(b.Span.File));
            return byFile != 0 ? byFile : a.Span.Start.CompareTo(b.Span.Start);
        });
        return sorted;

        int Rank(int file)
        {
            for (int i = 0; i < moduleOrder?.Count; i++)
            {
                if (moduleOrder[i] == file)
                    return i;
            }
            return moduleOrder is null ? file : int.MaxValue;
        }
    }
}
