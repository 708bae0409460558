using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Orus.Bench.Harness.History;

/// <summary>The history as one static page: the latest run program by program, plots over time, and the latest table. No scripts and nothing loaded from elsewhere, so that it can be opened from a file and on a phone.</summary>
public static class Dashboard
{
    /// <summary>The page for these entries, oldest first; at least one.</summary>
    public static string Page(IReadOnlyList<HistoryEntry> entries)
    {
        HistoryEntry first = entries[0], latest = entries[^1];
        Figure ratio = Figure.OfPrograms[0];
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<title>OrusJit benchmarks</title>\n<style>\n").Append(DashboardStyle.Sheet).Append("\n</style>\n</head>\n<body>\n");
        html.Append("<h1>OrusJit benchmarks</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{Runs(entries.Count)} from {first.Date:yyyy-MM-dd} to {latest.Date:yyyy-MM-dd}, the latest at {latest.Date:HH:mm} UTC of commit <code>{Text(latest.Commit)}</code>. ");
        html.Append("Times are compared side by side in one run: below 1 Orus is faster. Plots begin at zero, except those of rates near 1; a dashed line is the goal, and what misses it is red.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(latest.Machine)}</p>\n");

        html.Append("<h2>All programs together</h2>\n<div class=\"plots\">\n");
        foreach (Figure figure in Figure.OfRuns)
            AppendPlot(html, figure.Title, figure, entries, entry => entry.Figures.GetValueOrDefault(figure.Name, double.NaN));
        html.Append("</div>\n");

        html.Append("<h2>The latest run against LuaJIT</h2>\n<p class=\"soft\">Time relative to LuaJIT; the line is at 1.</p>\n");
        AppendBars(html, latest, ratio);

        html.Append("<h2>Against LuaJIT over time</h2>\n<div class=\"plots small\">\n");
        foreach (string program in latest.Programs.Keys.Order(StringComparer.Ordinal))
            AppendPlot(html, program, ratio, entries, entry => ValueOf(entry, program, ratio));
        html.Append("</div>\n<h2>The latest run in figures</h2>\n");
        AppendTable(html, latest);
        html.Append("</body>\n</html>\n");
        return html.ToString();
    }

    private static double ValueOf(HistoryEntry entry, string program, Figure figure) =>
        entry.Programs.TryGetValue(program, out IReadOnlyDictionary<string, double>? figures) ? figures.GetValueOrDefault(figure.Name, double.NaN) : double.NaN;

    private static void AppendPlot(StringBuilder html, string title, Figure figure, IReadOnlyList<HistoryEntry> entries, Func<HistoryEntry, double> valueOf)
    {
        List<HistoryEntry> measured = [.. entries.Where(entry => double.IsFinite(valueOf(entry)))];
        if (measured.Count == 0)
            return;
        double latest = valueOf(measured[^1]);
        html.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Text(title)}<b{Missed(figure, latest)}>{Number(figure, latest)}</b><small>{Change(measured.Count > 1 ? valueOf(measured[^2]) : double.NaN, latest)}{Goal(figure)}</small></figcaption>\n");
        Plot plot = new(figure, [.. entries.Select(valueOf)]);
        plot.AppendTo(html, Text(title), run => string.Create(CultureInfo.InvariantCulture, $"{entries[run].Date:yyyy-MM-dd HH:mm} {Text(entries[run].Commit)}: {Number(figure, valueOf(entries[run]))}"));
        html.Append("</figure>\n");
    }

    private static void AppendBars(StringBuilder html, HistoryEntry latest, Figure figure)
    {
        (string Program, double Value)[] rows =
            [.. latest.Programs.Keys.Select(program => (Program: program, Value: ValueOf(latest, program, figure))).Where(row => double.IsFinite(row.Value)).OrderByDescending(row => row.Value)];
        if (rows.Length == 0)
            return;
        double widest = Math.Max(rows[0].Value, figure.Goal);
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"bars\" style=\"--one: {100 / widest:0.##}%\">\n");
        foreach ((string program, double value) in rows)
            html.Append(CultureInfo.InvariantCulture, $"<span>{Text(program)}</span><i{Missed(figure, value)} style=\"--share: {100 * value / widest:0.##}%\"></i><b{Missed(figure, value)}>{Number(figure, value)}</b>\n");
        html.Append("</div>\n");
    }

    private static void AppendTable(StringBuilder html, HistoryEntry latest)
    {
        html.Append("<div class=\"wide\"><table>\n<thead><tr><th>program</th>");
        foreach (Figure figure in Figure.OfPrograms)
            html.Append(CultureInfo.InvariantCulture, $"<th>{Text(figure.Title)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (string program in latest.Programs.Keys.Order(StringComparer.Ordinal))
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(program)}</td>");
            foreach (Figure figure in Figure.OfPrograms)
            {
                double value = ValueOf(latest, program, figure);
                html.Append(CultureInfo.InvariantCulture, $"<td{Missed(figure, value)}>{Number(figure, value)}</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div>\n");
    }

    private static string Runs(int count) => count == 1 ? "One run" : string.Create(CultureInfo.InvariantCulture, $"{count} runs");

    private static string Missed(Figure figure, double value) => figure.IsMissed(value) ? " class=\"missed\"" : "";

    // Relative to the run before; less than half a percent is none.
    private static string Change(double before, double now)
    {
        double percent = 100 * (now / before - 1);
        if (!double.IsFinite(percent))
            return "";
        return Math.Abs(percent) < 0.5 ? "unchanged" : string.Create(CultureInfo.InvariantCulture, $"{(percent < 0 ? "−" : "+")}{Math.Abs(percent):0} %");
    }

    private static string Goal(Figure figure) => double.IsFinite(figure.Goal) ? string.Create(CultureInfo.InvariantCulture, $" <span>goal {(figure.HigherIsBetter ? "≥" : "≤")} {figure.Goal:0.##}</span>") : "";

    private static string Number(Figure figure, double value) => double.IsFinite(value) ? value.ToString(figure.Format, CultureInfo.InvariantCulture) : "–";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
