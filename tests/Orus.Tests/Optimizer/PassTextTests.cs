using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Optimizer;

/// <summary>
/// Runs the pass tests under <c>tests/optimizer</c>. A file holds cases; each begins with <c>;;</c> and a title, then the IR before, a line <c>---</c>, and the IR the pass named
/// by the directory must make of it; <c>a+b</c> are two passes, one after the other. Functions after the first are there to be called. <c>ORUS_BLESS=1</c> rewrites the expectations.
/// </summary>
[TestFixture]
internal sealed class PassTextTests
{
    internal sealed record Case(string File, string Pass, string Title, string Before, string After);

    internal static IEnumerable<TestCaseData> Cases()
    {
        foreach (Case test in AllCases())
            yield return new TestCaseData(test).SetName("{m}: " + test.Pass + ": " + test.Title);
    }

    [TestCaseSource(nameof(Cases))]
    public void PassMakes(Case test)
    {
        string actual = Transform(test);
        Assert.That(actual, Is.EqualTo(test.After));
    }

    /// <summary>What a pass leaves must be something it has nothing to do with.</summary>
    [TestCaseSource(nameof(Cases))]
    public void SecondRunChangesNothing(Case test)
    {
        // The functions to be called do not change.
        int others = test.Before.IndexOf("function ", 1, StringComparison.Ordinal);
        string once = WithoutComments(Transform(test));
        Assert.That(WithoutComments(Transform(test with { Before = once + (others < 0 ? "" : test.Before[others..]) })), Is.EqualTo(once));
    }

    /// <summary>The pipeline runs passes again as long as they say that they changed something.</summary>
    [TestCaseSource(nameof(Cases))]
    public void CountsTellWhetherSomethingChanged(Case test)
    {
        RunPass(test, out PassStats stats);
        if (!test.Pass.Contains('+', StringComparison.Ordinal))
            Assert.That(stats.Changed, Is.EqualTo(!IsNearMiss(test)));
    }

    /// <summary>Proofs of checks and marks of inlined instructions are not read back.</summary>
    private static string WithoutComments(string text) => string.Join('\n', Array.ConvertAll(text.Split('\n'), line => line.Split(" ; ")[0]));

    /// <summary>Ranges leave a fact that is not printed, and strength reduction relies on it.</summary>
    [TestCase(0, true)]
    [TestCase(-1, false)]
    public void DivisionsOfWhatCannotBeNegativeAreReduced(int least, bool isReduced)
    {
        string text = $"""
            function f(%0:i32) -> i32
            b0:
              %1:i32 = const.i32 {least}
              %2:i32 = const.i32 8
              branchcmp.i32 %0, %1, Ge -> b1, b2
            b1:
              %3:i32 = div.i32 %0, %2
              %4:i32 = rem.i32 %3, %2
              return.i32 %4
            b2:
              return.i32 %1

            """;
        var test = new Case("", "ranges", "", text, "");
        IrFunction function = RunPass(test, out _);
        StrengthReduction.Run(function, new PassContext(new SwitchSet()));
        Assert.That(IrPrinter.Print(function), isReduced ? Does.Contain("shr.i32").And.Contain("and.i32") : Does.Contain("div.i32"));
    }

    [Test, Explicit("rewrites expectations")]
    public void Bless()
    {
        Assume.That(Environment.GetEnvironmentVariable("ORUS_BLESS"), Is.EqualTo("1"));
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Case test in AllCases())
        {
            texts.TryGetValue(test.File, out string? text);
            texts[test.File] = text + (text is null ? "" : "\n") + ";; " + test.Title + "\n" + test.Before + "---\n" + Transform(test);
        }
        foreach ((string file, string text) in texts)
            File.WriteAllText(file, text);
    }

    private static string Transform(Case test) => IrPrinter.Print(RunPass(test, out _), IrPrintOptions.Normalized);

    /// <summary>Must the pass leave the function as it is?</summary>
    internal static bool IsNearMiss(Case test) => IrPrinter.Print(FirstFunction(test, out _, out _), IrPrintOptions.Normalized) == test.After;

    private static IrFunction FirstFunction(Case test, out string[] texts, out IrSymbols symbols)
    {
        texts = test.Before.Split("function ", StringSplitOptions.RemoveEmptyEntries);
        symbols = Symbols();
        return IrParser.Parse("function " + texts[0], symbols);
    }

    internal static IrFunction RunPass(Case test, out PassStats stats)
    {
        IrFunction function = FirstFunction(test, out string[] texts, out IrSymbols symbols);
        Assert.That(IrVerifier.Verify(function), Is.Empty, "before");
        stats = new PassStats();
        foreach (string name in test.Pass.Split('+'))
        {
            stats = PassNamed(name).Run(function, new PassContext(new SwitchSet()) { LowerCallee = callee => FindCallee(texts, callee.Name, symbols) });
            Assert.That(IrVerifier.Verify(function), Is.Empty, IrPrinter.Print(function));
        }
        return function;
    }

    private static PassRow PassNamed(string name)
    {
        foreach (PassRow pass in PassTable.All)
        {
            if (pass.Name == name)
                return pass;
        }
        throw new InvalidDataException("no pass is called " + name);
    }

    private static IrFunction? FindCallee(string[] texts, string name, IrSymbols symbols)
    {
        foreach (string text in texts[1..])
        {
            if (text.StartsWith(name + "(", StringComparison.Ordinal))
                return IrParser.Parse("function " + text, symbols);
        }
        return null;
    }

    /// <summary>The module variables g and h are assigned more than once; all others are constants.</summary>
    private static IrSymbols Symbols()
    {
        var symbols = new IrSymbols();
        symbols.Global("g", 0).IsReassigned = true;
        symbols.Global("h", 1).IsReassigned = true;
        return symbols;
    }

    private static List<Case> AllCases()
    {
        var cases = new List<Case>();
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "optimizer");
        string[] files = Directory.GetFiles(root, "*.ir", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        foreach (string file in files)
        {
            string pass = Path.GetFileName(Path.GetDirectoryName(file)!);
            foreach (string text in File.ReadAllText(file).Split(";;", StringSplitOptions.RemoveEmptyEntries))
            {
                string[] titleAndBody = text.Split('\n', 2);
                string[] parts = titleAndBody[1].Split("---\n", 2);
                cases.Add(new Case(file, pass, titleAndBody[0].Trim(), parts[0].TrimEnd() + "\n", parts.Length == 1 ? "" : parts[1].TrimEnd() + "\n"));
            }
        }
        return cases;
    }
}
