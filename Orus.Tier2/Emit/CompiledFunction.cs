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
        var types = new System.Collections.Generic.List<Type>();
        for (int i = 0; i < Parameters.Length; i++)
        {
            Parameters[i] = ir.TypeOf(ir.Parameters[i]);
            if (Parameters[i] == IrType.Any)
                types.Add(typeof(object));
            types.Add(UnitEmitter.IlType(Parameters[i]));
        }
        // The running closure; null in a function without captures that is called directly.
        types.Add(typeof(object));
        ContextArgument = types.Count;
        types.Add(typeof(ExecutionContext));
        types.Add(typeof(int*));
        Outside = Method = new DynamicMethod(methodName, ResultType(Result), [.. types], IlWriter.HomeModule, skipVisibility: true);
    }

    /// <summary>Has everybody but the function itself go through a method that counts, for telemetry.</summary>
    /// <param name="counter">Address of the counter.</param>
    public void CountEntries(long counter)
    {
        Outside = new DynamicMethod(Method.Name + ":counted", Method.ReturnType, Array.ConvertAll(Method.GetParameters(), parameter => parameter.ParameterType), IlWriter.HomeModule, skipVisibility: true);
        var il = new IlWriter(Outside.GetILGenerator(), map: null);
        il.Increment(counter);
        for (int i = 0; i <= ContextArgument + 1; i++)
            il.LoadArgument(i);
        il.Call(Method);
        il.Op(OpCodes.Ret);
    }

    /// <summary>What the method returns; of an any the tag, while the bits wait in the context.</summary>
    public static Type ResultType(IrType result) => result switch
    {
        IrType.None => typeof(void),
        IrType.Any => typeof(object),
        _ => UnitEmitter.IlType(result),
    };

    public RuntimeFunction Function { get; }

    public IrType[] Parameters { get; }

    public IrType Result { get; }

    /// <summary>Index of the context argument; the closure precedes it, the pointer to the position slot follows it.</summary>
    public int ContextArgument { get; }

    public DynamicMethod Method { get; }

    /// <summary>What others than the function itself call: the method, unless something has to be counted on the way.</summary>
    public DynamicMethod Outside { get; private set; }

    /// <summary>It assumes something, so that other code may take its place: callers go through the table slot.</summary>
    public bool IsReplaceable { get; init; }

    /// <summary>The code whose place this one takes: kept alive for a caller that has just read its address from the table slot.</summary>
    public CompiledFunction? Replaced { get; set; }

    public ExitTable Exits { get; } = new();
}
