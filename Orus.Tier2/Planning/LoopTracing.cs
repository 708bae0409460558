using System;
using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;

namespace Orus.Tier2.Planning;

/// <summary>Has hot loops and functions recorded before they are compiled, if they work on dynamic values or call function values.</summary>
internal sealed class LoopTracing(ExecutionContext context, TierController controller)
{
    /// <summary>Rounds or calls that are recorded, unless the threshold is lower.</summary>
    private const int RecordedRounds = 16;

    /// <summary>Rounds or calls until a loop or function asks again while another is recorded.</summary>
    private const int WaitingRounds = 64;

    /// <summary>
    /// A loop is to be compiled. Returns true if it has to run some rounds first, which are recorded; <see cref="LoopState.Remaining"/> says how many.
    /// </summary>
    /// <param name="function">The function, whose activation is the top frame.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="history">What is remembered of it.</param>
    /// <param name="analysis">The function's analysis.</param>
    /// <param name="region">The loop in it.</param>
    public bool MustRecord(RuntimeFunction function, LoopState loop, LoopHistory history, FunctionAnalysis analysis, Loop region)
    {
        if (history.Trace is { } recorded)
        {
            if (!recorded.IsComplete)
            {
                Complete(recorded, function, loop, analysis, region);
                controller.OnRecorded(function, loop, recorded);
            }
            return false;
        }
        if (!controller.Switches.IsOn(Switch.Traces) || !NeedsTrace(analysis, region, []))
            return false;
        if (context.Recorder is not null)
        {
            loop.Remaining = Math.Min(WaitingRounds, controller.LoopThreshold);
            return true;
        }
        var trace = new LoopTrace();
        history.Trace = trace;
        context.Recorder = new LoopRecorder(context, function, loop, DynamicRegistersAt(loop.Header, analysis), trace);
        loop.Remaining = Math.Min(RecordedRounds, controller.LoopThreshold);
        return true;
    }

    /// <summary>
    /// A function is to be compiled because it is called often. Returns true if it has to be called some times more first, which are recorded; <see cref="RuntimeFunction.Countdown"/> says how many.
    /// </summary>
    public bool MustRecord(RuntimeFunction function)
    {
        context.EnsureOptimized(function);
        FunctionHistory history = FunctionHistory.Of(function);
        if (history.Trace is { } recorded)
        {
            if (!recorded.IsComplete)
            {
                Complete(recorded);
                foreach (LoopState inner in function.Code!.Loops)
                    Include(inner, recorded);
                controller.OnRecorded(function, null, recorded);
            }
            return false;
        }
        if (!controller.Switches.IsOn(Switch.Traces) || !Specialization.NeedsTrace(controller.AnalysisOf(function.Code!), null))
            return false;
        function.Countdown = Math.Min(context.Recorder is null ? RecordedRounds : WaitingRounds, controller.CallThreshold);
        if (context.Recorder is null)
        {
            history.Trace = new LoopTrace();
            context.Recorder = new LoopRecorder(context, history.Trace);
        }
        return true;
    }

    /// <summary>What is known about a function that is about to be compiled with a loop that calls it; null if that is nothing.</summary>
    /// <param name="function">The function.</param>
    /// <param name="seen">The trace of the loop, or null.</param>
    public LoopTrace? TraceOf(RuntimeFunction function, LoopTrace? seen)
    {
        FunctionHistory history = FunctionHistory.Of(function);
        if (seen is not null && Saw(seen, function))
        {
            history.Trace ??= new LoopTrace();
            history.Trace.Include(seen);
            Complete(history.Trace);
        }
        return history.Trace is { IsComplete: true } ? history.Trace : null;
    }

    private static bool Saw(LoopTrace trace, RuntimeFunction function)
    {
        foreach (Block block in function.Ir!.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (trace.SiteOf(instruction) is not null)
                    return true;
            }
        }
        return false;
    }

    /// <summary>Does a trace of a loop tell something about it, or about functions it calls that have none yet?</summary>
    private bool NeedsTrace(FunctionAnalysis analysis, Loop? region, HashSet<RuntimeFunction> visited)
    {
        if (Specialization.NeedsTrace(analysis, region))
            return true;
        for (int index = 0; index < analysis.Cfg.Blocks.Length; index++)
        {
            if (region is not null && !analysis.Loops.Contains(region, index))
                continue;
            foreach (Instruction instruction in analysis.Cfg.Blocks[index].Code)
            {
                if (instruction.Op == IrOp.Call && context.FunctionOf((TypedFunction)instruction.Extra!) is { Code: { } code } callee && FunctionHistory.Of(callee).Trace is null
                    && visited.Add(callee) && NeedsTrace(controller.AnalysisOf(code), null, visited))
                    return true;
            }
        }
        return false;
    }

    private void Complete(LoopTrace trace)
    {
        if (context.Recorder?.Trace == trace)
            context.Recorder = null;
        trace.IsComplete = true;
    }

    private static void Include(LoopState inner, LoopTrace trace)
    {
        if (LoopHistory.Of(inner).Trace is { } innerTrace)
            trace.Include(innerTrace);
    }

    private void Complete(LoopTrace trace, RuntimeFunction function, LoopState loop, FunctionAnalysis analysis, Loop region)
    {
        Complete(trace);
        foreach (LoopState inner in function.Code!.Loops)
        {
            if (inner != loop && analysis.Cfg.IndexOf(inner.Header) is var header and >= 0 && analysis.Loops.Contains(region, header))
                Include(inner, trace);
        }
    }

    private static int[] DynamicRegistersAt(Block header, FunctionAnalysis analysis)
    {
        var registers = new List<int>();
        foreach (int register in analysis.Liveness.LiveIn(analysis.Cfg.IndexOf(header)))
        {
            if (analysis.Function.TypeOf(register) == IrType.Any)
                registers.Add(register);
        }
        return [.. registers];
    }
}
