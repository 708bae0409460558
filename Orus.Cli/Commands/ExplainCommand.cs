using System.Threading;
using Orus.Cli.Options;
using Orus.Interp.Engine;

namespace Orus.Cli.Commands;

/// <summary><c>orus explain</c></summary>
internal static class ExplainCommand
{
    /// <summary>Runs the program as <c>exec</c> does and tells afterwards, on standard output, what became of its loops.</summary>
    public static int Run(CommandLine line, CliHost host)
    {
        CliSettings settings = line.Settings;
        Reporter reporter = new(host, settings);
        RunReport report = new();
        EngineOptions options = Compilation.OptionsFor(settings, host, reporter, null, report, collectTelemetry: true);
        if (Compilation.Compile(line.File!, host, reporter, null, options) is not { } program)
            return ExitCode.Compile;
        using CancellationTokenSource cancellation = new();
        using InterruptWatch? watch = host.WatchInterrupts(cancellation);
        RunResult result = program.Run(cancellation.Token);
        if (result.Error is { } error)
            reporter.Report(error);
        host.WriteOutput(new Explanation(reporter.Sources, result.Telemetry!, program.LastPasses!, report, settings).Write());
        return result.Status == RunStatus.Cancelled ? ExitCode.Interrupted : result.ExitCode;
    }
}
