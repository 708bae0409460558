using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>
/// Writes a typed program as text for <c>--dump=typed</c>: one entry per function instance, statements indented, expressions as bracketed prefix terms
/// with their type behind a colon.
/// </summary>
internal sealed class TypedPrinter
{
    private readonly TypeTable _types;
    private readonly StringBuilder _text = new();
    private readonly List<TypedFunction> _functions = [];
    private readonly HashSet<TypedFunction> _known = [];
    private int _indent;

    private TypedPrinter(TypeTable types) => _types = types;

    /// <summary>All modules, and all function instances that they reach, in order of first use.</summary>
    public static string Print(TypedProgram program)
    {
        TypedPrinter printer = new(program.Types);
        foreach (TypedModule module in program.Modules)
            printer.Reach(module.Body);
        for (int i = 0; i < printer._functions.Count; i++)
            printer.Function(printer._functions[i]);
        return printer._text.ToString();
    }

    private void Reach(TypedFunction function)
    {
        if (_known.Add(function))
            _functions.Add(function);
    }

    private void Function(TypedFunction function)
    {
        _text.Append(function.Symbol.Role == FunctionRole.ModuleBody ? "module " : "fn ").Append(NameOf(function)).Append('(');
        for (int i = 0; i < function.Parameters.Length; i++)
            _text.Append(i == 0 ? "" : ", ").Append(Declared(function.Parameters[i]));
        _text.Append(") -> ").Append(NameOf(function.Result)).Append('\n');
        Body(function.Body);
    }

    private void Body(List<TypedStatement> statements)
    {
        _indent++;
        foreach (TypedStatement statement in statements)
            Write(statement);
        _indent--;
    }

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private void Write(TypedStatement statement)
    {
        switch (statement)
        {
            case TypedExpressionStatement expression:
                Line(Term(expression.Expression));
                break;
            case TypedPrint print:
                Line(Form("print", print.Arguments));
                break;
            case TypedLocalDeclaration declaration:
                Line($"let {Declared(declaration.Variable)} = {Term(declaration.Value)}");
                break;
            case TypedScopeStart scope:
                foreach (LocalVariable variable in scope.Variables)
                    Line("unassigned " + Declared(variable));
                break;
            case TypedAssignment assignment:
                WriteAssignment(assignment);
                break;
            case TypedCompoundAssignment assignment:
                Line($"{Target(assignment.Target)} = {Term(assignment.Value)}");
                break;
            case TypedDestructuring destructuring:
                Line($"destructure {Term(destructuring.Array)}");
                for (int i = 0; i < destructuring.Targets.Length; i++)
                    Line($"  {Target(destructuring.Targets[i])} = {Term(destructuring.Values[i])}");
                break;
            case TypedIf branches:
                for (int i = 0; i < branches.Conditions.Length; i++)
                    Block((i == 0 ? "if " : "elif ") + Term(branches.Conditions[i]), branches.Bodies[i]);
                if (branches.Else is { } otherwise)
                    Block("else", otherwise);
                break;
            case TypedWhile loop:
                Block("while " + Term(loop.Condition), loop.Body);
                break;
            case TypedForRange loop:
                string step = loop.Step is { } given ? ".." + Term(given) : "";
                Block($"for {Declared(loop.Variable)} in {Term(loop.Start)}{(loop.Inclusive ? "..=" : "..")}{Term(loop.End)}{step}", loop.Body);
                break;
            case TypedForEach loop:
                Block($"for {Declared(loop.Variable)} in {Term(loop.Iterable)}", loop.Body);
                break;
            case TypedTry guarded:
                Block("try", guarded.Body);
                Block(guarded.Error is { } error ? "catch " + Declared(error) : "catch", guarded.Handler);
                break;
            case TypedMatchStatement match:
                Line("match " + Term(match.Scrutinee));
                _indent++;
                foreach (TypedMatchArm arm in match.Arms)
                    Block(Pattern(arm.Pattern) + " ->", arm.Body!);
                _indent--;
                break;
            case TypedReturn result:
                Line(result.Value is { } value ? "return " + Term(value) : "return");
                break;
            case TypedBreak:
                Line("break");
                break;
            case TypedContinue:
                Line("continue");
                break;
            case TypedNestedFunction nested:
                nested.Instances.ForEach(Reach);
                if (nested.ValueInstance is { } instance)
                    Reach(instance);
                Line("fn " + nested.Symbol.Name);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null);
        }
    }

    private void Block(string header, List<TypedStatement> body)
    {
        Line(header);
        Body(body);
    }

    private void WriteAssignment(TypedAssignment assignment)
    {
        StringBuilder line = new();
        for (int i = 0; i < assignment.Targets.Length; i++)
        {
            line.Append(Target(assignment.Targets[i])).Append(" = ");
            if (i < assignment.Targets.Length - 1 && assignment.Values[i] is { } converted)
                line.Append(Term(converted)).Append(" of ");
        }
        Line(line.Append(Term(assignment.Values[^1]!)).ToString());
    }

    private string Target(TypedTarget target) => target switch
    {
        TypedLocalTarget local => Declared(local.Variable),
        TypedGlobalTarget global => $"{global.Variable.Name}:{NameOf(global.Type)}",
        TypedIndexTarget index => Form("index", index.Array, index.Index),
        TypedFieldTarget field => $"{Term(field.Target)}.{field.Field.Name}",
        TypedDynamicFieldTarget field => $"{Term(field.Target)}.{field.Name}",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target.GetType().Name, null),
    };

    private string Term(TypedExpression? expression) => expression is null ? "_" : $"{Untyped(expression)}:{NameOf(expression.Type)}";

    private string Untyped(TypedExpression expression)
    {
        switch (expression)
        {
            case TypedConstant constant:
                return Constant(constant);
            case TypedString text:
                return "\"" + Encoding.UTF8.GetString(text.Value).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";
            case TypedLocalRead read:
                return read.Variable.Name;
            case TypedGlobalRead read:
                return read.Variable.Name;
            case TypedAssignedValue:
                return "old";
            case TypedFunctionValue value:
                Reach(value.Function);
                return NameOf(value.Function);
            case TypedClosure closure:
                Reach(closure.Function);
                return "(closure " + NameOf(closure.Function) + ")";
            case TypedBinary binary:
                return Form(NameOf(binary.Operator), binary.Left, binary.Right);
            case TypedRepeat repeat:
                return Form("repeat", repeat.Array, repeat.Count);
            case TypedComparisonChain chain:
                return Form("chain", chain.Operands);
            case TypedLogical logical:
                return Form(logical.IsAnd ? "and" : "or", logical.Left, logical.Right);
            case TypedNegate negate:
                return Form("negate", negate.Operand);
            case TypedNot not:
                return Form("not", not.Operand);
            case TypedCast cast:
                return Form("cast", cast.Operand);
            case TypedToAny conversion:
                return Form("any", conversion.Operand);
            case TypedTypeCheck check:
                return Form("check", check.Operand);
            case TypedConditionCheck check:
                return Form("check", check.Operand);
            case TypedConditional conditional:
                return Form("if", conditional.Condition, conditional.WhenTrue, conditional.WhenFalse);
            case TypedArray array:
                return Form("array", array.Elements);
            case TypedFill fill:
                return Form("fill " + fill.Count.ToString(CultureInfo.InvariantCulture), fill.Value);
            case TypedIndex index:
                return Form("index", index.Target, index.Index);
            case TypedSlice slice:
                return Form("slice", slice.Target, slice.Start, slice.End);
            case TypedField field:
                return $"{Term(field.Target)}.{field.Field.Name}";
            case TypedDynamicField field:
                return $"{Term(field.Target)}.{field.Name}";
            case TypedStructNew creation:
                return Form("new " + creation.Struct.Name, creation.Values);
            case TypedEnumNew creation:
                return Form("new " + creation.Definition.Name + "." + creation.Variant.Name, creation.Arguments);
            case TypedVariantTest test:
                return Form("matches " + test.Variant.Name, [test.Value, .. test.Arguments]);
            case TypedCall call:
                Reach(call.Function);
                return Form("call " + NameOf(call.Function), call.Arguments);
            case TypedCallValue call:
                return Form("call", [call.Callee, .. call.Arguments]);
            case TypedDynamicCall call:
                return Form("call", [call.Callee, .. call.Arguments]);
            case TypedDynamicMethodCall call:
                return Form("call ." + call.Name, [call.Target, .. call.Arguments]);
            case TypedBuiltinCall call:
                return Form(NameOf(call.Builtin), call.Arguments);
            case TypedMatch match:
                return Match(match);
            case TypedBlockExpression block:
                return Block(block);
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, null);
        }
    }

    private string Form(string head, params ReadOnlySpan<TypedExpression?> parts)
    {
        StringBuilder form = new("(" + head);
        foreach (TypedExpression? part in parts)
            form.Append(' ').Append(Term(part));
        return form.Append(')').ToString();
    }

    private string Match(TypedMatch match)
    {
        StringBuilder form = new("(match " + Term(match.Scrutinee));
        foreach (TypedMatchArm arm in match.Arms)
            form.Append("; ").Append(Pattern(arm.Pattern)).Append(" -> ").Append(Term(arm.Value));
        return form.Append(')').ToString();
    }

    /// <summary>The statements of a block expression stand in the line, in braces.</summary>
    private string Block(TypedBlockExpression block)
    {
        TypedPrinter inner = new(_types);
        inner.Body(block.Statements);
        inner._functions.ForEach(Reach);
        return "{ " + inner._text.ToString().Trim().Replace("\n", ";", StringComparison.Ordinal) + "; " + Term(block.Value) + " }";
    }

    private string Pattern(TypedPattern pattern) => pattern switch
    {
        TypedWildcardPattern => "_",
        TypedValuePattern value => Term(value.Value),
        TypedVariantPattern variant => $"{variant.Definition.Name}.{variant.Variant.Name}({string.Join(", ", Array.ConvertAll(variant.Bindings, binding => binding is null ? "_" : Declared(binding)))})",
        _ => throw new ArgumentOutOfRangeException(nameof(pattern), pattern.GetType().Name, null),
    };

    private static string Constant(TypedConstant constant) => constant.Type.Kind switch
    {
        TypeKind.F64 => BitConverter.Int64BitsToDouble(constant.Bits).ToString("R", CultureInfo.InvariantCulture),
        TypeKind.Bool => constant.Bits != 0 ? "true" : "false",
        TypeKind.U64 => ((ulong)constant.Bits).ToString(CultureInfo.InvariantCulture),
        _ => constant.Bits.ToString(CultureInfo.InvariantCulture),
    };

    private string Declared(LocalVariable variable) => $"{variable.Name}:{NameOf(variable.Type)}";

    private string NameOf(OrusType type) => _types.Close(type).Name;

    private static string NameOf(TypedFunction function) => function.Name.Length == 0 ? "fn" : function.Name;

    private static string NameOf<T>(T member)
        where T : struct, Enum => member.ToString().ToLowerInvariant();
}
