using System;
using System.Numerics;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Arrays that analyses and passes borrow and give back: each function needs dozens of them for a moment, and what is not allocated need not be collected. One set per thread; an array that is not given back is merely
/// garbage.
/// </summary>
internal static class Scratch<T>
{
    private const int SmallestBits = 5;
    private const int LargestBits = 13;
    private const int KeptPerSize = 16;

    // Those kept have nothing but default values in them.
    [ThreadStatic]
    private static Shelf[]? s_shelves;

    private sealed class Shelf
    {
        public readonly T[]?[] Arrays = new T[KeptPerSize][];
        public int Count;
    }

    /// <summary>An array of default values, of at least so many elements.</summary>
    public static T[] Rent(int length)
    {
        int size = SizeOf(length);
        if (size > LargestBits)
            return new T[length];
        if (s_shelves?[size - SmallestBits] is not { Count: > 0 } shelf)
            return new T[1 << size];
        T[] array = shelf.Arrays[--shelf.Count]!;
        shelf.Arrays[shelf.Count] = null;
        return array;
    }

    /// <summary>An array of at least so many elements, of which that many have a value.</summary>
    public static T[] Rent(int length, T value)
    {
        T[] array = Rent(length);
        for (int i = 0; i < length; i++)
            array[i] = value;
        return array;
    }

    /// <summary>Takes an array back. Nobody may use it any more.</summary>
    /// <param name="array">The array.</param>
    /// <param name="used">How many of its elements, from the first one on, may have been assigned.</param>
    public static void Return(T[] array, int used)
    {
        int size = SizeOf(array.Length);
        if (size > LargestBits || array.Length != 1 << size)
            return;
        Shelf[] shelves = s_shelves ??= NewShelves();
        Shelf shelf = shelves[size - SmallestBits];
        if (shelf.Count == KeptPerSize)
            return;
        Array.Clear(array, 0, used);
        shelf.Arrays[shelf.Count++] = array;
    }

    private static Shelf[] NewShelves()
    {
        var shelves = new Shelf[LargestBits - SmallestBits + 1];
        for (int i = 0; i < shelves.Length; i++)
            shelves[i] = new Shelf();
        return shelves;
    }

    private static int SizeOf(int length) => length <= 1 << SmallestBits ? SmallestBits : 32 - BitOperations.LeadingZeroCount((uint)length - 1);
}
