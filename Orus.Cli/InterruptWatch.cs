using System;
using System.Runtime.InteropServices;
using System.Threading;

namespace Orus.Cli;

/// <summary>
/// Turns Ctrl-C into a cancellation, so that the program ends with a message that tells where it was. A program that does not notice, because it waits for
/// input, is left a moment and then ended here.
/// </summary>
internal sealed class InterruptWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    private readonly CliHost _host;
    private readonly CancellationTokenSource _cancellation;
    private readonly PosixSignalRegistration _registration;
    private Timer? _deadline;

    public InterruptWatch(CliHost host, CancellationTokenSource cancellation)
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
        _deadline ??= new Timer(_ => GiveUp(), null, Patience, Timeout.InfiniteTimeSpan);
        _cancellation.Cancel();
    }

    private void GiveUp()
    {
        _host.WriteError("orus: interrupted while the program was waiting\n");
        Environment.Exit(ExitCode.Interrupted);
    }
}
