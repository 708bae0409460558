using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>
/// A loop of one block that computes values from elements of arrays at the same index, the counter and values that do not change, and stores them as elements or accumulates them: before it, a loop makes many of its rounds at
/// once. Arrays may be the same object, because each element only meets those of its own round. All checks come before the first store, so that rounds in which one fails have had no effect.
/// </summary>
/// <param name="Body">The block.</param>
/// <param name="Counter">The index, an i32 that grows by one.</param>
/// <param name="Bound">The register below which the counter stays.</param>
/// <param name="Lanes">Rounds that are made at once.</param>
/// <param name="Sums">The variables that accumulate values.</param>
/// <param name="Exit">Where the loop goes on when the bound is reached.</param>
internal sealed record ElementwiseLoop(Block Body, InductionVariable Counter, int Bound, int Lanes, IReadOnlyList<Accumulation> Sums, Block Exit)
{
    /// <summary>Vectors of the values of a longer round would not fit into registers.</summary>
    private const int MostInstructions = 24;

    private const int VectorBytes = 32;

    /// <summary>What a round does before the step of the counter and the test.</summary>
    public List<Instruction> Round { get; } = Body.Code[..^2];

    /// <summary>Recognises a loop; null if it is none of these.</summary>
    public static ElementwiseLoop? Of(UnitPlan plan, Loop loop)
    {
        if (loop.Blocks.Count != 1)
            return null;
        Block body = plan.Analysis.Cfg.Blocks[loop.Header];
        List<Instruction> code = body.Code;
        if (code.Count is < 3 or > MostInstructions || plan.FormOf(body) is not { Counter: { Step: 1 } counter, Test: { Comparison: Comparison.Lt, Position: TestPosition.AfterIncrement, IsBoundInvariant: true } test })
            return null;
        if (code[^2] != counter.Increment || counter.Increment.Dest != counter.Register || plan.Function.TypeOf(counter.Register) != IrType.I32)
            return null;
        for (int i = 0; i < code.Count - 2; i++)
        {
            if (!IsPossible(plan, body, counter.Register, code[i]))
                return null;
        }
        return Of(plan, body, counter, test);
    }

    /// <summary>The rest, apart because it mentions types that other loops need not load.</summary>
    private static ElementwiseLoop? Of(UnitPlan plan, Block body, InductionVariable counter, LoopTest test)
    {
        var sums = new List<Accumulation>();
        var found = new ElementwiseLoop(body, counter, test.Bound, 0, sums, test.Exit);
        for (int i = 0; i < found.Round.Count; i++)
        {
            if (Accumulation.Of(body, i) is { } sum)
                sums.Add(sum);
        }
        return found.IsOrdered() && !found.CarriesValues(plan) ? found with { Lanes = VectorBytes / found.WidestSize() } : null;
    }

    /// <summary>The instructions that are made for many rounds at once, but for sums and what is made while adding.</summary>
    public IEnumerable<Instruction> Operations
    {
        get
        {
            foreach (Instruction instruction in Round)
            {
                if (SumOf(instruction) is null)
                    yield return instruction;
            }
        }
    }

    /// <summary>The accumulation that an instruction is part of, or null.</summary>
    public Accumulation? SumOf(Instruction instruction)
    {
        foreach (Accumulation sum in Sums)
        {
            if (sum.Sum == instruction || sum.Widening == instruction)
                return sum;
        }
        return null;
    }

    /// <summary>Does it have work on elements, with all checks before the first store?</summary>
    private bool IsOrdered()
    {
        bool stores = false;
        bool loads = false;
        foreach (Instruction instruction in Round)
        {
            if (stores && (SumOf(instruction)?.IsTested ?? (instruction.Checks & ~Checks.Bounds) != 0))
                return false;
            stores |= instruction.Op == IrOp.StoreElement;
            loads |= instruction.Op == IrOp.LoadElement;
        }
        return stores || (loads && Sums.Count > 0);
    }

    private int WidestSize()
    {
        int widest = 0;
        foreach (Instruction instruction in Operations)
            widest = int.Max(widest, SizeOf(instruction.Type));
        foreach (Accumulation sum in Sums)
            widest = int.Max(widest, SizeOf(sum.ValueType));
        return widest;
    }

    /// <summary>Is a register the same in all rounds?</summary>
    public bool IsInvariant(int register)
    {
        foreach (Instruction instruction in Body.Code)
        {
            if (instruction.Dest == register)
                return false;
        }
        return true;
    }

    /// <summary>Were both factors of a product made from i32, or are constants that fit one? Then it cannot overflow.</summary>
    public bool HasNarrowFactors(UnitPlan plan, Instruction product) => IsNarrow(plan, product, product.A) && IsNarrow(plan, product, product.B);

    private bool IsNarrow(UnitPlan plan, Instruction at, int register)
    {
        if (plan.ConstantOf(register) is { } constant)
            return (int)constant.Immediate == constant.Immediate;
        Instruction? definition = null;
        for (int i = 0; Body.Code[i] != at; i++)
            definition = Body.Code[i].Dest == register ? Body.Code[i] : definition;
        return definition is { Op: IrOp.Convert, From: IrType.I32 };
    }

    /// <summary>Are vectors of a type used by half?</summary>
    public bool IsHalf(IrType type) => Lanes * SizeOf(type) < VectorBytes;

    private static int SizeOf(IrType type) => type is IrType.I32 or IrType.U32 ? sizeof(int) : sizeof(long);

    private static bool IsPossible(UnitPlan plan, Block body, int counter, Instruction instruction)
    {
        if (instruction.Type is not (IrType.I32 or IrType.U32 or IrType.I64 or IrType.U64 or IrType.F64) || instruction.Dest == counter)
            return false;
        return instruction.Op switch
        {
            IrOp.LoadElement or IrOp.StoreElement => instruction.B == counter && plan.HoistFor(body, instruction.A) is not null,
            IrOp.Const => plan.ConstantOf(instruction.Dest) is not null,
            IrOp.Move or IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.BitAnd or IrOp.BitOr or IrOp.ShiftLeft or IrOp.ShiftRight => true,
            IrOp.Neg => instruction.Checks == Checks.None,
            IrOp.Div => instruction.Type == IrType.F64,
            IrOp.Convert => instruction is { From: IrType.I32, Type: IrType.I64 or IrType.F64 },
            _ => false,
        };
    }

    /// <summary>Is a value computed in one round used in the next, or after the loop? Those of accumulations may be.</summary>
    private bool CarriesValues(UnitPlan plan)
    {
        var live = new HashSet<int>(plan.LiveIn(Body));
        live.UnionWith(plan.LiveIn(Exit));
        foreach (Instruction instruction in Round)
        {
            if (instruction.Dest >= 0 && live.Contains(instruction.Dest) && SumOf(instruction)?.Sum != instruction)
                return true;
        }
        return false;
    }
}
