using System;

namespace Orus.Front.Parsing;

/// <summary>A stack on which nested lists are collected side by side, so that each becomes an array without a list of its own.</summary>
internal struct Scratch<T>()
{
    private T[] _items = new T[32];

    /// <summary>The height of the stack: where a list that begins now will start.</summary>
    public int Mark { get; private set; }

    public void Add(T item)
    {
        if (Mark == _items.Length)
            Array.Resize(ref _items, Mark * 2);
        _items[Mark++] = item;
    }

    /// <summary>Removes the items above <paramref name="mark"/> and returns them.</summary>
    public T[] Take(int mark)
    {
        if (Mark == mark)
            return [];
        Span<T> taken = _items.AsSpan(mark, Mark - mark);
        T[] items = taken.ToArray();
        taken.Clear();
        Mark = mark;
        return items;
    }
}
