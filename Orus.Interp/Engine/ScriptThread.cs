using System;
using Orus.Front;

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
        LargeStack.Run(
            () =>
            {
                s_isCurrent = true;
                work();
            },
            (int)Math.Min(BaseStack + (maxDepth * StackPerCall), 1 << 30));
    }
}
