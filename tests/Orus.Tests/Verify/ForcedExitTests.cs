using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Tests.Interp;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;
using Orus.Tier2.Verification;

namespace Orus.Tests.Verify;

/// <summary>
/// Every guard of every loop of tests/language/loops and tests/language/traps fails at its first, second and seventh execution, one guard at a time: what the interpreter is handed there must be exactly the state of
/// the program. <c>ORUS_FORCED_EXITS=all</c> does so in all of tests/language.
/// </summary>
[TestFixture]
internal sealed class ForcedExitTests
{
    private static readonly int[] Executions = [1, 2, 7];

    private static bool IsComplete => Environment.GetEnvironmentVariable("ORUS_FORCED_EXITS") == "all";

    public static IEnumerable<TestCaseData> Programs()
    {
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language");
        foreach (string path in CorpusProgram.Paths(root))
        {
            string name = Path.GetRelativePath(root, path);
            if (IsComplete || name.StartsWith("loops", StringComparison.Ordinal) || name.StartsWith("traps", StringComparison.Ordinal))
                yield return new TestCaseData(path).SetArgDisplayNames(name);
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void EachGuardMayFail(string path)
    {
        var program = new CorpusProgram(path);
        var subject = new Subject(path, File.ReadAllBytes(path), new SubjectOptions
        {
            Input = new MemoryStream(Encoding.UTF8.GetBytes(program.Input)),
            Timeout = TimeSpan.FromSeconds(60),
            CurrentDirectory = Path.GetDirectoryName(path)!,
            MaxDepth = program.MaxDepth,
        });
        if (subject.Rejection is not null)
            return;
        var verifier = new Verifier(subject);
        OrusEngine.OnScriptThread(
            () =>
            {
                int guards = 0;
                int exits = 0;
                Trial without = subject.Try(Configuration.Eager with { ForcedExits = ForcedExits.At(null, null, 0) }, null);
                Assert.That(without.Outcome, Is.EqualTo(verifier.Expected));
                foreach (UnitReport unit in without.Units)
                {
                    for (int guard = 0; guard < unit.Guards; guard++, guards++)
                    {
                        foreach (int execution in Executions)
                        {
                            // Up to the failure the run is the one without: what is not executed so often does not fail.
                            if (execution > unit.ExecutionsOf(guard))
                                break;
                            exits++;
                            var forced = ForcedExits.At(unit.Number, guard, execution);
                            Difference? difference = verifier.DifferenceOf(Configuration.Eager with { ForcedExits = forced });
                            Assert.That(difference, Is.Null, difference is null ? "" : $"{unit.Name} {difference.Configuration}: {difference.Describe()}");
                        }
                    }
                }
                TestContext.Out.WriteLine($"{guards} guards, {exits} exits");
            },
            EngineOptions.DefaultMaxDepth);
    }
}
