using System;
using Orus.Front;

namespace Orus.Interp.Engine;

/// <summary>The thread on which scripts run: one with a stack that their call depth cannot exhaust.</summary>
internal static unsafe class ScriptThread
{
    /// <summary>A fixed part, and one per nested call for compiled code.</summary>
    private const long BaseStack = 256L << 20;
    private const long StackPerCall = 768;

    /// <summary>What the interpreter, the run-time methods it calls, and a compiler that works in place may need besides compiled activations.</summary>
    private const int Reserve = 16 << 20;

    [ThreadStatic]
    private static bool s_isCurrent;

    [ThreadStatic]
    private static nint s_stackFloor;

    /// <summary>Below this address compiled code shall not extend the stack of the current thread. Zero, so that nothing is forbidden, on threads of other kinds.</summary>
    public static nint StackFloor => s_stackFloor;

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
        int size = (int)Math.Min(BaseStack + (maxDepth * StackPerCall), 1 << 30);
        LargeStack.Run(
            () =>
            {
                byte top;
                s_stackFloor = (nint)(&top) - size + Reserve;
                s_isCurrent = true;
                work();
            },
            size);
    }
}
