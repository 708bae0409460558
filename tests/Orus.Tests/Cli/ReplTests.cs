using System.Collections.Generic;
using NUnit.Framework;
using Orus.Cli.Repl;

namespace Orus.Tests.Cli;

[TestFixture]
internal sealed class ReplTests
{
    [TestCase("1 + 2\n", "3\n")]
    [TestCase("\"a\"\n[\"b\"]\n", "\"a\"\n[\"b\"]\n")]
    [TestCase("x = 5\nx * 2\n", "10\n")]
    [TestCase("fn f():\n    pass\n\nf()\n", "", TestName = "VoidPrintsNothing")]
    [TestCase("fn f(n):\n    return n * 2\n\nf(4)\nf(1.5)\n", "8\n3.0\n", TestName = "AFunctionOfSeveralLines")]
    [TestCase("print(\n1,\n2)\n", "1 2\n", TestName = "ABracketContinues")]
    [TestCase("if true:\n    print(1)\nelse:\n    print(2)\n\nprint(3)\n", "1\n3\n", TestName = "ABlockEndsAtAnEmptyLine")]
    [TestCase("for i in 0..2:\n    print(i)", "0\n1\n", TestName = "TheEndOfInputEndsABlock")]
    [TestCase("mut v = 1\nv = \"s\"\nv\n", "\"s\"\n", TestName = "MutableVariablesAreAny")]
    [TestCase("x = 1\nx = \"s\"\nx\n", "\"s\"\n", TestName = "RedeclarationReplaces")]
    [TestCase("fn f() -> i32: 1\nfn f() -> i32: 2\nf()\n", "2\n", TestName = "FunctionsCanBeReplaced")]
    [TestCase("struct P:\n    a: i32\nimpl P:\n    fn twice(self) -> i32: self.a * 2\n\np = P{ a: 4 }\np.twice()\np\n", "8\nP{ a: 4 }\n", TestName = "TypesPersist")]
    [TestCase("mut n = 0\nfn next() -> any:\n    n += 1\n    return n\n\nnext()\nnext()\nn\n", "1\n2\n2\n", TestName = "FunctionsShareVariables")]
    [TestCase("input()\nsome text\n", "\"some text\"\n", TestName = "InputReadsFromTheSameStream")]
    [TestCase("x = 1\n:reset\nx = 2\nx\n", "2\n", TestName = "ResetForgets")]
    [TestCase("1\n:quit\n2\n", "1\n", TestName = "QuitLeaves")]
    [TestCase("1\n:exit\n2\n", "1\n", TestName = "ExitLeaves")]
    [TestCase(":histry\n", "there is no command :histry, did you mean :history?\n", TestName = "UnknownCommands")]
    [TestCase("1\n:history\n", "1\n  1  1\n", TestName = "History")]
    [TestCase(":load\n", ":load needs FILE\n", TestName = "MissingOperands")]
    [TestCase("mut n: i32 = 1\nfn f(g: fn()) -> i32:\n    before = n\n    g()\n    return n - before\n\nf(fn(): pass)\nfn bump(): n += 1\nf(bump)\n", "0\n1\n", TestName = "ALaterInputAssignsWhatEarlierCodeReads")]
    [TestCase("mut n: i32 = 5\nfn f(g: fn()) -> i32:\n    mut sum = 0\n    for i in 0..10000:\n        sum += n\n        if i == 9990: g()\n    return sum\n\nf(fn(): pass)\nfn bump(): n = 6\nf(bump)\n", "50000\n50009\n", TestName = "ALaterInputAssignsWhatACompiledLoopReads")]
    [TestCase("struct P:\n    a: i32\n\np = P{ a: 4 }\nimpl P:\n    fn twice(self) -> i32: self.a * 2\n\np.twice()\nmut v: any = p\nv.twice()\nimpl P:\n    fn twice(self) -> i32: 0\n\np.twice()\nv.twice()\n", "8\n8\n0\n0\n", TestName = "MethodsCanBeAddedAndReplaced")]
    public void Sessions(string input, string output)
    {
        CliRunner.Result result = CliRunner.RunWithInput(input, "repl", "-q");
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.Output, Is.EqualTo(output));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void ImportsPersist()
    {
        using ScratchDirectory files = new();
        files.Add("counting.orus", "pub mut made = 0\npub STEP: i32 := 2\npub fn more() -> i32:\n    made += STEP\n    return made\n");
        const string Input = "use counting: more as next, made\nnext()\nmade = 10\nnext()\nuse counting\ncounting.made\nuse counting: *\nmore() + STEP\nfn more(): \"mine\"\nuse counting: *\nmore()\n";
        CliRunner.Result result = CliRunner.Run(Input, new Dictionary<string, string> { ["ORUSPATH"] = files.PathOf("") }, "repl", "-q");
        Assert.That(result.Error, Is.Empty);
        Assert.That(result.Output, Is.EqualTo("2\n12\n12\n16\n\"mine\"\n"));
    }

    [TestCase("x = 1\nx = nope\nx\n", "E1010", "1\n", TestName = "CompileErrorsKeepTheState")]
    [TestCase("x = 1\n1 / 0\nx\n", "E0001", "1\n", TestName = "RunTimeErrorsKeepTheState")]
    [TestCase("y: string = \"a\"[3]\ny\n", "Variable 'y' was used before it was assigned", "", TestName = "AFailedDeclarationHasNoValue")]
    [TestCase("use nowhere\n1\n", "E3003", "1\n", TestName = "AMissingModule")]
    [TestCase("x = (1 +\n\n2\n", "E10", "2\n", TestName = "AnEmptyLineGivesUpOnABracket")]
    public void ErrorsDoNotEndASession(string input, string error, string output)
    {
        CliRunner.Result result = CliRunner.RunWithInput(input, "repl", "-q", "--error-format=minimal");
        Assert.That(result.Error, Does.Contain(error));
        Assert.That(result.Output, Is.EqualTo(output));
        Assert.That(result.ExitCode, Is.Zero);
    }

    [Test]
    public void PromptsShowWhetherMoreIsExpected()
    {
        CliRunner.Result result = CliRunner.RunWithInput("if true:\n    print(1)\n\n");
        Assert.That(result.Output, Is.EqualTo(">> .. .. 1\n>> "));
    }

    [Test]
    public void LoadRunsAFileAndKeepsItsDeclarations()
    {
        using ScratchDirectory files = new();
        string file = files.Add("lib.orus", "fn twice(n: i32) -> i32:\n    return n * 2\nprint(\"loaded\")\n");
        Assert.That(CliRunner.RunWithInput($":load {file}\ntwice(4)\n", "repl", "-q").Output, Is.EqualTo("loaded\n8\n"));
        Assert.That(CliRunner.RunWithInput(":load /nowhere.orus\n1\n", "repl", "-q").Error, Is.EqualTo("orus: cannot read '/nowhere.orus': there is no such file\n"));
    }

    [Test]
    public void HelpListsEveryCommandAndTimingTellsTheTime()
    {
        string help = CliRunner.RunWithInput(":help\n", "repl", "-q").Output;
        foreach (ReplCommandRow row in ReplCommandTable.All.ToArray())
            Assert.That(help, Does.Contain("  " + row.Name + " "));
        Assert.That(CliRunner.RunWithInput(":timing on\n1\n:timing off\n2\n", "repl", "-q").Output, Does.Match("^1\n\\([0-9.]+ ms\\)\n2\n$"));
    }

    [TestCase("1 + 2\n", Completeness.Complete)]
    [TestCase("if x:\n", Completeness.OpenBlock)]
    [TestCase("if x: // comment\n", Completeness.OpenBlock)]
    [TestCase("if x: print(1)\n", Completeness.Complete)]
    [TestCase("fn f():\n    return 1\n", Completeness.OpenBlock)]
    [TestCase("f(1,\n", Completeness.OpenBracket)]
    [TestCase("f([1,\n2]\n", Completeness.OpenBracket)]
    [TestCase("f(fn(x):\n    return x\n)\n", Completeness.Complete)]
    [TestCase("x = \"unfinished\n", Completeness.Complete)]
    [TestCase("match x:\n", Completeness.OpenBlock)]
    [TestCase("a = [1, 2,][0..1]\n", Completeness.Complete)]
    [TestCase(")\n", Completeness.Complete)]
    public void CompletenessFollowsFromTheTokens(string input, object expected) =>
        Assert.That(InputCompleteness.Of(input), Is.EqualTo(expected));
}
