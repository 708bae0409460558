using System.Globalization;
using System.Linq;

namespace Orus.Fuzz;

internal sealed partial class ProgramGenerator
{
    private static readonly string[] Edges32 = ["2147483647", "-2147483648", "2147483646", "-2147483647", "65536", "46341", "-46341", "1000000007"];
    private static readonly string[] Edges64 = ["9223372036854775807i64", "-9223372036854775808i64", "9223372036854775806i64", "4294967296i64", "-2147483649i64", "3037000500i64"];
    private static readonly string[] EdgesU32 = ["4294967295u32", "4294967294u32", "2147483648u32", "65536u32"];
    private static readonly string[] EdgesU64 = ["18446744073709551615u64", "9223372036854775808u64", "4294967296u64"];
    private static readonly string[] EdgesF64 = ["0.0", "-0.0", "1e308", "-1e308", "5e-324", "INF", "NAN", "0.1", "9007199254740993.0", "2147483648.0", "-2147483649.0", "1e19"];
    private static readonly string[] Texts = ["\"\"", "\"a\"", "\"b\"", "\"ab\"", "\"12\"", "\"x9\"", "\"é\""];

    private string Literal(string type)
    {
        bool edge = _random.Next(5) == 0;
        string small = _random.Next(-9, 20).ToString(CultureInfo.InvariantCulture);
        string natural = _random.Next(0, 20).ToString(CultureInfo.InvariantCulture);
        return type switch
        {
            "i32" => edge ? Pick(Edges32) : small,
            "i64" => edge ? Pick(Edges64) : small + "i64",
            "u32" => edge ? Pick(EdgesU32) : natural + "u32",
            "u64" => edge ? Pick(EdgesU64) : natural + "u64",
            "f64" => edge ? Pick(EdgesF64) : small + ".5",
            "bool" => Pick(["true", "false"]),
            "string" => Pick(Texts),
            "any" => Literal(Pick(["i32", "i32", "f64", "string", "bool", "i64", "u32"])),
            "S" => $"S{{ a: {Literal("i32")}, d: {Literal("[i32]")}{(_random.Next(2) == 0 ? $", e: {Literal("any")}" : "")} }}",
            "E" => Pick(["E.C", $"E.A({Literal("i32")})", $"E.B({Literal("f64")}, {Literal("string")})"]),
            _ => $"[{string.Concat(Enumerable.Range(0, _random.Next(1, 7)).Select(_ => Literal(type[1..^1]) + ", "))}]",
        };
    }

    /// <summary>An expression of a type; one that raises is as likely as the values make it.</summary>
    private string Expression(string type, int depth)
    {
        if (depth <= 0 || _random.Next(6) == 0)
            return Leaf(type);
        int kind = _random.Next(14);
        if (kind == 0 && type is not ("any" or "[any]"))
            return $"({Expression(type, depth - 1)} if {Expression("bool", depth - 1)} else {Expression(type, depth - 1)})";
        if (kind == 1 && Find(variable => variable.Type == $"[{type}]") is { } array)
            return $"{array.Name}[{Index(array)}]";
        if (kind == 2 && Call(type) is { } call)
            return call;
        if (kind == 3 && type is not ("any" or "[any]" or "bool"))
            return type[0] is '[' or 'S' or 'E' ? $"pick({Expression("bool", 0)}, {Leaf(type)}, {Leaf(type)})" : $"plus({Operand(type, depth - 1)}, {Leaf(type)})";
        return type switch
        {
            "i32" => I32(depth, kind),
            "i64" => kind switch
            {
                4 => $"({Expression("i32", depth - 1)} as i64)",
                5 when Find(variable => variable.Type == "S") is { } record => _random.Next(2) == 0 ? record.Name + ".b" : record.Name + ".sum()",
                6 => $"({Expression("f64", depth - 1)} as i64)",
                _ => Arithmetic(type, depth),
            },
            "u32" or "u64" => kind switch
            {
                4 => $"({Expression("i32", depth - 1)} as {type})",
                5 => $"({Expression("f64", depth - 1)} as {type})",
                _ => Arithmetic(type, depth),
            },
            "f64" => kind switch
            {
                4 => $"({Expression(Pick(Integers), depth - 1)} as f64)",
                5 when Find(variable => variable.Type == "S") is { } record => record.Name + ".c",
                _ => Arithmetic(type, depth),
            },
            "bool" => Condition(depth, kind),
            "string" => kind switch
            {
                4 or 5 or 6 => $"({Expression(Pick(Numbers), depth - 1)} as string)",
                7 when Find(variable => variable.Type == "string") is { } text => $"{text.Name}[{Expression("i32", 0)}]",
                8 => $"typeof({Leaf("any")})",
                _ => $"({Leaf("string")} + {Literal("string")})",
            },
            "any" => kind switch
            {
                4 or 5 when Dynamic() is { } value => $"({value.Name} {Pick(["+", "-", "*", "/", "%"])} {Literal(Pick(Numbers))})",
                6 when Find(variable => variable.Type == "S") is { } record => record.Name + ".e",
                _ => Expression(Pick(["i32", "f64", "string", "bool", "i64"]), depth - 1),
            },
            _ => Leaf(type),
        };
    }

    private string I32(int depth, int kind) => kind switch
    {
        4 when Find(variable => variable.Type[0] == '[' || variable.Type == "string") is { } list => $"len({list.Name})",
        5 => $"({Expression(Pick(["i64", "u32", "f64", "bool", "u64"]), depth - 1)} as i32)",
        6 when Find(variable => variable.Type == "S") is { } record => Pick([record.Name + ".a", $"{record.Name}.d[{Expression("i32", 0)}]", $"{record.Name}.add({Literal("i32")})", $"len({record.Name}.d)"]),
        7 when Find(variable => variable.Type == "fn") is { } function => _random.Next(3) == 0 ? $"apply({function.Name}, {Expression("i32", depth - 1)})" : $"{function.Name}({Expression("i32", depth - 1)})",
        8 when _work * 300 < MostWork => _random.Next(6) == 0 ? "forever(0)" : $"down({_random.Next(0, 9)}, {Expression("i32", depth - 1)})",
        9 when Find(variable => variable.Type == "[i32]") is { } numbers => $"total({numbers.Name}, {Literal("i32")})",
        _ => Arithmetic("i32", depth),
    };

    /// <summary>Mostly what does not raise: a loop that ends in its first round tests little.</summary>
    private string Arithmetic(string type, int depth) => _random.Next(20) switch
    {
        < 8 => $"({Operand(type, depth - 1)} {Pick(["+", "-"])} {Expression(type, depth - 1)})",
        8 or 9 => $"({Operand(type, 0)} * {SmallConstant(type)})",
        10 => $"({Operand(type, depth - 1)} * {Operand(type, 0)})",
        11 or 12 => $"({Operand(type, depth - 1)} / {SmallConstant(type)})",
        13 or 14 or 15 => $"({Operand(type, depth - 1)} % {SmallConstant(type)})",
        16 => $"({Operand(type, depth - 1)} {Pick(["/", "%"])} {Operand(type, 0)})",
        17 when type[0] != 'u' => $"(-{Operand(type, 0)})",
        _ => $"({Operand(type, depth - 1)} {Pick(["+", "-"])} {Operand(type, 0)})",
    };

    /// <summary>A constant that strength reduction may have an opinion on.</summary>
    private string SmallConstant(string type) => type == "f64"
        ? Pick(["2.0", "0.5", "7.25", "1.0", "-1.0", "3.0"])
        : Pick(["1", "2", "3", "4", "7", "8", "10", "16", "64", "1000", "1000003"]) + (type == "i32" ? "" : type);

    /// <summary>Something that is not a literal where possible, so that the operation has the type meant.</summary>
    private string Operand(string type, int depth)
    {
        if (depth > 0)
            return Expression(type, depth);
        return Find(variable => variable.Type == type) is { } variable ? variable.Name : Literal(type);
    }

    private string Leaf(string type)
    {
        if (_random.Next(4) > 0 && Find(variable => variable.Type == type) is { } variable)
            return variable.Name;
        if (type is "i32" or "f64" or "string" or "bool" && _random.Next(40) == 0 && Dynamic() is { } dynamic)
            return type is "string" ? $"typeof({dynamic.Name})" : $"({dynamic.Name} as {type})";
        return Literal(type);
    }

    private Variable? Dynamic() => Find(variable => variable.Type == "any");

    private string Condition(int depth, int kind)
    {
        string type = Pick(_scalars) is var scalar and not ("bool" or "any") ? scalar : "i32";
        return kind switch
        {
            4 or 5 => $"({Expression("bool", depth - 1)} {Pick(["and", "or"])} {Expression("bool", depth - 1)})",
            6 => $"(not {Expression("bool", depth - 1)})",
            7 => $"({Leaf("any")} == {Leaf(Pick(Numbers))})",
            8 => $"({Operand("E", 0)} {Pick(["==", "matches"])} {Pick(["E.C", "E.A(3)"])})",
            9 => $"({Operand("i32", 0)} < {Operand("i32", 0)} <= {Operand("i32", 0)})",
            10 when Dynamic() is { } value => $"({value.Name} < {Literal(Pick(Numbers))})",
            _ => $"({Operand(type, depth - 1)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Operand(type, depth - 1)})",
        };
    }

    /// <summary>Mostly an index that exists, often one that an analysis may prove.</summary>
    private string Index(Variable array) => _random.Next(8) switch
    {
        0 => Literal("i32"),
        1 => Expression("i32", 1),
        2 => $"len({array.Name}) - 1",
        3 => Leaf(Pick(Integers)),
        4 => "0",
        _ => Find(variable => variable.Name[0] is 'i' or 'w') is { } counter ? counter.Name : "0",
    };

    private string? Call(string type)
    {
        Function[] fitting = [.. _functions.Where(function => function.Result == type && function.Cost * _work < MostWork * 4)];
        if (fitting.Length == 0)
            return null;
        Function callee = Pick(fitting);
        _cost += callee.Cost * _work;
        return $"{callee.Name}({string.Join(", ", callee.Parameters.Select(parameter => Expression(parameter, 1)))})";
    }
}
