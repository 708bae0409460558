using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>
/// Something whose type is being found and which may be needed meanwhile: the need is met with an assumption, and whoever used it is checked again if the
/// assumption turns out wrong (section 6.5, step 8).
/// </summary>
internal class Goal
{
    /// <summary>Position on the stack of open goals.</summary>
    public int Depth;

    /// <summary>The lowest open goal whose assumption the check used, directly or through others.</summary>
    public int Low;

    /// <summary>The assumption was used since the check began.</summary>
    public bool WasUsed;

    /// <summary>Done, but built on the assumption of a goal that is still open.</summary>
    public bool IsTentative;

    public List<Diagnostic> Diagnostics = [];
}

/// <summary>A statement that declares module variables.</summary>
internal sealed class StatementGoal(Statement statement) : Goal
{
    public Statement Statement = statement;

    /// <summary>The outcome, if the statement was checked before its turn.</summary>
    public List<TypedStatement> Typed = [];

    /// <summary>Variables whose type was assumed during the check.</summary>
    public readonly List<VariableSymbol> Assumed = [];
    public readonly List<VariableSymbol> Declared = [];
}

/// <summary>The typing of a module variable in one round.</summary>
internal sealed class GlobalGoal
{
    public int Round;
    public bool IsTyped;
    public OrusType? Assumption;
}

internal enum CheckState : byte
{
    Unchecked,
    Open,
    Done,
}

/// <summary>A function body checked for given parameter types.</summary>
internal sealed class Instance(FunctionEntry entry, Instance? parent, OrusType[] parameterTypes, OrusType? givenResult, bool returnsAny) : Goal
{
    public readonly FunctionEntry Entry = entry;
    public readonly Instance? Parent = parent;
    public readonly OrusType[] ParameterTypes = parameterTypes;

    /// <summary>A result type that the use prescribes, as in a value that must fit a function type.</summary>
    public readonly OrusType? GivenResult = givenResult;
    /// <summary>An untyped function as a value: whatever it returns is converted to <c>any</c>.</summary>
    public readonly bool ReturnsAny = returnsAny;
    public readonly TypedFunction Typed = new(entry.TypedSymbol, entry.Syntax?.Span ?? entry.Span) { Parent = parent?.Typed };

    public CheckState State;
    public int Round;

    /// <summary>Number of the last check of the body, and of the parent's check that this one belongs to.</summary>
    public int CheckId;
    public int ParentCheck;
    public bool IsCommitted;

    /// <summary>The result: declared, or assumed while <see cref="CheckState.Open"/>.</summary>
    public OrusType Result = PrimitiveType.Unknown;
    public bool HasDeclaredResult;

    public LocalVariable?[] Locals = [];
    public readonly List<OpenType> OpenTypes = [];
    public SourceSpan FirstCall = SourceSpan.None;

    /// <summary>Bindings that earlier rounds found to be of several types.</summary>
    public HashSet<VariableSymbol>? NotedAny;

    /// <summary>Functions written in this body.</summary>
    public Dictionary<FunctionEntry, InstanceList>? Nested;
}

/// <summary>The instances of one function in one instance of its parent.</summary>
internal sealed class InstanceList
{
    public readonly List<Instance> Items = [];

    /// <summary>The declaration in the parent's current body, for nested functions.</summary>
    public TypedNestedFunction? Node;
}
