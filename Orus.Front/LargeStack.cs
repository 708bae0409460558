using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Orus.Front;

/// <summary>Work that nests deeper than the stack of the current thread allows.</summary>
internal static class LargeStack
{
    /// <summary>Does the work on a new thread with a stack of so many bytes, and waits for it. What it throws is thrown here.</summary>
    public static void Run(Action work, int bytes)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            bytes)
        {
            // The caller waits: work that never ends must not keep a process alive that ends for another reason.
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
