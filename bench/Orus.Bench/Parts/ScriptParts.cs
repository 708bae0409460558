using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using BenchmarkDotNet.Attributes;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Planning;

namespace Orus.Bench.Parts;

/// <summary>Operations of the interpreter, builtins, and entries and exits of compiled loops: each case a script with a loop around one of them. Divide by the rounds of <see cref="ScriptCase"/>, less the empty loop, for one operation.</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class ScriptParts
{
    private OrusProgram? _program;

    public static IEnumerable<ScriptCase> Cases => ScriptCase.All;

    [ParamsSource(nameof(Cases))]
    public ScriptCase Case { get; set; } = ScriptCase.All[0];

    [GlobalSetup]
    public void Compile()
    {
        SwitchSet switches = new();
        if (Case.UnitLimit is { } limit)
            switches.Set(Parameter.UnitLimit, limit);
        EngineOptions options = new()
        {
            Output = Stream.Null,
            Input = Stream.Null,
            Tier = Case.IsCompiled ? () => new TierController(new TierOptions { Synchronous = true, LoopThreshold = 100, CallThreshold = 100, Switches = switches }) : null,
        };
        CompileResult result = new OrusEngine(options).Compile("case.orus", Encoding.UTF8.GetBytes(Case.Source));
        _program = result.Program ?? throw new InvalidOperationException($"{Case.Name}: {result.Diagnostics[0]}");
        Run();
    }

    [Benchmark]
    public RunResult Run()
    {
        RunResult result = _program!.Run();
        return result.Status == RunStatus.Completed ? result : throw new InvalidOperationException($"{Case.Name}: {result.Error}");
    }
}
