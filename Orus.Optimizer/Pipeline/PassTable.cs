using System;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Pipeline;

/// <summary>One pass in its place.</summary>
/// <param name="Name">Name in dumps and statistics; unique although a pass may run twice.</param>
/// <param name="Switch">The kill switch it obeys.</param>
/// <param name="NeedsLoops">Skipped for functions without a loop.</param>
/// <param name="OnlyAfter">Skipped unless the pass of that name changed the function; for <see cref="Switches.Switch.Branches"/>, its control flow.</param>
/// <param name="Run">The pass.</param>
/// <param name="Description">What it does.</param>
public sealed record PassRow(string Name, Switch Switch, bool NeedsLoops, string? OnlyAfter, Func<IrFunction, PassContext, PassStats> Run, string Description);

/// <summary>The one list of passes, in the order in which they run.</summary>
public static class PassTable
{
    private static readonly PassRow[] Rows =
    [
        new("purity", Switch.Purity, true, null, Purity.Run, "finds calls in loops that change nothing and always get the same arguments"),
        new("loopform-calls", Switch.LoopForm, true, "purity", LoopForm.Run, "gives loops with such calls a preheader"),
        new("cse-calls", Switch.CommonSubexpressions, false, "purity", CommonSubexpressions.Run, "makes such calls once, before their callees are copied to them"),
        new("licm-calls", Switch.InvariantMotion, true, "purity", InvariantMotion.Run, "moves such calls to the preheader"),
        new("inline", Switch.Inline, false, null, Inlining.Run, "copies small functions that call nothing to their calls"),
        new("propagate", Switch.Propagate, false, null, ConstantPropagation.Run, "folds constants and forwards copies"),
        new("branches", Switch.Branches, false, null, BranchSimplification.Run, "threads jumps, merges blocks, drops what cannot be reached"),
        new("dead", Switch.DeadCode, false, null, DeadCode.Run, "removes operations whose result nobody reads"),
        new("rotate", Switch.LoopForm, true, null, LoopRotation.Run, "moves the test of a loop from its start to its end"),
        new("branches-rotated", Switch.Branches, false, "rotate", BranchSimplification.Run, "joins the test with what comes before it now"),
        new("loopform", Switch.LoopForm, true, null, LoopForm.Run, "gives every loop a preheader"),
        new("unroll", Switch.Unroll, true, null, Unrolling.Run, "writes out loops with a small constant number of rounds"),
        new("propagate-unrolled", Switch.Propagate, false, "unroll", ConstantPropagation.Run, "folds what the rounds know about the counter"),
        new("branches-unrolled", Switch.Branches, false, "unroll", BranchSimplification.Run, "joins the rounds"),
        new("carry", Switch.Forward, true, null, CarriedLoads.Run, "keeps module variables that a loop assigns in registers besides"),
        new("propagate-carried", Switch.Propagate, false, "carry", ConstantPropagation.Run, "forwards the copies that this has made"),
        new("cse", Switch.CommonSubexpressions, false, null, CommonSubexpressions.Run, "computes equal expressions once"),
        new("forward", Switch.Forward, false, null, Forwarding.Run, "reuses values last stored in or read from variables, fields and elements"),
        new("propagate-copies", Switch.Propagate, false, null, ConstantPropagation.Run, "forwards the copies that reuse has made"),
        new("licm", Switch.InvariantMotion, true, null, InvariantMotion.Run, "moves loop-invariant operations to the preheader"),
        new("ranges", Switch.Ranges, false, null, RangeCheckElimination.Run, "clears checks that value ranges prove superfluous"),
        new("loop_guard_fusion", Switch.GuardFusion, true, null, GuardFusion.Run, "clears checks that earlier checks answer for"),
        new("steps", Switch.LoopForm, true, null, CounterSteps.Run, "tests before the step of a counter where the step would need a check"),
        new("branches-decided", Switch.Branches, false, "ranges", BranchSimplification.Run, "drops what branches decided by ranges do not reach"),
        new("strength", Switch.Strength, false, null, StrengthReduction.Run, "makes shifts and masks of multiplications, divisions and remainders"),
        new("licm-unchecked", Switch.InvariantMotion, true, "ranges", InvariantMotion.Run, "moves what lost its checks"),
        new("sink", Switch.Forward, true, "carry", StoreSinking.Run, "assigns module variables where a loop is left instead of in every round, if nobody can look in between"),
        new("dead-loops", Switch.DeadCode, true, null, DeadLoops.Run, "removes loops that do nothing"),
        new("dead-end", Switch.DeadCode, false, null, DeadCode.Run, "removes what the passes above have left unread"),
    ];

    public static ReadOnlySpan<PassRow> All => Rows;
}
