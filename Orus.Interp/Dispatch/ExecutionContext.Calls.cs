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
    private AnyValue[] _buffer = [];
    private int _nested;
    private readonly ulong* _exitStub = StubCode.Make(Opcode.ExitRun);

    /// <summary>
    /// Begins a call of a function from compiled code: returns the slots, as <see cref="PreparedRefs"/> does, in which the arguments go (parameter k in slot k, the closure behind the last one). Then
    /// comes <see cref="CallInterpreted"/>. Raises when the depth limit is exceeded.
    /// </summary>
    /// <param name="callee">The function.</param>
    /// <param name="nested">Calls that are active between the innermost frame and this call, because compiled code keeps no frames for them.</param>
    public long* PrepareCall(RuntimeFunction callee, int nested = 0)
    {
        if (Top + nested >= FrameLimit)
        {
            Poll();
            if (Top + nested >= _depthLimit)
                throw Errors.Raise.StackOverflow(MaxDepth);
        }
        _nested = nested;
        return Prepare(callee);
    }

    /// <summary>Notes where the innermost frame stands: at a position of its bytecode, for errors and traces.</summary>
    public void SetPosition(int pc) => Top->Pc = Functions[Top->Function].Code!.Code + pc + 1;

    /// <summary>The reference slots that belong to the slots returned by <see cref="PrepareCall"/>.</summary>
    public ref object? PreparedRefs => ref Unsafe.AsRef<object?>(Top[1].Refs);

    /// <summary>Runs the prepared call in a nested dispatch loop until it returns; the result is then in <see cref="ResultBits"/> and <see cref="ResultRef"/>.</summary>
    public void CallInterpreted(RuntimeFunction callee) => Invoke(callee, callee.EntryPc);

    /// <summary>Like <see cref="CallInterpreted"/>, for an activation whose registers compiled code wrote: goes on at a position of its bytecode. For side exits of compiled functions.</summary>
    public void ResumeInFrame(RuntimeFunction function, int pc) => Invoke(function, function.Code!.Code + pc);

    /// <summary>Runs a function without parameters, such as a module body, from outside.</summary>
    internal void RunBody(RuntimeFunction function)
    {
        Prepare(function);
        Invoke(function, function.EntryPc);
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

    /// <summary>Pushes the frame of a callee that stands at its entry. False if an error was raised and a handler now stands on top.</summary>
    internal bool PushFrame(RuntimeFunction callee)
    {
        if (Top >= FrameLimit)
        {
            Poll();
            if (Top >= _depthLimit)
            {
                HandleOrThrow(Errors.Raise.StackOverflow(MaxDepth));
                return false;
            }
        }
        if (--callee.Countdown <= 0)
        {
            callee.Countdown = CallThreshold;
            Tier?.OnHotFunction(callee);
        }
        Frame* frame = Top + 1;
        Place(frame, Top, callee.FrameSize);
        frame->Function = callee.Index;
        frame->Pc = callee.EntryPc;
        Top = frame;
        return true;
    }

    /// <summary>Runs the compiled form of the function whose frame is on top, and returns from it.</summary>
    internal void RunCompiled()
    {
        Functions[Top->Function].Compiled!(Top->Bits, ref Unsafe.AsRef<object?>(Top->Refs), this);
        ReturnFromTop();
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

    /// <summary>Pushes a boundary frame, whose one slot takes the result, and places the callee's frame above it without entering it.</summary>
    private long* Prepare(RuntimeFunction callee)
    {
        EnsureCode(callee);
        Frame* boundary = Top + 1;
        Place(boundary, Top, 1);
        boundary->Function = Frame.Boundary;
        boundary->Pc = _exitStub;
        Place(boundary + 1, boundary, callee.FrameSize);
        Top = boundary;
        boundary->Nested = _nested;
        SetDepthLimit(_depthLimit + 1 - _nested);
        _nested = 0;
        return boundary[1].Bits;
    }

    /// <summary>The arguments of an instruction as dynamic values, in a buffer to be given back by <see cref="Release"/>.</summary>
    internal AnyValue[] Collect(Operands at, ref uint arguments)
    {
        AnyValue[] buffer = _buffer.Length >= at.B ? _buffer : new AnyValue[Math.Max(16, at.B)];
        _buffer = [];
        for (int i = 0; i < at.B; i++)
            buffer[i] = at.Argument(Unsafe.Add(ref arguments, i));
        return buffer;
    }

    internal void Release(AnyValue[] buffer, int count)
    {
        Array.Clear(buffer, 0, count);
        _buffer = buffer;
    }

    private void Invoke(RuntimeFunction callee, ulong* pc)
    {
        Frame* boundary = Top;
        Frame* outer = _activation;
        _activation = boundary;
        Top = boundary + 1;
        Top->Function = callee.Index;
        Top->Pc = pc;
        try
        {
            Execute();
            ResultBits = *boundary->Bits;
            ResultRef = Unsafe.AsRef<object?>(boundary->Refs);
        }
        finally
        {
            for (; Top >= boundary; Top--)
                Clear(Top);
            _activation = outer;
            SetDepthLimit(_depthLimit - 1 + boundary->Nested);
        }
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
