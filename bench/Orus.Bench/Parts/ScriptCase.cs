using System.Collections.Generic;

namespace Orus.Bench.Parts;

/// <summary>A script that does one thing many times.</summary>
/// <param name="Name">Group and thing, for the report.</param>
/// <param name="Source">The program.</param>
/// <param name="Rounds">How often it does the thing.</param>
public sealed record ScriptCase(string Name, string Source, int Rounds)
{
    private const int Many = 200_000;
    private const int Few = 20_000;

    /// <summary>Whether the loop is compiled; otherwise the interpreter runs it.</summary>
    public bool IsCompiled { get; init; }

    /// <summary>How many loops and functions are compiled; with 1 the innermost loop alone, which is then entered from the interpreter in each round.</summary>
    public int? UnitLimit { get; init; }

    /// <summary>All cases.</summary>
    public static IReadOnlyList<ScriptCase> All { get; } =
    [
        Opcode("empty loop", "", "pass"),
        Opcode("add i32", "mut x: i32 = 0", "x = (x + i) % 1000"),
        Opcode("add f64", "mut x = 0.0", "x = x + 1.5"),
        Opcode("compare and branch", "mut x: i32 = 0", "if i % 3 == 0:\n        x = 1"),
        Opcode("load element", "a = [1, 2, 3, 4]\nmut x: i64 = 0", "x = x + a[i % 4] as i64"),
        Opcode("store element", "mut a = [1, 2, 3, 4]", "a[i % 4] = i"),
        Opcode("field", "struct P:\n    x: i32\nmut p = P{x: 1}", "p.x = i"),
        Opcode("call", "fn f(n: i32) -> i32:\n    if n < 0:\n        return f(n + 1)\n    return n\nmut x: i32 = 0", "x = f(i)"),
        Opcode("closure", "k = 3\ng = fn(n: i32) -> i32: n % k\nmut x: i32 = 0", "x = g(i)"),
        Opcode("add any", "fn any(n: i32) -> any:\n    return n\nmut x: any = any(0)", "x = x + 1"),
        Opcode("concatenate", "mut s = \"\"", "s = s + \"x\""),
        Opcode("slice", "a = [1, 2, 3, 4, 5]\nmut b = a", "b = a[1..3]"),
        Opcode("catch", "zero = [0]\nmut x: i32 = 0", "try:\n        x = i / zero[0]\n    catch e:\n        x = i", Few),
        Builtin("typeof", "a = [1]\nmut x = \"\"", "x = typeof(a)"),
        Builtin("timestamp", "mut x = 0.0", "x = timestamp()"),
        Builtin("range", "mut x: i32 = 0", "for j in range(2):\n        x = j"),
        Builtin("len", "a = [1, 2, 3]\nmut x: i32 = 0", "x = len(a)"),
        Builtin("push and pop", "mut a = [1]", "push(a, i)\n    pop(a)"),
        Builtin("float", "mut x = 0.0", "x = float(\"2.5\")"),
        Builtin("int", "mut x = 0", "x = int(\"12345\")"),
        Builtin("sorted", "a = [5, 3, 9, 1, 7, 2, 8]\nmut b = a", "b = sorted(a)", Few),
        Compiled("call", "fn f(n: i32) -> i32:\n    mut s: i32 = 0\n    for j in 0..n:\n        s = s + j\n    return s\nmut x: i32 = 0", "x = f(3)"),
        Compiled("OSR entry", "mut x: i32 = 0", "for j in 0..3:\n        x = j") with { UnitLimit = 1 },
        Compiled("sum", "mut x: i64 = 0", "x = x + i as i64"),
        Compiled("side exit", "mut x: any = 1", "if i % 2 == 0:\n        x = 1.5\n    else:\n        x = 1\n    x = x + 1", Few),
        Compiled("overflow caught", "big: i32 = 2147483647\nmut x: i32 = 0", "try:\n        x = big + i + 1\n    catch e:\n        x = 0", Few),
    ];

    public override string ToString() => Name;

    private static ScriptCase Opcode(string name, string head, string body, int rounds = Many) => Loop("opcode: " + name, head, body, rounds);

    private static ScriptCase Builtin(string name, string head, string body, int rounds = Many) => Loop("builtin: " + name, head, body, rounds);

    private static ScriptCase Compiled(string name, string head, string body, int rounds = Many) => Loop("compiled: " + name, head, body, rounds) with { IsCompiled = true };

    private static ScriptCase Loop(string name, string head, string body, int rounds) => new(name, $"{head}\nfor i in 0..{rounds}:\n    {body}\n", rounds);
}
