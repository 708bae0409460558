using System.Collections.Generic;
using System.Diagnostics;
using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Tier2.Emit;

namespace Orus.Tier2.Planning;

/// <summary>Compiles whole functions, callees first, so that compiled code calls compiled code directly.</summary>
internal sealed class FunctionCompiler(UnitServices services)
{
    private readonly Dictionary<TypedFunction, CompiledFunction?> _compiled = [];

    /// <summary>The compiled form of a call target; null if it has none.</summary>
    public CompiledFunction? Find(TypedFunction function) => _compiled.GetValueOrDefault(function);

    /// <summary>Compiles the functions that a loop calls, so that the loop need not leave for them.</summary>
    /// <param name="analysis">The function of the loop.</param>
    /// <param name="region">The loop.</param>
    /// <param name="trace">What was seen of the loop, or null.</param>
    /// <param name="units">Where the units go.</param>
    public void CompileCallees(FunctionAnalysis analysis, Loop region, LoopTrace? trace, List<PendingUnit> units)
    {
        List<(CompiledFunction, UnitPlan)>? batch = null;
        CollectCallees(analysis, region, trace, ref batch);
        // Only here, so that a process whose loops call nothing does not load what follows.
        if (batch is not null)
            Finish(batch, units);
    }

    /// <summary>Compiles a function that the interpreter calls often, to be entered from there.</summary>
    public void Compile(RuntimeFunction function, List<PendingUnit> units)
    {
        List<(CompiledFunction, UnitPlan)>? batch = null;
        if (function.Source is null || Collect(function, FunctionHistory.Of(function).Trace, ref batch) is null)
            throw new RefusedException(RefusalReason.TooLarge);
        if (batch is not null)
            Finish(batch, units);
    }

    /// <summary>
    /// Compiles a function again with what its trace knows now. The code in use stays until the new one is published; callers go through the table slot, so that they need not change. False if it is not
    /// compiled any more.
    /// </summary>
    public bool Respecialise(RuntimeFunction function, List<PendingUnit> units)
    {
        List<(CompiledFunction, UnitPlan)>? batch = null;
        _compiled.Remove(function.Source!, out CompiledFunction? replaced);
        if (Collect(function, null, ref batch) is not { } target)
        {
            _compiled[function.Source!] = replaced;
            return false;
        }
        target.Replaced = replaced;
        Finish(batch!, units);
        return true;
    }

    /// <summary>Takes the compiled form of a function out of use; the tier is asked again after so many calls.</summary>
    public void Withdraw(RuntimeFunction function, int calls)
    {
        function.NativeEntry = 0;
        function.ReturningEntry = 0;
        services.Context.SetCompiled(function, null);
        function.Countdown = calls;
        function.State = TierState.Counting;
    }

    /// <summary>Forgets all compiled functions.</summary>
    public void Clear() => _compiled.Clear();

    private void CollectCallees(FunctionAnalysis analysis, Loop? region, LoopTrace? trace, ref List<(CompiledFunction, UnitPlan)>? batch)
    {
        Block[] blocks = analysis.Cfg.Blocks;
        for (int i = 0; i < blocks.Length; i++)
        {
            if (region is not null && !analysis.Loops.Contains(region, i))
                continue;
            foreach (Instruction instruction in blocks[i].Code)
            {
                if (instruction.Op == IrOp.Call && !_compiled.ContainsKey((TypedFunction)instruction.Extra!))
                    Collect(services.Context.FunctionOf((TypedFunction)instruction.Extra!), trace, ref batch);
            }
        }
    }

    /// <summary>
    /// Opens the method of a function and of all it calls. Bodies are emitted by <see cref="Finish"/> when every method exists, so that mutually recursive functions can name each other.
    /// </summary>
    private CompiledFunction? Collect(RuntimeFunction function, LoopTrace? seen, ref List<(CompiledFunction, UnitPlan)>? batch)
    {
        TypedFunction source = function.Source!;
        if (_compiled.TryGetValue(source, out CompiledFunction? known))
            return known;
        services.Context.EnsureOptimized(function);
        BytecodeFunction code = function.Code!;
        FunctionAnalysis analysis = services.Controller.AnalysisOf(code);
        if (code.Words.Length > UnitLimits.FunctionWords || analysis.Loops.IsIrreducible || ExpressionSizes.AreTooLarge(code.Ir) || !services.Controller.MayCompile)
        {
            _compiled.Add(source, null);
            return null;
        }
        services.Context.ReserveExits(code.FrameSize);
        LoopTrace? trace = services.Tracing.TraceOf(function, seen);
        var target = new CompiledFunction(function, code.Ir, UnitReport.NameOf(function, null)) { IsReplaceable = trace is not null };
        _compiled.Add(source, target);
        function.State = TierState.Compiling;
        var plan = new UnitPlan(analysis, function, null, explicitOverflow: false, services, trace);
        if (plan.Counts is { CountsEntries: true } counts)
            target.CountEntries(counts.AddressOf(counts.Count));
        (batch ??= []).Add((target, plan));
        CollectCallees(analysis, null, seen, ref batch);
        return target;
    }

    private void Finish(List<(CompiledFunction Target, UnitPlan Plan)> batch, List<PendingUnit> units)
    {
        foreach ((CompiledFunction target, UnitPlan plan) in batch)
        {
            long started = Stopwatch.GetTimestamp();
            var il = new IlWriter(target.Method.GetILGenerator(), services.Controller.NewMap());
            UnitEmitter.Emit(il, plan, new FunctionFrame(target, plan.Function), target.Exits);
            UnitReport report = services.Controller.Register(plan, null, target.Method, il, target.Exits, started);
            if (target.IsReplaceable)
                Watch(plan, report);
            units.Add(new PendingFunction(report, target, services.Context, plan.ReturnsErrors));
        }
    }

    private static void Watch(UnitPlan plan, UnitReport report)
    {
        FunctionHistory history = FunctionHistory.Of(plan.Runtime);
        var watch = new FlipWatch(plan, history.Trace!);
        history.Unit = report;
        history.Watch = watch.IsNeeded ? watch : null;
    }
}
