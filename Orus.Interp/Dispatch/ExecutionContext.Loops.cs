using System;
using System.Collections.Generic;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Pipeline;

namespace Orus.Interp.Dispatch;

public sealed unsafe partial class ExecutionContext
{
    /// <summary>Whether the dispatch loop counts what it executes (<see cref="Bytecode.BytecodeFunction.Executions"/>).</summary>
    internal bool CountsExecutions { get; }

    /// <summary>What was counted so far; null if nothing is.</summary>
    internal RunTelemetry? CollectTelemetry(List<Decision>? decisions) =>
        CountsExecutions ? TelemetryCollector.Collect(new ArraySegment<RuntimeFunction>(Functions, 0, _functionCount), Tier?.Units ?? [], decisions ?? []) : null;

    /// <summary>Looks at what a loop does, until it has seen enough; null most of the time.</summary>
    internal LoopRecorder? Recorder { get; set; }

    /// <summary>Whether the dispatch loop calls <see cref="Observe"/>.</summary>
    internal bool IsObserved => Recorder is not null || CountsExecutions;

    /// <summary>The instrumented dispatch loop is about to execute an instruction.</summary>
    internal void Observe(ulong* instruction)
    {
        if (CountsExecutions)
            Count(instruction, 1);
        if (Recorder is { } recorder && !recorder.Observe(instruction))
            Recorder = null;
    }

    /// <summary>Counts executions of an instruction of the top frame. Stubs and single steps, which belong to compiled code, are not counted.</summary>
    private void Count(ulong* instruction, int times)
    {
        if (Top->Function >= 0 && Functions[Top->Function].Code is { Executions: { } executions } code)
        {
            long position = instruction - code.Code;
            if ((ulong)position < (ulong)executions.Length)
                executions[position] += times;
        }
    }

    internal long LoopThreshold => Tier?.LoopThreshold ?? long.MaxValue;

    /// <summary>
    /// The budget of a loop instruction is used up, or the loop has compiled code: looks for interrupts, asks the tier, and runs compiled code if there is any. The position of the top
    /// frame is the loop word; afterwards it is where the interpreter goes on.
    /// </summary>
    internal void OnBackedge()
    {
        Frame* frame = Top;
        RuntimeFunction function = Functions[frame->Function];
        LoopState? loop = function.Code!.Loops[(ushort)(*frame->Pc >> 32)];
        // What raises here is an interrupt, whose position is the backedge; compiled code begins at the header.
        Poll();
        while (loop is not null)
            loop = TakeBackedge(frame, function, loop);
    }

    /// <summary>The frame comes to the header of a loop whose budget is used up. Returns a loop around it to do the same with, or null: the interpreter goes on at the frame's position.</summary>
    private LoopState? TakeBackedge(Frame* frame, RuntimeFunction function, LoopState loop)
    {
        LoopEntry? entry = loop.Entry;
        if (entry is not null && loop.Entries >= loop.ReviewAt)
        {
            Tier!.OnEnteredOften(function, loop);
            entry = loop.Entry;
        }
        if (entry is null)
        {
            bool isHot = loop.Recharge();
            frame->Pc = function.Code!.Code + loop.HeaderPc;
            if (!isHot)
                return null;
            if (function.IsPlain)
            {
                ContinueOptimized(frame, function, loop);
                return null;
            }
            Tier?.OnHotLoop(function, loop, new FrameView(frame));
            entry = loop.Entry;
            if (entry is null)
            {
                loop.SetBudget();
                return null;
            }
        }
        loop.KeepArmed();
        if (IsStackLow)
        {
            frame->Pc = function.Code!.Code + loop.HeaderPc;
            return null;
        }
        loop.Entries++;
        frame->Pc = function.Code!.Code + loop.HeaderPc + 1;
        return RunLoop(entry, function.Code);
    }
}
