using System;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orus.Optimizer.Ir;
using Orus.Tier2.Emit;

namespace Orus.Tier2.Planning;

/// <summary>
/// The first unit of a process takes some milliseconds longer than the next, because the runtime loads what that needs. <see cref="CompileQueue"/> has part of it done on its thread, while the script's thread
/// still plans that unit: what comes last on its way, so that the two do not want the same at once.
/// </summary>
internal static class WarmUp
{
    /// <summary>Prepares for the first unit of the process.</summary>
    /// <param name="isIdle">Asked between parts that the first unit may do without: is there still nothing better to do?</param>
    public static void Run(Func<bool> isIdle)
    {
        _ = RuntimeFields.Interrupt;
        LoadCompiler();
        _ = RuntimeFields.ActivationSlot;
        _ = RuntimeFields.Count;
        _ = RuntimeFields.ArrayData;
        for (IrType element = IrType.I32; element <= IrType.Any && isIdle(); element++)
            _ = RuntimeFields.Items(element);
    }

    private static void LoadCompiler()
    {
        var method = new DynamicMethod("orus:warm-up", null, null, typeof(WarmUp).Module, skipVisibility: true);
        method.GetILGenerator().Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(method.CreateDelegate<Action>());
    }
}
