using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Orus.Front.Types;

namespace Orus.Front.Typed;

/// <summary>
/// Writes a typed tree as text: modules first, then every function instance that they reach, in order of first mention. Types stand where inference chose
/// them; further instances of one function are numbered <c>name#2</c>, <c>name#3</c>.
/// </summary>
public sealed partial class TypedPrinter
{
    private readonly TypedProgram _program;
    private readonly TextWriter _output;
    private readonly Dictionary<TypedFunction, string> _names;
    private readonly Dictionary<FunctionSymbol, int> _instances;
    private readonly Queue<TypedFunction> _pending;
    private int _depth;

    private TypedPrinter(
        TypedProgram program, TextWriter output, Dictionary<TypedFunction, string> names, Dictionary<FunctionSymbol, int> instances, Queue<TypedFunction> pending)
    {
        _program = program;
        _output = output;
        _names = names;
        _instances = instances;
        _pending = pending;
    }

    /// <summary>The text of a program, for <c>--dump=typed</c>.</summary>
    public static string Print(TypedProgram program)
    {
        StringWriter output = new(CultureInfo.InvariantCulture);
        TypedPrinter printer = new(program, output, [], [], new Queue<TypedFunction>());
        foreach (TypedModule module in program.Modules)
        {
            printer.Line($"module {module.Name}:");
            printer.Body(module.Body.Body);
        }
        while (printer._pending.TryDequeue(out TypedFunction? function))
            printer.Function(function);
        return output.ToString();
    }

    private void Function(TypedFunction function)
    {
        List<string> parameters = [];
        foreach (LocalVariable parameter in function.Parameters)
            parameters.Add(Declared(parameter));
        string result = function.Result.Kind == TypeKind.Void ? "" : " -> " + Name(function.Result);
        Line($"fn {NameOf(function)}({string.Join(", ", parameters)}){result}:{(function.MayEndWithoutResult ? " may end without result" : "")}");
        if (function.Captures.Count > 0)
        {
            List<string> captures = [];
            foreach (LocalVariable captured in function.Captures)
                captures.Add(captured.Name);
            _depth++;
            Line($"captures {string.Join(", ", captures)}");
            _depth--;
        }
        Body(function.Body);
    }

    private string NameOf(TypedFunction function)
    {
        if (_names.TryGetValue(function, out string? name))
            return name;
        int number = _instances[function.Symbol] = _instances.GetValueOrDefault(function.Symbol) + 1;
        name = function.Name.Length > 0 ? function.Name : $"lambda{_names.Count}";
        if (number > 1)
            name += "#" + number.ToString(CultureInfo.InvariantCulture);
        _names.Add(function, name);
        _pending.Enqueue(function);
        return name;
    }

    private string Name(OrusType type) => _program.Types.Close(type).Name;

    private string Declared(LocalVariable variable) =>
        (variable.IsCaptured ? "captured " : "") + (variable.NeedsInitializationCheck ? "checked " : "") + variable.Name + ": " + Name(variable.Type);

    private void Line(string text)
    {
        for (int i = 0; i < _depth; i++)
            _output.Write("    ");
        _output.Write(text);
        _output.Write('\n');
    }

    private void Body(List<TypedStatement> statements)
    {
        _depth++;
        if (statements.Count == 0)
            Line("pass");
        foreach (TypedStatement statement in statements)
            Statement(statement);
        _depth--;
    }

    private void Statement(TypedStatement statement)
    {
        switch (statement)
        {
            case TypedExpressionStatement { Expression: var expression }:
                Line(Text(expression));
                break;
            case TypedPrint print:
                Line(Print(print));
                break;
            case TypedLocalDeclaration declaration:
                Line($"local {Declared(declaration.Variable)} = {Text(declaration.Value)}");
                break;
            case TypedScopeStart start:
                foreach (LocalVariable variable in start.Variables)
                    Line($"local {Declared(variable)}");
                break;
            case TypedAssignment assignment:
                Line(Assignment(assignment));
                break;
            case TypedCompoundAssignment compound:
                Line($"{Target(compound.Target)} =. {Text(compound.Value)}");
                break;
            case TypedDestructuring destructuring:
                Line(Destructuring(destructuring));
                break;
            case TypedIf branches:
                for (int i = 0; i < branches.Conditions.Length; i++)
                {
                    Line($"{(i == 0 ? "if" : "elif")} {Text(branches.Conditions[i])}:");
                    Body(branches.Bodies[i]);
                }
                if (branches.Else is { } otherwise)
                {
                    Line("else:");
                    Body(otherwise);
                }
                break;
            case TypedLoop loop:
                Line(Header(loop));
                Body(loop.Body);
                break;
            case TypedTry attempt:
                Line("try:");
                Body(attempt.Body);
                Line(attempt.Error is { } error ? $"catch {Declared(error)}:" : "catch:");
                Body(attempt.Handler);
                break;
            case TypedMatchStatement match:
                Line($"match {Text(match.Scrutinee)}:");
                _depth++;
                foreach (TypedMatchArm arm in match.Arms)
                {
                    Line($"{Pattern(arm.Pattern)} ->");
                    Body(arm.Body!);
                }
                _depth--;
                break;
            case TypedReturn result:
                Line(result.Value is null ? "return" : $"return {Text(result.Value)}");
                break;
            case TypedBreak:
                Line("break");
                break;
            case TypedContinue:
                Line("continue");
                break;
            case TypedNestedFunction nested:
                Line($"fn {nested.Symbol.Name}{(nested.Variable is { } closure ? $" as {Declared(closure)}" : "")}");
                break;
            default:
                throw new ArgumentException(statement.GetType().Name, nameof(statement));
        }
    }

    private string Header(TypedLoop loop) => loop switch
    {
        TypedWhile condition => $"while {Text(condition.Condition)}:",
        TypedForEach each => $"for {Declared(each.Variable)} in {Text(each.Iterable)}:",
        TypedForRange range => $"for {Declared(range.Variable)} in {Text(range.Start)}{(range.Inclusive ? "..=" : "..")}{Text(range.End)}"
            + (range.Step is { } step ? ".." + Text(step) : "") + Literals(range.Literals) + ":",
        _ => throw new ArgumentException(loop.GetType().Name, nameof(loop)),
    };

    private string Assignment(TypedAssignment assignment)
    {
        List<string> parts = [];
        for (int i = 0; i < assignment.Targets.Length; i++)
            parts.Add(Target(assignment.Targets[i]) + (assignment.Values[i] is { } value ? " = " + Text(value) : ""));
        return string.Join(", ", parts);
    }

    private string Destructuring(TypedDestructuring destructuring)
    {
        List<string> parts = [];
        for (int i = 0; i < destructuring.Targets.Length; i++)
            parts.Add($"{Target(destructuring.Targets[i])} = {Text(destructuring.Values[i])}");
        return $"elements of {Text(destructuring.Array)}: {string.Join(", ", parts)}";
    }

    private string Target(TypedTarget target) => target switch
    {
        TypedLocalTarget { Variable: var local } => $"{local.Name}: {Name(local.Type)}",
        TypedGlobalTarget { Variable: var global } => Global(global) + ": " + Name(global.Type),
        TypedIndexTarget element => $"{Text(element.Array)}[{Text(element.Index)}]",
        TypedFieldTarget field => $"{Text(field.Target)}.{field.Field.Name}",
        TypedDynamicFieldTarget field => $"{Text(field.Target)}.?{field.Name}",
        _ => throw new ArgumentException(target.GetType().Name, nameof(target)),
    };

    private static string Global(GlobalVariable global) => (global.NeedsInitializationCheck ? "@?" : "@") + global.Name;
}
