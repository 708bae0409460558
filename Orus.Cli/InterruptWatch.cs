using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Orus.Cli;

/// <summary>
/// Turns Ctrl-C into a cancellation, so that the program ends with a message that tells where it was. A program that does not notice, because it waits for input, is left a moment and then ended here;
/// one that is busy is left longer, in case that the machine is busy too.
/// </summary>
internal sealed class InterruptWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    /// <summary>Times <see cref="Patience"/> for a program that does not wait for input.</summary>
    private const int MostTurns = 25;

    private readonly ProcessHost _host;
    private readonly CancellationTokenSource _cancellation;
    private readonly PosixSignalRegistration _registration;
    private Timer? _deadline;
    private int _turns;

    public InterruptWatch(ProcessHost host, CancellationTokenSource cancellation)
    {
        _host = host;
        _cancellation = cancellation;
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _deadline?.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _deadline ??= new Timer(_ => Look(), null, Patience, Patience);
        _cancellation.Cancel();
    }

    private void Look()
    {
        bool isWaiting = _host.IsInputAwaited;
        if (!isWaiting && Interlocked.Increment(ref _turns) < MostTurns)
            return;
        _host.WriteError(isWaiting ? "orus: interrupted while the program was waiting\n" : "orus: interrupted, but the program did not stop by itself\n");
        Environment.Exit(ExitCode.Interrupted);
    }
}
