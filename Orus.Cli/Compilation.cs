using System;
using System.IO;
using Orus.Cli.Options;
using Orus.Interp.Engine;
using Orus.Tier2.Planning;

namespace Orus.Cli;

/// <summary>The way from a file to a program, which the commands share.</summary>
internal static class Compilation
{
    /// <summary>Null, with everything reported, if the file cannot be read or has errors.</summary>
    public static OrusProgram? Compile(string file, CliHost host, Reporter reporter, CodeDump? dump, EngineOptions options)
    {
        if (SourceReader.Read(file, host, reporter) is not { } text)
            return null;
        CompileResult result = new OrusEngine(options).Compile(SourceReader.NameOf(file), text);
        reporter.Sources = result.Sources;
        dump?.WriteSource(result.Sources[0]);
        reporter.Report(result.Diagnostics);
        if (result.Program is { } program)
            dump?.WriteTyped(program.Typed);
        return result.Program;
    }

    public static EngineOptions OptionsFor(CliSettings settings, CliHost host, Reporter? reporter, CodeDump? dump, RunReport? report = null, bool collectTelemetry = false) => new()
    {
        MaxDepth = settings.MaxDepth,
        Timeout = settings.Timeout,
        HeapLimit = settings.MaxHeap,
        Switches = settings.Switches,
        VerifyIr = settings.VerifyIr,
        OptimizerTrace = settings.TraceOpt ? [] : null,
        CollectTelemetry = collectTelemetry || settings.TelemetryFile is not null,
        Observer = dump,
        Tier = settings.Tier == TierMode.Interpreter ? null : () => new TierController(TierOptionsFor(settings, host, reporter, dump, report)),
        Output = host.OpenOutput(),
        Input = host.OpenInput(),
        SearchPath = SearchPath(host),
        ExecutableDirectory = AppContext.BaseDirectory,
    };

    /// <summary>Directories for modules that the environment names.</summary>
    public static string[] SearchPath(CliHost host) =>
        host.Variable("ORUSPATH") is { Length: > 0 } path ? path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) : [];

    private static TierOptions TierOptionsFor(CliSettings settings, CliHost host, Reporter? reporter, CodeDump? dump, RunReport? report)
    {
        int? eager = settings.Tier == TierMode.Tier2 ? 1 : null;
        return new TierOptions
        {
            LoopThreshold = settings.Tier2Threshold ?? eager ?? TierOptions.DefaultLoopThreshold,
            CallThreshold = settings.Tier2CallThreshold ?? eager ?? TierOptions.DefaultCallThreshold,
            // A listing shall show everything, and the same every time.
            Synchronous = settings.Tier2Sync || dump?.ShowsCompiled == true,
            CodeCache = settings.CodeCache,
            ThrowLimit = settings.Tier2ThrowLimit,
            DelaySeed = settings.Tier2DelaySeed,
            ForcedExits = settings.ForcedExits,
            Switches = settings.Switches,
            KeepListing = dump?.ShowsCompiled == true || settings.ShowAsm,
            Log = settings.TraceJit && reporter is not null ? happened => host.WriteError(TraceLine(happened, reporter)) : null,
            OnUnit = dump is null && report is null ? null : unit =>
            {
                dump?.WriteUnit(unit);
                report?.Add(unit);
            },
            OnRefusal = report is null ? null : report.Add,
        };
    }

    private static string TraceLine(TierEvent happened, Reporter reporter)
    {
        string place = reporter.PlaceOf(happened.Place);
        return $"jit: {TierEvents.NameOf(happened.Kind)} {happened.Unit}{(place.Length == 0 ? "" : $" at {place}")}: {happened.Detail}\n";
    }
}
