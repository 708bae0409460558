using System.Collections.Generic;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Switches;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Planning;

/// <summary>How a signed operation that overflows leaves compiled code; see docs/ARCHITECTURE.md.</summary>
internal enum OverflowMode : byte
{
    /// <summary>Explicit test and side exit.</summary>
    Explicit,
    /// <summary>Checked instruction; the position slot names it. The locals are dead when the exception leaves.</summary>
    Positioned,
    /// <summary>Checked instruction; the unit or the loop around it has no effects, and the interpreter runs it again from its start.</summary>
    Restart,
}

/// <summary>The analyses of one function that planning needs; made once per compilation.</summary>
internal sealed class FunctionAnalysis
{
    private readonly Instruction?[] _constants;
    private readonly Instruction?[] _boxes;

    public FunctionAnalysis(IrFunction function)
    {
        Function = function;
        Cfg = new Cfg(function);
        Dominators = new Dominators(Cfg);
        Loops = new LoopForest(Cfg, Dominators);
        Liveness = new Liveness(Cfg);
        _constants = new Instruction?[function.Registers.Count];
        _boxes = new Instruction?[function.Registers.Count];
        foreach (Block block in Cfg.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest < 0 || function.Registers[instruction.Dest].IsVariable)
                    continue;
                if (instruction.Op == IrOp.Const && instruction.Type is not (IrType.Ref or IrType.Any))
                    _constants[instruction.Dest] = instruction;
                else if (instruction.Op == IrOp.Box)
                    _boxes[instruction.Dest] = instruction;
            }
        }
    }

    public IrFunction Function { get; }

    public Cfg Cfg { get; }

    public Dominators Dominators { get; }

    public LoopForest Loops { get; }

    public Liveness Liveness { get; }

    /// <summary>The instruction that defines a temporary as a scalar constant, or null.</summary>
    public Instruction? ConstantOf(int register) => _constants[register];

    public Instruction? BoxedConstant(int register) => _boxes[register] is { } box ? _constants[box.A] : null;

    public Definitions Definitions => field ??= new Definitions(Function);

    /// <summary>The conversion to f64 that defines a temporary from another temporary, an integer, or null. The integer's value is that of the conversion wherever the result is.</summary>
    public Instruction? ConversionOf(int register) =>
        !Function.Registers[register].IsVariable && Definitions.Of(register) is { Op: IrOp.Convert, Type: IrType.F64 } conversion && conversion.From.IsInteger() && !Function.Registers[conversion.A].IsVariable
            ? conversion
            : null;
}

/// <summary>An array whose storage is looked up before a loop that keeps it.</summary>
/// <param name="Number">From 0 in the unit.</param>
/// <param name="Register">The register of the array.</param>
/// <param name="Element">The type of its elements.</param>
internal sealed record Hoist(int Number, int Register, IrType Element);

/// <summary>
/// What one unit of compilation consists of, and every decision that the emitter follows. What belongs to blocks stands in arrays, by the index of the block, and other collections are made when their first element comes:
/// each kind of dictionary has a dozen types, which the first unit of a process would have to load.
/// </summary>
internal sealed class UnitPlan
{
    private readonly FunctionAnalysis _analysis;
    private readonly BitSet _contains;
    private readonly BitSet _defined;
    private List<Hoist>?[]? _hoists;
    private Instruction?[]? _presetSites;
    private VectorLoop?[]? _vectorLoops;
    private ElementwiseLoop?[]? _elementwiseLoops;
    private LoopCanonicalForm?[]? _forms;
    private readonly bool _restart;
    private readonly RoundCopies? _rounds;
    private readonly LoopTrace? _trace;

    /// <summary>Plans a loop nest (<paramref name="loop"/>) or a whole function (null).</summary>
    /// <param name="analysis">The function.</param>
    /// <param name="runtime">Its table slot, with the bytecode for slots and resume points.</param>
    /// <param name="loop">The loop to compile with all loops inside it.</param>
    /// <param name="explicitOverflow">Compile for the run after an overflow: no restart.</param>
    /// <param name="services">What is shared by all units of an engine.</param>
    /// <param name="trace">What was seen of the loop; null to assume nothing.</param>
    public UnitPlan(FunctionAnalysis analysis, RuntimeFunction runtime, Loop? loop, bool explicitOverflow, UnitServices services, LoopTrace? trace = null)
        : this(analysis, runtime, loop, explicitOverflow, services, trace, [runtime], null)
    {
    }

    /// <summary>Plans the body of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="caller">The unit that it is in.</param>
    /// <param name="kinds">The kinds of the arguments, by parameter register.</param>
    public UnitPlan(InlinedCall call, UnitPlan caller, Dictionary<int, KindSet> kinds)
        : this(call.Analysis, call.Callee, null, true, caller.Services, caller._trace, caller.Inlines.ChainWith(call.Callee), kinds)
    {
    }

    private UnitPlan(FunctionAnalysis analysis, RuntimeFunction runtime, Loop? loop, bool explicitOverflow, UnitServices services, LoopTrace? trace, RuntimeFunction[] chain, Dictionary<int, KindSet>? parameterKinds)
    {
        _trace = trace;
        _analysis = analysis;
        Runtime = runtime;
        Code = runtime.Code!;
        Loop = loop;
        Services = services;
        // A body that is inlined is no unit of its own; it cannot be left in its middle, where it may have had its effects.
        if (parameterKinds is null)
        {
            Number = services.Controller.NextUnit();
            Forcing = services.Controller.ForcingOf(Number);
        }
        ReturnsErrors = services.Controller.ReturnsErrors;
        Cfg cfg = analysis.Cfg;
        _contains = new BitSet(cfg.Blocks.Length);
        _defined = new BitSet(Function.Registers.Count);
        // Reverse postorder: the header (or entry) comes first.
        for (int i = 0; i < cfg.Blocks.Length; i++)
        {
            if (loop is null || analysis.Loops.Contains(loop, i))
            {
                _contains.Add(i);
                Blocks.Add(cfg.Blocks[i]);
            }
        }
        // The frame that an exit of a function opens knows nothing yet, not even the arguments.
        if (loop is null)
        {
            foreach (int parameter in Function.Parameters)
                _defined.Add(parameter);
        }
        bool hasEffects = false;
        foreach (Block block in Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest >= 0)
                    _defined.Add(instruction.Dest);
                hasEffects |= UnitOperations.HasEffects(instruction);
            }
        }
        _restart = loop is not null && !hasEffects && !explicitOverflow;
        Checkpoints = loop is not null && hasEffects && !explicitOverflow ? new Checkpoints(this) : null;
        Specialization = new Specialization(this, trace, parameterKinds);
        FindHoists();
        FindVectorLoops();
        FindPresetSites();
        if (services.Controller.Switches.IsOn(Switch.Versions))
            Versions = new LoopVersions(this);
        if (services.Controller.Switches.IsOn(Switch.RoundCopies))
            _rounds = new RoundCopies(this);
        Inlines = new CallInlining(this, trace, chain);
        Types = new TypeFlow(this, Specialization);
        Characters = new CharacterTests(this);
        Counts = services.Context.CountsExecutions && parameterKinds is null ? new CountPlan(this) : null;
    }

    /// <summary>Where the unit counts what it executes; null if nobody asked.</summary>
    public CountPlan? Counts { get; }

    public IrFunction Function => _analysis.Function;

    public FunctionAnalysis Analysis => _analysis;

    public RuntimeFunction Runtime { get; }

    public BytecodeFunction Code { get; }

    public Loop? Loop { get; }

    public UnitServices Services { get; }

    /// <summary>Errors in this unit, and of the compiled functions it calls, are left pending for the caller to look at; otherwise they are thrown.</summary>
    public bool ReturnsErrors { get; }

    public LayoutTable Layouts => Services.Layouts;

    /// <summary>What the code assumes about dynamic values.</summary>
    public Specialization Specialization { get; }

    /// <summary>The calls that are replaced by the bodies of their callees.</summary>
    public CallInlining Inlines { get; }

    /// <summary>Comparisons of single characters.</summary>
    public CharacterTests Characters { get; }

    /// <summary>The kinds of dynamic values at each point.</summary>
    public TypeFlow Types { get; }

    /// <summary>Its place in the order of compiling.</summary>
    public int Number { get; }

    /// <summary>What makes guards fail on demand; null without such a demand.</summary>
    public UnitForcing? Forcing { get; }

    /// <summary>The unit's blocks; the first is where it begins.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>Loops inside the unit that are run again after an overflow.</summary>
    private Checkpoints? Checkpoints { get; }

    /// <summary>The checkpoint before a loop, or null.</summary>
    public Checkpoint? CheckpointAt(Block header) => Checkpoints?.At(header);

    /// <summary>Some operation leaves by an exception after which the interpreter goes on.</summary>
    public bool MayRestart => Checkpoints is { Exist: true } || (_restart && Blocks.Exists(block => OverflowModeOf(block) == OverflowMode.Restart && block.Code.Exists(UnitOperations.IsCheckedArithmetic)));

    /// <summary>Where the interpreter goes on after an overflow while the unit's position slot held a number; -1 if the error is to be raised.</summary>
    /// <param name="site">The number.</param>
    /// <param name="headerPc">Where the unit begins: it restarts there if it has no effects.</param>
    public int ResumeAfterOverflow(int site, int headerPc) => _restart ? headerPc : Checkpoints?.ResumePc(site) ?? -1;

    public bool Contains(Block block) => IndexOf(block) is var index and >= 0 && _contains[index];

    public bool IsBackEdge(Block from, Block to)
    {
        int target = IndexOf(to);
        return _analysis.Loops.InnermostLoop(target) is { } loop && loop.Header == target && _analysis.Loops.Contains(loop, IndexOf(from));
    }

    /// <summary>The index of the loop around the unit's that begins with a block, or -1.</summary>
    public int LoopAround(Block block)
    {
        if (Loop is null || !IsLoopHeader(block) || !_analysis.Loops.Contains(InnermostLoop(block)!, Loop.Header))
            return -1;
        foreach (LoopState loop in Code.Loops)
        {
            if (loop.Header == block)
                return loop.Index;
        }
        return -1;
    }

    /// <summary>Is a register assigned anywhere in the unit? Others still have their entry value, which is the interpreter's.</summary>
    public bool IsDefined(int register) => _defined[register];

    public Instruction? ConstantOf(int register) => _analysis.ConstantOf(register);

    /// <summary>The conversion in this unit that makes an f64 temporary of an integer, or null. Outside the unit the integer may be dead, and so unknown here.</summary>
    public Instruction? ConversionOf(int register) => IsDefined(register) ? _analysis.ConversionOf(register) : null;

    /// <summary>The scalar constant that a temporary of type any holds, or null.</summary>
    public Instruction? BoxedConstant(int register) => _analysis.BoxedConstant(register);

    /// <summary>Where the program's constant pool holds an object.</summary>
    public int PoolIndexOf(object constant) => Services.Context.PoolIndexOf(constant);

    public RegisterSet LiveIn(Block block) => _analysis.Liveness.LiveIn(IndexOf(block));

    public BitSet LiveBefore(Instruction instruction) => _analysis.Liveness.LiveAt(BlockOf(instruction), instruction);

    /// <summary>How a failing signed operation in a block leaves the unit.</summary>
    public OverflowMode OverflowModeOf(Block block)
    {
        // A handler inside the unit is reached through an exit every time; re-running for each would be absurd.
        if ((_restart || Checkpoints?.Covers(block) == true) && (block.Handler is null || !Contains(block.Handler)))
            return OverflowMode.Restart;
        return block.Handler is null && !ReturnsErrors ? OverflowMode.Positioned : OverflowMode.Explicit;
    }

    /// <summary>The number of an instruction in the engine's site table.</summary>
    public int SiteOf(Instruction instruction)
    {
        _sites ??= [];
        if (!_sites.TryGetValue(instruction, out int site))
            _sites.Add(instruction, site = Services.Context.AddSite(Runtime, instruction));
        return site;
    }

    private Dictionary<Instruction, int>? _sites;

    /// <summary>Is a register proved to hold no negative number wherever it is used?</summary>
    public bool IsNonNegative(int register) => ConstantOf(register) is { Immediate: >= 0 };

    /// <summary>Is a division in a block made as one of doubles?</summary>
    public bool DividesAsDouble(Instruction division, Block block) =>
        OverlappingDivisions.Pay && Services.Controller.Switches.IsOn(Switch.FloatDivision)
        && InnermostLoop(block) is { } loop && InUnit(loop) && OverlappingDivisions.Includes(division, loop, _analysis);

    /// <summary>What stands for a remainder in a block that is only compared with zero; null if there is nothing better than the remainder.</summary>
    public DivisibilityTest? DivisibilityOf(Instruction remainder, Block block) => Services.Controller.Switches.IsOn(Switch.Strength) ? DivisibilityTest.For(remainder, block, _analysis) : null;

    /// <summary>Loops that leave checks to a test in their preheader; null if they are switched off.</summary>
    public LoopVersions? Versions { get; }

    /// <summary>How many times the code of a block is emitted: for the rounds of its loop, then perhaps once more, with all checks.</summary>
    public int CopiesOf(Block block) => RoundsOf(block) + (IsVersioned(block) ? 1 : 0);

    /// <summary>How many rounds the code of a block's loop makes before its backedge.</summary>
    public int RoundsOf(Block block) => _rounds is not null && InnermostLoop(block) is { } loop && InUnit(loop) ? _rounds.Of(loop) : 1;

    private bool IsVersioned(Block block) => Versions is not null && InnermostLoop(block) is { } loop && Versions.At(_analysis.Cfg.Blocks[loop.Header]) is not null;

    /// <summary>Are two blocks of the unit in the same innermost loop, or both in none?</summary>
    public bool AreInOneLoop(Block left, Block right) => InnermostLoop(left) == InnermostLoop(right);

    // ---- loop-invariant array storage ------------------------------------------------------------------------------

    public bool HasHoists(Block header) => HoistsOf(header) is not null || CheckpointAt(header) is not null || VectorLoopAt(header) is not null || ElementwiseLoopAt(header) is not null || Versions?.At(header) is not null || (PresetSite(header) is not null && IsLoopHeader(header));

    /// <summary>The arrays whose storage is looked up before the loop at a header; null if there are none.</summary>
    public List<Hoist>? HoistsOf(Block header) => _hoists?[IndexOf(header)];

    /// <summary>How many there are in the unit.</summary>
    public int HoistCount { get; private set; }

    /// <summary>The hoisted storage of an array for uses in a block, or null.</summary>
    public Hoist? HoistFor(Block block, int register)
    {
        for (Loop? loop = InnermostLoop(block); _hoists is not null && loop is not null && InUnit(loop); loop = loop.Parent)
        {
            if (HoistAt(loop, register) is { } hoist)
                return hoist;
        }
        return null;
    }

    private Hoist? HoistAt(Loop loop, int register)
    {
        if (_hoists?[loop.Header] is not { } hoists)
            return null;
        foreach (Hoist hoist in hoists)
        {
            if (hoist.Register == register)
                return hoist;
        }
        return null;
    }

    private int BlockCount => _analysis.Cfg.Blocks.Length;

    private int IndexOf(Block block) => _analysis.Cfg.IndexOf(block);

    private Loop? InnermostLoop(Block block) => _analysis.Loops.InnermostLoop(IndexOf(block));

    private bool InUnit(Loop loop) => _contains[loop.Header];

    public bool IsLoopHeader(Block block) => InnermostLoop(block) is { } loop && loop.Header == IndexOf(block);

    /// <summary>For every array that a loop reads or writes: hoist out of the outermost loop of the unit that neither assigns its register nor changes lengths.</summary>
    private void FindHoists()
    {
        foreach (Block block in Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                IrType element = StorageUsedBy(instruction);
                if (element == IrType.None)
                    continue;
                Loop? best = null;
                for (Loop? loop = InnermostLoop(block); loop is not null && InUnit(loop) && KeepsStorage(loop, instruction.A); loop = loop.Parent)
                    best = loop;
                if (best is not null)
                    AddHoist(best, instruction.A, element);
            }
        }
    }

    /// <summary>The element type of the array that an instruction reads or writes an element of; None if it does not, or if the array's type may vary.</summary>
    private IrType StorageUsedBy(Instruction instruction) => instruction.Op switch
    {
        IrOp.LoadElement or IrOp.StoreElement => instruction.Type,
        IrOp.DynIndex or IrOp.DynStoreIndex when Specialization.ArrayTypesOf(instruction) is [var type] && Specialization.EntryShapeOf(instruction.A) == type => IrTypes.Of(type.Element),
        _ => IrType.None,
    };

    private void AddHoist(Loop loop, int register, IrType element)
    {
        if (HoistAt(loop, register) is null)
            ((_hoists ??= new List<Hoist>?[BlockCount])[loop.Header] ??= []).Add(new Hoist(HoistCount++, register, element));
    }

    /// <summary>The kernel that runs ahead of a loop, or null.</summary>
    public VectorLoop? VectorLoopAt(Block header) => _vectorLoops?[IndexOf(header)];

    /// <summary>The loop at a header if it computes elements from elements, many at once; or null.</summary>
    public ElementwiseLoop? ElementwiseLoopAt(Block header) => _elementwiseLoops?[IndexOf(header)];

    private void FindVectorLoops()
    {
        if (HoistCount == 0 || !Services.Controller.Switches.IsOn(Switch.Vectors))
            return;
        foreach (Loop loop in _analysis.Loops.Loops)
        {
            if (InUnit(loop))
                FindVectorLoop(loop);
        }
    }

    private void FindVectorLoop(Loop loop)
    {
        if (VectorLoop.Of(this, loop) is { } combination && VectorKernels.AreAccelerated)
            (_vectorLoops ??= new VectorLoop?[BlockCount])[loop.Header] = combination;
        else if (ElementwiseLoop.Of(this, loop) is { } elementwise && VectorKernels.AreAccelerated)
            (_elementwiseLoops ??= new ElementwiseLoop?[BlockCount])[loop.Header] = elementwise;
    }

    /// <summary>The canonical form of the loop at a header, from the loop table of the bytecode.</summary>
    public LoopCanonicalForm FormOf(Block header)
    {
        if (_forms is null)
        {
            _forms = new LoopCanonicalForm?[BlockCount];
            foreach (LoopState loop in Code.Loops)
            {
                if (IndexOf(loop.Header) is var index and >= 0)
                    _forms[index] = loop.Form;
            }
        }
        return _forms[IndexOf(header)]!;
    }

    private bool KeepsStorage(Loop loop, int register)
    {
        LoopCanonicalForm form = FormOf(_analysis.Cfg.Blocks[loop.Header]);
        return (form.Effects & Effects.WritesLength) == 0 && !form.Writes(register);
    }

    // ---- positions -------------------------------------------------------------------------------------------------

    /// <summary>The instruction that the position slot is known to name at the start of a block, or null.</summary>
    public Instruction? PresetSite(Block block) => _presetSites?[IndexOf(block)];

    /// <summary>Is an addition tested by a comparison, so that it needs no position? With a constant operand that costs no more than the overflow flag.</summary>
    public bool IsComparedStep(Instruction instruction) => _comparedSteps?.Contains(instruction) == true;

    private HashSet<Instruction>? _comparedSteps;

    /// <summary>An innermost loop with one operation that needs a position stores it once, before the loop; additions of constants do without a position if that helps to come down to one.</summary>
    private void FindPresetSites()
    {
        foreach (Loop loop in _analysis.Loops.Loops)
        {
            if (InUnit(loop) && loop.Children.Count == 0)
                FindPresetSite(loop);
        }
    }

    private void FindPresetSite(Loop loop)
    {
        Instruction? only = null;
        var steps = new List<Instruction>();
        foreach (int index in loop.Blocks)
        {
            Block block = _analysis.Cfg.Blocks[index];
            foreach (Instruction instruction in block.Code)
            {
                bool arithmetic = UnitOperations.IsCheckedArithmetic(instruction) && OverflowModeOf(block) == OverflowMode.Positioned;
                if (!arithmetic && !UnitOperations.NeedsPosition(instruction))
                    continue;
                if (arithmetic && instruction.Op != IrOp.Mul && ConstantOf(instruction.B) is { } constant && CanCompareStep(constant))
                    steps.Add(instruction);
                else if (arithmetic && only is null)
                    only = instruction;
                else
                    return;
            }
        }
        if (only is null && steps.Count > 0)
        {
            only = steps[^1];
            steps.RemoveAt(steps.Count - 1);
        }
        if (only is null)
            return;
        if (steps.Count > 0)
            (_comparedSteps ??= []).UnionWith(steps);
        _presetSites ??= new Instruction?[BlockCount];
        foreach (int index in loop.Blocks)
            _presetSites[index] = only;
    }

    /// <summary>Has a sum with this constant overflowed exactly if it lies on the wrong side of the other operand? Not with MIN, whose negation does not exist.</summary>
    public static bool CanCompareStep(Instruction constant) => constant.Immediate != 0 && constant.Immediate != (constant.Type == IrType.I32 ? int.MinValue : long.MinValue);

    private Dictionary<Instruction, Block>? _blockOf;

    private Block BlockOf(Instruction instruction)
    {
        if (_blockOf is null)
        {
            _blockOf = [];
            foreach (Block block in Blocks)
            {
                foreach (Instruction each in block.Code)
                    _blockOf.Add(each, block);
            }
        }
        return _blockOf[instruction];
    }
}
