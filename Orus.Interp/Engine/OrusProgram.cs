using System.Threading;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Pipeline;

namespace Orus.Interp.Engine;

/// <summary>A program that passed all checks. It may be run several times, also at once: each run has a state of its own.</summary>
public sealed class OrusProgram
{
    private readonly TypedProgram _typed;
    private readonly SourceSet _sources;
    private readonly EngineOptions _options;

    internal OrusProgram(TypedProgram typed, SourceSet sources, EngineOptions options)
    {
        _typed = typed;
        _sources = sources;
        _options = options;
    }

    /// <summary>The checked tree.</summary>
    internal TypedProgram Typed => _typed;

    /// <summary>What the passes did in the last run that ended.</summary>
    internal PassContext? LastPasses { get; private set; }

    /// <summary>The same program with other options; nothing is checked again.</summary>
    public OrusProgram With(EngineOptions options) => new(_typed, _sources, options);

    /// <summary>Runs the program to its end on a thread with a large stack; <paramref name="cancellation"/> stops it from any thread.</summary>
    public RunResult Run(CancellationToken cancellation = default)
    {
        RunResult? result = null;
        ScriptThread.Run(
            () =>
            {
                var maker = new IrMaker(_typed.Types, _sources, _options, keepGlobals: false);
                using ScriptRun run = new(maker, _sources, _options, ScriptStreams.Open(_options), _typed.GlobalCount);
                result = run.Run(_typed.Modules, cancellation);
                LastPasses = maker.Passes;
            },
            _options.MaxDepth);
        return result!;
    }

    /// <summary>Makes the code of all functions without running any; <see cref="EngineOptions.Observer"/> is shown it.</summary>
    internal void CompileAll()
    {
        var maker = new IrMaker(_typed.Types, _sources, _options, keepGlobals: false);
        using ScriptRun run = new(maker, _sources, _options, ScriptStreams.Open(_options), _typed.GlobalCount);
        foreach (TypedModule module in _typed.Modules)
            run.Context.FunctionOf(module.Body);
        run.Context.EnsureAllCode();
    }
}
