using System;
using Orus.Interp.Errors;

namespace Orus.Interp.Values;

/// <summary>Allocates backing stores, and turns the limits of the process into the language's "Out of memory".</summary>
internal static class Storage
{
    /// <summary>
    /// From this size on an allocation is compared with the memory that is left. The system hands out address space beyond it without complaint and ends the process when the pages are touched.
    /// </summary>
    private const long LargeAllocation = 16 << 20;

    public static T[] Allocate<T>(long length)
    {
        if (length > Array.MaxLength)
            throw Raise.OutOfMemory();
        try
        {
            if (length >= LargeAllocation / 16)
                CheckAvailable(length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
            return new T[length];
        }
        catch (OutOfMemoryException)
        {
            throw Raise.OutOfMemory();
        }
    }

    /// <summary>A copy of the first <paramref name="count"/> elements with room for at least <paramref name="needed"/>, and for doubling.</summary>
    public static T[] Grow<T>(T[] items, int count, long needed)
    {
        long capacity = Math.Max(Math.Max(needed, 4), Math.Min(2L * items.Length, Array.MaxLength));
        T[] larger = Allocate<T>(capacity);
        Array.Copy(items, larger, count);
        return larger;
    }

    private static void CheckAvailable(long bytes)
    {
        if (bytes < LargeAllocation)
            return;
        long limit = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > limit - GC.GetTotalMemory(forceFullCollection: false))
        {
            // Much of what counts as used may be garbage: look again after a collection before giving up.
            if (bytes > limit - GC.GetTotalMemory(forceFullCollection: true))
                throw Raise.OutOfMemory();
        }
    }
}
