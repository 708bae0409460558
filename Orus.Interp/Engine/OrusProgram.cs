using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Threading;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Interp.Builtins;
using Orus.Interp.Dispatch;
using Orus.Interp.Errors;
using Orus.Interp.Text;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using Orus.Optimizer.Pipeline;
using ExecutionContext = Orus.Interp.Dispatch.ExecutionContext;

namespace Orus.Interp.Engine;

/// <summary>A program that passed all checks. It may be run several times, also at once: each run has a state of its own.</summary>
public sealed class OrusProgram
{
    /// <summary>Stack of the script's thread: a fixed part, and one per nested call for compiled code.</summary>
    private const long BaseStack = 256L << 20;
    private const long StackPerCall = 768;

    private readonly TypedProgram _typed;
    private readonly SourceSet _sources;
    private readonly EngineOptions _options;

    internal OrusProgram(TypedProgram typed, SourceSet sources, EngineOptions options)
    {
        _typed = typed;
        _sources = sources;
        _options = options;
    }

    /// <summary>Runs the program to its end on a thread with a large stack; <paramref name="cancellation"/> stops it from any thread.</summary>
    public RunResult Run(CancellationToken cancellation = default)
    {
        RunResult? result = null;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = RunHere(cancellation);
                }
                catch (Exception exception)
                {
                    // A defect of the implementation: the caller's thread reports it.
                    failure = ExceptionDispatchInfo.Capture(exception);
                }
            },
            (int)Math.Min(BaseStack + (_options.MaxDepth * StackPerCall), 1 << 30));
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }

    private RunResult RunHere(CancellationToken cancellation)
    {
        var output = new Output(_options.Output ?? Output.OpenStandardOutput());
        using ExecutionContext context = CreateContext(output);
        using CancellationTokenRegistration registration = cancellation.Register(static state => ((ExecutionContext)state!).Interrupt(InterruptReason.Cancelled), context);
        using Watchdog? watchdog = Watchdog.Start(context, _options);
        try
        {
            RunResult result = RunModules(context);
            output.Flush();
            return result;
        }
        catch (OutputClosedException)
        {
            return new RunResult(RunStatus.OutputClosed, null);
        }
    }

    private RunResult RunModules(ExecutionContext context)
    {
        try
        {
            foreach (TypedModule module in _typed.Modules)
                context.RunBody(context.FunctionOf(module.Body));
            return new RunResult(RunStatus.Completed, null);
        }
        catch (OrusException error)
        {
            return new RunResult(RunStatus.Failed, Describe(error));
        }
        catch (InterruptedException interrupt)
        {
            return new RunResult(interrupt.Reason == InterruptReason.Timeout ? RunStatus.TimedOut : RunStatus.Cancelled, null);
        }
    }

    private ExecutionContext CreateContext(Output output)
    {
        var lowering = new LoweringContext(_typed.Types);
        var passes = new PassContext(_options.Switches) { VerifyIr = _options.VerifyIr, LowerCallee = function => Lowering.Lower(function, lowering) };
        return new ExecutionContext(
            new ContextOptions
            {
                MaxDepth = _options.MaxDepth,
                Lower = function =>
                {
                    IrFunction ir = Lowering.Lower(function, lowering);
                    OptimizerPipeline.Run(ir, passes);
                    return ir;
                },
                Output = output,
                Input = new InputReader(_options.Input ?? Console.OpenStandardInput()),
                Tier = _options.Tier?.Invoke(),
            },
            _typed.GlobalCount);
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
