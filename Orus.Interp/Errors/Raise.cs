using System;
using System.Globalization;
using Orus.Interp.Values;

namespace Orus.Interp.Errors;

/// <summary>Makes the exceptions of the run-time errors, for <c>throw Raise.Overflow()</c>.</summary>
internal static class Raise
{
    public static OrusException Overflow() => Of(ErrorId.Overflow);

    public static OrusException DivisionByZero() => Of(ErrorId.DivisionByZero);

    public static OrusException ArrayIndex() => Of(ErrorId.ArrayIndex);

    public static OrusException StringIndex() => Of(ErrorId.StringIndex);

    public static OrusException SliceStart() => Of(ErrorId.SliceStart);

    public static OrusException SliceEnd() => Of(ErrorId.SliceEnd);

    public static OrusException SliceOrder() => Of(ErrorId.SliceOrder);

    public static OrusException PopEmpty() => Of(ErrorId.PopEmpty);

    public static OrusException RepeatCount() => Of(ErrorId.RepeatCount);

    public static OrusException OperandMismatch() => Of(ErrorId.OperandMismatch);

    public static OrusException ExpectedType(string expected, string actual) => Of(ErrorId.ExpectedType, expected, actual);

    public static OrusException Condition() => Of(ErrorId.Condition);

    public static OrusException NotCallable() => Of(ErrorId.NotCallable);

    public static OrusException NotIndexable() => Of(ErrorId.NotIndexable);

    public static OrusException NotIterable() => Of(ErrorId.NotIterable);

    public static OrusException NoLength() => Of(ErrorId.NoLength);

    public static OrusException NotNumber() => Of(ErrorId.NotNumber);

    public static OrusException CannotConvert(string from, string to) => Of(ErrorId.CannotConvert, from, to);

    public static OrusException NoField(string type, string name) => Of(ErrorId.NoField, type, name);

    public static OrusException NoMethod(string type, string name) => Of(ErrorId.NoMethod, type, name);

    public static OrusException ArgumentCount(int expected, int actual) =>
        Of(ErrorId.ArgumentCount, expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture));

    public static OrusException RangeStep() => Of(ErrorId.RangeStep);

    public static OrusException RangeArguments() => Of(ErrorId.RangeArguments);

    public static OrusException OutOfMemory() => Of(ErrorId.OutOfMemory);

    public static OrusException CastNegative(string from, string to) => Of(ErrorId.CastNegative, from, to);

    public static OrusException CastRange(string from, string to) => Of(ErrorId.CastRange, from, to);

    public static OrusException InputEnd() => Of(ErrorId.InputEnd);

    public static OrusException NotSortable() => Of(ErrorId.NotSortable);

    public static OrusException StackOverflow(int limit) => Of(ErrorId.StackOverflow, limit.ToString(CultureInfo.InvariantCulture));

    public static OrusException Unassigned(string variable) => Of(ErrorId.Unassigned, variable);

    public static OrusException MissingResult(string function) => Of(ErrorId.MissingResult, function);

    /// <summary>An error about a text or number of <c>int</c> or <c>float</c>.</summary>
    public static OrusException NumberText(ErrorId id, ReadOnlySpan<byte> text) => new(OrusError.Create(id, text, default, default));

    public static OrusException AssertFailed(OrusString label, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual) =>
        new(OrusError.Create(ErrorId.AssertFailed, label.Span, expected, actual));

    private static OrusException Of(ErrorId id) => new(OrusError.Create(id));

    private static OrusException Of(ErrorId id, string part0, string part1 = "") => new(OrusError.Create(id, part0, part1));
}
