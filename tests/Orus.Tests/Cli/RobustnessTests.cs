using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Cli;

namespace Orus.Tests.Cli;

/// <summary>Programs and files that ask for too much, and a world that gives too little: in every tier one clear message, the right exit code, and no output lost.</summary>
[TestFixture("--tier=interp")]
[TestFixture("--tier2-threshold=1 --tier2-sync")]
[TestFixture("--tier=tier2")]
[TestFixture("--disable=all --no-tier2")]
internal sealed class RobustnessTests(string tier) : IDisposable
{
    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    private CliRunner.Result Run(string program, params string[] options) => CliRunner.Run(["exec", .. tier.Split(' '), "--error-format=minimal", "--no-warnings", .. options, _files.Add("p.orus", program)]);

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    [TestCase("mut x: u32 = 0\nprint(\"before\")\nwhile true:\n    x += 1\n", "--timeout=0.05", "the time limit of 0.05 s is over", TestName = "EndlessLoop")]
    [TestCase("fn f(n: i32) -> i32:\n    return f(n + 1) + 1\nprint(\"before\")\nprint(f(0))\n", "--timeout=20", "recursion limit of 10000 calls exceeded", TestName = "EndlessRecursion")]
    [TestCase("fn f(n: i32, g: any) -> i32:\n    mut sum = 0\n    for i in 0..3: sum += g(n + 1, g)\n    return sum\nprint(\"before\")\nprint(f(0, f))\n", "--timeout=20", "recursion limit of 10000 calls exceeded", TestName = "EndlessRecursionThroughLoops")]
    [TestCase("mut all: [[i64]] = []\nprint(\"before\")\nwhile true:\n    push(all, [7i64, 100000])\n", "--max-heap=1M", "Out of memory", TestName = "EndlessAllocation")]
    [TestCase("mut s = \"\"\nprint(\"before\")\nwhile true:\n    s = s + \"0123456789\"\n", "--max-heap=1M", "Out of memory", TestName = "HugeString")]
    [TestCase("mut a: [i32] = []\nprint(\"before\")\nwhile true:\n    push(a, 1)\n", "--max-heap=1M", "Out of memory", TestName = "HugeArray")]
    [TestCase("print(\"before\")\na = [0.5, 3] * 2147483647\n", "--timeout=20", "Out of memory", TestName = "ArrayBeyondTheLimit")]
    public void TooMuch(string program, string option, string message)
    {
        CliRunner.Result result = Run(program, option);
        Assert.That(result.ExitCode, Is.EqualTo(70), result.Error);
        Assert.That(result.Output, Is.EqualTo("before\n"));
        Assert.That(result.Error, Does.Contain(message).And.Contain("p.orus:"));
        Assert.That(result.Error.TrimEnd().Split('\n')[0], Does.Match(@"p\.orus:\d+:\d+: E\d{4}: "));
    }

    [Test]
    public void AnExpressionOfAMegabyte()
    {
        CliRunner.Result result = Run("fn f(a: i64) -> i64:\n    return a" + Repeat(" + a", 1 << 18) + "\nmut t: i64 = 0\nfor i in 0i64..3: t += f(i)\nprint(t)\n");
        Assert.That(result.Output, Is.EqualTo("786435\n"), result.Error);
        Assert.That(result.ExitCode, Is.Zero);
    }

    [TestCase("(", ")")]
    [TestCase("[", "]")]
    [TestCase("{", "}")]
    public void AHundredThousandNestedBrackets(string open, string close)
    {
        CliRunner.Result result = Run("print(\"before\")\nx = " + Repeat(open, 100_000) + "1" + Repeat(close, 100_000) + "\n");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.Contain("E1009").And.Match("p.orus:2:"));
    }

    [Test]
    public void BinaryFilesAndTextThatIsNotUtf8()
    {
        var random = new Random(6);
        for (int i = 0; i < 8; i++)
        {
            byte[] bytes = new byte[2000];
            random.NextBytes(bytes);
            string file = _files.PathOf("binary.orus");
            File.WriteAllBytes(file, bytes);
            CliRunner.Result result = CliRunner.Run("exec", file, "--error-format=minimal");
            Assert.That(result.ExitCode, Is.EqualTo(65));
            Assert.That(result.Error, Does.Match(@"binary\.orus:\d+:\d+: E\d{4}: "));
        }
        // Inside of a string all bytes are welcome.
        string latin = _files.PathOf("latin.orus");
        File.WriteAllBytes(latin, [.. "s = \""u8, 0xe9, 0xff, .. "\"\nprint(len(s))\n"u8]);
        Assert.That(CliRunner.Run(["exec", .. tier.Split(' '), latin]).Output, Is.EqualTo("2\n"));
    }

    [Test]
    public void ModulesInACircle()
    {
        _files.Add("b.orus", "use c\n");
        _files.Add("c.orus", "use b\n");
        CliRunner.Result result = Run("print(\"before\")\nuse b\n");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Output, Is.Empty);
        Assert.That(result.Error, Does.Contain("E3002"));
    }

    [Test, Platform("Unix")]
    public void ABrokenPipeEndsQuietly()
    {
        string file = _files.Add("many.orus", "mut i: i64 = 0\nwhile true:\n    try:\n        print(i)\n    catch e:\n        i = 0\n    i += 1\n");
        (int exitCode, string output, string error) = Shell($"{Command(file)} | head -n 2; echo ${{PIPESTATUS[0]}}");
        Assert.That(output, Is.EqualTo("0\n1\n0\n"));
        Assert.That(error, Is.Empty);
        Assert.That(exitCode, Is.Zero);
    }

    [TestCase("print(1)\n", TestName = "FullDiskAtTheEnd"), Platform("Unix")]
    [TestCase("for i in 0..100000:\n    try:\n        print(i)\n    catch e:\n        print(e)\n", TestName = "FullDiskInALoop")]
    [TestCase("fn f(i: i32):\n    print(i)\nfor i in 0..100000: f(i)\n", TestName = "FullDiskInAFunction")]
    public void AFullDiskIsOneError(string program)
    {
        Assume.That(File.Exists("/dev/full"));
        (int exitCode, _, string error) = Shell($"{Command(_files.Add("print.orus", program))} > /dev/full");
        Assert.That(error, Does.StartWith("orus: cannot write the output: ").And.Contain("No space left on device"));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), error);
        Assert.That(exitCode, Is.EqualTo(74));
    }

    [Test]
    public void TelemetryOnAFullDiskLosesNothing()
    {
        Assume.That(File.Exists("/dev/full"));
        CliRunner.Result result = Run("print(\"done\")\n", "--telemetry=/dev/full");
        Assert.That(result.Output, Is.EqualTo("done\n"));
        Assert.That(result.ExitCode, Is.EqualTo(74));
    }

    private string Command(string file) => $"{Environment.ProcessPath} {typeof(CliHost).Assembly.Location} exec {tier} {file}";

    private static (int ExitCode, string Output, string Error) Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string output = process.StandardOutput.ReadToEnd();
        string error = process.StandardError.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the process does not end");
        }
        return (process.ExitCode, output, error);
    }
}
