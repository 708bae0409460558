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

    /// <summary>Does the work there and waits for it. What it throws is a defect of the implementation, which the caller's thread reports.</summary>
    public static void Run(Action work, int maxDepth)
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
            (int)Math.Min(BaseStack + (maxDepth * StackPerCall), 1 << 30));
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
