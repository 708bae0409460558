using System.Reflection.Emit;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>The entry that interpreter calls take into a compiled function: arguments out of the frame, result into the context.</summary>
internal static class FunctionAdapter
{
    public static unsafe FunctionEntry Make(CompiledFunction target)
    {
        var method = new DynamicMethod(target.Method.Name + ":enter", typeof(void), [typeof(long*), typeof(object).MakeByRefType(), typeof(ExecutionContext)], IlWriter.HomeModule, skipVisibility: true);
        var il = new IlWriter(method.GetILGenerator(), map: null);
        if (target.Result != IrType.None)
            il.LoadArgument(2);
        for (int i = 0; i < target.Parameters.Length; i++)
        {
            IrType type = target.Parameters[i];
            if (type.UsesRefs())
            {
                il.LoadArgument(1);
                il.Int(i * 8);
                il.Op(OpCodes.Add);
                il.Op(OpCodes.Ldind_Ref);
            }
            if (type.UsesBits())
            {
                il.LoadArgument(0);
                il.Int(i * 8);
                il.Op(OpCodes.Add);
                il.Op(UnitFrame.LoadSlot(type));
            }
        }
        // The slot behind the parameters belongs to the closure even in functions that do not look at it.
        il.LoadArgument(1);
        il.Int(target.Parameters.Length * 8);
        il.Op(OpCodes.Add);
        il.Op(OpCodes.Ldind_Ref);
        il.LoadArgument(2);
        il.LoadArgument(2);
        il.Field(OpCodes.Ldfld, RuntimeFields.ActivationSlot);
        il.Call(target.Outside);
        if (target.Result.UsesRefs())
        {
            il.Field(OpCodes.Stfld, RuntimeFields.ResultRef);
        }
        else if (target.Result != IrType.None)
        {
            UnitEmitter.ToBits(il, target.Result);
            il.Field(OpCodes.Stfld, RuntimeFields.ResultBits);
        }
        il.Op(OpCodes.Ret);
        return method.CreateDelegate<FunctionEntry>();
    }
}
