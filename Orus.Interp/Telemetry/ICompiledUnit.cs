using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Telemetry;

/// <summary>How often a way out of a compiled unit was taken.</summary>
/// <param name="Reason">The reason's name in reports.</param>
/// <param name="Place">Where in the program.</param>
/// <param name="Count">How often.</param>
/// <param name="IsEnd">The unit simply came to its end there.</param>
public readonly record struct UnitExit(string Reason, SourceSpan Place, long Count, bool IsEnd);

/// <summary>What a tier tells about a loop or function that it compiled.</summary>
public interface ICompiledUnit
{
    /// <summary>The method's name, unique in the engine.</summary>
    string Name { get; }

    RuntimeFunction Function { get; }

    /// <summary>The loop; null for a whole function.</summary>
    LoopState? Loop { get; }

    /// <summary>The IR it was made from.</summary>
    IrFunction Ir { get; }

    /// <summary>Time from request to machine code; 0 if it is not known.</summary>
    double Milliseconds { get; }

    /// <summary>Time from the start of the run to when it could first be entered.</summary>
    double ReadyMilliseconds { get; }

    int IlInstructions { get; }

    int CodeBytes { get; }

    /// <summary>Machine instructions of the innermost loops.</summary>
    int LoopInstructions { get; }

    /// <summary>Machine instructions that read or write the machine stack.</summary>
    int StackAccesses { get; }

    IReadOnlyList<UnitExit> Exits { get; }

    /// <summary>Was the type of a dynamic operation's operands settled before, so that the unit does not look?</summary>
    bool IsSpecialised(Instruction instruction);

    /// <summary>Does the unit do a dynamic operation in place, on operands of a type that it knows or tests for, and leave for all others?</summary>
    bool IsDoneInPlace(Instruction instruction);

    /// <summary>How often each of its blocks was executed; empty if nobody counted.</summary>
    IReadOnlyList<(Block Block, long Count)> Executions { get; }
}
