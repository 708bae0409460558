using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>From the typed tree to the IR, one function at a time, when it is first needed.</summary>
internal static class Lowering
{
    /// <summary>A well-formed <see cref="IrFunction"/> with every check still in place.</summary>
    public static IrFunction Lower(TypedFunction function, LoweringContext context) => new FunctionLowering(function, context).Run();
}
