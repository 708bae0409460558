using System;
using Orus.Front.Source;

namespace Orus.Interp.Dispatch;

/// <summary>Why a running script is stopped from outside.</summary>
internal enum InterruptReason
{
    None,
    /// <summary>The host or the user asked for it.</summary>
    Cancelled,
    Timeout,
    /// <summary>The heap limit is exceeded: an error that the program may catch.</summary>
    Memory,
    /// <summary>Compiled loops shall be left, because there will be other code for them; the script goes on.</summary>
    Checkpoint,
}

/// <summary>Ends a script from outside; no handler of the program sees it.</summary>
internal sealed class InterruptedException(InterruptReason reason) : Exception
{
    public InterruptReason Reason { get; } = reason;

    /// <summary>What was about to run.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;
}
