using System;

namespace Orus.Tier2.Planning;

/// <summary>Why a loop or function stays in the interpreter.</summary>
internal enum RefusalReason : byte
{
    NotNatural,
    TooLarge,
}

/// <summary>Thrown while a unit is planned or emitted, when it cannot be compiled; caught by the controller, which leaves the loop to the interpreter.</summary>
internal sealed class RefusedException(RefusalReason reason) : Exception(Refusals.Sentence(reason))
{
    public RefusalReason Reason { get; } = reason;
}

/// <summary>The one list of refusals.</summary>
internal static class Refusals
{
    private static readonly (RefusalReason Reason, string Sentence)[] Rows =
    [
        (RefusalReason.NotNatural, "the loop can be entered at more than one place"),
        (RefusalReason.TooLarge, "the unit is larger than RyuJIT optimises"),
    ];

    public static string Sentence(RefusalReason reason) => Rows[(int)reason].Sentence;

    public static ReadOnlySpan<(RefusalReason Reason, string Sentence)> All => Rows;
}
