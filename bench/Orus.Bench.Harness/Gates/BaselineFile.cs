using System.IO;
using System.Text.Json;

namespace Orus.Bench.Harness.Gates;

/// <summary>Files that gates compare with.</summary>
internal static class BaselineFile
{
    /// <summary>Parses such a file; one that is missing or damaged is a <see cref="BenchException"/>.</summary>
    public static JsonDocument Parse(string file)
    {
        if (!File.Exists(file))
            throw new BenchException($"there is no baseline {file}");
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException problem)
        {
            throw new BenchException($"{file}:{problem.LineNumber + 1}: {problem.Message}");
        }
    }
}
