using Orus.Front.Types;

namespace Orus.Interp.Values;

/// <summary>A one-shot sequence that a <c>for</c> loop consumes.</summary>
internal abstract class Iterator : HeapObject
{
    public override TypeKind Kind => TypeKind.RangeIterator;

    public abstract bool HasNext { get; }

    /// <summary>Takes the next element; only legal while <see cref="HasNext"/>.</summary>
    public abstract AnyValue Next();
}

/// <summary>Result of <c>range(…)</c>, and the bounds of a <c>for</c> over dynamic values. Counts up to a last value it reaches exactly, so it never overflows.</summary>
internal sealed class RangeIterator : Iterator
{
    /// <summary>The integer type of the elements.</summary>
    public readonly TypeKind Element;

    /// <summary>As given, for the text.</summary>
    public readonly long Start;
    public readonly long End;
    public readonly long Step;

    /// <summary>The next element, sign- or zero-extended by <see cref="Element"/>; meaningless once <see cref="Done"/>.</summary>
    public long Current;
    public readonly long Last;
    public bool Done;

    private readonly TypeTag _tag;

    public RangeIterator(TypeKind element, long start, long end, long step, long last, bool isEmpty)
    {
        Element = element;
        Start = start;
        End = end;
        Step = step;
        Current = start;
        Last = last;
        Done = isEmpty;
        _tag = TypeTag.Of(element);
    }

    public override bool HasNext => !Done;

    public override AnyValue Next() => new(_tag, NextBits());

    /// <summary>The next element's register bits.</summary>
    public long NextBits()
    {
        long value = Current;
        if (value == Last)
            Done = true;
        else
            Current = value + Step;
        return value;
    }
}

/// <summary>Elements of an array as dynamic values; the length is looked at anew each round.</summary>
internal sealed class ArrayIterator(OrusArray array) : Iterator
{
    private int _index;

    public override bool HasNext => _index < array.Count;

    public override AnyValue Next() => array.GetAny(_index++);
}
