using System;
using System.Collections.Generic;
using System.IO;

namespace Orus.Bench.Harness;

/// <summary>Something that can run a benchmark program: a language implementation, or one build of Orus with certain options.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Extension">The suffix of its programs.</param>
/// <param name="Command">The executable and the arguments before the program's file.</param>
/// <param name="VersionArguments">What makes it tell its version.</param>
/// <param name="IsCompiler">Whether <paramref name="Command"/> makes an executable of the program instead of running it.</param>
public sealed record Contender(string Name, string Extension, string[] Command, string[] VersionArguments, bool IsCompiler = false)
{
    /// <summary>The systems that Orus is compared with, fastest start first.</summary>
    public static IReadOnlyList<Contender> Others { get; } =
    [
        new("luajit", ".lua", ["luajit"], ["-v"]),
        new("lua5.4", ".lua", ["lua5.4"], ["-v"]),
        new("node", ".js", ["node"], ["--version"]),
        new("gcc", ".c", ["gcc", "-O2"], ["--version"], IsCompiler: true),
    ];

    /// <summary>A build of Orus.</summary>
    /// <param name="name">What the report calls it.</param>
    /// <param name="command">How it is started: the executable, and arguments that it needs to be orus.</param>
    /// <param name="options">Options for <c>orus exec</c>.</param>
    public static Contender Orus(string name, string[] command, string[] options) =>
        new(name, ".orus", [.. command, "exec", .. options], ["--version"]);

    /// <summary>The first line of what it says of itself, or null if it is not installed.</summary>
    public string? FindVersion()
    {
        // The version belongs to the executable, not to the arguments that run programs.
        string[] command = Extension == ".orus" ? Command[..Array.IndexOf(Command, "exec")] : Command[..1];
        try
        {
            Finished finished = ProcessRunner.Run([.. command, .. VersionArguments], "", null, TimeSpan.FromSeconds(30));
            return finished.ExitCode == 0 ? (finished.Output + finished.Error).Split('\n')[0].Trim() : null;
        }
        catch (BenchException)
        {
            return null;
        }
    }

    /// <summary>The command that runs the program; a compiler compiles it first, into a directory for such files.</summary>
    internal string[] Prepare(string program, string buildDirectory)
    {
        string source = program + Extension;
        if (!IsCompiler)
            return [.. Command, source];
        string executable = Path.Combine(buildDirectory, Path.GetFileName(program));
        Finished compiled = ProcessRunner.Run([.. Command, "-o", executable, source, "-lm"], "", null, TimeSpan.FromMinutes(1));
        if (compiled.ExitCode != 0)
            throw new BenchException($"{Name} cannot compile {source}: {compiled.Error.Trim()}");
        return [executable];
    }
}
