using Orus.Cli.Options;

namespace Orus.Cli.Commands;

/// <summary><c>orus check</c></summary>
internal static class CheckCommand
{
    private const DumpStages CodeStages = DumpStages.Ir | DumpStages.Loops | DumpStages.Bytecode;

    public static int Run(CommandLine line, CliHost host)
    {
        CliSettings settings = line.Settings;
        Reporter reporter = new(host, settings);
        CodeDump? dump = settings.Dump == DumpStages.None ? null : new CodeDump(settings, reporter, text => host.WriteOutput(text));
        if (Compilation.Compile(line.File!, host, reporter, dump, Compilation.OptionsFor(settings, host, reporter, dump)) is not { } program)
            return ExitCode.Compile;
        if ((settings.Dump & CodeStages) != 0 || settings.VerifyIr)
            program.CompileAll();
        return ExitCode.Success;
    }
}
