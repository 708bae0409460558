using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;

namespace Orus.Optimizer.Ir;

/// <summary>A virtual register.</summary>
/// <param name="Type">Its one type for the whole function.</param>
/// <param name="IsVariable">
/// A variable may have several definitions. A temporary (false) has exactly one, which dominates all its uses; passes rely on that and the verifier holds it.
/// </param>
/// <param name="Name">Source name, for dumps; null for temporaries.</param>
public sealed record RegisterInfo(IrType Type, bool IsVariable, string? Name);

/// <summary>A basic block: instructions, the last of which is the only terminator.</summary>
public sealed class Block(int id)
{
    /// <summary>Number in dumps, unique in the function.</summary>
    public int Id { get; set; } = id;

    public List<Instruction> Code { get; } = [];

    /// <summary>Where an error raised in this block goes (a block that begins with <see cref="IrOp.CatchError"/>), or null: out of the activation.</summary>
    public Block? Handler { get; set; }

    /// <summary>Set by lowering on the header of a loop: what the source says about it.</summary>
    public SourceLoop? SourceLoop { get; set; }

    public Instruction Terminator => Code[^1];

    public override string ToString() => "b" + Id;
}

/// <summary>Shapes of source loops.</summary>
public enum SourceLoopKind : byte
{
    ForRange,
    ForEachArray,
    ForEachIterator,
    While,
    /// <summary>A <c>while</c> whose condition takes several branches (<c>and</c>, <c>or</c>, a chain of comparisons).</summary>
    WhileCompound,
    /// <summary>A <c>while</c> whose condition is always true.</summary>
    WhileTrue,
}

/// <summary>
/// What lowering knows about a loop, kept on its header block. Registers are -1 where they do not exist. Loops are lowered inverted: a guard before the loop, the body,
/// and a latch that tests and jumps back, so header and body start are one block; <c>while</c> repeats its condition in the latch
/// (a long one, or one with statements inside, is evaluated in the header alone: then the loop is not inverted).
/// </summary>
public sealed class SourceLoop(SourceLoopKind kind, SourceSpan span)
{
    public SourceLoopKind Kind { get; } = kind;

    /// <summary>Where errors about the loop statement are reported.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>The whole statement with its body.</summary>
    public SourceSpan Extent { get; init; } = span;

    /// <summary>The hidden counter (range loops) or index (array loops).</summary>
    public int Counter { get; set; } = -1;

    /// <summary>Range loops: the end as written (step ±1) or the last value (other steps, see <see cref="IrOp.RangeLast"/>).</summary>
    public int Bound { get; set; } = -1;

    /// <summary>Range loops with a constant step; 0 if unknown.</summary>
    public long Step { get; set; }

    public bool Inclusive { get; set; }

    /// <summary>Array loops: the array.</summary>
    public int Array { get; set; } = -1;
}

/// <summary>A function in IR form.</summary>
public sealed class IrFunction(string name, TypedFunction? source)
{
    public string Name { get; } = name;

    /// <summary>The typed function it was lowered from; null for functions parsed from text.</summary>
    public TypedFunction? Source { get; } = source;

    /// <summary>Blocks in layout order; the first is the entry and has no predecessors.</summary>
    public List<Block> Blocks { get; } = [];

    public List<RegisterInfo> Registers { get; } = [];

    /// <summary>Registers that hold the arguments at entry.</summary>
    public int[] Parameters { get; set; } = [];

    /// <summary>What is known about the parameters; null if that is nothing but their types.</summary>
    internal Interval[]? ParameterRanges { get; set; }

    public IrType Result { get; set; }

    // Temporaries of one type have nothing to tell them apart.
    private static readonly RegisterInfo[] s_temporaries = MakeTemporaries();

    private int _nextBlock;

    private static RegisterInfo[] MakeTemporaries()
    {
        var temporaries = new RegisterInfo[(int)IrType.Any + 1];
        for (int type = 0; type < temporaries.Length; type++)
            temporaries[type] = new RegisterInfo((IrType)type, false, null);
        return temporaries;
    }

    public int NewTemporary(IrType type)
    {
        Registers.Add(s_temporaries[(int)type]);
        return Registers.Count - 1;
    }

    public int NewVariable(IrType type, string? name)
    {
        Registers.Add(new RegisterInfo(type, true, name));
        return Registers.Count - 1;
    }

    /// <summary>A new block, not yet in <see cref="Blocks"/>.</summary>
    public Block NewBlock() => new(_nextBlock++);

    public IrType TypeOf(int register) => Registers[register].Type;

    /// <summary>Gives instructions consecutive ids in layout order and returns their number.</summary>
    public int NumberInstructions()
    {
        int id = 0;
        foreach (Block block in Blocks)
        {
            foreach (Instruction instruction in block.Code)
                instruction.Id = id++;
        }
        return id;
    }
}
