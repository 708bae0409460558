using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Orus.Bench.Harness.History;

/// <summary>The line of a figure over the runs, as SVG. Lines begin at zero, so that noise does not look like a cliff; rates of which 1 is the best begin as far below their goal as that is below 1.</summary>
internal sealed class Plot
{
    private const int Width = 320;
    private const int Height = 96;
    private const int Margin = 6;

    private readonly Figure _figure;
    private readonly double[] _values;
    private readonly double _low;
    private readonly double _high;

    /// <param name="figure">What is shown.</param>
    /// <param name="values">Its value in each run; NaN where it was not measured. At least one is a number.</param>
    public Plot(Figure figure, double[] values)
    {
        _figure = figure;
        _values = values;
        double[] known = [.. values.Where(double.IsFinite)];
        _low = figure.HigherIsBetter ? Math.Min(known.Min(), 2 * figure.Goal - 1) : 0;
        _high = figure.HigherIsBetter ? 1 : Math.Max(known.Max(), HasGoal ? figure.Goal : 0);
    }

    private bool HasGoal => double.IsFinite(_figure.Goal);

    /// <summary>Writes the plot.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="title">What it shows, for those who cannot see it.</param>
    /// <param name="describe">What to say about a run.</param>
    public void AppendTo(StringBuilder html, string title, Func<int, string> describe)
    {
        int[] runs = [.. Enumerable.Range(0, _values.Length).Where(run => double.IsFinite(_values[run]))];
        html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}, {runs.Length} runs\">");
        html.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(runs[0]):0.#},{Height} ");
        foreach (int run in runs)
            html.Append(CultureInfo.InvariantCulture, $"L{X(run):0.#},{Y(_values[run]):0.#} ");
        html.Append(CultureInfo.InvariantCulture, $"L{X(runs[^1]):0.#},{Height} Z\"/>");
        if (HasGoal)
            html.Append(CultureInfo.InvariantCulture, $"<line x1=\"0\" x2=\"{Width}\" y1=\"{Y(_figure.Goal):0.#}\" y2=\"{Y(_figure.Goal):0.#}\"/>");
        html.Append("<polyline points=\"");
        foreach (int run in runs)
            html.Append(CultureInfo.InvariantCulture, $"{X(run):0.#},{Y(_values[run]):0.#} ");
        html.Append("\"/>");
        foreach (int run in runs)
            html.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(run):0.#}\" cy=\"{Y(_values[run]):0.#}\" r=\"4\"><title>{describe(run)}</title></circle>");
        html.Append("</svg>");
    }

    private double X(int run) => Margin + (Width - 2 * Margin) * (_values.Length == 1 ? 0.5 : (double)run / (_values.Length - 1));

    private double Y(double value) => Margin + (Height - 2 * Margin) * (_high > _low ? 1 - (value - _low) / (_high - _low) : 0.5);
}
