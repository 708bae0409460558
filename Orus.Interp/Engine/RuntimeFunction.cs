using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Engine;

/// <summary>
/// Compiled code of a function for callers that are not compiled: arguments are in the first slots of the activation; the result goes to
/// <see cref="Dispatch.ExecutionContext.ResultBits"/> and <see cref="Dispatch.ExecutionContext.ResultRef"/>. Errors are thrown.
/// </summary>
public unsafe delegate void FunctionEntry(long* bits, ref object? refs, Dispatch.ExecutionContext context);

/// <summary>A function of a program in execution: its table slot, through which every call goes.</summary>
public sealed unsafe class RuntimeFunction
{
    /// <summary>Where a call enters: the bytecode, or one of the stubs that compile the function or run its compiled form.</summary>
    internal ulong* EntryPc;

    /// <summary>Entry of the compiled form for calls from compiled code; zero until there is one.</summary>
    internal nint NativeEntry;

    /// <summary>The same if the compiled form leaves errors pending for its caller to look at, instead of throwing them.</summary>
    internal nint ReturningEntry;

    /// <summary>Slots that a call reserves.</summary>
    internal int FrameSize;

    /// <summary>Calls until the tier is asked.</summary>
    internal int Countdown;

    internal RuntimeFunction(int index, TypedFunction? source, string name, int parameterCount, IrType result)
    {
        Index = index;
        Source = source;
        Name = name;
        ParameterCount = parameterCount;
        Result = result;
        // The stub runs in a frame that only holds the arguments and the closure.
        FrameSize = parameterCount + 1;
    }

    /// <summary>Slot in the function table.</summary>
    public int Index { get; }

    public TypedFunction? Source { get; }

    /// <summary>As error traces name it.</summary>
    public string Name { get; }

    public int ParameterCount { get; }

    /// <summary>Register type of the result; None if it has none.</summary>
    public IrType Result { get; }

    /// <summary>The bytecode; null before the first call.</summary>
    internal BytecodeFunction? Code { get; set; }

    /// <summary>The bytecode is that of the function as written, and will be replaced when the function is warm.</summary>
    internal bool IsPlain { get; set; }

    /// <summary>The IR that the bytecode was made from; null before the first call.</summary>
    public IrFunction? Ir => Code?.Ir;

    /// <summary>The compiled form for calls from the interpreter, or null.</summary>
    public FunctionEntry? Compiled { get; internal set; }

    public TierState State { get; set; }

    /// <summary>How often compiling was put off.</summary>
    public int Backoff { get; set; }

    /// <summary>Whatever the tier wants to remember about this function.</summary>
    public object? TierData { get; set; }

    /// <summary>The one value of a module function, made when first asked for.</summary>
    internal FunctionValue? Value { get; set; }
}
