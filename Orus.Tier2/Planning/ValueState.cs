using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>
/// What is known at one point of a unit about its registers of type <c>any</c>, each having a place in both arrays: the kinds of values it may hold, and its <em>shape</em>, which is the layout of the record or the type of the
/// array that it holds. An object never changes its shape, so that one test answers for a register until the register is assigned.
/// </summary>
internal sealed class ValueState(KindSet[] kinds, object?[] shapes)
{
    public KindSet[] Kinds => kinds;

    /// <summary>The shape of each register; null if it is not known.</summary>
    public object?[] Shapes => shapes;

    public ValueState Clone() => new((KindSet[])kinds.Clone(), (object?[])shapes.Clone());

    /// <summary>Leaves only what this state and another agree on. Returns whether anything changed.</summary>
    public bool Join(ValueState other)
    {
        bool changed = false;
        for (int i = 0; i < kinds.Length; i++)
        {
            KindSet joined = kinds[i] | other.Kinds[i];
            changed |= joined != kinds[i];
            kinds[i] = joined;
            if (shapes[i] is { } shape && !ReferenceEquals(shape, other.Shapes[i]))
            {
                shapes[i] = null;
                changed = true;
            }
        }
        return changed;
    }
}
