using System;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace Orus.Interp.Engine;

/// <summary>The thread on which scripts run: one with a stack that their call depth cannot exhaust.</summary>
internal static class ScriptThread
{
    /// <summary>A fixed part, and one per nested call for compiled code.</summary>
    private const long BaseStack = 256L << 20;
    private const long StackPerCall = 768;

    [ThreadStatic]
    private static bool s_isCurrent;

    /// <summary>
    /// Does the work there and waits for it; at once if the caller is on such a thread, which then has to have been made for the same depth. What it throws is a defect of the implementation,
    /// which the caller's thread reports.
    /// </summary>
    public static void Run(Action work, int maxDepth)
    {
        if (s_isCurrent)
        {
            work();
            return;
        }
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                s_isCurrent = true;
                try
                {
                    work();
                }
                catch (Exception exception)
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            (int)Math.Min(BaseStack + (maxDepth * StackPerCall), 1 << 30))
        {
            // The caller waits: a script that never ends must not keep a process alive that ends for another reason.
            IsBackground = true,
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
