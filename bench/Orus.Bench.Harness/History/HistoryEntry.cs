using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;

namespace Orus.Bench.Harness.History;

/// <summary>What one nightly run found, as a line of the history file.</summary>
/// <param name="Date">When it ran, in UTC.</param>
/// <param name="Commit">What was measured.</param>
/// <param name="Machine">Where.</param>
/// <param name="Figures">Figures of the run as a whole, by name.</param>
/// <param name="Programs">Figures of each program, by name.</param>
public sealed record HistoryEntry(
    DateTime Date, string Commit, string Machine, IReadOnlyDictionary<string, double> Figures, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Programs)
{
    /// <summary>Reads the entries of a history file, oldest first; none if there is no file yet.</summary>
    public static IReadOnlyList<HistoryEntry> Load(string file)
    {
        List<HistoryEntry> entries = [];
        if (!File.Exists(file))
            return entries;
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            if (line.Length == 0)
                continue;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                entries.Add(Read(document.RootElement));
            }
            catch (Exception problem) when (problem is JsonException or KeyNotFoundException or FormatException)
            {
                throw new BenchException($"{file}:{number}: {problem.Message}");
            }
        }
        return entries;
    }

    /// <summary>Adds the entry to a history file.</summary>
    public void AppendTo(string file)
    {
        using MemoryStream line = new();
        using (Utf8JsonWriter json = new(line))
        {
            json.WriteStartObject();
            json.WriteString("date", Date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("commit", Commit);
            json.WriteString("machine", Machine);
            json.WritePropertyName("figures");
            Write(json, Figures);
            json.WriteStartObject("programs");
            foreach ((string program, IReadOnlyDictionary<string, double> figures) in Programs)
            {
                json.WritePropertyName(program);
                Write(json, figures);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        File.AppendAllText(file, Encoding.UTF8.GetString(line.ToArray()) + "\n");
    }

    private static HistoryEntry Read(JsonElement element)
    {
        Dictionary<string, IReadOnlyDictionary<string, double>> programs = new(StringComparer.Ordinal);
        foreach (JsonProperty program in element.GetProperty("programs").EnumerateObject())
            programs[program.Name] = ReadFigures(program.Value);
        DateTime date = DateTime.Parse(element.GetProperty("date").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        return new HistoryEntry(date, element.GetProperty("commit").GetString()!, element.GetProperty("machine").GetString()!, ReadFigures(element.GetProperty("figures")), programs);
    }

    private static Dictionary<string, double> ReadFigures(JsonElement element)
    {
        Dictionary<string, double> figures = new(StringComparer.Ordinal);
        foreach (JsonProperty figure in element.EnumerateObject())
            figures[figure.Name] = figure.Value.GetDouble();
        return figures;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, double> figures)
    {
        json.WriteStartObject();
        foreach ((string name, double value) in figures)
            json.WriteNumber(name, Math.Round(value, 5));
        json.WriteEndObject();
    }
}
