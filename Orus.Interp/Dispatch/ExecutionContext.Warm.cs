using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Dispatch;

/// <summary>
/// When functions are optimized: the first ones at their first call, so that short programs lose no time. But most code of a long program runs once, so further functions begin with the plain bytecode of their IR as
/// lowered. Such a function gets its optimized code at a later call, or when one of its loops has made some rounds: then the running activation goes on in a <see cref="LoopContinuation"/>. Code that activations are still executing keeps a table slot of its own, so nothing else needs to know that there was another one.
/// </summary>
public sealed unsafe partial class ExecutionContext
{
    private readonly Func<TypedFunction, IrFunction> _lower;
    private readonly Action<IrFunction>? _optimize;
    private readonly bool _startsPlain;

    /// <summary>Operations that may still be optimized at the first call of their function.</summary>
    private int _eagerOperations;

    /// <summary>Makes the bytecode of a function if there is none yet.</summary>
    internal void EnsureCode(RuntimeFunction function)
    {
        if (function.Code is not null)
            return;
        IrFunction ir = _lower(function.Source!);
        int operations = 0;
        foreach (Block block in ir.Blocks)
            operations += block.Code.Count;
        // A module body runs once too, but for as long as the loops of a script: only a very long one waits.
        bool isModuleBody = function.Source!.Symbol.Role == FunctionRole.ModuleBody;
        bool isPlain = _startsPlain && (isModuleBody ? operations > Switches.Value(Parameter.LazyAfter) : _eagerOperations <= 0);
        if (!isPlain)
        {
            _eagerOperations -= operations;
            Optimize(ir);
        }
        SetCode(function, ir, isPlain);
    }

    private void Optimize(IrFunction function)
    {
        foreach (Block block in function.Blocks)
        {
            if (block.SourceLoop is null)
                continue;
            Tier?.OnLoops();
            break;
        }
        _optimize?.Invoke(function);
    }

    /// <summary>Makes the optimized bytecode of a function if it has not got it yet.</summary>
    internal void EnsureOptimized(RuntimeFunction function)
    {
        if (function.Code is not null && !function.IsPlain)
            return;
        if (function.IsPlain)
            Retire(function);
        IrFunction ir = _lower(function.Source!);
        Optimize(ir);
        SetCode(function, ir, isPlain: false);
        function.Countdown = Math.Max(1, CallThreshold - WarmCalls);
    }

    /// <summary>Has the calls and rounds of a function with plain code counted.</summary>
    private void CountWarmth(RuntimeFunction function, BytecodeFunction code)
    {
        function.Countdown = WarmCalls;
        foreach (LoopState loop in code.Loops)
            loop.StartCounting(WarmRounds);
    }

    /// <summary>Calls of plain code; the optimized code has some left until the tier is asked.</summary>
    private int WarmCalls => Math.Min(Switches.Value(Parameter.WarmCalls), CallThreshold - (CallThreshold / 4));

    /// <summary>Rounds of a loop in plain code: before the functions it calls, which the optimized code may have inlined, are called so often that the tier compiles them.</summary>
    private long WarmRounds => Math.Min(Switches.Value(Parameter.WarmRounds), Math.Max(1, LoopThreshold / 4));

    /// <summary>Gives the activations that execute the code of a function a table slot that keeps it.</summary>
    private void Retire(RuntimeFunction function)
    {
        RuntimeFunction? retired = null;
        for (Frame* frame = _frames; frame <= Top; frame++)
        {
            if (frame->Function == function.Index)
                frame->Function = (retired ??= AddContinuation(function, function.Code!)).Index;
        }
        if (retired is not null)
            retired.IsPlain = true;
    }

    /// <summary>A function that is never called: activations of another one go on in it.</summary>
    private RuntimeFunction AddContinuation(RuntimeFunction function, BytecodeFunction code)
    {
        RuntimeFunction continuation = AddFunction(function.Source, function.Name, function.ParameterCount, function.Result);
        Use(continuation, code, int.MaxValue);
        return continuation;
    }

    /// <summary>The top frame executes plain code and stands at the header of a loop that is warm: it goes on in optimized code.</summary>
    private void ContinueOptimized(Frame* frame, RuntimeFunction function, LoopState loop)
    {
        BytecodeFunction plain = function.Code!;
        // Who calls it later shall not have to come here.
        function.Countdown = 1;
        if (WaitsForOuter(loop, plain))
            return;
        if (loop.Continuation is null && (loop.Continuation = MakeContinuation(function, loop)) is null)
        {
            // The plain code is good enough for whatever comes now.
            loop.Continuation = AddContinuation(function, plain);
            loop.StartCounting(LoopThreshold - WarmRounds);
        }
        frame->Function = loop.Continuation.Index;
        if (loop.Continuation.Code != plain)
            Move(frame, plain, loop.Continuation.Code!);
    }

    /// <summary>
    /// The code that begins in an outer loop is better, because it still enters the inner one from its start: so its next round is waited for, if it is not too far away.
    /// </summary>
    private bool WaitsForOuter(LoopState loop, BytecodeFunction code)
    {
        const int MostRounds = 16;
        if (loop.HasWaited || loop.Form.Parent is not { } parent)
            return false;
        LoopState outer = code.Loops[parent.LoopId];
        outer.HasWaited = loop.HasWaited = true;
        outer.StartCounting(1);
        loop.StartCounting(MostRounds * WarmRounds);
        return true;
    }

    /// <summary>The optimized rest of a function from the header of a loop on; null if there is none.</summary>
    private RuntimeFunction? MakeContinuation(RuntimeFunction function, LoopState loop)
    {
        BytecodeFunction plain = function.Code!;
        IrFunction ir = _lower(function.Source!);
        // Lowering again gives the same blocks and registers.
        if (!LoopContinuation.Make(ir, ir.Blocks[plain.Ir.Blocks.IndexOf(loop.Header)]))
            return null;
        // A register that the plain code never materialises has no value to hand over.
        if (Array.Exists(ir.Parameters, register => plain.SlotOf[register] < 0))
            return null;
        Optimize(ir);
        RuntimeFunction continuation = AddFunction(function.Source, function.Name, function.ParameterCount, function.Result);
        SetCode(continuation, ir, isPlain: false);
        foreach (LoopState continued in continuation.Code!.Loops)
            continued.StartCounting(LoopThreshold - WarmRounds);
        return continuation;
    }

    /// <summary>Moves the registers of the top frame to where a continuation has its parameters, and has it begin.</summary>
    private void Move(Frame* frame, BytecodeFunction plain, BytecodeFunction continuation)
    {
        int[] parameters = continuation.Ir.Parameters;
        var bits = new long[parameters.Length];
        // The closure stands behind the parameters.
        var refs = new object?[parameters.Length + (continuation.SelfSlot >= 0 ? 1 : 0)];
        Span<object?> source = MemoryMarshal.CreateSpan(ref Unsafe.AsRef<object?>(frame->Refs), frame->Size);
        for (int i = 0; i < parameters.Length; i++)
        {
            int slot = plain.SlotOf[parameters[i]];
            IrType type = continuation.Ir.TypeOf(parameters[i]);
            if (type.UsesBits())
                bits[i] = frame->Bits[slot];
            if (type.UsesRefs())
                refs[i] = source[slot];
        }
        if (continuation.SelfSlot >= 0)
            refs[^1] = source[plain.SelfSlot];
        source.Clear();
        Place(frame, frame - 1, continuation.FrameSize);
        bits.CopyTo(new Span<long>(frame->Bits, bits.Length));
        refs.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.AsRef<object?>(frame->Refs), refs.Length));
        frame->Pc = continuation.Code;
    }
}
