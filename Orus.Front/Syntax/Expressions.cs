using Orus.Front.Checking;
using Orus.Front.Source;
using Orus.Front.Types;

namespace Orus.Front.Syntax;

internal enum ExpressionKind
{
    IntegerLiteral,
    FloatLiteral,
    StringLiteral,
    BoolLiteral,
    Name,
    Parenthesized,
    Unary,
    Binary,
    Comparison,
    Cast,
    InlineIf,
    Call,
    Index,
    Slice,
    Member,
    StructLiteral,
    ArrayLiteral,
    Function,
    Match,
    Block,
}

/// <summary>
/// An expression. Nesting is at most 1000 levels deep, except to the left: chains of binary operators, calls, indices and members lean left
/// and may be 100 000 long, so their left spine is to be walked in a loop, not by recursion.
/// </summary>
internal abstract class Expression(ExpressionKind kind, SourceSpan span)
{
    public readonly ExpressionKind Kind = kind;
    public readonly SourceSpan Span = span;

    /// <summary>Whether this is a literal expression, which adapts to the expected type; set by name resolution.</summary>
    public LiteralClass Literal;
}

/// <summary>
/// What a literal expression defaults to, from narrow to wide: the class of a whole is the widest of its parts. <see cref="Huge"/> is an integer
/// that only f64 can hold.
/// </summary>
internal enum LiteralClass : byte
{
    None,
    I32,
    I64,
    U64,
    Huge,
    Float,
}

internal enum NumberBase
{
    Decimal,
    Hexadecimal,
    Octal,
    Binary,
}

internal enum IntegerSuffix
{
    None,
    I32,
    I64,
    U32,
    U64,
}

/// <summary>
/// An integer literal. A minus directly before a decimal literal (unless its suffix is unsigned) belongs to it: <see cref="IsNegative"/>.
/// The parser has checked that a suffixed value fits its suffix; <c>2.0i32</c> is an integer literal, <c>2f64</c> a <see cref="FloatLiteral"/>.
/// </summary>
internal sealed class IntegerLiteral(
    SourceSpan span, ulong value, double floatValue, bool isNegative, bool exceedsU64, NumberBase numberBase, IntegerSuffix suffix)
    : Expression(ExpressionKind.IntegerLiteral, span)
{
    /// <summary>The magnitude; meaningless if <see cref="ExceedsU64"/>.</summary>
    public readonly ulong Value = value;

    /// <summary>The nearest f64, sign included; right for literals of any size.</summary>
    public readonly double FloatValue = floatValue;
    public readonly bool IsNegative = isNegative;

    /// <summary>The literal is above 2^64 − 1: legal only where f64 is expected.</summary>
    public readonly bool ExceedsU64 = exceedsU64;
    public readonly NumberBase Base = numberBase;
    public readonly IntegerSuffix Suffix = suffix;
}

/// <summary>A literal of type f64. With a suffix it is no literal expression in the sense of adaptation.</summary>
internal sealed class FloatLiteral(SourceSpan span, double value, bool hasSuffix) : Expression(ExpressionKind.FloatLiteral, span)
{
    public readonly double Value = value;
    public readonly bool HasSuffix = hasSuffix;
}

internal sealed class StringLiteral(SourceSpan span, byte[] value) : Expression(ExpressionKind.StringLiteral, span)
{
    /// <summary>The bytes after escapes are replaced.</summary>
    public readonly byte[] Value = value;
}

internal sealed class BoolLiteral(SourceSpan span, bool value) : Expression(ExpressionKind.BoolLiteral, span)
{
    public readonly bool Value = value;
}

internal sealed class NameExpression(SourceSpan span, string name) : Expression(ExpressionKind.Name, span)
{
    public readonly string Name = name;

    /// <summary>What the name stands for; set by name resolution, null if nothing.</summary>
    public Symbol? Symbol;

    public Identifier Identifier => new(Name, Span);
}

/// <summary><c>(e)</c>. Kept because <c>(p.f)(x)</c> never calls a method, and <c>[v, (3)]</c> is no fill.</summary>
internal sealed class ParenthesizedExpression(SourceSpan span, Expression inner) : Expression(ExpressionKind.Parenthesized, span)
{
    public readonly Expression Inner = inner;
}

internal enum UnaryOperator
{
    Negate,
    Not,
}

internal sealed class UnaryExpression(SourceSpan span, UnaryOperator @operator, SourceSpan operatorSpan, Expression operand)
    : Expression(ExpressionKind.Unary, span)
{
    public readonly UnaryOperator Operator = @operator;
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Operand = operand;
}

internal enum BinaryOperator
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Matches,
    And,
    Or,
}

/// <summary>Arithmetic, equality, <c>matches</c>, <c>and</c>, <c>or</c>. On the right of <c>matches</c>, <c>_</c> is a <see cref="NameExpression"/>.</summary>
internal sealed class BinaryExpression(BinaryOperator @operator, SourceSpan operatorSpan, Expression left, Expression right)
    : Expression(ExpressionKind.Binary, left.Span.To(right.Span))
{
    public readonly BinaryOperator Operator = @operator;
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Left = left;
    public readonly Expression Right = right;
}

internal enum ComparisonOperator
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary><c>a &lt; b &lt;= c</c>: operator i stands between the operands i and i + 1; there are at least two operands.</summary>
internal sealed class ComparisonExpression(Expression[] operands, ComparisonLink[] links)
    : Expression(ExpressionKind.Comparison, operands[0].Span.To(operands[^1].Span))
{
    public readonly Expression[] Operands = operands;
    public readonly ComparisonLink[] Links = links;
}

internal readonly record struct ComparisonLink(ComparisonOperator Operator, SourceSpan OperatorSpan);

/// <summary><c>e as T</c></summary>
internal sealed class CastExpression(Expression operand, SourceSpan asSpan, Identifier target)
    : Expression(ExpressionKind.Cast, operand.Span.To(target.Span))
{
    public readonly Expression Operand = operand;

    /// <summary>The keyword <c>as</c>.</summary>
    public readonly SourceSpan AsSpan = asSpan;
    public readonly Identifier Target = target;

    /// <summary>The type that <see cref="Target"/> names; set by name resolution.</summary>
    public OrusType? TargetType;
}

/// <summary><c>a if c else b</c></summary>
internal sealed class InlineIfExpression(Expression then, SourceSpan ifSpan, Expression condition, Expression otherwise)
    : Expression(ExpressionKind.InlineIf, then.Span.To(otherwise.Span))
{
    public readonly Expression Then = then;

    /// <summary>The keyword <c>if</c>.</summary>
    public readonly SourceSpan IfSpan = ifSpan;
    public readonly Expression Condition = condition;
    public readonly Expression Else = otherwise;
}

/// <summary><c>f(a, b)</c>; with a <see cref="MemberExpression"/> as callee a method, constructor or module function.</summary>
internal sealed class CallExpression(SourceSpan span, Expression callee, SourceSpan openSpan, Expression[] arguments)
    : Expression(ExpressionKind.Call, span)
{
    public readonly Expression Callee = callee;

    /// <summary>The <c>(</c>.</summary>
    public readonly SourceSpan OpenSpan = openSpan;
    public readonly Expression[] Arguments = arguments;
}

/// <summary><c>a[i]</c></summary>
internal sealed class IndexExpression(SourceSpan span, Expression receiver, SourceSpan openSpan, Expression index)
    : Expression(ExpressionKind.Index, span)
{
    public readonly Expression Receiver = receiver;

    /// <summary>The <c>[</c>.</summary>
    public readonly SourceSpan OpenSpan = openSpan;
    public readonly Expression Index = index;
}

/// <summary><c>a[s..e]</c>; either bound may be missing.</summary>
internal sealed class SliceExpression(SourceSpan span, Expression receiver, SourceSpan openSpan, Expression? start, Expression? end)
    : Expression(ExpressionKind.Slice, span)
{
    public readonly Expression Receiver = receiver;

    /// <summary>The <c>[</c>.</summary>
    public readonly SourceSpan OpenSpan = openSpan;
    public readonly Expression? Start = start;
    public readonly Expression? End = end;
}

/// <summary><c>e.name</c>: a field, method, variant or name of a module.</summary>
internal sealed class MemberExpression(Expression receiver, Identifier name)
    : Expression(ExpressionKind.Member, receiver.Span.To(name.Span))
{
    public readonly Expression Receiver = receiver;
    public readonly Identifier Name = name;

    /// <summary>What a name of a module stands for; set by name resolution.</summary>
    public Symbol? Symbol;
}

/// <summary><c>Name{ f: e }</c> or <c>module.Name{ f: e }</c>.</summary>
internal sealed class StructLiteralExpression(
    SourceSpan span, Identifier? module, Identifier name, SourceSpan openSpan, FieldInitializer[] fields)
    : Expression(ExpressionKind.StructLiteral, span)
{
    public readonly Identifier? Module = module;
    public readonly Identifier Name = name;

    /// <summary>The <c>{</c>.</summary>
    public readonly SourceSpan OpenSpan = openSpan;
    public readonly FieldInitializer[] Fields = fields;

    /// <summary>The struct; set by name resolution.</summary>
    public TypeSymbol? Symbol;
}

internal sealed class FieldInitializer(Identifier name, Expression value)
{
    public readonly Identifier Name = name;
    public readonly Expression Value = value;
}

/// <summary><c>[a, b, c]</c> or the fill <c>[v, N]</c>.</summary>
internal sealed class ArrayLiteralExpression(SourceSpan span, Expression[] elements, bool mayBeFill)
    : Expression(ExpressionKind.ArrayLiteral, span)
{
    public readonly Expression[] Elements = elements;

    /// <summary>
    /// The literal has the written form of a fill and stands outside call parentheses: exactly two elements, no trailing comma. It is a fill
    /// if the second is an <see cref="IntegerLiteral"/>, and if it is a name or <c>m.NAME</c> that turns out to be a known integer constant.
    /// </summary>
    public readonly bool MayBeFill = mayBeFill;
}

/// <summary><c>fn(x): …</c> as a value.</summary>
internal sealed class FunctionExpression(FunctionSyntax function) : Expression(ExpressionKind.Function, function.Span)
{
    public readonly FunctionSyntax Function = function;
}

/// <summary><c>match e: …</c> as a value.</summary>
internal sealed class MatchExpression(MatchSyntax match) : Expression(ExpressionKind.Match, match.Span)
{
    public readonly MatchSyntax Match = match;
}

/// <summary><c>{ … }</c>; the parser has checked that the last statement is an expression.</summary>
internal sealed class BlockExpression(SourceSpan span, Block body) : Expression(ExpressionKind.Block, span)
{
    public readonly Block Body = body;
}
