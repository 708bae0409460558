using Orus.Front.Diagnostics;
using Orus.Interp.Telemetry;

namespace Orus.Interp.Engine;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>The program came to its end.</summary>
    Completed,
    /// <summary>A run-time error was not caught.</summary>
    Failed,
    /// <summary>The time limit was reached.</summary>
    TimedOut,
    /// <summary>The host asked for it.</summary>
    Cancelled,
    /// <summary>Nobody reads the output any more.</summary>
    OutputClosed,
}

/// <summary>The outcome of a run.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Error">The uncaught error with its trace, or where the program was when it was stopped.</param>
public sealed record RunResult(RunStatus Status, Diagnostic? Error)
{
    /// <summary>What was counted; null unless <see cref="EngineOptions.CollectTelemetry"/> asks for it.</summary>
    public RunTelemetry? Telemetry { get; init; }

    /// <summary>The exit code of a process that does nothing but this run.</summary>
    public int ExitCode => Status is RunStatus.Completed or RunStatus.OutputClosed ? 0 : 70;
}
