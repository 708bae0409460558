using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Interp.Dispatch;
using Orus.Interp.Errors;
using Orus.Interp.Text;
using Orus.Optimizer.Switches;
using ExecutionContext = Orus.Interp.Dispatch.ExecutionContext;

namespace Orus.Interp.Engine;

/// <summary>A context made after the options of an engine, and the outcome of what runs in it.</summary>
internal sealed class ScriptRun : IDisposable
{
    private readonly IrMaker _maker;
    private readonly SourceSet _sources;
    private readonly EngineOptions _options;

    public ScriptRun(IrMaker maker, SourceSet sources, EngineOptions options, ScriptStreams streams, int globalCount)
    {
        _maker = maker;
        _sources = sources;
        _options = options;
        Output = streams.Output;
        Context = new ExecutionContext(
            new ContextOptions
            {
                MaxDepth = options.MaxDepth,
                Lower = maker.Lower,
                Optimize = maker.Optimize,
                // Who looks at what the optimizer does is shown all of it.
                StartsPlain = options.Switches.IsOn(Switch.Lazy) && !options.CollectTelemetry && options.OptimizerTrace is null && options.Observer is null,
                Output = Output,
                Input = streams.Input,
                Switches = options.Switches,
                VerifyCode = options.VerifyIr,
                Tier = options.Tier?.Invoke(),
                Observer = options.Observer,
                CountsExecutions = options.CollectTelemetry,
            },
            globalCount);
    }

    public Output Output { get; }

    public ExecutionContext Context { get; }

    /// <summary>Runs module bodies within the limits of the options and flushes the output.</summary>
    public RunResult Run(List<TypedModule> modules, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.Register(static state => ((ExecutionContext)state!).Interrupt(InterruptReason.Cancelled), Context);
        using Watchdog? watchdog = Watchdog.Start(Context, _options);
        try
        {
            RunResult result = RunModules(modules);
            Output.Flush();
            return result with { Telemetry = Context.CollectTelemetry(_maker.Passes.Decisions) };
        }
        catch (OutputClosedException)
        {
            return new RunResult(RunStatus.OutputClosed, null) { Telemetry = Context.CollectTelemetry(_maker.Passes.Decisions) };
        }
    }

    public void Dispose() => Context.Dispose();

    private RunResult RunModules(List<TypedModule> modules)
    {
        try
        {
            foreach (TypedModule module in modules)
                Context.RunBody(Context.FunctionOf(module.Body));
            return new RunResult(RunStatus.Completed, null);
        }
        catch (OrusException error)
        {
            return new RunResult(RunStatus.Failed, Describe(error));
        }
        catch (InterruptedException interrupt) when (interrupt.Reason == InterruptReason.Timeout)
        {
            string seconds = _options.Timeout!.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new RunResult(RunStatus.TimedOut, new Diagnostic(DiagnosticCode.Stopped, interrupt.Span, $"stopped here: the time limit of {seconds} s is over"));
        }
        catch (InterruptedException interrupt)
        {
            return new RunResult(RunStatus.Cancelled, new Diagnostic(DiagnosticCode.Stopped, interrupt.Span, "interrupted here"));
        }
    }

    private Diagnostic Describe(OrusException error)
    {
        ref readonly ErrorInfo info = ref ErrorTable.Info(error.Error.Id);
        var notes = new List<string>();
        foreach (TraceEntry call in error.Trace ?? [])
        {
            string place = call.CallSpan.IsNone ? "" : $" ({_sources[call.CallSpan].Path}:{_sources[call.CallSpan].Line(call.CallSpan.Start)})";
            notes.Add("called from " + call.Function + place);
        }
        return new Diagnostic((DiagnosticCode)int.Parse(info.Code.AsSpan(1), CultureInfo.InvariantCulture), error.Span, error.Message) { Title = info.Title, Help = info.Help, Notes = [.. notes] };
    }
}
