using Orus.Front.Types;

namespace Orus.Interp.Operations;

/// <summary>Bounds of ranges (section 14 of the reference) on register bits: i32, i64 sign-extended, u32 zero-extended. Differences wrap, so all four types share the code.</summary>
internal static class RangeMath
{
    /// <summary>Does a step (of its own kind) count up? It is not zero.</summary>
    public static bool CountsUp(TypeKind stepKind, long step) => stepKind == TypeKind.U64 || step > 0;

    public static bool IsEmpty(TypeKind kind, bool up, long start, long end, bool inclusive)
    {
        if (start == end)
            return !inclusive;
        bool ascending = kind == TypeKind.U64 ? (ulong)start < (ulong)end : start < end;
        return ascending != up;
    }

    /// <summary>The last value that a range which is not empty takes.</summary>
    public static long Last(bool up, long start, long end, long step, bool inclusive)
    {
        ulong magnitude = up ? (ulong)step : 0UL - (ulong)step;
        ulong distance = up ? (ulong)end - (ulong)start : (ulong)start - (ulong)end;
        if (!inclusive)
            distance--;
        long advance = (long)(distance - (distance % magnitude));
        return up ? start + advance : start - advance;
    }
}
