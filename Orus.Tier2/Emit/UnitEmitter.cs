using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// Translates the blocks of a <see cref="UnitPlan"/> to IL. Virtual registers become IL locals (an <c>any</c> becomes two); a failing check branches to a stub at the end
/// of the method that writes back the live registers and leaves (rule: no call inside or rejoining a hot loop). The two kinds of unit differ
/// only in how they are entered and left, which is <see cref="UnitFrame"/>'s business.
/// </summary>
internal sealed partial class UnitEmitter
{
    private readonly IlWriter _il;
    private readonly UnitPlan _plan;
    private readonly UnitFrame _frame;
    private readonly LocalBuilder?[] _values;
    private readonly LocalBuilder?[] _tags;
    private readonly ExitTable _exits;

    // By the index of the block; the first for each copy of it.
    private readonly Label[]?[] _blockLabels;
    private readonly Label?[] _preheaderLabels;
    private readonly Label?[] _pollLabels;
    private readonly Label?[] _checkedPollLabels;

    private readonly Dictionary<ExitKey, PendingExit> _exitOf = [];
    private readonly List<PendingExit> _pendingExits = [];

    /// <summary>The instruction that the activation's position slot names on every path to here, or null.</summary>
    private Instruction? _named;

    private Block? _currentBlock;

    /// <summary>Which copy of the current block is emitted; see <see cref="RoundCopies"/> and, for the last, <see cref="LoopVersions"/>.</summary>
    private int _currentCopy;

    /// <summary>Where the code of the next block, or copy of one, begins, if nothing stands before it.</summary>
    private Label? _nextLabel;

    /// <summary>An exit that is to be emitted behind all blocks.</summary>
    private sealed class PendingExit(ExitKey key, Label label)
    {
        public ExitKey Key => key;

        public Label Label => label;

        /// <summary>What is known of dynamic registers wherever the exit is taken; null if there are none.</summary>
        public ValueState? Known { get; set; }
    }

    private UnitEmitter(IlWriter il, UnitPlan plan, UnitFrame frame, ExitTable exits)
    {
        _il = il;
        _plan = plan;
        _frame = frame;
        _exits = exits;
        int blocks = plan.Analysis.Cfg.Blocks.Length;
        _blockLabels = new Label[]?[blocks];
        _preheaderLabels = new Label?[blocks];
        _pollLabels = new Label?[blocks];
        _checkedPollLabels = new Label?[blocks];
        _hoisted = new HoistedArray[plan.HoistCount];
        _values = new LocalBuilder?[plan.Function.Registers.Count];
        _tags = new LocalBuilder?[plan.Function.Registers.Count];
        _reals = new LocalBuilder?[plan.Function.Registers.Count];
        _ints = new LocalBuilder?[plan.Function.Registers.Count];
        _known = plan.Types.Unknown();
        _counts = plan.Counts;
        _counters = CounterLocals();
    }

    /// <summary>Emits the whole method. Throws <see cref="RefusedException"/> for what Tier 2 does not compile.</summary>
    public static void Emit(IlWriter il, UnitPlan plan, UnitFrame frame, ExitTable exits)
    {
        var emitter = new UnitEmitter(il, plan, frame, exits);
        Label entry = il.Label();
        il.Branch(OpCodes.Br, entry);
        frame.Prepare(emitter);
        emitter.EmitBlocks();
        emitter.EmitLateStubs();
        il.Mark(entry);
        frame.EmitEntry(emitter);
        emitter.EmitCrossing(null, plan.Blocks[0]);
        il.Branch(OpCodes.Br, emitter.EdgeLabel(null, plan.Blocks[0]));
    }

    public IlWriter Il => _il;

    public UnitPlan Plan => _plan;

    // ---- registers -------------------------------------------------------------------------------------------------

    /// <summary>The IL type of a register's value local.</summary>
    public static Type IlType(IrType type) => type switch
    {
        IrType.I32 or IrType.U32 or IrType.Bool => typeof(int),
        IrType.I64 or IrType.U64 or IrType.Any => typeof(long),
        IrType.F64 => typeof(double),
        _ => typeof(object),
    };

    /// <summary>The local with a register's value: the number, the reference, or the bits of an <c>any</c>.</summary>
    public LocalBuilder Value(int register) => _values[register] ??= _il.Local(IlType(_plan.Function.TypeOf(register)));

    /// <summary>The local with the tag of an <c>any</c> register.</summary>
    public LocalBuilder Tag(int register) => _tags[register] ??= _il.Local(typeof(object));

    /// <summary>Pushes a scalar or reference register, or the bits of an <c>any</c>.</summary>
    public void Load(int register)
    {
        if (ConstantOf(register) is { } constant)
            LoadConstant(constant.Type, constant.Immediate);
        else if (_plan.Function.TypeOf(register) == IrType.Any)
            LoadDynamic(register);
        else
            _il.Load(Value(register));
    }

    /// <summary>Pushes the tag of an <c>any</c> register.</summary>
    public void LoadTag(int register)
    {
        if (KindsOf(register).ScalarType() is var known && known != IrType.None)
            LoadObject(TagOf(known));
        else
            _il.Load(Tag(register));
    }

    public void Store(int register)
    {
        if (_view != IrType.None && _plan.Function.TypeOf(register) == IrType.Any)
            StoreDynamic(register, _view);
        else
            _il.Store(Value(register));
    }

    public void LoadConstant(IrType type, long bits)
    {
        switch (IlType(type))
        {
            case var t when t == typeof(int):
                _il.Int((int)bits);
                break;
            case var t when t == typeof(double):
                _il.Double(BitConverter.Int64BitsToDouble(bits));
                break;
            default:
                _il.Long(bits);
                break;
        }
    }

    // ---- blocks ----------------------------------------------------------------------------------------------------

    private void EmitBlocks()
    {
        // All copies of a loop follow each other.
        var order = new List<Block>();
        var copies = new List<int>();
        foreach (Block block in _plan.Blocks)
        {
            if (_blockLabels[IndexOf(block)] is not null)
                continue;
            int count = _plan.CopiesOf(block);
            for (int copy = 0; copy < count; copy++)
            {
                foreach (Block each in count == 1 ? [block] : _plan.Blocks)
                {
                    if (!_plan.AreInOneLoop(block, each))
                        continue;
                    (_blockLabels[IndexOf(each)] ??= new Label[count])[copy] = _il.Label();
                    order.Add(each);
                    copies.Add(copy);
                }
            }
        }
        for (int i = 0; i < order.Count; i++)
        {
            _currentBlock = order[i];
            _currentCopy = copies[i];
            _nextLabel = i + 1 < order.Count && (copies[i + 1] > 0 || !_plan.HasHoists(order[i + 1])) ? LabelOf(order[i + 1], copies[i + 1]) : null;
            EmitBlock(_currentBlock);
        }
    }

    private void EmitBlock(Block block)
    {
        if (_currentCopy == 0 && _plan.HasHoists(block))
            EmitHoistsOf(block);
        _il.Mark(LabelOf(block, _currentCopy));
        _named = _plan.PresetSite(block);
        EnterState(block);
        // The guard of the backedge, whose code only the last copy has.
        if (_currentCopy > 0 && _currentCopy < _plan.RoundsOf(block) && _plan.IsLoopHeader(block))
            EmitForcedExit(ExitKey.AtBlock(block, ExitReason.Forced));
        CountBlock(block);
        foreach (Instruction instruction in block.Code)
        {
            _il.At(instruction.Span);
            NoteSpecialised(instruction);
            EmitForcedExit(instruction);
            EmitInstruction(instruction);
            AdvanceState(instruction);
            NoteInPlace(instruction);
        }
    }

    /// <summary>Where a jump from a block of the unit (or from its entry, null) to another block goes.</summary>
    private Label EdgeLabel(Block? from, Block to) => from is not null && IsCountedEdge(from, to) ? CountedEdgeLabel(from, to) : PlainEdgeLabel(from, to);

    private Label PlainEdgeLabel(Block? from, Block to)
    {
        if (!_plan.Contains(to))
            return ExitLabel(ExitKey.AtBlock(to, ExitReason.LoopExit));
        bool isNextRound = from is not null && _plan.IsBackEdge(from, to);
        int rounds = _plan.RoundsOf(to);
        if (isNextRound && _currentCopy + 1 < rounds)
            return LabelOf(to, _currentCopy + 1);
        if (isNextRound)
            return (_currentCopy < rounds ? _pollLabels : _checkedPollLabels)[IndexOf(to)] ??= _il.Label();
        if (_plan.HasHoists(to))
            return PreheaderLabel(to);
        return LabelOf(to, from is not null && _plan.AreInOneLoop(from, to) ? _currentCopy : 0);
    }

    private Label LabelOf(Block block, int copy) => _blockLabels[IndexOf(block)]![copy];

    private Label PreheaderLabel(Block header) => _preheaderLabels[IndexOf(header)] ??= _il.Label();

    private int IndexOf(Block block) => _plan.Analysis.Cfg.IndexOf(block);

    private void EmitJump(Block to)
    {
        Label target = PlainEdgeLabel(_currentBlock, to);
        if (_currentBlock is { } from && IsCountedEdge(from, to))
            CountEdge(from, to);
        if (target != _nextLabel)
            _il.Branch(OpCodes.Br, target);
    }

    private void EmitLateStubs()
    {
        if (_countedEdges is not null)
            EmitCountedEdges();
        foreach (Block block in _plan.Blocks)
        {
            if (_pollLabels[IndexOf(block)] is { } poll)
                EmitPoll(block, poll, LabelOf(block, 0));
            if (_checkedPollLabels[IndexOf(block)] is { } checkedPoll)
                EmitPoll(block, checkedPoll, _blockLabels[IndexOf(block)]![^1]);
        }
        // A stub may ask for another exit while it is emitted, so this is not a foreach.
        for (int i = 0; i < _pendingExits.Count; i++)
        {
            PendingExit pending = _pendingExits[i];
            ExitDescriptor exit = _exits.Add(pending.Key, _plan);
            _il.At(exit.Span);
            _il.Mark(pending.Label);
            _known = pending.Known ?? _known;
            CountExit(pending.Key, exit);
            _frame.EmitExit(this, exit);
        }
        _frame.EmitEnd(this);
        if (_nested is not null)
            EmitNestedStubs();
    }

    /// <summary>The end of a backedge: looks at the interrupt flag.</summary>
    private void EmitPoll(Block header, Label poll, Label next)
    {
        _il.At(header.Code[0].Span);
        _il.Mark(poll);
        _known = _plan.Types.AtStart(header);
        EmitInterruptTest(ExitLabel(ExitKey.AtBlock(header, ExitReason.Interrupt)));
        EmitForcedExit(ExitKey.AtBlock(header, ExitReason.Forced));
        _il.Branch(OpCodes.Br, next);
    }

    /// <summary>Goes to a label if somebody wants the interpreter to look up.</summary>
    private void EmitInterruptTest(Label interrupted)
    {
        _il.LoadArgument(_frame.ContextArgument);
        _il.Op(OpCodes.Volatile);
        _il.Field(OpCodes.Ldfld, RuntimeFields.Interrupt);
        _il.Branch(OpCodes.Brtrue, interrupted);
    }

    // ---- exits -----------------------------------------------------------------------------------------------------

    public Label ExitLabel(ExitKey key)
    {
        if (_frame.IsInlined)
            return _frame.Leave(key.Reason);
        if (!_exitOf.TryGetValue(key, out PendingExit? exit))
        {
            exit = new PendingExit(key, _il.Label());
            _exitOf.Add(key, exit);
            _pendingExits.Add(exit);
        }
        NoteExit(exit);
        return exit.Label;
    }

    /// <summary>The exit taken when a check of an instruction fails: the interpreter executes the instruction again.</summary>
    public Label Failure(Instruction instruction, ExitReason reason) =>
        ExitLabel(ExitKey.AtInstruction(_plan.Code.ResumeOf(_origin ?? instruction).First!, reason));

    /// <summary>
    /// Makes the activation's position slot name this instruction, because it may leave compiled code by an exception (an <c>add.ovf</c>, a call, a raising helper).
    /// </summary>
    private void StorePosition(Instruction instruction)
    {
        instruction = _origin ?? instruction;
        if (instruction == _named)
            return;
        EmitSite(_plan.SiteOf(instruction), instruction.Span);
        _named = instruction;
    }

    private void EmitSite(int site, SourceSpan span)
    {
        _frame.LoadSlotPointer(this);
        _il.Int(site);
        _il.Op(OpCodes.Stind_I4);
        _il.Map?.Sites.TryAdd(site, span);
    }
}
