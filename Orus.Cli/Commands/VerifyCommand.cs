using System;
using System.IO;
using System.Linq;
using System.Text;
using Orus.Cli.Options;
using Orus.Tier2.Verification;

namespace Orus.Cli.Commands;

/// <summary><c>orus verify</c></summary>
internal static class VerifyCommand
{
    public static int Run(CommandLine line, CliHost host)
    {
        if (SubjectOf(line, host) is not { } subject)
            return ExitCode.Compile;
        Verifier verifier = new(subject);
        if (CannotCompare(verifier, host))
            return ExitCode.Difference;
        if (FirstDifference(verifier, line.Settings) is { } difference)
        {
            host.WriteOutput(Report(difference, line));
            return ExitCode.Difference;
        }
        Outcome outcome = verifier.Expected;
        return host.WriteOutput($"{verifier.Compared} configurations do what the plain interpreter does: exit code {outcome.ExitCode}, {outcome.Output.Length} bytes of output\n");
    }

    /// <summary>The program with what it is given; null, with everything reported, if it cannot be read or has errors.</summary>
    internal static Subject? SubjectOf(CommandLine line, CliHost host)
    {
        CliSettings settings = line.Settings;
        Reporter reporter = new(host, settings);
        if (SourceReader.Read(line.File!, host, reporter) is not { } text)
            return null;
        Subject subject = new(SourceReader.NameOf(line.File!), text, new SubjectOptions
        {
            MaxDepth = settings.MaxDepth,
            Timeout = settings.Timeout,
            HeapLimit = settings.MaxHeap,
            Input = host.IsInputTerminal ? Stream.Null : host.OpenInput(),
            SearchPath = Compilation.SearchPath(host),
            ExecutableDirectory = AppContext.BaseDirectory,
        });
        reporter.Sources = subject.Sources;
        reporter.Report(subject.Diagnostics);
        return subject.Rejection is null ? subject : null;
    }

    /// <summary>Without the plain interpreter's outcome there is nothing to compare with.</summary>
    internal static bool CannotCompare(Verifier verifier, CliHost host)
    {
        if (!verifier.Expected.TimedOut)
            return false;
        host.WriteError("orus: the plain interpreter did not come to an end within the time limit, so there is nothing to compare with\n");
        return true;
    }

    internal static Difference? FirstDifference(Verifier verifier, CliSettings settings) =>
        verifier.FirstDifference(Verifier.Configurations(settings.RandomRuns, settings.Seed).Select(configuration => configuration.Under(settings.Switches)));

    internal static string Report(Difference difference, CommandLine line)
    {
        StringBuilder text = new();
        text.Append($"different from the plain interpreter with {difference.Configuration}\n").Append(difference.Describe());
        text.Append($"see it:      orus exec {line.File} {difference.Configuration}\n");
        text.Append($"expected:    orus exec {line.File} {Configuration.Oracle}\n");
        text.Append($"find why:    orus bisect {line.File} {difference.Configuration}\n");
        return text.ToString();
    }
}
