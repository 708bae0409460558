using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orus.Bench.Harness;

/// <summary>A comparison for people (a table for the terminal or in Markdown) and for programs (JSON).</summary>
public static class ComparisonReport
{
    /// <summary>Tables of plain text: best times and ratios with their 95 % intervals; what is slower beyond chance; first repetition, whole process and memory.</summary>
    public static string Text(ComparisonResult result)
    {
        StringBuilder text = new();
        AppendHead(text, result, "");
        foreach ((string title, List<string[]> table) in Tables(result))
        {
            text.Append('\n').Append(title).Append('\n');
            int[] widths = Widths(table);
            foreach (string[] row in table)
            {
                for (int column = 0; column < row.Length; column++)
                    text.Append(column == 0 ? row[column].PadRight(widths[column]) : "  " + row[column].PadLeft(widths[column]));
                text.Append('\n');
            }
        }
        text.Append('\n');
        AppendLosses(text, result, "");
        return text.ToString();
    }

    /// <summary>The same tables in Markdown.</summary>
    public static string Markdown(ComparisonResult result)
    {
        StringBuilder text = new();
        AppendHead(text, result, "* ");
        foreach ((string title, List<string[]> table) in Tables(result))
        {
            text.Append('\n').Append(title).Append(":\n\n");
            for (int row = 0; row < table.Count; row++)
            {
                text.Append("| ").AppendJoin(" | ", table[row]).Append(" |\n");
                if (row != 0)
                    continue;
                text.Append("|---|");
                for (int column = 1; column < table[row].Length; column++)
                    text.Append("---:|");
                text.Append('\n');
            }
        }
        text.Append('\n');
        AppendLosses(text, result, "* ");
        return text.ToString();
    }

    /// <summary>Everything that was measured, as one JSON object.</summary>
    public static void WriteJson(ComparisonResult result, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("date", result.Machine.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("machine", result.Machine.ToString());
        json.WriteNumber("rounds", result.Plan.Rounds);
        json.WriteNumber("repetitions", result.Plan.Repetitions);
        json.WriteNumber("scale", result.Plan.Scale);
        json.WriteStartObject("contenders");
        foreach ((string name, string version) in result.Contenders)
            json.WriteString(name, version);
        json.WriteEndObject();
        json.WriteStartObject("geometricMeans");
        for (int other = 1; other < result.Contenders.Count; other++)
            json.WriteNumber(result.Contenders[other].Name, Rounded(result.GeometricMean(other)));
        json.WriteEndObject();
        json.WriteStartArray("programs");
        foreach (ProgramResult program in result.Programs)
            WriteProgram(json, program);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteProgram(Utf8JsonWriter json, ProgramResult program)
    {
        json.WriteStartObject();
        json.WriteString("name", program.Program);
        json.WriteString("checksum", program.Checksum);
        json.WriteStartArray("results");
        for (int index = 0; index < program.Measurements.Count; index++)
        {
            Measurement measurement = program.Measurements[index];
            json.WriteStartObject();
            json.WriteString("contender", measurement.Contender);
            json.WriteNumber("bestSeconds", measurement.Best);
            json.WriteNumber("firstSeconds", measurement.First);
            json.WriteNumber("processSeconds", measurement.Total);
            json.WriteNumber("peakBytes", measurement.PeakBytes);
            if (index > 0)
            {
                json.WriteNumber("ratio", Rounded(program.Ratio(index)));
                if (program.Confidence(index) is { IsBounded: true } interval)
                {
                    json.WriteNumber("ratioLow", Rounded(interval.Low));
                    json.WriteNumber("ratioHigh", Rounded(interval.High));
                }
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void AppendHead(StringBuilder text, ComparisonResult result, string bullet)
    {
        text.Append(bullet).Append(result.Machine).Append('\n');
        foreach ((string name, string version) in result.Contenders)
            text.Append(bullet).Append(version.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? version : $"{name}: {version}").Append('\n');
        text.Append(bullet).Append(CultureInfo.InvariantCulture, $"{result.Plan.Rounds} processes of each, taking turns, {result.Plan.Repetitions} repetitions in each; times in milliseconds, ratios below 1 are in favour of {result.Contenders[0].Name}\n");
    }

    // Where the first contender loses, and chance does not explain it.
    private static void AppendLosses(StringBuilder text, ComparisonResult result, string bullet)
    {
        for (int other = 1; other < result.Contenders.Count; other++)
        {
            List<string> losses = [];
            foreach (ProgramResult program in result.Programs)
            {
                if (program.Confidence(other) is { IsBounded: true, Low: > 1 } && program.Ratio(other) > 1)
                    losses.Add($"{program.Program} {Ratio(program.Ratio(other))}");
            }
            text.Append(bullet).Append(CultureInfo.InvariantCulture, $"slower than {result.Contenders[other].Name} beyond chance: {(losses.Count == 0 ? "none" : string.Join(", ", losses))}\n");
        }
    }

    private static IEnumerable<(string Title, List<string[]> Rows)> Tables(ComparisonResult result)
    {
        yield return ("Best repetition, ms; ratio with its 95 % interval", BestTimes(result));
        yield return ("First repetition and whole process, ms; peak memory, MB", OtherFigures(result));
    }

    private static List<string[]> BestTimes(ComparisonResult result)
    {
        List<string> head = ["program", result.Contenders[0].Name];
        for (int other = 1; other < result.Contenders.Count; other++)
            head.AddRange([result.Contenders[other].Name, "ratio", "95 %"]);
        List<string[]> table = [[.. head]];
        foreach (ProgramResult program in result.Programs)
        {
            List<string> row = [program.Program, Milliseconds(program.Measurements[0].Best)];
            for (int other = 1; other < program.Measurements.Count; other++)
            {
                Interval interval = program.Confidence(other);
                row.AddRange([Milliseconds(program.Measurements[other].Best), Ratio(program.Ratio(other)), interval.IsBounded ? $"{Ratio(interval.Low)}–{Ratio(interval.High)}" : "-"]);
            }
            table.Add([.. row]);
        }
        List<string> means = ["geometric mean", ""];
        for (int other = 1; other < result.Contenders.Count; other++)
            means.AddRange(["", Ratio(result.GeometricMean(other)), ""]);
        table.Add([.. means]);
        return table;
    }

    private static List<string[]> OtherFigures(ComparisonResult result)
    {
        List<string> head = ["program"];
        foreach ((string name, _) in result.Contenders)
            head.AddRange([name + " first", "process", "MB"]);
        List<string[]> table = [[.. head]];
        foreach (ProgramResult program in result.Programs)
        {
            List<string> row = [program.Program];
            foreach (Measurement measurement in program.Measurements)
                row.AddRange([Milliseconds(measurement.First), Milliseconds(measurement.Total), Megabytes(measurement.PeakBytes)]);
            table.Add([.. row]);
        }
        return table;
    }

    private static int[] Widths(List<string[]> table)
    {
        int[] widths = new int[table[0].Length];
        foreach (string[] row in table)
        {
            for (int column = 0; column < row.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        }
        return widths;
    }

    private static string Milliseconds(double seconds) => (seconds * 1000).ToString(seconds < 0.01 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => bytes == 0 ? "-" : (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);

    private static string Ratio(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture);

    private static double Rounded(double ratio) => Math.Round(ratio, 4);
}
