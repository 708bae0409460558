using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Pipeline;
using Orus.Tests.Cli;
using Orus.Tier2.Planning;

namespace Orus.Tests.Telemetry;

[TestFixture]
internal sealed class TelemetryTests : IDisposable
{
    private const string Nested = """
        fn run(n: i32) -> i64:
            mut total: i64 = 0
            values: [i32] = []
            for i in 0..n:
                push(values, i % 7)
            for i in 0..n:
                for j in 0..i:
                    if values[j] > 3:
                        total += (values[i] * values[j]) as i64
                    elif values[j] == 0:
                        continue
                    total -= 1
            return total
        print(run(300))
        """;

    private const string Recursive = """
        fn fib(n: i32) -> i32:
            if n < 2:
                return n
            return fib(n - 1) + fib(n - 2)
        mut i = 0
        while i < 3:
            print(fib(15 + i))
            i += 1
        """;

    /// <summary>Functions that call themselves in several places, each other, and are called from loops, functions and as values.</summary>
    private const string SelfCalling = """
        fn tree(n: i32, seed: i32) -> i32:
            if n <= 0:
                return seed
            if seed % 3 == 0:
                return tree(n - 1, seed + 1) + 1
            return tree(n - 1, seed * 5 % 17) + tree(n - 2, seed + 2) % 1000
        fn ping(n: i32) -> i32:
            if n <= 0:
                return 0
            if n % 4 == 0:
                return ping(n - 1) + ping(n - 3)
            return pong(n - 1)
        fn pong(n: i32) -> i32:
            if n <= 0:
                return 1
            return ping(n - 1) + pong(n / 2)
        fn other(n: i32) -> i32:
            mut s = 0
            for i in 0..n:
                s = (s + tree(i % 9, i)) % 10007
            return s
        f = tree
        mut k = 0
        while k < 60:
            print(other(20), f(7, k), ping(k % 20))
            k += 1
        """;

    private const string Dynamic = """
        mut x: any = 1
        for i in 0..3000:
            x = x + 1
            if i == 2000:
                x = 0.5
        print(x)
        """;

    /// <summary>Loops and a function that are left in several places, conditions that share their targets, and a phase in which the rare side of a branch becomes the common one.</summary>
    private const string Branching = """
        fn find(keys: [i32], key: i32) -> i32:
            mut slot = key % len(keys)
            while keys[slot] != -1 and keys[slot] != key:
                slot += 1
                if slot == len(keys):
                    slot = 0
            return slot
        fn run(n: i32) -> i64:
            keys: [i32] = [-1,] * 64
            mut total: i64 = 0
            mut hits = 0
            i = 0
            while i < n and (hits < n or total < 0):
                if (i % 3 == 0 or i % 5 == 0) and not (i % 15 == 0) and i > 7:
                    hits += 1
                if i < 400 or i % 64 == 0:
                    total += 1
                elif 100 < i % 1000 <= 700:
                    total += 2
                i += 1
            for k in 0..n:
                slot = find(keys, k % 40)
                if keys[slot] == -1:
                    keys[slot] = k % 40
                for j in 0..20:
                    if keys[j] == k:
                        break
                    if keys[j] > k:
                        continue
                    total += j as i64
                for multiple in k..=100..slot + 1:
                    total += multiple as i64
            return total + hits as i64
        print(run(700), run(1500))
        """;

    private const string Failing = """
        fn pick(values: [i32], i: i32) -> i32:
            return values[i] / (i - 5)
        values = [1, 2, 3, 4, 5, 6, 7, 8]
        mut errors = 0
        for i in 0..40:
            try:
                print(pick(values, i))
            catch e:
                errors += 1
        print(errors, 1 / (errors - 33))
        """;

    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void TablesAreInEnumOrder()
    {
        for (int i = 0; i < CounterTable.Counters.Length; i++)
            Assert.That((int)CounterTable.Counters[i].Id, Is.EqualTo(i));
        for (int i = 0; i < StatisticTable.All.Length; i++)
            Assert.That((int)StatisticTable.All[i].Id, Is.EqualTo(i));
    }

    [TestCase(Nested)]
    [TestCase(Recursive)]
    [TestCase(Dynamic)]
    [TestCase(Failing)]
    [TestCase("print(1)\n")]
    public void DocumentsFollowTheSchema(string program)
    {
        string file = _files.Add("p.orus", program);
        foreach (string tier in new[] { "--tier=interp", "--tier=tier2", "--tier=auto" })
        {
            string document = _files.PathOf("t.json");
            CliRunner.Run("exec", file, tier, "--tier2-sync", "--telemetry", document);
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(document));
            Assert.That(new JsonSchema(Schema()).Validate(json.RootElement), Is.Empty, tier);
        }
    }

    [Test]
    public void ThePageNamesEveryCounter()
    {
        string page = File.ReadAllText(PagePath());
        foreach (CounterRow row in CounterTable.Counters)
            Assert.That(page, Does.Contain($"| `{row.Name}` | {row.Unit} | {row.Meaning} | {row.Source} |"));
        foreach (RateRow row in CounterTable.Rates)
            Assert.That(page, Does.Contain($"| `{row.Name}` | {row.Meaning};"));
        foreach (StatisticRow row in StatisticTable.All)
            Assert.That(page, Does.Contain($"| `{row.Name}` | {row.Words} |"));
    }

    [TestCase(Nested)]
    [TestCase(Recursive)]
    [TestCase(SelfCalling)]
    [TestCase(Branching)]
    public void BothTiersCountTheSame(string program)
    {
        CounterSet interpreted = Run(program, null).Totals;
        foreach (int threshold in new[] { 1, 50 })
        {
            CounterSet compiled = Run(program, threshold).Totals;
            foreach (Counter counter in new[] { Counter.Operations, Counter.GuardsExecuted, Counter.GuardsProved, Counter.GuardsFused, Counter.Branches, Counter.Increments, Counter.Rounds, Counter.LoopEntries })
                Assert.That(compiled[counter], Is.EqualTo(interpreted[counter]), CounterTable.Row(counter).Name + " at " + threshold);
            Assert.That(compiled[Counter.Units], Is.Positive);
        }
    }

    [Test]
    public void RoundsAndEntriesAreExact()
    {
        List<LoopTelemetry> loops = Run(Nested, 1).Loops;
        Assert.That(loops, Has.Count.EqualTo(3));
        Assert.That(loops[2].Counters[Counter.Rounds], Is.EqualTo(300 * 299 / 2));
        Assert.That(loops[2].Counters[Counter.LoopEntries], Is.EqualTo(299));
        Assert.That(loops[2].Counters[Counter.IteratorsSaved], Is.EqualTo(299));
        Assert.That(loops[2].Depth, Is.EqualTo(2));
        Assert.That(loops[2].Residents, Does.Contain("j"));
    }

    [Test]
    public void AnyValuesAreNoticed()
    {
        CounterSet totals = Run(Dynamic, null).Totals;
        Assert.That(totals[Counter.BoxedGuards], Is.GreaterThanOrEqualTo(3000));
        Assert.That(totals.Rate(CounterTable.Rates[0]), Is.LessThan(1));
        Assert.That(Run(Nested, null).Totals[Counter.BoxedGuards], Is.Zero);
    }

    [TestCase(Nested)]
    [TestCase(Recursive)]
    [TestCase(Branching)]
    public void MachineCodeCountsNothingButExitsUnlessAskedTo(string program)
    {
        string file = _files.Add("p.orus", program);
        Assert.That(Increments("--stats"), Is.Positive);
        Assert.That(Increments("--dump=asm"), Is.Zero);

        int Increments(string option)
        {
            (_, string output, string error) = CliRunner.Run("exec", file, "--tier2-sync", "--tier2-threshold=20,5", "--dump=asm", option);
            string[] lines = (output + error).Split('\n');
            Assert.That(lines, Has.Some.Contains("== asm"));
            return Array.FindAll(lines, line => line.Contains("inc qword [", StringComparison.Ordinal)).Length - Array.FindAll(lines, line => line.Contains("; count exit", StringComparison.Ordinal)).Length;
        }
    }

    [Test]
    public void NothingIsCollectedUnlessAskedFor()
    {
        OrusProgram program = new OrusEngine(new EngineOptions { Output = Stream.Null }).Compile("p.orus", Encoding.UTF8.GetBytes(Nested)).Program!;
        Assert.That(program.Run().Telemetry, Is.Null);
    }

    [TestCase("missing/t.json", "there is no such directory")]
    [TestCase(".", "it is a directory")]
    public void AFileThatCannotBeWrittenIsOneErrorAndLosesNothing(string name, string reason)
    {
        string file = _files.Add("p.orus", "print(\"done\")\n");
        CliRunner.Result result = CliRunner.Run("exec", file, "--telemetry", _files.PathOf(name));
        Assert.That(result.Output, Is.EqualTo("done\n"));
        Assert.That(result.Error, Does.StartWith("orus: cannot write telemetry to '").And.EndWith($": {reason}\n"));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1));
        Assert.That(result.ExitCode, Is.EqualTo(74));
    }

    [Test]
    public void AFullDiskIsOneErrorAndLosesNothing()
    {
        Assume.That(File.Exists("/dev/full"));
        string file = _files.Add("p.orus", "print(\"done\")\n");
        CliRunner.Result result = CliRunner.Run("exec", file, "--telemetry", "/dev/full");
        Assert.That(result.Output, Is.EqualTo("done\n"));
        Assert.That(result.Error.Trim().Split('\n'), Has.Length.EqualTo(1), result.Error);
        Assert.That(result.ExitCode, Is.EqualTo(74));
    }

    [Test]
    public void AFailedProgramStillWritesItsDocument()
    {
        string document = _files.PathOf("t.json");
        CliRunner.Result result = CliRunner.Run("exec", _files.Add("p.orus", Failing), "--telemetry", document);
        Assert.That(result.ExitCode, Is.EqualTo(70));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(document));
        Assert.That(json.RootElement.GetProperty("status").GetString(), Is.EqualTo("Failed"));
        Assert.That(json.RootElement.GetProperty("exit_code").GetInt32(), Is.EqualTo(70));
    }

    // Two loops of machine code, of which only the inner one counts, without the code before and behind it.
    [Test]
    public void TheInnermostMachineLoopIsMeasured()
    {
        RunTelemetry telemetry = Run(Nested, threshold: 100);
        foreach (ICompiledUnit unit in telemetry.Units)
            Assert.That(unit.LoopInstructions, Is.InRange(5, unit.CodeBytes / 6), unit.Name);
    }

    [Test]
    public void WhatStaysInTheInterpreterIsCounted()
    {
        Assert.That(Run(Nested, threshold: 100).Totals[Counter.Refusals], Is.Zero);
        CliRunner.Result result = CliRunner.Run("exec", _files.Add("p.orus", Nested), "--stats", "--tier2-sync", "--tier2-threshold=100", "--enable=unit-limit=0");
        Assert.That(result.Error, Does.Match(@"\ntotal .* refusals=[1-9]"));
    }

    [Test]
    public void StatsShowEachLoopAndTheTotal()
    {
        CliRunner.Result result = CliRunner.Run("exec", _files.Add("p.orus", Nested), "--stats", "--no-tier2");
        Assert.That(result.Error, Does.Match(@"loop .*p\.orus:7 .*rounds=44850 "));
        Assert.That(result.Error, Does.Match(@"\ntotal operations=\d+ "));
    }

    [Test]
    public void TheTraceEndsWithWhatWasDoneToEachLoop()
    {
        CliRunner.Result result = CliRunner.Run("exec", _files.Add("p.orus", Nested), "--trace-opt", "--no-tier2");
        Assert.That(result.Error, Does.Match(@"\nloop .*p\.orus:7: .*optimizer\.hoisted=\d+"));
        Assert.That(result.Error, Does.Match(@"\ntotal: .*optimizer\.guards_before=\d+ optimizer\.guards_after=\d+"));
    }

    internal static RunTelemetry Run(string program, int? threshold)
    {
        var engine = new OrusEngine(new EngineOptions
        {
            CollectTelemetry = true,
            Output = Stream.Null,
            Tier = threshold is { } rounds ? () => new TierController(TierOptions.InPlace(rounds)) : null,
        });
        RunResult result = engine.Compile("p.orus", Encoding.UTF8.GetBytes(program)).Program!.Run();
        Assert.That(result.Status, Is.EqualTo(RunStatus.Completed));
        return result.Telemetry!;
    }

    private static string PagePath() => Path.Combine(ArchitectureTests.RepositoryRoot(), "docs", "TELEMETRY.md");

    private static JsonElement Schema()
    {
        string page = File.ReadAllText(PagePath());
        int start = page.IndexOf("```json\n", StringComparison.Ordinal) + "```json\n".Length;
        return JsonDocument.Parse(page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)]).RootElement;
    }
}
