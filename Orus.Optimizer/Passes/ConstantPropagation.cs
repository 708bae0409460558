using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Folds operations on constants, replaces reads of copies by their source, and decides branches on constants. Facts about registers with one definition hold everywhere;
/// facts about the others hold along extended basic blocks (a block and the blocks that only it leads to), until a new definition. Handlers start without facts, because
/// control reaches them from the middle of blocks. Copies into variables with several definitions are not forwarded: the copy would stay and its source live longer. An operation that would raise is never folded, so it raises where it always did.
/// </summary>
internal static class ConstantPropagation
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        new Worker(function, context.AnalysesOf(function), stats).Run();
        return stats;
    }

    private enum FactKind : byte
    {
        None,
        Constant,
        Copy,
    }

    /// <summary>What is known about a register.</summary>
    /// <param name="Kind">Nothing, a constant, or a copy of another register.</param>
    /// <param name="Epoch">The extended basic block for which it holds; 0: everywhere.</param>
    /// <param name="Source">Copy: the register copied.</param>
    /// <param name="Version">Copy: the version of the source that was copied.</param>
    /// <param name="Bits">Constant: its bits.</param>
    private readonly record struct Fact(FactKind Kind, int Epoch, int Source, int Version, long Bits);

    private readonly record struct Undo(int Register, Fact Fact, int Version);

    private sealed class Worker(IrFunction function, FunctionAnalyses analyses, PassStats stats)
    {
        private readonly Definitions _definitions = analyses.Definitions;
        private readonly Cfg _cfg = analyses.Cfg;
        private readonly Fact[] _facts = Scratch<Fact>.Rent(function.Registers.Count);
        private readonly int[] _versions = Scratch<int>.Rent(function.Registers.Count);
        private readonly List<Undo> _undo = [];
        private int _epoch;
        private int _lastVersion;

        /// <summary>Visits the trees of extended basic blocks in reverse postorder of their roots, so definitions of single registers are seen before their uses.</summary>
        public void Run()
        {
            var stack = new Stack<(int Block, int UndoMark)>();
            for (int root = 0; root < _cfg.Blocks.Length; root++)
            {
                if (InheritsFrom(root) >= 0)
                    continue;
                _epoch++;
                _undo.Clear();
                stack.Push((root, 0));
                while (stack.TryPop(out (int Block, int UndoMark) next))
                {
                    Restore(next.UndoMark);
                    AddEdgeFacts(next.Block);
                    // An edge that the visit of the block cuts off still leads to blocks whose facts hold vacuously.
                    VisitBlock(_cfg.Blocks[next.Block]);
                    ReadOnlySpan<int> successors = _cfg.Successors[next.Block];
                    for (int i = _cfg.NormalSuccessorCount[next.Block] - 1; i >= 0; i--)
                    {
                        if (InheritsFrom(successors[i]) == next.Block)
                            stack.Push((successors[i], _undo.Count));
                    }
                }
            }
            foreach (Block block in _cfg.Blocks)
                UpdateSourceLoop(block.SourceLoop);
            Scratch<Fact>.Return(_facts, function.Registers.Count);
            Scratch<int>.Return(_versions, function.Registers.Count);
        }

        /// <summary>The one block from whose end control comes to this block, or -1.</summary>
        private int InheritsFrom(int block)
        {
            ReadOnlySpan<int> predecessors = _cfg.Predecessors[block];
            return predecessors.Length == 1 && _cfg.Blocks[block].Code[0].Op != IrOp.CatchError ? predecessors[0] : -1;
        }

        private void Restore(int mark)
        {
            for (int i = _undo.Count - 1; i >= mark; i--)
            {
                _facts[_undo[i].Register] = _undo[i].Fact;
                _versions[_undo[i].Register] = _undo[i].Version;
            }
            _undo.RemoveRange(mark, _undo.Count - mark);
        }

        /// <summary>What the branch that leads here tells about its operands.</summary>
        private void AddEdgeFacts(int index)
        {
            int from = InheritsFrom(index);
            if (from < 0)
                return;
            Instruction branch = _cfg.Blocks[from].Terminator;
            if (branch.Targets is not { Length: 2 } targets || targets[0] == targets[1])
                return;
            bool isTaken = targets[0] == _cfg.Blocks[index];
            if (branch.Op == IrOp.Branch)
            {
                SetScoped(branch.A, new Fact(FactKind.Constant, _epoch, -1, 0, isTaken ? 1 : 0));
            }
            else if (branch.Type != IrType.F64 && Folding.IsComparable(branch.Type) && branch.Immediate == (long)(isTaken ? Comparison.Eq : Comparison.Ne))
            {
                if (TryConstant(branch.B, out long right))
                    SetScoped(branch.A, new Fact(FactKind.Constant, _epoch, -1, 0, right));
                else if (TryConstant(branch.A, out long left))
                    SetScoped(branch.B, new Fact(FactKind.Constant, _epoch, -1, 0, left));
            }
        }

        private void VisitBlock(Block block)
        {
            List<Instruction> code = block.Code;
            int kept = 0;
            for (int i = 0; i < code.Count; i++)
            {
                Instruction instruction = code[i];
                ReplaceOperands(instruction);
                if (Simplify(instruction) || (instruction.Op == IrOp.Move && instruction.A == instruction.Dest))
                {
                    stats.Add(PassCounter.Removed);
                    continue;
                }
                RecordDefinition(instruction);
                code[kept++] = instruction;
            }
            code.RemoveRange(kept, code.Count - kept);
        }

        private void ReplaceOperands(Instruction instruction)
        {
            Replace(ref instruction.A);
            Replace(ref instruction.B);
            Replace(ref instruction.C);
            if (instruction.Arguments is not { } arguments)
                return;
            for (int i = 0; i < arguments.Length; i++)
                Replace(ref arguments[i]);
        }

        private void Replace(ref int register)
        {
            if (register < 0)
                return;
            Fact fact = _facts[register];
            if (fact.Kind != FactKind.Copy || !Holds(fact) || _versions[fact.Source] != fact.Version)
                return;
            register = fact.Source;
            stats.Add(PassCounter.CopiesForwarded);
        }

        private bool Holds(in Fact fact) => fact.Epoch == 0 || fact.Epoch == _epoch;

        private bool TryConstant(int register, out long bits)
        {
            bits = 0;
            if (register < 0)
                return false;
            Fact fact = _facts[register];
            bits = fact.Bits;
            return fact.Kind == FactKind.Constant && Holds(fact);
        }

        private void RecordDefinition(Instruction instruction)
        {
            int dest = instruction.Dest;
            if (dest < 0)
                return;
            bool isSingle = _definitions.IsSingle(dest);
            Fact fact = default;
            if (instruction.Op == IrOp.Const)
                fact = new Fact(FactKind.Constant, isSingle ? 0 : _epoch, -1, 0, instruction.Immediate);
            else if (instruction.Op == IrOp.Move && isSingle)
                fact = new Fact(FactKind.Copy, _definitions.IsSingle(instruction.A) ? 0 : _epoch, instruction.A, _versions[instruction.A], 0);
            if (isSingle && (fact.Kind == FactKind.None || fact.Epoch == 0))
            {
                _facts[dest] = fact;
                return;
            }
            SetScoped(dest, fact);
            if (!isSingle)
                _versions[dest] = ++_lastVersion;
        }

        private void SetScoped(int register, Fact fact)
        {
            _undo.Add(new Undo(register, _facts[register], _versions[register]));
            _facts[register] = fact;
        }

        /// <summary>Rewrites an instruction by what is known about its operands. Returns true if nothing of it is left.</summary>
        private bool Simplify(Instruction instruction)
        {
            bool hasA = TryConstant(instruction.A, out long a);
            bool hasB = TryConstant(instruction.B, out long b);
            switch (instruction.Op)
            {
                case IrOp.Move:
                    if (hasA)
                        MakeConstant(instruction, a);
                    return false;
                case IrOp.CheckAssigned:
                    if (!hasA || a == 0)
                        return false;
                    stats.RemoveChecks(instruction, Checks.Assigned, ProofKind.Constant);
                    return true;
                case IrOp.Branch:
                    if (hasA)
                        MakeJump(instruction, a != 0);
                    return false;
                case IrOp.BranchCmp:
                    SimplifyCompareAndBranch(instruction, hasA && hasB, a, b);
                    return false;
                case IrOp.RangeLast:
                    SimplifyRangeLast(instruction, hasA && hasB, a, b);
                    return false;
                case IrOp.Unbox:
                    SimplifyUnbox(instruction);
                    return false;
                case IrOp.Not:
                    if (_definitions.Of(instruction.A) is { Op: IrOp.Not } inner && _definitions.IsSingle(inner.A))
                        MakeMove(instruction, inner.A);
                    else
                        goto default;
                    return false;
                default:
                    long result;
                    if (instruction.B < 0 ? hasA && Folding.TryUnary(instruction, a, out result) : FoldBinary(instruction, hasA, hasB, a, b, out result))
                        MakeConstant(instruction, result);
                    return false;
            }
        }

        private bool FoldBinary(Instruction instruction, bool hasA, bool hasB, long a, long b, out long result)
        {
            result = 0;
            if (hasA && hasB && Folding.TryBinary(instruction, a, b, out result))
                return true;
            if (instruction.Op is < IrOp.Add or > IrOp.CmpNe || !Folding.IsComparable(instruction.Type))
                return false;
            RemoveChecksByConstants(instruction, hasA, hasB, a, b);
            switch (Identities.Find(instruction, hasA, hasB, a, b, out result))
            {
                case Identity.Left:
                    MakeMove(instruction, instruction.A);
                    return false;
                case Identity.Right:
                    MakeMove(instruction, instruction.B);
                    return false;
                default:
                    return false;
                case Identity.Value:
                    return true;
            }
        }

        /// <summary>A known divisor (or dividend) may already exclude what the checks of a division look for.</summary>
        private void RemoveChecksByConstants(Instruction instruction, bool hasA, bool hasB, long a, long b)
        {
            if (instruction.Op is not (IrOp.Div or IrOp.Rem))
                return;
            bool isFloat = instruction.Type == IrType.F64;
            if (hasB && (isFloat ? BitConverter.Int64BitsToDouble(b) != 0.0 : b != 0))
                stats.RemoveChecks(instruction, Checks.Zero, ProofKind.Constant);
            if ((hasB && b != -1) || (hasA && a != (instruction.Type == IrType.I32 ? int.MinValue : long.MinValue)))
                stats.RemoveChecks(instruction, Checks.Overflow, ProofKind.Constant);
        }

        private void SimplifyCompareAndBranch(Instruction instruction, bool hasBoth, long a, long b)
        {
            if (hasBoth && Folding.IsComparable(instruction.Type))
                MakeJump(instruction, Folding.Compare((Comparison)instruction.Immediate, instruction.Type, a, b));
            else if (instruction.A == instruction.B && instruction.Type != IrType.F64 && Folding.IsComparable(instruction.Type))
                MakeJump(instruction, Folding.Holds((Comparison)instruction.Immediate, 0));
        }

        private void SimplifyRangeLast(Instruction instruction, bool hasBounds, long start, long end)
        {
            if (!TryConstant(instruction.C, out long step) || step == 0)
                return;
            stats.RemoveChecks(instruction, Checks.Zero, ProofKind.Constant);
            if (hasBounds)
                MakeConstant(instruction, Folding.RangeLast(instruction, start, end, step));
        }

        /// <summary>A scalar that was boxed a moment ago.</summary>
        private void SimplifyUnbox(Instruction instruction)
        {
            if (_definitions.Of(instruction.A) is not { Op: IrOp.Box } box || !_definitions.IsSingle(box.A) || box.From != instruction.Type || !Folding.IsComparable(box.From))
                return;
            stats.RemoveChecks(instruction, Checks.Type, ProofKind.Constant);
            MakeMove(instruction, box.A);
        }

        private void MakeConstant(Instruction instruction, long bits)
        {
            stats.CountChecks(instruction, instruction.Checks, ProofKind.Constant);
            instruction.Op = IrOp.Const;
            instruction.Type = function.TypeOf(instruction.Dest);
            instruction.Immediate = bits;
            Clear(instruction);
            stats.Add(PassCounter.Folded);
        }

        private void MakeMove(Instruction instruction, int source)
        {
            stats.CountChecks(instruction, instruction.Checks, ProofKind.Constant);
            instruction.Op = IrOp.Move;
            instruction.Type = function.TypeOf(instruction.Dest);
            instruction.Immediate = 0;
            Clear(instruction);
            instruction.A = source;
            stats.Add(PassCounter.Folded);
        }

        private static void Clear(Instruction instruction)
        {
            instruction.Checks = Checks.None;
            instruction.From = IrType.None;
            instruction.A = instruction.B = instruction.C = -1;
            instruction.Extra = null;
        }

        private void MakeJump(Instruction instruction, bool isTaken)
        {
            instruction.Op = IrOp.Jump;
            instruction.Type = IrType.None;
            instruction.Immediate = 0;
            instruction.Targets = [instruction.Targets![isTaken ? 0 : 1]];
            Clear(instruction);
            stats.Add(PassCounter.BranchesFolded);
            stats.Raise(Change.ControlFlow);
        }

        /// <summary>The descriptor of a loop follows copies that hold everywhere; others may be gone at its header.</summary>
        private void UpdateSourceLoop(SourceLoop? loop)
        {
            if (loop is null)
                return;
            loop.Bound = Everywhere(loop.Bound);
            loop.Array = Everywhere(loop.Array);
        }

        private int Everywhere(int register)
        {
            while (register >= 0 && _facts[register] is { Kind: FactKind.Copy, Epoch: 0 } fact)
                register = fact.Source;
            return register;
        }
    }
}
