using System;

namespace Orus.Bench.Harness.History;

/// <summary>A figure that the history follows.</summary>
/// <param name="Name">Its name in the history file.</param>
/// <param name="Title">What the dashboard calls it.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Goal">The value it should not be above, or not below where higher is better; NaN if there is none.</param>
/// <param name="HigherIsBetter">Which way is better.</param>
public sealed record Figure(string Name, string Title, string Format, double Goal = double.NaN, bool HigherIsBetter = false)
{
    /// <summary>Whether a value is beyond the goal.</summary>
    public bool IsMissed(double value) => HigherIsBetter ? value < Goal : value > Goal;

    /// <summary>Figures of a run as a whole.</summary>
    public static ReadOnlySpan<Figure> OfRuns => RunFigures;

    /// <summary>Figures of each program.</summary>
    public static ReadOnlySpan<Figure> OfPrograms => ProgramFigures;

    /// <summary>The name of the geometric mean of all time ratios to another system.</summary>
    public static string MeanRatio(string contender) => "mean_ratio_" + contender;

    private static readonly Figure[] RunFigures =
    [
        new(MeanRatio("luajit"), "time ÷ LuaJIT, geometric mean", "0.00", 0.6),
        new(MeanRatio("lua5.4"), "time ÷ Lua 5.4, geometric mean", "0.00"),
        new(MeanRatio("node"), "time ÷ node, geometric mean", "0.00"),
        new(MeanRatio("gcc"), "time ÷ gcc -O2, geometric mean", "0.00", 1.3),
        new("start_ms", "start to end of a one-line program, ms", "0.0"),
        new("start_ratio_node", "start ÷ node", "0.00", 0.6),
        new("typed_hit_ratio", "typed operations among all", "0.0000", 0.98, HigherIsBetter: true),
        new("guards_executed", "guards executed, all programs", "#,0"),
        new("compile_ms", "compile time, all programs, ms", "0.0"),
        new("memory_mb", "peak memory, geometric mean, MB", "0.0"),
    ];

    private static readonly Figure[] ProgramFigures =
    [
        new("ratio_luajit", "time ÷ LuaJIT", "0.00", 1.1),
        new("ratio_gcc", "time ÷ gcc", "0.00"),
        new("best_ms", "best, ms", "0.00"),
        new("first_ms", "first, ms", "0.00"),
        new("typed_hit_ratio", "typed", "0.0000"),
        new("guards_executed", "guards", "#,0"),
        new("compile_ms", "compile, ms", "0.0"),
        new("memory_mb", "MB", "0.0"),
    ];
}
