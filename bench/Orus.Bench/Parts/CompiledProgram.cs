using System;
using System.Collections.Generic;
using System.IO;
using Orus.Bench.Front;
using Orus.Front.Typed;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using Orus.Optimizer.Pipeline;

namespace Orus.Bench.Parts;

/// <summary>A generated program with the IR of all its functions, for parts that begin with IR.</summary>
/// <param name="lines">How long it is.</param>
internal sealed class CompiledProgram(int lines)
{
    private readonly TypedProgram _program = FrontBenchmark.Compile(FrontProgram.Generate(lines));
    private readonly EngineOptions _options = new() { Output = Stream.Null, Input = Stream.Null };

    /// <summary>All functions, freshly lowered and without any pass.</summary>
    public Dictionary<TypedFunction, IrFunction> Lower()
    {
        Dictionary<TypedFunction, IrFunction> functions = [];
        LoweringContext lowering = new(_program.Types);
        Emit(function => functions[function] = Lowering.Lower(function, lowering));
        // Emission may have changed what it was given.
        foreach (TypedFunction function in functions.Keys)
            functions[function] = Lowering.Lower(function, lowering);
        return functions;
    }

    /// <summary>Something to run passes with.</summary>
    public PassContext NewPassContext()
    {
        LoweringContext lowering = new(_program.Types);
        return new PassContext(_options.Switches) { LowerCallee = function => Lowering.Lower(function, lowering) };
    }

    /// <summary>Makes the bytecode of all functions from the IR that is handed out.</summary>
    public void Emit(Func<TypedFunction, IrFunction> irOf) => NewContext(irOf).Dispose();

    /// <summary>The same; returns where the bytecode is.</summary>
    public ExecutionContext NewContext(Func<TypedFunction, IrFunction> irOf)
    {
        ScriptStreams streams = ScriptStreams.Open(_options);
        ExecutionContext context = new(
            new ContextOptions { MaxDepth = _options.MaxDepth, Output = streams.Output, Input = streams.Input, Lower = irOf },
            _program.GlobalCount);
        foreach (TypedModule module in _program.Modules)
            context.FunctionOf(module.Body);
        context.EnsureAllCode();
        return context;
    }
}
