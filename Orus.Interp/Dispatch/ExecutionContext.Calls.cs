using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

public sealed unsafe partial class ExecutionContext
{
    private AnyValue[]? _buffer;
    private readonly ulong* _exitStub = StubCode.Make(Opcode.ExitRun);

    /// <summary>Runs a function without parameters, such as a module body, from outside.</summary>
    internal void RunBody(RuntimeFunction function)
    {
        EnsureCode(function);
        _stackFloor = ScriptThread.StackFloor;
        Frame* outer = _activation;
        Frame* boundary = OpenFrame(function) - 1;
        SetDepthLimit(_depthLimit + 1);
        try
        {
            Execute();
            ThrowPending();
            ResultBits = *boundary->Bits;
            ResultRef = Unsafe.AsRef<object?>(boundary->Refs);
        }
        finally
        {
            CloseFrame(boundary, outer);
            SetDepthLimit(_depthLimit - 1);
        }
    }

    /// <summary>A call that the dispatch loop could not enter at once: an interrupt, the depth limit, the end of a segment, or a function that has become hot.</summary>
    internal void EnterSlowly(RuntimeFunction callee)
    {
        ulong* pc = Top->Pc;
        if (!PushFrame(callee))
            return;
        Frame* caller = Top - 1;
        ref object? source = ref Unsafe.AsRef<object?>(caller->Refs);
        ref object? target = ref Unsafe.AsRef<object?>(Top->Refs);
        uint* arguments = (uint*)(pc + 1);
        for (int i = 0; i < Words.B(pc[-1]); i++)
        {
            int slot = (ushort)arguments[i];
            var type = (IrType)(arguments[i] >> 16);
            if (type.UsesBits())
                Top->Bits[i] = caller->Bits[slot];
            if (type.UsesRefs())
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, slot);
        }
    }

    /// <summary>Pushes the frame of a callee that stands at its entry. False if an error was raised; the top frame then stands at its handler, or at the end of the activation.</summary>
    internal bool PushFrame(RuntimeFunction callee)
    {
        if (Top >= FrameLimit)
        {
            Poll();
            if (Top >= _depthLimit)
            {
                Raise(Errors.Raise.StackOverflow(MaxDepth));
                return false;
            }
        }
        if (--callee.Countdown <= 0)
            OnCountdown(callee);
        Frame* frame = Top + 1;
        Place(frame, Top, callee.FrameSize);
        frame->Function = callee.Index;
        frame->Pc = callee.EntryPc;
        Top = frame;
        return true;
    }

    private void OnCountdown(RuntimeFunction callee)
    {
        if (callee.IsPlain)
        {
            EnsureOptimized(callee);
            return;
        }
        callee.Countdown = CallThreshold;
        Tier?.OnHotFunction(callee);
    }

    /// <summary>Returns from the top frame with the result in <see cref="ResultBits"/> and <see cref="ResultRef"/>.</summary>
    private void ReturnFromTop()
    {
        IrType result = Functions[Top->Function].Result;
        Clear(Top);
        Top--;
        ulong call = Top->Pc[-1];
        if (result.UsesBits())
            Top->Bits[Words.A(call)] = ResultBits;
        if (result.UsesRefs())
        {
            Unsafe.Add(ref Unsafe.AsRef<object?>(Top->Refs), Words.A(call)) = ResultRef;
            ResultRef = null;
        }
        Top->Pc += Words.C(call);
    }

    /// <summary>
    /// Pushes a boundary frame, whose one slot takes the result, and above it a frame of a function, and makes the boundary that of the running activation of the dispatch loop.
    /// </summary>
    private Frame* OpenFrame(RuntimeFunction function)
    {
        Frame* boundary = Top + 1;
        Place(boundary, Top, 1);
        boundary->Function = Frame.Boundary;
        boundary->Pc = _exitStub;
        Frame* frame = boundary + 1;
        Place(frame, boundary, function.FrameSize);
        frame->Function = function.Index;
        frame->Pc = function.EntryPc;
        _activation = boundary;
        Top = frame;
        return frame;
    }

    /// <summary>Clears and drops the frames from a boundary upwards.</summary>
    private void CloseFrame(Frame* boundary, Frame* outerActivation)
    {
        for (; Top >= boundary; Top--)
            Clear(Top);
        _activation = outerActivation;
    }

    /// <summary>The arguments of an instruction as dynamic values, in a buffer to be given back by <see cref="Release"/>.</summary>
    internal AnyValue[] Collect(Operands at, ref uint arguments)
    {
        AnyValue[] buffer = _buffer is { } kept && kept.Length >= at.B ? kept : new AnyValue[Math.Max(16, at.B)];
        _buffer = null;
        for (int i = 0; i < at.B; i++)
            buffer[i] = at.Argument(Unsafe.Add(ref arguments, i));
        return buffer;
    }

    internal void Release(AnyValue[] buffer, int count)
    {
        Array.Clear(buffer, 0, count);
        _buffer = buffer;
    }

    /// <summary>Places the registers of a frame behind those of the frame below it.</summary>
    private void Place(Frame* frame, Frame* below, int size)
    {
        frame->Bits = below->Bits + below->Size;
        frame->Refs = (nint*)below->Refs + below->Size;
        frame->Limit = below->Limit;
        frame->Size = size;
        if (frame->Bits + size > frame->Limit)
            _registers.NextSegment(below->Limit, size, frame);
    }

    private static void Clear(Frame* frame) => MemoryMarshal.CreateSpan(ref Unsafe.AsRef<object?>(frame->Refs), frame->Size).Clear();
}
