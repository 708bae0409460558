using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Loops;

/// <summary>What a loop is to those who compile it.</summary>
public enum LoopKind : byte
{
    ForRange,
    ForEach,
    /// <summary>A <c>while</c> whose condition compares a counter with a bound.</summary>
    WhileCounting,
    /// <summary>A <c>while</c> whose condition is always true, to be left by <c>break</c>, <c>return</c> or an error.</summary>
    WhileTrueBreak,
    /// <summary>A <c>while</c> whose condition takes several branches, one of which may be the test.</summary>
    WhileCompound,
    /// <summary>Any other loop.</summary>
    General,
}

/// <summary>When the test of a loop compares the counter.</summary>
public enum TestPosition : byte
{
    /// <summary>In the latch, with the counter of the next round.</summary>
    AfterIncrement,
    /// <summary>At the end of a round, with its own counter; the increment follows if there is another round.</summary>
    BeforeIncrement,
    /// <summary>At the start of a round.</summary>
    AtTop,
}

/// <summary>A register that changes by the same amount once in every round, and nowhere else in the loop.</summary>
/// <param name="Register">The register.</param>
/// <param name="Step">What is added: a constant, or 0 if <paramref name="StepRegister"/> says it.</param>
/// <param name="StepRegister">An invariant register with the amount, or -1.</param>
/// <param name="Increment">The instruction that changes it.</param>
/// <param name="Initial">The instruction that sets it before the loop, if there is only one candidate.</param>
public readonly record struct InductionVariable(int Register, long Step, int StepRegister, Instruction Increment, Instruction? Initial);

/// <summary>The comparison that decides about another round: it goes on while <c>counter test bound</c>.</summary>
/// <param name="Comparison">The comparison, with the counter on the left.</param>
/// <param name="Bound">The register compared with.</param>
/// <param name="BoundConstant">Its value, if it is a constant.</param>
/// <param name="IsBoundInvariant">Whether the bound is the same in all rounds.</param>
/// <param name="Position">When it is compared.</param>
/// <param name="Block">The block that ends with the test.</param>
/// <param name="Exit">Where it leaves the loop to.</param>
public readonly record struct LoopTest(Comparison Comparison, int Bound, long? BoundConstant, bool IsBoundInvariant, TestPosition Position, Block Block, Block Exit);

/// <summary>
/// A loop as the loop passes, the bytecode emitter and Tier 2 see it. Built by <see cref="LoopAnalysis"/>; true until the code changes. What is unknown is null, empty or -1, with a
/// note in <see cref="WhyNot"/>.
/// </summary>
public sealed class LoopCanonicalForm
{
    /// <summary>Number of the loop in its function: outer before inner, in order of the headers.</summary>
    public required int LoopId { get; init; }

    /// <summary>The loop statement; none for a loop that no statement made.</summary>
    public required SourceSpan Span { get; init; }

    public required LoopKind Kind { get; init; }

    /// <summary>The next loop outwards.</summary>
    public required LoopCanonicalForm? Parent { get; init; }

    /// <summary>1 for an outermost loop.</summary>
    public required int Depth { get; init; }

    /// <summary>The only way into the loop, which leads nowhere else; null if there is no such block.</summary>
    public required Block? Preheader { get; init; }

    public required Block Header { get; init; }

    /// <summary>All blocks of the loop, the header first.</summary>
    public required Block[] Blocks { get; init; }

    /// <summary>Blocks that jump back to the header.</summary>
    public required Block[] Latches { get; init; }

    /// <summary>Edges out of the loop that no error takes.</summary>
    public required (Block From, Block To)[] Exits { get; init; }

    /// <summary>The counter first, if there is one.</summary>
    public required InductionVariable[] InductionVariables { get; init; }

    /// <summary>The test that counts; null if the loop ends some other way.</summary>
    public required LoopTest? Test { get; init; }

    /// <summary>Number of rounds if nothing leaves the loop early.</summary>
    public required long? TripCount { get; init; }

    /// <summary>Registers defined in the loop, ascending.</summary>
    public required int[] Written { get; init; }

    /// <summary>Is a register defined in the loop?</summary>
    public bool Writes(int register) => RegisterSet.PlaceOf(register, Written, Written.Length) >= 0;

    /// <summary>Registers read but not defined in the loop, ascending.</summary>
    public required int[] Invariants { get; init; }

    /// <summary>
    /// Registers that own a slot for the whole loop, best first: induction variables, the bound, registers that carry a value from round to round (accumulators), then what is read most.
    /// </summary>
    public required int[] Residents { get; init; }

    /// <summary>Everything the operations of the loop do.</summary>
    public required Effects Effects { get; init; }

    /// <summary>Some exit is not the test of the loop.</summary>
    public required bool MayBreak { get; init; }

    /// <summary>A round may end at more than one place.</summary>
    public required bool MayContinue { get; init; }

    /// <summary>Some operation may raise.</summary>
    public required bool MayRaise { get; init; }

    /// <summary>Why fields are unknown.</summary>
    public required IReadOnlyList<string> WhyNot { get; init; }

    /// <summary>The counter, or null.</summary>
    public InductionVariable? Counter => Test is not null && InductionVariables.Length > 0 ? InductionVariables[0] : null;
}
