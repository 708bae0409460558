using System;
using System.Collections;
using System.Collections.Generic;
using System.Numerics;

namespace Orus.Optimizer.Analysis;

/// <summary>A set of registers, as words of 64 neighbours: only those with a member are stored. Enumerates the members in ascending order.</summary>
internal sealed class RegisterSet : IEnumerable<int>
{
    /// <summary>The set without members.</summary>
    public static readonly RegisterSet Empty = new();

    private int[] _numbers = [];
    private ulong[] _words = [];
    private int _count;

    /// <summary>Adds the members of a word beyond those that the set has.</summary>
    /// <param name="number">The word: its lowest register divided by 64.</param>
    /// <param name="word">Its members.</param>
    public void Append(int number, ulong word)
    {
        if (_count == _words.Length)
        {
            int size = Math.Max(1, _count * 2);
            Array.Resize(ref _numbers, size);
            Array.Resize(ref _words, size);
        }
        _numbers[_count] = number;
        _words[_count++] = word;
    }

    /// <summary>Is a register a member? Takes time with the logarithm of the words.</summary>
    public bool Contains(int register)
    {
        int place = PlaceOf(register >> 6, _numbers, _count);
        return place >= 0 && (_words[place] >> register & 1) != 0;
    }

    /// <summary>
    /// Where a number stands among ascending ones, or -1; takes time with the logarithm of their count. In place of <see cref="Array.BinarySearch{T}(T[], T)"/>, which every process would have to compile at its start.
    /// </summary>
    public static int PlaceOf(int number, int[] ascending, int count)
    {
        int low = 0;
        while (low < count)
        {
            int middle = (low + count) >> 1;
            if (ascending[middle] == number)
                return middle;
            if (ascending[middle] < number)
                low = middle + 1;
            else
                count = middle;
        }
        return -1;
    }

    /// <summary>Adds all members to a set.</summary>
    public void AddTo(BitSet set)
    {
        for (int i = 0; i < _count; i++)
            set.AddWord(_numbers[i], _words[i]);
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<int> IEnumerable<int>.GetEnumerator()
    {
        foreach (int register in this)
            yield return register;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();

    /// <summary>Goes through the members in ascending order.</summary>
    public struct Enumerator(RegisterSet set)
    {
        private int _place = -1;
        private ulong _rest;

        public readonly int Current => (set._numbers[_place] << 6) + BitOperations.TrailingZeroCount(_rest);

        public bool MoveNext()
        {
            _rest &= _rest - 1;
            while (_rest == 0)
            {
                if (++_place >= set._count)
                    return false;
                _rest = set._words[_place];
            }
            return true;
        }
    }
}
