using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>An expression with its static type. <see cref="Span"/> is where section 19.2 of the reference locates errors of this very operation.</summary>
public abstract class TypedExpression(OrusType type, SourceSpan span)
{
    /// <summary>The static type; pass it through <see cref="TypeTable.Close"/> before looking inside.</summary>
    public OrusType Type { get; } = type;

    public SourceSpan Span { get; } = span;
}

/// <summary>A number or bool. Integers and bools are in <see cref="Bits"/> (sign- or zero-extended to 64 bits), f64 as its bit pattern.</summary>
public sealed class TypedConstant(OrusType type, long bits, SourceSpan span) : TypedExpression(type, span)
{
    public long Bits { get; } = bits;
}

/// <summary>A string literal's bytes.</summary>
public sealed class TypedString(byte[] value, SourceSpan span) : TypedExpression(PrimitiveType.String, span)
{
    public byte[] Value { get; } = value;
}

public sealed class TypedLocalRead(LocalVariable variable, SourceSpan span) : TypedExpression(variable.Type, span)
{
    public LocalVariable Variable { get; } = variable;
}

public sealed class TypedGlobalRead(GlobalVariable variable, SourceSpan span) : TypedExpression(variable.Type, span)
{
    public GlobalVariable Variable { get; } = variable;
}

/// <summary>A module function or method instance used as a value (identity: its <see cref="FunctionSymbol"/>).</summary>
public sealed class TypedFunctionValue(TypedFunction function, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedFunction Function { get; } = function;
}

/// <summary>A function expression: evaluating it makes a new closure over <see cref="TypedFunction.Captures"/>.</summary>
public sealed class TypedClosure(TypedFunction function, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedFunction Function { get; } = function;
}

/// <summary>Operators of <see cref="TypedBinary"/>. For <c>and</c>/<c>or</c> on two integers see <see cref="BitAnd"/>, <see cref="BitOr"/>.</summary>
public enum BinaryOperator : byte
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    BitAnd,
    BitOr,
}

/// <summary>Which operands of a dynamic operation are integer literal expressions, whose value adapts to the other side's dynamic type.</summary>
[System.Flags]
public enum LiteralSides : byte
{
    None = 0,
    Left = 1,
    Right = 2,
}

/// <summary>
/// A binary operation. Operands of one closed scalar or string type: static. <c>==</c>/<c>!=</c> accept any pair of types (general equality unless both
/// scalar types agree). Arithmetic or relational with an operand of type <c>any</c>: dynamic; then both operands are of type <c>any</c> (converted) and
/// <see cref="Literals"/> says which were literals. <c>array * integer</c> is <see cref="TypedRepeat"/>.
/// </summary>
public sealed class TypedBinary(BinaryOperator op, TypedExpression left, TypedExpression right, OrusType type, LiteralSides literals, SourceSpan operatorSpan)
    : TypedExpression(type, operatorSpan)
{
    public BinaryOperator Operator { get; } = op;

    public TypedExpression Left { get; } = left;

    public TypedExpression Right { get; } = right;

    public LiteralSides Literals { get; } = literals;
}

/// <summary>Array repetition; <see cref="ArrayOnRight"/> tells the evaluation order.</summary>
public sealed class TypedRepeat(TypedExpression array, TypedExpression count, bool arrayOnRight, OrusType type, SourceSpan operatorSpan) : TypedExpression(type, operatorSpan)
{
    public TypedExpression Array { get; } = array;

    /// <summary>Of any integer type.</summary>
    public TypedExpression Count { get; } = count;

    public bool ArrayOnRight { get; } = arrayOnRight;
}

/// <summary><c>a &lt; b &lt;= c</c>: each operand is evaluated once, left to right, stopping at the first false comparison. Operand types agree pairwise, or are <c>any</c>.</summary>
public sealed class TypedComparisonChain(TypedExpression[] operands, BinaryOperator[] operators, LiteralSides[] literals, SourceSpan[] operatorSpans)
    : TypedExpression(PrimitiveType.Bool, operatorSpans[0])
{
    public TypedExpression[] Operands { get; } = operands;

    public BinaryOperator[] Operators { get; } = operators;

    public LiteralSides[] Literals { get; } = literals;

    public SourceSpan[] OperatorSpans { get; } = operatorSpans;
}

/// <summary>
/// <c>and</c>/<c>or</c> that may short-circuit. Both <c>bool</c>: result <c>bool</c>. With an <c>any</c> operand (both converted to <c>any</c>, result <c>any</c>): a bool on the left
/// decides about short-circuiting, an integer evaluates both sides and combines bitwise (6.3, 8.3).
/// </summary>
public sealed class TypedLogical(bool isAnd, TypedExpression left, TypedExpression right, OrusType type, SourceSpan operatorSpan) : TypedExpression(type, operatorSpan)
{
    public bool IsAnd { get; } = isAnd;

    public TypedExpression Left { get; } = left;

    public TypedExpression Right { get; } = right;
}

/// <summary>Unary minus on a signed integer, f64 or <c>any</c>.</summary>
public sealed class TypedNegate(TypedExpression operand, OrusType type, SourceSpan operatorSpan) : TypedExpression(type, operatorSpan)
{
    public TypedExpression Operand { get; } = operand;
}

/// <summary><c>not</c> of a bool, an integer (true exactly for 0) or <c>any</c>.</summary>
public sealed class TypedNot(TypedExpression operand, SourceSpan operatorSpan) : TypedExpression(PrimitiveType.Bool, operatorSpan)
{
    public TypedExpression Operand { get; } = operand;
}

/// <summary><c>e as T</c>, section 8.4. The operand may be <c>any</c> (dynamic cast); a cast to <c>any</c> is <see cref="TypedToAny"/>, an identity cast is dropped.</summary>
public sealed class TypedCast(TypedExpression operand, OrusType target, SourceSpan asSpan) : TypedExpression(target, asSpan)
{
    public TypedExpression Operand { get; } = operand;
}

/// <summary>Implicit or explicit conversion of a value to <c>any</c>.</summary>
public sealed class TypedToAny(TypedExpression operand, SourceSpan span) : TypedExpression(PrimitiveType.Any, span)
{
    public TypedExpression Operand { get; } = operand;
}

/// <summary>
/// An <c>any</c> used where a concrete type is required: checked when executed, "Expected T, got U". <see cref="TypedExpression.Type"/> is T.
/// <see cref="AnyInteger"/>: an index or range bound, where any of the four integer types passes ("Expected integer, got U"); the type is then <c>any</c>.
/// </summary>
public sealed class TypedTypeCheck(TypedExpression operand, OrusType target, bool anyInteger, SourceSpan span) : TypedExpression(target, span)
{
    public TypedExpression Operand { get; } = operand;

    public bool AnyInteger { get; } = anyInteger;
}

/// <summary>An <c>any</c> used as a condition: must be a bool, "Condition must be boolean".</summary>
public sealed class TypedConditionCheck(TypedExpression operand, SourceSpan span) : TypedExpression(PrimitiveType.Bool, span)
{
    public TypedExpression Operand { get; } = operand;
}

/// <summary><c>a if c else b</c>; both sides already have the node's type.</summary>
public sealed class TypedConditional(TypedExpression condition, TypedExpression whenTrue, TypedExpression whenFalse, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedExpression Condition { get; } = condition;

    public TypedExpression WhenTrue { get; } = whenTrue;

    public TypedExpression WhenFalse { get; } = whenFalse;
}

/// <summary>An array literal; elements already have the element type.</summary>
public sealed class TypedArray(TypedExpression[] elements, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedExpression[] Elements { get; } = elements;
}

/// <summary><c>[value, N]</c> with a constant N.</summary>
public sealed class TypedFill(TypedExpression value, int count, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedExpression Value { get; } = value;

    public int Count { get; } = count;
}

/// <summary>
/// <c>a[i]</c> on an array, a string, or <c>any</c>. The index is of any integer type, or <c>any</c> (then checked when executed: "Expected integer, got U"). Span: the <c>[</c>.
/// </summary>
public sealed class TypedIndex(TypedExpression target, TypedExpression index, OrusType type, SourceSpan bracketSpan) : TypedExpression(type, bracketSpan)
{
    public TypedExpression Target { get; } = target;

    public TypedExpression Index { get; } = index;
}

/// <summary><c>a[s..e]</c> on an array or <c>any</c>; a missing bound is null.</summary>
public sealed class TypedSlice(TypedExpression target, TypedExpression? start, TypedExpression? end, OrusType type, SourceSpan bracketSpan) : TypedExpression(type, bracketSpan)
{
    public TypedExpression Target { get; } = target;

    public TypedExpression? Start { get; } = start;

    public TypedExpression? End { get; } = end;
}

/// <summary>Field of a struct instance. Span: the field name.</summary>
public sealed class TypedField(TypedExpression target, StructField field, SourceSpan nameSpan) : TypedExpression(field.Type, nameSpan)
{
    public TypedExpression Target { get; } = target;

    public StructField Field { get; } = field;
}

/// <summary>Field of an <c>any</c>, found by name at run time.</summary>
public sealed class TypedDynamicField(TypedExpression target, string name, SourceSpan nameSpan) : TypedExpression(PrimitiveType.Any, nameSpan)
{
    public TypedExpression Target { get; } = target;

    public string Name { get; } = name;
}

/// <summary>A struct literal: <see cref="Values"/> in source order for the slots in <see cref="Slots"/>; omitted fields take <see cref="StructType.Defaults"/> in declaration order afterwards.</summary>
public sealed class TypedStructNew(StructType type, int[] slots, TypedExpression[] values, SourceSpan span) : TypedExpression(type, span)
{
    public StructType Struct { get; } = type;

    public int[] Slots { get; } = slots;

    public TypedExpression[] Values { get; } = values;
}

/// <summary>Construction of an enum value. Arguments have the payload types of the instantiation (their own closed types if those are open).</summary>
public sealed class TypedEnumNew(OrusType type, EnumDefinition definition, EnumVariant variant, TypedExpression[] arguments, SourceSpan span) : TypedExpression(type, span)
{
    public EnumDefinition Definition { get; } = definition;

    public EnumVariant Variant { get; } = variant;

    public TypedExpression[] Arguments { get; } = arguments;
}

/// <summary>
/// <c>v matches E.V(_, e)</c> with at least one <c>_</c>: true if the value has the variant and every non-null argument equals the payload. Arguments are evaluated
/// after the value, left to right, all of them.
/// </summary>
public sealed class TypedVariantTest(TypedExpression value, EnumDefinition definition, EnumVariant variant, TypedExpression?[] arguments, SourceSpan operatorSpan)
    : TypedExpression(PrimitiveType.Bool, operatorSpan)
{
    public TypedExpression Value { get; } = value;

    public EnumDefinition Definition { get; } = definition;

    public EnumVariant Variant { get; } = variant;

    public TypedExpression?[] Arguments { get; } = arguments;
}

/// <summary>
/// A call whose target instance is known: module function, method (the receiver is argument 0), or nested function. For a nested function with
/// captures the code runs with the environment of the current activation of its parent. Span: the <c>(</c>.
/// </summary>
public sealed class TypedCall(TypedFunction function, TypedExpression[] arguments, OrusType type, SourceSpan parenthesisSpan) : TypedExpression(type, parenthesisSpan)
{
    public TypedFunction Function { get; } = function;

    public TypedExpression[] Arguments { get; } = arguments;
}

/// <summary>A call of a function value of known signature.</summary>
public sealed class TypedCallValue(TypedExpression callee, TypedExpression[] arguments, OrusType type, SourceSpan parenthesisSpan) : TypedExpression(type, parenthesisSpan)
{
    public TypedExpression Callee { get; } = callee;

    public TypedExpression[] Arguments { get; } = arguments;
}

/// <summary>A call of an <c>any</c>: argument count and types are checked when executed; arguments are of type <c>any</c>. Literal arguments have their default type.</summary>
public sealed class TypedDynamicCall(TypedExpression callee, TypedExpression[] arguments, SourceSpan parenthesisSpan) : TypedExpression(PrimitiveType.Any, parenthesisSpan)
{
    public TypedExpression Callee { get; } = callee;

    public TypedExpression[] Arguments { get; } = arguments;
}

/// <summary>A method call on an <c>any</c>, or a field holding a function, resolved when executed.</summary>
public sealed class TypedDynamicMethodCall(TypedExpression target, string name, TypedExpression[] arguments, SourceSpan nameSpan) : TypedExpression(PrimitiveType.Any, nameSpan)
{
    public TypedExpression Target { get; } = target;

    public string Name { get; } = name;

    public TypedExpression[] Arguments { get; } = arguments;
}

/// <summary>Builtin functions that are expressions (section 17).</summary>
public enum BuiltinFunction : byte
{
    Len,
    Push,
    Pop,
    Sorted,
    Range,
    Input,
    Int,
    Float,
    TypeOf,
    IsType,
    Timestamp,
    AssertEq,
}

/// <summary>
/// A builtin call. Arguments: <c>len</c>, <c>sorted</c>, <c>int</c>, <c>float</c>: their own static type; <c>push</c>: array (or <c>any</c>) and a value of its element type (or <c>any</c>);
/// <c>range</c>: integers, the result's element type is <see cref="RangeElement"/>; <c>typeof</c>, <c>istype</c> 0, <c>assert_eq</c> 1 and 2: <c>any</c>.
/// </summary>
public sealed class TypedBuiltinCall(BuiltinFunction builtin, TypedExpression[] arguments, OrusType type, OrusType? rangeElement, SourceSpan parenthesisSpan)
    : TypedExpression(type, parenthesisSpan)
{
    public BuiltinFunction Builtin { get; } = builtin;

    public TypedExpression[] Arguments { get; } = arguments;

    public OrusType? RangeElement { get; } = rangeElement;
}

/// <summary>A <c>match</c> expression.</summary>
public sealed class TypedMatch(TypedExpression scrutinee, TypedMatchArm[] arms, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public TypedExpression Scrutinee { get; } = scrutinee;

    public TypedMatchArm[] Arms { get; } = arms;
}

/// <summary>A block expression: statements, then the value; also a multi-line arm of a match expression.</summary>
public sealed class TypedBlockExpression(List<TypedStatement> statements, TypedExpression value, OrusType type, SourceSpan span) : TypedExpression(type, span)
{
    public List<TypedStatement> Statements { get; } = statements;

    public TypedExpression Value { get; } = value;
}

/// <summary>The pattern of a match arm.</summary>
public abstract class TypedPattern(SourceSpan span)
{
    public SourceSpan Span { get; } = span;
}

public sealed class TypedWildcardPattern(SourceSpan span) : TypedPattern(span);

/// <summary>A literal or named constant, compared with <c>==</c>; already adapted to the scrutinee's type where that is numeric.</summary>
public sealed class TypedValuePattern(TypedExpression value, SourceSpan span) : TypedPattern(span)
{
    public TypedExpression Value { get; } = value;
}

/// <summary>
/// An enum variant. <see cref="Bindings"/> has an entry per payload, null for <c>_</c>. A binding whose variable is more precise than the scrutinee's static type
/// knows (an <c>any</c> scrutinee, or a generic enum converted to <c>any</c> arguments) is checked when bound.
/// </summary>
public sealed class TypedVariantPattern(EnumDefinition definition, EnumVariant variant, LocalVariable?[] bindings, SourceSpan span) : TypedPattern(span)
{
    public EnumDefinition Definition { get; } = definition;

    public EnumVariant Variant { get; } = variant;

    public LocalVariable?[] Bindings { get; } = bindings;
}

/// <summary>An arm: of a match expression (<see cref="Value"/> set) or a match statement (<see cref="Body"/> set).</summary>
public sealed class TypedMatchArm(TypedPattern pattern, TypedExpression? value, List<TypedStatement>? body)
{
    public TypedPattern Pattern { get; } = pattern;

    public TypedExpression? Value { get; } = value;

    public List<TypedStatement>? Body { get; } = body;
}
