using System.Collections.Generic;
using Orus.Interp.Dispatch;
using Orus.Interp.Telemetry;

namespace Orus.Interp.Engine;

/// <summary>The next tier, attached to an engine by whoever hosts it. All calls come from the thread that runs the script.</summary>
public interface ITierUp
{
    /// <summary>Backedges of a loop until <see cref="OnHotLoop"/> is asked first.</summary>
    int LoopThreshold { get; }

    /// <summary>Calls of a function until <see cref="OnHotFunction"/> is asked first.</summary>
    int CallThreshold { get; }

    /// <summary>All units compiled for the program, in order; kept only when telemetry is collected.</summary>
    IReadOnlyList<ICompiledUnit> Units => [];

    /// <summary>A program is about to run.</summary>
    void Attach(ExecutionContext context);

    /// <summary>A function with loops is going to be optimized: one of them may soon be hot.</summary>
    void OnLoops()
    {
    }

    /// <summary>
    /// The budget of a loop ran out at its backedge; the frame stands at the header. The tier may publish compiled code at once (<see cref="LoopState.Publish"/>; it is entered right away) or later, and otherwise
    /// sets <see cref="LoopState.Remaining"/> to when it wants to be asked again.
    /// </summary>
    void OnHotLoop(RuntimeFunction function, LoopState loop, in FrameView frame);

    /// <summary>A function was called often. The tier may replace its code (<see cref="ExecutionContext.SetCompiled"/>) at once or later from <see cref="ExecutionContext.Poll"/>.</summary>
    void OnHotFunction(RuntimeFunction function);

    /// <summary>The compiled code of a function was left: its activation is the top frame, and the interpreter goes on with it.</summary>
    /// <param name="function">The function.</param>
    /// <param name="pc">Where the interpreter goes on.</param>
    void OnLeftFunction(RuntimeFunction function, int pc);

    /// <summary>The compiled code of a loop was entered <see cref="LoopState.ReviewAt"/> times. The tier may withdraw it.</summary>
    void OnEnteredOften(RuntimeFunction function, LoopState loop);

    /// <summary>An error left compiled code as an exception, which costs some hundred times as much as an error in the interpreter.</summary>
    void OnThrown();

    /// <summary>The program ended: give back what belongs to it.</summary>
    void Detach(ExecutionContext context);
}
