using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tier2.Planning;

/// <summary>
/// A loop of one block that computes the elements of arrays from elements at the same index, the counter and values that do not change: before it, a loop makes many of its rounds at once. Nothing is computed in another order,
/// and arrays may be the same object, because each element only meets those of its own round. All checks come before the first store, so that rounds in which one fails have had no effect.
/// </summary>
/// <param name="Body">The block.</param>
/// <param name="Counter">The index, an i32 that grows by one.</param>
/// <param name="Bound">The register below which the counter stays.</param>
/// <param name="Lanes">Rounds that are made at once.</param>
/// <param name="Exit">Where the loop goes on when the bound is reached.</param>
internal sealed record ElementwiseLoop(Block Body, InductionVariable Counter, int Bound, int Lanes, Block Exit)
{
    /// <summary>Vectors of the values of a longer round would not fit into registers.</summary>
    private const int MostInstructions = 24;

    private const int VectorBytes = 32;

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
        var found = new ElementwiseLoop(body, counter, test.Bound, 0, test.Exit);
        bool stores = false;
        int widest = 0;
        for (int i = 0; i < code.Count - 2; i++)
        {
            Instruction instruction = code[i];
            if (!found.IsPossible(plan, instruction) || (stores && (instruction.Checks & ~Checks.Bounds) != 0))
                return null;
            stores |= instruction.Op == IrOp.StoreElement;
            widest = int.Max(widest, SizeOf(instruction.Type));
        }
        return stores && !found.CarriesValues(plan) ? found with { Lanes = VectorBytes / widest } : null;
    }

    /// <summary>The instructions that are made for many rounds at once.</summary>
    public IEnumerable<Instruction> Operations
    {
        get
        {
            for (int i = 0; i < Body.Code.Count - 2; i++)
                yield return Body.Code[i];
        }
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

    /// <summary>Are vectors of a type used by half?</summary>
    public bool IsHalf(IrType type) => Lanes * SizeOf(type) < VectorBytes;

    private static int SizeOf(IrType type) => type is IrType.I32 or IrType.U32 ? sizeof(int) : sizeof(long);

    private bool IsPossible(UnitPlan plan, Instruction instruction)
    {
        if (instruction.Type is not (IrType.I32 or IrType.U32 or IrType.I64 or IrType.U64 or IrType.F64) || instruction.Dest == Counter.Register)
            return false;
        return instruction.Op switch
        {
            IrOp.LoadElement or IrOp.StoreElement => instruction.B == Counter.Register && plan.HoistFor(Body, instruction.A) is not null,
            IrOp.Const => plan.ConstantOf(instruction.Dest) is not null,
            IrOp.Move or IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.BitAnd or IrOp.BitOr or IrOp.ShiftLeft or IrOp.ShiftRight => true,
            IrOp.Neg => instruction.Checks == Checks.None,
            IrOp.Div => instruction.Type == IrType.F64,
            IrOp.Convert => instruction is { From: IrType.I32, Type: IrType.I64 or IrType.F64 },
            _ => false,
        };
    }

    /// <summary>Is a value computed in one round used in the next, or after the loop?</summary>
    private bool CarriesValues(UnitPlan plan)
    {
        var live = new HashSet<int>(plan.LiveIn(Body));
        live.UnionWith(plan.LiveIn(Exit));
        foreach (Instruction instruction in Operations)
        {
            if (instruction.Dest >= 0 && live.Contains(instruction.Dest))
                return true;
        }
        return false;
    }
}
