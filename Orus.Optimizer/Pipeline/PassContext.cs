using System;
using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Switches;

namespace Orus.Optimizer.Pipeline;

/// <summary>What passes may ask of the engine, and where the pipeline leaves its records. One per engine; not for use by several threads at once.</summary>
public sealed class PassContext(SwitchSet switches)
{
    private FunctionAnalyses? _analyses;
    private PassStats? _stats;

    public SwitchSet Switches { get; } = switches;

    /// <summary>Check the IR before the first and after every pass; a violation throws <see cref="InvalidOperationException"/> with all of them.</summary>
    public bool VerifyIr { get; set; }

    /// <summary>
    /// A freshly lowered body of a function for the inliner, which may change it and keep its parts; null if there is none (the function is being lowered, or is not known).
    /// </summary>
    public Func<TypedFunction, IrFunction?>? LowerCallee { get; set; }

    /// <summary>Bodies that the inliner copies, and functions it found unsuitable (null).</summary>
    internal Dictionary<TypedFunction, IrFunction?> InlineTemplates { get; } = [];

    /// <summary>What functions do, as far as it was asked; see <see cref="Purity"/>.</summary>
    internal Dictionary<TypedFunction, Effects> CalleeEffects { get; } = [];

    /// <summary>Called after each pass that ran, with its name, for <c>--dump</c>.</summary>
    public Action<string, IrFunction>? AfterPass { get; set; }

    /// <summary>One line per decision (<c>--trace-opt</c>), or null when nobody reads them.</summary>
    public List<string>? Trace { get; set; }

    /// <summary>Checks whose proofs have a line in <see cref="Trace"/>.</summary>
    internal Dictionary<Instruction, Checks> TracedProofs { get; } = [];

    /// <summary>Turns a span into <c>file:line</c> for trace lines; without it they show offsets.</summary>
    public Func<Orus.Front.Source.SourceSpan, string>? Locate { get; set; }

    /// <summary>Applications of a pass to a function so far, those that <see cref="Parameter.PassLimit"/> prevented included.</summary>
    public int Applications { get; private set; }

    /// <summary>The last application that was made: pass and function.</summary>
    public (string Pass, string Function) LastApplication { get; private set; } = ("", "");

    internal bool MayApply(PassRow pass, IrFunction function)
    {
        if (Applications++ >= Switches.Value(Parameter.PassLimit))
            return false;
        LastApplication = (pass.Name, function.Name);
        return true;
    }

    /// <summary>What passes did, and where, in all functions; null when nobody reads it.</summary>
    public List<Decision>? Decisions { get; set; }

    /// <summary>Empty statistics, good until the next pass begins: passes that find nothing are the rule, so they share one.</summary>
    internal PassStats NewStats()
    {
        if (_stats is null || _stats.Decisions != Decisions)
            _stats = new PassStats(Decisions);
        else
            _stats.Clear();
        return _stats;
    }

    /// <summary>Totals over all functions, per row of <see cref="PassTable"/>.</summary>
    public PassRecord[] Records { get; } = NewRecords();

    /// <summary>The control-flow analyses of a function, kept from pass to pass while they hold.</summary>
    internal FunctionAnalyses AnalysesOf(IrFunction function)
    {
        if (_analyses is null || _analyses.Function != function)
            _analyses = new FunctionAnalyses(function);
        return _analyses;
    }

    /// <summary>Intervals of the registers of the function, from range analysis; null if there are none, or the code has changed since.</summary>
    internal Interval[]? Intervals { get; set; }

    internal void ForgetIntervals()
    {
        if (Intervals is not null)
            Scratch<Interval>.Return(Intervals, Intervals.Length);
        Intervals = null;
    }

    internal void ForgetAnalyses()
    {
        _analyses?.Release();
        _analyses = null;
    }

    /// <summary>For a pass that needs to look at the control flow after its last change: the analyses are kept for the passes after it, and those before are over.</summary>
    internal FunctionAnalyses RenewAnalyses(IrFunction function)
    {
        HasRenewedAnalyses = true;
        ForgetAnalyses();
        return _analyses = new FunctionAnalyses(function);
    }

    /// <summary>The pass that is running has called <see cref="RenewAnalyses"/>.</summary>
    internal bool HasRenewedAnalyses { get; set; }

    /// <summary>After a change that left the control flow as it was.</summary>
    internal void ForgetDefinitions() => _analyses?.ForgetDefinitions();

    private static PassRecord[] NewRecords()
    {
        var records = new PassRecord[PassTable.All.Length];
        for (int i = 0; i < records.Length; i++)
            records[i] = new PassRecord();
        return records;
    }
}

/// <summary>What a pass did in all functions so far.</summary>
public sealed class PassRecord
{
    /// <summary>Functions it looked at.</summary>
    public int Runs { get; internal set; }

    /// <summary><see cref="System.Diagnostics.Stopwatch"/> ticks.</summary>
    public long Ticks { get; internal set; }

    public int InstructionsBefore { get; internal set; }

    public int InstructionsAfter { get; internal set; }

    public PassStats Totals { get; } = new();
}

/// <summary>Control-flow graph, dominators, loops and definitions of a function, computed when first asked for.</summary>
internal sealed class FunctionAnalyses(IrFunction function)
{
    private Cfg? _cfg;
    private Dominators? _dominators;
    private LoopForest? _loops;
    private Definitions? _definitions;
    private LoopCanonicalForm[]? _forms;
    private DominatedPaths? _paths;

    public IrFunction Function { get; } = function;

    public Cfg Cfg => _cfg ??= new Cfg(Function);

    public Dominators Dominators => _dominators ??= new Dominators(Cfg);

    public LoopForest Loops => _loops ??= new LoopForest(Cfg, Dominators);

    /// <summary>As they were when first asked for since the function last changed: a pass that looks after its own changes makes its own.</summary>
    public Definitions Definitions => _definitions ??= new Definitions(Function);

    /// <summary>The canonical forms of <see cref="Loops"/>, without invariants and residents. As <see cref="Definitions"/>, as they were when first asked for since the function last changed.</summary>
    public LoopCanonicalForm[] Forms => _forms ??= LoopAnalysis.Describe(this, Definitions);

    public DominatedPaths Paths => _paths ??= new DominatedPaths(this, Definitions);

    internal void ForgetDefinitions()
    {
        _definitions?.Release();
        _paths?.Release();
        _definitions = null;
        _forms = null;
        _paths = null;
    }

    /// <summary>Nothing will be asked any more: gives back what the analyses have borrowed.</summary>
    internal void Release()
    {
        ForgetDefinitions();
        _loops?.Release();
        _dominators?.Release();
        _cfg?.Release();
        _cfg = null;
        _dominators = null;
        _loops = null;
    }
}
