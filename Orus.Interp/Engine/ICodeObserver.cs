using Orus.Interp.Bytecode;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Engine;

/// <summary>Is shown the code of each function when it is made, for dumps.</summary>
internal interface ICodeObserver
{
    /// <summary>The IR after all passes.</summary>
    void OnIr(IrFunction function);

    void OnBytecode(BytecodeFunction function);
}
