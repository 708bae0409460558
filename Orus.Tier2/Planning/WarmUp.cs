using System;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orus.Tier2.Planning;

/// <summary>
/// The first method that a process emits and compiles takes some milliseconds longer than the next, because the runtime loads what that needs. <see cref="CompileQueue"/> has it done on its thread, while
/// the script's thread still emits the first unit.
/// </summary>
internal static class WarmUp
{
    public static void LoadCompiler()
    {
        var method = new DynamicMethod("orus:warm-up", null, null, typeof(WarmUp).Module, skipVisibility: true);
        method.GetILGenerator().Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(method.CreateDelegate<Action>());
    }
}
