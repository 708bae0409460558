using System;
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
    // Products of rounds from here on prove nothing about 64-bit values; sums and products stop here.
    private const ulong TooOften = ulong.MaxValue;

    private readonly FunctionAnalyses _analyses;
    private readonly Definitions _definitions;
    private readonly Interval[] _ranges;
    private readonly ulong[] _executions;

    private AccumulatorBounds(FunctionAnalyses analyses, Definitions definitions, LoopCanonicalForm?[] loopAt, Func<Instruction, bool> cannotWrap, Interval[] ranges)
    {
        _analyses = analyses;
        _definitions = definitions;
        _ranges = ranges;
        _executions = new ulong[analyses.Cfg.Blocks.Length];
        // Headers come before the other blocks of their loops, and those of inner loops after those around them.
        for (int block = 0; block < _executions.Length; block++)
        {
            if (analyses.Loops.InnermostLoop(block) is not { } loop)
                _executions[block] = 1;
            else if (loop.Header != block)
                _executions[block] = _executions[loop.Header];
            else
                _executions[block] = Product(loop.Parent is { } parent ? _executions[parent.Header] : 1, loopAt[block] is { } form ? Rounds(form, cannotWrap) : TooOften);
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

    // Neither `Math.BigMul` nor a checked product: methods that mention instructions the machine may lack are compiled anew in every process.
    private static ulong Product(ulong a, ulong b) => b != 0 && a > TooOften / b ? TooOften : a * b;

    private static ulong Sum(ulong a, ulong b) => a > TooOften - b ? TooOften : a + b;

    private ulong Rounds(LoopCanonicalForm loop, Func<Instruction, bool> cannotWrap)
    {
        if (loop.TripCount is { } trips)
            return (ulong)trips;
        ulong fewest = TooOften;
        foreach (InductionVariable variable in loop.InductionVariables)
        {
            Interval values = _ranges[variable.Register];
            if (variable.StepRegister < 0 && variable.Step != 0 && !values.IsEmpty && _analyses.Function.TypeOf(variable.Register) is IrType.I32 or IrType.I64 or IrType.U32 && cannotWrap(variable.Increment))
                fewest = Math.Min(fewest, Sum(((ulong)values.Hi - (ulong)values.Lo) / Magnitude(variable.Step), 1));
        }
        return fewest;
    }

    private static ulong Magnitude(long value) => value < 0 ? 0 - (ulong)value : (ulong)value;

    private void Narrow()
    {
        if (FindCandidates() is not { } sums)
            return;
        for (int block = 0; block < _executions.Length; block++)
        {
            foreach (Instruction instruction in _analyses.Cfg.Blocks[block].Code)
            {
                if (instruction.Dest < 0 || sums[instruction.Dest] is not { } sum)
                    continue;
                if (AmountOf(instruction) is { } amount)
                    sum.Add(amount, _executions[block]);
                else if (instruction.Op == IrOp.Const)
                    sum.Start = sum.Start.Union(new Interval(instruction.Immediate, instruction.Immediate));
                else if (instruction.Op == IrOp.Move && !_ranges[instruction.A].IsEmpty)
                    sum.Start = sum.Start.Union(_ranges[instruction.A]);
                else
                    sums[instruction.Dest] = null;
            }
        }
        for (int register = 0; register < sums.Length; register++)
        {
            if (sums[register] is not { Start.IsEmpty: false } sum)
                continue;
            Interval all = Interval.Of(_analyses.Function.TypeOf(register));
            // Within its type no addition wraps; beyond it nothing is known about what wraps.
            if (!sum.IsUnknown && sum.Falls <= (ulong)sum.Start.Lo - (ulong)all.Lo && sum.Rises <= (ulong)all.Hi - (ulong)sum.Start.Hi)
                _ranges[register] = _ranges[register].Intersect(new Interval((long)((ulong)sum.Start.Lo - sum.Falls), (long)((ulong)sum.Start.Hi + sum.Rises)));
        }
    }

    /// <summary>Variables that something is added to, not too often.</summary>
    private Sums?[]? FindCandidates()
    {
        Sums?[]? sums = null;
        for (int block = 0; block < _executions.Length; block++)
        {
            foreach (Instruction instruction in _analyses.Cfg.Blocks[block].Code)
            {
                int dest = instruction.Dest;
                if (_executions[block] == TooOften || dest < 0 || _definitions.IsSingle(dest) || _analyses.Function.TypeOf(dest) is not (IrType.I32 or IrType.I64) || AmountOf(instruction) is null)
                    continue;
                sums ??= new Sums?[_analyses.Function.Registers.Count];
                sums[dest] ??= new Sums();
            }
        }
        if (sums is null)
            return null;
        // A parameter may start from anything.
        foreach (int parameter in _analyses.Function.Parameters)
            sums[parameter] = null;
        return sums;
    }

    /// <summary>What a variable starts from, and how far it can move in both directions.</summary>
    private sealed class Sums
    {
        public Interval Start = Interval.Empty;
        public ulong Falls;
        public ulong Rises;
        private bool _isUnbounded;

        public bool IsUnknown => _isUnbounded || Falls == TooOften || Rises == TooOften;

        public void Add(Interval amount, ulong executions)
        {
            _isUnbounded |= amount.IsEmpty || executions == TooOften;
            Falls = Sum(Falls, Product(Magnitude(Math.Min(0, amount.Lo)), executions));
            Rises = Sum(Rises, Product(Magnitude(Math.Max(0, amount.Hi)), executions));
        }
    }

    /// <summary>What an instruction adds to the variable it assigns, in place or by way of a temporary; null if it does something else.</summary>
    private Interval? AmountOf(Instruction instruction)
    {
        int variable = instruction.Dest;
        Instruction? sum = instruction.Op == IrOp.Move ? _definitions.Of(instruction.A) : instruction;
        int added = sum?.AddedTo(variable) ?? -1;
        if (sum is null || added < 0)
            return null;
        Interval amount = _ranges[added];
        if (sum.Op == IrOp.Add)
            return amount;
        return amount.IsEmpty || amount.Lo == long.MinValue ? null : new Interval(-amount.Hi, -amount.Lo);
    }
}
