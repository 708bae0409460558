using System.Collections.Generic;
using Orus.Front.Source;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>A checked statement.</summary>
public abstract class TypedStatement(SourceSpan span)
{
    public SourceSpan Span { get; } = span;
}

/// <summary>An expression evaluated for its effects; may be of type void.</summary>
public sealed class TypedExpressionStatement(TypedExpression expression) : TypedStatement(expression.Span)
{
    public TypedExpression Expression { get; } = expression;
}

/// <summary>How an argument is shown by <c>print</c>.</summary>
public enum PrintFormat : byte
{
    Default,
    /// <summary><c>@.Nf</c>, see <see cref="PrintPiece.Decimals"/>.</summary>
    Fixed,
    HexLower,
    HexUpper,
    Binary,
    Octal,
    /// <summary>As inside compound values: strings quoted. What an interactive session shows of an expression.</summary>
    Quoted,
}

/// <summary>A piece of a print statement: literal bytes, or an argument by index with its format.</summary>
/// <param name="Text">Literal bytes, or null for an argument.</param>
/// <param name="Argument">Index of the argument; evaluated in order 0, 1, …, all before anything is written.</param>
/// <param name="Format">How the argument is shown.</param>
/// <param name="Decimals">Decimals of <see cref="PrintFormat.Fixed"/>.</param>
public sealed record PrintPiece(byte[]? Text, int Argument, PrintFormat Format, int Decimals);

/// <summary><c>print(…)</c>: the pieces in output order, separators and the final newline included as text.</summary>
public sealed class TypedPrint(TypedExpression[] arguments, PrintPiece[] pieces, SourceSpan span) : TypedStatement(span)
{
    public TypedExpression[] Arguments { get; } = arguments;

    public PrintPiece[] Pieces { get; } = pieces;
}

/// <summary>Declares (or re-enters the scope of) a local and stores its initial value. A captured local is a new variable each time this runs.</summary>
public sealed class TypedLocalDeclaration(LocalVariable variable, TypedExpression value, SourceSpan span) : TypedStatement(span)
{
    public LocalVariable Variable { get; } = variable;

    public TypedExpression Value { get; } = value;
}

/// <summary>
/// Starts the scope of locals that <c>if</c> branches below may declare (section 5.3): marks them unassigned. Stands at the start of the block that owns them.
/// </summary>
public sealed class TypedScopeStart(LocalVariable[] variables, SourceSpan span) : TypedStatement(span)
{
    public LocalVariable[] Variables { get; } = variables;
}

/// <summary>Where an assignment stores.</summary>
public abstract class TypedTarget(OrusType type, SourceSpan span)
{
    /// <summary>Type of the stored value.</summary>
    public OrusType Type { get; } = type;

    /// <summary>The name, <c>[</c> or field name.</summary>
    public SourceSpan Span { get; } = span;
}

public sealed class TypedLocalTarget(LocalVariable variable, SourceSpan span) : TypedTarget(variable.Type, span)
{
    public LocalVariable Variable { get; } = variable;
}

/// <summary>A module variable; also its declaration.</summary>
public sealed class TypedGlobalTarget(GlobalVariable variable, SourceSpan span) : TypedTarget(variable.Type, span)
{
    public GlobalVariable Variable { get; } = variable;
}

/// <summary><c>a[i] = …</c> on an array or <c>any</c>.</summary>
public sealed class TypedIndexTarget(TypedExpression array, TypedExpression index, OrusType type, SourceSpan bracketSpan) : TypedTarget(type, bracketSpan)
{
    public TypedExpression Array { get; } = array;

    public TypedExpression Index { get; } = index;
}

public sealed class TypedFieldTarget(TypedExpression target, StructField field, SourceSpan nameSpan) : TypedTarget(field.Type, nameSpan)
{
    public TypedExpression Target { get; } = target;

    public StructField Field { get; } = field;
}

public sealed class TypedDynamicFieldTarget(TypedExpression target, string name, SourceSpan nameSpan) : TypedTarget(PrimitiveType.Any, nameSpan)
{
    public TypedExpression Target { get; } = target;

    public string Name { get; } = name;
}

/// <summary>
/// <c>t = v</c>, or the chain <c>t0 = t1 = v</c>: containers and indices of all targets are evaluated left to right, then the value, then the stores
/// run from the last target to the first. <see cref="Values"/>[k] is what target k gets: the last entry is the value; an earlier entry is either null (same value and type
/// as the target to its right) or a conversion of <see cref="TypedAssignedValue"/>.
/// </summary>
public sealed class TypedAssignment(TypedTarget[] targets, TypedExpression?[] values, SourceSpan span) : TypedStatement(span)
{
    public TypedTarget[] Targets { get; } = targets;

    public TypedExpression?[] Values { get; } = values;
}

/// <summary>Placeholder: the value just stored in the target to the right (chains), or the element of a destructuring, or the old value of a compound assignment.</summary>
public sealed class TypedAssignedValue(OrusType type, SourceSpan span) : TypedExpression(type, span);

/// <summary>
/// <c>t op= v</c>: container and index once, old value, then <see cref="Value"/> (a <see cref="TypedBinary"/> or conversion of one, whose left operand holds the one
/// <see cref="TypedAssignedValue"/> that stands for the old value), then the store.
/// </summary>
public sealed class TypedCompoundAssignment(TypedTarget target, TypedExpression value, TypedAssignedValue oldValue, SourceSpan operatorSpan) : TypedStatement(operatorSpan)
{
    public TypedTarget Target { get; } = target;

    public TypedExpression Value { get; } = value;

    public TypedAssignedValue OldValue { get; } = oldValue;
}

/// <summary>
/// <c>a, b = e</c>: target k gets element k of the array (an index error if it is too short, at the span of <see cref="TypedStatement.Span"/>). The elements are read through <see cref="Elements"/>[k], placeholders
/// that <see cref="Values"/>[k] converts to the target's type. Targets are locals or globals.
/// </summary>
public sealed class TypedDestructuring(TypedTarget[] targets, TypedExpression array, TypedAssignedValue[] elements, TypedExpression[] values, SourceSpan span) : TypedStatement(span)
{
    public TypedTarget[] Targets { get; } = targets;

    public TypedExpression Array { get; } = array;

    public TypedAssignedValue[] Elements { get; } = elements;

    public TypedExpression[] Values { get; } = values;
}

/// <summary><c>if</c> with its <c>elif</c>s: parallel conditions and bodies.</summary>
public sealed class TypedIf(TypedExpression[] conditions, List<TypedStatement>[] bodies, List<TypedStatement>? otherwise, SourceSpan span) : TypedStatement(span)
{
    public TypedExpression[] Conditions { get; } = conditions;

    public List<TypedStatement>[] Bodies { get; } = bodies;

    public List<TypedStatement>? Else { get; } = otherwise;
}

/// <summary>A loop, the target of <see cref="TypedBreak"/> and <see cref="TypedContinue"/>.</summary>
public abstract class TypedLoop(SourceSpan span) : TypedStatement(span)
{
    /// <summary>Filled after construction, since the body refers to the loop.</summary>
    public List<TypedStatement> Body { get; set; } = [];

    /// <summary>The whole statement with its body; <see cref="TypedStatement.Span"/> is where errors about it are reported.</summary>
    public SourceSpan Extent { get; init; } = span;
}

public sealed class TypedWhile(TypedExpression condition, SourceSpan span) : TypedLoop(span)
{
    public TypedExpression Condition { get; } = condition;
}

/// <summary>
/// <c>for i in a..b..s</c>. Bounds and step are of one integer type, the type of the variable; or all <c>any</c> (checked when executed, <see cref="Literals"/> flags literal start/end). A
/// literal step may be negative for unsigned types: it is then a constant of the signed type of the same width.
/// </summary>
public sealed class TypedForRange(LocalVariable variable, TypedExpression start, TypedExpression end, TypedExpression? step, bool inclusive, LiteralSides literals, SourceSpan span) : TypedLoop(span)
{
    /// <summary>A fresh variable per round.</summary>
    public LocalVariable Variable { get; } = variable;

    public TypedExpression Start { get; } = start;

    public TypedExpression End { get; } = end;

    public TypedExpression? Step { get; } = step;

    public bool Inclusive { get; } = inclusive;

    /// <summary>For dynamic bounds: which of start and end is a literal that adapts.</summary>
    public LiteralSides Literals { get; } = literals;
}

/// <summary><c>for x in e</c> over an array, a range iterator (element type: the variable's) or <c>any</c>.</summary>
public sealed class TypedForEach(LocalVariable variable, TypedExpression iterable, SourceSpan span) : TypedLoop(span)
{
    public LocalVariable Variable { get; } = variable;

    public TypedExpression Iterable { get; } = iterable;
}

public sealed class TypedTry(List<TypedStatement> body, LocalVariable? error, List<TypedStatement> handler, SourceSpan span) : TypedStatement(span)
{
    public List<TypedStatement> Body { get; } = body;

    /// <summary>The catch variable, of type <see cref="PrimitiveType.Error"/>.</summary>
    public LocalVariable? Error { get; } = error;

    public List<TypedStatement> Handler { get; } = handler;
}

/// <summary>A <c>match</c> statement: without a matching arm nothing happens.</summary>
public sealed class TypedMatchStatement(TypedExpression scrutinee, TypedMatchArm[] arms, SourceSpan span) : TypedStatement(span)
{
    public TypedExpression Scrutinee { get; } = scrutinee;

    public TypedMatchArm[] Arms { get; } = arms;
}

/// <summary>Leaves the function; the value (already of the result type) is null in void functions and for <see cref="TypedFunction.MayEndWithoutResult"/>'s bare returns.</summary>
public sealed class TypedReturn(TypedExpression? value, SourceSpan span) : TypedStatement(span)
{
    public TypedExpression? Value { get; } = value;
}

public sealed class TypedBreak(TypedLoop loop, SourceSpan span) : TypedStatement(span)
{
    public TypedLoop Loop { get; } = loop;
}

public sealed class TypedContinue(TypedLoop loop, SourceSpan span) : TypedStatement(span)
{
    public TypedLoop Loop { get; } = loop;
}

/// <summary>
/// A nested <c>fn</c>. <see cref="Instances"/> lists every checked instance that something calls or uses; each is called directly by <see cref="TypedCall"/>.
/// Used as a value it is <see cref="Variable"/>, which holds a closure of <see cref="ValueInstance"/>, new each time this statement runs; both null if it is never used as a value.
/// </summary>
public sealed class TypedNestedFunction(FunctionSymbol symbol, SourceSpan span) : TypedStatement(span)
{
    public FunctionSymbol Symbol { get; } = symbol;

    public List<TypedFunction> Instances { get; } = [];

    public TypedFunction? ValueInstance { get; set; }

    public LocalVariable? Variable { get; set; }
}
