using System;
using System.Collections.Generic;
using System.Numerics;

namespace Orus.Optimizer.Analysis;

/// <summary>A set of small numbers of fixed capacity.</summary>
internal sealed class BitSet
{
    private readonly ulong[] _words;

    public BitSet(int capacity) => _words = new ulong[(capacity + 63) >> 6];

    private BitSet(ulong[] words) => _words = words;

    public bool this[int member] => (_words[member >> 6] >> member & 1) != 0;

    public bool Add(int member)
    {
        ref ulong word = ref _words[member >> 6];
        ulong before = word;
        word |= 1UL << member;
        return word != before;
    }

    /// <summary>Adds the members of a word: of the 64 from its number times 64 on.</summary>
    public void AddWord(int number, ulong word) => _words[number] |= word;

    public void Remove(int member) => _words[member >> 6] &= ~(1UL << member);

    public void Clear() => Array.Clear(_words);

    /// <summary>Adds everything the capacity allows; members at or above the capacity in the last word are harmless.</summary>
    public void Fill() => Array.Fill(_words, ulong.MaxValue);

    public BitSet Copy() => new((ulong[])_words.Clone());

    public void CopyFrom(BitSet other) => other._words.CopyTo(_words, 0);

    /// <summary>Returns whether anything was added.</summary>
    public bool UnionWith(BitSet other)
    {
        ulong changed = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            ulong union = _words[i] | other._words[i];
            changed |= union ^ _words[i];
            _words[i] = union;
        }
        return changed != 0;
    }

    /// <summary>Adds the members of <paramref name="added"/> that are not in <paramref name="except"/>.</summary>
    public bool UnionWithDifference(BitSet added, BitSet except)
    {
        ulong changed = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            ulong union = _words[i] | added._words[i] & ~except._words[i];
            changed |= union ^ _words[i];
            _words[i] = union;
        }
        return changed != 0;
    }

    /// <summary>Returns whether anything was removed.</summary>
    public bool IntersectWith(BitSet other)
    {
        ulong changed = 0;
        for (int i = 0; i < _words.Length; i++)
        {
            ulong intersection = _words[i] & other._words[i];
            changed |= intersection ^ _words[i];
            _words[i] = intersection;
        }
        return changed != 0;
    }

    public bool SetEquals(BitSet other) => _words.AsSpan().SequenceEqual(other._words);

    public int Count
    {
        get
        {
            int count = 0;
            foreach (ulong word in _words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>The members in ascending order.</summary>
    public IEnumerable<int> Members()
    {
        for (int i = 0; i < _words.Length; i++)
        {
            for (ulong word = _words[i]; word != 0; word &= word - 1)
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
        }
    }
}
