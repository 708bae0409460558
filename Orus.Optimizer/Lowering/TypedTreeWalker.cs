using System.Collections.Generic;
using Orus.Front.Typed;

namespace Orus.Optimizer.Lowering;

/// <summary>Visits every statement and expression of a body in source order; does not enter the bodies of nested functions.</summary>
internal abstract class TypedTreeWalker
{
    protected void Visit(List<TypedStatement>? statements)
    {
        if (statements is null)
            return;
        foreach (TypedStatement statement in statements)
            Visit(statement);
    }

    protected virtual void Visit(TypedStatement statement)
    {
        switch (statement)
        {
            case TypedExpressionStatement node:
                Visit(node.Expression);
                break;
            case TypedPrint node:
                VisitAll(node.Arguments);
                break;
            case TypedLocalDeclaration node:
                Visit(node.Value);
                break;
            case TypedAssignment node:
                foreach (TypedTarget target in node.Targets)
                    VisitTarget(target);
                VisitAll(node.Values);
                break;
            case TypedCompoundAssignment node:
                VisitTarget(node.Target);
                Visit(node.Value);
                break;
            case TypedDestructuring node:
                Visit(node.Array);
                VisitAll(node.Values);
                break;
            case TypedIf node:
                for (int i = 0; i < node.Conditions.Length; i++)
                {
                    Visit(node.Conditions[i]);
                    Visit(node.Bodies[i]);
                }
                Visit(node.Else);
                break;
            case TypedWhile node:
                Visit(node.Condition);
                Visit(node.Body);
                break;
            case TypedForRange node:
                VisitAll([node.Start, node.End, node.Step]);
                Visit(node.Body);
                break;
            case TypedForEach node:
                Visit(node.Iterable);
                Visit(node.Body);
                break;
            case TypedTry node:
                Visit(node.Body);
                Visit(node.Handler);
                break;
            case TypedMatchStatement node:
                Visit(node.Scrutinee);
                VisitArms(node.Arms);
                break;
            case TypedReturn { Value: { } value }:
                Visit(value);
                break;
        }
    }

    protected virtual void Visit(TypedExpression expression)
    {
        switch (expression)
        {
            case TypedBinary node:
                Visit(node.Left);
                Visit(node.Right);
                break;
            case TypedRepeat node:
                Visit(node.ArrayOnRight ? node.Count : node.Array);
                Visit(node.ArrayOnRight ? node.Array : node.Count);
                break;
            case TypedComparisonChain node:
                VisitAll(node.Operands);
                break;
            case TypedLogical node:
                Visit(node.Left);
                Visit(node.Right);
                break;
            case TypedNegate node:
                Visit(node.Operand);
                break;
            case TypedNot node:
                Visit(node.Operand);
                break;
            case TypedCast node:
                Visit(node.Operand);
                break;
            case TypedToAny node:
                Visit(node.Operand);
                break;
            case TypedTypeCheck node:
                Visit(node.Operand);
                break;
            case TypedConditionCheck node:
                Visit(node.Operand);
                break;
            case TypedConditional node:
                VisitAll([node.Condition, node.WhenTrue, node.WhenFalse]);
                break;
            case TypedArray node:
                VisitAll(node.Elements);
                break;
            case TypedFill node:
                Visit(node.Value);
                break;
            case TypedIndex node:
                Visit(node.Target);
                Visit(node.Index);
                break;
            case TypedSlice node:
                VisitAll([node.Target, node.Start, node.End]);
                break;
            case TypedField node:
                Visit(node.Target);
                break;
            case TypedDynamicField node:
                Visit(node.Target);
                break;
            case TypedStructNew node:
                VisitAll(node.Values);
                break;
            case TypedEnumNew node:
                VisitAll(node.Arguments);
                break;
            case TypedVariantTest node:
                Visit(node.Value);
                VisitAll(node.Arguments);
                break;
            case TypedCall node:
                VisitAll(node.Arguments);
                break;
            case TypedCallValue node:
                Visit(node.Callee);
                VisitAll(node.Arguments);
                break;
            case TypedDynamicCall node:
                Visit(node.Callee);
                VisitAll(node.Arguments);
                break;
            case TypedDynamicMethodCall node:
                Visit(node.Target);
                VisitAll(node.Arguments);
                break;
            case TypedBuiltinCall node:
                VisitAll(node.Arguments);
                break;
            case TypedMatch node:
                Visit(node.Scrutinee);
                VisitArms(node.Arms);
                break;
            case TypedBlockExpression node:
                Visit(node.Statements);
                Visit(node.Value);
                break;
        }
    }

    private void VisitAll(TypedExpression?[] expressions)
    {
        foreach (TypedExpression? expression in expressions)
        {
            if (expression is not null)
                Visit(expression);
        }
    }

    private void VisitTarget(TypedTarget target)
    {
        switch (target)
        {
            case TypedIndexTarget node:
                Visit(node.Array);
                Visit(node.Index);
                break;
            case TypedFieldTarget node:
                Visit(node.Target);
                break;
            case TypedDynamicFieldTarget node:
                Visit(node.Target);
                break;
        }
    }

    private void VisitArms(TypedMatchArm[] arms)
    {
        foreach (TypedMatchArm arm in arms)
        {
            if (arm.Pattern is TypedValuePattern pattern)
                Visit(pattern.Value);
            if (arm.Value is { } value)
                Visit(value);
            Visit(arm.Body);
        }
    }
}
