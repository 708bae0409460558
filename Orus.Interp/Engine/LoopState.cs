using System;
using Orus.Front.Source;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Engine;

/// <summary>
/// Compiled code of a loop, entered at its header with the registers of the activation in their slots. Returns a non-negative number, which indexes
/// <see cref="LoopState.ExitPcs"/>, or one of the codes of <see cref="LoopExit"/>.
/// </summary>
public unsafe delegate int LoopEntry(long* bits, ref object? refs, ExecutionContext context);

/// <summary>Results of a <see cref="LoopEntry"/> that are not exit numbers.</summary>
public static class LoopExit
{
    /// <summary>An error was raised: it is in <see cref="ExecutionContext.PendingError"/>, and the position slot of the activation tells where.</summary>
    public const int Raised = -1;

    /// <summary>The function returned; its result is in <see cref="ExecutionContext.ResultBits"/> and <see cref="ExecutionContext.ResultRef"/>.</summary>
    public const int Returned = -2;
}

/// <summary>How far a loop or function is on its way to Tier 2. Set by the tier; the interpreter only counts.</summary>
public enum TierState
{
    /// <summary>Interpreted and counted.</summary>
    Counting,
    /// <summary>Being compiled on another thread.</summary>
    Compiling,
    /// <summary>There is compiled code.</summary>
    Compiled,
    /// <summary>Left to the interpreter for good.</summary>
    Refused,
}

/// <summary>What the engine knows about one loop of one function: its countdown, and its compiled form once there is one.</summary>
public sealed class LoopState
{
    /// <summary>Backedges between two looks at the interrupt flag.</summary>
    internal const int Strip = 4096;

    private volatile LoopEntry? _entry;

    internal LoopState(int index, Block header, int budget)
    {
        Index = index;
        Header = header;
        Remaining = budget;
    }

    /// <summary>Position in <see cref="BytecodeFunction.Loops"/>.</summary>
    public int Index { get; }

    /// <summary>The header in the IR.</summary>
    public Block Header { get; }

    public SourceSpan Span => Header.SourceLoop?.Span ?? SourceSpan.None;

    internal BytecodeFunction Code { get; private set; } = null!;

    /// <summary>Position of the header, where the interpreter goes on after the backedge.</summary>
    public int HeaderPc => Code.PcOf(Header);

    /// <summary>Backedges until the tier is asked again, those of the running strip not counted.</summary>
    public long Remaining { get; set; }

    /// <summary>Backedges taken in the interpreter, in whole strips.</summary>
    public long Backedges { get; internal set; }

    /// <summary>How often compiled code was entered.</summary>
    public long Entries { get; internal set; }

    public TierState State { get; set; }

    /// <summary>How often compiling was put off; the tier doubles <see cref="Remaining"/> with it.</summary>
    public int Backoff { get; set; }

    /// <summary>Whatever the tier wants to remember about this loop.</summary>
    public object? TierData { get; set; }

    /// <summary>Positions at which the interpreter goes on, by exit number.</summary>
    public int[] ExitPcs { get; private set; } = [];

    /// <summary>The compiled form, or null. May be set from another thread by <see cref="Publish"/>.</summary>
    public LoopEntry? Entry => _entry;

    /// <summary>Makes compiled code current: the next backedge, or entry from above, that finds its budget used up runs it.</summary>
    public void Publish(LoopEntry entry, int[] exitPcs)
    {
        ExitPcs = exitPcs;
        State = TierState.Compiled;
        _entry = entry;
    }

    /// <summary>Withdraws the compiled code; running activations leave it by their own exits. The tier is asked again after <paramref name="remaining"/> backedges.</summary>
    public void Withdraw(long remaining)
    {
        _entry = null;
        State = TierState.Counting;
        Remaining = remaining;
    }

    internal void Attach(BytecodeFunction code) => Code = code;
}
