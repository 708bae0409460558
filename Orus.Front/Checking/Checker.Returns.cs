using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Results of functions: explicit ones, the value of the last statement, missing ones.</summary>
internal sealed partial class Checker
{
    private void CheckReturn(ReturnStatement statement)
    {
        Results results = _results!;
        if (_instance.Entry.IsModuleBody)
        {
            foreach (Expression value in statement.Values)
                _out.Add(new TypedExpressionStatement(InferValue(value)));
            _out.Add(new TypedReturn(null, statement.Span));
            return;
        }
        if (statement.Values.Length == 0)
        {
            results.HasBare = true;
            _out.Add(new TypedReturn(null, statement.Span));
            return;
        }
        results.HasExplicit = true;
        Expression first = statement.Values[0];
        if (results.Declared is { Kind: TypeKind.Void })
        {
            foreach (Expression value in statement.Values)
                InferValue(value);
            Error(DiagnosticCode.TypeMismatch, first.Span, "a value is returned, but the result of this function is `void`", "declare the result with `-> T` after the parameters.");
        }
        else if (results.Declared is { } declared)
        {
            TypedExpression value = statement.Values.Length == 1 ? Check(first, declared) : CheckReturnedArray(statement, declared);
            _out.Add(new TypedReturn(value, statement.Span));
        }
        else if (statement.Values.Length == 1 && first.Literal != LiteralClass.None)
        {
            Defer(new PendingReturn(_out, _out.Count, null, first, false, statement.Span));
        }
        else
        {
            TypedExpression value = statement.Values.Length == 1 ? InferValue(first) : CheckReturnedArray(statement, null);
            Defer(new PendingReturn(_out, _out.Count, value, null, false, statement.Span));
        }
    }

    /// <summary>Notes a value whose final form depends on the other results; the statement is put in place at the end of the body.</summary>
    private void Defer(PendingReturn pending)
    {
        _results!.Pending.Add(pending);
        _out.Add(new TypedReturn(null, pending.Span));
    }

    private TypedExpression CheckReturnedArray(ReturnStatement statement, OrusType? declared)
    {
        if (declared is not null && TypeTable.Prune(declared) is ArrayType array)
        {
            TypedExpression[] elements = CheckAll(statement.Values, array.Element);
            return new TypedArray(elements, array, statement.Span);
        }
        TypedExpression value = InferArray(statement.Values, statement.Span, mayMix: true);
        return declared is null ? value : Convert(value, declared, statement.Values[0].Span);
    }

    // ---- The value of the last statement ------------------------------------------------------------------------------

    /// <summary>Whether a body has the form of one that ends with a value: every branch of its last statement produces one or does not reach its end.</summary>
    private static bool MayProduceValue(Statement[] statements)
    {
        if (statements.Length == 0)
            return false;
        switch (statements[^1])
        {
            case ExpressionStatement:
                return true;
            case IfStatement { Else: { } otherwise } branches:
                foreach (IfBranch branch in branches.Branches)
                {
                    if (!MayProduceValue(branch.Body.Statements) && MayEnd(branch.Body.Statements))
                        return false;
                }
                return MayProduceValue(otherwise.Statements) || !MayEnd(otherwise.Statements);
            case MatchStatement { Match: var match }:
                foreach (MatchArm arm in match.Arms)
                {
                    if (!MayProduceValue(arm.Body.Statements) && MayEnd(arm.Body.Statements))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    private static bool MayEnd(Statement[] statements)
    {
        foreach (Statement statement in statements)
        {
            if (!MayEnd(statement))
                return false;
        }
        return true;
    }

    private static bool MayEnd(Statement statement)
    {
        switch (statement)
        {
            case ReturnStatement or BreakStatement or ContinueStatement:
                return false;
            case IfStatement { Else: { } otherwise } branches:
                foreach (IfBranch branch in branches.Branches)
                {
                    if (MayEnd(branch.Body.Statements))
                        return true;
                }
                return MayEnd(otherwise.Statements);
            case TryStatement attempt:
                return MayEnd(attempt.Body.Statements) || MayEnd(attempt.Handler.Statements);
            case MatchStatement { Match: var match }:
                foreach (MatchArm arm in match.Arms)
                {
                    if (MayEnd(arm.Body.Statements))
                        return true;
                }
                return false;
            case WhileStatement { Condition: BoolLiteral { Value: true } }:
                return false;
            default:
                return true;
        }
    }

    /// <summary>Checks the statements of a function's last branch, so that the last one may become its value.</summary>
    private Tail CheckTail(Statement[] statements)
    {
        bool completes = true;
        for (int i = 0; i + 1 < statements.Length; i++)
            completes &= CheckStatement(statements[i]);
        Tail tail = statements.Length == 0 ? Tail.FallsThrough : statements[^1] switch
        {
            ExpressionStatement last => CheckTailValue(last),
            IfStatement { Else: not null } last => CheckIf(last, isTail: true),
            MatchStatement last => CheckMatchStatement(last.Match, isTail: true),
            var last => CheckStatement(last) ? Tail.FallsThrough : Tail.NeverEnds,
        };
        return completes ? tail : Tail.NeverEnds;
    }

    private Tail CheckTailBlock(Block block, List<TypedStatement> into)
    {
        List<TypedStatement> outer = _out;
        _out = into;
        StartScope(block);
        Tail tail = CheckTail(block.Statements);
        _out = outer;
        return tail;
    }

    private Tail CheckTailValue(ExpressionStatement statement)
    {
        Expression expression = statement.Value;
        Results results = _results!;
        if (results.Declared is { } declared)
        {
            TypedExpression value = CheckUnlessVoid(expression, declared);
            if (value.Type.Kind == TypeKind.Void)
            {
                _out.Add(new TypedExpressionStatement(value));
                return Tail.FallsThrough;
            }
            _out.Add(new TypedReturn(value, expression.Span));
            return Tail.Value;
        }
        if (expression.Literal != LiteralClass.None)
        {
            Defer(new PendingReturn(_out, _out.Count, null, expression, true, expression.Span));
            return Tail.Value;
        }
        TypedExpression inferred = Infer(expression);
        if (inferred.Type.Kind == TypeKind.Void)
        {
            _out.Add(new TypedExpressionStatement(inferred));
            return Tail.FallsThrough;
        }
        Defer(new PendingReturn(_out, _out.Count, inferred, null, true, expression.Span));
        return Tail.Value;
    }

    private static Tail Merge(Tail a, Tail b) => a > b ? a : b;

    // ---- The end of a body --------------------------------------------------------------------------------------------

    /// <summary>The common type of the values that an inferred function returns; void without any, <c>?</c> if none is known yet.</summary>
    private OrusType ResultType(Results results)
    {
        bool hasTail = results.Tail != Tail.FallsThrough;
        CommonType common = new();
        bool hasValue = false;
        foreach (PendingReturn pending in results.Pending)
        {
            if (pending.IsTail && !hasTail)
                continue;
            hasValue = true;
            if (pending.Literal is { } literal)
                common.AddLiteral(literal.Literal);
            else
                common.Add(pending.Value!.Type);
        }
        return hasValue ? common.Resolve() ?? PrimitiveType.Any : PrimitiveType.Void;
    }

    /// <summary>Puts the values in place, converted to the result type, and looks for paths without one.</summary>
    private void FinishReturns(Instance instance, Results results)
    {
        OrusType result = instance.Result;
        instance.Typed.Result = result;
        bool isVoid = result.Kind == TypeKind.Void;
        Context outer = Enter(instance, instance.Diagnostics, _out, results);
        foreach (PendingReturn pending in results.Pending)
        {
            bool isStatement = pending.IsTail && (isVoid || results.Tail == Tail.FallsThrough);
            TypedExpression value = pending.Value
                ?? (isStatement ? Infer(pending.Literal!) : Check(pending.Literal!, result));
            if (!isStatement)
                value = Convert(value, result, pending.Span);
            pending.Statements[pending.Index] = isStatement ? new TypedExpressionStatement(value) : new TypedReturn(value, pending.Span);
        }
        if (!isVoid && result.Kind != TypeKind.Unknown && (results.HasBare || results.Tail == Tail.FallsThrough))
        {
            if (results.Declared is null)
            {
                instance.Typed.MayEndWithoutResult = true;
            }
            else
            {
                string name = instance.Entry.Name.Length == 0 ? "this function" : $"`{instance.Entry.Name}`";
                Error(DiagnosticCode.MissingReturn, instance.Entry.Syntax!.NameSpan, $"{name} must return `{result.Name}`, but not every path returns a value",
                    "end every path with `return` or with a value.");
            }
        }
        Leave(outer);
    }
}
