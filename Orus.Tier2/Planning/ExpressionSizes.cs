using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// How large the sums and products that registers hold are as trees, where a part that is used twice counts twice. RyuJIT looks at variables of loops in this way: <c>x = x + (x - y) + x</c> some twenty times in a row would
/// keep it busy for hours and fill the memory.
/// </summary>
internal sealed class ExpressionSizes
{
    private const long Largest = 1 << 14;

    private readonly Dictionary<int, long> _sizes = [];

    /// <summary>Has a tree become so large that the code is not for RyuJIT?</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Is a function too much for RyuJIT?</summary>
    public static bool AreTooLarge(IrFunction function)
    {
        var sizes = new ExpressionSizes();
        foreach (Block block in function.Blocks)
            sizes.Add(block);
        return sizes.IsTooLarge;
    }

    /// <summary>Goes on with the instructions of a block.</summary>
    public void Add(Block block)
    {
        foreach (Instruction i in block.Code)
        {
            if (i.Dest < 0)
                continue;
            long size = i.Op is IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.Neg or IrOp.Move or IrOp.Convert ? Of(i.A) + Of(i.B) : 1;
            _sizes[i.Dest] = size;
            IsTooLarge |= size > Largest;
        }
    }

    private long Of(int register) => register < 0 ? 0 : System.Math.Min(_sizes.GetValueOrDefault(register, 1), Largest);
}
