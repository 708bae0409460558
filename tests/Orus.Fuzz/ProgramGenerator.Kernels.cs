using System.Collections.Generic;
using System.Linq;

namespace Orus.Fuzz;

/// <summary>
/// Functions with loops as people write them over arrays: sums, stencils, copies, scaling, matrices in one array, with indices that are linear in the counter. They are called with arrays of many lengths, which may be the same
/// one; the arrays are printed afterwards, also when the loop was left by an error.
/// </summary>
internal sealed partial class ProgramGenerator
{
    private const int MostElements = 70;

    /// <summary>The arrays of the kernel that is made, and the variable that it returns.</summary>
    private readonly List<Variable> _elements = [];
    private string _sum = "";

    /// <summary>The function and the statements that call it.</summary>
    private void Kernel(List<Statement> program)
    {
        string type = Pick(Numbers);
        string[] types = [$"[{type}]", $"[{(_random.Next(3) == 0 ? Pick(Numbers) : type)}]", _random.Next(3) == 0 ? "[i32]" : $"[{type}]"];
        int outer = _variables.Count;
        string name = Name("k");
        string size = Name("n");
        string factor = Name("p");
        _elements.Clear();
        foreach (string array in types)
            _elements.Add(new Variable(Name("a"), array, false));
        _variables.Add(new Variable(size, "i32", false));
        _variables.Add(new Variable(factor, type, false));
        string result = type is "i32" && _random.Next(2) == 0 ? "i64" : type;
        string sum = _sum = Name("v");
        string other = Name("v");
        _variables.Add(new Variable(sum, result, true));
        _variables.Add(new Variable(other, "i32", true));
        List<Statement> body = [Statement.Simple($"mut {sum}: {result} = {(_random.Next(6) == 0 ? Literal(result) : Zero(result))}"), Statement.Simple($"mut {other} = {_random.Next(-2, 3)}")];
        for (int loops = _random.Next(1, 3); loops > 0; loops--)
            KernelLoop(body, size);
        if (_random.Next(4) > 0)
            body.Add(Statement.Simple($"{sum} += {other} as {result}"));
        body.Add(Statement.Simple($"return {sum}"));
        _variables.RemoveRange(outer, _variables.Count - outer);
        string parameters = string.Concat(_elements.Select(array => $"{array.Name}: {array.Type}, "));
        program.Add(Statement.Block($"fn {name}({parameters}{size}: i32, {factor}: {type}) -> {result}:", body));
        for (int calls = _random.Next(1, 4); calls > 0; calls--)
            KernelCall(program, name, types, type);
    }

    private void KernelCall(List<Statement> program, string name, string[] types, string type)
    {
        int length = _random.Next(4) == 0 ? _random.Next(4) : _random.Next(MostElements);
        var arrays = new List<string>();
        foreach (string array in types)
        {
            string element = array[1..^1];
            if (_random.Next(6) == 0 && arrays.Count > 0 && types[0] == array)
            {
                arrays.Add(arrays[0]);
                continue;
            }
            string values = Name("x");
            string place = Name("i");
            arrays.Add(values);
            program.Add(Statement.Simple($"mut {values}: {array} = [{Literal(element)},] * {(_random.Next(5) == 0 ? _random.Next(MostElements) : length)}"));
            if (_random.Next(4) > 0)
                program.Add(Statement.Block($"for {place} in 0..len({values}):", [Statement.Simple($"{values}[{place}] = ({place} * {_random.Next(1, 2000)} % {_random.Next(2, 1500)}{(element[0] == 'u' ? "" : $" - {_random.Next(50)}")}) as {element}")]));
            if (_random.Next(4) == 0 && length > 0)
                program.Add(Statement.Simple($"if len({values}) > 5: {values}[{_random.Next(6)}] = {Literal(element)}"));
        }
        string size = _random.Next(3) == 0 ? $"len({arrays[^1]})" : (length + Pick([-2, -1, 0, 0, 0, 1])).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string call = $"{name}({string.Join(", ", arrays)}, {size}, {Literal(type)})";
        int times = _random.Next(3) == 0 ? _random.Next(2, 8) : 1;
        var body = new List<Statement> { Statement.Simple($"print(\"{name}\", {call})") };
        Statement guarded = Guarded(body);
        program.Add(times == 1 ? guarded : Statement.Block($"for {Name("i")} in 0..{times}:", [guarded]));
        foreach (string array in arrays.Distinct())
            program.Add(Statement.Simple($"print({array})"));
    }

    private void KernelLoop(List<Statement> body, string size)
    {
        int outer = _variables.Count;
        string counter = Name("i");
        string end = _random.Next(5) switch
        {
            0 => $"len({Pick(_elements).Name})",
            1 => $"{size} - {_random.Next(1, 3)}",
            _ => size,
        };
        int first = _random.Next(3) == 0 ? _random.Next(-1, 4) : 0;
        var counters = new List<string> { counter };
        _variables.Add(new Variable(counter, "i32", false));
        switch (_random.Next(8))
        {
            case 0:
                body.Add(Statement.Block($"for {counter} in {first}..{end}..{_random.Next(1, 4)}:", KernelBody(counters, size)));
                break;
            case 1:
                body.Add(Statement.Block($"for {counter} in {end} - 1..{first}..-{_random.Next(1, 3)}:", KernelBody(counters, size)));
                break;
            case 2:
                body.Add(Statement.Simple($"mut {counter} = {first}"));
                List<Statement> round = KernelBody(counters, size);
                round.Add(Statement.Simple($"{counter} += {_random.Next(1, 3)}"));
                body.Add(Statement.Block($"while {counter} < {end}:", round));
                break;
            case 3:
                // A matrix in one array, or each pair of places.
                string inner = Name("i");
                string width = Pick(["4", "7", size, $"{counter} + 1"]);
                string height = width == size ? $"({size} + 4) / ({size} + 1)" : width == "4" || width == "7" ? $"{size} / {width}" : $"{size} % 12";
                counters.Add(inner);
                _variables.Add(new Variable(inner, "i32", false));
                List<Statement> rows = KernelBody(counters, width);
                body.Add(Statement.Block($"for {counter} in 0..{height}:", [Statement.Block($"for {inner} in 0..{width}:", rows)]));
                break;
            default:
                body.Add(Statement.Block($"for {counter} in {first}..{end}:", KernelBody(counters, size)));
                break;
        }
        _variables.RemoveRange(outer, _variables.Count - outer);
    }

    private List<Statement> KernelBody(List<string> counters, string width)
    {
        int outer = _variables.Count;
        var body = new List<Statement>();
        for (int count = _random.Next(1, 5); count > 0; count--)
        {
            Statement statement = KernelStatement(counters, width);
            body.Add(_random.Next(6) == 0 ? Statement.Block($"if {KernelCondition(counters, width)}:", [statement]) : statement);
            if (_random.Next(4) == 0)
            {
                string type = Pick(_elements).Type[1..^1];
                string local = Name("t");
                body.Add(Statement.Simple($"{local}: {type} = {Element(type, counters, width, 2)}"));
                _variables.Add(new Variable(local, type, false));
            }
            if (_random.Next(12) == 0)
                body.Add(Statement.Simple($"if {KernelCondition(counters, width)}: {Pick(["break", "break", $"return {_sum}"])}"));
        }
        _variables.RemoveRange(outer, _variables.Count - outer);
        return body;
    }

    private Statement KernelStatement(List<string> counters, string width)
    {
        if (_random.Next(2) == 0)
        {
            Variable target = Pick(_elements);
            string type = target.Type[1..^1];
            string assigned = _random.Next(5) == 0 ? Pick(["+=", "-="]) : "=";
            return Statement.Simple($"{target.Name}[{Place(target, counters, width)}] {assigned} {Element(type, counters, width, 2)}");
        }
        Variable sum = Find(variable => variable.IsMutable && variable.Name[0] == 'v' && Numbers.Contains(variable.Type))!;
        return Statement.Simple(_random.Next(8) switch
        {
            0 => $"{sum.Name} = {Element(sum.Type, counters, width, 1)}",
            1 => $"if {Element(sum.Type, counters, width, 0)} > {sum.Name}: {sum.Name} = {Element(sum.Type, counters, width, 0)}",
            2 => $"{sum.Name} -= {Element(sum.Type, counters, width, 2)}",
            3 => $"{sum.Name} = ({sum.Name} * {SmallConstant(sum.Type)} + {Element(sum.Type, counters, width, 1)}) % {SmallConstant(sum.Type)}",
            _ => $"{sum.Name} += {Element(sum.Type, counters, width, 2)}",
        });
    }

    private string KernelCondition(List<string> counters, string width)
    {
        string type = Pick(_elements).Type[1..^1];
        return $"{Element(type, counters, width, 1)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Element(type, counters, width, 0)}";
    }

    /// <summary>A value computed from elements, the counter and what does not change.</summary>
    private string Element(string type, List<string> counters, string width, int depth)
    {
        if (depth > 0 && _random.Next(4) > 0)
        {
            string operand = Element(type, counters, width, depth - 1);
            return _random.Next(12) switch
            {
                0 or 1 or 2 or 3 => $"({operand} + {Element(type, counters, width, depth - 1)})",
                4 or 5 => $"({operand} - {Element(type, counters, width, depth - 1)})",
                6 or 7 => $"({operand} * {Element(type, counters, width, 0)})",
                8 => $"({operand} * {SmallConstant(type)})",
                9 => $"({operand} % {SmallConstant(type)})",
                10 => $"({operand} / {SmallConstant(type)})",
                11 when type[0] != 'u' && _random.Next(2) == 0 => $"(-{operand})",
                _ => type is "i64" or "f64" ? $"({Element("i32", counters, width, depth - 1)} as {type})" : operand,
            };
        }
        Variable[] arrays = [.. _elements.Where(array => array.Type == $"[{type}]")];
        return _random.Next(8) switch
        {
            < 4 when arrays.Length > 0 && Pick(arrays) is var array => $"{array.Name}[{Place(array, counters, width)}]",
            4 or 5 => type == "i32" ? Pick(counters) : $"({Pick(counters)} as {type})",
            6 when Find(variable => variable.Type == type) is { } variable => variable.Name,
            _ => _random.Next(8) == 0 ? Literal(type) : SmallConstant(type),
        };
    }

    /// <summary>Mostly an index that is linear in a counter, and there.</summary>
    private string Place(Variable array, List<string> counters, string width)
    {
        string counter = Pick(counters);
        if (counters.Count > 1 && _random.Next(3) > 0)
            return _random.Next(4) == 0 ? $"{counters[1]} * {width} + {counters[0]}" : $"{counters[0]} * {width} + {counters[1]}";
        return _random.Next(16) switch
        {
            < 9 => counter,
            9 when _random.Next(2) == 0 => counter,
            9 => $"{counter} + 1",
            10 => $"{counter} - 1",
            11 => $"len({array.Name}) - 1 - {counter}",
            12 => $"{counter} % {Pick(["4", "8", $"len({array.Name})"])}",
            13 => $"({counter} * 2 + {_random.Next(2)}) % len({array.Name})",
            14 => $"{counter} / 2",
            _ => _elements.Find(other => other.Type == "[i32]") is { } indices ? $"{indices.Name}[{counter}] % len({array.Name})" : "0",
        };
    }

    private static string Zero(string type) => type == "f64" ? "0.0" : type == "i32" ? "0" : "0" + type;
}
