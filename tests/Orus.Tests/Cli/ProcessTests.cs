using System;
using System.Diagnostics;
using System.Threading;
using NUnit.Framework;
using Orus.Cli;

namespace Orus.Tests.Cli;

/// <summary>What only a process of its own can show: signals, pipes, the real streams.</summary>
[TestFixture]
[Platform("Unix")]
internal sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void BytesPassUnchangedThroughTheRealStreams()
    {
        string file = _files.Add("echo.orus", "print(input())\nprint(\"é\")\nprint(1 / 0)\n");
        using Process process = Shell($"printf 'h\\303\\251y' | $ORUS exec {file}");
        Assert.That(process.StandardOutput.ReadToEnd(), Is.EqualTo("héy\né\n"));
        Assert.That(process.StandardError.ReadToEnd(), Does.StartWith("-- RUNTIME PANIC"));
        Assert.That(ExitCodeOf(process), Is.EqualTo(70));
    }

    [Test]
    public void AClosedPipeEndsQuietly()
    {
        string file = _files.Add("many.orus", "mut i: i64 = 0\nwhile true:\n    print(i)\n    i += 1\n");
        using Process process = Shell($"$ORUS exec {file} | head -n 2; echo ${{PIPESTATUS[0]}}");
        Assert.That(process.StandardOutput.ReadToEnd(), Is.EqualTo("0\n1\n0\n"));
        Assert.That(process.StandardError.ReadToEnd(), Is.Empty);
        Assert.That(ExitCodeOf(process), Is.Zero);
    }

    [TestCase("print(\"go\")\nprint(input())\n", "interrupted while the program was waiting", TestName = "CtrlCEndsAProgramThatWaits")]
    [TestCase("fn spin():\n    mut i: i64 = 0\n    while true:\n        i += 1\nprint(\"go\")\nprint(input())\nspin()\n", "\\.orus:[34]:", TestName = "CtrlCTellsWhereTheProgramWas")]
    [TestCase("fn spin(values: [i32]):\n    mut i: i64 = 0\n    while true:\n        try:\n            i += values[5] as i64\n        catch:\n            i += 1\nprint(\"go\")\nprint(input())\nspin([1])\n", "\\.orus:[34567]:", TestName = "CtrlCIsNotCaught")]
    public void CtrlC(string program, string message)
    {
        using Process process = Shell($"exec env --default-signal=INT $ORUS exec {_files.Add("wait.orus", program)}");
        Assert.That(process.StandardOutput.ReadLine(), Is.EqualTo("go"));
        if (program.Contains("spin", StringComparison.Ordinal))
        {
            // How long a busy machine takes until the loop runs, nobody knows; that it runs, its processor time tells.
            TimeSpan before = process.TotalProcessorTime;
            process.StandardInput.WriteLine("spinning");
            var clock = Stopwatch.StartNew();
            while (process.TotalProcessorTime - before < TimeSpan.FromMilliseconds(200) && clock.Elapsed < Patience)
            {
                Thread.Sleep(20);
                process.Refresh();
            }
        }
        Interrupt(process);
        Assert.That(ExitCodeOf(process), Is.EqualTo(130));
        Assert.That(process.StandardError.ReadToEnd(), Does.Match(message));
    }

    private static int ExitCodeOf(Process process)
    {
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the process does not end");
        }
        return process.ExitCode;
    }

    private static void Interrupt(Process process)
    {
        using Process kill = Process.Start("/bin/kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static Process Shell(string command)
    {
        ProcessStartInfo start = new("/bin/bash", ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ORUS"] = $"{Environment.ProcessPath} {typeof(CliHost).Assembly.Location}";
        return Process.Start(start)!;
    }
}
