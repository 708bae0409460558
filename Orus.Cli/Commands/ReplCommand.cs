using Orus.Cli.Options;
using Orus.Cli.Repl;

namespace Orus.Cli.Commands;

/// <summary><c>orus repl</c></summary>
internal static class ReplCommand
{
    public static int Run(CommandLine line, CliHost host)
    {
        using ReplSession session = new(host, line.Settings);
        return session.Run();
    }
}
