using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Orus.Fuzz;

/// <summary>
/// Makes well-typed programs that always end, from a seed. Loops count, recursion counts down, functions call only earlier ones, arrays and strings grow only while they are short;
/// an estimate of the work keeps the product of all that small. The weights favour what passes and Tier 2 do: loops, checks, flips, handlers, calls.
/// </summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>How often the innermost code of a function may run.</summary>
    private const int MostWork = 3000;

    private static readonly string[] Integers = ["i32", "i64", "u32", "u64"];
    private static readonly string[] Numbers = [.. Integers, "f64"];
    private static readonly string[] Scalars = ["i64", "u32", "u64", "f64", "f64", "bool", "string", "any", "any"];
    private static readonly string[] Others = ["[i32]", "[i64]", "[f64]", "[u32]", "[string]", "[bool]", "[any]", "[[i32]]", "S", "E"];

    private readonly Random _random;
    private readonly List<Variable> _variables = [];
    private readonly List<Function> _functions = [];
    private readonly List<string> _labels = [];
    private int _names;
    private int _budget;
    private int _work = 1;
    private int _cost;
    private int _printed;
    private int _loops;
    private bool _stepsLate;
    private string? _result;

    /// <summary>The scalar types of this program, i32 among them: few, so that most expressions find a variable of their type.</summary>
    private readonly string[] _scalars;

    /// <summary>What this program declares.</summary>
    private readonly string[] _declared;

    /// <summary>1 to 3. Small programs are many more per second; only large ones have many variables live at once.</summary>
    private readonly int _size;

    private ProgramGenerator(int seed)
    {
        _random = new Random(seed);
        _size = _random.Next(20) switch { 0 => 3, < 5 => 2, _ => 1 };
        _scalars = ["i32", "i32", Pick(Scalars), .. _size > 1 ? [Pick(Scalars)] : Array.Empty<string>()];
        _declared = [.. _scalars, "[" + Pick(_scalars) + "]", Pick(Others)];
    }

    private sealed record Variable(string Name, string Type, bool IsMutable);

    private sealed record Function(string Name, string[] Parameters, string Result, int Cost);

    public static List<Statement> Generate(int seed) => new ProgramGenerator(seed).Program();

    /// <summary>What programs may use, by the name that shows that one does.</summary>
    private static readonly (string Name, Statement Definition)[] Library =
    [
        ("S{", new Statement(
            new Clause("struct S:"), new Clause("    a: i32 = 1"), new Clause("    b: i64 = 2"), new Clause("    c: f64 = 0.5"), new Clause("    d: [i32]"), new Clause("    e: any = 7"))),
        ("S{", new Statement(
            new Clause("impl S:"), new Clause("    fn add(self, x: i32) -> i32:"), new Clause("        self.a += x"), new Clause("        push(self.d, x)"), new Clause("        return self.a"),
            new Clause("    fn sum(self) -> i64:"), new Clause("        mut t = self.b"), new Clause("        for x in self.d:"), new Clause("            t += x as i64"), new Clause("        return t"))),
        ("E.", new Statement(new Clause("enum E:"), new Clause("    A(x: i32)"), new Clause("    B(y: f64, s: string)"), new Clause("    C"))),
        ("plus(", new Statement(new Clause("fn plus(a, b):"), new Clause("    return a + b"))),
        ("total(", new Statement(new Clause("fn total(xs, start):"), new Clause("    mut t = start"), new Clause("    for x in xs:"), new Clause("        t = t + x"), new Clause("    return t"))),
        ("pick(", new Statement(new Clause("fn pick(c: bool, a, b):"), new Clause("    if c: return a"), new Clause("    return b"))),
        ("apply(", new Statement(new Clause("fn apply(f: fn(i32) -> i32, x: i32) -> i32:"), new Clause("    return f(x) - f(x + 1)"))),
        ("down(", new Statement(new Clause("fn down(n: i32, k: i32) -> i32:"), new Clause("    if n <= 0: return k"), new Clause("    return down(n - 1, k) + 1"))),
        ("forever(", new Statement(new Clause("fn forever(n: i32) -> i32:"), new Clause("    return forever(n + 1) + 1"))),
        ("INF", Statement.Simple("INF := 1e308 * 10.0")),
        ("NAN", Statement.Simple("NAN := 1e308 * 10.0 - 1e308 * 10.0")),
    ];

    private List<Statement> Program()
    {
        var program = new List<Statement>();
        for (int i = _random.Next(0, 2 + _size); i > 0; i--)
        {
            string type = Pick(_scalars);
            string name = Name("g");
            program.Add(Statement.Simple($"mut {name}: {type} = {Literal(type)}"));
            _variables.Add(new Variable(name, type, true));
        }
        if (_random.Next(3) == 0)
            Kernel(program);
        else
            Functions(program);
        foreach (Variable variable in _variables.Where(variable => variable.Name[0] == 'g'))
            program.Add(Statement.Simple($"print(\"{variable.Name}\", {variable.Name})"));
        string text = Statement.Print(program);
        program.InsertRange(0, Library.Where(row => text.Contains(row.Name, StringComparison.Ordinal)).Select(row => row.Definition));
        return program;
    }

    /// <summary>Functions, statements that call them, and statements besides.</summary>
    private void Functions(List<Statement> program)
    {
        for (int i = _random.Next(1, 2 + _size); i > 0; i--)
            program.Add(FunctionDefinition());
        foreach (Function function in _functions.ToArray())
        {
            for (int i = _random.Next(1, 2 + _size); i > 0; i--)
            {
                string call = $"print(\"{function.Name}\", {function.Name}({string.Join(", ", function.Parameters.Select(Literal))}))";
                program.Add(_random.Next(12) == 0 ? Statement.Simple(call) : Guarded([Statement.Simple(call)]));
            }
        }
        if (_random.Next(4) < _size)
        {
            _budget = 4 * _size;
            program.AddRange(Block(0, _random.Next(1, 2 * _size)));
        }
    }

    private Statement FunctionDefinition()
    {
        int outer = _variables.Count;
        string name = Name("f");
        bool recursive = _random.Next(6) == 0;
        var parameters = new List<Variable>();
        for (int i = _random.Next(0, 3); i > 0; i--)
            parameters.Add(new Variable(Name("p"), _random.Next(4) == 0 ? $"[{Pick(_scalars)}]" : Pick(_scalars), false));
        if (recursive)
            parameters.Insert(0, new Variable(Name("n"), "i32", false));
        _result = Pick(_scalars);
        _variables.AddRange(parameters);
        _budget = _random.Next(2 + (3 * _size), 9 * _size);
        _cost = 1;
        _work = 1;
        var body = new List<Statement>();
        string[] types = [.. parameters.Select(parameter => parameter.Type)];
        if (recursive)
        {
            body.Add(Statement.Simple($"if {parameters[0].Name} <= 0 or {parameters[0].Name} > 12: return {Literal(_result)}"));
            string call = $"{name}({string.Join(", ", parameters.Select((parameter, i) => i == 0 ? parameter.Name + " - 1" : parameter.Name))})";
            string local = Name("r");
            body.Add(Statement.Simple($"mut {local}: {_result} = {call}"));
            _variables.Add(new Variable(local, _result, true));
        }
        for (int i = _random.Next(1, 2 + _size); i > 0; i--)
            Declare(body);
        body.AddRange(Block(0, _random.Next(1, 2 + _size)));
        Loop(body, 0);
        body.Add(Statement.Simple($"return {Expression(_result, 2)}"));
        _variables.RemoveRange(outer, _variables.Count - outer);
        _functions.Add(new Function(name, types, _result, recursive ? _cost * 13 : _cost));
        string list = string.Join(", ", parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"));
        string head = $"fn {name}({list}) -> {_result}:";
        _result = null;
        _cost = 0;
        return Statement.Block(head, body);
    }

    /// <summary>The statements of a block; what it declares is forgotten at its end, except at depth 0.</summary>
    private List<Statement> Block(int depth, int count)
    {
        int outer = _variables.Count;
        var block = new List<Statement>();
        for (; count > 0; count--)
        {
            if (--_budget < 0 && block.Count > 0)
                break;
            _cost += _work;
            Add(block, depth);
        }
        if (depth > 0)
            _variables.RemoveRange(outer, _variables.Count - outer);
        return block;
    }

    private Statement Guarded(List<Statement> body)
    {
        string error = Name("e");
        List<Statement> handler = _random.Next(4) == 0 ? [Statement.Simple("pass")] : [Statement.Simple($"print({error})")];
        if (_random.Next(3) == 0 && Assignable(Pick(Numbers)) is { } variable)
            handler.Add(Statement.Simple($"{variable.Name} = {Literal(variable.Type)}"));
        return new Statement(new Clause(_random.Next(8) == 0 ? "do:" : "try:", body), new Clause($"catch {error}:", handler));
    }

    private string Name(string prefix) => prefix + (++_names).ToString(CultureInfo.InvariantCulture);

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private Variable? Assignable(string type) => Find(variable => variable.IsMutable && variable.Type == type);

    private Variable? Find(Func<Variable, bool> fits)
    {
        Variable[] found = [.. _variables.Where(fits)];
        return found.Length == 0 ? null : Pick(found);
    }
}
