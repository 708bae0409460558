using System;
using System.Collections.Generic;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Registers;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Bytecode;

/// <summary>
/// Turns the IR of a function into bytecode: block by block in layout order, one instruction for most IR instructions, one for some groups of them. A group is always executed again from its first
/// instruction, so only its last may write a register that the group reads, with the loop counters as the exception that <see cref="BytecodeFunction.ResumeOf"/> reports.
/// </summary>
internal sealed partial class Emitter
{
    private readonly IrFunction _function;
    private readonly ExecutionContext _context;
    private readonly Block[] _layout;
    private readonly Dictionary<Block, int> _position = [];
    private readonly ConstantOperands _constants;
    private readonly int[] _slots;
    private readonly int _frameSize;
    private readonly int _refLimit;
    private readonly int _selfSlot;
    private readonly int _scratchSlot;
    private readonly Liveness _liveness;

    /// <summary>How many operands read each register.</summary>
    private readonly int[] _uses;
    private readonly LoopForest _forest;
    private readonly bool _isFusing;
    private readonly bool _hasResidents;

    /// <summary>Conditional jumps take the long way around, because the function is too large for 16-bit offsets.</summary>
    private readonly bool _far;

    private readonly List<ulong> _code = [];
    private readonly List<Fixup> _fixups = [];
    private readonly List<ProtectedCode> _ranges = [];
    private readonly Dictionary<Block, int> _entries = [];
    private readonly Dictionary<Block, LoopState> _loops = [];
    private readonly BytecodeTables _tables = new();
    private bool _tooFar;

    /// <summary>Where in its block the instruction stands that is being emitted.</summary>
    private int _place;

    private Emitter(IrFunction function, ExecutionContext context, bool far)
    {
        _function = function;
        _context = context;
        _far = far;
        _isFusing = context.Switches.IsOn(Switch.FusedOpcodes);
        _hasResidents = context.Switches.IsOn(Switch.Residency);
        var analyses = new FunctionAnalyses(function);
        Cfg cfg = analyses.Cfg;
        _liveness = new Liveness(cfg);
        _layout = function.Blocks.FindAll(block => cfg.IndexOf(block) >= 0).ToArray();
        for (int i = 0; i < _layout.Length; i++)
            _position.Add(_layout[i], i);
        _forest = analyses.Loops;
        LoopCanonicalForm[] forms = LoopAnalysis.Describe(analyses, new Definitions(function), _liveness);
        FindLoops(forms);
        _constants = new ConstantOperands(function, _layout, BecomesBackedge, _isFusing);
        if (_hasResidents)
            _constants.ChooseResidents(_layout, _forest);
        _uses = CountUses();
        int reserved = 0;
        _selfSlot = _scratchSlot = -1;
        if (Uses(IrOp.LoadSelf) || Uses(IrOp.LoadCapture))
            _selfSlot = function.Parameters.Length + reserved++;
        if (NeedsScratch())
        {
            // The first slot behind the parameters belongs to the closure even in functions that do not look at it.
            reserved = Math.Max(reserved, 1);
            _scratchSlot = function.Parameters.Length + reserved++;
        }
        int[] sharedWith = _hasResidents ? new CopyCoalescing(function, _layout).SourceOf : CopyCoalescing.None(function);
        SlotAssignment assignment = SlotAllocator.Allocate(function, _liveness, _layout, sharedWith, _constants.NeverMaterialised, _constants.AtEntry, _hasResidents ? forms : [], reserved);
        _slots = assignment.Slots;
        _frameSize = assignment.FrameSize;
        _refLimit = assignment.RefLimit;
    }

    /// <summary>Emits a function for execution in a context.</summary>
    public static BytecodeFunction Emit(IrFunction function, ExecutionContext context)
    {
        var emitter = new Emitter(function, context, far: false);
        emitter.Run();
        if (emitter._tooFar)
        {
            emitter = new Emitter(function, context, far: true);
            emitter.Run();
        }
        BytecodeTables tables = emitter._tables;
        tables.FrameSize = emitter._frameSize;
        tables.SlotOf = emitter._slots;
        tables.SelfSlot = emitter._selfSlot;
        tables.EntryConstants = emitter._constants.EntryInstructions;
        foreach (LoopState loop in tables.Loops)
            loop.Number = context.LoopCount++;
        return new BytecodeFunction(function, [.. emitter._code], tables);
    }

    private void Run()
    {
        foreach (Instruction constant in _constants.EntryInstructions)
        {
            Mark(constant);
            EmitConstant(constant);
        }
        foreach (Block block in _layout)
        {
            int start = _code.Count;
            EmitBlock(block);
            if (Cfg.ActiveHandler(block) is { } handler && _code.Count > start)
                _ranges.Add(new ProtectedCode(start, _code.Count, handler));
        }
        Patch();
        foreach ((int start, int end, Block handler) in _ranges)
            _tables.Handlers.Add(new HandlerRange(start, end, _tables.BlockPcs[handler]));
    }

    private void EmitBlock(Block block)
    {
        if (_loops.TryGetValue(block, out LoopState? loop))
        {
            _entries.Add(block, _code.Count);
            MarkAs(block.Code[0]);
            Add(Opcode.LoopEntry, 0, 0, 0);
            loop.EntryWord = _code.Count;
            _code.Add(Words.MakeLoop(1, loop.Index, 0));
        }
        _tables.BlockPcs.Add(block, _code.Count);
        _firstPc = -2;
        List<Instruction> code = block.Code;
        for (int i = 0; i < code.Count; i++)
        {
            Instruction instruction = code[i];
            if (_isFusing && i >= code.Count - 3 && TryEmitGroup(block, i))
                return;
            if (_isFusing && i < code.Count - 1 && TryEmitMultiplyAdd(instruction, code[i + 1]))
            {
                i++;
                continue;
            }
            _place = i;
            Mark(instruction);
            if (instruction.IsTerminator)
                EmitTerminator(block, instruction);
            else
                EmitInstruction(block, instruction);
        }
    }

    /// <summary>The loops of the bytecode are the natural loops, in the order of their descriptors; valid IR has no other cycles.</summary>
    private void FindLoops(LoopCanonicalForm[] forms)
    {
        foreach (LoopCanonicalForm form in forms)
        {
            var loop = new LoopState(_tables.Loops.Count, form, _hasResidents, _context.LoopThreshold);
            _loops.Add(form.Header, loop);
            _tables.Loops.Add(loop);
        }
        // Loop words number loops in 16 bits.
        if (_loops.Count > ushort.MaxValue)
            throw Errors.Raise.OutOfMemory();
    }

    /// <summary>
    /// Does a jump lead to the header of a loop around it? Other jumps backwards in layout order, as from a handler, which is laid out last, to the rest of the round, need no counter: every cycle has a jump to a header.
    /// </summary>
    private bool IsBackedge(Block from, Block to)
    {
        int target = _forest.Cfg.IndexOf(to);
        return _forest.InnermostLoop(target) is { } loop && loop.Header == target && _forest.Contains(loop, _forest.Cfg.IndexOf(from));
    }

    private bool BecomesBackedge(Block block, Instruction branch) =>
        IsBackedge(block, branch.Targets![0]) || IsBackedge(block, branch.Targets[1]) || (_isFusing && TestAndStepOf(block) is not null);

    private int[] CountUses()
    {
        int[] uses = new int[_function.Registers.Count];
        foreach (Block block in _layout)
        {
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                    uses[register]++;
            }
        }
        return uses;
    }

    private bool Uses(IrOp op)
    {
        foreach (Block block in _layout)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op == op)
                    return true;
            }
        }
        return false;
    }

    /// <summary>Is there a call whose result nobody takes, or a dynamic call, whose callee must be remembered until it returns?</summary>
    private bool NeedsScratch()
    {
        foreach (Block block in _layout)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.DynCall or IrOp.DynMethod || (instruction.Op is IrOp.Call or IrOp.CallClosure && instruction.Dest < 0))
                    return true;
            }
        }
        return false;
    }

    private void Mark(Instruction instruction)
    {
        _tables.ResumePoints[instruction] = new ResumePoint(_code.Count, instruction);
        MarkAs(instruction);
    }

    /// <summary>What follows belongs to an instruction.</summary>
    private void MarkAs(Instruction instruction)
    {
        List<int> pcs = _tables.StartPcs;
        if (pcs.Count > 0 && pcs[^1] == _code.Count)
        {
            _tables.StartInstructions[^1] = instruction;
            return;
        }
        pcs.Add(_code.Count);
        _tables.StartInstructions.Add(instruction);
    }

    private int Slot(int register)
    {
        int slot = _slots[register];
        return slot >= 0 ? slot : throw new InvalidOperationException($"register {register} of {_function.Name} has no slot");
    }

    private int SlotOrNone(int register) => register < 0 ? Words.NoSlot : Slot(register);

    private void Add(Opcode opcode, int a, int b, int c) => _code.Add(Words.Make(opcode, a, b, c));

    private void AddWide(Opcode opcode, int a, int wide) => _code.Add(Words.MakeWide(opcode, a, wide));

    /// <summary>Fills in the offsets of jumps. A jump to a loop header from outside enters at the loop's entry instruction.</summary>
    private void Patch()
    {
        foreach ((int word, bool isWide, Block target, bool isBackedge) in _fixups)
        {
            int offset = (!isBackedge && _entries.TryGetValue(target, out int entry) ? entry : _tables.BlockPcs[target]) - (word + 1);
            SetOffset(word, isWide, offset);
        }
    }

    private void SetOffset(int word, bool isWide, int offset)
    {
        if (isWide)
        {
            _code[word] = (_code[word] & uint.MaxValue) | ((ulong)(uint)offset << 32);
            return;
        }
        _tooFar |= offset != (short)offset;
        _code[word] = (_code[word] & 0xFFFF_FFFF_FFFF) | ((ulong)(ushort)offset << 48);
    }

    /// <summary>A jump whose offset is still to be filled in.</summary>
    private sealed record Fixup(int Word, bool IsWide, Block Target, bool IsBackedge = false);

    /// <summary>Code of a block inside a <c>try</c>.</summary>
    private sealed record ProtectedCode(int Start, int End, Block Handler);
}
