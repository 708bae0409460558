using System;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Orus.Bench.Parts;

/// <summary>The BenchmarkDotNet classes of this directory, one for each part of the system.</summary>
internal static class PartBenchmarks
{
    private static readonly Type[] Parts = [typeof(FrontParts), typeof(PassParts), typeof(EmissionParts), typeof(ScriptParts), typeof(EmbeddingParts)];

    /// <summary>Runs those that the arguments of BenchmarkDotNet choose (<c>--filter '*Lexer*'</c>; <c>--list flat</c> lists them).</summary>
    public static int Run(string[] arguments)
    {
        // In this process: the projects need no second build, and short runs are precise enough for parts that take microseconds.
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
        BenchmarkSwitcher.FromTypes(Parts).Run(arguments, config);
        return 0;
    }
}
