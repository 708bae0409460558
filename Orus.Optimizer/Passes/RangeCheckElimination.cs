using Orus.Front.Types;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Clears checks that value ranges prove superfluous: overflow of arithmetic whose exact result fits, bounds of indices between zero and the length, zero divisors, conversions that fit. Decides
/// branches whose operands leave no choice, and notes operands that are never negative. Every cleared check is counted with its proof. The proofs hold where the
/// instructions stand; see <see cref="Totality"/> for what that means to passes that move them.
/// </summary>
internal static class RangeCheckElimination
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        // Dominance says nothing about the order of things on cycles with several entries.
        if (!analyses.Loops.IsIrreducible)
            context.Intervals = new Eliminator(analyses, stats, followsWitnesses: false, isWrong: false).Run(null);
        return stats;
    }

    /// <summary>The same with what earlier checks tell about the operands of later ones; what that adds is counted as fused.</summary>
    public static Interval[]? Fuse(FunctionAnalyses analyses, PassStats stats, Interval[]? known, bool isWrong) => new Eliminator(analyses, stats, followsWitnesses: true, isWrong).Run(known);

    private sealed class Eliminator(FunctionAnalyses analyses, PassStats stats, bool followsWitnesses, bool isWrong) : ValueRanges(analyses, followsWitnesses)
    {
        public Interval[]? Run(Interval[]? known) => Analyze(known);

        private void Remove(Instruction instruction, Checks checks, ProofKind proof) => stats.RemoveChecks(instruction, checks, FollowsWitnesses ? ProofKind.Fused : proof);

        protected override void Visit(Instruction instruction)
        {
            switch (instruction.Op)
            {
                case IrOp.Add or IrOp.Sub or IrOp.Mul:
                    CheckArithmetic(instruction, instruction.Op, RangeOf(instruction.A), RangeOf(instruction.B));
                    break;
                case IrOp.Neg when instruction.Checks != Checks.None:
                    CheckArithmetic(instruction, IrOp.Sub, new Interval(0, 0), RangeOf(instruction.A));
                    break;
                case IrOp.Div or IrOp.Rem when instruction.Type.IsInteger() && instruction.Type != IrType.U64:
                    CheckDivision(instruction);
                    break;
                case IrOp.Div or IrOp.Rem when instruction.Type == IrType.F64 && IsNonZeroInteger(instruction.B):
                    Remove(instruction, Checks.Zero, ProofKind.Range);
                    break;
                case IrOp.RangeLast when instruction.From != IrType.U64:
                    Interval step = RangeOf(instruction.C);
                    if (!step.IsEmpty && !step.Contains(0))
                        Remove(instruction, Checks.Zero, ProofKind.Range);
                    break;
                case IrOp.LoadElement or IrOp.StoreElement or IrOp.StringIndex:
                    CheckBounds(instruction);
                    break;
                case IrOp.Convert when instruction.From.IsInteger() && instruction.From != IrType.U64 && (instruction.Checks & Checks.Range) != 0:
                    CheckConversion(instruction);
                    break;
                case IrOp.BranchCmp when instruction.Type is IrType.I32 or IrType.I64 or IrType.U32:
                    Decide(instruction);
                    break;
            }
        }

        private void CheckArithmetic(Instruction instruction, IrOp op, Interval a, Interval b)
        {
            if ((instruction.Checks & Checks.Overflow) == 0 || a.IsEmpty || b.IsEmpty)
                return;
            (WideInteger lo, WideInteger hi) = Interval.Exact(op, a, b);
            Interval all = Interval.Of(instruction.Type);
            if (lo >= all.Lo && hi <= all.Hi)
                Remove(instruction, Checks.Overflow, ProofKind.Range);
        }

        private void CheckDivision(Instruction instruction)
        {
            Interval a = RangeOf(instruction.A);
            Interval b = RangeOf(instruction.B);
            if (a.IsEmpty || b.IsEmpty)
                return;
            if (!b.Contains(0))
                Remove(instruction, Checks.Zero, ProofKind.Range);
            if (!b.Contains(-1) || !a.Contains(Interval.Of(instruction.Type).Lo))
                Remove(instruction, Checks.Overflow, ProofKind.Range);
            instruction.Facts = a.Lo >= 0 ? OperandFacts.NonNegativeA : OperandFacts.None;
        }

        /// <summary>Is a real number made of an integer that cannot be zero? Converting does not make a zero of any other.</summary>
        private bool IsNonZeroInteger(int real) =>
            Definitions.Of(real) is { Op: IrOp.Convert } conversion && conversion.From is (IrType.I32 or IrType.I64 or IrType.U32) && Definitions.IsSingle(conversion.A)
            && RangeOf(conversion.A) is { IsEmpty: false } range && !range.Contains(0);

        private void CheckBounds(Instruction instruction)
        {
            if ((instruction.Checks & Checks.Bounds) == 0)
                return;
            Interval index = RangeOf(instruction.B);
            if (!index.IsEmpty && index.Lo >= 0 && IsBelowLength(instruction.B, instruction.A, out ProofKind proof))
                Remove(instruction, Checks.Bounds, proof);
        }

        private void CheckConversion(Instruction instruction)
        {
            Interval value = RangeOf(instruction.A);
            Interval target = instruction.Type == IrType.U64 ? new Interval(0, long.MaxValue) : Interval.Of(instruction.Type);
            if (isWrong || (!value.IsEmpty && value.IsWithin(target)))
                Remove(instruction, Checks.Range, ProofKind.Range);
        }

        private void Decide(Instruction branch)
        {
            Interval a = RangeOf(branch.A);
            Interval b = RangeOf(branch.B);
            if (a.IsEmpty || b.IsEmpty || Interval.Decide(a, (Comparison)branch.Immediate, b) is not { } isTaken)
                return;
            branch.Op = IrOp.Jump;
            branch.Type = IrType.None;
            branch.A = branch.B = -1;
            branch.Immediate = 0;
            branch.Targets = [branch.Targets![isTaken ? 0 : 1]];
            stats.Add(PassCounter.BranchesFolded);
            stats.Raise(Change.ControlFlow);
        }
    }
}
