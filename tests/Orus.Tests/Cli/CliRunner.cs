using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Orus.Cli;

namespace Orus.Tests.Cli;

/// <summary>Runs the command line inside the test's process.</summary>
internal sealed class CliRunner : CliHost, IDisposable
{
    private readonly MemoryStream _input;
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _error = new();
    private readonly Dictionary<string, string> _variables;

    internal CliRunner(string input, Dictionary<string, string> variables)
    {
        _input = new MemoryStream(Encoding.UTF8.GetBytes(input));
        _variables = variables;
    }

    public override bool IsInputTerminal => false;

    public override bool IsErrorTerminal => false;

    /// <summary>What a run wrote and its exit code.</summary>
    internal readonly record struct Result(int ExitCode, string Output, string Error);

    public static Result Run(params string[] arguments) => Run("", [], arguments);

    public static Result RunWithInput(string input, params string[] arguments) => Run(input, [], arguments);

    public static Result Run(string input, Dictionary<string, string> variables, params string[] arguments)
    {
        using CliRunner host = new(input, variables);
        int exitCode = Program.Run(arguments, host);
        return new Result(exitCode, Encoding.UTF8.GetString(host._output.ToArray()), Encoding.UTF8.GetString(host._error.ToArray()));
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    public override Stream OpenInput() => _input;

    public override Stream OpenOutput() => _output;

    public override string? Variable(string name) => _variables.GetValueOrDefault(name);

    protected override Stream OpenError() => _error;
}
