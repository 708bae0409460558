using System;
using System.IO;
using Orus.Cli.Commands;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Text;

namespace Orus.Cli;

/// <summary>The command line of orus.</summary>
internal static class Program
{
    public static string Version => typeof(Program).Assembly.GetName().Version!.ToString(3);

    private static int Main(string[] args) => Run(args, new ProcessHost());

    /// <summary>Does what the arguments ask for and returns the exit code.</summary>
    internal static int Run(string[] arguments, CliHost host)
    {
        try
        {
            CommandLine line = CommandLine.Parse(arguments, host);
            if (line.Settings.ShowVersion)
                return host.WriteOutput($"orus {Version}\n");
            if (line.Settings.ShowHelp)
                return host.WriteOutput(line.IsCommandNamed ? HelpText.Of(CommandTable.Row(line.Command)) : HelpText.General());
            return line.Command switch
            {
                CommandId.Exec => ExecCommand.Run(line, host),
                CommandId.Check => CheckCommand.Run(line, host),
                CommandId.Repl => ReplCommand.Run(line, host),
                CommandId.Verify => VerifyCommand.Run(line, host),
                CommandId.Explain => ExplainCommand.Run(line, host),
                CommandId.Bisect => BisectCommand.Run(line, host),
                CommandId.Bench => BenchCommand.Run(line, host),
                _ => SwitchesCommand.Run(host),
            };
        }
        catch (UsageException problem)
        {
            host.WriteError($"orus: {problem.Message}\n");
            return ExitCode.Usage;
        }
        catch (OutputClosedException)
        {
            return ExitCode.Success;
        }
        catch (OutputFailedException error)
        {
            host.WriteError($"orus: cannot write the output: {error.Message.TrimEnd('.')}\n");
            return ExitCode.Io;
        }
        catch (Exception error)
        {
            return ReportInternalError(error, host);
        }
    }

    private static int ReportInternalError(Exception error, CliHost host)
    {
        StringWriter text = new();
        Diagnostic diagnostic = new(DiagnosticCode.Internal, SourceSpan.None, "orus failed, not the program that it was given")
        {
            Help = "please report this, with the program; ORUS_DEBUG_TRACE=1 shows where it happened",
        };
        new DiagnosticRenderer(new SourceSet(), DiagnosticFormat.Friendly, false, text).Write(diagnostic);
        if (host.Variable("ORUS_DEBUG_TRACE") is { Length: > 0 })
            text.Write(error + "\n");
        host.WriteError(text.ToString());
        return ExitCode.Runtime;
    }
}
