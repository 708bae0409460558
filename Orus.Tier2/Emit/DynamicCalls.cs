using System;
using System.Runtime.CompilerServices;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Builtins;
using Orus.Interp.Dispatch;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Values;

namespace Orus.Tier2.Emit;

/// <summary>
/// Operations on dynamic values for operands whose kinds have no code of their own. A dynamic operand is a tag and bits; of a dynamic result the tag is returned and the bits go to the last
/// argument.
/// </summary>
internal static unsafe class DynamicCalls
{
    private static readonly Type Object = typeof(object);
    private static readonly Type Int = typeof(int);
    private static readonly Type Long = typeof(long);
    private static readonly Type Bits = typeof(long).MakeByRefType();

    /// <summary>Left, right, and the operation with its literal sides, as the instruction has them.</summary>
    public static readonly RuntimeCall Binary = new("dynbin", (nint)(delegate*<object?, long, object?, long, int, ref long, object?>)&DoBinary, Object, [Object, Long, Object, Long, Int, Bits]);

    /// <summary>As <see cref="Binary"/>, for a comparison.</summary>
    public static readonly RuntimeCall Compare = new("dyncompare", (nint)(delegate*<object?, long, object?, long, int, int>)&DoCompare, Int, [Object, Long, Object, Long, Int]);

    /// <summary>Target, index.</summary>
    public static readonly RuntimeCall Index = new("dynindex", (nint)(delegate*<object?, object?, long, ref long, object?>)&DoIndex, Object, [Object, Object, Long, Bits]);

    /// <summary>Target, index, value.</summary>
    public static readonly RuntimeCall StoreIndex = new("dynstoreindex", (nint)(delegate*<object?, object?, long, object?, long, void>)&DoStoreIndex, null, [Object, Object, Long, Object, Long]);

    /// <summary>Target, name.</summary>
    public static readonly RuntimeCall Field = new("dynfield", (nint)(delegate*<object?, object, ref long, object?>)&DoField, Object, [Object, Object, Bits]);

    /// <summary>Target, name, value.</summary>
    public static readonly RuntimeCall StoreField = new("dynstorefield", (nint)(delegate*<object?, object, object?, long, void>)&DoStoreField, null, [Object, Object, Object, Long]);

    /// <summary>Target, value.</summary>
    public static readonly RuntimeCall Push = new("dynpush", (nint)(delegate*<object?, object?, long, void>)&DoPush, null, [Object, Object, Long]);

    /// <summary>Target.</summary>
    public static readonly RuntimeCall Pop = new("dynpop", (nint)(delegate*<object?, ref long, object?>)&DoPop, Object, [Object, Bits]);

    /// <summary>Context, builtin function, element type of a range, three arguments, of which those that it does not have are null.</summary>
    public static readonly RuntimeCall Builtin = new(
        "builtin", (nint)(delegate*<ExecutionContext, int, object?, object?, long, object?, long, object?, long, ref long, object?>)&DoBuiltin, Object, BuiltinParameters);

    /// <summary>Like <see cref="Builtin"/>, but an error is left pending for the caller to look at.</summary>
    public static readonly RuntimeCall BuiltinReturning = new(
        "builtin", (nint)(delegate*<ExecutionContext, int, object?, object?, long, object?, long, object?, long, ref long, object?>)&DoBuiltinReturning, Object, BuiltinParameters);

    /// <summary>No builtin function has more.</summary>
    public const int MostBuiltinArguments = 3;

    private static Type[] BuiltinParameters => [typeof(ExecutionContext), Int, Object, Object, Long, Object, Long, Object, Long, Bits];

    private static object? DoBuiltin(ExecutionContext context, int builtin, object? element, object? firstTag, long first, object? secondTag, long second, object? thirdTag, long third, ref long bits)
    {
        int count = firstTag is null ? 0 : secondTag is null ? 1 : thirdTag is null ? 2 : MostBuiltinArguments;
        ReadOnlySpan<AnyValue> arguments = [new AnyValue(firstTag, first), new AnyValue(secondTag, second), new AnyValue(thirdTag, third)];
        return Give(BuiltinFunctions.Call((BuiltinFunction)builtin, arguments[..count], Unsafe.As<OrusType?>(element), context.Environment), ref bits);
    }

    private static object? DoBuiltinReturning(ExecutionContext context, int builtin, object? element, object? firstTag, long first, object? secondTag, long second, object? thirdTag, long third, ref long bits)
    {
        try
        {
            return DoBuiltin(context, builtin, element, firstTag, first, secondTag, second, thirdTag, third, ref bits);
        }
        catch (OrusException error)
        {
            context.PendingError = error;
            return null;
        }
    }

    private static object? DoBinary(object? leftTag, long left, object? rightTag, long right, int operation, ref long bits) =>
        Give(DynamicArithmetic.Binary((BinaryOperator)(byte)operation, (LiteralSides)(operation >> 8), new AnyValue(leftTag, left), new AnyValue(rightTag, right)), ref bits);

    private static int DoCompare(object? leftTag, long left, object? rightTag, long right, int operation) =>
        (int)DynamicArithmetic.Binary((BinaryOperator)(byte)operation, (LiteralSides)(operation >> 8), new AnyValue(leftTag, left), new AnyValue(rightTag, right)).Bits;

    private static object? DoIndex(object? target, object? indexTag, long index, ref long bits) =>
        Give(DynamicAccess.Index(new AnyValue(target, 0), new AnyValue(indexTag, index)), ref bits);

    private static void DoStoreIndex(object? target, object? indexTag, long index, object? tag, long bits) =>
        DynamicAccess.StoreIndex(new AnyValue(target, 0), new AnyValue(indexTag, index), new AnyValue(tag, bits));

    private static object? DoField(object? target, object name, ref long bits) =>
        Give(DynamicAccess.Field(new AnyValue(target, 0), Unsafe.As<string>(name)), ref bits);

    private static void DoStoreField(object? target, object name, object? tag, long bits) =>
        DynamicAccess.StoreField(new AnyValue(target, 0), Unsafe.As<string>(name), new AnyValue(tag, bits));

    private static void DoPush(object? target, object? tag, long bits) => DynamicAccess.Push(new AnyValue(target, 0), new AnyValue(tag, bits));

    private static object? DoPop(object? target, ref long bits) => Give(DynamicAccess.Pop(new AnyValue(target, 0)), ref bits);

    private static object? Give(AnyValue value, ref long bits)
    {
        bits = value.Bits;
        return value.Tag;
    }
}
