using System;
using System.Collections.Generic;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Interp.Bytecode;

internal sealed partial class Emitter
{
    /// <summary>Emits the last instructions of a block as one, if they form a group: counter step, comparison and backedge, or comparison and branch. Index is that of the group's first.</summary>
    private bool TryEmitGroup(Block block, int index)
    {
        List<Instruction> code = block.Code;
        int left = code.Count - index;
        Instruction first = code[index];
        if (first.Op == IrOp.BranchCmp)
            return TryEmitTestAndStep(block, first);
        if (first.Op is IrOp.Add or IrOp.Sub && left == 2)
            return TryEmitCountingBackedge(block, first, code[^1]);
        if (first.Op == IrOp.Rem && left == 2)
            return TryEmitRemainderBranch(block, first, code[^1]);
        if (first.Op is >= IrOp.CmpLt and <= IrOp.CmpNe && left == 2 && code[^1].Op == IrOp.Branch && code[^1].A == first.Dest && IsReadOnce(first.Dest))
        {
            Mark(first);
            _tables.ResumePoints[code[^1]] = new ResumePoint(_code.Count, first);
            EmitBranch(block, ConditionOf(block, first, first.Op - IrOp.CmpLt), code[^1].Targets!);
            return true;
        }
        return false;
    }

    /// <summary>A multiplication whose product only the next instruction reads, which adds or subtracts it.</summary>
    private bool TryEmitMultiplyAdd(Instruction product, Instruction sum)
    {
        if (product.Op != IrOp.Mul || product.Type != IrType.F64 || sum.Type != IrType.F64 || !IsReadOnce(product.Dest))
            return false;
        bool isSum = sum.Op == IrOp.Add;
        if (!(isSum || sum.Op == IrOp.Sub) || (sum.B != product.Dest && !(isSum && sum.A == product.Dest)))
            return false;
        Mark(product);
        _tables.ResumePoints[sum] = new ResumePoint(_code.Count, product);
        Opcode opcode = isSum ? Opcode.MulAddF64 : Opcode.MulSubF64;
        (int left, int right) = JoinWithElement(opcode, product.A, product.B);
        Add(opcode, Slot(sum.Dest), Slot(left), Slot(right));
        _code.Add((uint)Slot(sum.B == product.Dest ? sum.A : sum.B));
        return true;
    }

    /// <summary><c>if a % constant == constant</c>, the remainder of no other use.</summary>
    private bool TryEmitRemainderBranch(Block block, Instruction remainder, Instruction branch)
    {
        if (_far || branch.Op != IrOp.BranchCmp || branch.A != remainder.Dest || !IsReadOnce(remainder.Dest) || (Comparison)branch.Immediate is not (Comparison.Eq or Comparison.Ne))
            return false;
        if (!_constants.TryImmediate(block, remainder, out int divisor, out _) || !_constants.TryImmediate(block, branch, out int value, out bool isLeft) || isLeft)
            return false;
        Mark(remainder);
        _tables.ResumePoints[branch] = new ResumePoint(_code.Count, remainder);
        EmitBranch(block, new Condition(ConditionKind.Remainder, (Comparison)branch.Immediate, Slot(remainder.A), divisor, false, value), branch.Targets!);
        return true;
    }

    /// <summary>A temporary that need not be written if its only reader is part of its group.</summary>
    private bool IsReadOnce(int register) => _uses[register] == 1 && !_function.Registers[register].IsVariable;

    /// <summary>
    /// <c>counter += step; if counter op bound goto header</c>, as the loop's descriptor says. The step raises before it writes, so the group can be executed again from it; there is no way to begin at the
    /// comparison.
    /// </summary>
    private bool TryEmitCountingBackedge(Block block, Instruction step, Instruction branch)
    {
        if (_far || branch.Op != IrOp.BranchCmp || step.Type is not (IrType.I32 or IrType.I64))
            return false;
        int back = IsBackedge(block, branch.Targets![0]) ? 0 : 1;
        Block header = branch.Targets[back];
        if (!IsBackedge(block, header) || _loops[header].Form is not { Counter: { } counter, Test: { Position: TestPosition.AfterIncrement } test } || test.Block != block)
            return false;
        if (counter.Increment != step || step.Dest != counter.Register || counter.Step != (short)counter.Step || counter.StepRegister >= 0 || test.Comparison == Comparison.Eq)
            return false;
        Opcode first = (step.Checks & Checks.Overflow) == 0 ? Opcode.LoopAddLt : step.Type == IrType.I32 ? Opcode.LoopAddLtI32 : Opcode.LoopAddLtI64;
        Opcode opcode = first + (test.Comparison == Comparison.Ne ? 4 : (int)test.Comparison);
        Mark(step);
        EmitBackedge(JoinWithLoad(opcode, header), Slot(counter.Register), Slot(test.Bound), header, (int)counter.Step);
        EmitGoto(block, branch.Targets[1 - back]);
        return true;
    }

    /// <summary>
    /// <c>if counter op bound: counter += step; goto header</c>, of a loop that steps only when another round follows. The block of the step is emitted all the same: compiled code may leave to it.
    /// </summary>
    private bool TryEmitTestAndStep(Block block, Instruction branch)
    {
        if (TestAndStepOf(block) is not { Form: { Counter: { } counter, Test: { } test } } loop)
            return false;
        Opcode opcode = test.Comparison switch
        {
            Comparison.Lt => Opcode.LoopLtAdd,
            Comparison.Gt => Opcode.LoopGtAdd,
            _ => Opcode.LoopNeAdd,
        };
        Mark(branch);
        EmitBackedge(opcode, Slot(counter.Register), Slot(test.Bound), loop.Header, (int)counter.Step);
        EmitGoto(block, test.Exit);
        return true;
    }

    /// <summary>The loop that a block tests before it steps the counter by a small constant, without a check, and does nothing else; null if it does not.</summary>
    private LoopState? TestAndStepOf(Block block)
    {
        if (_far || _forest.InnermostLoop(_forest.Cfg.IndexOf(block)) is not { } natural || !_loops.TryGetValue(_forest.Cfg.Blocks[natural.Header], out LoopState? loop))
            return null;
        if (loop.Form is not { Counter: { } counter, Test: { Position: TestPosition.BeforeIncrement, Comparison: Comparison.Lt or Comparison.Gt or Comparison.Ne } test } || test.Block != block)
            return null;
        Instruction step = counter.Increment;
        if (step.Type is not (IrType.I32 or IrType.I64) || step.Checks != Checks.None || step.Dest != counter.Register || counter.StepRegister >= 0 || counter.Step != (short)counter.Step)
            return null;
        Block[] targets = block.Terminator.Targets!;
        Block next = targets[targets[0] == test.Exit ? 1 : 0];
        if (!next.Code.Contains(step) || next.Terminator is not { Op: IrOp.Jump } || next.Terminator.Targets![0] != loop.Header || !IsBackedge(next, loop.Header))
            return null;
        foreach (Instruction instruction in next.Code)
        {
            // The amount of the step may be there as well; a variable that is given a constant may not.
            if (instruction != step && instruction.Op != IrOp.Jump && (instruction.Op != IrOp.Const || _function.Registers[instruction.Dest].IsVariable))
                return null;
        }
        return loop;
    }

    private void EmitTerminator(Block block, Instruction instruction)
    {
        switch (instruction.Op)
        {
            case IrOp.Jump:
                EmitGoto(block, instruction.Targets![0]);
                break;
            case IrOp.Branch:
                EmitBranch(block, new Condition(ConditionKind.Bool, Comparison.Ne, Slot(instruction.A), 0, false), instruction.Targets!);
                break;
            case IrOp.BranchCmp:
                EmitBranch(block, ConditionOf(block, instruction, (int)instruction.Immediate), instruction.Targets!);
                break;
            case IrOp.Return:
                EmitReturn(instruction);
                break;
            default:
                Add(Opcode.Raise, (int)instruction.Immediate, 0, 0);
                _code.Add((uint)_context.PoolIndexOf(instruction.Extra ?? ""));
                break;
        }
    }

    private void EmitReturn(Instruction instruction)
    {
        if (instruction.A < 0)
        {
            Add(Opcode.Return, 0, 0, _refLimit);
            return;
        }
        Opcode opcode = _function.TypeOf(instruction.A) switch
        {
            IrType.Ref => Opcode.ReturnRef,
            IrType.Any => Opcode.ReturnAny,
            _ => Opcode.ReturnBits,
        };
        Add(opcode, Slot(instruction.A), 0, _refLimit);
    }

    private enum ConditionKind
    {
        Bool,
        Signed,
        SignedImmediate,
        Remainder,
        Unsigned,
        Float,
        Reference,
    }

    /// <summary>
    /// A condition over slots. Comparisons of Float are Lt, Le, Eq, Ne only; <see cref="Negated"/> there means "not Lt", "not Le". Of Remainder they are Eq and Ne: the remainder by the immediate B against
    /// <see cref="Value"/>.
    /// </summary>
    private readonly record struct Condition(ConditionKind Kind, Comparison Comparison, int A, int B, bool Negated, int Value = 0);

    private Condition ConditionOf(Block block, Instruction instruction, int comparisonNumber)
    {
        var comparison = (Comparison)comparisonNumber;
        if (_constants.TryImmediate(block, instruction, out int immediate, out bool isLeft))
            return isLeft ? new Condition(ConditionKind.SignedImmediate, Turned(comparison), Slot(instruction.B), immediate, false) : new Condition(ConditionKind.SignedImmediate, comparison, Slot(instruction.A), immediate, false);
        int a = Slot(instruction.A);
        int b = Slot(instruction.B);
        ConditionKind kind = instruction.Type switch
        {
            IrType.F64 => ConditionKind.Float,
            IrType.Ref => ConditionKind.Reference,
            IrType.U64 when comparison < Comparison.Eq => ConditionKind.Unsigned,
            _ => ConditionKind.Signed,
        };
        return comparison is Comparison.Gt or Comparison.Ge ? new Condition(kind, Turned(comparison), b, a, false) : new Condition(kind, comparison, a, b, false);
    }

    private void EmitBranch(Block block, Condition condition, Block[] targets)
    {
        Block whenTrue = targets[0];
        Block whenFalse = targets[1];
        if (IsBackedge(block, whenTrue))
        {
            EmitConditionalBackedge(condition, whenTrue);
            EmitGoto(block, whenFalse);
        }
        else if (IsBackedge(block, whenFalse))
        {
            EmitConditionalBackedge(Negate(condition), whenFalse);
            EmitGoto(block, whenTrue);
        }
        else if (IsNext(block, whenTrue))
        {
            EmitJumpIf(Negate(condition), whenFalse);
        }
        else
        {
            EmitJumpIf(condition, whenTrue);
            EmitGoto(block, whenFalse);
        }
    }

    private void EmitGoto(Block block, Block target)
    {
        if (IsBackedge(block, target))
            EmitBackedge(Opcode.LoopBack, 0, 0, target, 0);
        else if (!IsNext(block, target))
            EmitJump(target);
    }

    private bool IsNext(Block block, Block target) => _position[target] == _position[block] + 1;

    private void EmitJump(Block target)
    {
        _fixups.Add(new Fixup(_code.Count, true, target));
        AddWide(Opcode.Jump, 0, 0);
    }

    private void EmitConditionalBackedge(Condition condition, Block header)
    {
        if (condition.Kind == ConditionKind.Bool && condition.Comparison == Comparison.Ne)
        {
            JoinWithStep(condition.A, header);
            EmitBackedge(Opcode.LoopTrue, condition.A, 0, header, 0);
        }
        else if (condition.Kind == ConditionKind.Signed && condition.Comparison is Comparison.Lt or Comparison.Le or Comparison.Ne && !_far)
        {
            Opcode opcode = condition.Comparison switch
            {
                Comparison.Lt => Opcode.LoopLtS,
                Comparison.Le => Opcode.LoopLeS,
                _ => Opcode.LoopNeS,
            };
            EmitBackedge(opcode, condition.A, condition.B, header, 0);
        }
        else
        {
            EmitShortJump(Negate(condition), 2);
            EmitBackedge(Opcode.LoopBack, 0, 0, header, 0);
        }
    }

    private void EmitBackedge(Opcode opcode, int a, int b, Block header, int step)
    {
        LoopState loop = _loops[header];
        _fixups.Add(new Fixup(_code.Count, opcode is Opcode.LoopBack or Opcode.LoopTrue, header, IsBackedge: true));
        Add(opcode, a, b, 0);
        loop.BackedgeWords.Add(_code.Count);
        _code.Add(Words.MakeLoop(1, loop.Index, step));
    }

    private void EmitJumpIf(Condition condition, Block target)
    {
        if (condition.Kind == ConditionKind.Bool)
        {
            _fixups.Add(new Fixup(_code.Count, true, target));
            EmitShortJump(condition, 0);
        }
        else if (_far)
        {
            EmitShortJump(Negate(condition), 1);
            EmitJump(target);
        }
        else
        {
            _fixups.Add(new Fixup(_code.Count, false, target));
            EmitShortJump(condition, 0);
        }
    }

    private void EmitShortJump(Condition condition, int offset)
    {
        if (condition.Kind == ConditionKind.Bool)
        {
            AddWide(condition.Comparison == Comparison.Ne ? Opcode.JumpTrue : Opcode.JumpFalse, condition.A, offset);
            return;
        }
        Opcode opcode = (condition.Kind, condition.Comparison) switch
        {
            (ConditionKind.Signed, Comparison.Lt) => Opcode.JumpLtS,
            (ConditionKind.Signed, Comparison.Le) => Opcode.JumpLeS,
            (ConditionKind.Signed, Comparison.Eq) => Opcode.JumpEqS,
            (ConditionKind.Signed, Comparison.Ne) => Opcode.JumpNeS,
            (ConditionKind.SignedImmediate, var comparison) => Opcode.JumpLtSK + (int)comparison,
            (ConditionKind.Remainder, Comparison.Eq) => Opcode.JumpRemEq,
            (ConditionKind.Remainder, Comparison.Ne) => Opcode.JumpRemNe,
            (ConditionKind.Unsigned, Comparison.Lt) => Opcode.JumpLtU,
            (ConditionKind.Unsigned, Comparison.Le) => Opcode.JumpLeU,
            (ConditionKind.Float, Comparison.Lt) => condition.Negated ? Opcode.JumpNotLtF : Opcode.JumpLtF,
            (ConditionKind.Float, Comparison.Le) => condition.Negated ? Opcode.JumpNotLeF : Opcode.JumpLeF,
            (ConditionKind.Float, Comparison.Eq) => Opcode.JumpEqF,
            (ConditionKind.Float, Comparison.Ne) => Opcode.JumpNeF,
            (ConditionKind.Reference, Comparison.Eq) => Opcode.JumpEqRef,
            (ConditionKind.Reference, Comparison.Ne) => Opcode.JumpNeRef,
            _ => throw new InvalidOperationException($"no jump for {condition}"),
        };
        Add(opcode, condition.A, condition.B, offset);
        if (condition.Kind == ConditionKind.Remainder)
            _code.Add((ulong)condition.Value);
    }

    private static Condition Negate(Condition condition)
    {
        Comparison inverse = Inverse(condition.Comparison);
        if (condition.Comparison >= Comparison.Eq || condition.Kind == ConditionKind.SignedImmediate)
            return condition with { Comparison = inverse };
        if (condition.Kind == ConditionKind.Float)
            return condition with { Negated = !condition.Negated };
        // not (a < b) is b <= a.
        return new Condition(condition.Kind, Turned(inverse), condition.B, condition.A, false);
    }

    private static Comparison Inverse(Comparison comparison) => comparison switch
    {
        Comparison.Lt => Comparison.Ge,
        Comparison.Le => Comparison.Gt,
        Comparison.Gt => Comparison.Le,
        Comparison.Ge => Comparison.Lt,
        Comparison.Eq => Comparison.Ne,
        _ => Comparison.Eq,
    };

    /// <summary>The comparison with its operands exchanged.</summary>
    private static Comparison Turned(Comparison comparison) => comparison switch
    {
        Comparison.Lt => Comparison.Gt,
        Comparison.Le => Comparison.Ge,
        Comparison.Gt => Comparison.Lt,
        Comparison.Ge => Comparison.Le,
        _ => comparison,
    };
}
