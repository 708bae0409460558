using System;
using System.Diagnostics;
using Orus.Interp.Engine;

namespace Orus.Tier2.Planning;

/// <summary>What is put around the compiled code of loops that need it.</summary>
internal static unsafe class LoopWrappers
{
    /// <summary>
    /// A unit in which overflows of code without effects are exceptions: when one comes, the state from which that code began stands untouched in the frame, and the interpreter goes on from
    /// there until there is code that knows the failing operation.
    /// </summary>
    public static LoopEntry Restarting(LoopEntry entry, UnitPlan plan, LoopHistory history, UnitReport report, TierController controller) => (bits, ref refs, context) =>
    {
        int* position = context.ActivationSlot;
        try
        {
            return entry(bits, ref refs, context);
        }
        // An exception that comes from a callee has another innermost activation.
        catch (OverflowException) when (context.ActivationSlot == position && plan.ResumeAfterOverflow(*position, report.Loop!.HeaderPc) >= 0)
        {
            controller.OnOverflow(report, history);
            return plan.ResumeAfterOverflow(*position, report.Loop!.HeaderPc);
        }
    };

    /// <summary>Runs the compiled code only so many times, and then leaves each round to the interpreter: shows which entry goes wrong.</summary>
    public static LoopEntry Limited(LoopEntry entry, LoopState loop, int limit)
    {
        int left = limit;
        return (bits, ref refs, context) => left-- > 0 ? entry(bits, ref refs, context) : loop.HeaderPc;
    }

    /// <summary>A unit that assumes kinds of dynamic values: withdrawn when it was left for others so often that it shall be compiled again.</summary>
    public static LoopEntry Watched(LoopEntry entry, FlipWatch watch, UnitReport report, TierController controller) => (bits, ref refs, context) =>
    {
        int next = entry(bits, ref refs, context);
        if (watch.See(next, context) is { } flipped)
            controller.OnFlips(report, flipped);
        return next;
    };

    /// <summary>Tells of the first entry, and of each exit when it is first taken.</summary>
    public static LoopEntry Observed(LoopEntry entry, UnitReport report, LoopHistory history, TierLog log)
    {
        var known = new bool[report.Exits];
        return (bits, ref refs, context) =>
        {
            if (report.EntryMilliseconds is null)
            {
                report.EntryMilliseconds = Stopwatch.GetElapsedTime(history.Hot).TotalMilliseconds;
                log.Write(TierEventKind.Entered, report.Function, report.Loop, $"{report.EntryMilliseconds:F2} ms after it became hot");
            }
            int next = entry(bits, ref refs, context);
            if (log.IsTracing)
            {
                for (int i = 0; i < known.Length; i++)
                {
                    ExitCount exit = report.ExitCounts[i];
                    if (exit.Count == 0 || known[i])
                        continue;
                    known[i] = true;
                    log.Write(TierEventKind.Exited, report.Function, report.Loop, exit.Place, exit.ReasonName);
                }
            }
            return next;
        };
    }
}
