using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>What the tier remembers about a loop.</summary>
internal sealed class LoopHistory
{
    /// <summary>Entries before the first review of a unit.</summary>
    private const int FirstReview = 256;

    private const int MostBackoffs = 6;

    /// <summary>When the loop was last found hot, as a time stamp.</summary>
    public long Hot { get; set; }

    /// <summary>It overflowed once: overflow is tested explicitly, so that no restart is needed.</summary>
    public bool ExplicitOverflow { get; set; }

    /// <summary>What was recorded of it, or is just being recorded; null if there is nothing to know about it.</summary>
    public LoopTrace? Trace { get; set; }

    /// <summary>The unit in use, or on its way; null if there is none.</summary>
    public UnitReport? Unit { get; private set; }

    private long _entries;
    private long _flips;

    /// <summary>A unit was made for the loop. Returns the number of entries at which it is to be reviewed.</summary>
    public long Begin(UnitReport unit, long entries)
    {
        Unit = unit;
        _entries = entries;
        _flips = 0;
        return entries + FirstReview;
    }

    /// <summary>
    /// Reviews the unit: code whose assumptions failed at every other entry or more since the last review is not worth it, and the loop is interpreted for a while: <paramref name="threshold"/> rounds times four to the
    /// number of times this happened. After <see cref="MostBackoffs"/> times it is left to the interpreter.
    /// </summary>
    /// <param name="loop">The loop.</param>
    /// <param name="flips">How often an assumption failed so far.</param>
    /// <param name="threshold">Rounds that make a loop hot.</param>
    /// <returns>Rounds to be interpreted: zero to keep the code, <see cref="long.MaxValue"/> for all.</returns>
    public long Review(LoopState loop, long flips, int threshold)
    {
        long entries = loop.Entries - _entries;
        bool isGood = (flips - _flips) * 2 < entries;
        _entries = loop.Entries;
        _flips = flips;
        loop.ReviewAt = isGood ? loop.Entries + (entries * 2) : long.MaxValue;
        if (isGood)
            return 0;
        return ++loop.Backoff > MostBackoffs ? long.MaxValue : (long)threshold << (2 * loop.Backoff);
    }

    public static LoopHistory Of(LoopState loop)
    {
        if (loop.TierData is LoopHistory history)
            return history;
        history = new LoopHistory();
        loop.TierData = history;
        return history;
    }
}
