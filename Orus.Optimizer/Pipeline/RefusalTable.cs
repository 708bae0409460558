using System;

namespace Orus.Optimizer.Pipeline;

/// <summary>Why a loop was left alone; <see cref="RefusalTable"/> has the words.</summary>
public enum RefusalReason : byte
{
    Irreducible,
    NoPreheader,
    CallMayChangeValue,
    StoreMayChangeValue,
    LengthMayChange,
    NotFirstInLoop,
    TripCountUnknown,
    TripCountTooLarge,
    BodyTooLarge,
}

/// <summary>One reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Name">Its name in reports that tools read.</param>
/// <param name="Message">A clause that completes "left alone because …".</param>
/// <param name="Advice">What a programmer could do about it; empty if nothing.</param>
public readonly record struct RefusalRow(RefusalReason Reason, string Name, string Message, string Advice);

/// <summary>The one list of reasons for which loop passes leave a loop, or an operation in it, as it is.</summary>
public static class RefusalTable
{
    private static readonly RefusalRow[] AllRows =
    [
        new(RefusalReason.Irreducible, "irreducible", "the loop can be entered at more than one place", ""),
        new(RefusalReason.NoPreheader, "no-preheader", "there is no block before the loop to move operations to", "switch on `loopform`"),
        new(RefusalReason.CallMayChangeValue, "call", "a call in the loop may change the value", "copy the value into a local variable before the loop"),
        new(RefusalReason.StoreMayChangeValue, "store", "an assignment in the loop may change the value", ""),
        new(RefusalReason.LengthMayChange, "length", "the loop adds or removes array elements", ""),
        new(RefusalReason.NotFirstInLoop, "not-first", "the operation can fail and the loop may do something else before", ""),
        new(RefusalReason.TripCountUnknown, "trips-unknown", "the number of rounds is not known", ""),
        new(RefusalReason.TripCountTooLarge, "trips-many", "the loop has too many rounds to write them out", ""),
        new(RefusalReason.BodyTooLarge, "body-large", "the written-out loop would be too large", ""),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<RefusalRow> All => AllRows;

    public static ref readonly RefusalRow Row(RefusalReason reason) => ref AllRows[(int)reason];
}
