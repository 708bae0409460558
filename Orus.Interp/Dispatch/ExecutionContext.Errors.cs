using System;
using Orus.Front.Source;
using Orus.Interp.Bytecode;
using Orus.Interp.Errors;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

public sealed unsafe partial class ExecutionContext
{
    /// <summary>Calls named in an error trace.</summary>
    private const int TraceLength = 10;

    private OrusError? _caught;

    /// <summary>The exception that is leaving nested activations; it has its position already.</summary>
    private OrusException? _propagating;

    /// <summary>The error that the handler on top has caught.</summary>
    internal OrusError TakeCaught()
    {
        OrusError error = _caught!;
        _caught = null;
        return error;
    }

    /// <summary>An operation of the dispatch loop failed: makes its handler the top frame, or leaves this activation.</summary>
    internal void Fail(ErrorId id)
    {
        OrusError error = OrusError.Create(id);
        if (!Handle(error))
            LeaveWith(Located(new OrusException(error)));
    }

    /// <summary>Like <see cref="Fail"/>, for an error that was thrown or comes from compiled code. What is not an error of the program is thrown again.</summary>
    private void Raise(Exception exception)
    {
        if (exception is not OrusException raised)
            throw exception;
        if (Handle(raised.Error))
            return;
        if (!ReferenceEquals(raised, _propagating))
            Located(raised);
        LeaveWith(raised);
    }

    /// <summary>Has an error leave this activation of the dispatch loop: its next instruction ends it, and <see cref="Execute"/> returns with the error pending. An exception would cost a hundred times as much.</summary>
    private void LeaveWith(OrusException exception)
    {
        for (; Top > _activation; Top--)
            Clear(Top);
        Top->Pc = _exitStub;
        PendingError = exception;
    }

    /// <summary>Throws the error that an activation has left pending, if there is one.</summary>
    internal void ThrowPending()
    {
        if (PendingError is not null)
            throw TakePending()!;
    }

    private Exception? TakePending()
    {
        Exception? error = PendingError;
        PendingError = null;
        return error;
    }

    /// <summary>
    /// Runs the dispatch loop, and again from a handler as long as errors that helpers throw find one in this activation. An error that leaves the activation is then in <see cref="PendingError"/>.
    /// </summary>
    private void Execute()
    {
        while (true)
        {
            try
            {
                if (IsObserved ? Interpreter.Run<TelemetryOn>(this) : Interpreter.Run<TelemetryOff>(this))
                    return;
            }
            catch (OrusException exception)
            {
                Raise(exception);
            }
            catch (OutOfMemoryException)
            {
                Raise(Errors.Raise.OutOfMemory());
            }
            if (PendingError is not null)
                return;
        }
    }

    /// <summary>Unwinds to the nearest handler of this activation, which becomes the top frame. False, with nothing changed, if there is none.</summary>
    private bool Handle(OrusError error)
    {
        for (Frame* frame = Top; frame > _activation; frame--)
        {
            int handler = HandlerOf(frame);
            if (handler < 0)
                continue;
            for (; Top > frame; Top--)
                Clear(Top);
            frame->Pc = Functions[frame->Function].Code!.Code + handler;
            _caught = error;
            _propagating = null;
            return true;
        }
        return false;
    }

    /// <summary>Gives an error that leaves this activation its position, and its trace if no other activation handles it either.</summary>
    private OrusException Located(OrusException exception)
    {
        _propagating = exception;
        exception.Span = InstructionOf(Top)?.Span ?? SourceSpan.None;
        for (Frame* frame = _activation; frame > _frames; frame--)
        {
            if (frame->Function != Frame.Boundary && HandlerOf(frame) >= 0)
                return exception;
        }
        AddTrace(exception, null);
        return exception;
    }

    /// <summary>Adds the calls below the failing operation.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="liveSlot">Slot of the compiled activation that failed, on top of the running chain; null if the operation was the top frame's.</param>
    private void AddTrace(OrusException exception, int* liveSlot)
    {
        int count = 0;
        bool isInnermost = true;
        Frame* frame = Top;
        if (liveSlot != null)
        {
            AddChain(_chainBase, liveSlot);
            frame--;
        }
        foreach (SuspendedChain chain in _suspended)
        {
            for (; frame > (Frame*)chain.Boundary; frame--)
                AddFrame(frame);
            // The slots of the chain stand for the frame below the boundary too; the topmost slot is the activation above it.
            AddChain((int*)chain.Base, (int*)chain.Top - 1);
            frame -= 2;
        }
        for (; frame > _frames; frame--)
            AddFrame(frame);

        void AddChain(int* first, int* last)
        {
            for (int* slot = last; slot >= first && count < TraceLength; slot--)
                AddActivation(_sites[*slot].Function.Name, _sites[*slot].Instruction);
        }

        void AddFrame(Frame* activation)
        {
            if (count < TraceLength && InstructionOf(activation) is { } instruction)
                AddActivation(Functions[activation->Function].Name, instruction);
        }

        void AddActivation(string name, Instruction instruction)
        {
            if (!isInnermost)
                Add(instruction.Inlined?.FunctionName ?? name, instruction.Span);
            isInnermost = false;
            for (InlineSite? site = instruction.Inlined; site is not null; site = site.Outer)
                Add(site.Outer?.FunctionName ?? name, site.CallSpan);
        }

        void Add(string caller, SourceSpan span)
        {
            if (count++ < TraceLength)
                exception.AddCall(caller, span);
        }
    }

    private int HandlerOf(Frame* frame)
    {
        if (CodeOf(frame) is not { } code)
            return -1;
        int position = code.PositionOf(frame->Pc, out bool isStep);
        return isStep ? -1 : code.HandlerAt(position);
    }

    private Instruction? InstructionOf(Frame* frame) => CodeOf(frame) is { } code ? code.InstructionAt(code.PositionOf(frame->Pc, out _)) : null;

    private BytecodeFunction? CodeOf(Frame* frame) => frame->Function == Frame.Boundary ? null : Functions[frame->Function].Code;
}
