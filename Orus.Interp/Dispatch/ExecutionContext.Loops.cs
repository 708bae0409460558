using Orus.Interp.Engine;

namespace Orus.Interp.Dispatch;

public sealed unsafe partial class ExecutionContext
{
    /// <summary>Whether the dispatch loop counts operations.</summary>
    internal bool CountsOperations => OperationCounts is not null;

    /// <summary>Executed instructions by opcode, or null.</summary>
    internal long[]? OperationCounts { get; set; }

    /// <summary>Looks at what a loop does, until it has seen enough; null most of the time.</summary>
    internal LoopRecorder? Recorder { get; set; }

    /// <summary>Whether the dispatch loop calls <see cref="Observe"/>.</summary>
    internal bool IsObserved => Recorder is not null || CountsOperations;

    /// <summary>The instrumented dispatch loop is about to execute an instruction.</summary>
    internal void Observe(ulong* instruction)
    {
        if (OperationCounts is { } counts)
            counts[(ushort)*instruction]++;
        if (Recorder is { } recorder && !recorder.Observe(Top, instruction))
            Recorder = null;
    }

    internal long LoopThreshold => Tier?.LoopThreshold ?? long.MaxValue;

    /// <summary>
    /// The budget of a loop instruction is used up, or the loop has compiled code: looks for interrupts, asks the tier, and runs compiled code if there is any. The position of the top
    /// frame is the loop word; afterwards it is where the interpreter goes on.
    /// </summary>
    internal void OnBackedge()
    {
        Frame* frame = Top;
        ulong* word = frame->Pc;
        RuntimeFunction function = Functions[frame->Function];
        LoopState loop = function.Code!.Loops[(ushort)(*word >> 32)];
        // What raises here is an interrupt, whose position is the backedge; compiled code begins at the header.
        Poll();
        LoopEntry? entry = loop.Entry;
        if (entry is null)
        {
            bool isHot = loop.Recharge();
            frame->Pc = function.Code.Code + loop.HeaderPc;
            if (!isHot)
                return;
            Tier?.OnHotLoop(function, loop, new FrameView(frame));
            entry = loop.Entry;
            if (entry is null)
            {
                loop.SetBudget();
                return;
            }
        }
        loop.KeepArmed();
        loop.Entries++;
        frame->Pc = function.Code.Code + loop.HeaderPc + 1;
        RunLoop(entry, function.Code);
    }
}
