using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Types;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Loops;

/// <summary>Describes the loops of a function. <c>for</c> and <c>while</c> are read from the same code; only the kind looks at the statement.</summary>
public sealed class LoopAnalysis
{
    private readonly FunctionAnalyses _analyses;
    private readonly Definitions _definitions;
    private readonly int[] _definedIn;
    private readonly int[] _countIn;
    private readonly int[] _readIn;
    private readonly Instruction?[] _definitionIn;
    private readonly int[] _definingBlock;
    private readonly Liveness? _liveness;
    private int _mark;

    // Of the loop that is being described.
    private readonly List<int> _written = [];
    private readonly List<int> _invariants = [];
    private readonly List<InductionVariable> _variables = [];
    private readonly List<string> _whyNot = [];

    private LoopAnalysis(FunctionAnalyses analyses, Definitions definitions, Liveness? liveness)
    {
        _liveness = liveness;
        _analyses = analyses;
        _definitions = definitions;
        int registers = analyses.Function.Registers.Count;
        _definedIn = Scratch<int>.Rent(registers);
        _countIn = Scratch<int>.Rent(registers);
        _readIn = Scratch<int>.Rent(registers);
        _definitionIn = Scratch<Instruction?>.Rent(registers);
        _definingBlock = Scratch<int>.Rent(registers);
    }

    /// <summary>The loops of a function: outer before inner, so that the index is the <see cref="LoopCanonicalForm.LoopId"/>.</summary>
    public static LoopCanonicalForm[] Describe(IrFunction function)
    {
        var analyses = new FunctionAnalyses(function);
        return Describe(analyses, analyses.Definitions, new Liveness(analyses.Cfg));
    }

    /// <summary>Passes have no use for invariants and residents, which cost the most: without liveness they are left out.</summary>
    internal static LoopCanonicalForm[] Describe(FunctionAnalyses analyses, Definitions definitions, Liveness? liveness = null)
    {
        List<Loop> loops = analyses.Loops.Loops;
        if (loops.Count == 0)
            return [];
        var analysis = new LoopAnalysis(analyses, definitions, liveness);
        var forms = new LoopCanonicalForm[loops.Count];
        for (int i = 0; i < forms.Length; i++)
            forms[i] = analysis.Describe(i, loops[i], loops[i].Parent is { } parent ? forms[loops.IndexOf(parent)] : null);
        analysis.Release();
        return forms;
    }

    private void Release()
    {
        int registers = _analyses.Function.Registers.Count;
        Scratch<int>.Return(_definedIn, registers);
        Scratch<int>.Return(_countIn, registers);
        Scratch<int>.Return(_readIn, registers);
        Scratch<Instruction?>.Return(_definitionIn, registers);
        Scratch<int>.Return(_definingBlock, registers);
    }

    private LoopCanonicalForm Describe(int id, Loop loop, LoopCanonicalForm? parent)
    {
        Cfg cfg = _analyses.Cfg;
        Block header = cfg.Blocks[loop.Header];
        List<string> whyNot = _whyNot;
        whyNot.Clear();
        Block? preheader = LoopForm.FindPreheader(_analyses, loop);
        if (preheader is null)
            whyNot.Add("preheader: more than one way into the loop");
        List<int> written = _written;
        List<int> invariants = _invariants;
        written.Clear();
        invariants.Clear();
        Scan(loop, written, invariants, out Effects effects, out bool mayRaise);
        List<InductionVariable> variables = FindInductionVariables(loop, preheader, written);
        LoopTest? test = FindTest(loop, variables, whyNot);
        if (test is not null && variables[0].Initial is null)
            whyNot.Add("start: more than one definition of the counter may come before the loop, or a parameter");
        if (loop.IsIrreducible)
            whyNot.Add("counter: the loop can be entered at more than one place");
        int exitCount = 0;
        foreach (LoopExit exit in loop.Exits)
            exitCount += exit.IsHandler ? 0 : 1;
        var exits = new (Block From, Block To)[exitCount];
        bool mayBreak = false;
        foreach (LoopExit exit in loop.Exits)
        {
            if (exit.IsHandler)
                continue;
            exits[^exitCount--] = (cfg.Blocks[exit.From], cfg.Blocks[exit.To]);
            mayBreak |= cfg.Blocks[exit.From] != test?.Block;
        }
        return new LoopCanonicalForm
        {
            LoopId = id,
            Span = header.SourceLoop?.Span ?? SourceSpan.None,
            Kind = KindOf(header.SourceLoop, test),
            Parent = parent,
            Depth = loop.Depth,
            Preheader = preheader,
            Header = header,
            Blocks = BlocksOf(cfg, loop.Blocks),
            Latches = BlocksOf(cfg, loop.Latches),
            Exits = exits,
            InductionVariables = [.. variables],
            Test = test,
            TripCount = test is { } known ? TripCount(variables[0], known, whyNot) : null,
            Written = [.. written],
            Invariants = [.. invariants],
            Residents = _liveness is null ? [] : FindResidents(variables, test, written, invariants, _liveness.LiveIn(loop.Header)),
            Effects = effects,
            MayBreak = mayBreak,
            MayContinue = loop.Latches.Count > 1 || (loop.Latches[0] != loop.Header && cfg.Predecessors[loop.Latches[0]].Length > 1),
            MayRaise = mayRaise,
            WhyNot = whyNot.Count == 0 ? [] : [.. whyNot],
        };
    }

    private static Block[] BlocksOf(Cfg cfg, List<int> numbers)
    {
        var blocks = new Block[numbers.Count];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = cfg.Blocks[numbers[i]];
        return blocks;
    }

    private void Scan(Loop loop, List<int> written, List<int> invariants, out Effects effects, out bool mayRaise)
    {
        _mark++;
        effects = Effects.None;
        mayRaise = false;
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in _analyses.Cfg.Blocks[block].Code)
            {
                effects |= instruction.Effects & ~(Effects.Terminator | Effects.MayRaise);
                mayRaise |= instruction.CanRaise;
                int dest = instruction.Dest;
                if (dest < 0)
                    continue;
                if (_definedIn[dest] != _mark)
                {
                    _definedIn[dest] = _mark;
                    _countIn[dest] = 0;
                    _readIn[dest] = 0;
                    written.Add(dest);
                }
                _countIn[dest]++;
                _definitionIn[dest] = instruction;
                _definingBlock[dest] = block;
            }
        }
        written.Sort();
        if (_liveness is null)
            return;
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in _analyses.Cfg.Blocks[block].Code)
            {
                foreach (int register in new OperandReader(instruction))
                {
                    if (_definedIn[register] != _mark && _definedIn[register] != -_mark)
                    {
                        _definedIn[register] = -_mark;
                        _readIn[register] = 0;
                        invariants.Add(register);
                    }
                    _readIn[register]++;
                }
            }
        }
        invariants.Sort();
    }

    /// <summary>Has the register one value for the whole loop? Constants have, wherever they are defined.</summary>
    private bool IsInvariant(int register) => _definedIn[register] != _mark || _definitions.Of(register) is { Op: IrOp.Const };

    private List<InductionVariable> FindInductionVariables(Loop loop, Block? preheader, List<int> written)
    {
        List<InductionVariable> variables = _variables;
        variables.Clear();
        foreach (int register in written)
        {
            if (_countIn[register] != 1 || !_analyses.Function.TypeOf(register).IsInteger() || _definitionIn[register] is not { } definition)
                continue;
            // A counter that is computed into a temporary and then moved counts as well.
            Instruction increment = definition;
            if (definition.Op == IrOp.Move && _countIn[definition.A] == 1 && _definedIn[definition.A] == _mark && _definingBlock[definition.A] == _definingBlock[register])
                increment = _definitionIn[definition.A]!;
            if (increment.Op is not (IrOp.Add or IrOp.Sub) || !RunsOncePerRound(loop, _definingBlock[register], definition))
                continue;
            int amount = increment.A == register ? increment.B : increment.Op == IrOp.Add && increment.B == register ? increment.A : -1;
            if (amount < 0 || !IsInvariant(amount))
                continue;
            long sign = increment.Op == IrOp.Sub ? -1 : 1;
            if (_definitions.Of(amount) is { Op: IrOp.Const } constant && constant.Immediate != long.MinValue)
                variables.Add(new InductionVariable(register, sign * constant.Immediate, -1, increment, FindInitial(register, preheader)));
            else if (sign > 0)
                variables.Add(new InductionVariable(register, 0, amount, increment, FindInitial(register, preheader)));
        }
        return variables;
    }

    /// <summary>Does every round come to an instruction, and past it?</summary>
    private bool RunsOncePerRound(Loop loop, int block, Instruction instruction)
    {
        if (_analyses.Loops.InnermostLoop(block) != loop || MayBeSkipped(loop, _analyses.Cfg.Blocks[block], instruction))
            return false;
        foreach (int latch in loop.Latches)
        {
            if (!_analyses.Dominators.Dominates(block, latch))
                return false;
        }
        return true;
    }

    /// <summary>Can an error in the block lead to a handler inside the loop instead of past the instruction? Then the round goes on without it, although its block dominates the latch.</summary>
    private bool MayBeSkipped(Loop loop, Block block, Instruction instruction)
    {
        if (Cfg.ActiveHandler(block) is not { } handler || !_analyses.Loops.Contains(loop, _analyses.Cfg.IndexOf(handler)))
            return false;
        foreach (Instruction each in block.Code)
        {
            if (each.CanRaise)
                return true;
            if (each == instruction)
                break;
        }
        return false;
    }

    /// <summary>The definition that reaches the loop: the last one on the straight way to the preheader.</summary>
    private Instruction? FindInitial(int register, Block? preheader)
    {
        const int SearchLimit = 1000;
        Cfg cfg = _analyses.Cfg;
        int searched = 0;
        for (int block = preheader is null ? -1 : cfg.IndexOf(preheader); block >= 0;)
        {
            List<Instruction> code = cfg.Blocks[block].Code;
            for (int i = code.Count - 1; i >= 0; i--)
            {
                if (++searched > SearchLimit)
                    return null;
                if (code[i].Dest == register)
                    return code[i];
            }
            if (code[0].Op == IrOp.CatchError || cfg.Predecessors[block].Length != 1)
                return null;
            block = cfg.Predecessors[block][0];
        }
        return null;
    }

    /// <summary>Finds the exit test of a counter and moves that counter to the front. A bound that stays the same is preferred to one that changes.</summary>
    private LoopTest? FindTest(Loop loop, List<InductionVariable> variables, List<string> whyNot)
    {
        if (variables.Count == 0)
        {
            bool isIterator = _analyses.Cfg.Blocks[loop.Header].SourceLoop?.Kind == SourceLoopKind.ForEachIterator;
            whyNot.Add(isIterator ? "counter: the iterator counts by itself" : "counter: no register changes by the same amount in every round");
            return null;
        }
        LoopTest? test = FindTest(loop, variables, withInvariantBound: true);
        if (test is not null)
            return test;
        test = FindTest(loop, variables, withInvariantBound: false);
        whyNot.Add(test is null ? "bound: no test in every round compares a counter" : "bound: it changes in the loop");
        return test;
    }

    private LoopTest? FindTest(Loop loop, List<InductionVariable> variables, bool withInvariantBound)
    {
        Cfg cfg = _analyses.Cfg;
        // The latch decides more often than anything else, so later exits are tried first.
        for (int i = loop.Exits.Count - 1; i >= 0; i--)
        {
            LoopExit exit = loop.Exits[i];
            Instruction branch = cfg.Blocks[exit.From].Terminator;
            if (exit.IsHandler || branch.Op != IrOp.BranchCmp || !branch.Type.IsInteger() || !RunsOncePerRound(loop, exit.From, branch))
                continue;
            for (int k = 0; k < variables.Count; k++)
            {
                if (TestOf(loop, variables[k], branch, exit) is not { } test || test.IsBoundInvariant != withInvariantBound)
                    continue;
                (variables[0], variables[k]) = (variables[k], variables[0]);
                return test;
            }
        }
        return null;
    }

    private LoopTest? TestOf(Loop loop, InductionVariable variable, Instruction branch, LoopExit exit)
    {
        Cfg cfg = _analyses.Cfg;
        bool isLeft = branch.A == variable.Register;
        int bound = isLeft ? branch.B : branch.A;
        if ((!isLeft && branch.B != variable.Register) || bound == variable.Register)
            return null;
        var comparison = (Comparison)branch.Immediate;
        if (!isLeft)
            comparison = Comparisons.Swap(comparison);
        if (branch.Targets![0] == cfg.Blocks[exit.To])
            comparison = Comparisons.Negate(comparison);
        int increment = _definingBlock[variable.Register];
        TestPosition position;
        if (increment == exit.From || _analyses.Dominators.Dominates(increment, exit.From))
            position = TestPosition.AfterIncrement;
        else if (_analyses.Dominators.Dominates(exit.From, increment))
            position = exit.From == loop.Header && OnlyTests(cfg.Blocks[loop.Header]) ? TestPosition.AtTop : TestPosition.BeforeIncrement;
        else
            return null;
        long? constant = _definitions.Of(bound) is { Op: IrOp.Const } known ? known.Immediate : null;
        return new LoopTest(comparison, bound, constant, IsInvariant(bound), position, cfg.Blocks[exit.From], cfg.Blocks[exit.To]);
    }

    /// <summary>A header that does nothing but compute the condition is not part of a round.</summary>
    private bool OnlyTests(Block header)
    {
        foreach (Instruction instruction in header.Code)
        {
            if (!instruction.IsTerminator && (!DeadCode.IsRemovable(instruction) || !_definitions.IsSingle(instruction.Dest)))
                return false;
        }
        return true;
    }

    /// <summary>Rounds of a loop that begins with a constant, steps by a constant and ends at a constant. Inverted loops run at least once, so their guard has held.</summary>
    private static long? TripCount(InductionVariable counter, LoopTest test, List<string> whyNot)
    {
        if (counter.Initial is not { Op: IrOp.Const } initial || test.BoundConstant is not { } bound || counter.Step == 0)
        {
            whyNot.Add("trips: start, step or bound is not a constant");
            return null;
        }
        WideInteger first = Widen(initial.Type, initial.Immediate);
        WideInteger last = Widen(initial.Type, bound);
        WideInteger step = counter.Step;
        // The value that is compared in round k (from 0) is first + k * step, or one step more.
        WideInteger compared = test.Position == TestPosition.AfterIncrement ? first + step : first;
        WideInteger distance = last - compared;
        WideInteger holds;
        switch (test.Comparison)
        {
            case Comparison.Lt when step > 0:
                holds = distance <= 0 ? 0 : (distance + step - 1) / step;
                break;
            case Comparison.Le when step > 0:
                holds = distance < 0 ? 0 : (distance / step) + 1;
                break;
            case Comparison.Gt when step < 0:
                holds = distance >= 0 ? 0 : (distance + step + 1) / step;
                break;
            case Comparison.Ge when step < 0:
                holds = distance > 0 ? 0 : (distance / step) + 1;
                break;
            case Comparison.Ne when distance % step == 0 && distance / step >= 0:
                holds = distance / step;
                break;
            default:
                whyNot.Add("trips: the counter does not run towards the bound");
                return null;
        }
        // A test at the top that fails ends the loop without a round; the others come after one.
        WideInteger trips = test.Position == TestPosition.AtTop ? holds : holds + 1;
        // The counter must reach the last compared value without wrapping or raising.
        WideInteger end = compared + (holds * step);
        if (trips > long.MaxValue || end < Widen(initial.Type, Minimum(initial.Type)) || end > Widen(initial.Type, Maximum(initial.Type)))
        {
            whyNot.Add("trips: the counter would leave its type");
            return null;
        }
        return (long)trips;
    }

    private static WideInteger Widen(IrType type, long value) => WideInteger.Of(value, type == IrType.U64);

    private static long Minimum(IrType type) => type switch
    {
        IrType.I32 => int.MinValue,
        IrType.I64 => long.MinValue,
        _ => 0,
    };

    private static long Maximum(IrType type) => type switch
    {
        IrType.I32 => int.MaxValue,
        IrType.I64 => long.MaxValue,
        IrType.U32 => uint.MaxValue,
        _ => -1,
    };

    private static LoopKind KindOf(SourceLoop? source, LoopTest? test) => source?.Kind switch
    {
        SourceLoopKind.ForRange => LoopKind.ForRange,
        SourceLoopKind.ForEachArray or SourceLoopKind.ForEachIterator => LoopKind.ForEach,
        SourceLoopKind.WhileTrue => LoopKind.WhileTrueBreak,
        SourceLoopKind.WhileCompound => LoopKind.WhileCompound,
        _ => test is null ? LoopKind.General : LoopKind.WhileCounting,
    };

    private int[] FindResidents(List<InductionVariable> variables, LoopTest? test, List<int> written, List<int> invariants, RegisterSet liveInHeader)
    {
        var residents = new List<int>();
        var taken = new HashSet<int>();
        foreach (InductionVariable variable in variables)
        {
            residents.Add(variable.Register);
            taken.Add(variable.Register);
        }
        if (test is { } known && taken.Add(known.Bound))
            residents.Add(known.Bound);
        var others = new List<int>();
        foreach (int register in written)
        {
            if (liveInHeader.Contains(register) && taken.Add(register))
                others.Add(register);
        }
        others.Sort(ByReads);
        residents.AddRange(others);
        others.Clear();
        foreach (int register in invariants)
        {
            if (taken.Add(register))
                others.Add(register);
        }
        others.Sort(ByReads);
        residents.AddRange(others);
        return [.. residents];
    }

    private int ByReads(int left, int right) => _readIn[left] != _readIn[right] ? _readIn[right].CompareTo(_readIn[left]) : left.CompareTo(right);
}
