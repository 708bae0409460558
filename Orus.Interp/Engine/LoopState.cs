using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Interp.Engine;

/// <summary>
/// Compiled code of a loop, entered at its header with the registers of the activation in their slots. Returns the position where the
/// interpreter goes on, or the complement of the position where it raises <see cref="ExecutionContext.PendingError"/>, or <see cref="LoopState.TakenBackedge"/> and the index of a loop around this one whose backedge was taken.
/// </summary>
public unsafe delegate int LoopEntry(long* bits, ref object? refs, ExecutionContext context);

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

    /// <summary>The same, and to whether compiled code is there, while that is on its way.</summary>
    private const int WaitingStrip = 32;

    /// <summary>More than any position in bytecode.</summary>
    public const int TakenBackedge = 1 << 30;

    private volatile LoopEntry? _entry;

    private long _granted;
    private int _waitingStrip = 1;
    private int _headerPc;
    private bool _armed;

    internal LoopState(int index, LoopCanonicalForm form, bool hasResidents, long threshold)
    {
        Index = index;
        Form = form;
        Residents = hasResidents ? form.Residents : [];
        Remaining = threshold;
    }

    /// <summary>Positions of the loop words of its backedges.</summary>
    internal List<int> BackedgeWords { get; } = [];

    /// <summary>Position of the loop word of its entry instruction.</summary>
    internal int EntryWord { get; set; }

    /// <summary>Position in <see cref="BytecodeFunction.Loops"/>.</summary>
    public int Index { get; }

    /// <summary>Number among all loops of the program, in the order in which functions get their bytecode.</summary>
    public int Number { get; internal set; }

    /// <summary>The header in the IR.</summary>
    public Block Header => Form.Header;

    /// <summary>What is known about the loop.</summary>
    public LoopCanonicalForm Form { get; }

    /// <summary>Registers that own their slots (<see cref="BytecodeFunction.SlotOf"/>) from the first to the last block of the loop, best first.</summary>
    public int[] Residents { get; }

    public SourceSpan Span => Header.SourceLoop?.Span ?? SourceSpan.None;

    internal BytecodeFunction Code { get; private set; } = null!;

    /// <summary>In plain code: the function in which activations go on that are warm when they come to the header; null if there was none yet.</summary>
    internal RuntimeFunction? Continuation { get; set; }

    /// <summary>In plain code: the next time it is warm it does not wait for a loop around it any more.</summary>
    internal bool HasWaited { get; set; }

    /// <summary>Position of the header, where the interpreter goes on after the backedge.</summary>
    public int HeaderPc => _headerPc;

    /// <summary>Backedges until the tier is asked again, those of the running strip not counted.</summary>
    public long Remaining { get; set; }

    /// <summary>Backedges taken in the interpreter, in whole strips.</summary>
    public long Backedges { get; internal set; }

    /// <summary>How often compiled code was entered.</summary>
    public long Entries { get; internal set; }

    /// <summary>Number of entries at which the tier is asked whether the compiled code is worth it.</summary>
    public long ReviewAt { get; set; } = long.MaxValue;

    public TierState State { get; set; }

    /// <summary>How often compiling was put off; the tier doubles <see cref="Remaining"/> with it.</summary>
    public int Backoff { get; set; }

    /// <summary>Whatever the tier wants to remember about this loop.</summary>
    public object? TierData { get; set; }

    /// <summary>The compiled form, or null. May be set from another thread by <see cref="Publish"/>.</summary>
    public LoopEntry? Entry => _entry;

    /// <summary>Makes compiled code current: the next backedge, or entry from above, that finds its budget used up runs it.</summary>
    public void Publish(LoopEntry entry)
    {
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

    internal void Attach(BytecodeFunction code)
    {
        Code = code;
        _headerPc = code.PcOf(Header);
        SetBudget();
    }

    /// <summary>Begins to count anew.</summary>
    internal void StartCounting(long backedges)
    {
        Remaining = backedges;
        SetBudget();
    }

    /// <summary>A budget ran out in the interpreter: grants the next strip, or returns true if the loop has had all its backedges.</summary>
    internal bool Recharge()
    {
        Backedges += _granted;
        if (Remaining <= 0)
            return true;
        SetBudget();
        return false;
    }

    /// <summary>
    /// Writes the budget into the loop words: a strip of backedges, or none if compiled code shall be entered. While that is on its way the strips begin with two backedges and double, up to a limit: also a loop
    /// whose rounds take long is entered within about as long again as compiling takes.
    /// </summary>
    internal void SetBudget()
    {
        _armed = _entry is not null;
        // Without an entry, the second is the moment in which another thread publishes it.
        bool isWaiting = State is TierState.Compiling or TierState.Compiled;
        _waitingStrip = isWaiting ? Math.Min(2 * _waitingStrip, WaitingStrip) : 1;
        _granted = _armed ? 0 : Math.Max(1, Math.Min(isWaiting ? _waitingStrip : Strip, Remaining));
        Remaining -= _granted;
        foreach (int word in BackedgeWords)
            SetCounter(word, (int)_granted);
        SetCounter(EntryWord, _armed ? 0 : 1);
    }

    /// <summary>Compiled code is about to run: keeps the words such that the next backedge and the next entry from above come here again.</summary>
    internal void KeepArmed()
    {
        if (!_armed)
            SetBudget();
        foreach (int word in BackedgeWords)
            SetCounter(word, 0);
    }

    /// <summary>Compiled code of a loop inside took a backedge. Is the budget used up with it?</summary>
    internal bool CountBackedge()
    {
        int left = (int)Code.Words[BackedgeWords[0]] - 1;
        SetCounter(BackedgeWords[0], left);
        return left <= 0;
    }

    private void SetCounter(int word, int value) => Code.Words[word] = (Code.Words[word] & ~(ulong)uint.MaxValue) | (uint)value;
}
