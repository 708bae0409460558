using System;
using System.IO;
using Orus.Optimizer.Switches;

namespace Orus.Fuzz;

/// <summary>What the fuzzer is asked to do.</summary>
internal sealed record FuzzOptions
{
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The seed of the first program; the others follow it.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Threads that make and run programs.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Go on after a difference, up to <see cref="FuzzExecutor.MostFindings"/>.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>A miscompile that the fuzzer has to find.</summary>
    public PlantedBug Plant { get; init; }

    /// <summary>Where programs that make a difference are kept, and the seeds that are being worked on.</summary>
    public string Directory { get; init; } = Path.Combine(Path.GetTempPath(), "orus-fuzz");

    /// <summary>Takes a line per minute, and the findings as they come.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
