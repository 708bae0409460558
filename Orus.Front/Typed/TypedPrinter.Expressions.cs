using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>Expressions, on one line each.</summary>
public sealed partial class TypedPrinter
{
    private string Text(TypedExpression expression) => expression switch
    {
        TypedConstant constant => Constant(constant),
        TypedString text => Quoted(text.Value),
        TypedLocalRead read => read.Variable.Name,
        TypedGlobalRead { Variable.KnownValue: { } known } => Text(known),
        TypedGlobalRead read => Global(read.Variable),
        TypedFunctionValue value => $"&{NameOf(value.Function)}",
        TypedClosure closure => $"closure {NameOf(closure.Function)}",
        TypedBinary binary => $"({Text(binary.Left)} {Symbol(binary.Operator)}{Literals(binary.Literals)} {Text(binary.Right)}){Suffix(binary)}",
        TypedRepeat repeat => repeat.ArrayOnRight ? $"repeat({Text(repeat.Count)}, {Text(repeat.Array)})" : $"repeat({Text(repeat.Array)}, {Text(repeat.Count)})",
        TypedComparisonChain chain => Chain(chain),
        TypedLogical logical => $"({Text(logical.Left)} {(logical.IsAnd ? "and" : "or")} {Text(logical.Right)}){Suffix(logical)}",
        TypedNegate negate => $"-{Text(negate.Operand)}{Suffix(negate)}",
        TypedNot not => $"not {Text(not.Operand)}",
        TypedCast cast => $"({Text(cast.Operand)} as {Name(cast.Type)})",
        TypedToAny conversion => $"any({Text(conversion.Operand)})",
        TypedTypeCheck check => $"check<{(check.AnyInteger ? "integer" : Name(check.Type))}>({Text(check.Operand)})",
        TypedConditionCheck check => $"check<bool>({Text(check.Operand)})",
        TypedConditional conditional => $"({Text(conditional.WhenTrue)} if {Text(conditional.Condition)} else {Text(conditional.WhenFalse)}){Suffix(conditional)}",
        TypedArray array => $"[{All(array.Elements)}]{Suffix(array)}",
        TypedFill fill => $"[{Text(fill.Value)} x {fill.Count}]{Suffix(fill)}",
        TypedIndex index => $"{Text(index.Target)}[{Text(index.Index)}]{Suffix(index)}",
        TypedSlice slice => $"{Text(slice.Target)}[{Optional(slice.Start)}..{Optional(slice.End)}]",
        TypedField field => $"{Text(field.Target)}.{field.Field.Name}",
        TypedDynamicField field => $"{Text(field.Target)}.?{field.Name}",
        TypedStructNew construction => Construction(construction),
        TypedEnumNew value => $"{Name(value.Type)}.{value.Variant.Name}({All(value.Arguments)})",
        TypedVariantTest test => $"({Text(test.Value)} matches {test.Definition.Name}.{test.Variant.Name}({Arguments(test.Arguments)}))",
        TypedCall call => $"{NameOf(call.Function)}({All(call.Arguments)}){Suffix(call)}",
        TypedCallValue call => $"call {Text(call.Callee)}({All(call.Arguments)}){Suffix(call)}",
        TypedDynamicCall call => $"dynamic {Text(call.Callee)}({All(call.Arguments)})",
        TypedDynamicMethodCall call => $"{Text(call.Target)}.?{call.Name}({All(call.Arguments)})",
        TypedBuiltinCall call => $"{Builtin(call.Builtin)}({All(call.Arguments)}){Suffix(call)}{(call.RangeElement is { } element ? $" of {Name(element)}" : "")}",
        TypedMatch match => Match(match),
        TypedBlockExpression block => Block(block),
        TypedAssignedValue => "_",
        _ => throw new ArgumentException(expression.GetType().Name, nameof(expression)),
    };

    private string Suffix(TypedExpression expression) => ":" + Name(expression.Type);

    private static string Constant(TypedConstant constant) => constant.Type.Kind switch
    {
        TypeKind.Bool => constant.Bits != 0 ? "true" : "false",
        TypeKind.F64 => BitConverter.Int64BitsToDouble(constant.Bits).ToString("R", CultureInfo.InvariantCulture) + ":f64",
        TypeKind.U64 => ((ulong)constant.Bits).ToString(CultureInfo.InvariantCulture) + ":u64",
        _ => constant.Bits.ToString(CultureInfo.InvariantCulture) + ":" + constant.Type.Name,
    };

    private static string Quoted(byte[] bytes)
    {
        StringBuilder text = new("\"");
        foreach (char c in Encoding.UTF8.GetString(bytes))
            text.Append(c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\t' => "\\t", '\r' => "\\r", '\0' => "\\0", _ => c.ToString() });
        return text.Append('"').ToString();
    }

    private static string Symbol(BinaryOperator op) => op switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Remainder => "%",
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.BitAnd => "bitand",
        BinaryOperator.BitOr => "bitor",
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };

    private static string Literals(LiteralSides sides) => sides switch
    {
        LiteralSides.Left => "~left",
        LiteralSides.Right => "~right",
        LiteralSides.None => "",
        _ => "~both",
    };

    private static string Builtin(BuiltinFunction builtin) => builtin switch
    {
        BuiltinFunction.TypeOf => "typeof",
        BuiltinFunction.IsType => "istype",
        BuiltinFunction.AssertEq => "assert_eq",
        _ => builtin.ToString().ToLowerInvariant(),
    };

    private string All(TypedExpression[] expressions)
    {
        List<string> parts = [];
        foreach (TypedExpression expression in expressions)
            parts.Add(Text(expression));
        return string.Join(", ", parts);
    }

    private string Arguments(TypedExpression?[] arguments)
    {
        List<string> parts = [];
        foreach (TypedExpression? argument in arguments)
            parts.Add(argument is null ? "_" : Text(argument));
        return string.Join(", ", parts);
    }

    private string Optional(TypedExpression? bound) => bound is null ? "" : Text(bound);

    private string Chain(TypedComparisonChain chain)
    {
        StringBuilder text = new("(" + Text(chain.Operands[0]));
        for (int i = 0; i < chain.Operators.Length; i++)
            text.Append(' ').Append(Symbol(chain.Operators[i])).Append(Literals(chain.Literals[i])).Append(' ').Append(Text(chain.Operands[i + 1]));
        return text.Append(')').ToString();
    }

    private string Construction(TypedStructNew construction)
    {
        List<string> parts = [];
        for (int i = 0; i < construction.Slots.Length; i++)
            parts.Add($"{construction.Struct.Fields[construction.Slots[i]].Name}: {Text(construction.Values[i])}");
        return $"{construction.Struct.Name}{{ {string.Join(", ", parts)} }}";
    }

    private string Pattern(TypedPattern pattern)
    {
        switch (pattern)
        {
            case TypedWildcardPattern:
                return "_";
            case TypedValuePattern value:
                return Text(value.Value);
            case TypedVariantPattern variant:
                List<string> bindings = [];
                foreach (LocalVariable? binding in variant.Bindings)
                    bindings.Add(binding is null ? "_" : Declared(binding));
                return $"{variant.Definition.Name}.{variant.Variant.Name}({string.Join(", ", bindings)})";
            default:
                throw new ArgumentException(pattern.GetType().Name, nameof(pattern));
        }
    }

    private string Match(TypedMatch match)
    {
        List<string> arms = [];
        foreach (TypedMatchArm arm in match.Arms)
            arms.Add($"{Pattern(arm.Pattern)} -> {Text(arm.Value!)}");
        return $"match {Text(match.Scrutinee)} {{ {string.Join("; ", arms)} }}{Suffix(match)}";
    }

    /// <summary>The statements of a block expression, each on a line of its own inside braces.</summary>
    private string Block(TypedBlockExpression block)
    {
        System.IO.StringWriter nested = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        TypedPrinter inner = new(_program, nested, _names, _instances, _pending) { _depth = _depth };
        inner.Body(block.Statements);
        string indentation = new(' ', 4 * _depth);
        return $"{{\n{nested}{indentation}    {Text(block.Value)}\n{indentation}}}";
    }

    private string Print(TypedPrint print)
    {
        List<string> parts = [];
        foreach (PrintPiece piece in print.Pieces)
        {
            string format = piece.Format switch
            {
                PrintFormat.Default => "",
                PrintFormat.Fixed => $" fixed {piece.Decimals}",
                _ => " " + piece.Format.ToString().ToLowerInvariant(),
            };
            parts.Add(piece.Text is { } text ? Quoted(text) : Text(print.Arguments[piece.Argument]) + format);
        }
        return $"print {string.Join(" ", parts)}";
    }
}
