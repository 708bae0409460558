using System;
using System.Numerics;
using Orus.Front.Source;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Ir;

/// <summary>Why <see cref="IrOp.Raise"/> raises.</summary>
public enum RaiseReason : byte
{
    /// <summary>"Function 'x' ended without returning a value".</summary>
    MissingResult,
    /// <summary>"Variable 'x' was used before it was assigned".</summary>
    UnassignedVariable,
    /// <summary>"Array index out of bounds", for a destructuring of a short array.</summary>
    IndexOutOfBounds,
    /// <summary>A conversion or arithmetic that is known to fail: the instruction's checks say which.</summary>
    KnownFailure,
}

/// <summary>What range analysis proved about the operands of an instruction, for code generators. True at this place; a pass that moves the instruction clears it.</summary>
[Flags]
public enum OperandFacts : byte
{
    None = 0,
    NonNegativeA = 1,
}

/// <summary>
/// One operation over virtual registers (numbers into <see cref="IrFunction.Registers"/>, -1 where absent). Which fields count is in <see cref="IrOpTable"/>. All checks come before the first
/// effect, and operands are read before the destination is written, so an instruction that failed can be executed again.
/// </summary>
public sealed class Instruction
{
    public Instruction(IrOp op, IrType type, SourceSpan span)
    {
        Op = op;
        Type = type;
        Span = span;
    }

    public IrOp Op;

    /// <summary>T: type of the result, or of the operands for comparisons, stores and branches.</summary>
    public IrType Type;

    /// <summary>F: the second type of the operations whose row says <c>f</c> (or mentions F).</summary>
    public IrType From;

    public Checks Checks;

    public OperandFacts Facts;

    /// <summary>Checks it no longer carries because they cannot fail here; telemetry counts them instead.</summary>
    public Checks Proved;

    /// <summary>Checks it no longer carries because another one that always comes before covers them.</summary>
    public Checks Fused;

    public int Dest = -1;

    public int A = -1;

    public int B = -1;

    public int C = -1;

    public long Immediate;

    /// <summary>Argument registers of calls, constructions and print.</summary>
    public int[]? Arguments;

    public object? Extra;

    /// <summary>Successors of a terminator.</summary>
    public Block[]? Targets;

    /// <summary>Where an error of this operation is reported.</summary>
    public SourceSpan Span;

    /// <summary>
    /// Calls an error here passes through before the real activation, when the instruction came from an inlined callee; null otherwise.
    /// </summary>
    public InlineSite? Inlined;

    /// <summary>Where a reader of the function sees this operation: the outermost call, if it came from an inlined callee.</summary>
    public SourceSpan Place
    {
        get
        {
            InlineSite? site = Inlined;
            while (site?.Outer is { } outer)
                site = outer;
            return site?.CallSpan ?? Span;
        }
    }

    /// <summary>Position in <see cref="IrFunction.NumberInstructions"/> order; stable between numbering and the next change of the code.</summary>
    public int Id = -1;

    /// <summary>Three bits for each kind of check: one more than the <see cref="ProofKind"/>, or zero.</summary>
    private uint _proofs;

    /// <summary>Why a check of this operation is superfluous, or (<see cref="ProofKind.Hoisted"/>) is made only once for a whole loop; null if nothing is known.</summary>
    /// <param name="check">One kind of check.</param>
    public ProofKind? ProofOf(Checks check)
    {
        uint proof = _proofs >> ProofShift(check) & 7;
        return proof == 0 ? null : (ProofKind)(proof - 1);
    }

    /// <summary>Records why checks are superfluous.</summary>
    internal void Prove(Checks checks, ProofKind proof)
    {
        for (uint left = (uint)checks; left != 0; left &= left - 1)
        {
            int shift = ProofShift((Checks)(left & (~left + 1)));
            _proofs = (_proofs & ~(7u << shift)) | ((uint)proof + 1) << shift;
        }
    }

    private static int ProofShift(Checks check) => 3 * BitOperations.TrailingZeroCount((uint)check);

    /// <summary>What the callee of a <see cref="IrOp.Call"/> does, if that is known to be less than anything.</summary>
    public Effects CalleeEffects = Effects.Call;

    /// <summary>What the operation does apart from its checks: the effects of its row, or of its callee.</summary>
    public Effects Effects => Op == IrOp.Call ? CalleeEffects : IrOpTable.Info(Op).Effects;

    /// <summary>The register that a sum adds to a variable, or a difference subtracts from it; -1 if it does something else.</summary>
    /// <param name="variable">One of the two operands.</param>
    public int AddedTo(int variable)
    {
        if (Op is not (IrOp.Add or IrOp.Sub) || A == B)
            return -1;
        if (A == variable)
            return B;
        return Op == IrOp.Add && B == variable ? A : -1;
    }

    public bool IsTerminator => (IrOpTable.Info(Op).Effects & Effects.Terminator) != 0;

    /// <summary>Can this instruction leave normal control flow?</summary>
    public bool CanRaise => Checks != Checks.None || (IrOpTable.Info(Op).Effects & Effects.MayRaise) != 0;

    /// <summary>A copy with its own argument and target arrays.</summary>
    public Instruction Clone()
    {
        var copy = (Instruction)MemberwiseClone();
        copy.Arguments = (int[]?)Arguments?.Clone();
        copy.Targets = (Block[]?)Targets?.Clone();
        return copy;
    }
}

/// <summary>The call that was replaced by a copy of its callee's body.</summary>
/// <param name="FunctionName">The callee, as an error trace names it.</param>
/// <param name="CallSpan">The call in the caller.</param>
/// <param name="Outer">The call that inlined the caller, if any.</param>
public sealed record InlineSite(string FunctionName, SourceSpan CallSpan, InlineSite? Outer);
