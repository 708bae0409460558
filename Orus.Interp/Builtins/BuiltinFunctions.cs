using System;
using System.Diagnostics;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Operations;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Interp.Builtins;

/// <summary>What builtins need of the running program.</summary>
internal sealed class BuiltinEnvironment(Output output, InputReader input)
{
    public Output Output { get; } = output;

    public InputReader Input { get; } = input;
}

/// <summary>The builtin functions (section 17 of the reference). <c>print</c> is <see cref="ValueText.Print"/>.</summary>
internal static class BuiltinFunctions
{
    /// <summary>Calls a builtin; arguments of any static type come as dynamic values, <paramref name="rangeElement"/> is the element type of <c>range</c>.</summary>
    public static AnyValue Call(BuiltinFunction builtin, ReadOnlySpan<AnyValue> arguments, OrusType? rangeElement, BuiltinEnvironment environment)
    {
        switch (builtin)
        {
            case BuiltinFunction.Len:
                return AnyValue.OfI32(DynamicAccess.Length(arguments[0]));
            case BuiltinFunction.Push:
                DynamicAccess.Push(arguments[0], arguments[1]);
                return arguments[0];
            case BuiltinFunction.Pop:
                return DynamicAccess.Pop(arguments[0]);
            case BuiltinFunction.Sorted:
                return AnyValue.OfObject(Sorting.Sorted(DynamicAccess.ArrayOf(arguments[0])));
            case BuiltinFunction.Range:
                return AnyValue.OfObject(Range(arguments, rangeElement));
            case BuiltinFunction.Input:
                return AnyValue.OfObject(Input(arguments, environment));
            case BuiltinFunction.Int:
                return AnyValue.OfI32(Int(arguments[0]));
            case BuiltinFunction.Float:
                return AnyValue.OfF64(Float(arguments[0]));
            case BuiltinFunction.TypeOf:
                return AnyValue.OfObject(TypeTest.TypeOf(arguments[0]));
            case BuiltinFunction.IsType:
                return AnyValue.OfBool(OrusString.Equal(TypeTest.TypeOf(arguments[0]), StringOf(arguments[1])));
            case BuiltinFunction.Timestamp:
                return AnyValue.OfF64(Timestamp());
            case BuiltinFunction.AssertEq:
                AssertEq(StringOf(arguments[0]), arguments[1], arguments[2]);
                return AnyValue.OfBool(true);
            default:
                throw new ArgumentOutOfRangeException(nameof(builtin));
        }
    }

    /// <summary>Seconds of a monotonic clock.</summary>
    public static double Timestamp() => (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;

    private static int Int(AnyValue value) => value.Tag switch
    {
        OrusString text => NumberParsing.ToInt(text),
        TypeTag tag => NumberParsing.ToInt(tag.Kind, value.Bits),
        _ => throw Raise.CannotConvert(TypeTest.NameOf(value), PrimitiveType.I32.Name),
    };

    private static double Float(AnyValue value) => value.Tag switch
    {
        OrusString text => NumberParsing.ToFloat(text),
        TypeTag tag => NumberParsing.ToFloat(tag.Kind, value.Bits),
        _ => throw Raise.CannotConvert(TypeTest.NameOf(value), PrimitiveType.F64.Name),
    };

    /// <summary><c>range(stop)</c>, <c>range(start, stop)</c>, <c>range(start, stop, step)</c>. Where the element type is <c>any</c> it is that of the arguments if they agree, else i64.</summary>
    private static RangeIterator Range(ReadOnlySpan<AnyValue> arguments, OrusType? element)
    {
        TypeKind common = TypeKind.Unknown;
        foreach (AnyValue argument in arguments)
        {
            DynamicAccess.Integer(argument);
            if (argument.Kind == TypeKind.U64 && argument.Bits < 0)
                throw Raise.RangeArguments();
            common = common == TypeKind.Unknown || common == argument.Kind ? argument.Kind : TypeKind.I64;
        }
        TypeKind kind = element is { IsInteger: true } ? element.Kind : common;
        long start = arguments.Length > 1 ? arguments[0].Bits : 0;
        long end = arguments[arguments.Length > 1 ? 1 : 0].Bits;
        long step = arguments.Length > 2 ? arguments[2].Bits : 1;
        return DynamicAccess.MakeRange(kind, start, end, TypeKind.I64, step, inclusive: false);
    }

    private static OrusString Input(ReadOnlySpan<AnyValue> arguments, BuiltinEnvironment environment)
    {
        if (arguments.Length > 0)
            environment.Output.Write(StringOf(arguments[0]).Span);
        environment.Output.Flush();
        return environment.Input.ReadLine() ?? throw Raise.InputEnd();
    }

    private static void AssertEq(OrusString label, AnyValue actual, AnyValue expected)
    {
        if (Equality.AreStrictlyEqual(actual, expected))
            return;
        var expectedText = new ByteWriter();
        ValueText.WriteInside(expectedText, expected);
        var actualText = new ByteWriter();
        ValueText.WriteInside(actualText, actual);
        throw Raise.AssertFailed(label, expectedText.Written, actualText.Written);
    }

    private static OrusString StringOf(AnyValue value)
    {
        TypeTest.Check(value, PrimitiveType.String);
        return (OrusString)value.Tag!;
    }
}
