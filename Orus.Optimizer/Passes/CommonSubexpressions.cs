using System;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// An operation that a dominating one has already computed becomes a copy of its result: pure operations, calls of functions that change nothing, and reads of memory that nothing in between can have changed. Its
/// checks go with it, because the same operation on the same values has succeeded before. Operations that update a register in place stay: they are the increments that loops are
/// recognised by.
/// </summary>
internal static class CommonSubexpressions
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        ValueReuse.Run(context.AnalysesOf(function), stats, IsReusable, null, PassCounter.Reused);
        return stats;
    }

    private static bool IsReusable(Instruction instruction)
    {
        if (instruction.Op is IrOp.CheckAssigned or IrOp.CheckDepth)
            return true;
        const Effects Allowed = Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable | Effects.MayRaise;
        if ((instruction.Effects & ~Allowed) != Effects.None)
            return false;
        // What a call does is known only of functions called by name for a result.
        if (instruction.Arguments is { } arguments)
            return instruction.Op == IrOp.Call && arguments.Length <= 3 && Array.IndexOf(arguments, instruction.Dest) < 0;
        return instruction.Dest >= 0 && instruction.Op is not (IrOp.ConstRef or IrOp.Move or IrOp.CatchError) && instruction.Dest != instruction.A && instruction.Dest != instruction.B;
    }
}
