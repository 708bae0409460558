using System.Threading;
using Orus.Cli.Options;
using Orus.Interp.Engine;

namespace Orus.Cli.Commands;

/// <summary><c>orus exec</c></summary>
internal static class ExecCommand
{
    public static int Run(CommandLine line, CliHost host)
    {
        CliSettings settings = line.Settings;
        Reporter reporter = new(host, settings);
        CodeDump? dump = settings.Dump == DumpStages.None ? null : new CodeDump(settings, reporter, host.WriteError);
        RunReport? report = settings.Stats ? new RunReport() : null;
        EngineOptions options = Compilation.OptionsFor(settings, host, reporter, dump, report, collectTelemetry: settings.Stats || settings.TraceOpt);
        if (Compilation.Compile(line.File!, host, reporter, dump, options) is not { } program)
            return ExitCode.Compile;
        report?.CompilationEnded();

        using CancellationTokenSource cancellation = new();
        using InterruptWatch? watch = host.WatchInterrupts(cancellation);
        RunResult result = program.Run(cancellation.Token);
        foreach (string decision in options.OptimizerTrace ?? [])
            host.WriteError(decision + "\n");
        if (settings.TraceOpt)
            host.WriteError(RunReport.StatisticsOf(result.Telemetry!, reporter.Sources));
        if (result.Error is { } error)
            reporter.Report(error);
        report?.Write(host, program, result.Telemetry!, reporter.Sources);
        int exitCode = result.Status == RunStatus.Cancelled ? ExitCode.Interrupted : result.ExitCode;
        if (settings.TelemetryFile is { } file && !TelemetryFile.TryWrite(file, line.File!, settings, result, exitCode, reporter))
            return exitCode == ExitCode.Success ? ExitCode.Io : exitCode;
        return exitCode;
    }
}
