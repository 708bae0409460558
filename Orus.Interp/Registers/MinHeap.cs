using System;

namespace Orus.Interp.Registers;

/// <summary>Pairs of a key and a value, smallest key first. The framework's queue of pairs of numbers would have to be compiled at every start of the program.</summary>
internal sealed class MinHeap
{
    private long[] _items = new long[16];
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>The smallest key; the heap must not be empty.</summary>
    public int FirstKey => (int)(_items[0] >> 32);

    public void Add(int key, int value)
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, _count * 2);
        long item = ((long)key << 32) | (uint)value;
        int hole = _count++;
        while (hole > 0 && _items[(hole - 1) / 2] > item)
        {
            _items[hole] = _items[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        _items[hole] = item;
    }

    /// <summary>Takes out the value of the smallest key; the heap must not be empty.</summary>
    public int Take()
    {
        int first = (int)_items[0];
        long item = _items[--_count];
        int hole = 0;
        for (int child = 1; child < _count; child = (2 * hole) + 1)
        {
            if (child + 1 < _count && _items[child + 1] < _items[child])
                child++;
            if (_items[child] >= item)
                break;
            _items[hole] = _items[child];
            hole = child;
        }
        _items[hole] = item;
        return first;
    }
}
