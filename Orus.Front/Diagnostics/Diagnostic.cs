using Orus.Front.Source;

namespace Orus.Front.Diagnostics;

/// <summary>One thing to tell the user about a place in the source.</summary>
public sealed class Diagnostic(DiagnosticCode code, SourceSpan span, string message)
{
    private readonly string? _title;

    public DiagnosticCode Code { get; } = code;

    public SourceSpan Span { get; } = span;

    /// <summary>The text at the caret; the only text of the minimal format, so it must make sense alone.</summary>
    public string Message { get; } = message;

    /// <summary>The headline; the title of the code unless set.</summary>
    public string Title
    {
        get => _title ?? DiagnosticTable.Title(Code);
        init => _title = value;
    }

    /// <summary>One or two sentences below the source line.</summary>
    public string? Explanation { get; init; }

    /// <summary>The likely fix.</summary>
    public string? Help { get; init; }

    /// <summary>Further facts, such as <c>called from NAME (file:line)</c>, each on its own line.</summary>
    public string[] Notes { get; init; } = [];

    public bool IsWarning => DiagnosticTable.IsWarning(Code);
}
