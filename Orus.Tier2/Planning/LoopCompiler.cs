using System.Collections.Generic;
using System.Diagnostics;
using System.Reflection.Emit;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Analysis;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Planning;

/// <summary>Compiles loop nests.</summary>
internal sealed class LoopCompiler(UnitServices services)
{
    /// <summary>Does a hot loop have to run some rounds that are recorded, before it can be compiled?</summary>
    public bool MustRecord(RuntimeFunction function, LoopState loop, LoopHistory history)
    {
        FunctionAnalysis analysis = services.Controller.AnalysisOf(function.Code!);
        return services.Tracing.MustRecord(function, loop, history, analysis, RegionOf(loop, analysis));
    }

    /// <summary>Emits a loop, after the functions that it calls.</summary>
    public void Compile(RuntimeFunction function, LoopState loop, LoopHistory history, List<PendingUnit> units)
    {
        FunctionAnalysis analysis = services.Controller.AnalysisOf(function.Code!);
        Loop region = RegionOf(loop, analysis);
        services.Functions.CompileCallees(analysis, region, history.Trace, units);
        if (ExpressionSizes.AreTooLarge(analysis.Function))
            throw new RefusedException(RefusalReason.TooLarge);
        if (!services.Controller.MayCompile)
            throw new RefusedException(RefusalReason.DebugLimit);
        long started = Stopwatch.GetTimestamp();
        var plan = new UnitPlan(analysis, function, region, history.ExplicitOverflow, services, history.Trace);
        DynamicMethod method = NewMethod(UnitReport.NameOf(function, loop));
        var il = new IlWriter(method.GetILGenerator(), services.Controller.NewMap());
        var exits = new ExitTable();
        UnitEmitter.Emit(il, plan, new LoopFrame(), exits);
        if (il.Blocks > UnitLimits.Blocks || il.LocalReferences > UnitLimits.LocalReferences)
            throw new RefusedException(RefusalReason.TooLarge);
        UnitReport report = services.Controller.Register(plan, loop, method, il, exits, started);
        LoopEntry entry = method.CreateDelegate<LoopEntry>();
        units.Add(new PendingLoop(report, entry, services.Controller.Wrap(entry, plan, report, history)));
    }

    /// <summary>A method without code that can become a <see cref="LoopEntry"/>.</summary>
    public static unsafe DynamicMethod NewMethod(string name) =>
        new(name, typeof(int), [typeof(long*), typeof(object).MakeByRefType(), typeof(ExecutionContext)], IlWriter.HomeModule, skipVisibility: true);

    private static Loop RegionOf(LoopState loop, FunctionAnalysis analysis) => analysis.Loops.InnermostLoop(analysis.Cfg.IndexOf(loop.Header))!;
}
