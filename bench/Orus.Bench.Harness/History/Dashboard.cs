using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Text;

namespace Orus.Bench.Harness.History;

/// <summary>The history as one static page: plots over time, and the latest table. No scripts and nothing loaded from elsewhere, so that it can be opened from a file and on a phone.</summary>
public static class Dashboard
{
    private const int Width = 320;
    private const int Height = 120;
    private const int Left = 4;
    private const int Top = 8;
    private const int Right = 4;
    private const int Bottom = 6;

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2733; --soft: #5d6b7a; --line: #d9dfe6; --back: #ffffff; --card: #f6f8fa; --accent: #0b62c4; --goal: #b26a00; --bad: #b3261e; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9aa7b4; --line: #323c47; --back: #12171d; --card: #1a2129; --accent: #6db3ff; --goal: #f0b45a; --bad: #ff8a80; } }
        * { box-sizing: border-box; }
        body { margin: 0; padding: 1rem; max-width: 72rem; margin-inline: auto; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); }
        h1 { font-size: 1.5rem; line-height: 1.2; margin: 0.5rem 0; }
        h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
        p { max-width: 46rem; overflow-wrap: anywhere; }
        .soft { color: var(--soft); font-size: 0.875rem; }
        .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.75rem; }
        figure { margin: 0; padding: 0.6rem 0.75rem; background: var(--card); border: 1px solid var(--line); border-radius: 8px; min-width: 0; }
        figcaption { font-size: 0.875rem; color: var(--soft); }
        figcaption b { display: block; font-size: 1.25rem; font-weight: 600; color: var(--ink); font-variant-numeric: tabular-nums; }
        svg { display: block; width: 100%; height: auto; margin-top: 0.25rem; }
        polyline { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
        circle { fill: var(--accent); }
        line { stroke: var(--goal); stroke-dasharray: 4 4; }
        .missed { color: var(--bad); }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; }
        table { border-collapse: collapse; width: 100%; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
        th, td { padding: 0.35rem 0.6rem; text-align: right; white-space: nowrap; border-bottom: 1px solid var(--line); }
        th:first-child, td:first-child { text-align: left; position: sticky; left: 0; background: var(--card); }
        thead th { background: var(--card); font-weight: 600; }
        tbody tr:last-child td { border-bottom: 0; }
        """;

    /// <summary>The page for these entries, oldest first; at least one.</summary>
    public static string Page(IReadOnlyList<HistoryEntry> entries)
    {
        HistoryEntry latest = entries[^1];
        StringBuilder html = new();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<title>OrusJit benchmarks</title>\n<style>\n").Append(Style).Append("\n</style>\n</head>\n<body>\n");
        html.Append("<h1>OrusJit benchmarks</h1>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{entries.Count} runs, the latest of {latest.Date:yyyy-MM-dd HH:mm} UTC at {Text(latest.Commit)}. Times are compared side by side in one run; below 1 Orus is faster. A dashed line is the goal.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{Text(latest.Machine)}</p>\n");

        html.Append("<h2>All programs</h2>\n<div class=\"plots\">\n");
        foreach (Figure figure in Figure.OfRuns)
            AppendPlot(html, figure.Title, figure, Series(entries, entry => entry.Figures.GetValueOrDefault(figure.Name, double.NaN)));
        html.Append("</div>\n<h2>Time against LuaJIT, program by program</h2>\n<div class=\"plots\">\n");
        Figure ratio = Figure.OfPrograms[0];
        foreach (string program in latest.Programs.Keys.Order(StringComparer.Ordinal))
            AppendPlot(html, program, ratio, Series(entries, entry => ValueOf(entry, program, ratio)));
        html.Append("</div>\n<h2>The latest run</h2>\n");
        AppendTable(html, latest);
        html.Append("</body>\n</html>\n");
        return html.ToString();
    }

    private static double[] Series(IReadOnlyList<HistoryEntry> entries, Func<HistoryEntry, double> value) => [.. entries.Select(value)];

    private static double ValueOf(HistoryEntry entry, string program, Figure figure) =>
        entry.Programs.TryGetValue(program, out IReadOnlyDictionary<string, double>? figures) ? figures.GetValueOrDefault(figure.Name, double.NaN) : double.NaN;

    private static void AppendPlot(StringBuilder html, string title, Figure figure, double[] values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
            return;
        double latest = known[^1];
        html.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{Text(title)}<b{(figure.IsMissed(latest) ? " class=\"missed\"" : "")}>{Number(figure, latest)}</b></figcaption>\n");
        bool hasGoal = double.IsFinite(figure.Goal);
        double low = Math.Min(known.Min(), hasGoal ? figure.Goal : double.PositiveInfinity);
        double high = Math.Max(known.Max(), hasGoal ? figure.Goal : double.NegativeInfinity);
        double span = high > low ? high - low : 1;
        double X(int run) => Left + (Width - Left - Right) * (values.Length == 1 ? 0.5 : (double)run / (values.Length - 1));
        double Y(double value) => Top + (Height - Top - Bottom) * (1 - (value - low) / span);

        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}: {string.Join(", ", known.Select(value => Number(figure, value)))}\">");
        if (hasGoal)
            html.Append(CultureInfo.InvariantCulture, $"<line x1=\"0\" x2=\"{Width}\" y1=\"{Y(figure.Goal):0.#}\" y2=\"{Y(figure.Goal):0.#}\"/>");
        html.Append("<polyline points=\"");
        for (int run = 0; run < values.Length; run++)
        {
            if (double.IsFinite(values[run]))
                html.Append(CultureInfo.InvariantCulture, $"{X(run):0.#},{Y(values[run]):0.#} ");
        }
        html.Append("\"/>");
        for (int run = 0; run < values.Length; run++)
        {
            if (double.IsFinite(values[run]))
                html.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(run):0.#}\" cy=\"{Y(values[run]):0.#}\" r=\"3\"><title>{Number(figure, values[run])}</title></circle>");
        }
        html.Append("</svg></figure>\n");
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
                html.Append(CultureInfo.InvariantCulture, $"<td{(figure.IsMissed(value) ? " class=\"missed\"" : "")}>{Number(figure, value)}</td>");
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div>\n");
    }

    private static string Number(Figure figure, double value) => double.IsFinite(value) ? value.ToString(figure.Format, CultureInfo.InvariantCulture) : "–";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
