using Orus.Front.Checking;
using Orus.Front.Source;

namespace Orus.Front.Syntax;

internal enum StatementKind
{
    Use,
    Struct,
    Enum,
    Impl,
    Function,
    Declaration,
    Assignment,
    CompoundAssignment,
    Destructuring,
    Print,
    Pass,
    Return,
    Break,
    Continue,
    Expression,
    If,
    While,
    ForRange,
    ForEach,
    Try,
    Match,
}

internal abstract class Statement(StatementKind kind, SourceSpan span)
{
    public readonly StatementKind Kind = kind;
    public readonly SourceSpan Span = span;
}

internal enum DeclarationForm
{
    /// <summary><c>mut x = e</c>, <c>mut x: T = e</c></summary>
    Mutable,

    /// <summary><c>x: T = e</c></summary>
    Typed,

    /// <summary><c>X := e</c>, <c>X: T := e</c></summary>
    Constant,
}

/// <summary>
/// A declaration that says so. <c>x = e</c>, which declares or assigns, is an <see cref="AssignmentStatement"/>.
/// A list (<c>x = 1, mut y = 2</c>) is that many statements.
/// </summary>
internal sealed class DeclarationStatement(
    SourceSpan span, bool isPublic, DeclarationForm form, Identifier name, TypeSyntax? type, SourceSpan operatorSpan, Expression value)
    : Statement(StatementKind.Declaration, span)
{
    public readonly bool IsPublic = isPublic;
    public readonly DeclarationForm Form = form;
    public readonly Identifier Name = name;
    public readonly TypeSyntax? Type = type;

    /// <summary>The <c>=</c> or <c>:=</c>.</summary>
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Value = value;

    /// <summary>The declared variable; set by name resolution.</summary>
    public VariableSymbol? Symbol;
}

/// <summary>
/// <c>x = e</c>, <c>a[i] = e</c>, <c>p.f = e</c>, or the chain <c>a = b = e</c>. Targets are a <see cref="NameExpression"/> (assigned, or
/// plainly declared), a <see cref="MemberExpression"/> or an <see cref="IndexExpression"/>, in source order.
/// </summary>
internal sealed class AssignmentStatement(SourceSpan span, bool isPublic, Expression[] targets, SourceSpan operatorSpan, Expression value)
    : Statement(StatementKind.Assignment, span)
{
    /// <summary>Set only for a single name.</summary>
    public readonly bool IsPublic = isPublic;
    public readonly Expression[] Targets = targets;

    /// <summary>The first <c>=</c>.</summary>
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Value = value;
}

/// <summary><c>x += e</c> and its like; the target is as in <see cref="AssignmentStatement"/>.</summary>
internal sealed class CompoundAssignmentStatement(
    SourceSpan span, Expression target, BinaryOperator @operator, SourceSpan operatorSpan, Expression value)
    : Statement(StatementKind.CompoundAssignment, span)
{
    public readonly Expression Target = target;

    /// <summary>The arithmetic operator before the <c>=</c>.</summary>
    public readonly BinaryOperator Operator = @operator;
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Value = value;
}

/// <summary><c>a, b = e</c></summary>
internal sealed class DestructuringStatement(SourceSpan span, Identifier[] names, SourceSpan operatorSpan, Expression value)
    : Statement(StatementKind.Destructuring, span)
{
    public readonly Identifier[] Names = names;

    /// <summary>What the names stand for; set by name resolution.</summary>
    public Symbol?[] Symbols = [];
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly Expression Value = value;
}

/// <summary><c>print(…)</c>. A first argument that is a <see cref="StringLiteral"/> is the format.</summary>
internal sealed class PrintStatement(SourceSpan span, SourceSpan openSpan, Expression[] arguments) : Statement(StatementKind.Print, span)
{
    /// <summary>The <c>(</c>.</summary>
    public readonly SourceSpan OpenSpan = openSpan;
    public readonly Expression[] Arguments = arguments;
}

internal sealed class PassStatement(SourceSpan span) : Statement(StatementKind.Pass, span);

/// <summary><c>return</c>, <c>return e</c>, or <c>return a, b</c>, which returns the array of its values.</summary>
internal sealed class ReturnStatement(SourceSpan span, SourceSpan returnSpan, Expression[] values) : Statement(StatementKind.Return, span)
{
    /// <summary>The keyword.</summary>
    public readonly SourceSpan ReturnSpan = returnSpan;
    public readonly Expression[] Values = values;
}

internal sealed class BreakStatement(SourceSpan span, Identifier? label) : Statement(StatementKind.Break, span)
{
    /// <summary>The text is without the quote, the span with it; so for all labels.</summary>
    public readonly Identifier? Label = label;
}

internal sealed class ContinueStatement(SourceSpan span, Identifier? label) : Statement(StatementKind.Continue, span)
{
    public readonly Identifier? Label = label;
}

internal sealed class ExpressionStatement(Expression value) : Statement(StatementKind.Expression, value.Span)
{
    public readonly Expression Value = value;
}

internal sealed class IfStatement(SourceSpan span, IfBranch[] branches, Block? elseBody) : Statement(StatementKind.If, span)
{
    /// <summary>The <c>if</c> and its <c>elif</c>s.</summary>
    public readonly IfBranch[] Branches = branches;
    public readonly Block? Else = elseBody;
}

/// <summary>An <c>if</c> or <c>elif</c> with its body.</summary>
internal sealed class IfBranch(SourceSpan keywordSpan, Expression condition, Block body)
{
    public readonly SourceSpan KeywordSpan = keywordSpan;
    public readonly Expression Condition = condition;
    public readonly Block Body = body;
}

internal sealed class WhileStatement(SourceSpan span, Identifier? label, SourceSpan whileSpan, Expression condition, Block body)
    : Statement(StatementKind.While, span)
{
    public readonly Identifier? Label = label;
    public readonly SourceSpan WhileSpan = whileSpan;
    public readonly Expression Condition = condition;
    public readonly Block Body = body;
}

/// <summary><c>for i in a..b..s:</c></summary>
internal sealed class ForRangeStatement(
    SourceSpan span, Identifier? label, SourceSpan forSpan, Identifier variable, Expression start, SourceSpan operatorSpan, bool isInclusive,
    Expression end, Expression? step, Block body)
    : Statement(StatementKind.ForRange, span)
{
    public readonly Identifier? Label = label;
    public readonly SourceSpan ForSpan = forSpan;
    public readonly Identifier Variable = variable;

    /// <summary>The loop variable; set by name resolution.</summary>
    public VariableSymbol? Symbol;
    public readonly Expression Start = start;

    /// <summary>The first <c>..</c> or <c>..=</c>.</summary>
    public readonly SourceSpan OperatorSpan = operatorSpan;
    public readonly bool IsInclusive = isInclusive;
    public readonly Expression End = end;
    public readonly Expression? Step = step;
    public readonly Block Body = body;
}

/// <summary><c>for x in e:</c></summary>
internal sealed class ForEachStatement(
    SourceSpan span, Identifier? label, SourceSpan forSpan, Identifier variable, Expression iterable, Block body)
    : Statement(StatementKind.ForEach, span)
{
    public readonly Identifier? Label = label;
    public readonly SourceSpan ForSpan = forSpan;
    public readonly Identifier Variable = variable;

    /// <summary>The loop variable; set by name resolution.</summary>
    public VariableSymbol? Symbol;
    public readonly Expression Iterable = iterable;
    public readonly Block Body = body;
}

/// <summary><c>try:</c> (or <c>do:</c>) with its <c>catch</c>.</summary>
internal sealed class TryStatement(SourceSpan span, Block body, Identifier? errorName, Block handler) : Statement(StatementKind.Try, span)
{
    public readonly Block Body = body;
    public readonly Identifier? ErrorName = errorName;

    /// <summary>The catch variable; set by name resolution.</summary>
    public VariableSymbol? Symbol;
    public readonly Block Handler = handler;
}

internal sealed class MatchStatement(MatchSyntax match) : Statement(StatementKind.Match, match.Span)
{
    public readonly MatchSyntax Match = match;
}
