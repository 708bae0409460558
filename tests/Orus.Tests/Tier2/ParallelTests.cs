using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tests.Interp;
using Orus.Tier2.Planning;

namespace Orus.Tests.Tier2;

/// <summary>Several engines work in one process at once and are cancelled from other threads: none of them notices another.</summary>
[TestFixture]
internal sealed class ParallelTests
{
    private const int Threads = 4;

    private static readonly string[] Areas = ["traps", "regressions"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>An engine in whose programs every loop and function is compiled at once, in place or on its other thread.</summary>
    private static OrusEngine Engine(MemoryStream output, int maxDepth, bool inPlace, string directory = "") => new(new EngineOptions
    {
        Output = output,
        Input = Stream.Null,
        MaxDepth = maxDepth,
        Timeout = Patience,
        CurrentDirectory = directory,
        Tier = () => new TierController(new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = inPlace, FailsLoudly = true }),
    });

    private static List<CorpusProgram> Programs()
    {
        var programs = new List<CorpusProgram>();
        foreach (string area in Areas)
        {
            foreach (string path in Directory.GetFiles(Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language", area), "*.orus"))
                programs.Add(new CorpusProgram(path));
        }
        return programs;
    }

    /// <summary>Does the work on several threads at once, each with a number; the first failure is the test's.</summary>
    private static void AtOnce(Action<int> work)
    {
        Exception? failure = null;
        using var start = new Barrier(Threads);
        var threads = new Thread[Threads];
        for (int i = 0; i < Threads; i++)
        {
            int number = i;
            threads[i] = new Thread(() =>
            {
                try
                {
                    start.SignalAndWait();
                    work(number);
                }
                catch (Exception exception)
                {
                    Interlocked.CompareExchange(ref failure, exception, null);
                }
            });
            threads[i].Start();
        }
        foreach (Thread thread in threads)
            Assert.That(thread.Join(Patience * 2), Is.True, "a thread does not end");
        Assert.That(failure, Is.Null);
    }

    [Test]
    public void EnginesOnSeveralThreadsDoNotDisturbEachOther([Values] bool inPlace)
    {
        List<CorpusProgram> programs = Programs();
        AtOnce(thread =>
        {
            // All begin elsewhere, so that each program meets others.
            for (int i = 0; i < programs.Count; i++)
            {
                CorpusProgram program = programs[(i + (thread * programs.Count / Threads)) % programs.Count];
                using var output = new MemoryStream();
                OrusEngine engine = Engine(output, program.MaxDepth, inPlace, Path.GetDirectoryName(program.Path)!);
                RunResult run = engine.CompileFile(program.Path).Program!.Run();
                CheckOutcome(program, run, output);
            }
        });
    }

    /// <summary>The runs share the checked tree and the table of types, which lowering extends.</summary>
    [Test]
    public void OneProgramMayRunSeveralTimesAtOnce()
    {
        foreach (CorpusProgram program in Programs())
        {
            OrusProgram compiled = Engine(new MemoryStream(), program.MaxDepth, inPlace: true).CompileFile(program.Path).Program!;
            AtOnce(thread =>
            {
                using var output = new MemoryStream();
                RunResult run = compiled.With(Engine(output, program.MaxDepth, inPlace: thread % 2 == 0).Options).Run();
                CheckOutcome(program, run, output);
            });
        }
    }

    private static void CheckOutcome(CorpusProgram program, RunResult run, MemoryStream output)
    {
        string text = Encoding.UTF8.GetString(output.ToArray());
        if (text != program.Output || run.ExitCode != program.ExitCode)
            throw new InvalidOperationException($"{program.Path}: exit code {run.ExitCode}, {run.Error?.Message}\n{text}");
    }

    /// <summary>Wherever a run is when it is cancelled, it ends soon, or has come to its end with the right output; the next run of the program knows nothing of it.</summary>
    [Test]
    public void ARunMayBeCancelledAtAnyTime([Values] bool inPlace)
    {
        const string Program = """
            fn even(n: i32) -> bool:
                return true if n == 0 else odd(n - 1)
            fn odd(n: i32) -> bool:
                return false if n == 0 else even(n - 1)
            fn tree(n: i32, grow: any) -> i64:
                if n < 2: return n as i64
                return tree(n - 1, grow) + grow(n - 2, grow)
            mut caught = 0
            mut count = 0
            for round in 0..40:
                try:
                    for i in 0..30:
                        if even(i): count += 1
                        if i == 25: print([1, 2][i])
                catch e:
                    caught += 1
                if tree(9, tree) == 34i64: count += 1
            print(count, caught)
            """;
        const string Expected = "560 40\n";
        using var output = new MemoryStream();
        OrusEngine engine = Engine(output, 1000, inPlace);
        OrusProgram program = engine.Compile("test.orus", Encoding.UTF8.GetBytes(Program)).Program!;
        var random = new Random(Fuzz.FuzzSettings.Seed);
        int cancelled = 0;
        for (int i = 0; i < 60; i++)
        {
            output.SetLength(0);
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.NextDouble() * 40));
            RunResult run = program.Run(source.Token);
            string text = Encoding.UTF8.GetString(output.ToArray());
            Assert.That(run.Status, Is.EqualTo(RunStatus.Completed).Or.EqualTo(RunStatus.Cancelled), $"seed {Fuzz.FuzzSettings.Seed}, run {i}");
            Assert.That(text, Is.EqualTo(run.Status == RunStatus.Completed ? Expected : "").Or.EqualTo(Expected));
            cancelled += run.Status == RunStatus.Cancelled ? 1 : 0;
        }
        TestContext.Out.WriteLine($"{cancelled} of 60 runs were cancelled");
        output.SetLength(0);
        Assert.That(program.Run().Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo(Expected));
    }

    [Test]
    public void CancellingOneEngineLeavesTheOthersRunning()
    {
        using var cancellation = new CancellationTokenSource();
        using var nothing = new MemoryStream();
        OrusProgram endless = Engine(nothing, 1000, inPlace: true).Compile("endless.orus", "mut x: u32 = 0\nwhile true:\n    x += 1\n"u8.ToArray()).Program!;
        RunStatus? ended = null;
        var thread = new Thread(() => ended = endless.Run(cancellation.Token).Status);
        thread.Start();
        using var output = new MemoryStream();
        OrusProgram other = Engine(output, 1000, inPlace: true).Compile("other.orus", "mut t: i64 = 0\nfor i in 0i64..3000000:\n    t = (t + i) % 1000003\nprint(t)\n"u8.ToArray()).Program!;
        cancellation.CancelAfter(10);
        Assert.That(other.Run().Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(thread.Join(Patience), Is.True);
        Assert.That(ended, Is.EqualTo(RunStatus.Cancelled));
        Assert.That(Encoding.UTF8.GetString(output.ToArray()), Is.EqualTo("45\n"));
    }
}
