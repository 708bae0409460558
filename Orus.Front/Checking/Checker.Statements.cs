using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Statements. The methods return whether the end of what they check may be reached (section 13).</summary>
internal sealed partial class Checker
{
    private sealed class OpenLoop(string? label, TypedLoop loop)
    {
        public readonly string? Label = label;
        public readonly TypedLoop Loop = loop;
        public bool IsLeft;
    }

    private readonly List<OpenLoop> _loops = [];

    private bool CheckStatements(Statement[] statements)
    {
        bool completes = true;
        foreach (Statement statement in statements)
            completes &= CheckStatement(statement);
        return completes;
    }

    private bool CheckBlock(Block block, List<TypedStatement> into)
    {
        List<TypedStatement> outer = _out;
        _out = into;
        StartScope(block);
        bool completes = CheckStatements(block.Statements);
        _out = outer;
        return completes;
    }

    private Tail CheckBranch(Block block, List<TypedStatement> into, bool isTail) =>
        isTail ? CheckTailBlock(block, into) : CheckBlock(block, into) ? Tail.FallsThrough : Tail.NeverEnds;

    private bool CheckStatement(Statement statement)
    {
        switch (statement)
        {
            case ExpressionStatement expression:
                CheckExpressionStatement(expression);
                return true;
            case AssignmentStatement or DeclarationStatement or DestructuringStatement:
                if (_early.Count > 0 && TakeEarly(statement))
                    return true;
                if (DeclaresGlobal(statement))
                    CheckDeclaring(new StatementGoal(statement), mayBeInvalidated: false);
                else
                    CheckSimple(statement);
                return true;
            case CompoundAssignmentStatement compound:
                CheckCompound(compound);
                return true;
            case PrintStatement print:
                _out.Add(CheckPrint(print));
                return true;
            case ReturnStatement result:
                CheckReturn(result);
                return false;
            case BreakStatement leave:
                CheckBreak(leave);
                return false;
            case ContinueStatement next:
                CheckContinue(next);
                return false;
            case IfStatement branches:
                return CheckIf(branches, isTail: false) != Tail.NeverEnds;
            case WhileStatement loop:
                return CheckWhile(loop);
            case ForRangeStatement loop:
                CheckForRange(loop);
                return true;
            case ForEachStatement loop:
                CheckForEach(loop);
                return true;
            case TryStatement attempt:
                return CheckTry(attempt);
            case MatchStatement match:
                return CheckMatchStatement(match.Match, isTail: false) != Tail.NeverEnds;
            case FunctionStatement function:
                if (function.Function.Entry!.TypedSymbol.Role == FunctionRole.Nested)
                    DeclareNested(function);
                else
                    CheckDeclared(function.Function.Entry);
                return true;
            case ImplStatement impl:
                foreach (FunctionStatement method in impl.Methods)
                {
                    if (method.Function.Entry!.MethodOf is not null)
                        CheckDeclared(method.Function.Entry);
                }
                return true;
            case StructStatement structSyntax:
                CheckDefaults(structSyntax);
                return true;
            default:
                return true;
        }
    }

    private static bool DeclaresGlobal(Statement statement)
    {
        switch (statement)
        {
            case DeclarationStatement declaration:
                return declaration.Symbol!.Global is not null;
            case AssignmentStatement assignment:
                foreach (Expression target in assignment.Targets)
                {
                    if (target is NameExpression { Symbol: VariableSymbol { Global: not null } variable } && variable.Statement == statement)
                        return true;
                }
                return false;
            case DestructuringStatement destructuring:
                foreach (Symbol? symbol in destructuring.Symbols)
                {
                    if (symbol is VariableSymbol { Global: not null } variable && variable.Statement == statement)
                        return true;
                }
                return false;
            default:
                return false;
        }
    }

    /// <summary>A declaration or assignment.</summary>
    private void CheckSimple(Statement statement)
    {
        switch (statement)
        {
            case DeclarationStatement declaration:
                CheckDeclaration(declaration);
                break;
            case AssignmentStatement assignment:
                CheckAssignment(assignment);
                break;
            case DestructuringStatement destructuring:
                CheckDestructuring(destructuring);
                break;
        }
    }

    private void CheckExpressionStatement(ExpressionStatement statement)
    {
        TypedExpression value = Infer(statement.Value);
        if (isInteractive && _instance.Entry.IsModuleBody && _instance.Entry.Module.Name == "main" && _goals.Count == 1 && value.Type.Kind != TypeKind.Void)
            _out.Add(new TypedPrint([value], [new PrintPiece(null, 0, PrintFormat.Quoted, 0), new PrintPiece("\n"u8.ToArray(), 0, PrintFormat.Default, 0)], statement.Span));
        else
            _out.Add(new TypedExpressionStatement(value));
    }

    // ---- Branches -----------------------------------------------------------------------------------------------------

    private Tail CheckIf(IfStatement statement, bool isTail)
    {
        int count = statement.Branches.Length;
        TypedExpression[] conditions = new TypedExpression[count];
        List<TypedStatement>[] bodies = new List<TypedStatement>[count];
        List<TypedStatement>? otherwise = statement.Else is null ? null : [];
        int index = _out.Count;
        Tail tail = Tail.NeverEnds;
        for (int i = 0; i < count; i++)
        {
            conditions[i] = CheckCondition(statement.Branches[i].Condition);
            bodies[i] = [];
            tail = Merge(tail, CheckBranch(statement.Branches[i].Body, bodies[i], isTail));
        }
        tail = Merge(tail, statement.Else is null ? Tail.FallsThrough : CheckBranch(statement.Else, otherwise!, isTail));
        _out.Insert(index, new TypedIf(conditions, bodies, otherwise, statement.Span));
        return tail;
    }

    private bool CheckTry(TryStatement statement)
    {
        List<TypedStatement> body = [], handler = [];
        bool completes = CheckBlock(statement.Body, body);
        LocalVariable? error = statement.Symbol is null ? null : DeclareLocal(statement.Symbol, PrimitiveType.Error);
        completes |= CheckBlock(statement.Handler, handler);
        _out.Add(new TypedTry(body, error, handler, statement.Span));
        return completes;
    }

    // ---- Loops --------------------------------------------------------------------------------------------------------

    private bool CheckLoopBody(Identifier? label, TypedLoop loop, Block body)
    {
        OpenLoop open = new(label?.Text, loop);
        _loops.Add(open);
        CheckBlock(body, loop.Body);
        _loops.RemoveAt(_loops.Count - 1);
        return open.IsLeft;
    }

    private bool CheckWhile(WhileStatement statement)
    {
        TypedExpression condition = CheckCondition(statement.Condition);
        TypedWhile loop = new(condition, statement.WhileSpan) { Extent = statement.Span };
        _out.Add(loop);
        bool isLeft = CheckLoopBody(statement.Label, loop, statement.Body);
        return isLeft || statement.Condition is not BoolLiteral { Value: true };
    }

    private void CheckForRange(ForRangeStatement statement)
    {
        Expression[] syntax = statement.Step is null ? [statement.Start, statement.End] : [statement.Start, statement.End, statement.Step];
        TypedExpression[] bounds = new TypedExpression[syntax.Length];
        OrusType? common = null;
        LiteralClass widest = LiteralClass.None;
        bool isAny = false, failed = false;
        for (int i = 0; i < syntax.Length; i++)
        {
            if (syntax[i].Literal != LiteralClass.None)
            {
                widest = syntax[i].Literal > widest ? syntax[i].Literal : widest;
                if (syntax[i].Literal == LiteralClass.Float)
                    failed |= BadBound(syntax[i], PrimitiveType.F64);
                continue;
            }
            bounds[i] = InferValue(syntax[i]);
            OrusType type = FixOpen(bounds[i].Type);
            if (type.Kind == TypeKind.Any)
                isAny = true;
            else if (type.Kind == TypeKind.Unknown)
                failed = true;
            else if (!type.IsInteger)
                failed |= BadBound(syntax[i], type);
            else if (common is null)
                common = type;
            else if (common != type)
                failed |= Mismatch(syntax[i].Span, type, common) is not null;
        }
        if (statement.Step is not null && IsZero(statement.Step))
        {
            Error(DiagnosticCode.BadRange, statement.ForSpan, "the step of a range cannot be zero", "leave the step out to count by 1.");
            failed = true;
        }
        OrusType counter = failed ? PrimitiveType.Unknown : isAny ? PrimitiveType.Any : common ?? DefaultType(widest);
        LiteralSides literals = LiteralSides.None;
        for (int i = 0; i < syntax.Length; i++)
        {
            if (failed)
                bounds[i] ??= Erroneous(syntax[i].Span);
            else if (isAny)
                bounds[i] = Convert(bounds[i] ?? Infer(syntax[i]), PrimitiveType.Any, syntax[i].Span);
            else
                bounds[i] ??= i == 2 ? CheckStep(syntax[i], counter) : CheckLiteral(syntax[i], counter);
            if (isAny && i < 2 && syntax[i].Literal != LiteralClass.None)
                literals |= i == 0 ? LiteralSides.Left : LiteralSides.Right;
        }

        LocalVariable variable = LoopVariable(statement.Symbol!, counter, out TypedLocalDeclaration? copy);
        TypedForRange loop = new(variable, bounds[0], bounds[1], bounds.Length > 2 ? bounds[2] : null, statement.IsInclusive, literals, statement.ForSpan) { Extent = statement.Span };
        _out.Add(loop);
        if (copy is not null)
            loop.Body.Add(copy);
        CheckLoopBody(statement.Label, loop, statement.Body);
    }

    private bool BadBound(Expression bound, OrusType type)
    {
        Error(DiagnosticCode.TypeMismatch, bound.Span, $"the bounds of a range must be integers, but this is {WithArticle(types.Close(type))}", type.Kind == TypeKind.F64 ? "convert with `as i32`." : null);
        return true;
    }

    private static bool IsZero(Expression step) => step switch
    {
        IntegerLiteral { Value: 0, ExceedsU64: false } => true,
        ParenthesizedExpression parenthesized => IsZero(parenthesized.Inner),
        UnaryExpression { Operator: UnaryOperator.Negate } unary => IsZero(unary.Operand),
        _ => false,
    };

    /// <summary>A literal step; it may be negative beside unsigned bounds.</summary>
    private TypedExpression CheckStep(Expression step, OrusType counter)
    {
        OrusType signed = counter.Kind switch
        {
            TypeKind.U32 => PrimitiveType.I32,
            TypeKind.U64 => PrimitiveType.I64,
            _ => counter,
        };
        return CheckLiteral(step, signed != counter && !LiteralFits(step, counter) ? signed : counter);
    }

    /// <summary>The variable of a loop. One that holds values of several types is a copy, made at the start of each round, of the counter or element.</summary>
    private LocalVariable LoopVariable(VariableSymbol symbol, OrusType type, out TypedLocalDeclaration? copy)
    {
        LocalVariable variable = DeclareLocal(symbol, type);
        copy = null;
        if (variable.Type == type || type.Kind == TypeKind.Unknown)
            return variable;
        LocalVariable counter = new(symbol.Name, type, _instance.Typed);
        copy = new TypedLocalDeclaration(variable, new TypedToAny(new TypedLocalRead(counter, symbol.Span), symbol.Span), symbol.Span);
        return counter;
    }

    private void CheckForEach(ForEachStatement statement)
    {
        TypedExpression iterable = InferValue(statement.Iterable);
        OrusType element;
        switch (FixOpen(iterable.Type))
        {
            case ArrayType array:
                element = FixOpen(array.Element);
                break;
            case { Kind: TypeKind.RangeIterator }:
                element = RangeElement(iterable) ?? PrimitiveType.Any;
                break;
            case { Kind: TypeKind.Any or TypeKind.Unknown } same:
                element = same;
                break;
            case var other:
                Error(DiagnosticCode.TypeMismatch, statement.Iterable.Span, $"{WithArticle(types.Close(other))} cannot be iterated", other.IsInteger ? "write a range: `0..n`." : other.Kind == TypeKind.String ? "loop over the indices: `for i in 0..len(s)`." : "only arrays and ranges can.");
                element = PrimitiveType.Unknown;
                break;
        }
        LocalVariable variable = LoopVariable(statement.Symbol!, element, out TypedLocalDeclaration? copy);
        TypedForEach loop = new(variable, iterable, statement.ForSpan) { Extent = statement.Span };
        _out.Add(loop);
        if (copy is not null)
            loop.Body.Add(copy);
        CheckLoopBody(statement.Label, loop, statement.Body);
    }

    /// <summary>The type of a range iterator's elements, where it is known: of a call of <c>range</c>, and of a variable that never holds anything else.</summary>
    private OrusType? RangeElement(TypedExpression iterator) => iterator switch
    {
        TypedBuiltinCall call => call.RangeElement,
        TypedLocalRead { Variable: { IsReassigned: false } local } => _rangeElements.GetValueOrDefault(local),
        TypedGlobalRead { Variable: { IsReassigned: false } global } => _rangeElements.GetValueOrDefault(global),
        _ => null,
    };

    /// <summary>Local and module variables whose declaration calls <c>range</c>.</summary>
    private readonly Dictionary<object, OrusType> _rangeElements = [];

    private void CheckBreak(BreakStatement statement)
    {
        if (FindLoop(statement.Label, statement.Span, "break", DiagnosticCode.BreakPlacement) is not { } loop)
            return;
        loop.IsLeft = true;
        _out.Add(new TypedBreak(loop.Loop, statement.Span));
    }

    private void CheckContinue(ContinueStatement statement)
    {
        if (FindLoop(statement.Label, statement.Span, "continue", DiagnosticCode.ContinuePlacement) is { } loop)
            _out.Add(new TypedContinue(loop.Loop, statement.Span));
    }

    private OpenLoop? FindLoop(Identifier? label, SourceSpan span, string what, DiagnosticCode code)
    {
        for (int i = _loops.Count - 1; i >= _loopBase; i--)
        {
            if (label is null || _loops[i].Label == label.Value.Text)
                return _loops[i];
        }
        if (label is null || _loops.Count == _loopBase)
            Error(code, span, $"`{what}` stands outside of a loop", "it only works inside `for` and `while`, and not across a function.");
        else
            Error(code, label.Value.Span, $"no loop around this has the label `'{label.Value.Text}`", "put the label directly before `for` or `while`.");
        return null;
    }
}
