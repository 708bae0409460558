using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Errors;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>
/// What compiled code needs besides the interpreter's own state. Compiled activations push no frames. Each has a 4-byte slot on the position stack, where it keeps the number of the site
/// at which it may leave by an exception or a call; the pointer to the slot is handed from caller to callee and is at once the call depth. A <em>chain</em> is a run of compiled
/// activations that call each other directly; the first of them stands in a frame of the interpreter.
/// </summary>
public sealed unsafe partial class ExecutionContext
{
    /// <summary>Slot of the innermost compiled activation; between chains the last slot in use.</summary>
    internal int* ActivationSlot;

    /// <summary>A call whose slot would lie here or above exceeds the depth limit. Zero while an interrupt is pending, so that the next call notices it.</summary>
    internal int* SlotLimit;

    /// <summary>An error on its way from compiled code to the interpreter.</summary>
    internal Exception? PendingError;

    /// <summary>
    /// Where an exit of a compiled function puts the registers it writes back, at the offsets of their slots, before its one call: a value that had to survive a call would live in memory in
    /// the hot code too, because no floating-point register is preserved.
    /// </summary>
    internal long* ExitBits;

    /// <inheritdoc cref="ExitBits"/>
    internal object?[] ExitRefs = [];

    private int _exitCapacity;

    private readonly List<(RuntimeFunction Function, Instruction Instruction)> _sites = [];
    private readonly Stack<SuspendedChain> _suspended = new();
    private int* _slots;

    /// <summary>Below this address compiled code shall not extend the machine stack.</summary>
    private nint _stackFloor;

    /// <summary>Bytes of the machine stack that no compiled activation exceeds.</summary>
    private int _largestActivation = 1024;

    /// <summary>Slot of the first activation of the running chain.</summary>
    private int* _chainBase;

    /// <summary>A chain that waits for a nested dispatch loop above <see cref="Boundary"/>.</summary>
    private sealed record SuspendedChain(nint Boundary, nint Base, nint Top, nint Activation);

    private readonly record struct ChainState(nint Slot, nint Limit, nint Base);

    /// <summary>The number under which a position slot names an instruction.</summary>
    internal int AddSite(RuntimeFunction function, Instruction instruction)
    {
        _sites.Add((function, instruction));
        return _sites.Count - 1;
    }

    /// <summary>Compiled code is about to be made whose activations may take so many bytes of the machine stack.</summary>
    internal void ReserveStack(int bytes) => _largestActivation = Math.Max(_largestActivation, bytes);

    /// <summary>Is there no room on the machine stack for another compiled activation? The interpreter needs none for the calls of a script.</summary>
    private bool IsStackLow => StackRoom < _largestActivation;

    private long StackRoom
    {
        get
        {
            byte here;
            return (nint)(&here) - _stackFloor;
        }
    }

    /// <summary>The reference bank of the top frame.</summary>
    internal ref object? TopRefs => ref Unsafe.AsRef<object?>(Top->Refs);

    /// <summary>
    /// Runs a compiled loop on the top frame; afterwards the frame stands where the interpreter goes on. Returns a loop around it if the code ended with a backedge of that and its budget is used up: the interpreter
    /// executes no such backedge itself, so it would neither find out that the loop is hot nor enter its code.
    /// </summary>
    private LoopState? RunLoop(LoopEntry entry, BytecodeFunction code)
    {
        Frame* frame = Top;
        ChainState outer = BeginChain();
        Exception? thrown = null;
        int next = 0;
        try
        {
            next = entry(frame->Bits, ref Unsafe.AsRef<object?>(frame->Refs), this);
        }
        catch (Exception exception) when (exception is OrusException or OverflowException)
        {
            // No handler of this activation covers the operation that raised, or compiled code would have caught the error.
            frame->Pc = code.Code + _sites[*_chainBase].Function.Code!.ResumeOf(_sites[*_chainBase].Instruction).Pc + 1;
            thrown = LocatedInChain(exception);
        }
        finally
        {
            EndChain(outer);
        }
        if (thrown is not null)
        {
            Raise(thrown);
        }
        else if (next >= LoopState.TakenBackedge)
        {
            LoopState around = code.Loops[next - LoopState.TakenBackedge];
            frame->Pc = code.Code + around.HeaderPc;
            return around.CountBackedge() ? around : null;
        }
        else if (next >= 0)
        {
            frame->Pc = code.Code + next;
        }
        else
        {
            frame->Pc = code.Code + ~next + 1;
            Raise(TakePending()!);
        }
        return null;
    }

    /// <summary>Runs the compiled form of the function whose frame is on top, and returns from it. While a loop is recorded, and when the machine stack is nearly full, the interpreter goes on with the bytecode instead.</summary>
    internal void RunCompiled()
    {
        Frame* frame = Top;
        if ((Recorder is not null || IsStackLow) && Functions[frame->Function].Code is { } code)
        {
            frame->Pc = code.Code;
            return;
        }
        // The frame stands at the stub, where no handler is: what an earlier frame left here could be inside of one.
        frame->Pc = Functions[frame->Function].EntryPc + 1;
        ChainState outer = BeginChain();
        Exception? error = null;
        try
        {
            Functions[frame->Function].Compiled!(frame->Bits, ref Unsafe.AsRef<object?>(frame->Refs), this);
            error = TakePending();
        }
        catch (Exception exception) when (exception is OrusException or OverflowException)
        {
            error = LocatedInChain(exception);
        }
        finally
        {
            EndChain(outer);
        }
        if (error is null)
            ReturnFromTop();
        else
            Raise(error);
    }

    /// <summary>
    /// Opens a frame for the compiled activation whose slot is given, so that the interpreter can execute one instruction of it, or all the rest. Raises if the activation exceeds the depth
    /// limit. Returns the 64-bit bank; the references are at <see cref="TopRefs"/>.
    /// </summary>
    internal long* EnterFrame(RuntimeFunction function, int* slot)
    {
        // The limit was taken away for an interrupt.
        if (SlotLimit == null)
            SetSlotLimit();
        int depth = (int)(slot - _chainBase);
        if (depth > RemainingDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            // The call has failed, so the position is the caller's.
            ActivationSlot = slot - 1;
            throw Errors.Raise.StackOverflow(MaxDepth);
        }
        ActivationSlot = slot;
        var outer = (nint)_activation;
        Frame* frame = OpenFrame(function);
        frame->Pc = function.Code!.Code + 1;
        _suspended.Push(new SuspendedChain((nint)(frame - 1), (nint)_chainBase, (nint)slot, outer));
        // Two frames stand for as many calls as the chain is deep.
        SetDepthLimit(_depthLimit + 2 - depth);
        return frame->Bits;
    }

    /// <summary>Makes room for the exits of a function that is about to be compiled.</summary>
    internal void ReserveExits(int frameSize)
    {
        if (frameSize <= _exitCapacity)
            return;
        _exitCapacity = Math.Max(frameSize, 64);
        // Nothing is in use while code is compiled. What an exit does not write is the same in every run.
        NativeMemory.Free(ExitBits);
        ExitBits = (long*)NativeMemory.AllocZeroed((nuint)_exitCapacity, sizeof(long));
        ExitRefs = new object?[_exitCapacity];
    }

    /// <summary>
    /// Has the interpreter run a compiled activation, whose registers are in <see cref="ExitBits"/> and <see cref="ExitRefs"/>, to its end from a position; or, if that is a complement, from the
    /// handler that waits there for <see cref="PendingError"/>. Afterwards the result is in <see cref="ResultBits"/> and <see cref="ResultRef"/>, or an error that left the activation is pending.
    /// </summary>
    internal void LeaveFunction(RuntimeFunction function, int* slot, int pc)
    {
        int size = function.Code!.FrameSize;
        Exception? error = TakePending();
        // An interrupt is the interpreter's business, at the next call or backedge: there the handlers of this activation see what it raises.
        long* bits = EnterFrame(function, slot);
        new Span<long>(ExitBits, size).CopyTo(new Span<long>(bits, size));
        ExitRefs.AsSpan(0, size).CopyTo(MemoryMarshal.CreateSpan(ref TopRefs, size));
        Array.Clear(ExitRefs, 0, size);
        if (pc < 0)
        {
            RaiseInFrame(error!, ~pc);
            return;
        }
        Tier?.OnLeftFunction(function, pc);
        ResumeFrame(pc);
    }

    /// <summary>Closes the frame that <see cref="EnterFrame"/> opened.</summary>
    internal void LeaveFrame()
    {
        SuspendedChain chain = _suspended.Pop();
        CloseFrame((Frame*)chain.Boundary, (Frame*)chain.Activation);
        SetDepthLimit(_depthLimit - 2 + (int)((int*)chain.Top - (int*)chain.Base));
    }

    /// <summary>Has the interpreter run the frame that <see cref="EnterFrame"/> opened to its end. The result is in <see cref="ResultBits"/> and <see cref="ResultRef"/>.</summary>
    private void ResumeFrame(int pc)
    {
        Frame* frame = Top;
        frame->Pc = Functions[frame->Function].Code!.Code + pc;
        try
        {
            Execute();
            Frame* boundary = frame - 1;
            if (PendingError is null)
            {
                ResultBits = *boundary->Bits;
                ResultRef = Unsafe.AsRef<object?>(boundary->Refs);
            }
        }
        finally
        {
            LeaveFrame();
        }
    }

    /// <summary>Has the interpreter raise an error at a position of the frame that <see cref="EnterFrame"/> opened, and run it to its end from the handler.</summary>
    private void RaiseInFrame(Exception error, int pc)
    {
        Frame* frame = Top;
        frame->Pc = Functions[frame->Function].Code!.Code + pc + 1;
        if (error is not OrusException raised || !Handle(raised.Error))
        {
            LeaveFrame();
            throw error;
        }
        ResumeFrame((int)(frame->Pc - Functions[frame->Function].Code!.Code));
    }

    /// <summary>Has the interpreter execute one instruction, not a jump, of the top frame, whose operands are in their slots. An error is pending afterwards.</summary>
    internal void Step(int pc)
    {
        Frame* frame = Top;
        Frame* outer = _activation;
        frame->Pc = Functions[frame->Function].Code!.StepCode(pc);
        // Handlers of this activation are compiled code's business: only calls above it are searched for one.
        _activation = frame;
        try
        {
            Execute();
        }
        finally
        {
            for (; Top > frame; Top--)
                Clear(Top);
            _activation = outer;
        }
    }

    /// <summary>Like <see cref="Step"/>, in a frame that <see cref="EnterFrame"/> opened for just this instruction: an error closes it.</summary>
    internal void StepInOwnFrame(int pc)
    {
        try
        {
            Step(pc);
        }
        catch
        {
            LeaveFrame();
            throw;
        }
        if (PendingError is not null)
            LeaveFrame();
    }

    /// <summary>An error that a handler of a compiled activation waits for: kept until the interpreter raises it again, where it finds the handler.</summary>
    internal void KeepPendingError(Exception exception, int* slot)
    {
        Tier?.OnThrown();
        PendingError = exception is OverflowException ? Errors.Raise.Overflow() : exception;
        ActivationSlot = slot;
    }

    private ChainState BeginChain()
    {
        if (_slots == null)
        {
            // Every chain takes one slot more than it has calls.
            _slots = (int*)NativeMemory.AllocZeroed(((nuint)MaxDepth * 2) + 16, sizeof(int));
            ActivationSlot = _slots;
        }
        var outer = new ChainState((nint)ActivationSlot, (nint)SlotLimit, (nint)_chainBase);
        ActivationSlot++;
        _chainBase = ActivationSlot;
        SetSlotLimit();
        return outer;
    }

    private void EndChain(ChainState outer)
    {
        ActivationSlot = (int*)outer.Slot;
        _chainBase = (int*)outer.Base;
        SlotLimit = (int*)outer.Limit;
        if (_interrupt != 0)
            SlotLimit = null;
    }

    private void SetSlotLimit()
    {
        int calls = RemainingDepth + 1;
        long room = StackRoom;
        // Only very deep recursion of very large functions comes to the end of the stack first; the call that does is the interpreter's.
        if (room < (long)calls * _largestActivation)
            calls = (int)Math.Max(room / _largestActivation, 0);
        SlotLimit = _chainBase + calls;
        // An interrupt that came between these two lines has set the flag first.
        if (_interrupt != 0)
            SlotLimit = null;
    }

    /// <summary>An exception leaves the running chain: gives it position and trace unless a nested dispatch loop has.</summary>
    private OrusException LocatedInChain(Exception exception)
    {
        Tier?.OnThrown();
        OrusException located = exception as OrusException ?? Errors.Raise.Overflow();
        if (ReferenceEquals(located, _propagating))
            return located;
        // The first activation of the chain could not begin: that is the failure of the frame it stands in.
        if (ActivationSlot < _chainBase)
            return Located(located);
        _propagating = located;
        located.Span = _sites[*ActivationSlot].Instruction.Span;
        AddTrace(located, ActivationSlot);
        return located;
    }
}
