using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Orus.Bench.Harness;
using Orus.Bench.Harness.History;
using Orus.Tests.Cli;

namespace Orus.Tests.Bench;

/// <summary>The page of the benchmark history: its text, and how a browser shows it.</summary>
[TestFixture]
internal sealed class DashboardTests : IDisposable
{
    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    // What the committed history has at least. It only grows, and so does this number.
    private const int CommittedRuns = 5;

    private readonly ScratchDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Test]
    public void AHistoryReadsBackWhatWasAppended()
    {
        string file = _files.PathOf("runs.jsonl");
        foreach (HistoryEntry entry in Entries(3))
            entry.AppendTo(file);
        IReadOnlyList<HistoryEntry> read = HistoryEntry.Load(file);
        Assert.That(read.Select(entry => entry.Commit), Is.EqualTo(new[] { "commit0", "commit1", "commit2" }));
        Assert.That(read[2].Programs["sieve"]["ratio_luajit"], Is.EqualTo(0.52));
        Assert.That(read[1].Date, Is.EqualTo(Entries(3)[1].Date));
    }

    [Test]
    public void ABrokenLineIsNamed()
    {
        string file = _files.Add("broken.jsonl", "\n{\"date\":\n");
        Assert.That(() => HistoryEntry.Load(file), Throws.TypeOf<BenchException>().With.Message.Contains("broken.jsonl:2:"));
    }

    [Test]
    public void ThePageHasAPlotForEachFigureAndProgramAndARowForEachProgram()
    {
        string page = Dashboard.Page(Entries(5));
        Assert.Multiple(() =>
        {
            Assert.That(Count(page, "<figure>"), Is.EqualTo(4 + 2));
            Assert.That(Count(page, "<circle"), Is.EqualTo(5 * (4 + 2)));
            Assert.That(page, Does.Contain("<td>sieve</td><td>0.54</td>"));
            Assert.That(page, Does.Contain("<td class=\"missed\">1.40</td>"), "a goal that is missed is seen");
            Assert.That(page.IndexOf("<span>matmul</span>", StringComparison.Ordinal), Is.LessThan(page.IndexOf("<span>sieve</span>", StringComparison.Ordinal)), "the slowest comes first");
            Assert.That(page, Does.Contain("<b>0.54</b><small>+2 % <span>goal ≤ 0.6</span></small>"), "the change since the run before");
            Assert.That(page, Does.Contain("&lt;cores&gt;"), "text is escaped");
            Assert.That(page, Does.Not.Contain("http"), "nothing is loaded from elsewhere");
        });
    }

    // A plot that began at its smallest value would make a cliff of every change.
    [Test]
    public void PlotsBeginAtZero()
    {
        HistoryEntry[] entries = [.. Entries(2).Select(entry => entry with { Figures = new Dictionary<string, double> { ["start_ms"] = entry.Commit == "commit0" ? 100 : 50 } })];
        Assert.That(Dashboard.Page(entries), Does.Contain("<polyline points=\"6,6 314,48 \"/>"), "half the value is half as high");
    }

    [Test]
    public void TheCommittedPageIsMadeFromTheCommittedHistory()
    {
        string directory = Path.Combine(ArchitectureTests.RepositoryRoot(), "bench", "history");
        IReadOnlyList<HistoryEntry> entries = HistoryEntry.Load(Path.Combine(directory, "runs.jsonl"));
        Assert.That(entries, Has.Count.AtLeast(CommittedRuns));
        Assert.That(File.ReadAllText(Path.Combine(directory, "index.html")), Is.EqualTo(Dashboard.Page(entries)));
    }

    // The page has no scripts of its own; the test adds one that tells what the browser made of the layout.
    [Test]
    public void ABrowserShowsThePageOnAPhone()
    {
        string browser = FindBrowser();
        const string Probe = "<script>document.documentElement.dataset.layout = (document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'overflows') + ' ' + "
            + "[...document.querySelectorAll('svg')].filter(plot => plot.getBoundingClientRect().height > 40).length</script>";
        string page = _files.Add("index.html", Dashboard.Page(Entries(5)).Replace("</body>", Probe + "</body>", StringComparison.Ordinal));
        string screenshot = _files.PathOf("phone.png");
        string dom = Run(browser, $"--window-size={PhoneWidth},{PhoneHeight}", $"--screenshot={screenshot}", "--dump-dom", page);
        Assert.That(dom, Does.Contain("data-layout=\"fits 6\""));
        Assert.That(File.Exists(screenshot), "a screenshot was made");
        byte[] png = File.ReadAllBytes(screenshot);
        Assert.That(png.AsSpan(1, 3).SequenceEqual("PNG"u8));
        Assert.That(png, Has.Length.GreaterThan(10_000), "an empty page compresses to less");
        TestContext.AddTestAttachment(screenshot);
    }

    private static string FindBrowser()
    {
        foreach (string candidate in new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" })
        {
            if (File.Exists(candidate))
                return candidate;
        }
        // Who runs the tests by hand need not have a browser; CI sets the variable and must.
        const string Missing = "there is no Chromium on this machine";
        if (Environment.GetEnvironmentVariable("ORUS_SKIP_NOTHING") == "1")
            Assert.Fail(Missing);
        Assert.Ignore(Missing);
        return "";
    }

    private string Run(string browser, params string[] arguments)
    {
        ProcessStartInfo start = new(browser) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync" })
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add($"--user-data-dir={_files.PathOf("profile")}");
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        Assert.That(process.WaitForExit(TimeSpan.FromMinutes(1)), "the browser ends");
        return output;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static HistoryEntry[] Entries(int count) => [.. Enumerable.Range(0, count).Select(index => new HistoryEntry(
        new DateTime(2026, 1, 1 + index, 3, 0, 0, DateTimeKind.Utc),
        $"commit{index}",
        "a machine with <cores>",
        new Dictionary<string, double> { [Figure.MeanRatio("luajit")] = 0.5 + (index * 0.01), ["start_ms"] = 40 - index, ["typed_hit_ratio"] = 0.99, ["guards_executed"] = 1e9 - (index * 1e7) },
        new Dictionary<string, IReadOnlyDictionary<string, double>>
        {
            ["sieve"] = new Dictionary<string, double> { ["ratio_luajit"] = 0.5 + (index * 0.01), ["best_ms"] = 20 },
            ["matmul"] = new Dictionary<string, double> { ["ratio_luajit"] = 1.4, ["best_ms"] = 50 },
        }))];
}
