namespace Orus.Interp.Dispatch;

/// <summary>Whether the dispatch loop counts what it executes: a type argument, so that the loop that does not count holds no trace of counting.</summary>
internal interface ITelemetryPolicy;

internal readonly struct TelemetryOff : ITelemetryPolicy;

internal readonly struct TelemetryOn : ITelemetryPolicy;
