using System;
using System.Collections.Generic;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Planning;

/// <summary>A loop whose rounds are read off a counter that it has anyway: what it moved between entry and exit, summed over all entries, is the step times the number of increments.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Register">The counter.</param>
/// <param name="Step">What each round adds to it.</param>
/// <param name="Increment">The instruction that adds it.</param>
/// <param name="Block">Where that is.</param>
internal sealed record CountedLoop(Loop Loop, int Register, long Step, Instruction Increment, Block Block);

/// <summary>
/// Where a unit counts, for telemetry, and what follows from it. Only as many blocks count as are needed to know the others, because what flows into a block flows out of it, and what enters the unit leaves it by exits,
/// which are counted anyway. Blocks that step a loop counter cost nothing. Activations that end by an exception are not counted.
/// </summary>
internal sealed class CountPlan
{
    /// <summary>With more counters than this, storing them at every exit would take more room than counting in memory.</summary>
    private const int MostLocals = 24;

    private readonly UnitPlan _plan;
    private readonly List<Block> _blocks;
    private readonly Dictionary<Block, int> _indices = [];
    private readonly List<Block> _targets = [];
    private readonly int[] _parents;
    private readonly List<int> _measured = [];
    private readonly List<(ExitDescriptor Exit, ExitKey Key)> _exits = [];
    private readonly long[] _values;

    public CountPlan(UnitPlan plan)
    {
        _plan = plan;
        _blocks = plan.Blocks;
        for (int i = 0; i < _blocks.Count; i++)
            _indices.Add(_blocks[i], i);
        foreach (Block block in _blocks)
        {
            foreach (Block target in block.Terminator.Targets ?? [])
            {
                if (!_indices.ContainsKey(target) && !_targets.Contains(target))
                    _targets.Add(target);
            }
        }
        _parents = new int[Target(_targets.Count)];
        CountedLoop?[] stepOf = FindCounters();
        Choose(stepOf);
        List<CountedLoop> loops = _measured.FindAll(block => stepOf[block] is not null).ConvertAll(block => stepOf[block]!);
        UsesLocals = _measured.Count <= MostLocals;
        Loops = UsesLocals ? loops : [];
        _values = GC.AllocateArray<long>(Math.Max(_measured.Count, 1), pinned: true);
    }

    /// <summary>There are counters in locals.</summary>
    public bool UsesLocals { get; }

    /// <summary>
    /// Is a counter kept in a local, which is stored when the loop nest is left? Those of innermost loops are: elsewhere a register is worth more than the store.
    /// </summary>
    public bool IsLocal(int counter) => UsesLocals && LoopOf(BlockAt(counter)) is { Children.Count: 0 };

    /// <summary>Loops that are counted by their own counters.</summary>
    public IReadOnlyList<CountedLoop> Loops { get; }

    /// <summary>Type tests of these were settled at the entry of the unit.</summary>
    public HashSet<Instruction> Specialised { get; } = [];

    /// <summary>Dynamic operations for which the run time is never called.</summary>
    public HashSet<Instruction> InPlace { get; } = [];

    public int Count => _measured.Count;

    public Block BlockAt(int counter) => _blocks[_measured[counter]];

    /// <summary>Address of a counter, on the pinned heap.</summary>
    public unsafe long AddressOf(int counter)
    {
        fixed (long* value = &_values[counter])
            return (long)value;
    }

    /// <summary>The counter of a block, or -1 if it has none.</summary>
    public int CounterOf(Block block) => _measured.IndexOf(_indices[block]);

    public bool IsIn(Loop loop, Block? block) => block is not null && _indices.ContainsKey(block) && _plan.Analysis.Loops.Contains(loop, _plan.Analysis.Cfg.IndexOf(block));

    /// <summary>The outermost loop of the unit around a block, or null.</summary>
    public Loop? NestOf(Block block)
    {
        Loop? nest = LoopOf(block);
        while (nest?.Parent is { } outer && InUnit(outer))
            nest = outer;
        return nest;
    }

    /// <summary>The innermost loop of the unit around a block, or null.</summary>
    private Loop? LoopOf(Block block) => _plan.Analysis.Loops.InnermostLoop(_plan.Analysis.Cfg.IndexOf(block)) is { } loop && InUnit(loop) ? loop : null;

    private bool InUnit(Loop loop) => _indices.ContainsKey(_plan.Analysis.Cfg.Blocks[loop.Header]);

    public void Add(ExitDescriptor exit, ExitKey key) => _exits.Add((exit, key));

    /// <summary>Executions of all blocks, from the counters and the exits taken.</summary>
    public IReadOnlyList<(Block Block, long Count)> Solve()
    {
        int blocks = _blocks.Count;
        int outside = Root(Outside);
        int entry = Root(Start(0));
        bool isEntryKnown = entry == outside;
        var counts = new long[blocks];
        var isKnown = new bool[blocks];
        // What goes into a node of the graph minus what goes out, as far as it is known.
        var surplus = new long[_parents.Length];
        foreach ((ExitDescriptor exit, ExitKey key) in _exits)
        {
            if (key.Instruction is { } instruction && BlockOf(instruction) is { } block)
                Leave(End(_indices[block]), exit.Count);
            else if (key is { Block: { } header, Reason: ExitReason.Interrupt or ExitReason.Forced })
                Leave(Start(_indices[header]), exit.Count);
            else if (key is { Block: { } target, Reason: ExitReason.LoopExit })
                Leave(Target(_targets.IndexOf(target)), exit.Count);
        }
        for (int i = 0; i < _measured.Count; i++)
            Know(_measured[i], MeasuredCount(i));
        var unknown = new int[_parents.Length];
        if (!isEntryKnown)
        {
            unknown[outside]++;
            unknown[entry]++;
        }
        for (int block = 0; block < blocks; block++)
        {
            if (isKnown[block])
                continue;
            unknown[Root(Start(block))]++;
            unknown[Root(End(block))]++;
        }
        for (bool progressed = true; progressed;)
        {
            progressed = false;
            if (!isEntryKnown && (unknown[outside] == 1 || unknown[entry] == 1))
            {
                isEntryKnown = progressed = true;
                long entries = unknown[outside] == 1 ? surplus[outside] : -surplus[entry];
                unknown[outside]--;
                unknown[entry]--;
                surplus[outside] -= entries;
                surplus[entry] += entries;
            }
            for (int block = 0; block < blocks; block++)
            {
                int start = Root(Start(block));
                int end = Root(End(block));
                if (isKnown[block] || (unknown[start] != 1 && unknown[end] != 1))
                    continue;
                unknown[start]--;
                unknown[end]--;
                Know(block, Math.Max(0, unknown[start] == 0 ? surplus[start] : -surplus[end]));
                progressed = true;
            }
        }
        var result = new List<(Block, long)>();
        for (int block = 0; block < blocks; block++)
            result.Add((_blocks[block], counts[block]));
        return result;

        void Leave(int node, long count)
        {
            surplus[Root(node)] -= count;
            surplus[outside] += count;
        }

        void Know(int block, long count)
        {
            isKnown[block] = true;
            counts[block] = count;
            surplus[Root(Start(block))] -= count;
            surplus[Root(End(block))] += count;
        }

        long MeasuredCount(int counter)
        {
            foreach (CountedLoop loop in Loops)
            {
                if (CounterOf(loop.Block) != counter)
                    continue;
                // Rounds that were left before the increment did not reach it.
                long left = 0;
                int increment = loop.Block.Code.IndexOf(loop.Increment);
                foreach ((ExitDescriptor exit, ExitKey key) in _exits)
                    left += key.Instruction is { } at && loop.Block.Code.IndexOf(at) is >= 0 and var index && index <= increment ? exit.Count : 0;
                return (_values[counter] / loop.Step) + left;
            }
            return _values[counter];
        }
    }

    public Block? BlockOf(Instruction instruction) => _blocks.Find(block => block.Code.Contains(instruction));

    private static int Start(int block) => 2 * block;

    private static int End(int block) => (2 * block) + 1;

    private int Outside => 2 * _blocks.Count;

    /// <summary>Where the unit is left for a block outside of it.</summary>
    private int Target(int index) => Outside + 1 + index;

    /// <summary>For each block the loop whose counter it steps, if it can be counted by that.</summary>
    private CountedLoop?[] FindCounters()
    {
        var stepOf = new CountedLoop?[_blocks.Count];
        foreach (LoopState state in _plan.Code.Loops)
        {
            LoopCanonicalForm form = state.Form;
            if (!_indices.ContainsKey(form.Header))
                continue;
            foreach (InductionVariable variable in form.InductionVariables)
            {
                if (variable.Step == 0 || BlockOf(variable.Increment) is not { } block || stepOf[_indices[block]] is not null)
                    continue;
                Loop loop = _plan.Analysis.Loops.InnermostLoop(_plan.Analysis.Cfg.IndexOf(form.Header))!;
                stepOf[_indices[block]] = new CountedLoop(loop, variable.Register, variable.Step, variable.Increment, block);
            }
        }
        FindAccumulators(stepOf);
        return stepOf;
    }

    /// <summary>Variables that a nest changes in one place only, and there by a constant, count the executions of that place.</summary>
    private void FindAccumulators(CountedLoop?[] stepOf)
    {
        var definitions = new Dictionary<(Loop, int), int>();
        foreach (Block block in _blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest >= 0 && NestOf(block) is { } nest)
                    definitions[(nest, instruction.Dest)] = definitions.GetValueOrDefault((nest, instruction.Dest)) + 1;
            }
        }
        for (int i = 0; i < _blocks.Count; i++)
        {
            if (stepOf[i] is not null || NestOf(_blocks[i]) is not { } nest)
                continue;
            foreach (Instruction instruction in _blocks[i].Code)
            {
                if (instruction is { Op: IrOp.Add, Type: IrType.I32 or IrType.I64 } && instruction.Dest == instruction.A && definitions[(nest, instruction.Dest)] == 1
                    && _plan.ConstantOf(instruction.B) is { Immediate: not 0 } step)
                {
                    stepOf[i] = new CountedLoop(nest, instruction.Dest, step.Immediate, instruction, _blocks[i]);
                    break;
                }
            }
        }
    }

    /// <summary>
    /// Joins the end of each block with the starts of those that may follow. In the graph that is left, whose edges are the blocks and the ways in and out, those of a spanning forest need no counter. The way in joins it
    /// first, because nothing counts there, then the blocks of deep loops, and last those that are counted for nothing. The ways out are known.
    /// </summary>
    private void Choose(CountedLoop?[] stepOf)
    {
        for (int i = 0; i < _parents.Length; i++)
            _parents[i] = i;
        foreach (Block block in _blocks)
        {
            Block[] targets = block.Terminator.Targets ?? [];
            if (targets.Length == 0)
                Join(End(_indices[block]), Outside);
            foreach (Block target in targets)
                Join(End(_indices[block]), _indices.TryGetValue(target, out int index) ? Start(index) : Target(_targets.IndexOf(target)));
        }
        int[] contracted = (int[])_parents.Clone();
        Join(Outside, Start(0));
        var order = new List<int>();
        for (int i = 0; i < _blocks.Count; i++)
            order.Add(i);
        order.Sort((left, right) => Cost(right) != Cost(left) ? Cost(right).CompareTo(Cost(left)) : left.CompareTo(right));
        foreach (int block in order)
        {
            if (!Join(Start(block), End(block)))
                _measured.Add(block);
        }
        contracted.CopyTo(_parents, 0);

        int Cost(int block) => stepOf[block] is not null ? -1 : _plan.Analysis.Loops.InnermostLoop(_plan.Analysis.Cfg.IndexOf(_blocks[block]))?.Depth ?? 0;
    }

    private bool Join(int left, int right)
    {
        left = Root(left);
        right = Root(right);
        _parents[left] = right;
        return left != right;
    }

    private int Root(int node)
    {
        while (_parents[node] != node)
            node = _parents[node];
        return node;
    }
}
