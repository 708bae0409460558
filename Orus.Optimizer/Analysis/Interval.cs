using System;
using Orus.Front.Types;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>The integers from <paramref name="Lo"/> to <paramref name="Hi"/>; empty if Lo is greater. Values are as registers hold them, so u64 has no useful intervals.</summary>
/// <param name="Lo">Smallest member.</param>
/// <param name="Hi">Greatest member.</param>
internal readonly record struct Interval(long Lo, long Hi)
{
    public static readonly Interval Empty = new(long.MaxValue, long.MinValue);

    public static readonly Interval All = new(long.MinValue, long.MaxValue);

    public bool IsEmpty => Lo > Hi;

    /// <summary>Every value of a type.</summary>
    public static Interval Of(IrType type) => type switch
    {
        IrType.I32 => new Interval(int.MinValue, int.MaxValue),
        IrType.U32 => new Interval(0, uint.MaxValue),
        IrType.Bool => new Interval(0, 1),
        _ => All,
    };

    private bool IsSmall => Lo >= int.MinValue && Hi <= int.MaxValue;

    public bool Contains(long value) => Lo <= value && value <= Hi;

    public bool IsWithin(Interval other) => IsEmpty || (other.Lo <= Lo && Hi <= other.Hi);

    public Interval Union(Interval other) => IsEmpty ? other : other.IsEmpty ? this : new Interval(Math.Min(Lo, other.Lo), Math.Max(Hi, other.Hi));

    public Interval Intersect(Interval other) => new(Math.Max(Lo, other.Lo), Math.Min(Hi, other.Hi));

    /// <summary>All members plus a number; bounds at the ends of 64 bits stay there.</summary>
    public Interval ShiftedBy(long distance) => IsEmpty ? this : Within((WideInteger)Lo + (Lo == long.MinValue ? 0 : distance), (WideInteger)Hi + (Hi == long.MaxValue ? 0 : distance));

    /// <summary>The 64-bit integers between two bounds.</summary>
    public static Interval Within(WideInteger lo, WideInteger hi) =>
        new((long)WideInteger.Clamp(lo, long.MinValue, long.MaxValue), (long)WideInteger.Clamp(hi, long.MinValue, long.MaxValue));

    /// <summary>The exact results of an arithmetic operation, before they are brought into their type. The operands are not empty.</summary>
    public static (WideInteger Lo, WideInteger Hi) Exact(IrOp op, Interval a, Interval b)
    {
        switch (op)
        {
            case IrOp.Add:
                return ((WideInteger)a.Lo + b.Lo, (WideInteger)a.Hi + b.Hi);
            case IrOp.Sub:
                return ((WideInteger)a.Lo - b.Hi, (WideInteger)a.Hi - b.Lo);
            default:
                if (a.IsSmall && b.IsSmall)
                {
                    long smallest = Math.Min(Math.Min(a.Lo * b.Lo, a.Lo * b.Hi), Math.Min(a.Hi * b.Lo, a.Hi * b.Hi));
                    long greatest = Math.Max(Math.Max(a.Lo * b.Lo, a.Lo * b.Hi), Math.Max(a.Hi * b.Lo, a.Hi * b.Hi));
                    return (smallest, greatest);
                }
                WideInteger p = (WideInteger)a.Lo * b.Lo;
                WideInteger q = (WideInteger)a.Lo * b.Hi;
                WideInteger r = (WideInteger)a.Hi * b.Lo;
                WideInteger s = (WideInteger)a.Hi * b.Hi;
                return (WideInteger.Min(WideInteger.Min(p, q), WideInteger.Min(r, s)), WideInteger.Max(WideInteger.Max(p, q), WideInteger.Max(r, s)));
        }
    }

    /// <summary>Quotients that truncate; the divisor may contain zero, which raises.</summary>
    public static Interval Divide(Interval a, Interval b)
    {
        if (b.Lo > 0)
            return new Interval(a.Lo >= 0 ? a.Lo / b.Hi : a.Lo / b.Lo, a.Hi >= 0 ? a.Hi / b.Lo : a.Hi / b.Hi);
        if (a.Lo >= 0 && b.Lo >= 0)
            return new Interval(0, a.Hi);
        if (a.Lo == long.MinValue)
            return All;
        long greatest = Math.Max(Math.Abs(a.Lo), a.Hi == long.MinValue ? long.MaxValue : Math.Abs(a.Hi));
        return new Interval(-greatest, greatest);
    }

    /// <summary>Remainders with the sign of the dividend.</summary>
    public static Interval Remainder(Interval a, Interval b)
    {
        long greatest = b.Lo == long.MinValue ? long.MaxValue : Math.Max(Math.Abs(b.Lo), b.Hi == long.MinValue ? long.MaxValue : Math.Abs(b.Hi)) - 1;
        greatest = Math.Max(greatest, 0);
        return new Interval(a.Lo >= 0 ? 0 : Math.Max(a.Lo, -greatest), a.Hi <= 0 ? 0 : Math.Min(a.Hi, greatest));
    }

    /// <summary>The part of <paramref name="a"/> that can stand in the comparison with some member of <paramref name="b"/>.</summary>
    public static Interval Refine(Interval a, Comparison comparison, Interval b)
    {
        if (b.IsEmpty)
            return a;
        switch (comparison)
        {
            case Comparison.Lt:
                return b.Hi == long.MinValue ? Empty : new Interval(a.Lo, Math.Min(a.Hi, b.Hi - 1));
            case Comparison.Le:
                return new Interval(a.Lo, Math.Min(a.Hi, b.Hi));
            case Comparison.Gt:
                return b.Lo == long.MaxValue ? Empty : new Interval(Math.Max(a.Lo, b.Lo + 1), a.Hi);
            case Comparison.Ge:
                return new Interval(Math.Max(a.Lo, b.Lo), a.Hi);
            case Comparison.Eq:
                return a.Intersect(b);
            default:
                if (b.Lo != b.Hi || a.IsEmpty)
                    return a;
                return a.Lo == b.Lo ? a.Lo == a.Hi ? Empty : new Interval(a.Lo + 1, a.Hi) : a.Hi == b.Lo ? new Interval(a.Lo, a.Hi - 1) : a;
        }
    }

    /// <summary>Does the comparison hold for all members (true), for none (false), or for some (null)? Neither interval is empty.</summary>
    public static bool? Decide(Interval a, Comparison comparison, Interval b)
    {
        switch (comparison)
        {
            case Comparison.Lt:
                return a.Hi < b.Lo ? true : a.Lo >= b.Hi ? false : null;
            case Comparison.Le:
                return a.Hi <= b.Lo ? true : a.Lo > b.Hi ? false : null;
            case Comparison.Gt:
                return a.Lo > b.Hi ? true : a.Hi <= b.Lo ? false : null;
            case Comparison.Ge:
                return a.Lo >= b.Hi ? true : a.Hi < b.Lo ? false : null;
            case Comparison.Eq:
                return a.Lo == a.Hi && a == b ? true : a.Hi < b.Lo || b.Hi < a.Lo ? false : null;
            default:
                return a.Hi < b.Lo || b.Hi < a.Lo ? true : a.Lo == a.Hi && a == b ? false : null;
        }
    }
}
