using System;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Pipeline;

/// <summary>One pass in its place.</summary>
/// <param name="Name">Name in dumps and statistics; unique although a pass may run twice.</param>
/// <param name="Switch">The kill switch it obeys.</param>
/// <param name="NeedsLoops">Skipped for functions without a loop.</param>
/// <param name="Run">The pass.</param>
/// <param name="Description">What it does.</param>
public sealed record PassRow(string Name, Switch Switch, bool NeedsLoops, Func<IrFunction, PassContext, PassStats> Run, string Description);

/// <summary>The one list of passes, in the order in which they run.</summary>
public static class PassTable
{
    private static readonly PassRow[] Rows =
    [
        new("inline", Switch.Inline, false, Inlining.Run, "copies small functions that call nothing to their calls"),
        new("propagate", Switch.Propagate, false, ConstantPropagation.Run, "folds constants and forwards copies"),
        new("branches", Switch.Branches, false, BranchSimplification.Run, "threads jumps, merges blocks, drops what cannot be reached"),
        new("dead", Switch.DeadCode, false, DeadCode.Run, "removes operations whose result nobody reads"),
        new("loopform", Switch.LoopForm, true, LoopForm.Run, "gives every loop a preheader"),
        new("cse", Switch.CommonSubexpressions, false, CommonSubexpressions.Run, "computes equal expressions once"),
        new("forward", Switch.Forward, false, Forwarding.Run, "reuses values last stored in or read from variables, fields and elements"),
        new("propagate-2", Switch.Propagate, false, ConstantPropagation.Run, "forwards the copies that reuse has made"),
        new("licm", Switch.InvariantMotion, true, InvariantMotion.Run, "moves loop-invariant operations to the preheader"),
        new("ranges", Switch.Ranges, false, RangeCheckElimination.Run, "clears checks that value ranges prove superfluous"),
        new("branches-2", Switch.Branches, false, BranchSimplification.Run, "drops what decided branches do not reach"),
        new("licm-2", Switch.InvariantMotion, true, InvariantMotion.Run, "moves what lost its checks"),
        new("dead-2", Switch.DeadCode, false, DeadCode.Run, "removes what the passes above have left unread"),
    ];

    public static ReadOnlySpan<PassRow> All => Rows;
}
