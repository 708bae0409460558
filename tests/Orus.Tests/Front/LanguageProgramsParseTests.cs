using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Orus.Front.Diagnostics;
using Orus.Front.Source;

namespace Orus.Tests.Front;

/// <summary>
/// The parser alone on every program of the language suite: those without a syntax error parse, the others report exactly their errors.
/// </summary>
[TestFixture]
internal sealed partial class LanguageProgramsParseTests
{
    private static string Directory => Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language");

    [GeneratedRegex(@"^(?://! )?error: (\d+) (E\d+) (.*)$", RegexOptions.Multiline)]
    private static partial Regex ExpectedError();

    private static bool IsSyntaxError(string code) => code is not ("E1010" or "E1011" or "E1013" or "E1014")
        && string.CompareOrdinal(code, "E1000") > 0 && string.CompareOrdinal(code, "E1400") < 0;

    [Test]
    public void EveryProgramParsesAsItsExpectationSays()
    {
        List<string> failures = [];
        int programs = 0;
        foreach (string path in System.IO.Directory.EnumerateFiles(Directory, "*.orus", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            programs++;
            string beside = Path.ChangeExtension(path, ".expect");
            string expectation = File.ReadAllText(File.Exists(beside) ? beside : path);
            string[] expected = [.. ExpectedError().Matches(expectation).Where(m => IsSyntaxError(m.Groups[2].Value)).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value.Trim()}")];
            (_, SourceSet sources, List<Diagnostic> found) = FrontHarness.Parse(File.ReadAllBytes(path));
            if (!Agrees(expected, sources, found))
                failures.Add($"{Path.GetRelativePath(Directory, path)}\n  expected: {string.Join(" | ", expected)}\n  found:    {FrontHarness.Render(sources, found, DiagnosticFormat.Minimal).ReplaceLineEndings(" | ")}");
        }
        Assert.That(programs, Is.GreaterThan(100));
        Assert.That(failures, Is.Empty, string.Join('\n', failures));
    }

    /// <summary>E1006 may be the checker's (a cycle of constants), and so may E1021 (an integer beyond u64), so those need not be found here.</summary>
    private static bool Agrees(string[] expected, SourceSet sources, List<Diagnostic> found)
    {
        if (found.Count == 0)
            return expected.All(e => e.Split(' ')[1] is "E1006" or "E1021");
        if (found.Count != expected.Length)
            return false;
        for (int i = 0; i < found.Count; i++)
        {
            string[] parts = expected[i].Split(' ', 3);
            Diagnostic diagnostic = found[i];
            string text = string.Join('\n', diagnostic.Title, diagnostic.Message, diagnostic.Explanation, diagnostic.Help);
            if (parts[0] != $"{sources[0].Line(diagnostic.Span.Start)}" || parts[1] != DiagnosticTable.Text(diagnostic.Code)
                || !text.Contains(parts[2], StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }
}
