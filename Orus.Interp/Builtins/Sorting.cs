using System;
using System.Collections.Generic;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Builtins;

/// <summary><c>sorted(a)</c>: ascending and stable. Equal elements cannot be told apart, the two zeros of f64 excepted, so an unstable sort will do for the rest.</summary>
internal static class Sorting
{
    public static OrusArray Sorted(OrusArray array)
    {
        if (array is RefArray && array.Type.Element.Kind != TypeKind.String)
            throw Raise.NotSortable();
        if (array.Count == 0)
            return OrusArray.Create(array.Type, 0);
        OrusArray sorted = array.SliceFrom(0);
        switch (sorted)
        {
            case I32Array ints:
                ints.Span.Sort();
                break;
            case I64Array ints:
                ints.Span.Sort();
                break;
            case U32Array ints:
                ints.Span.Sort();
                break;
            case U64Array ints:
                ints.Span.Sort();
                break;
            case BoolArray bools:
                bools.Span.Sort();
                break;
            case F64Array floats:
                SortFloats(floats.Span);
                break;
            case RefArray texts:
                texts.Span.Sort(static (left, right) => OrusString.Compare((OrusString)left!, (OrusString)right!));
                break;
            default:
                SortDynamic(((AnyArray)sorted).Span);
                break;
        }
        return sorted;
    }

    /// <summary>NaNs go last; zeros keep the order they had among themselves.</summary>
    private static void SortFloats(Span<double> values)
    {
        int count = 0;
        var zeros = new List<double>();
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (double.IsNaN(value))
                continue;
            if (value == 0)
                zeros.Add(value);
            values[count++] = value;
        }
        values[count..].Fill(double.NaN);
        values = values[..count];
        values.Sort();
        int zero = values.IndexOf(0.0);
        foreach (double value in zeros)
            values[zero++] = value;
    }

    /// <summary>Elements of type <c>any</c>: all must be numbers of one type, all strings or all bools.</summary>
    private static void SortDynamic(Span<AnyValue> values)
    {
        object? first = values[0].Tag;
        foreach (AnyValue value in values)
        {
            bool alike = first is OrusString ? value.Tag is OrusString : first is TypeTag && ReferenceEquals(value.Tag, first);
            if (!alike)
                throw Raise.NotSortable();
        }
        if (first is OrusString)
        {
            values.Sort(static (left, right) => OrusString.Compare((OrusString)left.Tag!, (OrusString)right.Tag!));
        }
        else if (ReferenceEquals(first, TypeTag.F64))
        {
            double[] floats = new double[values.Length];
            for (int i = 0; i < floats.Length; i++)
                floats[i] = values[i].F64;
            SortFloats(floats);
            for (int i = 0; i < floats.Length; i++)
                values[i] = AnyValue.OfF64(floats[i]);
        }
        else if (ReferenceEquals(first, TypeTag.U64))
        {
            values.Sort(static (left, right) => ((ulong)left.Bits).CompareTo((ulong)right.Bits));
        }
        else
        {
            values.Sort(static (left, right) => left.Bits.CompareTo(right.Bits));
        }
    }
}
