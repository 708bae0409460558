using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading.Tasks;
using NUnit.Framework;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Planning;
using Orus.Tier2.Verification;

namespace Orus.Tests.Interp;

/// <summary>How the corpus is run; outputs, errors and exit codes must not depend on it.</summary>
internal enum TierMode
{
    /// <summary>Interpreter, with all functions optimized at their first call.</summary>
    Interpreter,
    /// <summary>Functions are optimized and then compiled while they run.</summary>
    Warm,
    /// <summary>Everything is compiled at its first backedge or call.</summary>
    Tier2,
    /// <summary>The same, with errors that are returned instead of thrown.</summary>
    Tier2Returning,
    Default,
    /// <summary>Interpreter, with invariant motion off.</summary>
    WithoutMotion,
    /// <summary>Interpreter, with all kill switches pulled.</summary>
    SwitchedOff,
}

/// <summary>Runs every program of tests/language and tests/optimizer in process and compares output, diagnostics, traces and exit code.</summary>
[TestFixture(TierMode.Interpreter)]
[TestFixture(TierMode.Warm)]
[TestFixture(TierMode.Tier2)]
[TestFixture(TierMode.Tier2Returning)]
[TestFixture(TierMode.Default)]
[TestFixture(TierMode.WithoutMotion)]
[TestFixture(TierMode.SwitchedOff)]
internal sealed class LanguageCorpusTests(TierMode mode)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Programs promise what is shown of a long list.</summary>
    private const int MostShown = 20;

    private static string Root => Path.Combine(ArchitectureTests.RepositoryRoot(), "tests");

    public static IEnumerable<TestCaseData> Programs()
    {
        // Pass tests have programs beside them.
        foreach (string directory in new[] { "language", "optimizer" })
        {
            string root = Path.Combine(Root, directory);
            foreach (string path in CorpusProgram.Paths(root))
                yield return new TestCaseData(path).SetArgDisplayNames(Path.GetRelativePath(root, path));
        }
    }

    [TestCaseSource(nameof(Programs))]
    public void Holds(string path)
    {
        // A front end that does not come to an end must not hold up the other programs.
        Task check = Task.Run(() => Check(path));
        if (Task.WaitAny([check], Patience) == 0)
            check.GetAwaiter().GetResult();
        else
            Assert.Fail($"does not end within {Patience.TotalSeconds} s");
    }

    private void Check(string path)
    {
        var program = new CorpusProgram(path);
        if (program.ExitCode == 64)
        {
            // A matter of the command line.
            return;
        }
        using var output = new MemoryStream();
        var engine = new OrusEngine(new EngineOptions
        {
            MaxDepth = program.MaxDepth,
            Output = output,
            Input = new MemoryStream(Encoding.UTF8.GetBytes(program.Input)),
            Timeout = Patience / 2,
            CurrentDirectory = Path.GetDirectoryName(path)!,
            VerifyIr = mode is TierMode.Interpreter or TierMode.Warm,
            Switches = mode switch
            {
                TierMode.SwitchedOff => SwitchSet.AllOff(),
                TierMode.Interpreter => Without(Switch.Lazy),
                TierMode.WithoutMotion => Without(Switch.InvariantMotion, Switch.Lazy),
                TierMode.Warm => Configuration.Warm.Switches(),
                _ => FromEnvironment(),
            },
            Tier = mode switch
            {
                TierMode.Warm => Configuration.Warm.Tier(),
                TierMode.Tier2 => () => new TierController(TierOptions.InPlace(1)),
                TierMode.Tier2Returning => () => new TierController(new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, FailsLoudly = true, ThrowLimit = 0 }),
                TierMode.Default => () => new TierController(new TierOptions { FailsLoudly = true }),
                _ => null,
            },
        });
        CompileResult compiled = engine.CompileFile(path);
        RunResult? run = compiled.Program?.Run();

        var errors = new List<Diagnostic>();
        var warnings = new List<Diagnostic>();
        foreach (Diagnostic diagnostic in compiled.Diagnostics)
            (diagnostic.IsWarning ? warnings : errors).Add(diagnostic);
        if (run?.Error is { } error)
            errors.Add(error);
        string text = Encoding.UTF8.GetString(output.ToArray());
        string found = Describe(errors, compiled.Sources);
        Assert.Multiple(() =>
        {
            Assert.That(text, Is.EqualTo(program.Output), "output; errors: " + found);
            Assert.That(run?.ExitCode ?? 65, Is.EqualTo(program.ExitCode), "exit code; errors: " + found);
            // A program that only promises its exit code leaves the diagnostics open.
            if (program.Errors.Count > 0 || program.ExitCode == 0)
                Compare(errors, program.Errors, compiled.Sources, program.Path);
            if (Array.IndexOf(program.Options, "--no-warnings") < 0)
                Compare(warnings, program.Warnings, compiled.Sources, program.Path);
            for (int i = 0; i < program.Trace.Count; i++)
                Assert.That(run?.Error?.Notes.Length > i ? run.Error.Notes[i] : "", Does.StartWith("called from " + program.Trace[i] + " ("));
        });
    }

    /// <summary>A run of the suite may switch off passes, as a run of a program may.</summary>
    private static SwitchSet FromEnvironment()
    {
        var switches = new SwitchSet();
        Assert.That(switches.Disable(Environment.GetEnvironmentVariable(SwitchSet.EnvironmentVariable) ?? ""), Is.Null);
        return switches;
    }

    private static SwitchSet Without(params ReadOnlySpan<Switch> off)
    {
        SwitchSet switches = FromEnvironment();
        foreach (Switch id in off)
            switches.Set(id, false);
        return switches;
    }

    private static void Compare(List<Diagnostic> found, List<ExpectedDiagnostic> expected, SourceSet sources, string main)
    {
        string all = Describe(found, sources);
        if (found.Count > MostShown)
            found.RemoveRange(MostShown, found.Count - MostShown);
        Assert.That(found, Has.Count.EqualTo(expected.Count), all);
        for (int i = 0; i < Math.Min(found.Count, expected.Count); i++)
        {
            Diagnostic diagnostic = found[i];
            Assert.That(sources[diagnostic.Span].Line(diagnostic.Span.Start), Is.EqualTo(expected[i].Line), "line of " + all);
            Assert.That(Path.GetFileName(sources[diagnostic.Span].Path), Is.EqualTo(Path.GetFileName(expected[i].File ?? main)));
            if (expected[i].Code is { } code)
                Assert.That(DiagnosticTable.Text(diagnostic.Code), Is.EqualTo(code), all);
            Assert.That(diagnostic.Title + "\n" + diagnostic.Message + "\n" + diagnostic.Explanation + "\n" + diagnostic.Help, Does.Contain(expected[i].Text).IgnoreCase);
        }
    }

    private static string Describe(List<Diagnostic> diagnostics, SourceSet sources)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            int line = diagnostic.Span.IsNone ? 0 : sources[diagnostic.Span].Line(diagnostic.Span.Start);
            text.Append(CultureInfo.InvariantCulture, $"[{line} {DiagnosticTable.Text(diagnostic.Code)} {diagnostic.Title}: {diagnostic.Message}] ");
        }
        return text.ToString();
    }
}
