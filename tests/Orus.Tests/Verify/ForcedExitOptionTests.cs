using System.Text;
using NUnit.Framework;
using Orus.Optimizer.Switches;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;
using Orus.Tier2.Verification;

namespace Orus.Tests.Verify;

/// <summary>Guards that fail on demand do so when they were asked to, and options are written as they are read.</summary>
[TestFixture]
internal sealed class ForcedExitOptionTests
{
    [Test]
    public void AForcedExitIsTakenAtTheExecutionThatWasAskedFor()
    {
        const string Program = """
            fn sum(xs: [i32]) -> i32:
                mut total = 0
                for i in 0..len(xs):
                    total += xs[i % len(xs)]
                return total
            print(sum([1, 2, 3, 4, 5,]))
            """;
        var subject = new Subject("test.orus", Encoding.UTF8.GetBytes(Program), new SubjectOptions());
        foreach ((int execution, bool isTaken) in new[] { (0, false), (1, true), (4, true), (99, false) })
        {
            Trial trial = subject.Try(Configuration.Eager with { ForcedExits = ForcedExits.At(0, null, execution) }, null);
            Assert.That(trial.Outcome.Output, Is.EqualTo("15\n"));
            long taken = 0;
            foreach (ExitCount exit in trial.Units[0].ExitCounts)
                taken += exit.Guard is null ? 0 : exit.Count;
            Assert.That(taken > 0, Is.EqualTo(isTaken), $"execution {execution}");
        }
    }

    /// <summary>Calls that only Tier 2 inlines have guards of their own, in loops that are watched for flips.</summary>
    [Test]
    public void GuardsOfCallsInlinedInMachineCodeMayFail()
    {
        const string Program = """
            fn pick(c: bool, a, b):
                if c: return a
                return b
            fn f() -> i32:
                mut caught = 0
                for i in 0..12:
                    for j in 0..6:
                        mut v = -1i64
                        try:
                            for k in 0..18:
                                if k == 4: v = pick(true, "", "")
                                v = v * 1
                        catch e:
                            caught += 1
                return caught
            print(f())
            """;
        var subject = new Subject("test.orus", Encoding.UTF8.GetBytes(Program), new SubjectOptions());
        foreach (string exits in (string[])["*:*:1", "*:*:2", "*:*:7"])
            Assert.That(subject.Run(Configuration.Eager.With(Parameter.InlineSize, 0) with { ForcedExits = ForcedExits.Parse(exits) }).ToString(), Is.EqualTo("exit 0\n72\n"), exits);
        for (int seed = 0; seed < 20; seed++)
            Assert.That(subject.Run(Configuration.Eager.With(Parameter.InlineSize, 0) with { ForcedExits = ForcedExits.Random(seed) }).ToString(), Is.EqualTo("exit 0\n72\n"), $"seed {seed}");
    }

    [TestCase("3:1:7", ExpectedResult = "--debug-exit=3:1:7")]
    [TestCase("*:*:2", ExpectedResult = "--debug-exit=*:*:2")]
    [TestCase("3:1", ExpectedResult = null)]
    [TestCase("3:x:1", ExpectedResult = null)]
    [TestCase("1:2:*", ExpectedResult = null)]
    public string? OneExitIsWrittenAsItIsRead(string text) => ForcedExits.Parse(text)?.ToString();

    [TestCase("17", ExpectedResult = "--debug-exits=17")]
    [TestCase("17:2:*", ExpectedResult = "--debug-exits=17:2:*")]
    [TestCase("*", ExpectedResult = null)]
    [TestCase("1:2", ExpectedResult = null)]
    public string? RandomExitsAreWrittenAsTheyAreRead(string text) => ForcedExits.ParseRandom(text)?.ToString();
}
