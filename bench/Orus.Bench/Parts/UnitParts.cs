using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Orus.Front.Typed;
using Orus.Interp.Dispatch;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Tier2.Planning;

namespace Orus.Bench.Parts;

/// <summary>Planning with IL emission, and machine code by RyuJIT, of all functions of a generated program of 1,000 lines.</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class UnitParts
{
    private readonly CompiledProgram _program = new(lines: 1_000);
    private readonly List<TypedFunction> _functions = [];
    private ExecutionContext? _context;
    private List<PendingUnit> _units = [];

    [GlobalSetup]
    public void Optimize()
    {
        Dictionary<TypedFunction, IrFunction> code = _program.Lower();
        PassContext passes = _program.NewPassContext();
        foreach (IrFunction function in code.Values)
            OptimizerPipeline.Run(function, passes);
        _functions.AddRange(code.Keys);
        _context = _program.NewContext(function => code[function]);
    }

    [GlobalCleanup]
    public void Close() => _context!.Dispose();

    [Benchmark]
    public void Emission() => Emit();

    // A method has machine code only once, so each iteration has its own.
    [IterationSetup(Target = nameof(MachineCode))]
    public void Emit()
    {
        UnitServices services = new(_context!, new TierController(new TierOptions { Synchronous = true }));
        _units = [];
        foreach (TypedFunction function in _functions)
        {
            if (services.Functions.Find(function) is null)
                services.Functions.Compile(_context!.FunctionOf(function), _units);
        }
    }

    [Benchmark]
    public void MachineCode()
    {
        foreach (PendingUnit unit in _units)
            unit.Prepare();
    }
}
