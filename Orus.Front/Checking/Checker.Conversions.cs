using Orus.Front.Diagnostics;
using Orus.Front.Source;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;

namespace Orus.Front.Checking;

/// <summary>Which types fit which, and the conversions between them.</summary>
internal sealed partial class Checker
{
    /// <summary>Whether two types are the same; binds open variables on the way. <c>?</c> fits everything.</summary>
    private static bool Unify(OrusType a, OrusType b)
    {
        a = TypeTable.Prune(a);
        b = TypeTable.Prune(b);
        if (a == b || a.Kind == TypeKind.Unknown || b.Kind == TypeKind.Unknown)
            return true;
        if (a is OpenType open)
            return Bind(open, b);
        if (b is OpenType other)
            return Bind(other, a);
        switch (a)
        {
            case ArrayType array:
                return b is ArrayType otherArray && Unify(array.Element, otherArray.Element);
            case EnumType { Arguments.Length: > 0 } generic:
                return b is EnumType otherGeneric && generic.Definition == otherGeneric.Definition && UnifyAll(generic.Arguments, otherGeneric.Arguments);
            case FunctionType function:
                return b is FunctionType otherFunction && function.Parameters.Length == otherFunction.Parameters.Length
                    && UnifyAll(function.Parameters, otherFunction.Parameters) && Unify(function.Result, otherFunction.Result);
            default:
                return false;
        }
    }

    private static bool UnifyAll(OrusType[] a, OrusType[] b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            if (!Unify(a[i], b[i]))
                return false;
        }
        return true;
    }

    private static bool Bind(OpenType open, OrusType type)
    {
        // A type that would contain itself, as in pushing an array onto itself.
        open.Binding = Occurs(open, type) ? PrimitiveType.Any : type;
        return open.Binding == type;
    }

    private static bool Occurs(OpenType open, OrusType type)
    {
        type = TypeTable.Prune(type);
        if (type == open)
            return true;
        switch (type)
        {
            case ArrayType array:
                return Occurs(open, array.Element);
            case EnumType generic:
                return OccursInAny(open, generic.Arguments);
            case FunctionType function:
                return OccursInAny(open, function.Parameters) || Occurs(open, function.Result);
            default:
                return false;
        }
    }

    private static bool OccursInAny(OpenType open, OrusType[] types)
    {
        foreach (OrusType type in types)
        {
            if (Occurs(open, type))
                return true;
        }
        return false;
    }

    /// <summary>An open variable whose value is read now is <c>any</c> for good.</summary>
    private static OrusType FixOpen(OrusType type)
    {
        type = TypeTable.Prune(type);
        if (type is not OpenType open)
            return type;
        open.Binding = PrimitiveType.Any;
        return PrimitiveType.Any;
    }

    /// <summary>A value where a type is required: unchanged if it fits, converted to or checked from <c>any</c>, else an error.</summary>
    private TypedExpression Convert(TypedExpression value, OrusType expected, SourceSpan span)
    {
        expected = TypeTable.Prune(expected);
        OrusType actual = TypeTable.Prune(value.Type);
        if (actual == expected || actual.Kind == TypeKind.Unknown || expected.Kind == TypeKind.Unknown)
            return value;
        if (actual.Kind == TypeKind.Void)
            return VoidAsValue(span);
        if (expected is OpenType open)
        {
            if (!Bind(open, actual))
                return Convert(value, PrimitiveType.Any, span);
            return value;
        }
        if (expected.Kind == TypeKind.Any)
            return actual is OpenType unknown && Bind(unknown, expected) ? value : new TypedToAny(value, span);
        if (actual.Kind == TypeKind.Any)
            return new TypedTypeCheck(value, expected, anyInteger: false, span);
        if (Unify(actual, expected) || FitsGeneric(actual, expected) || FitsVoidFunction(value, actual, expected))
            return value;
        return Mismatch(span, actual, expected);
    }

    /// <summary>A generic enum fits the same enum with <c>any</c> arguments.</summary>
    private static bool FitsGeneric(OrusType actual, OrusType expected)
    {
        if (actual is not EnumType from || expected is not EnumType to || from.Definition != to.Definition)
            return false;
        for (int i = 0; i < to.Arguments.Length; i++)
        {
            if (TypeTable.Prune(to.Arguments[i]).Kind != TypeKind.Any && !Unify(from.Arguments[i], to.Arguments[i]))
                return false;
        }
        return true;
    }

    /// <summary>A function expression or named function fits a function type without result.</summary>
    private bool FitsVoidFunction(TypedExpression value, OrusType actual, OrusType expected) =>
        (value is TypedClosure or TypedFunctionValue || (value is TypedLocalRead { Variable: var variable } && _functionVariables.Contains(variable)))
        && actual is FunctionType function && expected is FunctionType { Result.Kind: TypeKind.Void } wanted
        && function.Parameters.Length == wanted.Parameters.Length && UnifyAll(function.Parameters, wanted.Parameters);

    private TypedErroneous VoidAsValue(SourceSpan span)
    {
        Error(DiagnosticCode.TypeMismatch, span, "this call gives no value: its result is `void`", "let the function return a value, or call it as a statement.");
        return Erroneous(span);
    }

    private TypedErroneous Mismatch(SourceSpan span, OrusType actual, OrusType expected)
    {
        actual = types.Close(actual);
        expected = types.Close(expected);
        Error(DiagnosticCode.TypeMismatch, span, $"this is {WithArticle(actual)}, but `{expected.Name}` was expected", HelpFor(actual, expected),
            $"Orus needs {Article(expected)} {expected.Name} here, but found {Article(actual)} {actual.Name}.");
        return Erroneous(span);
    }

    /// <summary>A type in a sentence: an `i32`, a `string`.</summary>
    private static string WithArticle(OrusType type) => $"{Article(type)} `{type.Name}`";

    private static string Article(OrusType type) => type.Kind == TypeKind.F64 || type.Name[0] is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O' ? "an" : "a";

    private static string? HelpFor(OrusType actual, OrusType expected) => (actual.Kind, expected.Kind) switch
    {
        (TypeKind.String, TypeKind.I32) => "convert with `int(…)` if the text holds a number.",
        (TypeKind.String, TypeKind.F64) => "convert with `float(…)` if the text holds a number.",
        (TypeKind.String, _) when expected.IsInteger => $"convert with `int(…) as {expected.Name}` if the text holds a number.",
        (TypeKind.Error, TypeKind.String) => "convert with `as string`.",
        (_, TypeKind.String) when actual.IsScalar => "convert with `as string`.",
        _ when actual.IsScalar && expected.IsScalar => $"convert with `as {expected.Name}`.",
        _ => null,
    };

    /// <summary>An element type, or the type of several alternatives, while it is being collected (section 4).</summary>
    private struct CommonType()
    {
        private OrusType? _type;
        private bool _isAny;
        private bool _conflicts;
        private LiteralClass _literal;

        /// <summary>Adds the type of an expression that is no literal. False if it does not agree with the others.</summary>
        public bool Add(OrusType type)
        {
            type = TypeTable.Prune(type);
            if (type.Kind == TypeKind.Unknown)
                return true;
            if (type.Kind == TypeKind.Any)
                _isAny = true;
            else if (_type is null)
                _type = type;
            else if (!Unify(_type, type))
                _conflicts = true;
            return !_conflicts || _isAny;
        }

        public void AddLiteral(LiteralClass literal)
        {
            if (literal > _literal)
                _literal = literal;
        }

        /// <summary>The common type, <c>?</c> if nothing is known, null if there is none.</summary>
        public readonly OrusType? Resolve()
        {
            if (_isAny)
                return PrimitiveType.Any;
            if (_conflicts)
                return null;
            OrusType? type = _type is null ? null : TypeTable.Prune(_type);
            if (type is null)
                return _literal == LiteralClass.None ? PrimitiveType.Unknown : DefaultType(_literal);
            if (_literal == LiteralClass.None)
                return type;
            if (type is OpenType open)
            {
                Bind(open, DefaultType(_literal));
                return open;
            }
            return type.IsNumeric && (_literal != LiteralClass.Float || type.Kind == TypeKind.F64) ? type : null;
        }

        /// <summary>The type of those that are no literals, for messages.</summary>
        public readonly OrusType? Known => _type;
    }
}
