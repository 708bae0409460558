using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Planning;

namespace Orus.Tests.Fuzz;

/// <summary>One way to execute a program: which passes work, and when Tier 2 compiles.</summary>
/// <param name="Off">The switches that are off.</param>
/// <param name="LoopThreshold">Backedges until a loop is compiled; 0 to stay in the interpreter.</param>
/// <param name="CallThreshold">Calls until a function is compiled.</param>
internal sealed record Configuration(IReadOnlySet<Switch> Off, int LoopThreshold, int CallThreshold)
{
    /// <summary>Generated programs recurse endlessly now and then; that should not take long.</summary>
    private const int MaxDepth = 300;

    private static readonly HashSet<Switch> None = [];

    /// <summary>The plain interpreter decides what is right.</summary>
    public static Configuration Oracle { get; } = new(new HashSet<Switch>(Enum.GetValues<Switch>()), 0, 0);

    public static Configuration Passes { get; } = new(None, 0, 0);

    public static Configuration Tier2 { get; } = new(None, 1, 1);

    public static Configuration Random(Random random)
    {
        var off = new HashSet<Switch>();
        if (random.Next(2) == 0)
        {
            foreach (Switch id in Enum.GetValues<Switch>())
            {
                if (random.Next(3) == 0)
                    off.Add(id);
            }
        }
        return new Configuration(off, random.Next(1, 30), random.Next(1, 20));
    }

    public Configuration Without(Switch id) => this with { Off = new HashSet<Switch>(Off) { id } };

    public Configuration InInterpreter() => this with { LoopThreshold = 0, CallThreshold = 0 };

    public Outcome Run(byte[] source, TimeSpan timeout)
    {
        using var output = new MemoryStream();
        try
        {
            var switches = new SwitchSet();
            foreach (Switch id in Off)
                switches.Set(id, false);
            var engine = new OrusEngine(new EngineOptions
            {
                MaxDepth = MaxDepth,
                Timeout = timeout,
                HeapLimit = 1L << 30,
                Output = output,
                Input = new MemoryStream(),
                CurrentDirectory = Path.GetTempPath(),
                VerifyIr = LoopThreshold == 0,
                Switches = switches,
                Tier = LoopThreshold == 0 ? null : () => new TierController(new TierOptions { LoopThreshold = LoopThreshold, CallThreshold = CallThreshold }),
            });
            CompileResult compiled = engine.Compile("fuzz.orus", source);
            if (compiled.Program is null)
                return Outcome.Rejected(compiled);
            RunResult run = compiled.Program.Run();
            return Outcome.Of(run, compiled.Sources, output.ToArray());
        }
        catch (Exception error)
        {
            // Whatever comes out of the engine is a finding, never the end of the fuzzer.
            return Outcome.Crashed(error, output.ToArray());
        }
    }

    public override string ToString()
    {
        string off = Off.Count == SwitchTable.Switches.Length ? "all" : string.Join(',', Off);
        return string.Create(CultureInfo.InvariantCulture, $"off=[{off}] loops={LoopThreshold} calls={CallThreshold}");
    }
}
