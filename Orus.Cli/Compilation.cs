using System;
using System.IO;
using Orus.Cli.Options;
using Orus.Front;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Interp.Engine;

namespace Orus.Cli;

/// <summary>The way from a file to a typed program, which the commands share.</summary>
internal static class Compilation
{
    /// <summary>Null, with everything reported, if the file cannot be read or has errors.</summary>
    public static TypedProgram? Compile(string file, CliHost host, Reporter reporter, CodeDump? dump, CliSettings settings)
    {
        if (SourceReader.Read(file, host, reporter) is not { } source)
            return null;
        dump?.WriteSource(source);
        FrontendResult result = Frontend.Compile(source, FrontendOptionsFor(reporter.Sources, host));
        reporter.Report(result.Diagnostics);
        if (result.Program is { } program)
            dump?.WriteTyped(program);
        return result.Program;
    }

    public static FrontendOptions FrontendOptionsFor(SourceSet sources, CliHost host) => new()
    {
        Sources = sources,
        SearchPath = host.Variable("ORUSPATH") is { Length: > 0 } path ? path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) : [],
        ExecutableDirectory = AppContext.BaseDirectory,
    };

    public static EngineOptions EngineOptionsFor(CliSettings settings, CliHost host, CodeDump? dump) => new()
    {
        MaxDepth = settings.MaxDepth,
        Timeout = settings.Timeout,
        HeapLimit = settings.MaxHeap,
        Switches = settings.Switches,
        VerifyIr = settings.VerifyIr,
        OptimizerTrace = settings.TraceOpt ? [] : null,
        Observer = dump,
        Output = host.OpenOutput(),
        Input = host.OpenInput(),
    };
}
