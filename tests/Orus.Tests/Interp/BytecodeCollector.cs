using System.Collections.Generic;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Interp;

/// <summary>Keeps the functions of an engine, in the order in which they are compiled.</summary>
internal sealed class BytecodeCollector : ICodeObserver
{
    public List<BytecodeFunction> Functions { get; } = [];

    public void OnIr(IrFunction function)
    {
    }

    public void OnBytecode(BytecodeFunction function) => Functions.Add(function);
}
