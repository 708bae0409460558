using System;
using System.IO;
using Orus.Interp.Engine;

namespace Orus.Verify;

/// <summary>What a program whose configurations are compared is given, the same in all of them.</summary>
public sealed record SubjectOptions
{
    /// <summary>How many calls may be nested.</summary>
    public int MaxDepth { get; init; } = EngineOptions.DefaultMaxDepth;

    /// <summary>Ends a run; an outcome that timed out cannot be compared.</summary>
    public TimeSpan? Timeout { get; init; }

    public long? HeapLimit { get; init; }

    /// <summary>What the program reads.</summary>
    public byte[] Input { get; init; } = [];

    public string CurrentDirectory { get; init; } = "";
}

/// <summary>A program whose configurations are compared: checked once, run under many. Not for use by several threads at once.</summary>
public sealed class Subject
{
    private readonly SubjectOptions _options;
    private readonly CompileResult? _compiled;
    private readonly Exception? _failure;

    /// <summary>Checks a program; <paramref name="path"/> is how diagnostics name it. Whatever comes out of the front end is an outcome, never an exception.</summary>
    public Subject(string path, byte[] source, SubjectOptions options)
    {
        _options = options;
        try
        {
            _compiled = new OrusEngine(new EngineOptions { CurrentDirectory = options.CurrentDirectory }).Compile(path, source);
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    /// <summary>Why the program does not run under any configuration; null if it does.</summary>
    public Outcome? Rejection => _failure is not null ? Outcome.Crashed(_failure, []) : _compiled!.Program is null ? Outcome.Rejected(_compiled) : null;

    /// <summary>Runs the program. Whatever comes out of the engine is an outcome, never an exception.</summary>
    /// <param name="configuration">The way to execute it.</param>
    /// <param name="timeout">Another limit than that of the options.</param>
    public Outcome Run(Configuration configuration, TimeSpan? timeout = null)
    {
        if (Rejection is { } rejection)
            return rejection;
        using var output = new MemoryStream();
        try
        {
            RunResult run = _compiled!.Program!.With(new EngineOptions
            {
                MaxDepth = _options.MaxDepth,
                Timeout = timeout ?? _options.Timeout,
                HeapLimit = _options.HeapLimit,
                Output = output,
                Input = new MemoryStream(_options.Input),
                CurrentDirectory = _options.CurrentDirectory,
                VerifyIr = configuration.VerifyIr,
                Switches = configuration.Switches(),
                Tier = configuration.Tier(),
            }).Run();
            return Outcome.Of(run, _compiled.Sources, output.ToArray());
        }
        catch (Exception error)
        {
            return Outcome.Crashed(error, output.ToArray());
        }
    }
}
