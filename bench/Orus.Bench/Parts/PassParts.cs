using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Bench.Parts;

/// <summary>Each pass of the optimizer over all functions of a generated program of 5,000 lines, after the passes that run before it.</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class PassParts
{
    private readonly CompiledProgram _program = new(lines: 5_000);
    private Dictionary<TypedFunction, IrFunction> _functions = [];
    private readonly Dictionary<IrFunction, Interval[]?> _intervals = [];
    private PassContext? _context;

    [ParamsSource(nameof(Names))]
    public string Pass { get; set; } = "";

    public static IEnumerable<string> Names
    {
        get
        {
            List<string> names = [];
            foreach (PassRow row in PassTable.All)
                names.Add(row.Name);
            return names;
        }
    }

    // A pass changes the IR, so each iteration has its own.
    [IterationSetup]
    public void LowerAndRunEarlierPasses()
    {
        _functions = _program.Lower();
        _context = _program.NewPassContext();
        _intervals.Clear();
        foreach (PassRow row in PassTable.All)
        {
            if (row.Name == Pass)
                return;
            Apply(row);
        }
    }

    [Benchmark]
    public void Run()
    {
        foreach (PassRow row in PassTable.All)
        {
            if (row.Name == Pass)
                Apply(row);
        }
    }

    private void Apply(PassRow row)
    {
        foreach (IrFunction function in _functions.Values)
        {
            _context!.ForgetAnalyses();
            _context.Intervals = _intervals.GetValueOrDefault(function);
            if (!row.NeedsLoops || _context.AnalysesOf(function).Loops.Loops.Count > 0)
                OptimizerPipeline.Apply(function, _context, row);
            _intervals[function] = _context.Intervals;
        }
    }
}
