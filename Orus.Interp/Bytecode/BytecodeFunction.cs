using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

/// <summary>Code positions whose errors go to one handler.</summary>
/// <param name="Start">First word.</param>
/// <param name="End">One after the last word.</param>
/// <param name="Handler">Where the handler's block begins.</param>
internal sealed record HandlerRange(int Start, int End, int Handler);

/// <summary>Where interpretation of an instruction begins.</summary>
/// <param name="Pc">Word offset, or -1 if the interpreter cannot begin there.</param>
/// <param name="First">The first IR instruction that the interpreter then executes; operands of all before it need not be in their slots.</param>
internal sealed record ResumePoint(int Pc, Instruction? First);

/// <summary>A function as the interpreter executes it, with the tables that tie its words to the IR.</summary>
internal sealed unsafe class BytecodeFunction
{
    private readonly int[] _startPcs;
    private readonly Instruction[] _startInstructions;
    private readonly Dictionary<Instruction, ResumePoint> _resumePoints;
    private readonly Dictionary<Block, int> _blockPcs;

    /// <summary>Copies of single instructions, see <see cref="StepCode"/>, by position of the original.</summary>
    private readonly Dictionary<int, ulong[]> _steps = [];

    public BytecodeFunction(IrFunction ir, ulong[] words, BytecodeTables tables)
    {
        Ir = ir;
        Words = GC.AllocateUninitializedArray<ulong>(words.Length, pinned: true);
        words.CopyTo(Words, 0);
        Code = (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(Words, 0);
        FrameSize = tables.FrameSize;
        SlotOf = tables.SlotOf;
        SelfSlot = tables.SelfSlot;
        EntryConstants = [.. tables.EntryConstants];
        Handlers = [.. tables.Handlers];
        Loops = [.. tables.Loops];
        _startPcs = [.. tables.StartPcs];
        _startInstructions = [.. tables.StartInstructions];
        _resumePoints = tables.ResumePoints;
        _blockPcs = tables.BlockPcs;
        foreach (LoopState loop in Loops)
            loop.Attach(this);
    }

    /// <summary>The IR that the code was made from.</summary>
    public IrFunction Ir { get; }

    /// <summary>The code, on the pinned heap: positions are kept as pointers.</summary>
    public ulong[] Words { get; }

    public ulong* Code { get; }

    /// <summary>Slots of an activation.</summary>
    public int FrameSize { get; }

    /// <summary>The slot of each virtual register, or -1 if it is never materialised (a constant that all its uses hold as immediate, or an unused register).</summary>
    public int[] SlotOf { get; }

    /// <summary>The slot of the function value that was called, or -1 if the code does not look at it.</summary>
    public int SelfSlot { get; }

    /// <summary>Constants that the code at the start of the function materialises once for each activation, wherever the IR defines them.</summary>
    public Instruction[] EntryConstants { get; }

    public HandlerRange[] Handlers { get; }

    public LoopState[] Loops { get; }

    /// <summary>How often the interpreter executed the instruction at each position; null if nobody counts.</summary>
    public long[]? Executions { get; private set; }

    public void StartCounting() => Executions = new long[Words.Length];

    /// <summary>
    /// How often each instruction of a block was executed, from <see cref="Executions"/>. What the emitter made no code of, or joined with its neighbour, counts like its neighbour; a block without any code
    /// counts as never executed.
    /// </summary>
    public long[] CountBlock(Block block)
    {
        List<Instruction> code = block.Code;
        var counts = new long[code.Count];
        long known = -1;
        for (int i = 0; i < counts.Length; i++)
        {
            if (!_resumePoints.TryGetValue(code[i], out ResumePoint? point) || point.Pc < 0)
                counts[i] = known;
            else
                counts[i] = known = _startInstructions[StartIndexOf(point.Pc)] == point.First ? Executions![point.Pc] : -1;
        }
        // What stands before code counts like that; what stands behind all of it like the last.
        long next = -1;
        for (int i = counts.Length - 1; i >= 0; i--)
            next = counts[i] = counts[i] >= 0 ? counts[i] : next;
        for (int i = 0; i < counts.Length; i++)
            counts[i] = counts[i] >= 0 ? counts[i] : i > 0 ? counts[i - 1] : 0;
        return counts;
    }

    /// <summary>How often the interpreter came to a loop from above.</summary>
    public long CountEntries(LoopState loop) => Executions![loop.EntryWord - 1];

    /// <summary>Where the interpreter executes an instruction from scratch, with its operands in their slots.</summary>
    public ResumePoint ResumeOf(Instruction instruction) => _resumePoints.TryGetValue(instruction, out ResumePoint? point) ? point : new ResumePoint(-1, null);

    /// <summary>Where the interpreter enters a block; of a loop header: past the loop's entry instruction, as on the backedge.</summary>
    public int PcOf(Block block) => _blockPcs[block];

    /// <summary>The IR instruction that the word at a position belongs to.</summary>
    public Instruction InstructionAt(int pc) => _startInstructions[StartIndexOf(pc)];

    private int StartIndexOf(int pc)
    {
        int index = Array.BinarySearch(_startPcs, pc);
        return index >= 0 ? index : ~index - 1;
    }

    /// <summary>
    /// Code that executes what the emitter made of the one IR instruction at a position, and then leaves the dispatch loop. An error in it finds no handler in this activation: it belongs to the
    /// compiled code that had the interpreter take the step.
    /// </summary>
    public ulong* StepCode(int pc)
    {
        if (!_steps.TryGetValue(pc, out ulong[]? words))
        {
            int index = Array.BinarySearch(_startPcs, pc);
            int end = index + 1 < _startPcs.Length ? _startPcs[index + 1] : Words.Length;
            words = GC.AllocateUninitializedArray<ulong>(end - pc + 1, pinned: true);
            Words.AsSpan(pc, end - pc).CopyTo(words);
            words[0] = Bytecode.Words.WithOpcode(words[0], JoinedOpcodes.Of(Bytecode.Words.OpcodeOf(words[0])).First);
            words[^1] = Bytecode.Words.Make(Opcode.ExitRun, 0, 0, 0);
            _steps.Add(pc, words);
        }
        return (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(words, 0);
    }

    /// <summary>The position of the word before a pointer into the code or into a step, which is where a frame stopped.</summary>
    /// <param name="stopped">The frame's pointer.</param>
    /// <param name="isStep">Whether it points into a step, or elsewhere outside the code: handlers of this activation are not the interpreter's business then.</param>
    public int PositionOf(ulong* stopped, out bool isStep)
    {
        long offset = stopped - Code - 1;
        isStep = (ulong)offset >= (ulong)Words.Length;
        if (!isStep)
            return (int)offset;
        foreach ((int pc, ulong[] words) in _steps)
        {
            offset = stopped - (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(words, 0) - 1;
            if ((ulong)offset < (ulong)words.Length)
                return pc;
        }
        // At the stub of a function whose compiled form runs.
        return 0;
    }

    /// <summary>The handler for an error at a position, or -1.</summary>
    public int HandlerAt(int pc)
    {
        foreach (HandlerRange range in Handlers)
        {
            if (pc >= range.Start && pc < range.End)
                return range.Handler;
        }
        return -1;
    }
}

/// <summary>What the emitter hands over besides the code.</summary>
internal sealed class BytecodeTables
{
    public int FrameSize;
    public int[] SlotOf = [];
    public int SelfSlot = -1;
    public List<Instruction> EntryConstants = [];
    public List<HandlerRange> Handlers = [];
    public List<LoopState> Loops = [];
    public List<int> StartPcs = [];
    public List<Instruction> StartInstructions = [];
    public Dictionary<Instruction, ResumePoint> ResumePoints = [];
    public Dictionary<Block, int> BlockPcs = [];
}
