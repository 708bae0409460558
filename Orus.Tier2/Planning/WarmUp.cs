using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Threading;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Tier2.Emit;

namespace Orus.Tier2.Planning;

/// <summary>
/// What a process does for the first time takes longer: the runtime binds each method, and loads the types that it mentions, at its first call. <see cref="CompileQueue"/> has part of that done on its thread.
/// </summary>
internal static class WarmUp
{
    private static int _hasBegun;
    private static int _isDone;

    /// <summary>Is <see cref="ForFirst"/> still to be done in this process?</summary>
    public static bool IsCold => Volatile.Read(ref _hasBegun) == 0;

    /// <summary>
    /// For the first unit of the process, which the script's thread will soon be planning: what comes last on its way, so that the two do not want the same at once. Done once in a process.
    /// </summary>
    public static void ForFirst()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) != 0)
            return;
        _ = RuntimeFields.Interrupt;
        Briefly();
        _ = RuntimeFields.ActivationSlot;
    }

    /// <summary>After the first unit: for units of other kinds, while there is nothing to do. Done once in a process.</summary>
    /// <param name="isIdle">Asked between the parts.</param>
    public static void ForOthers(Func<bool> isIdle)
    {
        if (Interlocked.Exchange(ref _isDone, 1) != 0)
            return;
        _ = RuntimeFields.Count;
        _ = RuntimeFields.ArrayData;
        for (IrType element = IrType.I32; element <= IrType.Any && isIdle(); element++)
            _ = RuntimeFields.Items(element);
        Bind(typeof(UnitPlan), isIdle);
        Bind(typeof(UnitEmitter), isIdle);
        Bind(typeof(FunctionCompiler), isIdle);
        Bind(typeof(FunctionFrame), isIdle);
    }

    /// <summary>For a unit that is being made, after a while without one: has RyuJIT compile next to nothing, after which it is faster. Takes some 0.2 ms, and the unit some 0.3 less.</summary>
    public static void Briefly()
    {
        var method = new DynamicMethod("orus:warm-up", null, null, IlWriter.HomeModule, skipVisibility: true);
        method.GetILGenerator().Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(method.CreateDelegate<Action>());
    }

    /// <summary>For a unit that may come, after a while without one: has RyuJIT compile a small loop. Takes as long as the smallest units.</summary>
    public static void Thoroughly()
    {
        DynamicMethod method = LoopCompiler.NewMethod("orus:warm-up");
        ILGenerator il = method.GetILGenerator();
        LocalBuilder sum = il.DeclareLocal(typeof(double));
        LocalBuilder i = il.DeclareLocal(typeof(int));
        Label header = il.DefineLabel();
        Label exit = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldind_R8);
        il.Emit(OpCodes.Stloc, sum);
        il.MarkLabel(header);
        il.Emit(OpCodes.Ldloc, sum);
        il.Emit(OpCodes.Ldloc, i);
        il.Emit(OpCodes.Ldc_I4_3);
        il.Emit(OpCodes.Rem);
        il.Emit(OpCodes.Conv_R8);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, sum);
        il.Emit(OpCodes.Ldloc, i);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, i);
        il.Emit(OpCodes.Ldloc, i);
        il.Emit(OpCodes.Ldc_I4, 1000);
        il.Emit(OpCodes.Bge, exit);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldfld, RuntimeFields.Interrupt);
        il.Emit(OpCodes.Brfalse, header);
        il.MarkLabel(exit);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloc, sum);
        il.Emit(OpCodes.Stind_R8);
        il.Emit(OpCodes.Ldloc, i);
        il.Emit(OpCodes.Ret);
        RuntimeHelpers.PrepareDelegate(method.CreateDelegate<LoopEntry>());
    }

    private static void Bind([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type type, Func<bool> isIdle)
    {
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (!isIdle())
                return;
            if (!method.IsAbstract && !method.IsGenericMethodDefinition)
                RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }
    }
}
