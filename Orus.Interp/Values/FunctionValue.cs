using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Interp.Values;

/// <summary>A captured value, or the <see cref="Cell"/> of a captured variable in <see cref="Ref"/>.</summary>
internal struct CapturedSlot
{
    public long Bits;
    public object? Ref;
}

/// <summary>A function as a value: one object per module function used as a value, a new one for each execution of a function expression or nested <c>fn</c>.</summary>
internal sealed class FunctionValue(TypedFunction function, FunctionType signature, CapturedSlot[] captures) : HeapObject
{
    public readonly TypedFunction Function = function;

    public readonly FunctionType Signature = signature;

    public readonly CapturedSlot[] Captures = captures;

    /// <summary>The executable form, for whoever runs it.</summary>
    public object? Code;

    public FunctionSymbol Symbol => Function.Symbol;

    public override TypeKind Kind => TypeKind.Function;

    /// <summary>Identity; all instances of one module function or method are one.</summary>
    public static bool Same(FunctionValue left, FunctionValue right) =>
        ReferenceEquals(left, right) || (ReferenceEquals(left.Symbol, right.Symbol) && left.Symbol.Role is (FunctionRole.Named or FunctionRole.Method));
}

/// <summary>A variable that closures share.</summary>
internal sealed class Cell(string name) : HeapObject
{
    public long Bits;
    public object? Ref;
    public bool Assigned;
    public readonly string Name = name;

    /// <summary>Cells are no values of the language.</summary>
    public override TypeKind Kind => TypeKind.Unknown;
}
