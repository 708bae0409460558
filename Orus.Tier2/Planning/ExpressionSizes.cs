using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// How large the sums and products that registers hold are as trees, where a part that is used twice counts twice. RyuJIT looks at variables of loops in this way: <c>x = x + (x - y) + x</c> some twenty times in a row, or
/// <c>x *= x + x</c> five times, would keep it busy for hours and fill the memory.
/// </summary>
internal sealed class ExpressionSizes
{
    /// <summary>Five such products are a tree of 243 leaves.</summary>
    private const long LargestHarmless = 1 << 6;

    /// <summary>A tree with about as many leaves as there are operations, such as a long sum, shares nothing and is harmless.</summary>
    private const int MostSharing = 4;

    private const long Unbounded = 1L << 40;

    private readonly long[] _sizes;

    /// <summary>The registers whose sizes are known.</summary>
    private readonly List<int> _known = [];

    private int _operations;

    /// <param name="function">The function whose blocks will be looked at.</param>
    public ExpressionSizes(IrFunction function) => _sizes = new long[function.Registers.Count];

    /// <summary>Has a tree become so large that the code is not for RyuJIT?</summary>
    private bool IsTooLarge { get; set; }

    /// <summary>Is a function too much for RyuJIT?</summary>
    public static bool AreTooLarge(IrFunction function)
    {
        var sizes = new ExpressionSizes(function);
        foreach (Block block in function.Blocks)
            sizes.Add(block);
        return sizes.IsTooLarge;
    }

    /// <summary>Would several copies of a loop be too much for RyuJIT? Begins anew, in time with the loop.</summary>
    public bool GrowTooMuch(Loop loop, Cfg cfg, int copies)
    {
        foreach (int register in _known)
            _sizes[register] = 0;
        _known.Clear();
        _operations = 0;
        IsTooLarge = false;
        for (int copy = 0; copy < copies; copy++)
        {
            foreach (int index in loop.Blocks)
                Add(cfg.Blocks[index]);
        }
        return IsTooLarge;
    }

    /// <summary>Goes on with the instructions of a block.</summary>
    private void Add(Block block)
    {
        foreach (Instruction i in block.Code)
        {
            if (i.Dest < 0)
                continue;
            bool isPart = i.Op is IrOp.Add or IrOp.Sub or IrOp.Mul or IrOp.Neg or IrOp.Move or IrOp.Convert;
            long size = isPart ? Of(i.A) + Of(i.B) : 1;
            if (_sizes[i.Dest] == 0)
                _known.Add(i.Dest);
            _sizes[i.Dest] = size;
            _operations += isPart ? 1 : 0;
            IsTooLarge |= size > LargestHarmless && size > MostSharing * _operations;
        }
    }

    private long Of(int register) => register < 0 ? 0 : Math.Clamp(_sizes[register], 1, Unbounded);
}
