using System;
using System.IO;
using System.Text;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Text;

namespace Orus.Cli;

/// <summary>The command line of orus.</summary>
internal static class Program
{
    private static int Main(string[] args) => Run(args, new ProcessHost());

    /// <summary>Does what the arguments ask for and returns the exit code.</summary>
    internal static int Run(string[] arguments, CliHost host)
    {
        try
        {
            CommandLine line = CommandLine.Parse(arguments, host);
            if (line.Settings.ShowVersion)
                return WriteText(host, $"orus {typeof(Program).Assembly.GetName().Version!.ToString(3)}\n");
            if (line.Settings.ShowHelp)
                return WriteText(host, line.IsCommandNamed ? HelpText.Of(CommandTable.Row(line.Command)) : HelpText.General());
            return ExitCode.Success;
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
        catch (Exception error)
        {
            return ReportInternalError(error, host);
        }
    }

    private static int WriteText(CliHost host, string text)
    {
        using Stream output = host.OpenOutput();
        output.Write(Encoding.UTF8.GetBytes(text));
        return ExitCode.Success;
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
