using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>How the last statement of a body ends, as far as an implicit result is concerned.</summary>
internal enum Tail : byte
{
    NeverEnds,

    /// <summary>Every path that reaches the end produces a value.</summary>
    Value,
    FallsThrough,
}

/// <summary>A value that a function may return: where its statement stands, and the value or the literal expression that is still to adapt.</summary>
internal sealed record PendingReturn(List<TypedStatement> Statements, int Index, TypedExpression? Value, Expression? Literal, bool IsTail, SourceSpan Span);

/// <summary>What is known of the results of a body while it is being checked.</summary>
internal sealed class Results(OrusType? declared)
{
    /// <summary>The declared result, or null if it is to be inferred.</summary>
    public readonly OrusType? Declared = declared;
    public readonly List<PendingReturn> Pending = [];

    /// <summary>There is a <c>return e</c>.</summary>
    public bool HasExplicit;

    /// <summary>There is a bare <c>return</c>.</summary>
    public bool HasBare;

    /// <summary>How the body ends.</summary>
    public Tail Tail;
}
