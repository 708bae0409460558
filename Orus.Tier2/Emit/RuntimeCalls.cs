using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orus.Front.Types;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Operations;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Tier2.Emit;

/// <summary>A static method of the run time that emitted code calls through its address.</summary>
/// <param name="Name">For listings.</param>
/// <param name="Address">A function pointer.</param>
/// <param name="Result">Its result type; null for void.</param>
/// <param name="Parameters">Its parameter types as IL sees them.</param>
internal readonly record struct RuntimeCall(string Name, nint Address, Type? Result, Type[] Parameters)
{
    public void Emit(IlWriter il) => il.CallAddress(Address, Result, Parameters, Name);
}

/// <summary>The run-time methods that emitted code calls, and their bodies where the run time has none in the needed form.</summary>
internal static unsafe class RuntimeCalls
{
    private static readonly Type Object = typeof(object);
    private static readonly Type Int = typeof(int);
    private static readonly Type Long = typeof(long);
    private static readonly Type Context = typeof(ExecutionContext);

    /// <summary>Context, running closure or null, function, position slot, position to go on from.</summary>
    private static readonly Type[] LeaveParameters = [Context, Object, Int, typeof(int*), Int];

    public static readonly RuntimeCall TryMultiply = new("multiply", (nint)(delegate*<long, long, ref long, int>)&DoTryMultiply, Int, [Long, Long, typeof(long).MakeByRefType()]);
    public static readonly RuntimeCall IsInstance = new("is", (nint)(delegate*<object, object, int>)&DoIsInstance, Int, [Object, Object]);
    public static readonly RuntimeCall Concat = new("concat", (nint)(delegate*<object, object, OrusString>)&DoConcat, Object, [Object, Object]);
    public static readonly RuntimeCall StringCompare = new("strcompare", (nint)(delegate*<object, object, int>)&DoStringCompare, Int, [Object, Object]);
    public static readonly RuntimeCall StringAt = new("strindex", (nint)(delegate*<object, long, OrusString>)&DoStringAt, Object, [Object, Long]);
    public static readonly RuntimeCall StringEquals = new("strequals", (nint)(delegate*<object, object, int>)&DoStringEquals, Int, [Object, Object]);
    public static readonly RuntimeCall ObjectEquals = new("equals", (nint)(delegate*<object, object, int>)&DoObjectEquals, Int, [Object, Object]);
    public static readonly RuntimeCall TypeOf = new("typeof", (nint)(delegate*<object, OrusString>)&DoTypeOf, Object, [Object]);
    public static readonly RuntimeCall ToText = new("totext", (nint)(delegate*<object, long, OrusString>)&DoToText, Object, [Object, Long]);
    public static readonly RuntimeCall PushInt = new("push", (nint)(delegate*<object, int, void>)&DoPushInt, null, [Object, Int]);
    public static readonly RuntimeCall PushUInt = new("push", (nint)(delegate*<object, int, void>)&DoPushUInt, null, [Object, Int]);
    public static readonly RuntimeCall PushLong = new("push", (nint)(delegate*<object, long, void>)&DoPushLong, null, [Object, Long]);
    public static readonly RuntimeCall PushULong = new("push", (nint)(delegate*<object, long, void>)&DoPushULong, null, [Object, Long]);
    public static readonly RuntimeCall PushReal = new("push", (nint)(delegate*<object, double, void>)&DoPushReal, null, [Object, typeof(double)]);
    public static readonly RuntimeCall PushBool = new("push", (nint)(delegate*<object, int, void>)&DoPushBool, null, [Object, Int]);
    public static readonly RuntimeCall PushRef = new("push", (nint)(delegate*<object, object, void>)&DoPushRef, null, [Object, Object]);
    public static readonly RuntimeCall PushAny = new("push", (nint)(delegate*<object, object, long, void>)&DoPushAny, null, [Object, Object, Long]);
    public static readonly RuntimeCall NewCell = new("newcell", (nint)(delegate*<object, Cell>)&DoNewCell, Object, [Object]);

    public static readonly RuntimeCall Step = new("step", (nint)(delegate*<ExecutionContext, int, void>)&DoStep, null, [Context, Int]);
    public static readonly RuntimeCall StepInOwnFrame = new("step", (nint)(delegate*<ExecutionContext, int, void>)&DoStepInOwnFrame, null, [Context, Int]);
    public static readonly RuntimeCall EnterFrame = new("enterframe", (nint)(delegate*<ExecutionContext, int, int*, long*>)&DoEnterFrame, typeof(long*), [Context, Int, typeof(int*)]);
    public static readonly RuntimeCall TopRefs = new("toprefs", (nint)(delegate*<ExecutionContext, ref object?>)&DoTopRefs, Object.MakeByRefType(), [Context]);
    public static readonly RuntimeCall LeaveFrame = new("leaveframe", (nint)(delegate*<ExecutionContext, void>)&DoLeaveFrame, null, [Context]);
    public static readonly RuntimeCall LeaveForBits = new("leavefunction", (nint)(delegate*<ExecutionContext, object?, int, int*, int, long>)&DoLeaveForBits, Long, LeaveParameters);
    public static readonly RuntimeCall LeaveForReference = new("leavefunction", (nint)(delegate*<ExecutionContext, object?, int, int*, int, object?>)&DoLeaveForReference, Object, LeaveParameters);
    public static readonly RuntimeCall KeepPendingError = new("keeperror", (nint)(delegate*<ExecutionContext, Exception, int*, void>)&DoKeepPendingError, null, [Context, typeof(Exception), typeof(int*)]);

    /// <summary>Like three of these, but an error is left pending for the caller to look at.</summary>
    public static readonly RuntimeCall StepReturning = new("step", (nint)(delegate*<ExecutionContext, int, void>)&DoStepReturning, null, [Context, Int]);
    public static readonly RuntimeCall StepInOwnFrameReturning = new("step", (nint)(delegate*<ExecutionContext, int, void>)&DoStepInOwnFrameReturning, null, [Context, Int]);
    public static readonly RuntimeCall LeaveForBitsReturning = new("leavefunction", (nint)(delegate*<ExecutionContext, object?, int, int*, int, long>)&DoLeaveForBitsReturning, Long, LeaveParameters);
    public static readonly RuntimeCall LeaveForReferenceReturning = new("leavefunction", (nint)(delegate*<ExecutionContext, object?, int, int*, int, object?>)&DoLeaveForReferenceReturning, Object, LeaveParameters);

    /// <summary>Intrinsics that RyuJIT expands in place; found by name during the warm-up.</summary>
    public static readonly MethodInfo RealToBits = typeof(BitConverter).GetMethod(nameof(BitConverter.DoubleToInt64Bits))!;

    public static readonly MethodInfo BitsToReal = typeof(BitConverter).GetMethod(nameof(BitConverter.Int64BitsToDouble))!;

    private static int DoTryMultiply(long left, long right, ref long product)
    {
        long high = Math.BigMul(left, right, out long low);
        if (high != low >> 63)
            return 0;
        product = low;
        return 1;
    }

    private static int DoIsInstance(object tag, object type) => TypeTest.Matches(new AnyValue(tag, 0), Unsafe.As<OrusType>(type)) ? 1 : 0;

    private static OrusString DoConcat(object left, object right) => OrusString.Concat(Unsafe.As<OrusString>(left), Unsafe.As<OrusString>(right));

    private static int DoStringCompare(object left, object right) => OrusString.Compare(Unsafe.As<OrusString>(left), Unsafe.As<OrusString>(right));

    private static OrusString DoStringAt(object text, long index) => Unsafe.As<OrusString>(text).At(index);

    private static int DoStringEquals(object left, object right) => OrusString.Equal(Unsafe.As<OrusString>(left), Unsafe.As<OrusString>(right)) ? 1 : 0;

    private static int DoObjectEquals(object left, object right) =>
        left is OrusString text && right is OrusString other ? DoStringEquals(text, other) : Equality.AreEqual(new AnyValue(left, 0), new AnyValue(right, 0)) ? 1 : 0;

    private static OrusString DoTypeOf(object tag) => TypeTest.TypeOf(new AnyValue(tag, 0));

    private static OrusString DoToText(object tag, long bits) => ValueText.Of(new AnyValue(tag, bits));

    private static void DoPushInt(object array, int value) => Unsafe.As<I32Array>(array).Push(value);

    private static void DoPushUInt(object array, int value) => Unsafe.As<U32Array>(array).Push((uint)value);

    private static void DoPushLong(object array, long value) => Unsafe.As<I64Array>(array).Push(value);

    private static void DoPushULong(object array, long value) => Unsafe.As<U64Array>(array).Push((ulong)value);

    private static void DoPushReal(object array, double value) => Unsafe.As<F64Array>(array).Push(value);

    private static void DoPushBool(object array, int value) => Unsafe.As<BoolArray>(array).Push((byte)value);

    private static void DoPushRef(object array, object value) => Unsafe.As<RefArray>(array).Push(value);

    private static void DoPushAny(object array, object tag, long bits) => Unsafe.As<AnyArray>(array).Push(new AnyValue(tag, bits));

    private static Cell DoNewCell(object name) => new Cell(Unsafe.As<string>(name));

    private static void DoStepReturning(ExecutionContext context, int pc) => context.Step(pc);

    private static void DoStep(ExecutionContext context, int pc)
    {
        context.Step(pc);
        context.ThrowPending();
    }

    private static void DoStepInOwnFrameReturning(ExecutionContext context, int pc) => context.StepInOwnFrame(pc);

    private static void DoStepInOwnFrame(ExecutionContext context, int pc)
    {
        context.StepInOwnFrame(pc);
        context.ThrowPending();
    }

    private static long* DoEnterFrame(ExecutionContext context, int function, int* slot) => context.EnterFrame(context.Functions[function], slot);

    private static ref object? DoTopRefs(ExecutionContext context) => ref context.TopRefs;

    private static void DoLeaveFrame(ExecutionContext context) => context.LeaveFrame();

    private static long DoLeaveForBits(ExecutionContext context, object? closure, int function, int* slot, int pc)
    {
        long bits = DoLeaveForBitsReturning(context, closure, function, slot, pc);
        context.ThrowPending();
        return bits;
    }

    private static object? DoLeaveForReference(ExecutionContext context, object? closure, int function, int* slot, int pc)
    {
        object? reference = DoLeaveForReferenceReturning(context, closure, function, slot, pc);
        context.ThrowPending();
        return reference;
    }

    private static long DoLeaveForBitsReturning(ExecutionContext context, object? closure, int function, int* slot, int pc)
    {
        Leave(context, closure, context.Functions[function], slot, pc);
        return context.ResultBits;
    }

    private static object? DoLeaveForReferenceReturning(ExecutionContext context, object? closure, int function, int* slot, int pc)
    {
        Leave(context, closure, context.Functions[function], slot, pc);
        return context.ResultRef;
    }

    private static void Leave(ExecutionContext context, object? closure, RuntimeFunction function, int* slot, int pc)
    {
        // The interpreter keeps the running closure in the slot behind the parameters.
        if (closure is not null)
            context.ExitRefs[function.Code!.Ir.Parameters.Length] = closure;
        context.LeaveFunction(function, slot, pc);
    }

    private static void DoKeepPendingError(ExecutionContext context, Exception exception, int* slot) => context.KeepPendingError(exception, slot);
}
