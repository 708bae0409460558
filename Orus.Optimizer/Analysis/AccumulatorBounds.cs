using System;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Bounds variables that only ever start from known values and are added to a limited number of times: a sum of 32-bit elements over a 32-bit counter stays within 64 bits, so it needs no overflow
/// checks. How often an addition runs in one call is at most the product of the rounds of the loops around it; a loop has at most as many rounds as the values of a counter that
/// it steps by a constant in every round.
/// </summary>
internal sealed class AccumulatorBounds
{
    // Products of rounds beyond this prove nothing about 64-bit values.
    private static readonly WideInteger TooOften = (WideInteger)1 << 64;

    private readonly FunctionAnalyses _analyses;
    private readonly Definitions _definitions;
    private readonly Interval[] _ranges;
    private readonly WideInteger[] _executions;

    private AccumulatorBounds(FunctionAnalyses analyses, Definitions definitions, LoopCanonicalForm?[] loopAt, Func<Instruction, bool> cannotWrap, Interval[] ranges)
    {
        _analyses = analyses;
        _definitions = definitions;
        _ranges = ranges;
        _executions = new WideInteger[analyses.Cfg.Blocks.Length];
        // Blocks of inner loops come after the headers around them.
        for (int block = 0; block < _executions.Length; block++)
        {
            WideInteger times = 1;
            for (Loop? loop = analyses.Loops.InnermostLoop(block); loop is not null && times < TooOften; loop = loop.Parent)
                times = Product(times, loopAt[loop.Header] is { } form ? Rounds(form, cannotWrap) : TooOften);
            _executions[block] = times;
        }
    }

    /// <summary>Narrows the intervals of such variables.</summary>
    /// <param name="analyses">The function.</param>
    /// <param name="definitions">Its definitions.</param>
    /// <param name="loopAt">Its loops, by the number of their header.</param>
    /// <param name="cannotWrap">Which additions raise, or are known not to leave their type.</param>
    /// <param name="ranges">A sound interval for each register.</param>
    public static void Apply(FunctionAnalyses analyses, Definitions definitions, LoopCanonicalForm?[] loopAt, Func<Instruction, bool> cannotWrap, Interval[] ranges)
    {
        if (analyses.Loops.Loops.Count > 0)
            new AccumulatorBounds(analyses, definitions, loopAt, cannotWrap, ranges).Narrow();
    }

    /// <summary>The product of two numbers that are not negative, but not more than <see cref="TooOften"/>.</summary>
    private static WideInteger Product(WideInteger a, WideInteger b) => b != 0 && a > TooOften / b ? TooOften : WideInteger.Min(TooOften, a * b);

    private WideInteger Rounds(LoopCanonicalForm loop, Func<Instruction, bool> cannotWrap)
    {
        if (loop.TripCount is { } trips)
            return trips;
        WideInteger fewest = TooOften;
        foreach (InductionVariable variable in loop.InductionVariables)
        {
            Interval values = _ranges[variable.Register];
            if (variable.StepRegister < 0 && variable.Step != 0 && !values.IsEmpty && _analyses.Function.TypeOf(variable.Register) is IrType.I32 or IrType.I64 or IrType.U32 && cannotWrap(variable.Increment))
                fewest = WideInteger.Min(fewest, ((WideInteger)values.Hi - values.Lo) / WideInteger.Abs(variable.Step) + 1);
        }
        return fewest;
    }

    private void Narrow()
    {
        int registers = _analyses.Function.Registers.Count;
        Interval[] starts = PresetArray.Of(registers, Interval.Empty);
        var lowest = new WideInteger[registers];
        var highest = new WideInteger[registers];
        var isOther = new bool[registers];
        // A parameter may start from anything.
        foreach (int parameter in _analyses.Function.Parameters)
            isOther[parameter] = true;
        for (int block = 0; block < _executions.Length; block++)
        {
            foreach (Instruction instruction in _analyses.Cfg.Blocks[block].Code)
            {
                int dest = instruction.Dest;
                if (dest < 0 || isOther[dest] || _definitions.IsSingle(dest) || _analyses.Function.TypeOf(dest) is not (IrType.I32 or IrType.I64))
                    continue;
                if (AmountOf(instruction) is { } amount)
                {
                    isOther[dest] = amount.IsEmpty || _executions[block] >= TooOften;
                    lowest[dest] -= Product(-WideInteger.Min(0, amount.Lo), _executions[block]);
                    highest[dest] += Product(WideInteger.Max(0, amount.Hi), _executions[block]);
                }
                else if (instruction.Op == IrOp.Const)
                {
                    starts[dest] = starts[dest].Union(new Interval(instruction.Immediate, instruction.Immediate));
                }
                else if (instruction.Op == IrOp.Move && !_ranges[instruction.A].IsEmpty)
                {
                    starts[dest] = starts[dest].Union(_ranges[instruction.A]);
                }
                else
                {
                    isOther[dest] = true;
                }
            }
        }
        for (int register = 0; register < registers; register++)
        {
            if (isOther[register] || starts[register].IsEmpty)
                continue;
            Interval all = Interval.Of(_analyses.Function.TypeOf(register));
            WideInteger lo = starts[register].Lo + lowest[register];
            WideInteger hi = starts[register].Hi + highest[register];
            // Within its type no addition wraps; beyond it nothing is known about what wraps.
            if (lo >= all.Lo && hi <= all.Hi)
                _ranges[register] = _ranges[register].Intersect(new Interval((long)lo, (long)hi));
        }
    }

    /// <summary>What an instruction adds to the variable it assigns, in place or by way of a temporary; null if it does something else.</summary>
    private Interval? AmountOf(Instruction instruction)
    {
        int variable = instruction.Dest;
        Instruction? sum = instruction.Op == IrOp.Move ? _definitions.Of(instruction.A) : instruction;
        if (sum is null || sum.Op is not (IrOp.Add or IrOp.Sub) || sum.A == sum.B)
            return null;
        if (sum.Op == IrOp.Sub)
        {
            Interval amount = _ranges[sum.B];
            return sum.A != variable || amount.IsEmpty || amount.Lo == long.MinValue ? null : new Interval(-amount.Hi, -amount.Lo);
        }
        return sum.A == variable ? _ranges[sum.B] : sum.B == variable ? _ranges[sum.A] : null;
    }
}
