using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Orus.Tests.Optimizer;

/// <summary>
/// A random program that ends, prints what it computes, and often fails in the middle: nested loops of all kinds, index arithmetic near the bounds, arithmetic near the limits, handlers that look
/// at the variables, calls that change module variables. Equal seeds make equal programs.
/// </summary>
internal sealed class RandomProgram
{
    private static readonly string[] Edges = ["2147483647", "-2147483648", "1073741824", "65536", "46341", "-1", "0", "1", "2", "3", "5", "7", "8", "16"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();
    private readonly List<string> _counters = [];
    private int _indent;
    private int _loopDepth;
    private int _names;
    private int _budget;

    private RandomProgram(int seed) => _random = new Random(seed);

    public static string Make(int seed)
    {
        var program = new RandomProgram(seed);
        program.Write();
        return program._text.ToString();
    }

    private void Write()
    {
        Line("mut g = 3");
        Line("mut total: i64 = 0");
        Line("limit = " + Pick("4", "6", "9"));
        Line("struct P:");
        Line("    x: i32");
        Line("    y: f64");
        Line("fn bump(a: i32) -> i32:");
        Line("    g = g + a % 5");
        Line("    return a - 1");
        Line("fn twice(a: i32, b: i32) -> i32: return a * 2 - b");
        Line("fn shrink(v: [i32]) -> i32: return pop(v)");
        Line("fn reset(p: P):");
        Line("    p.x = p.x % 100");
        for (int i = 0; i < 2; i++)
        {
            string name = "f" + Number(i);
            Line("fn " + name + "(n: i32, v: [i32], w: [i32], p: P) -> i32:");
            _indent++;
            Line("mut a = 1");
            Line("mut b = n");
            Line("mut c: i64 = 1");
            Line("mut d = 0.5");
            Line("mut u: u32 = 7");
            Line("mut flag = false");
            Line("mut fuel = 0");
            _budget = 26;
            Block(3);
            Line("print(a, b, c, d, u, flag)");
            Line("return a + b % 10");
            _indent--;
            Line("fn call" + name + "(n: i32, v: [i32], w: [i32]):");
            Line("    p = P{ x: n, y: 1.5 }");
            Line("    try:");
            Line("        print(" + name + "(n, v, w, p))");
            Line("    catch e:");
            Line("        print(e)");
            Line("    print(v, w, g, total, p)");
        }
        foreach (string n in new[] { "0", "1", "3", "-2", "7" })
        {
            Line("callf0(" + n + ", [1, 2, 3, 4], [5, 6, 7, 8, 9, 10])");
            Line("callf1(" + n + ", [2147483647, -1, 0], [3])");
        }
    }

    private void Block(int most)
    {
        int count = 1 + _random.Next(most);
        for (int i = 0; i < count; i++)
            Statement();
    }

    private void Statement()
    {
        if (--_budget < 0)
        {
            Line("a = a + 1");
            return;
        }
        switch (_random.Next(20))
        {
            case 0:
                If();
                break;
            case 1 or 2 or 3 when _loopDepth < 3:
                For();
                break;
            case 4 or 5 when _loopDepth < 3:
                While();
                break;
            case 6 when _loopDepth < 3:
                ForEach();
                break;
            case 7:
                Try();
                break;
            case 8 or 9 or 10:
                Line(Pick("v", "w") + "[" + Index() + "] = " + Int(2));
                break;
            case 11:
                Line("total += " + Pick("c", "(a as i64)", "total / 3"));
                break;
            case 12:
                Line("g = " + Int(1));
                break;
            case 13:
                Line("p.x = " + Int(2));
                break;
            case 14:
                Line(Pick("d = d * 1.5 - p.y", "d = d / (a as f64)", "p.y = d + 0.25", "c = c * 3 - (b as i64)", "c = (c + 1) % 1000", "flag = " + Bool(1), "reset(p)", "u = u * 8 + (a as u32)", "u = u / 4 % 16 + u / 3", "b = (len(v) + 40) / 4 % 8 * 16"));
                break;
            case 15 when _loopDepth > 0:
                Line("if " + Bool(1) + ": " + Pick("break", "continue"));
                break;
            case 16:
                Line(Pick("if len(w) < 20: push(w, a)", "if len(v) < 20: push(v, b % 7)", "b = pop(w)", "b = shrink(w)"));
                break;
            case 17:
                Line("print(" + Int(1) + ")");
                break;
            default:
                Line(Pick("a", "b") + " = " + Int(3));
                break;
        }
    }

    private void If()
    {
        Line("if " + Bool(2) + ":");
        Nested();
        if (_random.Next(2) == 0)
            return;
        Line("else:");
        Nested();
    }

    private void Try()
    {
        Line("try:");
        Nested();
        Line("catch e:");
        _indent++;
        Line("print(e, a, b, c, g)");
        if (_random.Next(3) == 0)
            Statement();
        _indent--;
    }

    private void For()
    {
        string name = "i" + Number(_names++);
        string range = Pick(
            "0..len(v)", "0..n", "0..len(v) - 1", "1..limit", "0..6", "3..0..-1", "len(w) - 1..=0..-1", "0..len(w)..2", "0..=n", "n..limit", "0..10..3", "2147483645..=2147483647", "-2..3", "0..a % 8", "0..b % 5..2", "0..3", "4..=1..-1", "0..2");
        Line("for " + name + " in " + range + ":");
        Loop(name);
    }

    private void While()
    {
        string name = "k" + Number(_names++);
        Line("mut " + name + " = " + Pick("0", "1", "n", "len(w)", "5", "a % 6"));
        string condition = Pick(name + " < n", name + " < len(v)", name + " <= limit", name + " < 6", name + " != 7", name + " < len(w) and v[0] != 99", "true", name + " > 0", name + " < g % 9 or flag");
        Line("while " + condition + ":");
        _indent++;
        Line("fuel += 1");
        Line("if fuel > 60: break");
        string step = condition.Contains('>', StringComparison.Ordinal) ? " -= 1" : Pick(" += 1", " += 1", " += 2", " = " + name + " + 1");
        bool isFirst = _random.Next(2) == 0;
        if (isFirst)
            Line(name + step);
        _indent--;
        Loop(name);
        _indent++;
        if (!isFirst)
            Line(name + step);
        _indent--;
    }

    private void ForEach()
    {
        string name = "x" + Number(_names++);
        Line("for " + name + " in " + Pick("v", "w", "[1, 2, 3]", "range(4)") + ":");
        _indent++;
        Line("fuel += 1");
        Line("if fuel > 60: break");
        _indent--;
        Loop(null);
    }

    private void Loop(string? counter)
    {
        if (counter is not null)
            _counters.Add(counter);
        _loopDepth++;
        Nested();
        _loopDepth--;
        if (counter is not null)
            _counters.Remove(counter);
    }

    private void Nested()
    {
        _indent++;
        Block(3);
        _indent--;
    }

    private string Index()
    {
        string counter = _counters.Count > 0 ? _counters[_random.Next(_counters.Count)] : Pick("a", "b");
        return _random.Next(9) switch
        {
            0 => counter + " + 1",
            1 => counter + " - 1",
            2 => "a % len(v)",
            3 => Pick("0", "1", "2", "3"),
            4 => "len(v) - 1 - " + counter,
            5 => counter + " / 2",
            6 => counter + " * 2",
            _ => counter,
        };
    }

    private string Int(int depth)
    {
        if (depth == 0 || _random.Next(5) == 0)
            return Leaf();
        string left = Int(depth - 1);
        string right = Int(depth - 1);
        return _random.Next(14) switch
        {
            0 or 1 or 2 => "(" + left + " + " + right + ")",
            3 or 4 => "(" + left + " - " + right + ")",
            5 => "(" + left + " * " + right + ")",
            6 => "(" + left + " / " + right + ")",
            7 => "(" + left + " % " + right + ")",
            8 => "(" + left + " % " + Pick("3", "7", "8", "100") + ")",
            9 => Pick("v", "w") + "[" + Index() + "]",
            10 => "bump(" + left + ")",
            11 => "twice(" + left + ", " + right + ")",
            12 => "(" + left + " if " + Bool(1) + " else " + right + ")",
            _ => "(" + left + " * " + Pick("2", "4", "8", "-1") + ")",
        };
    }

    private string Leaf()
    {
        if (_counters.Count > 0 && _random.Next(3) == 0)
            return _counters[_random.Next(_counters.Count)];
        return _random.Next(9) switch
        {
            0 => "(" + Edges[_random.Next(Edges.Length)] + ")",
            1 => "g",
            2 => "p.x",
            3 => "len(" + Pick("v", "w") + ")",
            4 => "n",
            5 => "limit",
            6 => "b",
            _ => "a",
        };
    }

    private string Bool(int depth) => _random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => "flag",
        4 => "(" + Bool(depth - 1) + " and " + Bool(depth - 1) + ")",
        5 => "not (" + Bool(depth - 1) + " or " + Bool(depth - 1) + ")",
        _ => Int(1) + Pick(" < ", " <= ", " == ", " != ", " > ", " >= ") + Int(1),
    };

    private string Pick(params string[] options) => options[_random.Next(options.Length)];

    private void Line(string text)
    {
        _text.Append(' ', _indent * 4).Append(text).Append('\n');
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
