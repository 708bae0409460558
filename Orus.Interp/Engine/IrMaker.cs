using System.Globalization;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Engine;

/// <summary>Makes the IR of functions when they are called, and optimizes it when they are warm.</summary>
internal sealed class IrMaker
{
    private readonly LoweringContext _lowering;
    private readonly ICodeObserver? _observer;

    /// <param name="types">The program's types.</param>
    /// <param name="sources">Its source texts.</param>
    /// <param name="options">How to optimize.</param>
    /// <param name="keepGlobals">Whether code may be added later that uses the module variables.</param>
    public IrMaker(TypeTable types, SourceSet sources, EngineOptions options, bool keepGlobals)
    {
        _lowering = new LoweringContext(types) { KeepGlobals = keepGlobals, InvertLoops = options.Switches.IsOn(Switch.LoopForm) };
        _observer = options.Observer;
        Passes = new PassContext(options.Switches)
        {
            VerifyIr = options.VerifyIr,
            Trace = options.OptimizerTrace,
            Decisions = options.CollectTelemetry ? [] : null,
            LowerCallee = Lower,
        };
        if (options.OptimizerTrace is not null)
            Passes.Locate = span => sources[span].Path + ":" + sources[span].Line(span.Start).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The passes with their records.</summary>
    public PassContext Passes { get; }

    /// <summary>The IR of a function as written, made anew.</summary>
    public IrFunction Lower(TypedFunction function) => Lowering.Lower(function, _lowering);

    public void Optimize(IrFunction function)
    {
        OptimizerPipeline.Run(function, Passes);
        _observer?.OnIr(function);
    }
}
