namespace Orus.Cli.Options;

/// <summary>The options of <c>orus bench</c>.</summary>
internal sealed record BenchSettings
{
    /// <summary>The directory of the programs; null for the one that belongs to this build.</summary>
    public string? Programs { get; init; }

    /// <summary>The systems to compare with; null for those that are installed.</summary>
    public string[]? Against { get; init; }

    /// <summary>The executable of another build of orus, or null.</summary>
    public string? Baseline { get; init; }

    /// <summary>Other options for this build, separated by spaces, or null.</summary>
    public string? Variant { get; init; }

    public int Rounds { get; init; } = 4;

    public int Repetitions { get; init; } = 3;

    public int Scale { get; init; } = 1;

    /// <summary>The file for the figures, or null.</summary>
    public string? Json { get; init; }

    /// <summary>The file for the tables, or null.</summary>
    public string? Markdown { get; init; }
}
