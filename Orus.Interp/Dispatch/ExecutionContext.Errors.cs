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

    /// <summary>An operation of the dispatch loop failed: makes its handler the top frame, or throws.</summary>
    internal void Fail(ErrorId id)
    {
        OrusError error = OrusError.Create(id);
        if (!Handle(error))
            throw Located(new OrusException(error));
    }

    private void HandleOrThrow(OrusException exception)
    {
        if (!Handle(exception.Error))
            throw Located(exception);
    }

    /// <summary>Runs the dispatch loop, and again from a handler as long as errors that helpers throw find one in this activation.</summary>
    private void Execute()
    {
        while (true)
        {
            try
            {
                if (CountsOperations)
                    Interpreter.Run<TelemetryOn>(this);
                else
                    Interpreter.Run<TelemetryOff>(this);
                return;
            }
            catch (OrusException exception)
            {
                if (!Handle(exception.Error))
                {
                    if (!ReferenceEquals(exception, _propagating))
                        Located(exception);
                    throw;
                }
            }
            catch (OutOfMemoryException)
            {
                HandleOrThrow(Errors.Raise.OutOfMemory());
            }
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
        AddTrace(exception);
        return exception;
    }

    private void AddTrace(OrusException exception)
    {
        int count = 0;
        for (Frame* frame = Top; frame > _frames && count < TraceLength; frame--)
        {
            if (InstructionOf(frame) is not { } instruction)
                continue;
            string name = Functions[frame->Function].Name;
            if (frame != Top)
                Add(instruction.Inlined?.FunctionName ?? name, instruction.Span);
            for (InlineSite? site = instruction.Inlined; site is not null; site = site.Outer)
                Add(site.Outer?.FunctionName ?? name, site.CallSpan);
        }

        void Add(string caller, SourceSpan span)
        {
            if (count++ < TraceLength)
                exception.AddCall(caller, span);
        }
    }

    private int HandlerOf(Frame* frame) => CodeOf(frame) is { } code ? code.HandlerAt(Position(frame, code)) : -1;

    private Instruction? InstructionOf(Frame* frame) => CodeOf(frame) is { } code ? code.InstructionAt(Position(frame, code)) : null;

    private BytecodeFunction? CodeOf(Frame* frame) => frame->Function == Frame.Boundary ? null : Functions[frame->Function].Code;

    private static int Position(Frame* frame, BytecodeFunction code) => (int)(frame->Pc - code.Code) - 1;
}
