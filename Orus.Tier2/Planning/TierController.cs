using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>
/// Decides what is compiled and when, and answers the interpreter's questions about hot loops and functions. One controller serves one engine.
/// </summary>
public sealed class TierController : ITierUp
{
    private readonly TierOptions _options;
    private readonly Dictionary<BytecodeFunction, FunctionAnalysis> _analyses = [];
    private UnitServices? _services;

    /// <summary>Makes a controller; attach it through the engine's options.</summary>
    public TierController(TierOptions options) => _options = options;

    /// <inheritdoc/>
    public int LoopThreshold => _options.LoopThreshold;

    /// <inheritdoc/>
    public int CallThreshold => _options.CallThreshold;

    /// <summary>A place for what listings show, if anybody wants them.</summary>
    internal CodeMap? NewMap() => _options.KeepListing ? new CodeMap() : null;

    /// <inheritdoc/>
    public void Attach(ExecutionContext context) => _services = new UnitServices(context, this);

    /// <inheritdoc/>
    public void Detach(ExecutionContext context)
    {
        _services = null;
        _analyses.Clear();
    }

    /// <inheritdoc/>
    public void OnHotLoop(RuntimeFunction function, LoopState loop, in FrameView frame)
    {
        try
        {
            CompileLoop(function, loop, explicitOverflow: false);
        }
        catch (RefusedException refusal)
        {
            loop.State = TierState.Refused;
            loop.Remaining = long.MaxValue;
            _options.Log?.Invoke($"refused {function.Name} loop {loop.Index}: {refusal.Message}");
        }
    }

    /// <inheritdoc/>
    public void OnHotFunction(RuntimeFunction function)
    {
        if (function.State != TierState.Counting)
            return;
        try
        {
            _services!.Functions.Compile(function);
            function.State = TierState.Compiled;
        }
        catch (RefusedException refusal)
        {
            function.State = TierState.Refused;
            _options.Log?.Invoke($"refused {function.Name}: {refusal.Message}");
        }
    }

    internal FunctionAnalysis AnalysisOf(BytecodeFunction code)
    {
        if (!_analyses.TryGetValue(code, out FunctionAnalysis? analysis))
            _analyses.Add(code, analysis = new FunctionAnalysis(code.Ir));
        return analysis;
    }

    internal void OnFunctionEmitted(CompiledFunction target, IlWriter il)
    {
        _options.Log?.Invoke($"compiled {target.Method.Name}: {il.Instructions} IL instructions, {target.Exits.Count} exits");
        _options.OnUnit?.Invoke(new UnitReport(target.Method.Name, target.Function, null, target.Method, il.Map, 0, il.Instructions, target.Exits.Count) { ExitCounts = target.Exits.All });
    }

    private unsafe void CompileLoop(RuntimeFunction function, LoopState loop, bool explicitOverflow)
    {
        long started = Stopwatch.GetTimestamp();
        FunctionAnalysis analysis = AnalysisOf(function.Code!);
        int header = analysis.Cfg.IndexOf(loop.Header);
        Loop? region = header < 0 ? null : analysis.Loops.InnermostLoop(header);
        if (region is null || region.Header != header || region.IsIrreducible)
            throw new RefusedException(RefusalReason.NotNatural);
        _services!.Functions.CompileCallees(analysis, region);
        var plan = new UnitPlan(analysis, function, region, explicitOverflow, _services);
        string name = $"orus:{function.Name}:loop{loop.Index}";
        var method = new DynamicMethod(name, typeof(int), [typeof(long*), typeof(object).MakeByRefType(), typeof(ExecutionContext)], IlWriter.HomeModule, skipVisibility: true);
        var il = new IlWriter(method.GetILGenerator(), NewMap());
        var exits = new ExitTable();
        UnitEmitter.Emit(il, plan, new LoopFrame(), exits);
        CheckSize(il);
        LoopEntry entry = method.CreateDelegate<LoopEntry>();
        RuntimeHelpers.PrepareDelegate(entry);
        loop.TierData = exits;
        loop.Publish(plan.MayRestart ? Restarting(entry, function, loop) : entry);
        double milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        _options.Log?.Invoke($"compiled {name} in {milliseconds:F2} ms: {il.Instructions} IL instructions, {exits.Count} exits");
        _options.OnUnit?.Invoke(new UnitReport(name, function, loop, method, il.Map, milliseconds, il.Instructions, exits.Count) { ExitCounts = exits.All });
    }

    /// <summary>
    /// Wraps a unit without effects whose overflows are exceptions: when one comes, the entry state stands untouched in the frame, and the loop runs again (and from now on) with explicit
    /// tests, which leave exactly at the failing operation.
    /// </summary>
    private unsafe LoopEntry Restarting(LoopEntry entry, RuntimeFunction function, LoopState loop) => (bits, ref refs, context) =>
    {
        try
        {
            return entry(bits, ref refs, context);
        }
        catch (OverflowException)
        {
            CompileLoop(function, loop, explicitOverflow: true);
            return loop.Entry!(bits, ref refs, context);
        }
    };

    /// <summary>Above certain sizes RyuJIT silently stops optimising; half of each leaves room for what it adds itself.</summary>
    private static void CheckSize(IlWriter il)
    {
        if (il.Blocks > 1000 || il.LocalReferences > 4000)
            throw new RefusedException(RefusalReason.TooLarge);
    }
}
