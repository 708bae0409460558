using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Orus.Bench.Harness;
using Orus.Cli.Options;
using Orus.Front.Diagnostics;

namespace Orus.Cli.Commands;

/// <summary><c>orus bench</c></summary>
internal static class BenchCommand
{
    private const string ClearLine = "\r\u001b[K";

    public static int Run(CommandLine line, CliHost host)
    {
        BenchSettings settings = line.Settings.Bench;
        try
        {
            string directory = FindPrograms(settings);
            // Before the minutes that measuring takes. What an earlier run has written stays until there is something better.
            Save(settings.Json, FileMode.OpenOrCreate, _ => { });
            Save(settings.Markdown, FileMode.OpenOrCreate, _ => { });
            List<Contender> contenders = [Contender.Orus("orus", ThisBuild(), [])];
            AddOrus(contenders, settings);
            AddOthers(contenders, settings, host);
            Comparison comparison = new(directory, contenders, new ComparisonPlan(settings.Rounds, settings.Repetitions, settings.Scale), text => ShowProgress(host, text));
            ComparisonResult result = comparison.Run(line.Names.Count > 0 ? line.Names : Comparison.ProgramsIn(directory));
            ShowProgress(host, "");
            Save(settings.Json, FileMode.Create, stream => ComparisonReport.WriteJson(result, stream));
            Save(settings.Markdown, FileMode.Create, stream => stream.Write(Encoding.UTF8.GetBytes(ComparisonReport.Markdown(result))));
            return host.WriteOutput(ComparisonReport.Text(result));
        }
        catch (BenchException problem)
        {
            ShowProgress(host, "");
            host.WriteError($"orus bench: {problem.Message}\n");
            return ExitCode.Difference;
        }
    }

    private static void AddOrus(List<Contender> contenders, BenchSettings settings)
    {
        if (settings.Baseline is { } baseline)
            contenders.Add(Contender.Orus("baseline", [Path.GetFullPath(baseline)], []));
        if (settings.Variant is { } variant)
            contenders.Add(Contender.Orus(variant, ThisBuild(), variant.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static void AddOthers(List<Contender> contenders, BenchSettings settings, CliHost host)
    {
        foreach (string name in settings.Against ?? [])
        {
            if (!Contains(name))
                throw new BenchException($"'{name}' is none of {string.Join(", ", Names())}");
        }
        foreach (Contender other in Contender.Others)
        {
            if (settings.Against is { } chosen && Array.IndexOf(chosen, other.Name) < 0)
                continue;
            if (other.FindVersion() is not null)
                contenders.Add(other);
            else
                host.WriteError($"orus bench: {other.Name} is not installed and is left out\n");
        }
    }

    private static bool Contains(string name) => Names().Contains(name);

    private static List<string> Names()
    {
        List<string> names = [];
        foreach (Contender other in Contender.Others)
            names.Add(other.Name);
        return names;
    }

    private static string FindPrograms(BenchSettings settings)
    {
        if (settings.Programs is { } given)
            return Directory.Exists(given) ? Path.GetFullPath(given) : throw new BenchException($"there is no directory {given}");
        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            string candidate = Path.Combine(place.FullName, "bench", "programs");
            if (Directory.Exists(candidate))
                return candidate;
        }
        throw new BenchException("the directory bench/programs is not above this build; name it with --programs");
    }

    // The executable of this build; `dotnet orus.dll` needs both.
    private static string[] ThisBuild()
    {
        string executable = Environment.ProcessPath!;
        string library = Path.Combine(AppContext.BaseDirectory, "orus.dll");
        return Path.GetFileNameWithoutExtension(executable) == "dotnet" ? [executable, library] : [executable];
    }

    private static void Save(string? file, FileMode mode, Action<Stream> write)
    {
        if (file is null)
            return;
        try
        {
            using FileStream stream = new(file, mode, FileAccess.Write);
            write(stream);
        }
        catch (Exception problem) when (FileReason.Explains(problem))
        {
            throw new BenchException($"cannot write '{file}': {FileReason.NotWritten(file, problem)}");
        }
    }

    private static void ShowProgress(CliHost host, string text)
    {
        if (host.IsErrorTerminal)
            host.WriteError(ClearLine + text);
    }
}
