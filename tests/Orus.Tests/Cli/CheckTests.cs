using NUnit.Framework;

namespace Orus.Tests.Cli;

[TestFixture]
internal sealed class CheckTests
{
    private const string Program = """
        struct P:
            x: i32
        enum E:
            A(v: i32)
            B
        fn weigh(e: E) -> i32:
            return match e:
                E.A(v) -> v
                E.B -> 0
        mut total = 0
        for i in 0..9:
            total += weigh(E.A(i)) if i > 0 else P{ x: 5 }.x
        print("total @", total)

        """;

    [Test]
    public void CheckRunsNothing()
    {
        CliRunner.Result result = CliRunner.RunWithInput(Program, "check", "-");
        Assert.That(result, Is.EqualTo(new CliRunner.Result(0, "", "")));
    }

    [Test]
    public void CheckReportsEveryIndependentError()
    {
        CliRunner.Result result = CliRunner.RunWithInput("x: i32 = true\nprint(nope)\nbreak\n", "check", "-", "--error-format=minimal");
        Assert.That(result.ExitCode, Is.EqualTo(65));
        Assert.That(result.Error.TrimEnd().Split('\n'), Has.Length.EqualTo(3));
    }

    [TestCase("tokens", "== tokens\n1:1 ")]
    [TestCase("ast", "struct P")]
    [TestCase("typed", "fn weigh(e: E) -> i32")]
    [TestCase("typed", "for i: i32 in 0:i32..9:i32")]
    [TestCase("ir", "function main(")]
    [TestCase("loops", "loop 0 at <stdin>:11 in main: ForRange, depth 1")]
    [TestCase("bytecode", "function main frame")]
    public void StagesAreDumpedToStandardOutput(string stage, string expected)
    {
        CliRunner.Result result = CliRunner.RunWithInput(Program, "check", "-", "--dump", stage);
        Assert.That(result.Output, Does.StartWith("== " + stage).And.Contain(expected));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void ExecDumpsToStandardErrorSoThatTheOutputIsTheProgramsOwn()
    {
        CliRunner.Result result = CliRunner.RunWithInput(Program, "exec", "-", "--dump=tokens,ast,typed,ir,loops,bytecode");
        Assert.That(result.Output, Is.EqualTo("total 41\n"));
        foreach (string stage in new[] { "tokens", "ast", "typed", "ir", "loops", "bytecode" })
            Assert.That(result.Error, Does.Contain("== " + stage + "\n"));
    }

    [Test]
    public void TokensAndTreeAreShownEvenIfThereAreErrors()
    {
        CliRunner.Result result = CliRunner.RunWithInput("x = nope\n", "check", "-", "--show-tokens", "--show-ast");
        Assert.That(result.Output, Does.Contain("== tokens").And.Contain("== ast"));
        Assert.That(result.ExitCode, Is.EqualTo(65));
    }

    [Test]
    public void OneLoopCanBePicked()
    {
        const string Loops = "for i in 0..3: print(i)\nfor j in 0..4: print(j)\n";
        string picked = CliRunner.RunWithInput(Loops, "check", "-", "--dump=loops", "--dump-loop=1", "--disable=all").Output;
        Assert.That(picked, Does.Contain("loop 1 at <stdin>:2").And.Not.Contain("loop 0"));
    }
}
