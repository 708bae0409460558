using System;
using System.Threading;
using Orus.Interp.Dispatch;
using ExecutionContext = Orus.Interp.Dispatch.ExecutionContext;

namespace Orus.Interp.Engine;

/// <summary>Interrupts a run that exceeds its time or its heap.</summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan HeapInterval = TimeSpan.FromMilliseconds(20);

    private readonly Timer? _timeout;
    private readonly Timer? _heap;

    private Watchdog(ExecutionContext context, EngineOptions options)
    {
        if (options.Timeout is { } limit)
            _timeout = new Timer(_ => context.Interrupt(InterruptReason.Timeout), null, limit, Timeout.InfiniteTimeSpan);
        if (options.HeapLimit is { } bytes)
            _heap = new Timer(_ => CheckHeap(context, bytes), null, HeapInterval, HeapInterval);
    }

    /// <summary>Starts watching if there is something to watch.</summary>
    public static Watchdog? Start(ExecutionContext context, EngineOptions options) =>
        options.Timeout is null && options.HeapLimit is null ? null : new Watchdog(context, options);

    public void Dispose()
    {
        _timeout?.Dispose();
        _heap?.Dispose();
    }

    private static void CheckHeap(ExecutionContext context, long limit)
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > limit && GC.GetTotalMemory(forceFullCollection: true) > limit)
            context.Interrupt(InterruptReason.Memory);
    }
}
