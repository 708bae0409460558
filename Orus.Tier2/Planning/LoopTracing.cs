using System;
using System.Collections.Generic;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;

namespace Orus.Tier2.Planning;

/// <summary>Has hot loops recorded before they are compiled, if they work on dynamic values or call function values.</summary>
internal sealed class LoopTracing(ExecutionContext context, TierController controller)
{
    /// <summary>Rounds that are recorded, unless the threshold is lower.</summary>
    private const int RecordedRounds = 16;

    /// <summary>Rounds until a loop asks again while another is recorded.</summary>
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
        if (!controller.Switches.IsOn(Switch.Traces) || !Specialization.NeedsTrace(analysis, region))
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

    private void Complete(LoopTrace trace, RuntimeFunction function, LoopState loop, FunctionAnalysis analysis, Loop region)
    {
        if (context.Recorder?.Trace == trace)
            context.Recorder = null;
        trace.IsComplete = true;
        foreach (LoopState inner in function.Code!.Loops)
        {
            if (inner != loop && analysis.Cfg.IndexOf(inner.Header) is var header and >= 0 && analysis.Loops.Contains(region, header) && LoopHistory.Of(inner).Trace is { } innerTrace)
                trace.Include(innerTrace);
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
