using System;
using System.Collections.Generic;
using System.Linq;
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
    private static readonly Type[] Parts = [typeof(FrontParts), typeof(PassParts), typeof(EmissionParts), typeof(UnitParts), typeof(ScriptParts), typeof(EmbeddingParts)];

    /// <summary>Runs those that the arguments of BenchmarkDotNet choose (<c>--filter '*Lexer*'</c>; <c>--list flat</c> lists them).</summary>
    /// <param name="arguments">What BenchmarkDotNet reads.</param>
    /// <param name="isDry">Each runs once, to see that it works.</param>
    /// <returns>The exit code: 1 if one of them failed.</returns>
    public static int Run(string[] arguments, bool isDry)
    {
        // In this process: the projects need no second build, and short runs are precise enough for parts that take microseconds.
        IConfig config = ManualConfig.CreateEmpty()
            .AddJob((isDry ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(40));
        IEnumerable<Summary> summaries = BenchmarkSwitcher.FromTypes(Parts).Run(arguments, config);
        return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
