using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Tier2.Emit;

namespace Orus.Tier2.Planning;

/// <summary>A loop that adds the elements of an array, one after the other, to a variable: a kernel may run ahead of it.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Array">The register of the array.</param>
/// <param name="Counter">The index of the next element, an i32 that grows by one.</param>
/// <param name="Bound">The register below which the counter stays.</param>
/// <param name="Sum">The variable.</param>
/// <param name="Type">Its type.</param>
/// <param name="Exit">Where the loop goes on when the bound is reached.</param>
internal sealed record VectorLoop(RuntimeCall Kernel, int Array, int Counter, int Bound, int Sum, IrType Type, Block Exit)
{
    /// <summary>Fewer rounds than this are not worth a call.</summary>
    public const int LeastRounds = 32;

    /// <summary>Element load, perhaps a conversion, sum, step, test.</summary>
    private const int MostInstructions = 5;

    /// <summary>Recognises a loop; null if it is none of these.</summary>
    public static VectorLoop? Of(UnitPlan plan, Loop loop)
    {
        if (loop.Blocks.Count != 1)
            return null;
        Block block = plan.Analysis.Cfg.Blocks[loop.Header];
        if (block.Code.Count is < MostInstructions - 1 or > MostInstructions || block.Code[0] is not { Op: IrOp.LoadElement, From: IrType.I32 } load)
            return null;
        if (plan.FormOf(block) is not { Counter: { Step: 1 } counter, Test: { Comparison: Comparison.Lt, Position: TestPosition.AfterIncrement } test })
            return null;
        int element = load.Dest;
        if (block.Code.Count == MostInstructions)
        {
            if (block.Code[1] is not { Op: IrOp.Convert, Type: IrType.I64, From: IrType.I32 } widening || widening.A != element)
                return null;
            element = widening.Dest;
        }
        Instruction sum = block.Code[^3];
        if (sum.Op != IrOp.Add || block.Code[^2] != counter.Increment || load.B != counter.Register || plan.Function.TypeOf(load.B) != IrType.I32)
            return null;
        bool addsElement = (sum.A == sum.Dest && sum.B == element) || (sum.B == sum.Dest && sum.A == element);
        if (!addsElement || counter.Increment.Dest != counter.Register || test.Bound == sum.Dest || load.A == sum.Dest || plan.HoistFor(block, load.A) is null)
            return null;
        // The kernel leaves the registers of single elements as they were.
        foreach (int register in plan.LiveIn(test.Exit))
        {
            if (register == load.Dest || register == element)
                return null;
        }
        RuntimeCall? kernel = (load.Type, sum.Type) switch
        {
            (IrType.I32, IrType.I64) => VectorKernels.SumIntsToLong,
            (IrType.I32, IrType.I32) => VectorKernels.SumInts,
            (IrType.I64, IrType.I64) => VectorKernels.SumLongs,
            _ => null,
        };
        return kernel is { } found ? new VectorLoop(found, load.A, counter.Register, test.Bound, sum.Dest, sum.Type, test.Exit) : null;
    }
}
