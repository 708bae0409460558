using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Interp.Operations;

/// <summary>Elements, fields, iteration and calls of dynamic values (section 6.3 of the reference).</summary>
internal static class DynamicAccess
{
    /// <summary>An index or bound of any integer type; a u64 above the i64 range counts as -1, which is out of any bounds too.</summary>
    public static long Integer(AnyValue value)
    {
        if (!DynamicArithmetic.IsInteger(value))
            throw Raise.ExpectedType("integer", TypeTest.NameOf(value));
        return ReferenceEquals(value.Tag, TypeTag.U64) && value.Bits < 0 ? -1 : value.Bits;
    }

    public static AnyValue Index(AnyValue target, AnyValue index)
    {
        if (target.Tag is OrusArray array)
        {
            long at = Integer(index);
            array.CheckIndex(at);
            return array.GetAny((int)at);
        }
        if (target.Tag is OrusString text)
            return AnyValue.OfObject(text.At(Integer(index)));
        throw Raise.NotIndexable();
    }

    public static void StoreIndex(AnyValue target, AnyValue index, AnyValue value)
    {
        if (target.Tag is not OrusArray array)
            throw Raise.NotIndexable();
        long at = Integer(index);
        TypeTest.Check(value, array.Type.Element);
        array.CheckIndex(at);
        array.SetAny((int)at, value);
    }

    /// <summary><c>a[start..end]</c> with both bounds.</summary>
    public static AnyValue Slice(AnyValue target, long start, long end) => AnyValue.OfObject(Sliceable(target).Slice(start, end));

    /// <summary><c>a[start..]</c>.</summary>
    public static AnyValue SliceFrom(AnyValue target, long start) => AnyValue.OfObject(Sliceable(target).SliceFrom(start));

    public static int Length(AnyValue value) => value.Tag switch
    {
        OrusArray array => array.Count,
        OrusString text => text.Length,
        _ => throw Raise.NoLength(),
    };

    public static AnyValue Field(AnyValue target, string name)
    {
        int slot = FindField(target, name);
        if (slot < 0)
            throw Raise.NoField(TypeTest.NameOf(target), name);
        var record = (Record)target.Tag!;
        return record.GetAny(record.Layout.Slots[slot]);
    }

    public static void StoreField(AnyValue target, string name, AnyValue value)
    {
        int slot = FindField(target, name);
        if (slot < 0)
            throw Raise.NoField(TypeTest.NameOf(target), name);
        var record = (Record)target.Tag!;
        TypeTest.Check(value, record.Layout.Slots[slot].Type);
        record.SetAny(record.Layout.Slots[slot], value);
    }

    /// <summary>
    /// What <c>target.name(…)</c> calls: the method, which takes the target as its first argument, or else the function in the field of that name.
    /// </summary>
    public static TypedFunction? Method(AnyValue target, string name, out FunctionValue? field)
    {
        field = null;
        if (target.Tag is Record record)
        {
            RecordLayout layout = record.Layout;
            if ((layout.Struct?.DynamicMethods ?? layout.Enum!.DynamicMethods).TryGetValue(name, out TypedFunction? method))
                return method;
        }
        int slot = FindField(target, name);
        if (slot < 0)
            throw Raise.NoMethod(TypeTest.NameOf(target), name);
        field = Callee(Field(target, name));
        return null;
    }

    /// <summary>The function that a dynamic value is, for a call.</summary>
    public static FunctionValue Callee(AnyValue value) => value.Tag as FunctionValue ?? throw Raise.NotCallable();

    public static void Push(AnyValue target, AnyValue value)
    {
        OrusArray array = ArrayOf(target);
        TypeTest.Check(value, array.Type.Element);
        array.PushAny(value);
    }

    public static AnyValue Pop(AnyValue target) => ArrayOf(target).PopAny();

    /// <summary>The array that a builtin needs.</summary>
    public static OrusArray ArrayOf(AnyValue value) => value.Tag as OrusArray ?? throw Raise.ExpectedType("array", TypeTest.NameOf(value));

    /// <summary>The iterator of a <c>for</c> over a dynamic value.</summary>
    public static Iterator Iterate(AnyValue value) => value.Tag switch
    {
        OrusArray array => new ArrayIterator(array),
        Iterator iterator => iterator,
        _ => throw Raise.NotIterable(),
    };

    /// <summary>
    /// The iterator of a <c>for</c> over dynamic bounds. They must be of one integer type, to which literals adapt; an i32 step, the type of a literal step, goes with all.
    /// </summary>
    public static RangeIterator Range(AnyValue start, AnyValue end, AnyValue? step, bool inclusive, LiteralSides literals)
    {
        Integer(start);
        Integer(end);
        if (literals == LiteralSides.Left)
            start = DynamicArithmetic.AdaptLiteral(start, end, BinaryOperator.Less);
        else if (literals == LiteralSides.Right)
            end = DynamicArithmetic.AdaptLiteral(end, start, BinaryOperator.Less);
        if (!ReferenceEquals(start.Tag, end.Tag))
            throw Raise.OperandMismatch();
        AnyValue by = step ?? AnyValue.OfI32(1);
        Integer(by);
        if (!ReferenceEquals(by.Tag, start.Tag) && !ReferenceEquals(by.Tag, TypeTag.I32))
            throw Raise.OperandMismatch();
        return MakeRange(start.Kind, start.Bits, end.Bits, by.Kind, by.Bits, inclusive);
    }

    /// <summary>A range of elements of a kind; raises if the step is zero.</summary>
    public static RangeIterator MakeRange(TypeKind element, long start, long end, TypeKind stepKind, long step, bool inclusive)
    {
        if (step == 0)
            throw Raise.RangeStep();
        bool up = RangeMath.CountsUp(stepKind, step);
        bool isEmpty = RangeMath.IsEmpty(element, up, start, end, inclusive);
        return new RangeIterator(element, start, end, step, isEmpty ? start : RangeMath.Last(up, start, end, step, inclusive), isEmpty);
    }

    private static OrusArray Sliceable(AnyValue value) => value.Tag as OrusArray ?? throw Raise.NotIndexable();

    private static int FindField(AnyValue target, string name) => target.Tag is Record { Kind: TypeKind.Struct } record ? record.Layout.FindField(name) : -1;
}
