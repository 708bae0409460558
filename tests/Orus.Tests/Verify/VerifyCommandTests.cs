using NUnit.Framework;
using Orus.Tests.Cli;

namespace Orus.Tests.Verify;

/// <summary><c>orus verify</c> and <c>orus bisect</c>, with programs that a planted miscompile makes behave differently.</summary>
[TestFixture]
internal sealed class VerifyCommandTests
{
    private const string ReadsWhatTheLoopChanges = """
        fn f(n: i32) -> i32:
            mut xs = [1, 2, 3,]
            mut t = 0
            for i in 0..n:
                t += xs[0]
                xs[0] = i
            return t
        print(f(5))
        """;

    private const string DividesNegativeNumbers = """
        fn f(n: i32) -> i32:
            mut t = 0
            for i in -5..n:
                t += i / 4
            return t
        print(f(3))
        """;

    private const string LeavesALoopEarly = """
        fn f(xs: [i32], n: i32) -> i32:
            mut a = 0
            mut b = 1
            mut i = 0
            try:
                while i < n:
                    a += xs[i]
                    b += a
                    i += 1
            catch e:
                print(e, a, b, i)
            return a + b
        print(f([1, 2, 3,], 5))
        """;

    private static CliRunner.Result Run(string command, string program, params string[] options)
    {
        using var directory = new ScratchDirectory();
        string path = directory.Add("test.orus", program);
        return CliRunner.Run([command, path, .. options]);
    }

    [Test]
    public void AProgramThatIsAlwaysTheSameIsVerified()
    {
        CliRunner.Result result = Run("verify", ReadsWhatTheLoopChanges);
        Assert.That(result.ExitCode, Is.Zero, result.Output);
        Assert.That(result.Output, Does.Contain("configurations do what the plain interpreter does: exit code 0, 2 bytes of output"));
    }

    [Test]
    public void EveryConfigurationReadsTheSameInput()
    {
        const string Program = "a = input()\nb = input()\nfor i in 0..3:\n    print(a, b)\n";
        using var directory = new ScratchDirectory();
        CliRunner.Result result = CliRunner.RunWithInput("x\ny\n", "verify", directory.Add("test.orus", Program));
        Assert.That(result.Output, Does.Contain("exit code 0, 12 bytes of output"), result.Output + result.Error);
    }

    [TestCase(ReadsWhatTheLoopChanges, "1", "licm in f")]
    [TestCase(DividesNegativeNumbers, "2", "strength in f")]
    public void AWrongPassIsFound(string program, string plant, string pass)
    {
        CliRunner.Result result = Run("verify", program, "--enable=plant=" + plant);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Contain("line 1 of the output").And.Contain("see it:      orus exec"));
        result = Run("bisect", program, "--enable=plant=" + plant);
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Contain("tier:     in the interpreter too").And.Contain("pass:     " + pass).And.Contain("pass-limit="));
    }

    [Test]
    public void AWrongExitIsFound()
    {
        CliRunner.Result result = Run("bisect", LeavesALoopEarly, "--enable=plant=3");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Contain("tier:     only when").And.Contain("unit:     orus:f").And.Contain("exit:     bounds at test.orus:7").And.Contain("unit-limit="));
    }

    [Test]
    public void AForcedExitThatGoesWrongIsNarrowedToItsGuard()
    {
        CliRunner.Result result = Run("bisect", LeavesALoopEarly.Replace("], 5)", "], 3)", System.StringComparison.Ordinal), "--tier2-threshold=1", "--tier2-sync", "--debug-exit=*:*:2", "--enable=plant=3");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Output, Does.Match(@"exit: .*forced at test.orus:\d+ \(guard \d+\)").And.Match(@"smallest: .*--debug-exit=\d+:\d+:2"));
    }

    [Test]
    public void NothingToBisectIsSaid()
    {
        CliRunner.Result result = Run("bisect", DividesNegativeNumbers, "--tier2-threshold=1");
        Assert.That(result.ExitCode, Is.Zero);
        Assert.That(result.Output, Does.Contain("there is nothing to look for"));
    }

    [Test]
    public void AProgramThatDoesNotCompileOrEndCannotBeCompared()
    {
        CliRunner.Result result = Run("verify", "print(x)\n");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Error, Does.Contain("x"));
        result = Run("verify", "while true:\n    pass\n", "--timeout=0.2", "--no-warnings");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("nothing to compare with"));
    }
}
