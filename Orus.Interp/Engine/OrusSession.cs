using System;
using System.Collections.Generic;
using System.Threading;
using Orus.Front;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Dispatch;

namespace Orus.Interp.Engine;

/// <summary>The outcome of a snippet.</summary>
/// <param name="Diagnostics">Errors and warnings of the front end.</param>
/// <param name="Run">How the run ended; null if there was none because of errors.</param>
internal sealed record SnippetResult(IReadOnlyList<Diagnostic> Diagnostics, RunResult? Run);

/// <summary>Runs snippets one after another against what earlier ones declared. Their expression statements print their values.</summary>
internal sealed class OrusSession : IDisposable
{
    private readonly FrontendSession _frontend;
    private readonly SourceSet _sources;
    private readonly EngineOptions _options;
    private readonly ScriptStreams _streams;
    private ScriptRun? _run;

    public OrusSession(SourceSet sources, EngineOptions options, ScriptStreams streams)
    {
        _frontend = new FrontendSession(options.FrontendOptionsFor(sources));
        _sources = sources;
        _options = options;
        _streams = streams;
    }

    /// <summary>Compiles and runs a snippet; <paramref name="cancellation"/> stops it from any thread.</summary>
    public SnippetResult Evaluate(SourceText snippet, CancellationToken cancellation)
    {
        SnippetResult? result = null;
        ScriptThread.Run(() => result = EvaluateHere(snippet, cancellation), _options.MaxDepth);
        return result!;
    }

    public void Dispose() => _run?.Dispose();

    private SnippetResult EvaluateHere(SourceText snippet, CancellationToken cancellation)
    {
        FrontendResult compiled = _frontend.Compile(snippet);
        if (compiled.Program is not { } program)
            return new SnippetResult(compiled.Diagnostics, null);
        _run ??= new ScriptRun(new IrMaker(program.Types, _sources, _options, keepGlobals: true), _sources, _options, _streams, program.GlobalCount);

        ref GlobalSlot[] globals = ref _run.Context.Globals;
        if (globals.Length < program.GlobalCount)
            Array.Resize(ref globals, Math.Max(globals.Length * 2, program.GlobalCount));
        return new SnippetResult(compiled.Diagnostics, _run.Run(program.Modules, cancellation));
    }
}
