using System.Collections.Generic;
using System.Linq;

namespace Orus.Fuzz;

internal sealed partial class ProgramGenerator
{
    private void Add(List<Statement> block, int depth)
    {
        int kind = _random.Next(depth < 4 ? 29 : 15);
        switch (kind)
        {
            case 0 or 1 or 2:
                Declare(block);
                break;
            case 3:
                Print(block);
                break;
            case 4:
                ChangeArray(block);
                break;
            case 5:
                ChangeRecord(block);
                break;
            case 6:
                Append(block);
                break;
            case 7:
                Leave(block);
                break;
            case >= 15 and <= 22 when _loops < 3:
                Loop(block, depth);
                break;
            case 23 or 24:
                block.Add(Guarded(Block(depth + 1, _random.Next(1, 4))));
                break;
            case 25 or 26:
                If(block, depth);
                break;
            case 27:
                Match(block, depth);
                break;
            case 28:
                Closure(block);
                break;
            default:
                Assign(block);
                break;
        }
    }

    private void Loop(List<Statement> block, int depth)
    {
        switch (_random.Next(10))
        {
            case 0 or 1 when _work < MostWork / 2:
                While(block, depth);
                break;
            case 2 or 3 when _work < MostWork / 30:
                Iterate(block, depth);
                break;
            case 4 when _work < MostWork / 10:
                Flip(block, depth);
                break;
            default:
                if (_work < MostWork / 2)
                    Count(block, depth);
                else
                    Assign(block);
                break;
        }
    }

    private void Declare(List<Statement> block)
    {
        string type = Pick(_declared);
        string name = Name("v");
        string value = Expression(type, 2);
        block.Add(Statement.Simple($"mut {name}: {type} = {value}"));
        _variables.Add(new Variable(name, type, true));
    }

    private void Assign(List<Statement> block)
    {
        if (Find(variable => variable.IsMutable && variable.Type is not ("string" or "fn")) is not { } target)
        {
            Declare(block);
            return;
        }
        bool isNumber = Numbers.Contains(target.Type);
        block.Add(Statement.Simple(isNumber && _random.Next(2) == 0
            ? $"{target.Name} {Pick(["+=", "+=", "+=", "-=", "-=", "*="])} {Expression(target.Type, 2)}"
            : $"{target.Name} = {Expression(target.Type, 3)}"));
    }

    private void Print(List<Statement> block)
    {
        if (_work > 60 || _printed > 400)
        {
            Assign(block);
            return;
        }
        _printed += _work;
        block.Add(Statement.Simple($"print(\"{Name("o")}\", {Expression(Pick(_scalars), 2)}, {(Find(variable => variable.Type != "fn") ?? new Variable("0", "i32", false)).Name})"));
    }

    private void ChangeArray(List<Statement> block)
    {
        if (Find(variable => variable.Type[0] == '[') is not { } array)
        {
            Assign(block);
            return;
        }
        string element = array.Type[1..^1];
        block.Add(Statement.Simple(_random.Next(7) switch
        {
            0 => $"if len({array.Name}) < 20: push({array.Name}, {Expression(element, 2)})",
            1 => $"if len({array.Name}) > 2: pop({array.Name})",
            2 when Numbers.Contains(element) => $"{array.Name}[{Index(array)}] {Pick(["+=", "-=", "*="])} {Expression(element, 1)}",
            3 when array.IsMutable => $"{array.Name} = {array.Name}[{Literal("i32")}..{Index(array)}]",
            4 when array.IsMutable && element != "any" && element[0] != '[' => $"{array.Name} = sorted({array.Name})",
            _ => $"{array.Name}[{Index(array)}] = {Expression(element, 2)}",
        }));
    }

    private void ChangeRecord(List<Statement> block)
    {
        if (Find(variable => variable.Type == "S") is not { } record)
        {
            Assign(block);
            return;
        }
        block.Add(Statement.Simple(_random.Next(5) switch
        {
            0 => $"{record.Name}.a {Pick(["+=", "-=", "*=", "="])} {Expression("i32", 2)}",
            1 => $"{record.Name}.b {Pick(["+=", "-=", "="])} {Expression("i64", 2)}",
            2 => $"{record.Name}.c {Pick(["+=", "*=", "="])} {Expression("f64", 2)}",
            3 => $"{record.Name}.e = {Expression("any", 2)}",
            _ => $"if len({record.Name}.d) < 20: push({record.Name}.d, {Expression("i32", 2)})",
        }));
    }

    /// <summary>Only short strings grow, and only by pieces that do not contain variables twice.</summary>
    private void Append(List<Statement> block)
    {
        if (Assignable("string") is not { } text)
        {
            Assign(block);
            return;
        }
        block.Add(Statement.Simple(_random.Next(4) == 0
            ? $"{text.Name} = {Literal("string")}"
            : $"if len({text.Name}) < 40: {text.Name} += ({Expression(Pick(Numbers), 1)} as string)"));
    }

    private void Leave(List<Statement> block)
    {
        string condition = Expression("bool", 2);
        switch (_random.Next(3))
        {
            case 0 when _result is not null:
                block.Add(Statement.Simple($"if {condition}: return {Expression(_result, 1)}"));
                break;
            case 1 when _loops > 0:
                block.Add(Statement.Simple($"if {condition}: {(_stepsLate ? "break" : Pick(["break", "continue"]))}"));
                break;
            case 2 when _labels.Count > 0:
                block.Add(Statement.Simple($"if {condition}: {Pick(["break", "continue"])} '{Pick(_labels)}"));
                break;
            default:
                Assign(block);
                break;
        }
    }

    /// <param name="depth">Of the loop.</param>
    /// <param name="trips">Its rounds.</param>
    /// <param name="label">Its label, or null.</param>
    /// <param name="stepsLate">A round that is continued elsewhere would not step the loop's variable.</param>
    private List<Statement> Body(int depth, int trips, string? label, bool stepsLate = false)
    {
        int work = _work;
        bool outerStepsLate = _stepsLate;
        _stepsLate = stepsLate;
        _work *= System.Math.Max(trips, 1);
        _loops++;
        if (label is not null)
            _labels.Add(label);
        List<Statement> body = Block(depth + 1, _random.Next(1, 6));
        if (label is not null)
            _labels.Remove(label);
        _loops--;
        _work = work;
        _stepsLate = outerStepsLate;
        return body;
    }

    private string? Label() => _random.Next(3) == 0 ? Name("l") : null;

    private static string Head(string? label, string head) => label is null ? head : $"'{label}: {head}";

    /// <summary>A range loop; now and then one that ends at a type's limit.</summary>
    private void Count(List<Statement> block, int depth)
    {
        string name = Name("i");
        string type = Pick(["i32", "i32", "i32", "i64", "u32", "u64"]);
        string suffix = type == "i32" ? "" : type;
        int trips = _random.Next(1, 16);
        string range = _random.Next(8) switch
        {
            0 => type switch
            {
                "i32" => $"{2147483647 - trips}..=2147483647",
                "i64" => "9223372036854775800i64..=9223372036854775807i64",
                "u32" => $"{4294967295 - trips}u32..=4294967295u32",
                _ => "18446744073709551608u64..=18446744073709551615u64",
            },
            1 => $"{trips}{suffix}..0{suffix}..-{_random.Next(1, 4)}",
            2 => $"0{suffix}..{trips * 3}{suffix}..{_random.Next(1, 5)}",
            3 when type is "i32" => $"{-trips}..={_random.Next(0, 4)}",
            4 when type is "i32" && Find(variable => variable.Type[0] == '[') is { } array => $"0..len({array.Name})",
            5 when type is "i32" && Find(variable => variable.Type == "i32") is { } bound => $"0..{bound.Name} % {trips}",
            6 when type is "i32" && Find(variable => variable.Type == "i32") is { } step => $"{_random.Next(-3, 3)}..{trips}..{step.Name} % 4",
            _ => $"0{suffix}..{trips}{suffix}",
        };
        if (range.Contains("len", System.StringComparison.Ordinal))
            trips = 20;
        int outer = _variables.Count;
        string? label = Label();
        _variables.Add(new Variable(name, type, _random.Next(4) == 0));
        List<Statement> body = Body(depth, trips, label);
        _variables.RemoveRange(outer, _variables.Count - outer);
        block.Add(Statement.Block(Head(label, $"for {name} in {range}:"), body));
    }

    /// <summary>A loop that steps a variable of its own: first, so that it may be continued from everywhere, or late, with the test at the start, in the middle or at the end.</summary>
    private void While(List<Statement> block, int depth)
    {
        string name = Name("w");
        int trips = _random.Next(1, 16);
        string more = _random.Next(3) == 0 ? $" and {Expression("bool", 2)}" : "";
        if (_random.Next(2) == 0)
        {
            string? label = Label();
            block.Add(Statement.Simple($"mut {name} = 0"));
            _variables.Add(new Variable(name, "i32", false));
            List<Statement> body = Body(depth, trips, label);
            body.Insert(0, Statement.Simple($"{name} += 1"));
            block.Add(new Statement(new Clause(Head(label, $"while {name} < {trips}{more}:"), body)));
            return;
        }
        string type = Pick(["i32", "i32", "i64", "u32"]);
        string suffix = type == "i32" ? "" : type;
        int amount = _random.Next(1, 4);
        bool grows = type == "u32" || _random.Next(3) > 0;
        int last = (trips - 1) * amount;
        block.Add(Statement.Simple($"mut {name} = {(grows ? 0 : last)}{suffix}"));
        _variables.Add(new Variable(name, type, false));
        List<Statement> round = Body(depth, trips, null, stepsLate: true);
        Statement step = Statement.Simple($"{name} {(grows ? "+=" : "-=")} {amount}{suffix}");
        string bound = grows ? $"{last}{suffix}" : $"0{suffix}";
        int form = _random.Next(3);
        string goesOn = $"{name} {(trips > 1 && _random.Next(3) == 0 ? "!=" : grows ? "<" : ">")} {bound}{more}";
        if (form == 0)
        {
            round.Add(step);
            block.Add(new Statement(new Clause($"while {goesOn}:", round)));
            return;
        }
        int middle = form == 1 ? _random.Next(round.Count + 1) : round.Count;
        Statement test = Statement.Simple($"if not ({goesOn}): break");
        if (_random.Next(2) == 0 && Find(variable => variable.IsMutable && variable.Type is "i32" or "i64" or "u32" or "u64" or "f64" or "bool" && variable.Name != name && variable.Name[0] is 'v' or 'g') is { } other)
            round.Insert(middle, Statement.Simple($"{other.Name} = {Literal(other.Type)}"));
        round.InsertRange(middle, _random.Next(2) == 0 ? [test, step] : [step, test]);
        block.Add(new Statement(new Clause("while true:", round)));
    }

    /// <summary>Over an array that the body may change: it grows to 20 elements at most.</summary>
    private void Iterate(List<Statement> block, int depth)
    {
        if (Find(variable => variable.Type[0] == '[') is not { } array)
        {
            Count(block, depth);
            return;
        }
        string name = Name("x");
        int outer = _variables.Count;
        string? label = Label();
        _variables.Add(new Variable(name, array.Type[1..^1], false));
        List<Statement> body = Body(depth, 20, label);
        string element = Expression(array.Type[1..^1], 1);
        if (_random.Next(2) == 0)
            body.Insert(_random.Next(body.Count + 1), Statement.Simple(_random.Next(3) == 0 ? $"if len({array.Name}) > 3: pop({array.Name})" : $"if len({array.Name}) < 12: push({array.Name}, {element})"));
        _variables.RemoveRange(outer, _variables.Count - outer);
        block.Add(Statement.Block(Head(label, $"for {name} in {array.Name}:"), body));
    }

    private void If(List<Statement> block, int depth)
    {
        var clauses = new List<Clause> { new($"if {Expression("bool", 2)}:", Block(depth + 1, _random.Next(1, 4))) };
        if (_random.Next(3) == 0)
            clauses.Add(new Clause($"elif {Expression("bool", 2)}:", Block(depth + 1, _random.Next(1, 3))));
        if (_random.Next(2) == 0)
            clauses.Add(new Clause("else:", Block(depth + 1, _random.Next(1, 4))));
        block.Add(new Statement([.. clauses]));
    }

    private void Match(List<Statement> block, int depth)
    {
        string value = Expression("E", 2);
        string number = Name("m");
        string real = Name("m");
        string text = Name("m");
        int outer = _variables.Count;
        _variables.Add(new Variable(number, "i32", false));
        List<Statement> first = Block(depth + 2, _random.Next(1, 3));
        _variables.RemoveRange(outer, _variables.Count - outer);
        _variables.Add(new Variable(real, "f64", false));
        _variables.Add(new Variable(text, "string", false));
        List<Statement> second = Block(depth + 2, _random.Next(1, 3));
        _variables.RemoveRange(outer, _variables.Count - outer);
        var arms = new Statement(
            new Clause($"E.A({number}) ->", first),
            new Clause($"E.B({real}, {text}) ->", second),
            new Clause("E.C ->", Block(depth + 2, _random.Next(1, 3))))
        { IsFixed = true };
        block.Add(Statement.Block($"match {value}:", [arms]));
    }

    private void Closure(List<Statement> block)
    {
        string name = Name("c");
        string parameter = Name("q");
        int outer = _variables.Count;
        _variables.Add(new Variable(parameter, "i32", false));
        // Closures may only assign what is declared with mut, which excludes loop variables that are assigned.
        Variable? captured = Find(variable => variable.IsMutable && variable.Type == "i32" && variable.Name[0] is 'v' or 'g');
        string result = Expression("i32", 2);
        _variables.RemoveRange(outer, _variables.Count - outer);
        block.Add(captured is null || captured.Type != "i32"
            ? Statement.Simple($"mut {name}: fn(i32) -> i32 = fn({parameter}: i32) -> i32: {result}")
            : Statement.Block(
                $"mut {name}: fn(i32) -> i32 = fn({parameter}: i32) -> i32:",
                [Statement.Simple($"{captured.Name} = ({captured.Name} + {parameter}) % {_random.Next(2, 5000)}"), Statement.Simple($"return {result}")]));
        _variables.Add(new Variable(name, "fn", false));
    }

    /// <summary>A variable whose type changes in a chosen round of a loop.</summary>
    private void Flip(List<Statement> block, int depth)
    {
        string name = Name("v");
        string counter = Name("i");
        int trips = _random.Next(3, 25);
        string from = Pick(Numbers);
        string to = Pick(Numbers.Where(type => type != from).Append("string").ToArray());
        block.Add(Statement.Simple($"mut {name} = {(from == "i32" ? "3" : Literal(from))}"));
        _variables.Add(new Variable(name, "any", true));
        int outer = _variables.Count;
        _variables.Add(new Variable(counter, "i32", false));
        List<Statement> body = Body(depth, trips, null);
        _variables.RemoveRange(outer, _variables.Count - outer);
        body.Insert(0, Statement.Simple($"{name} = {name} {(to == "string" ? "*" : "+")} 1"));
        // A literal would adapt to the variable instead of flipping it.
        body.Insert(_random.Next(body.Count + 1), Statement.Simple($"if {counter} == {_random.Next(trips)}: {name} = pick(true, {Literal(to)}, {Literal(to)})"));
        block.Add(Guarded([Statement.Block($"for {counter} in 0..{trips}:", body)]));
        if (_printed < 400 && _work <= 60)
            block.Add(Statement.Simple($"print(\"{name}\", {name}, typeof({name}))"));
    }
}
