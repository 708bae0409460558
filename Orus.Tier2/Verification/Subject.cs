using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Verification;

/// <summary>What a program whose configurations are compared is given, the same in all of them.</summary>
public sealed record SubjectOptions
{
    /// <summary>How many calls may be nested.</summary>
    public int MaxDepth { get; init; } = EngineOptions.DefaultMaxDepth;

    /// <summary>Ends a run; an outcome that timed out cannot be compared.</summary>
    public TimeSpan? Timeout { get; init; }

    public long? HeapLimit { get; init; }

    /// <summary>What the program reads. It is read as far as some run needs, and every run reads it from the start.</summary>
    public Stream Input { get; init; } = Stream.Null;

    public string CurrentDirectory { get; init; } = "";

    /// <summary>Directories searched for modules after those of the importing and the main file.</summary>
    public IReadOnlyList<string> SearchPath { get; init; } = [];

    /// <summary>The last place where modules are looked for.</summary>
    public string? ExecutableDirectory { get; init; }
}

/// <summary>A run with what looking for the cause of a difference needs to know about it.</summary>
/// <param name="Outcome">What came out.</param>
/// <param name="PassApplications">How many applications of a pass to a function were due.</param>
/// <param name="LastPass">The last of them that the limit allowed: pass and function.</param>
/// <param name="Units">The compiled loops and functions, in the order of compiling.</param>
internal sealed record Trial(Outcome Outcome, int PassApplications, (string Pass, string Function) LastPass, IReadOnlyList<UnitReport> Units);

/// <summary>A program whose configurations are compared: checked once, run under many. Not for use by several threads at once.</summary>
public sealed class Subject
{
    private readonly SubjectOptions _options;
    private readonly RecordedInput _input;
    private readonly CompileResult? _compiled;
    private readonly Exception? _failure;

    /// <summary>Checks a program; <paramref name="path"/> is how diagnostics name it. Whatever comes out of the front end is an outcome, never an exception.</summary>
    public Subject(string path, byte[] source, SubjectOptions options)
    {
        _options = options;
        _input = new RecordedInput(options.Input);
        try
        {
            _compiled = new OrusEngine(OptionsFor(null, null, Stream.Null, null)).Compile(path, source);
        }
        catch (Exception error)
        {
            _failure = error;
        }
    }

    /// <summary>Why the program does not run under any configuration; null if it does.</summary>
    public Outcome? Rejection => _failure is not null ? Outcome.Crashed(_failure, []) : _compiled!.Program is null ? Outcome.Rejected(_compiled) : null;

    /// <summary>Errors and warnings of the front end.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _compiled?.Diagnostics ?? [];

    public SourceSet Sources => _compiled?.Sources ?? new SourceSet();

    /// <summary>Runs the program. Whatever comes out of the engine is an outcome, never an exception.</summary>
    /// <param name="configuration">The way to execute it.</param>
    /// <param name="timeout">Another limit than that of the options.</param>
    public Outcome Run(Configuration configuration, TimeSpan? timeout = null) => Run(configuration, timeout, null, out _);

    /// <summary>Runs the program and watches what is compiled, which takes longer.</summary>
    internal Trial Try(Configuration configuration, TimeSpan? timeout)
    {
        var units = new List<UnitReport>();
        Outcome outcome = Run(configuration, timeout, units.Add, out OrusProgram? program);
        return new Trial(outcome, program?.LastPasses?.Applications ?? 0, program?.LastPasses?.LastApplication ?? ("", ""), units);
    }

    internal string Place(SourceSpan span) =>
        span.IsNone ? "" : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(Sources[span].Path)}:{Sources[span].Line(span.Start)}");

    private Outcome Run(Configuration configuration, TimeSpan? timeout, Action<UnitReport>? onUnit, out OrusProgram? program)
    {
        program = null;
        if (Rejection is { } rejection)
            return rejection;
        using var output = new MemoryStream();
        try
        {
            program = _compiled!.Program!.With(OptionsFor(configuration, timeout, output, onUnit));
            return Outcome.Of(program.Run(), _compiled.Sources, output.ToArray());
        }
        catch (Exception error)
        {
            return Outcome.Crashed(error, output.ToArray());
        }
    }

    private EngineOptions OptionsFor(Configuration? configuration, TimeSpan? timeout, Stream output, Action<UnitReport>? onUnit) => new()
    {
        MaxDepth = _options.MaxDepth,
        Timeout = timeout ?? _options.Timeout,
        HeapLimit = _options.HeapLimit,
        Output = output,
        Input = _input.Open(),
        CurrentDirectory = _options.CurrentDirectory,
        SearchPath = _options.SearchPath,
        ExecutableDirectory = _options.ExecutableDirectory,
        VerifyIr = configuration?.VerifyIr ?? false,
        Switches = configuration?.Switches() ?? new(),
        Tier = configuration?.Tier(onUnit),
    };
}
