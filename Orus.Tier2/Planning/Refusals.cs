using System;
using Orus.Front.Source;

namespace Orus.Tier2.Planning;

/// <summary>Why a loop or function stays in the interpreter.</summary>
public enum RefusalReason : byte
{
    TooLarge,
    LeavesTooOften,
    Failure,
    DebugLimit,
}

/// <summary>A loop or function that is left to the interpreter.</summary>
/// <param name="Unit">Its name.</param>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Reason">Why.</param>
public sealed record RefusalReport(string Unit, SourceSpan Place, RefusalReason Reason);

/// <summary>Thrown while a unit is planned or emitted, when it cannot be compiled; caught by the controller, which leaves the loop to the interpreter.</summary>
internal sealed class RefusedException(RefusalReason reason) : Exception(Refusals.Sentence(reason))
{
    public RefusalReason Reason { get; } = reason;
}

/// <summary>A row of the list of refusals.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Sentence">As reports say it.</param>
public readonly record struct RefusalInfo(RefusalReason Reason, string Sentence);

/// <summary>The one list of refusals.</summary>
public static class Refusals
{
    private static readonly RefusalInfo[] Rows =
    [
        new(RefusalReason.TooLarge, "the unit is larger than RyuJIT optimises"),
        new(RefusalReason.LeavesTooOften, "the compiled code was left too often by checks that fail"),
        new(RefusalReason.Failure, "the compiler itself failed"),
        new(RefusalReason.DebugLimit, "a debug parameter limits how many units are compiled"),
    ];

    /// <summary>All rows, in enum order (a test holds that).</summary>
    public static ReadOnlySpan<RefusalInfo> All => Rows;

    public static string Sentence(RefusalReason reason) => Rows[(int)reason].Sentence;
}
