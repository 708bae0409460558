using System;
using Orus.Front.Source;

namespace Orus.Tier2.Planning;

/// <summary>What can happen to a unit; the rows of <see cref="TierEvents"/>.</summary>
public enum TierEventKind : byte
{
    Hot,
    Recorded,
    Compiled,
    Entered,
    Exited,
    Respecialised,
    Refused,
    BackedOff,
    Evicted,
}

/// <summary>Something that happened to a unit.</summary>
/// <param name="Kind">What.</param>
/// <param name="Unit">The unit's name.</param>
/// <param name="Place">Where it stands in the source, or where it was left.</param>
/// <param name="Detail">Figures and reasons.</param>
public sealed record TierEvent(TierEventKind Kind, string Unit, SourceSpan Place, string Detail);

/// <summary>The one list of events, with their names in traces.</summary>
public static class TierEvents
{
    private static readonly (TierEventKind Kind, string Name)[] Rows =
    [
        (TierEventKind.Hot, "hot"),
        (TierEventKind.Recorded, "recorded"),
        (TierEventKind.Compiled, "compiled"),
        (TierEventKind.Entered, "entered"),
        (TierEventKind.Exited, "exited"),
        (TierEventKind.Respecialised, "respecialised"),
        (TierEventKind.Refused, "refused"),
        (TierEventKind.BackedOff, "backed off"),
        (TierEventKind.Evicted, "evicted"),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<(TierEventKind Kind, string Name)> All => Rows;

    public static string NameOf(TierEventKind kind) => Rows[(int)kind].Name;
}
