using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tests.Tier2;

/// <summary>From the thread that makes machine code to the collection of what nobody needs any more.</summary>
[TestFixture]
internal sealed class CodeLifetimeTests
{
    private const string TwoLoops = """
        fn first(n: i32) -> i64:
            mut total: i64 = 0
            for i in 0..n:
                total += (i * 2) as i64
            return total
        fn second(n: i32) -> i64:
            mut total: i64 = 1
            for i in 0..n:
                total = (total * 3 + (i as i64)) % 1000
            return total
        print(first(50000), second(50000))
        print(first(50000), second(50000))
        """;

    private static (RunResult Result, string Output) Run(string source, TierController controller, Stream? input = null)
    {
        var output = new MemoryStream();
        var engine = new OrusEngine(new EngineOptions { Output = output, Input = input, Tier = () => controller });
        CompileResult compiled = engine.Compile("test.orus", Encoding.UTF8.GetBytes(source));
        Assert.That(compiled.Diagnostics, Is.Empty);
        RunResult result = compiled.Program!.Run();
        return (result, Encoding.UTF8.GetString(output.ToArray()));
    }

    private static LoopState NewLoop(long entries) => new(0, null!, false, 1) { Entries = entries };

    private static void Collect()
    {
        // Code of run-time methods is given back by finalizers.
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [Test]
    public void CodeOfADroppedEngineIsCollected()
    {
        List<WeakReference> methods = RunAndForget();
        Assert.That(methods, Has.Count.GreaterThanOrEqualTo(2));
        Collect();
        Assert.That(methods.FindAll(method => method.IsAlive), Is.Empty);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference> RunAndForget()
    {
        var methods = new List<WeakReference>();
        var options = new TierOptions { LoopThreshold = 10, CallThreshold = 1, Synchronous = true, FailsLoudly = true, OnUnit = unit => methods.Add(new WeakReference(unit.Method)) };
        Run(TwoLoops, new TierController(options));
        return methods;
    }

    [Test]
    public void AFullCodeCacheIsEmptiedAndItsCodeCollected()
    {
        var methods = new List<WeakReference>();
        var evicted = new List<string>();
        bool collected = false;
        var options = new TierOptions
        {
            LoopThreshold = 100,
            CallThreshold = 1_000_000,
            CodeCache = 1,
            Synchronous = true,
            FailsLoudly = true,
            Log = happened =>
            {
                if (happened.Kind == TierEventKind.Evicted)
                    evicted.Add(happened.Unit);
            },
            OnUnit = unit =>
            {
                methods.Add(new WeakReference(unit.Method));
                if (methods.Count != 2)
                    return;
                Collect();
                collected = !methods[0].IsAlive;
            },
        };
        (_, string output) = Run(TwoLoops, new TierController(options));
        Assert.That(output, Does.Match(@"^2499950000 \d+\n2499950000 \d+\n$"));
        Assert.That(evicted[0], Is.EqualTo("orus:first:loop0"));
        Assert.That(methods, Has.Count.GreaterThan(2), "what is hot again is compiled again");
        Assert.That(collected, Is.True);
    }

    /// <summary>They lie where compiled code writes to by address: in an array of somebody else, had they been collected.</summary>
    [Test]
    public void CountersOfForcedGuardsLiveAsLongAsTheCode()
    {
        const string Source = """
            struct P:
                x: i32
            impl P:
                fn pick(self, k: i32) -> i32:
                    if k == 0: return self.x
                    return self.x + k
            mut p: any = P{ x: 1 }
            mut total = 0
            for i in 0..300:
                if i == 100: print(input())
                total = total + p.pick(i % 2)
            print(total)
            """;
        List<long[]> others = [];
        var options = new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, FailsLoudly = true, ForcedExits = ForcedExits.At(null, null, 200) };
        (_, string output) = Run(Source, new TierController(options), new CollectingInput(others));
        Assert.That(output, Is.EqualTo("read\n450\n"));
        Assert.That(others, Has.Count.EqualTo(CollectingInput.Arrays));
        Assert.That(others.FindAll(array => array is not [-1]), Is.Empty);
    }

    /// <summary>A line of input; reading it collects what can be collected, and takes the memory that has become free.</summary>
    private sealed class CollectingInput(List<long[]> arrays) : MemoryStream(Encoding.UTF8.GetBytes("read\n"))
    {
        public const int Arrays = 2000;

        public override int Read(Span<byte> buffer)
        {
            Fill();
            return base.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Fill();
            return base.Read(buffer, offset, count);
        }

        private void Fill()
        {
            Collect();
            while (arrays.Count < Arrays)
            {
                long[] array = GC.AllocateUninitializedArray<long>(1, pinned: true);
                array[0] = -1;
                arrays.Add(array);
            }
        }
    }

    [Test]
    public void AProgramThatNeverGetsHotStartsNoThread()
    {
        var controller = new TierController(new TierOptions { FailsLoudly = true });
        Run("for i in 0..10:\n    print(i)\n", controller);
        Assert.That(controller.Queue.Thread, Is.Null);
    }

    [Test]
    public void TheCompilingThreadEndsWithTheRun()
    {
        var controller = new TierController(new TierOptions { FailsLoudly = true });
        Run(TwoLoops, controller);
        Assert.That(controller.Queue.Thread!.Join(TimeSpan.FromSeconds(20)), Is.True);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void CodeThatComesLateChangesNothing(int seed)
    {
        (_, string expected) = Run(TwoLoops, new TierController(TierOptions.InPlace(1)));
        (_, string late) = Run(TwoLoops, new TierController(new TierOptions { LoopThreshold = 1, CallThreshold = 1, DelaySeed = seed, FailsLoudly = true }));
        Assert.That(late, Is.EqualTo(expected));
    }

    [Test]
    public void ADefectOfTheCompilerIsARefusalWithAReason([Values] bool inPlace)
    {
        var refusals = new List<RefusalReport>();
        UnitReport? begun = null;
        var options = new TierOptions
        {
            LoopThreshold = 1,
            CallThreshold = 1,
            Synchronous = inPlace,
            BeforeCode = unit =>
            {
                begun = unit;
                throw new InvalidOperationException("planted");
            },
            OnRefusal = refusals.Add,
        };
        var controller = new TierController(options);
        (RunResult result, string output) = Run(TwoLoops, controller);
        controller.Queue.Thread?.Join();
        Assert.That(result.Status, Is.EqualTo(RunStatus.Completed));
        Assert.That(output, Does.StartWith("2499950000 "));
        // On the other thread, the run may be over before.
        Assert.That(refusals, inPlace ? Is.Not.Empty : Is.Not.Null);
        if (refusals.Count == 0)
            return;
        Assert.That(refusals[0].Reason, Is.EqualTo(RefusalReason.Failure));
        Assert.That(begun!.Loop?.State ?? begun.Function.State, Is.EqualTo(TierState.Refused), "it does not wait for code that never comes");
    }

    [Test]
    public void CodeWhoseAssumptionsFailBacksOffAndIsGivenUp()
    {
        var loop = NewLoop(entries: 0);
        var history = new LoopHistory();
        // Every other entry ends because an assumption failed: interpreted for four times as long each time, then for ever.
        long flips = 0;
        for (int time = 1; time <= 6; time++)
        {
            loop.Entries += 512;
            Assert.That(history.Review(loop, flips += 256, 1000), Is.EqualTo(1000L << (2 * time)));
        }
        loop.Entries += 512;
        Assert.That(history.Review(loop, flips + 256, 1000), Is.EqualTo(long.MaxValue));
    }

    [Test]
    public void CodeThatIsRarelyLeftIsReviewedEverMoreRarely()
    {
        var loop = NewLoop(entries: 256);
        var history = new LoopHistory();
        Assert.That(history.Review(loop, 100, 1000), Is.Zero);
        Assert.That(loop.ReviewAt, Is.EqualTo(768));
        loop.Entries = 768;
        Assert.That(history.Review(loop, 300, 1000), Is.Zero);
        Assert.That(loop.ReviewAt, Is.EqualTo(1792));
    }

    [Test]
    public void ADefectOfTheCompilerEndsATest()
    {
        var options = new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, FailsLoudly = true, BeforeCode = _ => throw new InvalidOperationException("planted") };
        Assert.That(() => Run(TwoLoops, new TierController(options)), Throws.InvalidOperationException.With.Message.EqualTo("planted"));
    }
}
