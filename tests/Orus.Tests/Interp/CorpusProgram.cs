using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using Orus.Interp.Engine;

namespace Orus.Tests.Interp;

/// <summary>A diagnostic that a program of the corpus promises.</summary>
/// <param name="File">The file's name, or null for the main one.</param>
/// <param name="Line">The line it points at.</param>
/// <param name="Code">Its code; null for warnings.</param>
/// <param name="Text">What its title, message or explanation contains.</param>
internal sealed record ExpectedDiagnostic(string? File, int Line, string? Code, string Text);

/// <summary>One program of tests/language with what it promises, in comment lines at its end or in a file beside it.</summary>
internal sealed class CorpusProgram
{
    private const string DepthOption = "--max-recursion=";

    private readonly StringBuilder _output = new();
    private bool _endsWithNewline = true;

    public CorpusProgram(string path)
    {
        Path = path;
        string sidecar = System.IO.Path.ChangeExtension(path, ".expect");
        if (File.Exists(sidecar))
        {
            foreach (string line in File.ReadAllLines(sidecar))
                ReadLine(line);
        }
        else
        {
            foreach (string line in File.ReadAllLines(path))
            {
                if (line.StartsWith("//!", StringComparison.Ordinal))
                    ReadLine(line[3..].TrimStart());
                else if (line.StartsWith("//|", StringComparison.Ordinal))
                    ReadLine(line[2..]);
            }
        }
    }

    public string Path { get; }

    public int ExitCode { get; private set; }

    public List<ExpectedDiagnostic> Errors { get; } = [];

    public List<ExpectedDiagnostic> Warnings { get; } = [];

    public List<string> Trace { get; } = [];

    public string[] Options { get; private set; } = [];

    /// <summary>How many calls may be nested.</summary>
    public int MaxDepth
    {
        get
        {
            string? option = Array.Find(Options, option => option.StartsWith(DepthOption, StringComparison.Ordinal));
            return option is null ? EngineOptions.DefaultMaxDepth : int.Parse(option.AsSpan(DepthOption.Length), CultureInfo.InvariantCulture);
        }
    }

    public string Input { get; private set; } = "";

    public string Output => _endsWithNewline || _output.Length == 0 ? _output.ToString() : _output.ToString(0, _output.Length - 1);

    /// <summary>All programs: files, and directories with a main.orus.</summary>
    public static IEnumerable<string> Paths(string root)
    {
        foreach (string topic in Directory.GetDirectories(root))
        {
            foreach (string file in Directory.GetFiles(topic, "*.orus"))
                yield return file;
            foreach (string directory in Directory.GetDirectories(topic))
            {
                string main = System.IO.Path.Combine(directory, "main.orus");
                if (File.Exists(main))
                    yield return main;
            }
        }
    }

    private void ReadLine(string line)
    {
        if (line.StartsWith('|'))
        {
            _output.Append(line.Length > 1 ? line[2..] : "").Append('\n');
            return;
        }
        string[] parts = line.Split(':', 2);
        string value = parts.Length > 1 ? parts[1].Trim() : "";
        switch (parts[0].Trim())
        {
            case "exit":
                ExitCode = int.Parse(value, CultureInfo.InvariantCulture);
                break;
            case "error":
                Errors.Add(Diagnostic(value, hasCode: true));
                break;
            case "warn":
                Warnings.Add(Diagnostic(value, hasCode: false));
                break;
            case "trace":
                Trace.Add(value);
                break;
            case "options":
                Options = value.Split(' ');
                break;
            case "stdin":
                Input = JsonSerializer.Deserialize<string>(value)!;
                break;
            case "no-newline":
                _endsWithNewline = false;
                break;
            case "out" or "":
                break;
            default:
                throw new FormatException($"{Path}: unknown directive '{line}'");
        }
    }

    private static ExpectedDiagnostic Diagnostic(string value, bool hasCode)
    {
        string[] parts = value.Split(' ', hasCode ? 3 : 2);
        int colon = parts[0].LastIndexOf(':');
        string? file = colon < 0 ? null : parts[0][..colon];
        return new ExpectedDiagnostic(file, int.Parse(parts[0][(colon + 1)..], CultureInfo.InvariantCulture), hasCode ? parts[1] : null, parts.Length > (hasCode ? 2 : 1) ? parts[^1] : "");
    }
}
