using System;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using System.Threading;
using Orus.Interp.Text;

namespace Orus.Cli;

/// <summary>What the command line touches of the process around it; tests give it another.</summary>
internal abstract class CliHost
{
    private Stream? _error;

    public abstract Stream OpenInput();

    public abstract Stream OpenOutput();

    public abstract string? Variable(string name);

    public abstract bool IsInputTerminal { get; }

    public abstract bool IsErrorTerminal { get; }

    /// <summary>Writes text to standard output and returns the exit code of a command that does no more than that.</summary>
    public int WriteOutput(string text)
    {
        Output output = new(OpenOutput());
        output.Write(text);
        output.Flush();
        return ExitCode.Success;
    }

    protected abstract Stream OpenError();

    /// <summary>From now on Ctrl-C cancels; null where there is no Ctrl-C.</summary>
    public virtual InterruptWatch? WatchInterrupts(CancellationTokenSource cancellation) => null;

    /// <summary>Writes text to standard error at once. If nobody reads it any more, nothing is lost that could be saved.</summary>
    public void WriteError(string text)
    {
        try
        {
            (_error ??= OpenError()).Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
            _error = Stream.Null;
        }
    }
}

/// <summary>The real process.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "The stream belongs to whoever opened it; here it is only asked whether somebody waits for it.")]
internal sealed class ProcessHost : CliHost
{
    private WatchedInput? _input;

    public override Stream OpenInput() => _input = new WatchedInput(Console.OpenStandardInput());

    /// <summary>Does the program wait for input?</summary>
    public bool IsInputAwaited => _input is { IsAwaited: true };

    public override Stream OpenOutput() => Output.OpenStandardOutput();

    public override string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public override bool IsInputTerminal => !Console.IsInputRedirected;

    public override bool IsErrorTerminal => !Console.IsErrorRedirected;

    public override InterruptWatch? WatchInterrupts(CancellationTokenSource cancellation) => new(this, cancellation);

    protected override Stream OpenError() => Console.OpenStandardError();
}
