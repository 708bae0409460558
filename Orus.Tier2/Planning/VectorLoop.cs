using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Tier2.Emit;

namespace Orus.Tier2.Planning;

/// <summary>A loop that combines the elements of an array, one after the other, with a variable (their sum, the largest, the smallest): a kernel may run ahead of it.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Array">The register of the array.</param>
/// <param name="Counter">The index of the next element, an i32 that grows by one.</param>
/// <param name="Bound">The register below which the counter stays.</param>
/// <param name="Result">The variable.</param>
/// <param name="Type">Its type.</param>
/// <param name="Exit">Where the loop goes on when the bound is reached.</param>
/// <param name="HasBranches">Not all blocks of the loop run as often as its counter says.</param>
internal sealed record VectorLoop(RuntimeCall Kernel, int Array, int Counter, int Bound, int Result, IrType Type, Block Exit, bool HasBranches)
{
    /// <summary>Fewer rounds than this are not worth a call.</summary>
    public const int LeastRounds = 32;

    /// <summary>Recognises a loop; null if it is none of these.</summary>
    public static VectorLoop? Of(UnitPlan plan, Loop loop)
    {
        Cfg cfg = plan.Analysis.Cfg;
        Block header = cfg.Blocks[loop.Header];
        return header.Code[0] is { Op: IrOp.LoadElement, From: IrType.I32 } load && plan.HoistFor(header, load.A) is not null ? Of(plan, loop, header, load) : null;
    }

    /// <summary>The rest, apart because it mentions types that other loops need not load.</summary>
    private static VectorLoop? Of(UnitPlan plan, Loop loop, Block header, Instruction load)
    {
        if (plan.FormOf(header) is not { Counter: { Step: 1 } counter, Test: { Comparison: Comparison.Lt, Position: TestPosition.AfterIncrement, IsBoundInvariant: true } test })
            return null;
        if (load.B != counter.Register || counter.Increment.Dest != counter.Register || test.Block.Code.Count < 2 || test.Block.Code[^2] != counter.Increment)
            return null;
        int element = load.Dest;
        (RuntimeCall Kernel, int Result)? found = loop.Blocks.Count switch
        {
            1 => SumOf(header, load, ref element),
            3 when test.Block.Code.Count == 2 => ExtremeOf(header, load, test.Block),
            _ => null,
        };
        if (found is not { } match)
            return null;
        // The kernel leaves the registers of single elements as they were.
        foreach (int register in plan.LiveIn(test.Exit))
        {
            if (register == load.Dest || register == element)
                return null;
        }
        return new VectorLoop(match.Kernel, load.A, counter.Register, test.Bound, match.Result, plan.Function.TypeOf(match.Result), test.Exit, loop.Blocks.Count > 1);
    }

    /// <summary>Element load, perhaps a conversion, sum, step, test.</summary>
    private static (RuntimeCall Kernel, int Result)? SumOf(Block body, Instruction load, ref int element)
    {
        if (body.Code.Count is < 4 or > 5)
            return null;
        if (body.Code.Count == 5)
        {
            if (body.Code[1] is not { Op: IrOp.Convert, Type: IrType.I64, From: IrType.I32 } widening || widening.A != element)
                return null;
            element = widening.Dest;
        }
        Instruction sum = body.Code[^3];
        if (sum.Op != IrOp.Add || sum.Dest == element || !((sum.A == sum.Dest && sum.B == element) || (sum.B == sum.Dest && sum.A == element)))
            return null;
        return VectorKernels.SumOf(load.Type, sum.Type) is { } kernel ? (kernel, sum.Dest) : null;
    }

    /// <summary>Element load and comparison; the element copied to the variable; step and test.</summary>
    private static (RuntimeCall Kernel, int Result)? ExtremeOf(Block header, Instruction load, Block latch)
    {
        Instruction branch = header.Terminator;
        if (header.Code.Count != 2 || branch.Op != IrOp.BranchCmp || branch.Type != load.Type || branch.Targets![1] != latch || branch.Targets[0] is not { Code: [{ Op: IrOp.Move } copy, { Op: IrOp.Jump } next] })
            return null;
        if (copy.A != load.Dest || next.Targets![0] != latch || copy.Dest == load.Dest)
            return null;
        bool isTurned = branch.A == copy.Dest && branch.B == load.Dest;
        if (!isTurned && (branch.A != load.Dest || branch.B != copy.Dest))
            return null;
        // An element that is not smaller, or that is equal, might be NaN or the other zero: no such loop over f64.
        bool? isLargest = (Comparison)branch.Immediate switch
        {
            Comparison.Gt => !isTurned,
            Comparison.Lt => isTurned,
            Comparison.Ge when load.Type.IsInteger() => !isTurned,
            Comparison.Le when load.Type.IsInteger() => isTurned,
            _ => null,
        };
        return isLargest is { } largest && VectorKernels.ExtremeOf(load.Type, largest) is { } kernel ? (kernel, copy.Dest) : null;
    }
}
