using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Operations;

/// <summary>General equality (section 8.2 of the reference), and the type-strict one of <c>assert_eq</c>.</summary>
internal static class Equality
{
    /// <summary>Values nested deeper are not compared; cyclic values end here.</summary>
    private const int DeepestLevel = 10000;

    /// <summary><c>==</c>: numbers by value, bools as 0 and 1, strings by bytes, arrays, structs and enums by parts, functions and iterators by identity.</summary>
    public static bool AreEqual(AnyValue left, AnyValue right) => Compare(left, right, strict: false);

    /// <summary>As <c>==</c>, but numbers, and elements of arrays, of different types differ.</summary>
    public static bool AreStrictlyEqual(AnyValue left, AnyValue right) => Compare(left, right, strict: true);

    /// <summary><c>==</c> of two references.</summary>
    public static bool AreEqual(object left, object right) =>
        left is OrusString text && right is OrusString other ? OrusString.Equal(text, other) : ReferenceEquals(left, right) || Compare(new AnyValue(left, 0), new AnyValue(right, 0), strict: false);

    /// <summary>Pairs of values that took so many steps to be found equal are remembered: values that share parts would otherwise be compared once for each way to a part.</summary>
    private const int WorthRemembering = 64;

    private static bool Compare(AnyValue left, AnyValue right, bool strict)
    {
        return CompareTop(left, right, strict) switch
        {
            Answer.Equal => true,
            Answer.Unequal => false,
            _ => CompareParts(left, right, strict),
        };
    }

    /// <summary>Compares two compound values of one shape part by part, with a stack of its own.</summary>
    private static bool CompareParts(AnyValue left, AnyValue right, bool strict)
    {
        var stack = new Level[8];
        int depth = 0;
        long steps = 0;
        HashSet<Pair>? equal = null;
        stack[0] = new Level(new Pair(left.Tag!, right.Tag!), steps);
        while (depth >= 0)
        {
            steps++;
            ref Level level = ref stack[depth];
            if (!level.Next(out AnyValue leftPart, out AnyValue rightPart))
            {
                if (steps - level.Start >= WorthRemembering)
                    (equal ??= []).Add(level.Values);
                level = default;
                depth--;
                continue;
            }
            Answer answer = CompareTop(leftPart, rightPart, strict);
            if (answer == Answer.Unequal)
                return false;
            Pair parts = new(leftPart.Tag!, rightPart.Tag!);
            if (answer == Answer.Equal || equal?.Contains(parts) == true)
                continue;
            if (++depth >= DeepestLevel)
                throw Raise.StackOverflow(DeepestLevel);
            if (depth == stack.Length)
                Array.Resize(ref stack, depth * 2);
            stack[depth] = new Level(parts, steps);
        }
        return true;
    }

    /// <summary>Decides what can be decided without looking into nested values.</summary>
    private static Answer CompareTop(AnyValue left, AnyValue right, bool strict)
    {
        if (left.Tag is TypeTag leftTag)
            return AnswerOf(right.Tag is TypeTag rightTag && (ReferenceEquals(leftTag, rightTag) || !strict) && ScalarsEqual(leftTag.Kind, left.Bits, rightTag.Kind, right.Bits));
        if (ReferenceEquals(left.Tag, right.Tag))
            return Answer.Equal;
        switch (left.Tag)
        {
            case OrusString leftText:
                return AnswerOf(right.Tag is OrusString rightText && OrusString.Equal(leftText, rightText));
            case OrusArray leftArray:
                return right.Tag is OrusArray rightArray ? CompareArrays(leftArray, rightArray, strict) : Answer.Unequal;
            case Record leftRecord:
                if (right.Tag is not Record rightRecord || !ReferenceEquals(leftRecord.Layout, rightRecord.Layout))
                    return Answer.Unequal;
                return leftRecord.Layout.Slots.Length == 0 ? Answer.Equal : Answer.ByParts;
            case FunctionValue leftFunction:
                return AnswerOf(right.Tag is FunctionValue rightFunction && FunctionValue.Same(leftFunction, rightFunction));
            case OrusError leftError:
                return AnswerOf(right.Tag is OrusError rightError && OrusString.Equal(leftError.Message, rightError.Message));
            default:
                return Answer.Unequal;
        }
    }

    private static Answer CompareArrays(OrusArray left, OrusArray right, bool strict)
    {
        if (left.Count != right.Count || (strict && !ReferenceEquals(left.Type, right.Type)))
            return Answer.Unequal;
        return (left, right) switch
        {
            (I32Array l, I32Array r) => AnswerOf(l.Span.SequenceEqual(r.Span)),
            (I64Array l, I64Array r) => AnswerOf(l.Span.SequenceEqual(r.Span)),
            (U32Array l, U32Array r) => AnswerOf(l.Span.SequenceEqual(r.Span)),
            (U64Array l, U64Array r) => AnswerOf(l.Span.SequenceEqual(r.Span)),
            (BoolArray l, BoolArray r) => AnswerOf(l.Span.SequenceEqual(r.Span)),
            _ => Answer.ByParts,
        };
    }

    /// <summary>Equality of two scalars by mathematical value, true being 1.</summary>
    public static bool ScalarsEqual(TypeKind leftKind, long left, TypeKind rightKind, long right)
    {
        if (leftKind == TypeKind.F64)
            return rightKind == TypeKind.F64 ? BitConverter.Int64BitsToDouble(left) == BitConverter.Int64BitsToDouble(right) : EqualsInteger(left, rightKind, right);
        if (rightKind == TypeKind.F64)
            return EqualsInteger(right, leftKind, left);

        // All integers but the upper half of u64 are their own bits; that half shows as negative bits.
        return left == right && (left >= 0 || (leftKind == TypeKind.U64) == (rightKind == TypeKind.U64));
    }

    private static bool EqualsInteger(long f64Bits, TypeKind kind, long integer)
    {
        double value = BitConverter.Int64BitsToDouble(f64Bits);
        if (kind == TypeKind.U64)
            return value is >= 0 and < 18446744073709551616.0 && Math.Truncate(value) == value && (ulong)value == (ulong)integer;
        return value is >= -9223372036854775808.0 and < 9223372036854775808.0 && Math.Truncate(value) == value && (long)value == integer;
    }

    private static Answer AnswerOf(bool equal) => equal ? Answer.Equal : Answer.Unequal;

    private enum Answer : byte
    {
        Equal,
        Unequal,
        ByParts,
    }

    /// <summary>Two values, told apart from others by identity.</summary>
    private readonly struct Pair(object left, object right) : IEquatable<Pair>
    {
        public readonly object Left = left;
        public readonly object Right = right;

        public bool Equals(Pair other) => ReferenceEquals(Left, other.Left) && ReferenceEquals(Right, other.Right);

        public override bool Equals(object? other) => other is Pair pair && Equals(pair);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Left), RuntimeHelpers.GetHashCode(Right));
    }

    /// <summary>Two compound values of one shape, the next part to compare, and the step at which the comparison began.</summary>
    private struct Level(Pair values, long start)
    {
        public readonly Pair Values = values;
        public readonly long Start = start;
        private int _next;

        public bool Next(out AnyValue leftPart, out AnyValue rightPart)
        {
            leftPart = rightPart = default;
            int index = _next++;
            if (Values.Left is OrusArray leftArray)
            {
                if (index >= leftArray.Count)
                    return false;
                leftPart = leftArray.GetAny(index);
                rightPart = ((OrusArray)Values.Right).GetAny(index);
                return true;
            }
            var leftRecord = (Record)Values.Left;
            RecordSlot[] slots = leftRecord.Layout.Slots;
            if (index >= slots.Length)
                return false;
            leftPart = leftRecord.GetAny(slots[index]);
            rightPart = ((Record)Values.Right).GetAny(slots[index]);
            return true;
        }
    }
}
