using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Interp;

/// <summary>Functions that begin with plain code: when they are optimized, and that activations on the stack do not notice.</summary>
internal sealed class WarmCodeTests
{
    private const string Loop = "fn f(n: i32) -> i32:\n    mut s = 0\n    for i in 0..n:\n        s += i % 7\n    return s\n";

    [TestCase("print(f(9))", 0)]
    [TestCase("print(f(10))", 0, TestName = "The last round takes no backedge")]
    [TestCase("print(f(12))", 1)]
    [TestCase("print(f(3), f(3))", 0)]
    [TestCase("print(f(3), f(3), f(3))", 1)]
    [TestCase("print(f(12), f(3))", 2, TestName = "A continuation and the function itself")]
    public void AFunctionIsOptimizedWhenItIsWarm(string call, int optimized) => Assert.That(Run(Loop + call, 3, 10).Optimized, Is.EqualTo(optimized));

    [Test]
    public void AnInnerLoopWaitsForTheOneAroundIt()
    {
        const string Nest = "fn f(a: i32, b: i32) -> i32:\n    mut s = 0\n    for i in 0..a:\n        for j in 0..b:\n            s += (i + j) % 5\n    return s\nprint(f(4, 30), f(1, 300))\n";
        Assert.That(Run(Nest, 100, 10), Is.EqualTo((Run(Nest, 1, 10).Output, 2)));
    }

    [Test]
    public void ActivationsOfReplacedCodeKeepItsHandlersAndPositions()
    {
        const string Program = "fn f(n: i32) -> i32:\n    mut k = n\n    try:\n        if n > 0:\n            k = f(n - 1)\n        k += 1 / (k - n)\n    catch e:\n        print(n, k, e as string)\n        k = n\n    return k\n"
            + "fn g(n: i32) -> i32:\n    if n == 0:\n        return 1 / n\n    return g(n - 1) + 1\nprint(f(6))\nprint(g(5))\n";
        (string output, int optimized) = Run(Program, 3, 10);
        Assert.That(optimized, Is.EqualTo(2));
        Assert.That(output, Is.EqualTo(Run(Program, 1, 10).Output).And.Contain("main.orus:14"));
    }

    [Test]
    public void AContinuationKeepsTheClosure()
    {
        const string Program = "fn outer(n: i32) -> i32:\n    mut t = 3\n    g = fn(m: i32) -> i32:\n        mut x = 0\n        for i in 0..m:\n            x += t\n            t += i % 2\n        return x\n    return g(n) + t\nprint(outer(40))\n";
        Assert.That(Run(Program, 100, 10), Is.EqualTo((Run(Program, 1, 10).Output, 1)));
    }

    /// <summary>The output with the error, and how often a function was optimized.</summary>
    private static (string Output, int Optimized) Run(string source, int calls, int rounds)
    {
        using var output = new MemoryStream();
        var switches = new SwitchSet();
        switches.Set(Parameter.LazyAfter, 0);
        switches.Set(Parameter.WarmCalls, calls);
        switches.Set(Parameter.WarmRounds, rounds);
        switches.Set(Switch.Inline, false);
        OrusProgram program = new OrusEngine(new EngineOptions { Output = output, Switches = switches, VerifyIr = true }).Compile("main.orus", Encoding.UTF8.GetBytes(source)).Program!;
        RunResult result = program.Run();
        string text = Encoding.UTF8.GetString(output.ToArray());
        if (result.Error is { } error)
            text += $"{error.Message} {string.Join("; ", error.Notes)}";
        int dead = 0;
        for (int i = 0; i < PassTable.All.Length; i++)
        {
            // Runs on every function that is optimized.
            if (PassTable.All[i].Name == "dead-end")
                dead = program.LastPasses!.Records[i].Runs;
        }
        return (text, dead);
    }
}
