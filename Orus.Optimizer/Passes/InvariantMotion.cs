using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Moves operations whose operands do not change in a loop to its preheader, inner loops first. What cannot fail on any operands moves from anywhere in the loop. What can fail
/// (a check, or a fact proved at its place only) moves only from the start of the header, where nothing that could be told apart happens before it: no effect, no other failure, and
/// no assignment that the handler of the failure could see. Loads move when nothing in the loop can change them. Results must have a single definition, which they keep.
/// Of a load at that place whose element may change, but not its index nor the length, the check alone moves.
/// </summary>
internal static class InvariantMotion
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        Definitions definitions = analyses.Definitions;
        var worker = new Worker(analyses, definitions, new Totality(function, definitions), stats, context.Switches.Plants(PlantedBug.InvariantMotion));
        List<Loop> loops = analyses.Loops.Loops;
        for (int i = loops.Count - 1; i >= 0; i--)
        {
            if (LoopForm.FindPreheader(analyses, loops[i]) is { } preheader)
                worker.Visit(loops[i], preheader, i + 1);
            else
                stats.Refuse(analyses.Cfg.Blocks[loops[i].Header], RefusalReason.NoPreheader);
        }
        return stats;
    }

    private sealed class Worker(FunctionAnalyses analyses, Definitions definitions, Totality totality, PassStats stats, bool isWrong)
    {
        private readonly MemoryEffects _effects = new();
        private int[] _definedIn = new int[analyses.Function.Registers.Count];
        private Loop _loop = null!;
        private Block _header = null!;
        private int _mark;
        private Dictionary<int, int>? _usesInLoop;

        public void Visit(Loop loop, Block preheader, int mark)
        {
            _loop = loop;
            _header = analyses.Cfg.Blocks[loop.Header];
            _mark = mark;
            _usesInLoop = null;
            _effects.Clear();
            foreach (int block in loop.Blocks)
            {
                foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
                {
                    _effects.Add(instruction);
                    if (instruction.Dest >= 0)
                        _definedIn[instruction.Dest] = mark;
                }
            }
            var hoisted = new List<Instruction>();
            // Block numbers ascend in reverse postorder: definitions come before their uses.
            foreach (int block in loop.Blocks)
                VisitBlock(analyses.Cfg.Blocks[block], preheader, hoisted);
            if (hoisted.Count == 0)
                return;
            preheader.Code.InsertRange(preheader.Code.Count - 1, hoisted);
        }

        private void VisitBlock(Block block, Block preheader, List<Instruction> hoisted)
        {
            bool isFirst = block == _header && block.Handler == preheader.Handler;
            List<Instruction> code = block.Code;
            int kept = 0;
            for (int i = 0; i < code.Count; i++)
            {
                Instruction instruction = code[i];
                if (IsInvariant(instruction) && CanMove(instruction, isFirst))
                {
                    hoisted.Add(instruction);
                    // What was true at its place need not be true before the loop.
                    instruction.Facts = OperandFacts.None;
                    instruction.Proved = instruction.Fused = Checks.None;
                    stats.CountChecks(instruction, instruction.Checks, ProofKind.Hoisted);
                    stats.Add(PassCounter.Hoisted, Statistic.Hoisted, instruction);
                    if (instruction.Dest >= 0)
                        _definedIn[instruction.Dest] = 0;
                    continue;
                }
                if (isFirst && HasInvariantCheck(instruction))
                    hoisted.Add(CheckOf(instruction));
                isFirst = isFirst && !EndsStart(instruction, block.Handler);
                code[kept++] = instruction;
            }
            code.RemoveRange(kept, code.Count - kept);
        }

        private bool IsInvariant(Instruction instruction)
        {
            if (instruction.IsTerminator || (instruction.Dest >= 0 && !IsSingle(instruction.Dest)))
                return false;
            if (instruction.Dest < 0 && instruction.Op is not (IrOp.CheckAssigned or IrOp.CheckDepth or IrOp.CheckArrayType))
                return false;
            return ReadsInvariants(instruction);
        }

        /// <summary>Is an element read that may change from round to round, but is there in all or none?</summary>
        private bool HasInvariantCheck(Instruction instruction) =>
            instruction.Op == IrOp.LoadElement && (instruction.Checks & Checks.Bounds) != 0 && !_effects.WritesLength && ReadsInvariants(instruction);

        /// <summary>The check of an operation, as the same operation whose result nobody reads; the operation itself loses it.</summary>
        private Instruction CheckOf(Instruction instruction)
        {
            Instruction check = instruction.Clone();
            check.Checks = Checks.Bounds;
            check.Dest = analyses.Function.NewTemporary(instruction.Type);
            System.Array.Resize(ref _definedIn, analyses.Function.Registers.Count);
            stats.RemoveChecks(instruction, Checks.Bounds, ProofKind.Hoisted);
            stats.Add(PassCounter.Hoisted, Statistic.Hoisted, check);
            return check;
        }

        /// <summary>Results of checks that were moved are not in the definitions: nobody reads them.</summary>
        private bool IsMovedCheck(int register) => register >= definitions.Count;

        private bool IsSingle(int register) => IsMovedCheck(register) || definitions.IsSingle(register);

        private bool ReadsInvariants(Instruction instruction)
        {
            foreach (int register in new OperandReader(instruction))
            {
                if (_definedIn[register] == _mark)
                    return false;
            }
            return true;
        }

        private bool CanMove(Instruction instruction, bool isFirst)
        {
            // Strings have no identity, so making one once instead of every round is fine; everything else that allocates stays.
            bool makesString = instruction.Op is IrOp.ToText or IrOp.StringIndex;
            const Effects Movable = Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable | Effects.MayRaise;
            Effects effects = instruction.Effects;
            if ((effects & ~(makesString ? Movable | Effects.Allocates : Movable)) != Effects.None || instruction.Op == IrOp.CatchError)
                return false;
            if (!isWrong && _effects.MayChange(instruction))
                return Refuse(instruction, _effects.HasCalls ? RefusalReason.CallMayChangeValue : _effects.WritesLength ? RefusalReason.LengthMayChange : RefusalReason.StoreMayChangeValue);
            return isFirst || totality.IsTotal(instruction) || Refuse(instruction, RefusalReason.NotFirstInLoop);
        }

        private bool Refuse(Instruction instruction, RefusalReason reason)
        {
            stats.Refuse(_header, reason, instruction);
            return false;
        }

        /// <summary>After an instruction that stays in the loop: may a failure no longer be moved above it?</summary>
        private bool EndsStart(Instruction instruction, Block? handler)
        {
            const Effects Visible = Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable | Effects.World;
            if (instruction.CanRaise || (instruction.Effects & Visible) != Effects.None)
                return true;
            return handler is not null && instruction.Dest >= 0 && (!IsSingle(instruction.Dest) || IsUsedOutside(instruction.Dest));
        }

        private bool IsUsedOutside(int register)
        {
            if (IsMovedCheck(register))
                return false;
            if (_usesInLoop is null)
            {
                _usesInLoop = [];
                foreach (int block in _loop.Blocks)
                {
                    foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
                    {
                        foreach (int read in new OperandReader(instruction))
                            _usesInLoop[read] = _usesInLoop.GetValueOrDefault(read) + 1;
                    }
                }
            }
            return _usesInLoop.GetValueOrDefault(register) != definitions.UseCount(register);
        }
    }
}
