using System;

namespace Orus.Tier2.Exits;

/// <summary>Why compiled code was left.</summary>
internal enum ExitReason : byte
{
    LoopExit,
    Return,
    Interrupt,
    Overflow,
    Bounds,
    DivisionByZero,
    Conversion,
    TypeGuard,
    Unassigned,
    Raise,
    CallDepth,
    PendingError,
    Forced,
}

/// <summary>What happens to a loop that takes an exit often.</summary>
internal enum ExitPolicy : byte
{
    /// <summary>Part of the program's normal course; never counts against the compiled code.</summary>
    Normal,
    /// <summary>The interpreter raises an error; the loop is entered again after it was caught.</summary>
    Error,
    /// <summary>An assumption about types failed: repeated exits lead to a new specialisation.</summary>
    Respecialise,
}

/// <summary>A row of the exit table: the one list of reasons, their names in reports and their policy.</summary>
internal readonly record struct ExitReasonInfo(ExitReason Reason, string Name, string Sentence, ExitPolicy Policy);

/// <summary>All exit reasons, in enum order (a test holds that).</summary>
internal static class ExitReasons
{
    private static readonly ExitReasonInfo[] Rows =
    [
        new(ExitReason.LoopExit, "loop-exit", "the loop ended or a break left it", ExitPolicy.Normal),
        new(ExitReason.Return, "return", "the function returned from inside the loop", ExitPolicy.Normal),
        new(ExitReason.Interrupt, "interrupt", "a timeout, cancellation or checkpoint was requested", ExitPolicy.Normal),
        new(ExitReason.Overflow, "overflow", "a signed result did not fit", ExitPolicy.Error),
        new(ExitReason.Bounds, "bounds", "an index was outside its array or string", ExitPolicy.Error),
        new(ExitReason.DivisionByZero, "zero", "a divisor or step was zero", ExitPolicy.Error),
        new(ExitReason.Conversion, "conversion", "a value did not fit the target type of a cast", ExitPolicy.Error),
        new(ExitReason.TypeGuard, "type", "a value had another type than before", ExitPolicy.Respecialise),
        new(ExitReason.Unassigned, "unassigned", "a variable was read before it was assigned", ExitPolicy.Error),
        new(ExitReason.Raise, "raise", "the program reached a point that always raises", ExitPolicy.Error),
        new(ExitReason.CallDepth, "depth", "the call depth limit was reached", ExitPolicy.Error),
        new(ExitReason.PendingError, "callee-error", "a called function or builtin raised", ExitPolicy.Error),
        new(ExitReason.Forced, "forced", "a debug switch made the guard fail", ExitPolicy.Normal),
    ];

    public static ReadOnlySpan<ExitReasonInfo> All => Rows;

    public static ref readonly ExitReasonInfo Info(ExitReason reason) => ref Rows[(int)reason];
}
