using System;
using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Lowering;

/// <summary>
/// An operand that was evaluated before other operands of the same operation. If it is a variable and one of those assigns it, <see cref="FunctionBuilder.Use"/>
/// copies it after the fact, where it was evaluated.
/// </summary>
internal readonly record struct Operand(int Register, int Clock, Block? Block, Instruction? After);

/// <summary>Appends instructions to the blocks of a function under construction, and tidies the result.</summary>
internal sealed class FunctionBuilder
{
    private readonly Block _prologue;
    private readonly Block _start;
    private readonly List<Block> _hot = [];
    private readonly List<Block> _cold = [];
    private readonly Dictionary<int, int> _lastWrites = [];
    private bool _isCold;
    private int _clock;
    private Block? _block;

    public FunctionBuilder(string name, TypedFunction? source)
    {
        Function = new IrFunction(name, source);
        _prologue = Function.NewBlock();
        _hot.Add(_prologue);
        _start = Function.NewBlock();
        Place(_start);
    }

    public IrFunction Function { get; }

    /// <summary>The handler of blocks placed from now on.</summary>
    public Block? Handler { get; set; }

    /// <summary>Whether control can reach the place where the next instruction goes; if not, instructions are dropped.</summary>
    public bool IsReachable => _block is not null;

    public Block NewBlock() => Function.NewBlock();

    /// <summary>Puts blocks placed from now on behind all others (true) or back into the normal order; returns the setting before.</summary>
    public bool SetCold(bool isCold)
    {
        bool before = _isCold;
        _isCold = isCold;
        return before;
    }

    /// <summary>Continues in a block, which control reaches by jumps only: the current block must be finished.</summary>
    public void Place(Block block)
    {
        if (_block is not null)
            throw new InvalidOperationException("block " + _block + " is not finished");
        block.Handler = Handler;
        (_isCold ? _cold : _hot).Add(block);
        _block = block;
    }

    public void Emit(Instruction instruction)
    {
        if (_block is null)
            return;
        _block.Code.Add(instruction);
        if (instruction.Dest >= 0 && Function.Registers[instruction.Dest].IsVariable)
            _lastWrites[instruction.Dest] = ++_clock;
        if (instruction.IsTerminator)
            _block = null;
    }

    /// <summary>Emits an instruction with a result: into <paramref name="target"/>, or a new temporary if that is -1.</summary>
    public int Emit(Instruction instruction, IrType result, int target)
    {
        instruction.Dest = target >= 0 ? target : Function.NewTemporary(result);
        Emit(instruction);
        return instruction.Dest;
    }

    /// <summary>Adds an instruction that runs before everything else in the function.</summary>
    public void EmitInPrologue(Instruction instruction)
    {
        _prologue.Code.Add(instruction);
        if (instruction.Dest >= 0)
            _lastWrites[instruction.Dest] = ++_clock;
    }

    public int Constant(IrType type, long bits, SourceSpan span, int target = -1) =>
        Emit(new Instruction(IrOp.Const, type, span) { Immediate = bits }, type, target);

    /// <summary>The value of a register, in the target if there is one.</summary>
    public int Copy(int register, int target, SourceSpan span) => target < 0 || target == register
        ? register
        : Emit(new Instruction(IrOp.Move, Function.TypeOf(register), span) { A = register }, Function.TypeOf(register), target);

    public void Jump(Block target, SourceSpan span) => Emit(new Instruction(IrOp.Jump, IrType.None, span) { Targets = [target] });

    public void Branch(int condition, Block whenTrue, Block whenFalse, SourceSpan span) =>
        Emit(new Instruction(IrOp.Branch, IrType.Bool, span) { A = condition, Targets = [whenTrue, whenFalse] });

    public void BranchCompare(Comparison comparison, int left, int right, Block whenTrue, Block whenFalse, SourceSpan span) =>
        Emit(new Instruction(IrOp.BranchCmp, Function.TypeOf(left), span) { A = left, B = right, Immediate = (long)comparison, Targets = [whenTrue, whenFalse] });

    public Operand Hold(int register) => new(register, _clock, _block, _block is { Code.Count: > 0 } ? _block.Code[^1] : null);

    /// <summary>The register that has the value the operand had when it was held.</summary>
    public int Use(Operand operand)
    {
        if (operand.Block is null || !_lastWrites.TryGetValue(operand.Register, out int write) || write <= operand.Clock)
            return operand.Register;
        IrType type = Function.TypeOf(operand.Register);
        SourceSpan span = operand.After?.Span ?? SourceSpan.None;
        var copy = new Instruction(IrOp.Move, type, span) { A = operand.Register, Dest = Function.NewTemporary(type) };
        List<Instruction> code = operand.Block.Code;
        code.Insert(operand.After is null ? 0 : code.IndexOf(operand.After) + 1, copy);
        return copy.Dest;
    }

    /// <summary>Lays the blocks out and drops, threads and merges what is trivial.</summary>
    public IrFunction Finish()
    {
        _prologue.Code.Add(new Instruction(IrOp.Jump, IrType.None, SourceSpan.None) { Targets = [_start] });
        _hot.AddRange(_cold);
        foreach (Block block in _hot)
        {
            if (block.Code.Count > 0)
                ThreadJumps(block.Terminator);
        }
        Dictionary<Block, int> predecessors = CountPredecessors();
        foreach (Block block in _hot)
        {
            if (predecessors.ContainsKey(block))
                MergeSuccessors(block, predecessors);
        }
        foreach (Block block in _hot)
        {
            if (!predecessors.TryGetValue(block, out int count))
                continue;
            if (count < 2)
                block.SourceLoop = null;
            if (block.Handler is { } handler && !predecessors.ContainsKey(handler))
                block.Handler = null;
            block.Id = Function.Blocks.Count;
            Function.Blocks.Add(block);
        }
        return Function;
    }

    private static void ThreadJumps(Instruction terminator)
    {
        if (terminator.Targets is not { } targets)
            return;
        for (int i = 0; i < targets.Length; i++)
        {
            // The bound only matters for an empty endless loop of jumps.
            for (int hops = 0; hops < 64 && targets[i] is { SourceLoop: null, Code: [{ Op: IrOp.Jump }] } empty; hops++)
                targets[i] = empty.Terminator.Targets![0];
        }
        if (targets.Length == 2 && targets[0] == targets[1])
        {
            terminator.Op = IrOp.Jump;
            terminator.Type = IrType.None;
            terminator.A = terminator.B = -1;
            terminator.Immediate = 0;
            terminator.Targets = [targets[0]];
        }
    }

    /// <summary>Counts the edges into each reachable block; those of errors count one per raising block.</summary>
    private Dictionary<Block, int> CountPredecessors()
    {
        var counts = new Dictionary<Block, int>(_hot.Count) { [_prologue] = 0 };
        var pending = new Stack<Block>();
        pending.Push(_prologue);
        while (pending.TryPop(out Block? block))
        {
            foreach (Block target in block.Terminator.Targets ?? [])
                CountEdge(target, counts, pending);
            if (Cfg.ActiveHandler(block) is { } handler)
                CountEdge(handler, counts, pending);
        }
        return counts;
    }

    private static void CountEdge(Block target, Dictionary<Block, int> counts, Stack<Block> pending)
    {
        if (counts.TryAdd(target, 1))
            pending.Push(target);
        else
            counts[target]++;
    }

    private static void MergeSuccessors(Block block, Dictionary<Block, int> predecessors)
    {
        while (block.Terminator is { Op: IrOp.Jump } jump)
        {
            Block next = jump.Targets![0];
            if (next == block || predecessors[next] != 1 || next.Handler != block.Handler)
                return;
            block.Code.RemoveAt(block.Code.Count - 1);
            block.Code.AddRange(next.Code);
            predecessors.Remove(next);
        }
    }
}
