namespace Orus.Cli;

/// <summary>The codes with which the process ends.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Configurations that should do the same do not, or a comparison failed.</summary>
    public const int Difference = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 64;

    /// <summary>The program does not compile, or its file cannot be read.</summary>
    public const int Compile = 65;

    /// <summary>An uncaught run-time error, a limit exceeded, or a failure inside orus itself.</summary>
    public const int Runtime = 70;

    /// <summary>The output, or a report about the run, could not be written.</summary>
    public const int Io = 74;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
