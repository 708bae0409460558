using System;
using System.Collections.Generic;
using System.IO;
using Orus.Front;
using Orus.Front.Source;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Engine;

/// <summary>How programs are compiled and run. Engines share nothing, so several may run at once in one process.</summary>
public sealed class EngineOptions
{
    public const int DefaultMaxDepth = 10_000;

    public const int LargestMaxDepth = 1_000_000;

    /// <summary>How many calls may be nested, 1 to <see cref="LargestMaxDepth"/>.</summary>
    public int MaxDepth { get; init; } = DefaultMaxDepth;

    /// <summary>Ends the program when it has run that long; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Raises "Out of memory" in the program when the process's heap exceeds that many bytes; null for no limit.</summary>
    public long? HeapLimit { get; init; }

    /// <summary>Where the program's output goes; null for standard output.</summary>
    public Stream? Output { get; init; }

    /// <summary>What the program reads; null for standard input.</summary>
    public Stream? Input { get; init; }

    /// <summary>Kill switches and parameters of the optimizer.</summary>
    public SwitchSet Switches { get; init; } = new();

    /// <summary>Check the IR after every pass, and the bytecode.</summary>
    public bool VerifyIr { get; init; }

    /// <summary>Makes the next tier for a run; null to stay in the interpreter.</summary>
    public Func<ITierUp>? Tier { get; init; }

    /// <summary>Takes one line per decision of the optimizer; null when nobody reads them.</summary>
    public List<string>? OptimizerTrace { get; init; }

    /// <summary>Count what is executed; <see cref="RunResult.Telemetry"/> has it then. Free when off.</summary>
    public bool CollectTelemetry { get; init; }

    /// <summary>Is shown all code that is made.</summary>
    internal ICodeObserver? Observer { get; init; }

    /// <summary>Where modules are looked for first; empty for the current directory of the process.</summary>
    public string CurrentDirectory { get; init; } = "";

    /// <summary>Directories searched for modules after those of the importing and the main file.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>The last place where modules are looked for.</summary>
    public string? ExecutableDirectory { get; init; }

    internal FrontendOptions FrontendOptionsFor(SourceSet sources) => new()
    {
        Sources = sources,
        CurrentDirectory = CurrentDirectory,
        SearchPath = SearchPath,
        ExecutableDirectory = ExecutableDirectory,
    };
}
