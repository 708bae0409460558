using System.Collections.Generic;
using System.Numerics;
using Orus.Front.Source;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Optimizer.Pipeline;

/// <summary>What passes count; <see cref="PassStats.NameOf(PassCounter)"/> gives the names that reports show.</summary>
public enum PassCounter : byte
{
    Folded,
    CopiesForwarded,
    BranchesFolded,
    JumpsThreaded,
    BlocksMerged,
    BlocksRemoved,
    Removed,
    Preheaders,
    Hoisted,
    LoadsForwarded,
    Reused,
    Inlined,
    StrengthReduced,
    PureCalls,
    Rotated,
    LoopsRemoved,
    Unrolled,
    StoresSunk,
    ConditionsSimplified,
}

/// <summary>Why a removed check can never fail.</summary>
public enum ProofKind : byte
{
    /// <summary>Its operands are constants.</summary>
    Constant,
    /// <summary>An equal or stronger check or test happened before on every path.</summary>
    Dominated,
    /// <summary>The intervals of its operands exclude a failure.</summary>
    Range,
    /// <summary>The index is a loop counter between zero and the length that bounds the loop.</summary>
    CanonicalBound,
    /// <summary>Another check that comes before on every path covers it.</summary>
    Fused,
    /// <summary>It was moved before a loop and runs once instead of every round.</summary>
    Hoisted,
}

/// <summary>How much of a function a pass changed; each includes those before it.</summary>
public enum Change : byte
{
    None,
    /// <summary>Checks are gone.</summary>
    Checks,
    /// <summary>Instructions are others, so that what was found out about registers is stale.</summary>
    Code,
    /// <summary>Blocks or edges are others, so that analyses of the control flow are stale.</summary>
    ControlFlow,
}

/// <summary>A loop that a pass left alone, wholly or in part.</summary>
/// <param name="Header">The loop's header block.</param>
/// <param name="Span">The loop statement, if it has one.</param>
/// <param name="Reason">Why.</param>
/// <param name="Instruction">The operation that decided it, if there is one.</param>
public readonly record struct Refusal(Block Header, SourceSpan Span, RefusalReason Reason, Instruction? Instruction);

/// <summary>What one run of a pass did.</summary>
/// <param name="decisions">Where to note what was done at which place; null if nobody reads it.</param>
public sealed class PassStats(List<Decision>? decisions = null)
{
    private static readonly string[] CounterNames =
    [
        "folded", "copies forwarded", "branches folded", "jumps threaded", "blocks merged", "blocks removed", "operations removed", "preheaders made",
        "hoisted", "loads forwarded", "expressions reused", "calls inlined", "strength-reduced", "calls found pure", "loops rotated", "loops removed", "loops unrolled", "stores moved behind loops", "conditions simplified",
    ];

    private static readonly string[] ProofNames = ["constant", "dominated", "range", "canonical-bound", "fused", "hoisted"];

    private readonly int[] _counts = new int[CounterNames.Length];
    private readonly int[] _proofs = new int[ProofNames.Length];
    private List<Refusal>? _refusals;

    public Change Change { get; private set; }

    /// <summary>The function is not the same as before.</summary>
    public bool Changed => Change != Change.None;

    public IReadOnlyList<Refusal> Refusals => _refusals ?? (IReadOnlyList<Refusal>)[];

    public int Count(PassCounter counter) => _counts[(int)counter];

    /// <summary>Checks removed with this kind of proof.</summary>
    public int ChecksRemoved(ProofKind proof) => _proofs[(int)proof];

    public static string NameOf(PassCounter counter) => CounterNames[(int)counter];

    public static string NameOf(ProofKind proof) => ProofNames[(int)proof];

    internal List<Decision>? Decisions => decisions;

    /// <summary>Notes that the function has changed so much, or more.</summary>
    internal void Raise(Change change) => Change = change > Change ? change : Change;

    /// <summary>Any change that was made concerns blocks or edges.</summary>
    internal void RaiseToControlFlow()
    {
        if (Changed)
            Change = Change.ControlFlow;
    }

    internal void Clear()
    {
        if (!Changed && _refusals is null)
            return;
        System.Array.Clear(_counts);
        System.Array.Clear(_proofs);
        _refusals = null;
        Change = Change.None;
    }

    internal void Add(PassCounter counter, int count = 1)
    {
        _counts[(int)counter] += count;
        if (count != 0)
            Raise(Change.Code);
    }

    /// <summary>Counts something done to one operation that is also a statistic.</summary>
    internal void Add(PassCounter counter, Statistic statistic, Instruction instruction)
    {
        Add(counter);
        decisions?.Add(Decision.About(statistic, 1, instruction, instruction.Checks));
    }

    /// <summary>Counts something done to a whole loop that is also a statistic.</summary>
    internal void Add(PassCounter counter, Statistic statistic, LoopCanonicalForm loop)
    {
        Add(counter);
        decisions?.Add(new Decision(statistic, 1, loop.Span, loop.Header.Terminator.Op, Checks.None, loop.Header.Terminator.Inlined));
    }

    private void Note(Statistic statistic, Instruction instruction, Checks checks) =>
        decisions!.Add(Decision.About(statistic, BitOperations.PopCount((uint)checks), instruction, checks));

    /// <summary>Clears checks that cannot fail and counts them by their proof.</summary>
    internal void RemoveChecks(Instruction instruction, Checks checks, ProofKind proof)
    {
        checks &= instruction.Checks;
        if (checks == Checks.None)
            return;
        CountChecks(instruction, checks, proof);
        instruction.Checks &= ~checks;
        if (proof == ProofKind.Fused)
            instruction.Fused |= checks;
        else
            instruction.Proved |= checks;
    }

    /// <summary>Counts checks of an instruction that are gone or about to go.</summary>
    internal void CountChecks(Instruction instruction, Checks checks, ProofKind proof)
    {
        if (checks == Checks.None)
            return;
        instruction.Prove(checks, proof);
        _proofs[(int)proof] += BitOperations.PopCount((uint)checks);
        Raise(Change.Checks);
        if (decisions is null || proof == ProofKind.Hoisted)
            return;
        Note(Statistic.ChecksRemoved, instruction, checks);
        if ((checks & Checks.Bounds) != 0)
            Note(Statistic.BoundsChecksRemoved, instruction, Checks.Bounds);
        if (proof == ProofKind.Fused)
            Note(Statistic.Fused, instruction, checks);
    }

    internal void Refuse(Block header, RefusalReason reason, Instruction? instruction = null) =>
        (_refusals ??= []).Add(new Refusal(header, header.SourceLoop?.Span ?? SourceSpan.None, reason, instruction));

    internal void AddAll(PassStats other)
    {
        if (other._refusals is not null)
            (_refusals ??= []).AddRange(other._refusals);
        if (!other.Changed)
            return;
        for (int i = 0; i < _counts.Length; i++)
            _counts[i] += other._counts[i];
        for (int i = 0; i < _proofs.Length; i++)
            _proofs[i] += other._proofs[i];
        Raise(other.Change);
    }
}
