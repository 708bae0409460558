using System;
using System.IO;
using System.Text;
using System.Threading;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tier2.Planning;

namespace Orus.Tests.Tier2;

/// <summary>Time limit, heap limit and cancellation reach programs that never end by themselves, whoever runs them, and say where the program was.</summary>
[TestFixture(Mode.Interpreter)]
[TestFixture(Mode.InPlace)]
[TestFixture(Mode.Returning)]
[TestFixture(Mode.Default)]
internal sealed class LimitTests(LimitTests.Mode mode)
{
    internal enum Mode
    {
        Interpreter,
        InPlace,
        /// <summary>Compiled in place, with errors that are returned instead of thrown.</summary>
        Returning,
        Default,
    }

    /// <summary>Endless programs: name and source. The endless part begins in line 3 or later.</summary>
    private static readonly (string Name, string Source)[] Programs =
    [
        ("at top level, without allocation", """
            mut x: u32 = 0
            while true:
                x += 1
            """),
        ("nested loops", """
            mut x: u32 = 0
            while true:
                for i in 0..10:
                    for j in 0..1000:
                        x += 1
            """),
        ("in a function", """
            fn spin(step: u32):
                mut x: u32 = 0
                while true:
                    x += step
            spin(3)
            """),
        ("in a function that compiled code calls", """
            fn spin(rounds: i64) -> i64:
                mut total: i64 = 0
                for i in 0..rounds:
                    total = (total + i) % 1000
                return total
            mut sum: i64 = 0
            for i in 0..1000000000:
                sum = sum % 10 + spin(10 if i < 5000 else 1000000000000)
            """),
        ("functions that call each other", """
            fn even(n: i32) -> bool:
                return true if n == 0 else odd(n - 1)
            fn odd(n: i32) -> bool:
                return false if n == 0 else even(n - 1)
            mut count: u32 = 0
            while true:
                if even(20):
                    count += 1
            """),
        ("a tree of calls that takes for ever", """
            fn fib(n: i32) -> i64:
                return n as i64 if n < 2 else fib(n - 1) + fib(n - 2)
            mut x: i64 = 0

            x = fib(90)
            """),
        ("a closure", """
            fn run(step: fn(u32) -> u32):
                mut x: u32 = 0
                while true:
                    x = step(x)
            k: u32 = 3
            run(fn(x: u32) -> u32: x + k)
            """),
        ("errors raised and caught", """
            fn fail(values: [i32], i: i32) -> i32:
                return values[i]
            mut values = [1, 2, 3]
            mut caught: u32 = 0
            while true:
                try:
                    print(fail(values, 7))
                catch:
                    caught += 1
            """),
        ("everything caught inside a compiled function", """
            fn spin(values: [i32]):
                mut total: i64 = 0
                while true:
                    try:
                        total = total % 100 + values[total as i32] as i64
                    catch:
                        total += 1
            spin([1, 2, 3])
            """),
        ("everything caught around a loop in a loop", """
            mut rounds: u32 = 0
            while true:
                try:
                    for i in 0..2000000000:
                        rounds += 1
                    while true:
                        rounds += 2
                catch:
                    rounds += 3
            """),
        ("sums of an array by a kernel", """
            values = [7,] * 3000
            fn sum(items: [i32]) -> i64:
                mut total: i64 = 0
                for i in 0..len(items):
                    total += items[i] as i64
                return total
            mut last: i64 = 0
            while true:
                last = sum(values) % 5 + last % 3
            """),
        ("a counted loop of many rounds", """
            fn count(rounds: i64) -> i64:
                mut total: i64 = 0
                for i in 0..rounds:
                    for j in 0..rounds:
                        total = (total * 3 + j) % 1000003
                return total
            print(count(4000000000))
            """),
        ("a loop whose rounds are copied", """
            values = [5,] * 50000
            fn find(items: [i32], wanted: i32) -> i32:
                mut place = 0
                while items[place] != wanted:
                    place = 0 if place == 49999 else place + 1
                return place
            print(find(values, 6))
            """),
        ("recursion that is caught where it is too deep", """
            fn dive(n: i64) -> i64:
                return 1 + dive(n + 1)
            mut caught: u32 = 0
            while true:
                try:
                    print(dive(0))
                catch:
                    caught += 1
            """),
        ("methods and matches", """
            enum Step:
                Up
                Down
            struct Machine:
                state: i32 = 0
            impl Machine:
                fn go(self, step: Step):
                    self.state += match step:
                        Step.Up -> 1
                        Step.Down -> -1
            machine = Machine{ state: 0 }
            while true:
                machine.go(Step.Up)
                machine.go(Step.Down)
            """),
        ("dynamic values of changing types", """
            fn twice(x: any) -> any:
                return x + x
            mut x: any = 1
            mut round: u32 = 0
            while true:
                x = twice(1.5) if round % 3 == 0 else twice(2)
                round += 1
            """),
        ("closures over a variable in nested loops", """
            fn counter() -> fn() -> u32:
                mut count: u32 = 0
                return fn() -> u32:
                    count += 1
                    return count
            next = counter()
            mut seen: u32 = 0
            while true:
                while seen % 7 != 6:
                    seen = next()
                seen = next()
            """),
        ("text that grows and is dropped", """
            mut text = ""
            mut rounds: u32 = 0
            while true:
                text = "" if len(text) > 200 else text + "ab"
                rounds += 1
            """),
        ("with allocation", """
            mut text = ""
            mut x: u32 = 0
            while true:
                values = [x, x]
                x += len(values) as u32
            """),
    ];

    private static TestCaseData[] Endless => Array.ConvertAll(Programs, program => new TestCaseData(program.Source).SetArgDisplayNames(program.Name));

    private OrusProgram Compile(string source, TimeSpan? timeout = null, long? heap = null)
    {
        Func<ITierUp>? tier = mode switch
        {
            Mode.InPlace => () => new TierController(TierOptions.InPlace(1)),
            Mode.Returning => () => new TierController(new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, FailsLoudly = true, ThrowLimit = 0 }),
            Mode.Default => () => new TierController(new TierOptions { FailsLoudly = true }),
            _ => null,
        };
        var engine = new OrusEngine(new EngineOptions { Output = Stream.Null, Timeout = timeout, HeapLimit = heap, Tier = tier });
        CompileResult compiled = engine.Compile("test.orus", Encoding.UTF8.GetBytes(source));
        Assert.That(compiled.Program, Is.Not.Null, compiled.Diagnostics.Count > 0 ? compiled.Diagnostics[0].Message : "");
        return compiled.Program!;
    }

    [TestCaseSource(nameof(Endless))]
    public void TimeoutEnds(string source)
    {
        RunResult result = Compile(source, timeout: TimeSpan.FromMilliseconds(60)).Run();
        Assert.That(result.Status, Is.EqualTo(RunStatus.TimedOut));
        Assert.That(result.Error!.Span.IsNone, Is.False);
    }

    [TestCaseSource(nameof(Endless))]
    public void CancellationEnds(string source)
    {
        using var cancellation = new CancellationTokenSource(60);
        RunResult result = Compile(source).Run(cancellation.Token);
        Assert.That(result.Status, Is.EqualTo(RunStatus.Cancelled));
        Assert.That(result.Error!.Span.IsNone, Is.False);
    }

    [TestCaseSource(nameof(Endless))]
    public void HeapLimitRaises(string source)
    {
        // Every heap exceeds this. A program that catches the error gets it again and again, until its time is over.
        bool mayCatch = source.Contains("catch", StringComparison.Ordinal);
        RunResult result = Compile(source, timeout: TimeSpan.FromSeconds(mayCatch ? 0.2 : 20), heap: 1).Run();
        Assert.That(result.Error!.Span.IsNone, Is.False);
        if (mayCatch && result.Status == RunStatus.TimedOut)
            return;
        Assert.That(result.Status, Is.EqualTo(RunStatus.Failed));
        Assert.That(result.Error.Title + result.Error.Message, Does.Contain("memory").IgnoreCase);
    }
}
