using System.Diagnostics;
using System.Runtime.CompilerServices;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Tier2.Emit;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>A unit whose IL is complete: what remains is its machine code and its publication, which any thread may do.</summary>
internal abstract class PendingUnit(UnitReport report)
{
    private readonly long _queued = Stopwatch.GetTimestamp();

    public UnitReport Report => report;

    /// <summary>The unit is not wanted any more.</summary>
    public bool IsDropped { get; private set; }

    public void Drop() => IsDropped = true;

    /// <summary>Makes the machine code.</summary>
    public void Prepare()
    {
        long started = Stopwatch.GetTimestamp();
        report.WaitMilliseconds = Stopwatch.GetElapsedTime(_queued, started).TotalMilliseconds;
        MakeCode();
        report.JitMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Lets the script run it.</summary>
    public abstract void Publish();

    protected abstract void MakeCode();
}

/// <summary>A loop on its way to <see cref="LoopState.Entry"/>.</summary>
/// <param name="report">The unit.</param>
/// <param name="entry">The method itself.</param>
/// <param name="published">What the interpreter is given: the method, or what wraps it.</param>
internal sealed class PendingLoop(UnitReport report, LoopEntry entry, LoopEntry published) : PendingUnit(report)
{
    public override void Publish() => Report.Loop!.Publish(published);

    protected override void MakeCode() => RuntimeHelpers.PrepareDelegate(entry);
}

/// <summary>A function on its way into its table slot.</summary>
/// <param name="report">The unit.</param>
/// <param name="target">The function.</param>
/// <param name="context">Where its table slot is.</param>
/// <param name="returnsErrors">See <see cref="UnitPlan.ReturnsErrors"/>.</param>
internal sealed class PendingFunction(UnitReport report, CompiledFunction target, ExecutionContext context, bool returnsErrors) : PendingUnit(report)
{
    private FunctionEntry? _entry;

    public override void Publish()
    {
        target.Function.State = TierState.Compiled;
        nint entry = MachineCodeView.EntryOf(target.Outside);
        if (returnsErrors)
            target.Function.ReturningEntry = entry;
        else
            target.Function.NativeEntry = entry;
        context.SetCompiled(target.Function, _entry);
    }

    protected override void MakeCode()
    {
        MachineCodeView.Prepare(target.Method);
        if (target.Outside != target.Method)
            MachineCodeView.Prepare(target.Outside);
        _entry = FunctionAdapter.Make(target);
        RuntimeHelpers.PrepareDelegate(_entry);
    }
}
