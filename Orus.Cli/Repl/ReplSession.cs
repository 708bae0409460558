using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;
using Orus.Interp.Engine;

namespace Orus.Cli.Repl;

/// <summary>An interactive session: reads inputs of one or more lines, runs them, shows values and errors.</summary>
internal sealed class ReplSession : IDisposable
{
    private const string Prompt = ">> ";
    private const string ContinuationPrompt = ".. ";
    private const string ClearScreen = "\u001b[2J\u001b[H";

    private readonly CliHost _host;
    private readonly CliSettings _settings;
    private readonly EngineOptions _options;
    private readonly ScriptStreams _streams;
    private readonly List<string> _history = [];
    private Reporter _reporter;
    private OrusSession _session;
    private bool _showsTiming;
    private bool _isOver;

    public ReplSession(CliHost host, CliSettings settings)
    {
        _host = host;
        _settings = settings;
        _options = Compilation.OptionsFor(settings, host, null, null);
        _streams = ScriptStreams.Open(_options);
        (_reporter, _session) = Start();
    }

    /// <summary>Runs the session to its end and returns the exit code.</summary>
    public int Run()
    {
        if (!_settings.Quiet && _host.IsInputTerminal)
            Write("orus: enter statements and expressions; :help lists the commands, :quit leaves\n");
        while (!_isOver && ReadInput() is { } input)
        {
            string trimmed = input.Trim();
            if (trimmed.Length == 0)
                continue;
            _history.Add(input.TrimEnd());
            if (trimmed[0] == ':')
                Command(trimmed);
            else
                Evaluate($"repl[{_history.Count}]", Encoding.UTF8.GetBytes(input));
        }
        _streams.Output.Flush();
        return ExitCode.Success;
    }

    public void Dispose() => _session.Dispose();

    private (Reporter Reporter, OrusSession Session) Start()
    {
        Reporter reporter = new(_host, _settings);
        return (reporter, new OrusSession(reporter.Sources, _options, _streams));
    }

    /// <summary>One input: a line, or as many as its blocks and brackets need. Null at the end of everything.</summary>
    private string? ReadInput()
    {
        StringBuilder input = new();
        while (ReadLine(input.Length == 0 ? Prompt : ContinuationPrompt) is { } line)
        {
            if (input.Length > 0 && line.Trim().Length == 0)
                return input.ToString();
            input.Append(line).Append('\n');
            if (line.TrimStart().StartsWith(':') || InputCompleteness.Of(input.ToString()) == Completeness.Complete)
                return input.ToString();
        }
        return input.Length > 0 ? input.ToString() : null;
    }

    private string? ReadLine(string prompt)
    {
        if (!_settings.Quiet)
            Write(prompt);
        _streams.Output.Flush();
        return _streams.Input.ReadLine()?.ToString();
    }

    private void Evaluate(string name, byte[] text)
    {
        long start = Stopwatch.GetTimestamp();
        using CancellationTokenSource cancellation = new();
        using InterruptWatch? watch = _host.WatchInterrupts(cancellation);
        SnippetResult result = _session.Evaluate(_reporter.Sources.Add(name, text), cancellation.Token);
        _isOver = result.Run?.Status == RunStatus.OutputClosed;
        _reporter.Report(result.Diagnostics);
        if (result.Run?.Error is { } error)
            _reporter.Report(error);
        if (_showsTiming)
            Write($"({Stopwatch.GetElapsedTime(start).TotalMilliseconds:F1} ms)\n");
    }

    private void Command(string line)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? line : line[..space];
        string operand = space < 0 ? "" : line[space..].Trim();
        List<string> names = [];
        foreach (ref readonly ReplCommandRow row in ReplCommandTable.All)
        {
            if (row.Name != name)
            {
                names.Add(row.Name);
                continue;
            }
            if (row.Operand.Length == 0 != (operand.Length == 0))
                Write(row.Operand.Length == 0 ? $"{name} takes nothing after it\n" : $"{name} needs {row.Operand}\n");
            else
                Execute(row.Id, operand);
            return;
        }
        string? nearest = Suggest.Nearest(name, names);
        Write($"there is no command {name}" + (nearest is null ? "; :help lists them\n" : $", did you mean {nearest}?\n"));
    }

    private void Execute(ReplCommandId command, string operand)
    {
        switch (command)
        {
            case ReplCommandId.Help:
                foreach (ref readonly ReplCommandRow row in ReplCommandTable.All)
                    Write($"  {row.Name + " " + row.Operand,-16} {row.Help}\n");
                break;
            case ReplCommandId.Quit or ReplCommandId.Exit:
                _isOver = true;
                break;
            case ReplCommandId.Reset:
                _session.Dispose();
                (_reporter, _session) = Start();
                break;
            case ReplCommandId.Load:
                if (SourceReader.Read(operand, _host, _reporter) is { } text)
                    Evaluate(operand, text);
                break;
            case ReplCommandId.Clear:
                if (_host.IsInputTerminal)
                    Write(ClearScreen);
                break;
            case ReplCommandId.History:
                for (int i = 0; i < _history.Count - 1; i++)
                    Write($"{i + 1,3}  {_history[i].Replace("\n", "\n     ", StringComparison.Ordinal)}\n");
                break;
            case ReplCommandId.Timing when operand is "on" or "off":
                _showsTiming = operand == "on";
                break;
            case ReplCommandId.Timing:
                Write(":timing needs on or off\n");
                break;
        }
    }

    private void Write(string text) => _streams.Output.Write(text);
}
