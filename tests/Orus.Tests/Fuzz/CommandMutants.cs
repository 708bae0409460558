using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Orus.Cli;

namespace Orus.Tests.Fuzz;

/// <summary>
/// Gives damaged programs to <c>orus check</c> and <c>orus exec --timeout 1</c>, each in a process of its own. Every answer must be an exit code and a text of Orus's own, given in time, and both commands must agree
/// whether the program compiles.
/// </summary>
internal sealed class CommandMutants(DirectoryInfo directory, int seed, Func<int, byte[]> mutant)
{
    private const int Workers = 2;
    private const int MostFindings = 50;
    private const int CompileError = 65;

    /// <summary>What a run with a limit of one second may take on a busy machine before it counts as hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly string[] ForbiddenTexts = ["INTERNAL ERROR", "Unhandled exception", "Exception:", "   at Orus.", "   at System.", "System.Private.CoreLib"];

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Dictionary<int, int> _exits = [];
    private readonly List<string> _findings = [];
    private int _handedOut;
    private int _tried;

    private sealed record Answer(int? ExitCode, string Error);

    public IReadOnlyList<string> Findings => _findings;

    /// <summary>Tries so many programs, one seed each.</summary>
    public void Try(int count)
    {
        directory.Create();
        Task[] workers = new Task[Workers];
        for (int i = 0; i < workers.Length; i++)
            workers[i] = Task.Factory.StartNew(() => Work(count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task.WaitAll(workers);
    }

    public override string ToString()
    {
        lock (_findings)
        {
            StringBuilder exits = new();
            foreach (int code in (int[])[0, 65, 70])
                exits.Append(exits.Length == 0 ? "" : ", ").Append(_exits.GetValueOrDefault(code)).Append(" times ").Append(code);
            return $"{_tried} damaged programs of seeds {seed} to {seed + _tried - 1} through `orus check` and `orus exec` in {_clock.Elapsed.TotalSeconds:F0} s; exec left with {exits}; {_findings.Count} findings";
        }
    }

    private void Work(int count)
    {
        int number;
        while ((number = Interlocked.Increment(ref _handedOut) - 1) < count)
        {
            string path = Path.Combine(directory.FullName, $"mutant-{seed + number}.orus");
            File.WriteAllBytes(path, mutant(seed + number));
            Answer check = Run("check", path);
            Answer exec = Run("exec", "--timeout", "1", "--max-heap", "1G", path);
            string? problem = ProblemOf(check, 0, CompileError) ?? ProblemOf(exec, 0, CompileError, 70)
                ?? (check.ExitCode == CompileError == (exec.ExitCode == CompileError) ? null : $"check leaves with {check.ExitCode}, exec with {exec.ExitCode}");
            lock (_findings)
            {
                _tried++;
                int code = exec.ExitCode ?? -1;
                _exits[code] = _exits.GetValueOrDefault(code) + 1;
                if (problem is not null && _findings.Count < MostFindings)
                    _findings.Add($"{path}: {problem}");
            }
            if (problem is null)
                File.Delete(path);
        }
    }

    private static string? ProblemOf(Answer answer, params int[] allowed)
    {
        if (answer.ExitCode is not { } code)
            return "hangs\n" + answer.Error;
        if (Array.IndexOf(allowed, code) < 0)
            return $"leaves with {code}\n{answer.Error}";
        return Array.Exists(ForbiddenTexts, text => answer.Error.Contains(text, StringComparison.Ordinal)) ? "shows .NET's words\n" + answer.Error : null;
    }

    private static Answer Run(params string[] arguments)
    {
        string? command = FuzzSettings.Command;
        ProcessStartInfo start = new(command ?? Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (command is null)
            start.ArgumentList.Add(typeof(CliHost).Assembly.Location);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task output = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return new Answer(null, errors.Result);
        }
        output.Wait();
        return new Answer(process.ExitCode, errors.Result);
    }
}
