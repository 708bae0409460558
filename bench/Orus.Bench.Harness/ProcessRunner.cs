using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace Orus.Bench.Harness;

/// <summary>What is left of a process.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Seconds">From start to end, by the wall clock.</param>
/// <param name="PeakBytes">The largest resident memory that was seen; 0 where the system does not tell.</param>
public sealed record Finished(int ExitCode, string Output, string Error, double Seconds, long PeakBytes);

/// <summary>Starts processes and waits for them.</summary>
public static class ProcessRunner
{
    private static readonly TimeSpan MemoryPoll = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs a command with a standard input; one that cannot be started or takes longer than <paramref name="limit"/> (and is ended) is a <see cref="BenchException"/>.</summary>
    public static Finished Run(string[] command, string input, string? directory, TimeSpan limit)
    {
        ProcessStartInfo start = new(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        for (int i = 1; i < command.Length; i++)
            start.ArgumentList.Add(command[i]);

        long started = Stopwatch.GetTimestamp();
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        WriteInput(process, input);
        long peak = 0;
        while (!process.WaitForExit(MemoryPoll))
        {
            peak = Math.Max(peak, PeakMemory(process.Id));
            if (Stopwatch.GetElapsedTime(started) < limit)
                continue;
            process.Kill(entireProcessTree: true);
            throw new BenchException($"`{string.Join(' ', command)}` was ended after {limit.TotalSeconds} seconds");
        }
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return new Finished(process.ExitCode, output.Result, error.Result, seconds, peak);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception problem)
        {
            throw new BenchException($"cannot start {start.FileName}: {problem.Message}");
        }
    }

    private static void WriteInput(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading its input; its exit code tells whether that is a failure.
        }
    }

    // The kernel keeps the high-water mark only as long as the process lives.
    private static long PeakMemory(int processId)
    {
        const string Key = "VmHWM:";
        try
        {
            foreach (string line in File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/status"))
            {
                if (line.StartsWith(Key, StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(Key.Length, line.Length - Key.Length - "kB".Length).Trim(), CultureInfo.InvariantCulture) * 1024;
            }
        }
        catch (IOException)
        {
            // Gone already, or a system without /proc.
        }
        return 0;
    }
}
