using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Tier2.Emit;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>What all units of one program share.</summary>
internal sealed class UnitServices
{
    public UnitServices(ExecutionContext context, TierController controller)
    {
        Context = context;
        Controller = controller;
        Functions = new FunctionCompiler(this);
    }

    public ExecutionContext Context { get; }

    public TierController Controller { get; }

    public FunctionCompiler Functions { get; }

    public LayoutTable Layouts => Context.Layouts;
}

/// <summary>Compiles whole functions, callees first, so that compiled code calls compiled code directly.</summary>
internal sealed class FunctionCompiler(UnitServices services)
{
    private readonly Dictionary<TypedFunction, CompiledFunction?> _compiled = [];

    /// <summary>The compiled form of a call target; null if it has none.</summary>
    public CompiledFunction? Find(TypedFunction function) => _compiled.GetValueOrDefault(function);

    /// <summary>Compiles the functions that a loop calls, so that the loop need not leave for them.</summary>
    public void CompileCallees(FunctionAnalysis analysis, Loop? region)
    {
        var batch = new List<(CompiledFunction Target, UnitPlan Plan)>();
        CollectCallees(analysis, region, batch);
        Finish(batch);
    }

    /// <summary>Compiles a function that the interpreter calls often, and lets it be entered from there.</summary>
    public void Compile(RuntimeFunction function)
    {
        var batch = new List<(CompiledFunction Target, UnitPlan Plan)>();
        if (function.Source is null || Collect(function, batch) is null)
            throw new RefusedException(RefusalReason.TooLarge);
        Finish(batch);
    }

    private void CollectCallees(FunctionAnalysis analysis, Loop? region, List<(CompiledFunction, UnitPlan)> batch)
    {
        Block[] blocks = analysis.Cfg.Blocks;
        for (int i = 0; i < blocks.Length; i++)
        {
            if (region is not null && !analysis.Loops.Contains(region, i))
                continue;
            foreach (Instruction instruction in blocks[i].Code)
            {
                if (instruction.Op == IrOp.Call && !_compiled.ContainsKey((TypedFunction)instruction.Extra!))
                    Collect(services.Context.FunctionOf((TypedFunction)instruction.Extra!), batch);
            }
        }
    }

    /// <summary>
    /// Opens the method of a function and of all it calls. Bodies are emitted by <see cref="Finish"/> when every method exists, so that mutually recursive functions can name each other.
    /// </summary>
    private CompiledFunction? Collect(RuntimeFunction function, List<(CompiledFunction, UnitPlan)> batch)
    {
        TypedFunction source = function.Source!;
        if (_compiled.TryGetValue(source, out CompiledFunction? known))
            return known;
        services.Context.EnsureCode(function);
        BytecodeFunction code = function.Code!;
        FunctionAnalysis analysis = services.Controller.AnalysisOf(code);
        if (code.Words.Length > UnitLimits.FunctionWords || analysis.Loops.IsIrreducible)
        {
            _compiled.Add(source, null);
            return null;
        }
        services.Context.ReserveExits(code.FrameSize);
        var target = new CompiledFunction(function, code.Ir, $"orus:{function.Name}");
        _compiled.Add(source, target);
        batch.Add((target, new UnitPlan(analysis, function, null, explicitOverflow: false, services)));
        CollectCallees(analysis, null, batch);
        return target;
    }

    private void Finish(List<(CompiledFunction Target, UnitPlan Plan)> batch)
    {
        var emitted = new List<(CompiledFunction Target, IlWriter Il)>();
        foreach ((CompiledFunction target, UnitPlan plan) in batch)
        {
            var il = new IlWriter(target.Method.GetILGenerator(), services.Controller.NewMap());
            UnitEmitter.Emit(il, plan, new FunctionFrame(target, plan.Function), target.Exits);
            emitted.Add((target, il));
        }
        // Only now, because machine code can be made of a method when all that it calls have their IL.
        foreach ((CompiledFunction target, IlWriter il) in emitted)
        {
            services.Controller.OnFunctionEmitted(target, il);
            services.Context.SetCompiled(target.Function, FunctionAdapter.Make(target));
            target.Function.State = TierState.Compiled;
            target.Function.NativeEntry = MachineCodeView.EntryOf(target.Method);
        }
    }
}

/// <summary>Size limits of units.</summary>
internal static class UnitLimits
{
    /// <summary>Functions with more bytecode words are left to their loops.</summary>
    public const int FunctionWords = 2000;
}
