using System;
using System.Reflection.Emit;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>A function that has, or is just getting, a method of its own that other units call directly.</summary>
internal sealed class CompiledFunction
{
    public CompiledFunction(RuntimeFunction function, IrFunction ir, string methodName)
    {
        Function = function;
        Result = ir.Result;
        Parameters = new IrType[ir.Parameters.Length];
        TakesClosure = UsesClosure(ir);
        var types = new System.Collections.Generic.List<Type>();
        for (int i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] = ir.TypeOf(ir.Parameters[i]);
            if (Parameters[i] == IrType.Any)
                types.Add(typeof(object));
            types.Add(UnitEmitter.IlType(Parameters[i]));
        }
        if (TakesClosure)
            types.Add(typeof(object));
        ContextArgument = types.Count;
        types.Add(typeof(ExecutionContext));
        types.Add(typeof(int*));
        Type result = Result switch
        {
            IrType.None => typeof(void),
            // The tag is returned, the bits wait in the context.
            IrType.Any => typeof(object),
            _ => UnitEmitter.IlType(Result),
        };
        Method = new DynamicMethod(methodName, result, [.. types], typeof(CompiledFunction).Module, skipVisibility: true);
    }

    private static bool UsesClosure(IrFunction ir)
    {
        foreach (Block block in ir.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op is IrOp.LoadSelf or IrOp.LoadCapture)
                    return true;
            }
        }
        return false;
    }

    public RuntimeFunction Function { get; }

    public IrType[] Parameters { get; }

    public IrType Result { get; }

    /// <summary>Takes the running closure after its parameters.</summary>
    public bool TakesClosure { get; }

    /// <summary>Index of the context argument; the position pointer follows it.</summary>
    public int ContextArgument { get; }

    public DynamicMethod Method { get; }

    public ExitTable Exits { get; } = new();
}
