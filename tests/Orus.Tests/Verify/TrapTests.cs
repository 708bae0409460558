using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tests.Interp;
using Orus.Tier2.Planning;
using Orus.Tier2.Verification;

namespace Orus.Tests.Verify;

/// <summary>The known traps of compiling such a language. Each has a program in tests/language/traps, which other tests run in all tiers and with failing guards; here is what a program alone cannot show.</summary>
[TestFixture]
internal sealed partial class TrapTests
{
    private static string Root => ArchitectureTests.RepositoryRoot();

    private static string PathOf(string trap) => Path.Combine(Root, "tests", "language", "traps", trap + ".orus");

    [GeneratedRegex(@"^\| [^|]* \| `([a-z0-9_]+)`", RegexOptions.Multiline)]
    private static partial Regex TrapRow { get; }

    [Test]
    public void TheTableOfTrapsNamesAllPrograms()
    {
        string text = File.ReadAllText(Path.Combine(Root, "docs", "RELIABILITY.md"));
        int start = text.IndexOf("## Known traps", StringComparison.Ordinal);
        string section = text[start..text.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
        var listed = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Match row in TrapRow.Matches(section))
            listed.Add(row.Groups[1].Value);
        var programs = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in Directory.GetFiles(Path.Combine(Root, "tests", "language", "traps"), "*.orus"))
            programs.Add(Path.GetFileNameWithoutExtension(path));
        Assert.That(listed, Is.EqualTo(programs));
    }

    /// <summary>Collections that move everything come at any instruction of the compiled loops.</summary>
    [TestCase("garbage_collection_during_compiled_loops")]
    [TestCase("state_rebuilt_at_an_exit")]
    [TestCase("resize_during_iteration_in_compiled_code")]
    public void CollectionsAtAnyTimeChangeNothing(string trap)
    {
        var program = new CorpusProgram(PathOf(trap));
        var subject = new Subject(program.Path, File.ReadAllBytes(program.Path), new SubjectOptions { Timeout = TimeSpan.FromSeconds(60) });
        bool isDone = false;
        int collections = 0;
        var collector = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                GC.Collect(collections++ % 4 == 0 ? 2 : 0, GCCollectionMode.Forced, blocking: true, compacting: true);
                // Without a pause the collections would leave the program hardly any time of its own.
                Thread.Sleep(1);
            }
        });
        collector.Start();
        try
        {
            foreach (Configuration configuration in (Configuration[])[Configuration.Eager, Configuration.Warm, Configuration.Default])
                Assert.That(subject.Run(configuration).Output, Is.EqualTo(program.Output), configuration.ToString());
        }
        finally
        {
            Volatile.Write(ref isDone, true);
            collector.Join();
        }
        TestContext.Out.WriteLine($"{collections} collections");
    }

    /// <summary>Loops that change each other's types are compiled again now and then, not for ever.</summary>
    [Test]
    public void LoopsThatRespecialiseEachOtherComeToRest()
    {
        byte[] source = File.ReadAllBytes(PathOf("two_loops_respecialising_each_other"));
        int units = 0;
        using var output = new MemoryStream();
        var engine = new OrusEngine(new EngineOptions
        {
            Output = output,
            Tier = () => new TierController(new TierOptions
            {
                LoopThreshold = 1,
                CallThreshold = 1,
                Synchronous = true,
                FailsLoudly = true,
                OnUnit = _ => units++,
            }),
        });
        Assert.That(engine.Compile("test.orus", source).Program!.Run().Status, Is.EqualTo(RunStatus.Completed));
        TestContext.Out.WriteLine($"{units} units");
        // Each loop gets new code some times, until its trace has seen all kinds.
        Assert.That(units, Is.LessThanOrEqualTo(40));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo(new CorpusProgram(PathOf("two_loops_respecialising_each_other")).Output));
    }

    /// <summary>Large activations of compiled code fill the machine stack long before the depth limit: from there on the interpreter makes the calls.</summary>
    [Test]
    public void DeepRecursionOfLargeFunctionsNeverOverflowsTheMachineStack()
    {
        const int Depth = 100_000;
        var source = new StringBuilder("fn f(n: i32, a: f64) -> f64:\n");
        for (int i = 0; i < 500; i++)
            source.Append(CultureInfo.InvariantCulture, $"    x{i} = a + {i}.5\n");
        source.Append("    if n == 0: return a\n    mut t = f(n - 1, a + 1.0)\n");
        for (int i = 0; i < 500; i++)
            source.Append(CultureInfo.InvariantCulture, $"    t = t + x{i}\n");
        source.Append("    return t % 1000.0\nfor i in 0..5:\n    if f(3, 1.0) < 0.0: print(i)\nprint(f(").Append(Depth - 10).Append(", 0.5) >= 0.0)\n");
        source.Append("try:\n    print(f(").Append(Depth + 10).Append(", 0.5))\ncatch e:\n    print(e)\n");
        using var output = new MemoryStream();
        var engine = new OrusEngine(new EngineOptions { Output = output, MaxDepth = Depth, Tier = () => new TierController(TierOptions.InPlace(1)) });
        Assert.That(engine.Compile("test.orus", Encoding.UTF8.GetBytes(source.ToString())).Program!.Run().Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo("true\nError: Stack overflow: recursion limit of 100000 calls exceeded\n"));
    }
}
