using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Calls of functions, methods and values.</summary>
internal sealed partial class Checker
{
    private TypedExpression InferCall(CallExpression call, OrusType? expected)
    {
        switch (call.Callee)
        {
            case NameExpression name:
                switch (name.Symbol)
                {
                    case FunctionEntry function:
                        return CallFunction(function, call, null);
                    case BuiltinSymbol builtin:
                        return CallBuiltin(builtin, call);
                    case null:
                        InferAll(call.Arguments);
                        return Erroneous(call.Span);
                    case VariableSymbol variable:
                        return CallValue(Read(variable, name.Span), call);
                    default:
                        return NotCallable(name.Symbol, call);
                }
            case MemberExpression member:
                return CallMember(member, call, expected);
            default:
                return CallValue(InferValue(call.Callee), call);
        }
    }

    private TypedErroneous NotCallable(Symbol symbol, CallExpression call)
    {
        InferAll(call.Arguments);
        string help = symbol is TypeSymbol { Struct: not null } ? $"an instance is written `{symbol.Name}{{ field: value }}`." : $"name something in it: `{symbol.Name}.…`.";
        Error(DiagnosticCode.UnsupportedOperation, call.OpenSpan, $"`{symbol.Name}` cannot be called", help);
        return Erroneous(call.Span);
    }

    private TypedExpression[] InferAll(Expression[] expressions)
    {
        TypedExpression[] values = new TypedExpression[expressions.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = InferValue(expressions[i]);
        return values;
    }

    private TypedExpression[] InferAllAsAny(Expression[] expressions)
    {
        TypedExpression[] values = new TypedExpression[expressions.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = Check(expressions[i], PrimitiveType.Any);
        return values;
    }

    private TypedErroneous CountError(SourceSpan parenthesis, string what, int expected, int actual)
    {
        Error(DiagnosticCode.ArgumentCount, parenthesis, $"{what} takes {expected} argument{(expected == 1 ? "" : "s")}, but {actual} {(actual == 1 ? "is" : "are")} given");
        return Erroneous(parenthesis);
    }

    /// <summary>A call of a known function; a method's receiver comes first.</summary>
    private TypedExpression CallFunction(FunctionEntry function, CallExpression call, TypedExpression? receiver)
    {
        int skipped = receiver is null ? 0 : 1;
        int count = function.Parameters.Length;
        if (call.Arguments.Length + skipped != count)
        {
            function.UsedInRound = _round;
            InferAll(call.Arguments);
            return CountError(call.OpenSpan, $"`{function.Name}`", count - skipped, call.Arguments.Length);
        }
        TypedExpression[] arguments = new TypedExpression[count];
        OrusType[] parameterTypes = new OrusType[count];
        bool isKnown = true;
        for (int i = 0; i < count; i++)
        {
            OrusType? declared = DeclaredParameter(function, i);
            if (i < skipped)
            {
                arguments[i] = receiver!;
                parameterTypes[i] = declared!;
                continue;
            }
            Expression argument = call.Arguments[i - skipped];
            arguments[i] = declared is null ? InferValue(argument) : Check(argument, declared);
            parameterTypes[i] = declared ?? Fixed(arguments[i].Type);
            isKnown &= declared is not null || !HasUnknown(parameterTypes[i]);
        }
        if (!isKnown)
        {
            function.UsedInRound = _round;
            return DeclaredResult(function) is { } result ? new TypedUnresolved(result, call.OpenSpan) : Erroneous(call.Span);
        }
        Instance instance = Request(function, parameterTypes, null, call.OpenSpan);
        for (int i = 0; i < count; i++)
        {
            // Beyond the limit of instances the parameters are any.
            if (instance.ParameterTypes[i] != parameterTypes[i])
                arguments[i] = Convert(arguments[i], instance.ParameterTypes[i], arguments[i].Span);
        }
        return new TypedCall(instance.Typed, arguments, ResultOf(instance), call.OpenSpan);
    }

    /// <summary>The type of an argument as part of an instance's identity: open variables become <c>any</c>.</summary>
    private OrusType Fixed(OrusType type)
    {
        FixAll(type);
        return types.Close(type);
    }

    private static void FixAll(OrusType type)
    {
        switch (FixOpen(type))
        {
            case ArrayType array:
                FixAll(array.Element);
                break;
            case EnumType generic:
                foreach (OrusType argument in generic.Arguments)
                    FixAll(argument);
                break;
            case FunctionType function:
                foreach (OrusType parameter in function.Parameters)
                    FixAll(parameter);
                FixAll(function.Result);
                break;
        }
    }

    private static bool HasUnknown(OrusType type) => type switch
    {
        { Kind: TypeKind.Unknown } => true,
        ArrayType array => HasUnknown(array.Element),
        EnumType generic => AnyUnknown(generic.Arguments),
        FunctionType function => AnyUnknown(function.Parameters) || HasUnknown(function.Result),
        _ => false,
    };

    private static bool AnyUnknown(OrusType[] parts)
    {
        foreach (OrusType part in parts)
        {
            if (HasUnknown(part))
                return true;
        }
        return false;
    }

    /// <summary>A call of a function value.</summary>
    private TypedExpression CallValue(TypedExpression callee, CallExpression call)
    {
        switch (FixOpen(callee.Type))
        {
            case FunctionType type:
                if (type.Parameters.Length != call.Arguments.Length)
                {
                    InferAll(call.Arguments);
                    return CountError(call.OpenSpan, $"this `{types.Close(type).Name}`", type.Parameters.Length, call.Arguments.Length);
                }
                TypedExpression[] arguments = new TypedExpression[call.Arguments.Length];
                for (int i = 0; i < arguments.Length; i++)
                    arguments[i] = Check(call.Arguments[i], type.Parameters[i]);
                return new TypedCallValue(callee, arguments, type.Result, call.OpenSpan);
            case { Kind: TypeKind.Any }:
                return new TypedDynamicCall(callee, InferAllAsAny(call.Arguments), call.OpenSpan);
            case { Kind: TypeKind.Unknown }:
                InferAll(call.Arguments);
                return Erroneous(call.Span);
            case var other:
                InferAll(call.Arguments);
                Error(DiagnosticCode.UnsupportedOperation, call.OpenSpan, $"{WithArticle(types.Close(other))} cannot be called", "only functions can be called.");
                return Erroneous(call.Span);
        }
    }

    // ---- Builtins -----------------------------------------------------------------------------------------------------

    private TypedExpression CallBuiltin(BuiltinSymbol builtin, CallExpression call)
    {
        (int least, int most) = builtin.Function switch
        {
            BuiltinFunction.Push or BuiltinFunction.IsType => (2, 2),
            BuiltinFunction.Range => (1, 3),
            BuiltinFunction.Input => (0, 1),
            BuiltinFunction.Timestamp => (0, 0),
            BuiltinFunction.AssertEq => (3, 3),
            _ => (1, 1),
        };
        Expression[] syntax = call.Arguments;
        if (syntax.Length < least || syntax.Length > most)
        {
            InferAll(syntax);
            return CountError(call.OpenSpan, $"`{builtin.Name}`", syntax.Length < least ? least : most, syntax.Length);
        }
        TypedExpression[] arguments;
        OrusType result;
        switch (builtin.Function)
        {
            case BuiltinFunction.Push:
                return CallPush(call);
            case BuiltinFunction.Range:
                return CallRange(call);
            case BuiltinFunction.Len:
                arguments = InferAll(syntax);
                result = Accepts(arguments[0], syntax[0], builtin, PrimitiveType.I32, TypeKind.Array, TypeKind.String);
                break;
            case BuiltinFunction.Pop:
                arguments = InferAll(syntax);
                result = TypeTable.Prune(arguments[0].Type) is ArrayType array ? FixOpen(array.Element) : PrimitiveType.Any;
                result = Accepts(arguments[0], syntax[0], builtin, result, TypeKind.Array);
                break;
            case BuiltinFunction.Sorted:
                arguments = InferAll(syntax);
                if (TypeTable.Prune(arguments[0].Type) is ArrayType sorted)
                    FixOpen(sorted.Element);
                result = Accepts(arguments[0], syntax[0], builtin, TypeTable.Prune(arguments[0].Type), TypeKind.Array);
                break;
            case BuiltinFunction.Int:
            case BuiltinFunction.Float:
                arguments = InferAll(syntax);
                OrusType number = builtin.Function == BuiltinFunction.Int ? PrimitiveType.I32 : PrimitiveType.F64;
                result = TypeTable.Prune(arguments[0].Type).IsScalar ? number : Accepts(arguments[0], syntax[0], builtin, number, TypeKind.String);
                break;
            case BuiltinFunction.TypeOf:
                arguments = InferAllAsAny(syntax);
                result = PrimitiveType.String;
                break;
            case BuiltinFunction.IsType:
                arguments = [Check(syntax[0], PrimitiveType.Any), Check(syntax[1], PrimitiveType.String)];
                result = PrimitiveType.Bool;
                break;
            case BuiltinFunction.AssertEq:
                arguments = [Check(syntax[0], PrimitiveType.String), Check(syntax[1], PrimitiveType.Any), Check(syntax[2], PrimitiveType.Any)];
                result = PrimitiveType.Bool;
                break;
            case BuiltinFunction.Input:
                arguments = CheckAll(syntax, PrimitiveType.String);
                result = PrimitiveType.String;
                break;
            default:
                arguments = [];
                result = PrimitiveType.F64;
                break;
        }
        return new TypedBuiltinCall(builtin.Function, arguments, result, null, call.OpenSpan);
    }

    /// <summary>The result of a builtin if its argument has one of the accepted types; else <c>?</c>, reported.</summary>
    private OrusType Accepts(TypedExpression argument, Expression syntax, BuiltinSymbol builtin, OrusType result, TypeKind first, TypeKind second = TypeKind.Any)
    {
        OrusType type = FixOpen(argument.Type);
        if (type.Kind == TypeKind.Unknown)
            return builtin.Function is BuiltinFunction.Len or BuiltinFunction.Int or BuiltinFunction.Float ? result : type;
        if (type.Kind == TypeKind.Any || type.Kind == first || type.Kind == second)
            return result;
        string wanted = first == TypeKind.Array ? second == TypeKind.String ? "an array or a string" : "an array" : "a number, a bool or a string";
        Error(DiagnosticCode.TypeMismatch, syntax.Span, $"`{builtin.Name}` needs {wanted}, but this is {WithArticle(types.Close(type))}");
        return PrimitiveType.Unknown;
    }

    private TypedExpression CallPush(CallExpression call)
    {
        TypedExpression target = InferValue(call.Arguments[0]);
        switch (FixOpen(target.Type))
        {
            case ArrayType array:
                TypedExpression value = Check(call.Arguments[1], array.Element);
                return new TypedBuiltinCall(BuiltinFunction.Push, [target, value], array, null, call.OpenSpan);
            case { Kind: TypeKind.Any } any:
                return new TypedBuiltinCall(BuiltinFunction.Push, [target, Check(call.Arguments[1], any)], any, null, call.OpenSpan);
            case { Kind: TypeKind.Unknown }:
                InferValue(call.Arguments[1]);
                return Erroneous(call.Span);
            case var other:
                InferValue(call.Arguments[1]);
                Error(DiagnosticCode.TypeMismatch, call.Arguments[0].Span, $"`push` needs an array, but this is {WithArticle(types.Close(other))}");
                return Erroneous(call.Span);
        }
    }

    /// <summary><c>range(…)</c>: literals take the type of the other arguments; differing types count in i64.</summary>
    private TypedBuiltinCall CallRange(CallExpression call)
    {
        Expression[] syntax = call.Arguments;
        TypedExpression[] arguments = new TypedExpression[syntax.Length];
        OrusType? common = null;
        LiteralClass widest = LiteralClass.None;
        bool isAny = false, differs = false;
        for (int i = 0; i < syntax.Length; i++)
        {
            if (syntax[i].Literal is not LiteralClass.None and not LiteralClass.Float and var literal)
            {
                widest = literal > widest ? literal : widest;
                continue;
            }
            arguments[i] = InferValue(syntax[i]);
            OrusType type = FixOpen(arguments[i].Type);
            if (type.Kind == TypeKind.Any)
                isAny = true;
            else if (type.IsInteger)
                differs |= common is not null && common != type;
            else if (type.Kind != TypeKind.Unknown)
                Error(DiagnosticCode.TypeMismatch, syntax[i].Span, $"`range` takes integers, but this is {WithArticle(types.Close(type))}", type.Kind == TypeKind.F64 ? "convert with `as i32`." : null);
            if (type.IsInteger)
                common ??= type;
        }
        OrusType literalType = differs ? PrimitiveType.I64 : common ?? (widest == LiteralClass.None || isAny ? PrimitiveType.I32 : DefaultType(widest));
        for (int i = 0; i < syntax.Length; i++)
            arguments[i] ??= isAny ? Infer(syntax[i]) : CheckLiteral(syntax[i], literalType);
        OrusType element = isAny ? PrimitiveType.Any : literalType;
        return new TypedBuiltinCall(BuiltinFunction.Range, arguments, PrimitiveType.RangeIterator, element, call.OpenSpan);
    }
}
