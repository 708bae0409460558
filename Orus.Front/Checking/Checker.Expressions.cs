using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Expressions: inferred bottom-up, or checked against an expected type that reaches down through the forms of section 4.</summary>
internal sealed partial class Checker
{
    /// <summary>The typed form of an expression that must have a value.</summary>
    private TypedExpression InferValue(Expression expression)
    {
        TypedExpression value = Infer(expression);
        return value.Type.Kind == TypeKind.Void ? VoidAsValue(expression.Span) : value;
    }

    /// <summary>The typed form of an expression; its type may be void.</summary>
    private TypedExpression Infer(Expression expression)
    {
        if (expression.Literal != LiteralClass.None)
            return CheckLiteral(expression, DefaultType(expression.Literal));
        switch (expression)
        {
            case NameExpression name:
                return InferName(name.Symbol, name.Identifier);
            case IntegerLiteral integer:
                return MakeSuffixed(integer);
            case FloatLiteral number:
                return new TypedConstant(PrimitiveType.F64, BitConverter.DoubleToInt64Bits(number.Value), number.Span);
            case StringLiteral text:
                return new TypedString(text.Value, text.Span);
            case BoolLiteral truth:
                return new TypedConstant(PrimitiveType.Bool, truth.Value ? 1 : 0, truth.Span);
            case ParenthesizedExpression parenthesized:
                return Infer(parenthesized.Inner);
            case BinaryExpression binary:
                return InferChain(binary);
            case UnaryExpression unary:
                return InferUnary(unary);
            case ComparisonExpression comparison:
                return InferComparison(comparison);
            case CastExpression cast:
                return InferCast(cast);
            case CallExpression call:
                return InferCall(call, null);
            case IndexExpression index:
                return InferIndex(index);
            case SliceExpression slice:
                return InferSlice(slice);
            case MemberExpression member:
                return InferMember(member, null);
            case StructLiteralExpression literal:
                return InferStruct(literal);
            case ArrayLiteralExpression array:
                return InferArrayLiteral(array);
            case FunctionExpression function:
                return InferFunction(function.Function, null);
            default:
                return CheckForm(expression, null);
        }
    }

    /// <summary>The typed form of an expression where a type is expected.</summary>
    private TypedExpression Check(Expression expression, OrusType expected) => CheckUnlessVoid(expression, expected, isVoidAllowed: false);

    /// <summary>As <see cref="Check"/>, but an expression without value is left as it is if that is allowed.</summary>
    private TypedExpression CheckUnlessVoid(Expression expression, OrusType expected, bool isVoidAllowed = true)
    {
        expected = TypeTable.Prune(expected);
        if (expression.Literal != LiteralClass.None && expected.IsNumeric)
            return CheckLiteral(expression, expected);
        TypedExpression value;
        switch (expression)
        {
            case ParenthesizedExpression parenthesized:
                return CheckUnlessVoid(parenthesized.Inner, expected, isVoidAllowed);
            case InlineIfExpression or MatchExpression or BlockExpression when expected.Kind is not (TypeKind.Unknown or TypeKind.Open):
                return CheckForm(expression, expected);
            case ArrayLiteralExpression array when expected is ArrayType type:
                return CheckArrayLiteral(array, type);
            case FunctionExpression function when expected is FunctionType type:
                value = InferFunction(function.Function, type);
                break;
            case NameExpression { Symbol: FunctionEntry function } when expected is FunctionType type:
                value = FunctionValue(function, type, expression.Span);
                break;
            case MemberExpression member:
                value = InferMember(member, expected);
                break;
            case CallExpression call:
                value = InferCall(call, expected);
                break;
            case BinaryExpression { Operator: Syntax.BinaryOperator.Multiply } repetition when expected is ArrayType type && CheckRepetition(repetition, type) is { } repeated:
                return repeated;
            default:
                value = Infer(expression);
                break;
        }
        if (isVoidAllowed && value.Type.Kind == TypeKind.Void)
            return value;
        return Convert(value, expected, expression.Span);
    }

    private TypedExpression[] CheckAll(Expression[] expressions, OrusType expected)
    {
        TypedExpression[] values = new TypedExpression[expressions.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Check(expressions[i], expected);
        return values;
    }

    /// <summary>Inline <c>if</c>, <c>match</c> and block expressions, with an expected type or without.</summary>
    private TypedExpression CheckForm(Expression expression, OrusType? expected) => expression switch
    {
        InlineIfExpression conditional => CheckInlineIf(conditional, expected),
        MatchExpression match => CheckMatchExpression(match, expected),
        BlockExpression block => CheckBlockValue(block.Body, expected, block.Span),
        _ => throw new InvalidOperationException(expression.Kind.ToString()),
    };

    private TypedExpression InferName(Symbol? symbol, Identifier name)
    {
        switch (symbol)
        {
            case VariableSymbol variable:
                return Read(variable, name.Span);
            case FunctionEntry function:
                return FunctionValue(function, null, name.Span);
            case null:
                return Erroneous(name.Span);
            case BuiltinSymbol:
                Error(DiagnosticCode.TypeMismatch, name.Span, $"the builtin `{name.Text}` is not a value", $"call it: `{name.Text}(…)`, or wrap it in a function of your own.");
                return Erroneous(name.Span);
            case NamespaceSymbol:
                Error(DiagnosticCode.TypeMismatch, name.Span, $"the module `{name.Text}` is not a value", $"name something in it: `{name.Text}.…`.");
                return Erroneous(name.Span);
            default:
                string help = symbol is TypeSymbol { Struct: not null } ? $"make an instance: `{name.Text}{{ … }}`." : $"name a variant: `{name.Text}.…`.";
                Error(DiagnosticCode.TypeMismatch, name.Span, $"the type `{name.Text}` is not a value", help);
                return Erroneous(name.Span);
        }
    }

    // ---- Conditions and alternatives ----------------------------------------------------------------------------------

    private TypedExpression CheckCondition(Expression condition)
    {
        TypedExpression value = InferValue(condition);
        OrusType type = FixOpen(value.Type);
        switch (type.Kind)
        {
            case TypeKind.Bool or TypeKind.Unknown:
                return value;
            case TypeKind.Any:
                return new TypedConditionCheck(value, condition.Span);
            default:
                string help = type.IsNumeric ? "compare it, for example with `!= 0`." : "compare it with something, for example with `==`.";
                Error(DiagnosticCode.ConditionNotBool, condition.Span, $"this condition is {WithArticle(type)}, but it must be a `bool`", help);
                return Erroneous(condition.Span);
        }
    }

    private TypedConditional CheckInlineIf(InlineIfExpression conditional, OrusType? expected)
    {
        TypedExpression condition = CheckCondition(conditional.Condition);
        Expression[] sides = [conditional.Then, conditional.Else];
        TypedExpression[] values = expected is null ? InferAlternatives(sides, "sides", out expected) : CheckAll(sides, expected);
        return new TypedConditional(condition, values[0], values[1], expected, conditional.Span);
    }

    /// <summary>Expressions that need a common type (6.5, step 5).</summary>
    private TypedExpression[] InferAlternatives(Expression[] expressions, string what, out OrusType type, bool mayMix = false)
    {
        TypedExpression[] values = new TypedExpression[expressions.Length];
        CommonType common = new();
        int conflict = -1, literalAt = -1, valueAt = -1;
        for (int i = 0; i < values.Length; i++)
        {
            Expression expression = expressions[i];
            if (expression.Literal != LiteralClass.None)
            {
                common.AddLiteral(expression.Literal);
                literalAt = literalAt < 0 || expression.Literal == LiteralClass.Float ? i : literalAt;
                continue;
            }
            values[i] = InferValue(expression);
            if (!common.Add(values[i].Type) && conflict < 0)
                conflict = i;
            valueAt = valueAt < 0 ? i : valueAt;
        }
        OrusType? found = common.Resolve();
        if (found is null && mayMix)
            found = PrimitiveType.Any;
        if (found is null)
        {
            int at = conflict >= 0 ? conflict : Math.Max(literalAt, valueAt);
            ReportNoCommonType(expressions, values, at, common.Known!, what);
            found = PrimitiveType.Unknown;
        }
        type = found;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i] is { } value ? Convert(value, type, expressions[i].Span)
                : type.Kind == TypeKind.Unknown ? Erroneous(expressions[i].Span) : Check(expressions[i], type);
        }
        return values;
    }

    private void ReportNoCommonType(Expression[] expressions, TypedExpression?[] values, int at, OrusType known, string what)
    {
        OrusType odd = values[at] is { } value && value.Type != known ? value.Type : DefaultLiteral(expressions) ?? PrimitiveType.F64;
        Error(DiagnosticCode.TypeMismatch, expressions[at].Span, $"the {what} have no common type: `{types.Close(known).Name}` and `{types.Close(odd).Name}`",
            "convert with `as`, or annotate the type `any` where values of several types are meant.");
    }

    private static PrimitiveType? DefaultLiteral(Expression[] expressions)
    {
        LiteralClass widest = LiteralClass.None;
        foreach (Expression expression in expressions)
            widest = expression.Literal > widest ? expression.Literal : widest;
        return widest == LiteralClass.None ? null : DefaultType(widest);
    }

    /// <summary>A block whose last statement is its value.</summary>
    private TypedExpression CheckBlockValue(Block block, OrusType? expected, SourceSpan span)
    {
        List<TypedStatement> outer = _out;
        List<TypedStatement> statements = _out = [];
        StartScope(block);
        Statement[] syntax = block.Statements;
        for (int i = 0; i + 1 < syntax.Length; i++)
            CheckStatement(syntax[i]);
        TypedExpression value;
        if (syntax[^1] is ExpressionStatement last)
        {
            value = expected is null ? InferValue(last.Value) : Check(last.Value, expected);
        }
        else
        {
            CheckStatement(syntax[^1]);
            Error(DiagnosticCode.InvalidSyntax, syntax[^1].Span, "this must be an expression: it is the value of the block");
            value = Erroneous(syntax[^1].Span);
        }
        _out = outer;
        return statements.Count == 0 ? value : new TypedBlockExpression(statements, value, value.Type, span);
    }

    // ---- Arrays -------------------------------------------------------------------------------------------------------

    private TypedExpression InferArrayLiteral(ArrayLiteralExpression array)
    {
        if (FillCount(array) is { } count)
        {
            TypedExpression value = InferValue(array.Elements[0]);
            return new TypedFill(value, count, types.Array(value.Type), array.Span);
        }
        return InferArray(array.Elements, array.Span, mayMix: false);
    }

    private TypedArray InferArray(Expression[] elements, SourceSpan span, bool mayMix)
    {
        if (elements.Length == 0)
            return new TypedArray([], types.Array(NewOpen()), span);
        TypedExpression[] values = InferAlternatives(elements, "elements", out OrusType element, mayMix);
        return new TypedArray(values, types.Array(element), span);
    }

    private TypedExpression CheckArrayLiteral(ArrayLiteralExpression array, ArrayType expected)
    {
        if (FillCount(array) is { } count)
            return new TypedFill(Check(array.Elements[0], expected.Element), count, expected, array.Span);
        if (array.Elements.Length > 0 && TypeTable.Prune(expected.Element) is OpenType)
            return Convert(InferArray(array.Elements, array.Span, mayMix: false), expected, array.Span);
        return new TypedArray(CheckAll(array.Elements, expected.Element), expected, array.Span);
    }

    private TypedExpression? CheckRepetition(BinaryExpression repetition, ArrayType expected)
    {
        bool isLeft = IsArrayForm(repetition.Left);
        if (!isLeft && !IsArrayForm(repetition.Right))
            return null;
        TypedExpression left = isLeft ? Check(repetition.Left, expected) : InferValue(repetition.Left);
        TypedExpression right = isLeft ? InferValue(repetition.Right) : Check(repetition.Right, expected);
        TypedExpression count = isLeft ? right : left;
        OrusType type = FixOpen(count.Type);
        if (type.Kind == TypeKind.Any)
            return Convert(CombineTyped(repetition.Operator, repetition.OperatorSpan, left, right), expected, repetition.Span);
        if (!type.IsInteger && type.Kind != TypeKind.Unknown)
            count = Mismatch(repetition.OperatorSpan, type, PrimitiveType.I32);
        return new TypedRepeat(isLeft ? left : right, count, !isLeft, expected, repetition.OperatorSpan);
    }

    /// <summary>Whether an expression shows by its form that it is an array.</summary>
    private static bool IsArrayForm(Expression expression) => expression switch
    {
        ArrayLiteralExpression => true,
        ParenthesizedExpression parenthesized => IsArrayForm(parenthesized.Inner),
        InlineIfExpression conditional => IsArrayForm(conditional.Then) || IsArrayForm(conditional.Else),
        BinaryExpression { Operator: Syntax.BinaryOperator.Multiply } repetition => IsArrayForm(repetition.Left) || IsArrayForm(repetition.Right),
        _ => false,
    };

    /// <summary>The number of copies if an array literal is a fill, else null.</summary>
    private int? FillCount(ArrayLiteralExpression array)
    {
        if (!array.MayBeFill || array.Elements.Length != 2)
            return null;
        Expression second = array.Elements[1];
        if (second is not (IntegerLiteral or NameExpression or MemberExpression) || KnownInteger(second) is not { } count)
            return null;
        if (second is IntegerLiteral { IsNegative: true })
            return null;
        if (count < 0)
        {
            Error(DiagnosticCode.TypeMismatch, second.Span, $"an array cannot have {count} elements", "add a comma for a pair: `[a, b,]`.");
            return 0;
        }
        if (count > int.MaxValue)
        {
            Error(DiagnosticCode.TypeMismatch, second.Span, $"an array cannot have {count} elements");
            return 0;
        }
        if (array.Elements[0] is IntegerLiteral { Suffix: IntegerSuffix.None } && second is IntegerLiteral { Suffix: IntegerSuffix.None } && !_annotatedFills.Contains(array))
        {
            string first = array.Elements[0] is IntegerLiteral literal ? Text(literal) : "";
            Error(DiagnosticCode.FillLooksLikePair, array.Span, $"this is an array of {count} times {first}",
                $"write a trailing comma for the two elements, `[{first}, {count},]`, or annotate the length, `[i32, {count}]`, to keep the fill.");
        }
        return (int)count;
    }

    private readonly HashSet<ArrayLiteralExpression> _annotatedFills = [];

    /// <summary>The value of an integer literal or of a name of a known integer constant.</summary>
    private long? KnownInteger(Expression expression)
    {
        switch (expression)
        {
            case IntegerLiteral { ExceedsU64: false } integer:
                return integer.IsNegative ? -(long)integer.Value : integer.Value > long.MaxValue ? long.MaxValue : (long)integer.Value;
            case NameExpression { Symbol: VariableSymbol { Kind: VariableKind.Constant } constant }:
                return KnownInteger(constant);
            case MemberExpression { Symbol: VariableSymbol { Kind: VariableKind.Constant } constant }:
                return KnownInteger(constant);
            default:
                return null;
        }
    }

    private long? KnownInteger(VariableSymbol constant)
    {
        TypedExpression? value;
        if (constant.Global is { } global)
        {
            TypeOfGlobal(constant);
            value = global.KnownValue;
        }
        else
        {
            value = _knownLocals?.GetValueOrDefault(LocalOf(constant));
        }
        if (value is not TypedConstant { Type.IsInteger: true } known)
            return null;
        return known.Type.Kind == TypeKind.U64 && known.Bits < 0 ? long.MaxValue : known.Bits;
    }

    /// <summary>The initialiser of a <c>[T, N]</c> must have N elements where that is known.</summary>
    private void CheckLength(TypeSyntax annotation, Expression value)
    {
        if (annotation is not ArrayTypeSyntax type)
            return;
        while (value is ParenthesizedExpression parenthesized)
            value = parenthesized.Inner;
        if (value is not ArrayLiteralExpression array)
            return;
        if (type.Length is { } lengthSyntax)
        {
            _annotatedFills.Add(array);
            long actual = FillCount(array) ?? array.Elements.Length;
            if (KnownInteger(lengthSyntax) is { } length && length > 0 && length != actual)
            {
                Error(DiagnosticCode.TypeMismatch, array.Span, $"this array has {actual} elements, but {length} were declared",
                    array.Elements.Length == 2 && array.Elements[1] is IntegerLiteral && array.MayBeFill ? "two elements without a trailing comma are a fill; write `[a, b,]` for a pair." : null);
            }
        }
        int elements = FillCount(array) is null ? array.Elements.Length : 1;
        for (int i = 0; i < elements; i++)
            CheckLength(type.Element, array.Elements[i]);
    }

    // ---- Elements -----------------------------------------------------------------------------------------------------

    private TypedExpression InferIndex(IndexExpression expression)
    {
        TypedExpression receiver = InferValue(expression.Receiver);
        TypedExpression index = CheckIndex(expression.Index, receiver.Type);
        OrusType? element = ElementType(receiver.Type, expression.OpenSpan, "indexed");
        return element is null ? Erroneous(expression.Span) : new TypedIndex(receiver, index, element, expression.OpenSpan);
    }

    private TypedExpression InferSlice(SliceExpression expression)
    {
        TypedExpression receiver = InferValue(expression.Receiver);
        TypedExpression? start = expression.Start is null ? null : CheckIndex(expression.Start, receiver.Type);
        TypedExpression? end = expression.End is null ? null : CheckIndex(expression.End, receiver.Type);
        OrusType type = TypeTable.Prune(receiver.Type);
        if (type.Kind == TypeKind.String)
        {
            Error(DiagnosticCode.UnsupportedOperation, expression.OpenSpan, "a `string` has no slices", "read single bytes with `s[i]` and join them with `+`.");
            return Erroneous(expression.Span);
        }
        return ElementType(type, expression.OpenSpan, "sliced") is null
            ? Erroneous(expression.Span)
            : new TypedSlice(receiver, start, end, TypeTable.Prune(type), expression.OpenSpan);
    }

    /// <summary>The type of an element that is read, or null (reported unless the receiver already failed) if there are none.</summary>
    private OrusType? ElementType(OrusType receiver, SourceSpan bracket, string what)
    {
        switch (FixOpen(receiver))
        {
            case ArrayType array:
                return FixOpen(array.Element);
            case { Kind: TypeKind.String } text:
                return text;
            case { Kind: TypeKind.Any } any:
                return any;
            case { Kind: TypeKind.Unknown }:
                return null;
            case var other:
                Error(DiagnosticCode.UnsupportedOperation, bracket, $"{WithArticle(types.Close(other))} cannot be {what}", "only arrays and strings have elements.");
                return null;
        }
    }

    /// <summary>An index or bound of a slice: of any integer type.</summary>
    private TypedExpression CheckIndex(Expression expression, OrusType receiver)
    {
        TypedExpression index = InferValue(expression);
        OrusType type = FixOpen(index.Type);
        if (type.IsInteger || type.Kind is TypeKind.Any or TypeKind.Unknown)
            return index;
        if (TypeTable.Prune(receiver).Kind == TypeKind.Any)
            return new TypedToAny(index, expression.Span);
        Error(DiagnosticCode.TypeMismatch, expression.Span, $"an index must be an integer, but this is {WithArticle(types.Close(type))}", type.Kind == TypeKind.F64 ? "convert with `as i32`." : null);
        return Erroneous(expression.Span);
    }
}
