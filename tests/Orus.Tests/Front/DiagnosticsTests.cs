using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Orus.Front.Diagnostics;
using Orus.Front.Source;

namespace Orus.Tests.Front;

[TestFixture]
internal sealed class DiagnosticsTests
{
    private static string Render(DiagnosticFormat format, string text, params Diagnostic[] diagnostics)
    {
        SourceSet sources = new();
        sources.Add("main.orus", Encoding.UTF8.GetBytes(text));
        return FrontHarness.Render(sources, [.. diagnostics], format);
    }

    private static Diagnostic Mismatch => new(DiagnosticCode.TypeMismatch, new SourceSpan(0, 26, 7), "this is a `string`, but `i32` was expected")
    {
        Explanation = "Orus needs an i32 here, but found a string.",
        Help = "convert with `int(\"…\")` if the text holds a number.",
        Notes = ["strings and integers are never mixed implicitly."],
    };

    private const string Program = "// one\n// two\ncount: i32 = \"three\"\n";

    [Test]
    public void FriendlyLayoutIsTheOneOfTheReference()
    {
        Diagnostic mismatch = new(DiagnosticCode.TypeMismatch, new SourceSpan(0, Program.IndexOf('"', StringComparison.Ordinal), 7), Mismatch.Message)
        {
            Explanation = Mismatch.Explanation,
            Help = Mismatch.Help,
            Notes = Mismatch.Notes,
        };
        Assert.That(Render(DiagnosticFormat.Friendly, Program, mismatch), Is.EqualTo("""
            -- TYPE MISMATCH: This value isn't what was expected ------- main.orus:3:14

              3 | count: i32 = "three"
                |              ^^^^^^^ this is a `string`, but `i32` was expected
                |
                = Orus needs an i32 here, but found a string.
                = help: convert with `int("…")` if the text holds a number.
                = note: strings and integers are never mixed implicitly.

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void MinimalIsOneLine() =>
        Assert.That(Render(DiagnosticFormat.Minimal, Program, Mismatch), Is.EqualTo("main.orus:3:13: E2001: this is a `string`, but `i32` was expected\n"));

    [Test]
    public void JsonHasAllFields()
    {
        string line = Render(DiagnosticFormat.Json, Program, Mismatch);
        JsonElement json = JsonDocument.Parse(line).RootElement;
        Assert.That(json.EnumerateObject().Select(p => $"{p.Name}={p.Value}"), Is.EqualTo(new[]
        {
            "code=E2001", "category=TYPE MISMATCH", "title=This value isn't what was expected", "file=main.orus", "line=3", "column=13", "length=7",
            "message=this is a `string`, but `i32` was expected", "help=convert with `int(\"…\")` if the text holds a number.",
            "note=strings and integers are never mixed implicitly.",
        }));
    }

    [Test]
    public void CaretsStandUnderCharactersThoughColumnsCountBytes()
    {
        string text = Render(DiagnosticFormat.Friendly, "\ts = \"héy\" + 1", new Diagnostic(DiagnosticCode.TypeMismatch, new SourceSpan(0, 12, 1), "here"));
        Assert.That(text, Does.Contain("main.orus:1:13").And.Contain("  1 | \ts = \"héy\" + 1\n    | \t          ^ here\n"));
    }

    [Test]
    public void SpansPastTheLineAreCut() =>
        Assert.That(Render(DiagnosticFormat.Friendly, "ab\ncd", new Diagnostic(DiagnosticCode.UnexpectedEnd, new SourceSpan(0, 1, 4), "m")), Does.Contain("  1 | ab\n    |  ^ m\n"));

    [Test]
    public void OfALongLineWhatSurroundsTheCaretIsShown()
    {
        string text = Render(DiagnosticFormat.Friendly, new string('é', 500) + "+" + new string('b', 500), new Diagnostic(DiagnosticCode.TypeMismatch, new SourceSpan(0, 1000, 1), "here"));
        Assert.That(text, Does.Contain("main.orus:1:1001").And.Contain($"  1 | …{new string('é', 50)}+{new string('b', 99)}…\n    | {new string(' ', 51)}^ here\n"));
    }

    [Test]
    public void ControlCharactersOfTheSourceDoNotReachTheTerminal() =>
        Assert.That(Render(DiagnosticFormat.Friendly, "a\u001b[31m\tb", new Diagnostic(DiagnosticCode.UnexpectedToken, new SourceSpan(0, 1, 1), "m")), Does.Contain("  1 | a\uFFFD[31m\tb\n    |  ^ m\n"));

    [Test]
    public void AtMostTwentyAreShown()
    {
        DiagnosticBag bag = new();
        for (int i = 0; i < 25; i++)
            bag.Add(DiagnosticCode.UndefinedName, new SourceSpan(0, i, 1), "m");
        string text = Render(DiagnosticFormat.Minimal, new string('x', 30), [.. bag.Sorted()]);
        Assert.That(text.Split('\n'), Has.Length.EqualTo(22));
        Assert.That(text, Does.EndWith("main.orus:1:20: E1010: m\n5 more omitted\n"));
    }

    [Test]
    public void DiagnosticWithoutPlaceHasNoLocation() =>
        Assert.That(Render(DiagnosticFormat.Friendly, "", new Diagnostic(DiagnosticCode.FileUnreadable, SourceSpan.None, "cannot read `a.orus`")),
            Does.StartWith("-- MODULE ERROR: This file cannot be read ---").And.EndWith("\n\n    cannot read `a.orus`\n"));

    [Test]
    public void BagKeepsOnePerPositionAndCause()
    {
        DiagnosticBag bag = new();
        object scope = new();
        bag.Add(DiagnosticCode.TypeMismatch, new SourceSpan(1, 5, 1), "second file");
        bag.Add(DiagnosticCode.TypeMismatch, new SourceSpan(0, 5, 1), "first");
        bag.Add(DiagnosticCode.UndefinedName, new SourceSpan(0, 5, 3), "same position");
        bag.Add(DiagnosticCode.FillLooksLikePair, new SourceSpan(0, 5, 1), "a warning beside it");
        bag.AddOnce(scope, "x", new Diagnostic(DiagnosticCode.UndefinedName, new SourceSpan(0, 1, 1), "x"));
        bag.AddOnce(scope, "x", new Diagnostic(DiagnosticCode.UndefinedName, new SourceSpan(0, 2, 1), "x again"));
        Assert.That(bag.HasErrors, Is.True);
        Assert.That(bag.Sorted().Select(d => d.Message), Is.EquivalentTo(new[] { "x", "first", "a warning beside it", "second file" }));
        Assert.That(bag.Sorted([1, 0]).First().Message, Is.EqualTo("second file"));
    }

    [Test]
    public void EveryCodeHasOneRow() =>
        Assert.That(DiagnosticTable.Rows.ToArray().Select(r => r.Code), Is.EqualTo(Enum.GetValues<DiagnosticCode>()));

    [TestCase(DiagnosticCode.DivisionByZero, "E0001", "RUNTIME PANIC")]
    [TestCase(DiagnosticCode.ConditionNotBool, "E1403", "SYNTAX ERROR")]
    [TestCase(DiagnosticCode.ModuleNotFound, "E3003", "MODULE ERROR")]
    [TestCase(DiagnosticCode.Internal, "E9001", "INTERNAL ERROR")]
    [TestCase(DiagnosticCode.FillLooksLikePair, "W0001", "WARNING")]
    public void CodeAndCategoryFollowFromTheNumber(DiagnosticCode code, string text, string category)
    {
        Assert.That(DiagnosticTable.Text(code), Is.EqualTo(text));
        Assert.That(DiagnosticTable.Category(code), Is.EqualTo(category));
    }

    [TestCase("coutn", "count")]
    [TestCase("Total", "total")]
    [TestCase("lenght", "length")]
    [TestCase("x", null)]
    [TestCase("banana", null)]
    public void NearestName(string name, string? expected) =>
        Assert.That(Suggest.Nearest(name, new List<string> { "count", "total", "length", "n" }), Is.EqualTo(expected));
}
