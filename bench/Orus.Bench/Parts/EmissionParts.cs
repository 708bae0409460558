using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Bench.Parts;

/// <summary>Register allocation and bytecode emission of all functions of a generated program of 5,000 lines, from IR without any pass.</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class EmissionParts
{
    private readonly CompiledProgram _program = new(lines: 5_000);
    private Dictionary<TypedFunction, IrFunction> _functions = [];

    // Emission may change the IR, so each iteration has its own.
    [IterationSetup]
    public void Lower() => _functions = _program.Lower();

    [Benchmark]
    public void Bytecode() => _program.Emit(function => _functions[function]);
}
