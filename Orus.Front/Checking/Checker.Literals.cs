using System;
using System.Text;
using Orus.Front.Diagnostics;
using Orus.Front.Syntax;
using Orus.Front.Typed;
using Orus.Front.Types;
using BinaryOperator = Orus.Front.Syntax.BinaryOperator;
using TypedOperator = Orus.Front.Typed.BinaryOperator;

namespace Orus.Front.Checking;

/// <summary>Literal expressions take the type that is expected of them (section 4).</summary>
internal sealed partial class Checker
{
    private static PrimitiveType DefaultType(LiteralClass literal) => literal switch
    {
        LiteralClass.I32 => PrimitiveType.I32,
        LiteralClass.I64 => PrimitiveType.I64,
        LiteralClass.U64 or LiteralClass.Huge => PrimitiveType.U64,
        LiteralClass.Float => PrimitiveType.F64,
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    /// <summary>A literal expression as a value of a numeric type; each literal in it must be representable.</summary>
    private TypedExpression CheckLiteral(Expression expression, OrusType type)
    {
        if (expression.Literal == LiteralClass.Float && type.Kind != TypeKind.F64)
            return Mismatch(expression.Span, PrimitiveType.F64, type);
        switch (expression)
        {
            case IntegerLiteral integer:
                return MakeInteger(integer, type);
            case FloatLiteral number:
                return new TypedConstant(PrimitiveType.F64, BitConverter.DoubleToInt64Bits(number.Value), number.Span);
            case ParenthesizedExpression parenthesized:
                return CheckLiteral(parenthesized.Inner, type);
            case UnaryExpression unary:
                return Negate(unary, CheckLiteral(unary.Operand, type));
            case BinaryExpression binary:
                return CheckLiteralChain(binary, type);
            default:
                return CheckForm(expression, type);
        }
    }

    private TypedExpression CheckLiteralChain(BinaryExpression top, OrusType type)
    {
        int mark = _spine.Count;
        BinaryExpression lowest = top;
        _spine.Add(top);
        while (lowest.Left is BinaryExpression next)
            _spine.Add(lowest = next);
        TypedExpression left = CheckLiteral(lowest.Left, type);
        for (int i = _spine.Count - 1; i >= mark; i--)
        {
            BinaryExpression binary = _spine[i];
            TypedExpression right = CheckLiteral(binary.Right, type);
            left = left.Type.Kind == TypeKind.Unknown || right.Type.Kind == TypeKind.Unknown
                ? Erroneous(binary.Span)
                : new TypedBinary(Arithmetic(binary.Operator), left, right, type, LiteralSides.None, binary.OperatorSpan);
        }
        _spine.RemoveRange(mark, _spine.Count - mark);
        return left;
    }

    private static TypedOperator Arithmetic(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => TypedOperator.Add,
        BinaryOperator.Subtract => TypedOperator.Subtract,
        BinaryOperator.Multiply => TypedOperator.Multiply,
        BinaryOperator.Divide => TypedOperator.Divide,
        BinaryOperator.Remainder => TypedOperator.Remainder,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private TypedExpression MakeInteger(IntegerLiteral literal, OrusType type)
    {
        if (type.Kind == TypeKind.F64)
            return new TypedConstant(type, BitConverter.DoubleToInt64Bits(literal.FloatValue), literal.Span);
        if (Bits(literal, type) is { } bits)
            return new TypedConstant(type, bits, literal.Span);
        if (literal.Literal == LiteralClass.Huge)
        {
            Error(DiagnosticCode.BadLiteral, literal.Span, $"the number {Text(literal)} is too large for any integer type", "numbers of this size are only possible as f64.");
            return Erroneous(literal.Span);
        }
        OrusType fitting = DefaultType(literal.Literal);
        Error(DiagnosticCode.TypeMismatch, literal.Span, $"the number {Text(literal)} does not fit into `{type.Name}`",
            fitting == type ? null : literal.IsNegative && !type.IsSigned ? $"`{type.Name}` holds no negative numbers; use `{fitting.Name}`." : $"use `{fitting.Name}`, or a smaller number.");
        return Erroneous(literal.Span);
    }

    private string Text(IntegerLiteral literal) => Encoding.ASCII.GetString(sources[literal.Span].Slice(literal.Span));

    /// <summary>The value of an integer literal in an integer type, or null if it is not representable.</summary>
    private static long? Bits(IntegerLiteral literal, OrusType type)
    {
        if (literal.ExceedsU64)
            return null;
        ulong value = literal.Value;
        if (type.Kind == TypeKind.I32 && literal.Base != NumberBase.Decimal && !literal.IsNegative)
            return value <= uint.MaxValue ? (int)(uint)value : null;
        if (literal.IsNegative && value != 0)
        {
            ulong limit = type.Kind == TypeKind.I32 ? 1ul << 31 : type.Kind == TypeKind.I64 ? 1ul << 63 : 0;
            return value <= limit ? (long)(0 - value) : null;
        }
        ulong max = type.Kind switch
        {
            TypeKind.I32 => int.MaxValue,
            TypeKind.I64 => long.MaxValue,
            TypeKind.U32 => uint.MaxValue,
            _ => ulong.MaxValue,
        };
        return value <= max ? (long)value : null;
    }

    /// <summary>Whether every literal of a literal expression is representable in a numeric type.</summary>
    private static bool LiteralFits(Expression expression, OrusType type)
    {
        if (type.Kind == TypeKind.F64)
            return true;
        if (expression.Literal == LiteralClass.Float)
            return false;
        switch (expression)
        {
            case IntegerLiteral integer:
                return Bits(integer, type) is not null;
            case ParenthesizedExpression parenthesized:
                return LiteralFits(parenthesized.Inner, type);
            case UnaryExpression unary:
                return type.IsSigned && LiteralFits(unary.Operand, type);
            case BinaryExpression binary:
                return LiteralFits(binary.Left, type) && LiteralFits(binary.Right, type);
            case InlineIfExpression conditional:
                return LiteralFits(conditional.Then, type) && LiteralFits(conditional.Else, type);
            case BlockExpression block:
                return LiteralFits(((ExpressionStatement)block.Body.Statements[^1]).Value, type);
            case MatchExpression match:
                foreach (MatchArm arm in match.Match.Arms)
                {
                    if (!LiteralFits(((ExpressionStatement)arm.Body.Statements[^1]).Value, type))
                        return false;
                }
                return true;
            default:
                return false;
        }
    }

    private static TypedConstant MakeSuffixed(IntegerLiteral literal)
    {
        OrusType type = literal.Suffix switch
        {
            IntegerSuffix.I64 => PrimitiveType.I64,
            IntegerSuffix.U32 => PrimitiveType.U32,
            IntegerSuffix.U64 => PrimitiveType.U64,
            _ => PrimitiveType.I32,
        };
        long bits = literal.IsNegative ? (long)(0 - literal.Value) : (long)literal.Value;
        return new TypedConstant(type, bits, literal.Span);
    }
}
