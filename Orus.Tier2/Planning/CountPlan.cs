using System;
using System.Collections.Generic;
using Orus.Front.Typed;
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
/// Where a unit counts, for telemetry, and what follows from it. Counted are blocks and edges, only as many as are needed to know the executions of all, and those that were executed least so far: what flows into a place flows
/// out of it, and what enters the unit leaves it by exits, which are counted anyway. Blocks that step a loop counter cost nothing. A function that calls itself is entered once for each time that it does, and from outside: where that
/// is cheaper, entries from outside are counted instead of a block. Activations that end by an exception are not counted.
/// </summary>
internal sealed class CountPlan
{
    /// <summary>With more counters than this, storing them at every exit would take more room than counting in memory.</summary>
    private const int MostLocals = 24;

    /// <summary>What is executed in fewer than one of so many rounds of its loop is counted in memory.</summary>
    private const int SeldomFactor = 16;

    /// <summary>So many counters of a loop are in locals, however seldom they change.</summary>
    private const int LocalsInAnyCase = 2;

    /// <summary>In a loop with so many rounds, storing a counter at its end does not count.</summary>
    private const int ManyRounds = 8;

    private readonly UnitPlan _plan;
    private readonly List<Block> _blocks;
    private readonly Dictionary<Block, int> _indices = [];

    /// <summary>Edges that may be taken another number of times than their blocks are executed.</summary>
    private readonly List<(Block From, Block To)> _edges = [];
    private readonly List<Block> _targets = [];

    /// <summary>How often each place was executed before the unit was made: of an edge an estimate.</summary>
    private readonly List<long> _frequencies = [];
    private readonly int[] _parents;

    /// <summary>The places with a counter: a block's index, or that of an edge and the number of blocks.</summary>
    private readonly List<int> _measured;
    private readonly List<(ExitDescriptor Exit, ExitKey Key)> _exits = [];
    private readonly long[] _values;

    /// <summary>Calls by which the function calls itself.</summary>
    private readonly List<Instruction> _selfCalls = [];

    public CountPlan(UnitPlan plan)
    {
        _plan = plan;
        _blocks = plan.Blocks;
        for (int i = 0; i < _blocks.Count; i++)
        {
            _indices.Add(_blocks[i], i);
            _frequencies.Add(plan.Code.CountBlock(_blocks[i])[0]);
        }
        FindEdges();
        FindSelfCalls();
        _parents = new int[Target(_targets.Count)];
        CountedLoop?[] stepOf = FindCounters();
        _measured = Choose(stepOf);
        List<CountedLoop> loops = _measured.FindAll(place => place < _blocks.Count && stepOf[place] is not null).ConvertAll(block => stepOf[block]!);
        UsesLocals = _measured.Count <= MostLocals;
        Loops = UsesLocals ? loops : [];
        _values = GC.AllocateArray<long>(_measured.Count + 1, pinned: true);
    }

    /// <summary>Whoever enters the function from outside of it counts that, in the counter with the number <see cref="Count"/>.</summary>
    public bool CountsEntries { get; private set; }

    /// <summary>There are counters in locals.</summary>
    public bool UsesLocals { get; }

    /// <summary>
    /// Is a counter kept in a local, which is stored when a loop is left? Those of innermost loops are: elsewhere a register is worth more than the store. So it is for what was seldom executed, but what the loop did so far may
    /// not be what it will do, so that the first few counters of a loop are in locals in any case.
    /// </summary>
    public bool IsLocal(int counter)
    {
        if (LocalLoopOf(counter) is not { } loop)
            return false;
        long frequency = _frequencies[_measured[counter]];
        if (frequency * SeldomFactor >= _frequencies[_indices[_plan.Analysis.Cfg.Blocks[loop.Header]]])
            return true;
        int rank = 0;
        for (int other = 0; other < _measured.Count; other++)
        {
            long than = _frequencies[_measured[other]];
            if (LocalLoopOf(other) == loop && !IsStepped(other) && (than > frequency || (than == frequency && other < counter)))
                rank++;
        }
        return rank < LocalsInAnyCase;
    }

    /// <summary>
    /// The loop at whose ends a counter in a local is stored: the innermost one if it makes many rounds, so that the loops around it have a register more, otherwise the outermost.
    /// </summary>
    public Loop HomeOf(int counter)
    {
        Block block = _blocks[_measured[counter]];
        Loop loop = LoopOf(block)!;
        return !IsStepped(counter) && RoundsOf(loop) >= ManyRounds ? loop : NestOf(block)!;
    }

    /// <summary>The innermost loop in which a counter may be in a local, or null.</summary>
    private Loop? LocalLoopOf(int counter) => UsesLocals && _measured[counter] is var place && place < _blocks.Count && LoopOf(_blocks[place]) is { Children.Count: 0 } loop ? loop : null;

    /// <summary>How many rounds a loop made for each time it was entered.</summary>
    private long RoundsOf(Loop loop)
    {
        Block header = _plan.Analysis.Cfg.Blocks[loop.Header];
        foreach (LoopState state in _plan.Code.Loops)
        {
            if (state.Header == header)
                return _frequencies[_indices[header]] / Math.Max(1, _plan.Code.CountEntries(state));
        }
        return 0;
    }

    /// <summary>Does a loop's own counter count this?</summary>
    public bool IsStepped(int counter)
    {
        foreach (CountedLoop counted in Loops)
        {
            if (CounterOf(counted.Block) == counter)
                return true;
        }
        return false;
    }

    /// <summary>Loops that are counted by their own counters.</summary>
    public IReadOnlyList<CountedLoop> Loops { get; }

    /// <summary>Type tests of these were settled at the entry of the unit.</summary>
    public HashSet<Instruction> Specialised { get; } = [];

    /// <summary>Dynamic operations for which the run time is never called.</summary>
    public HashSet<Instruction> InPlace { get; } = [];

    public int Count => _measured.Count;

    /// <summary>Address of a counter, on the pinned heap.</summary>
    public unsafe long AddressOf(int counter)
    {
        fixed (long* value = &_values[counter])
            return (long)value;
    }

    /// <summary>The counter of a block, or -1 if it has none.</summary>
    public int CounterOf(Block block) => _measured.IndexOf(_indices[block]);

    /// <summary>The counter of the way from one block to another, or -1 if it has none.</summary>
    public int CounterOf(Block from, Block to) => _edges.IndexOf((from, to)) is >= 0 and var edge ? _measured.IndexOf(_blocks.Count + edge) : -1;

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
    private Loop? LoopOf(Block block) => InnermostLoop(block, block) is { } loop && InUnit(loop) ? loop : null;

    /// <summary>The innermost loop around both blocks, or null.</summary>
    private Loop? InnermostLoop(Block from, Block to)
    {
        LoopForest loops = _plan.Analysis.Loops;
        Loop? loop = loops.InnermostLoop(loops.Cfg.IndexOf(from));
        while (loop is not null && from != to && !loops.Contains(loop, loops.Cfg.IndexOf(to)))
            loop = loop.Parent;
        return loop;
    }

    private bool InUnit(Loop loop) => _indices.ContainsKey(_plan.Analysis.Cfg.Blocks[loop.Header]);

    public void Add(ExitDescriptor exit, ExitKey key) => _exits.Add((exit, key));

    /// <summary>Executions of all blocks, from the counters and the exits taken.</summary>
    public IReadOnlyList<(Block Block, long Count)> Solve()
    {
        int places = _frequencies.Count;
        int outside = Root(Outside);
        int entry = Root(Start(0));
        bool isEntryKnown = entry == outside;
        long entries = 0;
        var counts = new long[places];
        var isKnown = new bool[places];
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
        if (CountsEntries)
        {
            entries = Entries(counts);
            isEntryKnown = true;
            Enter();
        }
        var unknown = new int[_parents.Length];
        if (!isEntryKnown)
        {
            unknown[outside]++;
            unknown[entry]++;
        }
        for (int place = 0; place < places; place++)
        {
            if (isKnown[place])
                continue;
            unknown[Root(Before(place))]++;
            unknown[Root(After(place))]++;
        }
        for (bool progressed = true; progressed;)
        {
            progressed = false;
            if (!isEntryKnown && (unknown[outside] == 1 || unknown[entry] == 1))
            {
                isEntryKnown = progressed = true;
                entries = unknown[outside] == 1 ? surplus[outside] : -surplus[entry];
                unknown[outside]--;
                unknown[entry]--;
                Enter();
            }
            for (int place = 0; place < places; place++)
            {
                int start = Root(Before(place));
                int end = Root(After(place));
                if (isKnown[place] || (unknown[start] != 1 && unknown[end] != 1))
                    continue;
                unknown[start]--;
                unknown[end]--;
                Know(place, Math.Max(0, unknown[start] == 0 ? surplus[start] : -surplus[end]));
                progressed = true;
            }
        }
        var result = new List<(Block, long)>();
        for (int block = 0; block < _blocks.Count; block++)
            result.Add((_blocks[block], counts[block]));
        return result;

        void Enter()
        {
            surplus[outside] -= entries;
            surplus[entry] += entries;
        }

        void Leave(int node, long count)
        {
            surplus[Root(node)] -= count;
            surplus[outside] += count;
        }

        void Know(int place, long count)
        {
            isKnown[place] = true;
            counts[place] = count;
            surplus[Root(Before(place))] -= count;
            surplus[Root(After(place))] += count;
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

    /// <summary>Activations of the function that began here, from its calls of itself and the entries from outside.</summary>
    /// <param name="counts">Executions of at least the blocks with such calls.</param>
    private long Entries(long[] counts)
    {
        long entries = _values[_measured.Count];
        foreach (Instruction call in _selfCalls)
        {
            Block block = BlockOf(call)!;
            int place = block.Code.IndexOf(call);
            entries += counts[_indices[block]];
            // What left the block before it called. A pending error is what the call brought back.
            foreach ((ExitDescriptor exit, ExitKey key) in _exits)
                entries -= key.Instruction is { } at && block.Code.IndexOf(at) is >= 0 and var index && (index < place || (index == place && key.Reason != ExitReason.PendingError)) ? exit.Count : 0;
        }
        // These never got as far as the first block.
        foreach ((ExitDescriptor exit, ExitKey key) in _exits)
            entries -= key.Reason == ExitReason.CallDepth ? exit.Count : 0;
        return entries;
    }

    private void FindSelfCalls()
    {
        if (_plan.Loop is not null)
            return;
        foreach (Block block in _blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (IsSelfCall(instruction))
                    _selfCalls.Add(instruction);
            }
        }
    }

    /// <summary>Does the function of the unit call its own method, not by way of its table slot?</summary>
    public bool IsSelfCall(Instruction instruction) =>
        _plan.Loop is null && instruction.Op == IrOp.Call && _plan.Services.Functions.Find((TypedFunction)instruction.Extra!) is { IsReplaceable: false } target && target.Function == _plan.Runtime;

    public Block? BlockOf(Instruction instruction) => _blocks.Find(block => block.Code.Contains(instruction));

    private static int Start(int block) => 2 * block;

    private static int End(int block) => (2 * block) + 1;

    /// <summary>The node that a block or edge leads from.</summary>
    private int Before(int place) => place < _blocks.Count ? Start(place) : End(_indices[_edges[place - _blocks.Count].From]);

    /// <summary>The node that a block or edge leads to.</summary>
    private int After(int place) => place < _blocks.Count ? End(place) : StartOf(_edges[place - _blocks.Count].To);

    private int StartOf(Block target) => _indices.TryGetValue(target, out int index) ? Start(index) : Target(_targets.IndexOf(target));

    private int Outside => 2 * _blocks.Count;

    /// <summary>Where the unit is left for a block outside of it.</summary>
    private int Target(int index) => Outside + 1 + index;

    /// <summary>
    /// Finds the edges between blocks that have other edges as well, and estimates how often they were taken from what the other edges leave. Not inside of an innermost loop: counting there would take a jump.
    /// </summary>
    private void FindEdges()
    {
        var sources = new Dictionary<Block, List<Block>> { [_blocks[0]] = [] };
        foreach (Block block in _blocks)
        {
            foreach (Block target in DistinctTargets(block))
            {
                if (!sources.TryGetValue(target, out List<Block>? into))
                    sources.Add(target, into = []);
                into.Add(block);
                if (!_indices.ContainsKey(target) && !_targets.Contains(target))
                    _targets.Add(target);
            }
        }
        foreach (Block from in _blocks)
        {
            List<Block> targets = DistinctTargets(from);
            foreach (Block to in targets)
            {
                if (targets.Count == 1 || IsOnlySource(to) || InnermostLoop(from, to) is { Children.Count: 0 })
                    continue;
                long most = _frequencies[_indices[from]];
                foreach (Block other in targets)
                    most -= other != to && IsOnlySource(other) && _indices.TryGetValue(other, out int index) ? _frequencies[index] : 0;
                if (_indices.TryGetValue(to, out int toIndex))
                {
                    long rest = _frequencies[toIndex];
                    foreach (Block other in sources[to])
                        rest -= other != from && DistinctTargets(other).Count == 1 ? _frequencies[_indices[other]] : 0;
                    most = Math.Min(most, rest);
                }
                _edges.Add((from, to));
                _frequencies.Add(Math.Max(0, most));
            }
        }

        bool IsOnlySource(Block target) => target != _blocks[0] && sources[target].Count == 1;
    }

    private static List<Block> DistinctTargets(Block block)
    {
        var targets = new List<Block>();
        foreach (Block target in block.Terminator.Targets ?? [])
        {
            if (!targets.Contains(target))
                targets.Add(target);
        }
        return targets;
    }

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
    /// Joins the end of each block with the starts of those that follow, where one count tells the other. In the graph that is left, whose edges are the blocks, the other edges of the unit and the ways in and out, those of a
    /// spanning forest need no counter. The way in joins it first, because nothing counts there, then what is in deep loops, of that first what was executed most, and last the blocks that are counted for nothing. The ways out
    /// are known.
    /// <para>Where the function calls itself, counting those calls and the entries from outside tells the way in, which then needs no place in the forest.</para>
    /// </summary>
    private List<int> Choose(CountedLoop?[] stepOf)
    {
        for (int i = 0; i < _parents.Length; i++)
            _parents[i] = i;
        foreach (Block block in _blocks)
        {
            List<Block> targets = DistinctTargets(block);
            if (targets.Count == 0)
                Join(End(_indices[block]), Outside);
            foreach (Block target in targets)
            {
                if (!_edges.Contains((block, target)))
                    Join(End(_indices[block]), StartOf(target));
            }
        }
        int[] contracted = (int[])_parents.Clone();
        var order = new List<int>();
        for (int i = 0; i < _frequencies.Count; i++)
            order.Add(i);
        order.Sort((left, right) => Depth(right) != Depth(left) ? Depth(right).CompareTo(Depth(left)) : Cost(right) != Cost(left) ? Cost(right).CompareTo(Cost(left)) : left.CompareTo(right));
        Join(Outside, Start(0));
        List<int> measured = Measured([]);
        if (_selfCalls.Count > 0)
        {
            HashSet<int> calling = [.. _selfCalls.ConvertAll(call => _indices[BlockOf(call)!])];
            List<int> instead = Measured(calling);
            CountsEntries = Total(instead) < Total(measured);
            if (CountsEntries)
                measured = instead;
        }
        return measured;

        List<int> Measured(HashSet<int> always)
        {
            var result = new List<int>();
            foreach (int place in order)
            {
                if (always.Contains(place) || !Join(Before(place), After(place)))
                    result.Add(place);
            }
            contracted.CopyTo(_parents, 0);
            return result;
        }

        long Total(List<int> places)
        {
            long total = 0;
            foreach (int place in places)
                total += place < _blocks.Count && stepOf[place] is not null ? 0 : _frequencies[place];
            return total;
        }

        int Depth(int place)
        {
            if (place >= _blocks.Count)
                return InnermostLoop(_edges[place - _blocks.Count].From, _edges[place - _blocks.Count].To)?.Depth ?? 0;
            return stepOf[place] is not null ? -1 : InnermostLoop(_blocks[place], _blocks[place])?.Depth ?? 0;
        }

        // On an edge there may be a jump besides.
        long Cost(int place) => place < _blocks.Count ? 2 * _frequencies[place] : (4 * _frequencies[place]) + 1;
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
