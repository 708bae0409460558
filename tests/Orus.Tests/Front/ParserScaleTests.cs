using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using NUnit.Framework;

namespace Orus.Tests.Front;

/// <summary>Long input takes time in proportion and no stack; deep input is a diagnostic.</summary>
[TestFixture]
internal sealed class ParserScaleTests
{
    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    [TestCase("x = 1", " + 1", "")]
    [TestCase("x = true", " and true", "")]
    [TestCase("x = 1", " < 1", "")]
    [TestCase("x = a", ".b", "")]
    [TestCase("x = a", "[0]", "")]
    [TestCase("x = f", "()", "")]
    [TestCase("x = [", "1, ", "]")]
    [TestCase("if a: b\n", "elif c: d\n", "")]
    [TestCase("match a:\n", "  1 -> b\n", "")]
    [TestCase("", "a = ", "1")]
    [TestCase("", "x = 1; ", "")]
    [TestCase("", "f(x)\n", "")]
    [TestCase("", "/* c */ ", "")]
    public void LongChains(string head, string part, string tail)
    {
        string text = head + Repeat(part, 100_000) + tail;
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(FrontHarness.Errors(text), Is.Empty);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [TestCase("(", "1", ")")]
    [TestCase("[", "1", "]")]
    [TestCase("f(", "1", ")")]
    [TestCase("- ", "a", "")]
    [TestCase("not ", "a", "")]
    [TestCase("{", "1", "}")]
    [TestCase("fn(): ", "1", "")]
    [TestCase("a if b else ", "c", "")]
    public void DeepNestingIsReportedOnce(string open, string middle, string close)
    {
        string text = "x = " + Repeat(open, 100_000) + middle + Repeat(close, 100_000) + "\ny = 1\n";
        string errors = FrontHarness.Errors(text);
        Assert.That(errors.Count(c => c == '\n'), Is.EqualTo(1), errors);
        Assert.That(errors, Does.Contain("E1009"));
    }

    /// <summary>What closes nothing is looked for in no more than one step.</summary>
    [TestCase("[", ")")]
    [TestCase("(", "]")]
    [TestCase("(", "}")]
    public void BracketsThatDoNotMatch(string open, string close)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Assert.That(FrontHarness.Errors(Repeat(open, 100_000) + Repeat(close, 100_000)), Is.Not.Empty);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void NestingUpToTheLimitIsFine() => Assert.That(FrontHarness.Errors("x = " + Repeat("(", 990) + "1" + Repeat(")", 990)), Is.Empty);

    [Test]
    public void DeepBlocksAreReported()
    {
        StringBuilder text = new();
        for (int i = 0; i < 1500; i++)
            text.Append(' ', i).Append("if a:\n");
        text.Append(' ', 1500).Append("b\nc d\n");
        string errors = FrontHarness.Errors(text.ToString());
        Assert.That(errors.Split("E1009"), Has.Length.EqualTo(2), "one for all lines that are too deep");
        Assert.That(errors, Does.Contain("1502:3: E1001"));
    }

    [Test]
    public void ManyErrorsTakeLinearTime()
    {
        Stopwatch watch = Stopwatch.StartNew();
        string errors = FrontHarness.Errors(Repeat("if a b:\n  c d\nx = (1\nprint(\n", 20_000));
        Assert.That(errors, Does.Contain("more omitted"));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void MutilatedProgramsNeverThrowOrHang()
    {
        string[] pieces = ["if a:", "\n", "\n  ", "\n    ", "(", ")", "[", "]", "{", "}", "x", " = ", "1", ".", "..", "fn(", "fn f(", ":", "->", "match x:", ",", ";", "else:", "catch e:",
            "try:", "struct S:", "enum E:", "impl S:", "use a", "pub ", "print(", "\"s\"", "\"", "'a", "for i in ", "-", "+", "mut ", "P{", "as ", "/*", "//", "!", "é", "return ", "_"];
        Random random = new(20);
        for (int i = 0; i < 20_000; i++)
        {
            StringBuilder text = new();
            for (int j = random.Next(1, 40); j > 0; j--)
                text.Append(pieces[random.Next(pieces.Length)]).Append(random.Next(3) == 0 ? " " : "");
            string program = text.ToString();
            Assert.That(() => FrontHarness.Errors(program), Throws.Nothing, program);
        }
    }
}
