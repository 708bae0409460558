namespace Orus.Interp.Dispatch;

/// <summary>Whether the dispatch loop counts or records what it executes: a type argument, so that the loop that does not holds no trace of it.</summary>
internal interface ITelemetryPolicy;

internal readonly struct TelemetryOff : ITelemetryPolicy;

internal readonly struct TelemetryOn : ITelemetryPolicy;
