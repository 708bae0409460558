namespace Orus.Front.Source;

/// <summary>A byte range of one source file; <see cref="File"/> indexes the <see cref="SourceSet"/> of the compilation.</summary>
public readonly record struct SourceSpan(int File, int Start, int Length)
{
    /// <summary>The span of things that stand nowhere in a source text.</summary>
    public static readonly SourceSpan None = new(-1, 0, 0);

    public int End => Start + Length;

    public bool IsNone => File < 0;

    /// <summary>Does a range lie inside of this one?</summary>
    public bool Contains(SourceSpan other) => File == other.File && Start <= other.Start && other.End <= End;

    /// <summary>The range from the start of this span to the end of <paramref name="last"/>.</summary>
    public SourceSpan To(SourceSpan last) => new(File, Start, last.End - Start);
}
