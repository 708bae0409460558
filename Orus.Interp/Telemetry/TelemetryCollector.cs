using System;
using System.Collections.Generic;
using System.Numerics;
using Orus.Front.Source;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Pipeline;

namespace Orus.Interp.Telemetry;

/// <summary>
/// Makes <see cref="RunTelemetry"/> at the end of a run. Nothing is added up while the program runs: the interpreter counts how often it was at each position, compiled code how often at each block, and
/// what an execution means is read off the IR here.
/// </summary>
internal sealed class TelemetryCollector
{
    private readonly RunTelemetry _result = new();
    private readonly Dictionary<SourceSpan, LoopTelemetry> _loops = [];
    private readonly HashSet<RuntimeFunction> _compiledFunctions = [];

    /// <summary>For each loop of the result, sorted by where they begin, the index of the one around it, or -1.</summary>
    private int[] _outer = [];

    private TelemetryCollector()
    {
    }

    /// <summary>Collects what was counted.</summary>
    /// <param name="functions">All functions that were called.</param>
    /// <param name="units">All units that were compiled.</param>
    /// <param name="decisions">What the optimizer did.</param>
    public static RunTelemetry Collect(IEnumerable<RuntimeFunction> functions, IReadOnlyList<ICompiledUnit> units, List<Decision> decisions)
    {
        var collector = new TelemetryCollector();
        foreach (RuntimeFunction function in functions)
        {
            collector._result.Totals.Add(Counter.Refusals, function.State == TierState.Refused ? 1 : 0);
            if (function.Code is { Executions: not null } code)
                collector.AddInterpreted(function, code);
        }
        foreach (ICompiledUnit unit in units)
            collector.AddCompiled(unit);
        collector.Finish(decisions);
        return collector._result;
    }

    private void AddInterpreted(RuntimeFunction function, BytecodeFunction code)
    {
        var walk = new Walk(this, function, code.Ir);
        for (int block = 0; block < walk.Cfg.Blocks.Length; block++)
            walk.Add(block, code.CountBlock(walk.Cfg.Blocks[block]), unit: null);
        foreach (LoopState loop in code.Loops)
        {
            if (walk.LoopAt(loop.Header) is not { } telemetry)
                continue;
            AddEntries(telemetry, code.CountEntries(loop));
            telemetry.Counters.Add(Counter.OsrEntries, loop.Entries);
            telemetry.Counters.Add(Counter.Refusals, loop.State == TierState.Refused ? 1 : 0);
            if (loop.State > telemetry.State)
                telemetry.State = loop.State;
        }
    }

    private void AddCompiled(ICompiledUnit unit)
    {
        _result.Units.Add(unit);
        var walk = new Walk(this, unit.Function, unit.Ir);
        foreach ((Block block, long count) in unit.Executions)
        {
            int index = walk.Cfg.IndexOf(block);
            var counts = new long[block.Code.Count];
            Array.Fill(counts, count);
            walk.Add(index, counts, unit);
            // The loop that the unit begins with is entered from the interpreter; those inside it from blocks that lead nowhere else.
            if (walk.Cfg.NormalSuccessorCount[index] == 1 && walk.EnteredBy(index) is { } entered)
                AddEntries(entered, count);
        }
        LoopTelemetry? home = unit.Loop is { } loop ? walk.LoopAt(loop.Header) : null;
        home?.Units.Add(unit);
        CounterSet counters = home?.Counters ?? _result.Totals;
        counters.Add(Counter.Units, 1);
        counters.Add(Counter.CompileMicroseconds, (long)(unit.Milliseconds * 1000));
        counters.Add(Counter.IlInstructions, unit.IlInstructions);
        counters.Add(Counter.CodeBytes, unit.CodeBytes);
        counters.Add(Counter.LoopInstructions, unit.LoopInstructions);
        counters.Add(Counter.Spills, unit.StackAccesses);
        if (home is { Units.Count: 1 })
            counters.Add(Counter.TierUpMicroseconds, (long)(unit.ReadyMilliseconds * 1000));
        if (home is null ? !_compiledFunctions.Add(unit.Function) : home.Units.Count > 1)
            counters.Add(Counter.Respecialisations, 1);
        foreach (UnitExit exit in unit.Exits)
        {
            counters.Add(Counter.SideExits, exit.IsEnd ? 0 : exit.Count);
            counters.Add(Counter.OverflowBailouts, exit.Reason == "overflow" ? exit.Count : 0);
        }
    }

    private static void AddEntries(LoopTelemetry loop, long count)
    {
        loop.Counters.Add(Counter.LoopEntries, count);
        loop.Counters.Add(Counter.IteratorsSaved, loop.Kind is SourceLoopKind.ForRange or SourceLoopKind.ForEachArray ? count : 0);
    }

    private void Finish(List<Decision> decisions)
    {
        List<LoopTelemetry> loops = _result.Loops;
        loops.AddRange(_loops.Values);
        loops.Sort(static (left, right) => CompareStarts(left.Span, right.Span));
        _outer = new int[loops.Count];
        for (int i = 0; i < loops.Count; i++)
            _outer[i] = Innermost(i - 1, loops[i].Extent);
        _result.Optimizer = new StatisticSet();
        foreach (Decision decision in decisions)
        {
            _result.Optimizer.Add(decision.Statistic, decision.Count);
            if (HomeOf(decision) is not { } home)
                continue;
            home.Decisions.Add(decision);
            home.Optimizer.Add(decision.Statistic, decision.Count);
        }
        foreach (LoopTelemetry loop in loops)
        {
            foreach (Decision decision in loop.Decisions)
            {
                if (decision.Statistic == Statistic.Hoisted)
                    loop.Counters.Add(Counter.GuardsHoisted, loop.Counters[Counter.Rounds] * BitOperations.PopCount((uint)decision.Checks));
            }
            if (loop.Kind >= SourceLoopKind.While && loop.Optimizer.IsOptimized)
            {
                loop.Optimizer.Add(Statistic.WhileLoops, 1);
                _result.Optimizer.Add(Statistic.WhileLoops, 1);
            }
            _result.Totals.AddAll(loop.Counters);
        }
    }

    /// <summary>The innermost loop around a place; for code that came from an inlined function without a loop, around the call.</summary>
    private LoopTelemetry? HomeOf(Decision decision)
    {
        SourceSpan place = decision.Span;
        for (InlineSite? site = decision.Inlined; ; site = site.Outer)
        {
            if (LoopAround(place) is { } home)
                return home;
            if (site is null)
                return null;
            place = site.CallSpan;
        }
    }

    private LoopTelemetry? LoopAround(SourceSpan place)
    {
        int first = 0, end = _result.Loops.Count;
        while (first < end)
        {
            int middle = (first + end) / 2;
            if (CompareStarts(_result.Loops[middle].Span, place) <= 0)
                first = middle + 1;
            else
                end = middle;
        }
        int innermost = Innermost(first - 1, place);
        return innermost < 0 ? null : _result.Loops[innermost];
    }

    /// <summary>The index of the innermost loop around a place, or -1, given the last loop that begins before it.</summary>
    private int Innermost(int loop, SourceSpan place)
    {
        while (loop >= 0 && !_result.Loops[loop].Extent.Contains(place))
            loop = _outer[loop];
        return loop;
    }

    private static int CompareStarts(SourceSpan left, SourceSpan right) => left.File != right.File ? left.File.CompareTo(right.File) : left.Start.CompareTo(right.Start);

    /// <summary>One function's IR with the source loops that its blocks belong to.</summary>
    private sealed class Walk
    {
        private readonly TelemetryCollector _collector;
        private readonly OperationCounting _counting;
        private readonly LoopTelemetry?[] _loopOf;
        private readonly Dictionary<Block, LoopTelemetry> _loopAt = [];
        private readonly LoopForest _forest;

        public Walk(TelemetryCollector collector, RuntimeFunction function, IrFunction ir)
        {
            _collector = collector;
            _counting = new OperationCounting(ir);
            Cfg = new Cfg(ir);
            _forest = new LoopForest(Cfg, new Dominators(Cfg));
            _loopOf = new LoopTelemetry?[Cfg.Blocks.Length];
            foreach (LoopCanonicalForm form in LoopAnalysis.Describe(ir))
            {
                // Loops that no statement made belong to the loop around them.
                LoopTelemetry? telemetry = form.Header.SourceLoop is { Span.IsNone: false } source ? LoopFor(source, function, form) : form.Parent is { } parent ? _loopAt.GetValueOrDefault(parent.Header) : null;
                if (telemetry is null)
                    continue;
                _loopAt.Add(form.Header, telemetry);
                foreach (Block block in form.Blocks)
                    _loopOf[Cfg.IndexOf(block)] = telemetry;
            }
        }

        public Cfg Cfg { get; }

        public LoopTelemetry? LoopAt(Block header) => _loopAt.GetValueOrDefault(header);

        /// <summary>The loop whose only entry from above is this block.</summary>
        public LoopTelemetry? EnteredBy(int block)
        {
            int target = Cfg.Successors[block][0];
            Loop? loop = _forest.InnermostLoop(target);
            return loop is not null && loop.Header == target && !_forest.Contains(loop, block) ? LoopAt(Cfg.Blocks[target]) : null;
        }

        public void Add(int index, long[] counts, ICompiledUnit? unit)
        {
            Block block = Cfg.Blocks[index];
            LoopTelemetry? loop = _loopOf[index];
            CounterSet counters = loop?.Counters ?? _collector._result.Totals;
            for (int i = 0; i < counts.Length; i++)
            {
                if (counts[i] == 0)
                    continue;
                Instruction instruction = block.Code[i];
                _counting.Add(instruction, counts[i], unit, loop is not null, counters);
                if (loop is not null)
                    AddChecks(loop, instruction, unit, counts[i]);
            }
            if (loop is null || !_loopAt.ContainsKey(block))
                return;
            loop.Counters.Add(Counter.Rounds, counts[0]);
            loop.Counters.Add(Counter.CompiledRounds, unit is null ? 0 : counts[0]);
        }

        private static void AddChecks(LoopTelemetry loop, Instruction instruction, ICompiledUnit? unit, long count)
        {
            Checks checks = (instruction.Checks & ~Checks.Type) | (OperationCounting.LooksAtTag(instruction, unit) ? Checks.Type : Checks.None);
            for (var kind = Checks.Overflow; kind <= Checks.Depth; kind = (Checks)((int)kind << 1))
            {
                if ((checks & kind) == 0)
                    continue;
                var site = new CheckSite(instruction.Place, kind);
                loop.Checks[site] = loop.Checks.GetValueOrDefault(site) + count;
            }
        }

        private LoopTelemetry LoopFor(SourceLoop source, RuntimeFunction function, LoopCanonicalForm form)
        {
            if (!_collector._loops.TryGetValue(source.Span, out LoopTelemetry? loop))
                _collector._loops.Add(source.Span, loop = new LoopTelemetry(source, function.Name, form.Depth));
            if (loop.Residents.Count == 0)
            {
                foreach (int register in form.Residents)
                {
                    if (_counting.Function.Registers[register].Name is { } name && !loop.Residents.Contains(name))
                        loop.Residents.Add(name);
                }
            }
            return loop;
        }
    }
}
