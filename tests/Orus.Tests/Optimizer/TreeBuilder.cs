using System.Collections.Generic;
using System.Text;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Tests.Optimizer;

/// <summary>Builds small typed trees by hand, so that lowering is tested without the front end.</summary>
internal sealed class TreeBuilder
{
    public static readonly SourceSpan Nowhere = SourceSpan.None;

    public TreeBuilder(FunctionRole role = FunctionRole.Named) => Function = new TypedFunction(new FunctionSymbol("f", role, Nowhere), Nowhere) { Result = PrimitiveType.Void };

    public TypeTable Types { get; } = new();

    public TypedFunction Function { get; }

    public LocalVariable Parameter(string name, OrusType type)
    {
        LocalVariable variable = Local(name, type);
        Function.Parameters = [.. Function.Parameters, variable];
        return variable;
    }

    public LocalVariable Local(string name, OrusType type) => new(name, type, Function);

    public TreeBuilder Add(params TypedStatement[] statements)
    {
        Function.Body.AddRange(statements);
        return this;
    }

    public TypedFunction Nested(string name, FunctionRole role, params TypedStatement[] body) =>
        new(new FunctionSymbol(name, role, Nowhere), Nowhere) { Result = PrimitiveType.Void, Parent = Function, Body = [.. body] };

    public static TypedExpression I32(int value) => new TypedConstant(PrimitiveType.I32, value, Nowhere);

    public static TypedExpression Bool(bool value) => new TypedConstant(PrimitiveType.Bool, value ? 1 : 0, Nowhere);

    public static TypedExpression Text(string value) => new TypedString(Encoding.UTF8.GetBytes(value), Nowhere);

    public static TypedExpression Read(LocalVariable variable) => new TypedLocalRead(variable, Nowhere);

    public static TypedExpression Binary(BinaryOperator op, TypedExpression left, TypedExpression right)
    {
        OrusType type = op is >= BinaryOperator.Equal and <= BinaryOperator.GreaterOrEqual ? PrimitiveType.Bool : left.Type;
        return new TypedBinary(op, left, right, type, LiteralSides.None, Nowhere);
    }

    public static TypedExpression And(TypedExpression left, TypedExpression right) => new TypedLogical(true, left, right, PrimitiveType.Bool, Nowhere);

    public static TypedExpression Not(TypedExpression operand) => new TypedNot(operand, Nowhere);

    public static TypedStatement Declare(LocalVariable variable, TypedExpression value) => new TypedLocalDeclaration(variable, value, Nowhere);

    public static TypedStatement Assign(LocalVariable variable, TypedExpression value) => Assign([new TypedLocalTarget(variable, Nowhere)], [value]);

    public static TypedStatement Assign(TypedTarget[] targets, TypedExpression?[] values) => new TypedAssignment(targets, values, Nowhere);

    public static TypedStatement Return(TypedExpression? value) => new TypedReturn(value, Nowhere);

    public static TypedStatement Print(params TypedExpression[] arguments) => new TypedPrint(arguments, [], Nowhere);

    public static TypedStatement If(TypedExpression condition, TypedStatement body, TypedStatement? otherwise = null)
    {
        List<TypedStatement>? rest = otherwise is null ? null : [otherwise];
        return new TypedIf([condition], [[body]], rest, Nowhere);
    }

    public static TypedLoop While(TypedExpression condition, params TypedStatement[] body) => new TypedWhile(condition, Nowhere) { Body = [.. body] };

    public static TypedLoop ForRange(LocalVariable variable, TypedExpression start, TypedExpression end, TypedExpression? step, bool inclusive, params TypedStatement[] body) =>
        new TypedForRange(variable, start, end, step, inclusive, LiteralSides.None, Nowhere) { Body = [.. body] };

    public static TypedLoop ForEach(LocalVariable variable, TypedExpression iterable, params TypedStatement[] body) =>
        new TypedForEach(variable, iterable, Nowhere) { Body = [.. body] };
}
