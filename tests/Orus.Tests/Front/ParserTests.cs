using System.Collections.Generic;
using System.Text;
using NUnit.Framework;
using Orus.Front.Diagnostics;

namespace Orus.Tests.Front;

[TestFixture]
internal sealed class ParserTests
{
    [TestCase("a + b * c - d", "(- (+ a (* b c)) d)")]
    [TestCase("a as f64 / b as f64", "(/ (as a f64) (as b f64))")]
    [TestCase("-a as i64", "(as (- a) i64)")]
    [TestCase("not a == b", "(== (not a) b)")]
    [TestCase("a or b and c == d", "(or a (and b (== c d)))")]
    [TestCase("a < b <= c == d", "(== (compare a < b <= c) d)")]
    [TestCase("(a < b) < c", "(compare (paren (compare a < b)) < c)")]
    [TestCase("a if b else c if d else e", "(if b a (if d c e))")]
    [TestCase("a as f64 < b", "(compare (as a f64) < b)")]
    [TestCase("f(x)(y)[0].z", "(. (index (call (call f x) y) 0) z)")]
    [TestCase("a[1..]", "(slice a 1..)")]
    [TestCase("a[..n + 1]", "(slice a ..(+ n 1))")]
    [TestCase("a[..]", "(slice a ..)")]
    [TestCase("P{ x: 1, y: m.Q{}, }", "(new P x: 1 y: (new m.Q))")]
    [TestCase("v matches Shape.Circle(_)", "(matches v (call (. Shape Circle) _))")]
    [TestCase("fn(x: i32) -> i32: x + 1", "fn(x: i32) -> i32\n  (+ x 1)")]
    [TestCase("f(fn(x): x + 1, 2)", "(call f fn(x)\n  (+ x 1) 2)")]
    [TestCase("{ a = 1; a + 1 }", "block\n  (= a 1)\n  (+ a 1)")]
    [TestCase("-5.abs", "(- (. 5 abs))")]
    public void Expressions(string text, string expected) => Assert.That(FrontHarness.Tree(text), Is.EqualTo(expected));

    [TestCase("[0, 4]", "(fill? 0 4)")]
    [TestCase("[0, N]", "(fill? 0 N)")]
    [TestCase("[0, m.N]", "(fill? 0 (. m N))")]
    [TestCase("[0, 4,]", "(array 0 4)")]
    [TestCase("[0, -1]", "(array 0 -1)")]
    [TestCase("[0, (4)]", "(array 0 (paren 4))")]
    [TestCase("[0, 4.0]", "(array 0 4f)")]
    [TestCase("[0, 1, 2]", "(array 0 1 2)")]
    [TestCase("print([1, 2])", "(print (array 1 2))")]
    [TestCase("f([[1, 2], 3])", "(call f (array (array 1 2) 3))")]
    [TestCase("([1, 2])", "(paren (fill? 1 2))")]
    [TestCase("f(fn(): [1, 2])", "(call f fn()\n  (array 1 2))")]
    [TestCase("f(fn():\n  [1, 2]\n)", "(call f fn()\n  (fill? 1 2))")]
    [TestCase("f({ [1, 2] })", "(call f block\n  (fill? 1 2))")]
    public void Fills(string text, string expected) => Assert.That(FrontHarness.Tree(text), Is.EqualTo(expected));

    [TestCase("x = 1", "(= x 1)")]
    [TestCase("a = b.c = d[0] = 3", "(= a (. b c) (index d 0) 3)")]
    [TestCase("a, b = c", "(destructure a, b = c)")]
    [TestCase("x = 1, mut y = 2, z: f64 = 0.5, W := 3", "(= x 1)\n(mut y 2)\n(typed z: f64 0.5f)\n(const W 3)")]
    [TestCase("X: i32 := 1", "(const X: i32 1)")]
    [TestCase("mut x: [i32, 4] = 1", "(mut x: [i32, 4] 1)")]
    [TestCase("a[i] %= 2", "(%= (index a i) 2)")]
    [TestCase("x: m.Box<Box<i32>>= 1", "(typed x: m.Box[Box[i32]] 1)")]
    [TestCase("x: ?fn(i32, [any]?) -> f64 = 1", "(typed x: fn(i32, [any]) -> f64 1)")]
    [TestCase("print()", "(print)")]
    [TestCase("return a, b", "(return a b)")]
    [TestCase("; ; x;; y;", "x\ny")]
    [TestCase("use a.b as c: d, e as f", "use a.b as c: d, e as f")]
    [TestCase("use m: *", "use m: *")]
    [TestCase("pub mut x = 1\npub y = 2\npub Z := 3", "pub (mut x 1)\npub (= y 2)\npub (const Z 3)")]
    public void SimpleStatements(string text, string expected) => Assert.That(FrontHarness.Tree(text), Is.EqualTo(expected));

    [TestCase("if a: b\nelif c: d; e\nelse: f", "if a\n  b\nelif c\n  d\n  e\nelse\n  f")]
    [TestCase("if a: b else: c", "if a\n  b\nelse\n  c")]
    [TestCase("if a:\n  if b:\n    c\nelse:\n  d\ne", "if a\n  if b\n    c\nelse\n  d\ne")]
    [TestCase("'rows: for r in 0..=n - 1..2:\n  break 'rows", "'rows: for r in 0..=(- n 1)..2\n  (break 'rows)")]
    [TestCase("for x in xs: f(x); g(x)", "for x in xs\n  (call f x)\n  (call g x)")]
    [TestCase("while a: continue", "while a\n  (continue)")]
    [TestCase("do: a\ncatch: b", "try\n  a\ncatch\n  b")]
    [TestCase("try:\n  a\ncatch e:\n  b", "try\n  a\ncatch e\n  b")]
    [TestCase("match x:\n  1 -> a; b\n  -2 -> if c: d\n  E.V(p, _) ->\n    e\n  m.E.W -> return f\n  K -> pass\n  _ -> g",
        "match x\n  1 ->\n    a\n    b\n  -2 ->\n    if c\n      d\n  E.V(p, _) ->\n    e\n  m.E.W ->\n    (return f)\n  K ->\n    (pass)\n  _ ->\n    g")]
    [TestCase("x = match y:\n  1 -> a\n  _ -> b\nif c: d", "(= x match y\n  1 ->\n    a\n  _ ->\n    b)\nif c\n  d")]
    [TestCase("f = fn():\n  a\n(b)", "(= f fn()\n  a)\n(paren b)")]
    [TestCase("x = {\n  match y:\n    1 -> a\n    _ -> b\n}", "(= x block\n  match y\n    1 ->\n      a\n    _ ->\n      b)")]
    public void CompoundStatements(string text, string expected) => Assert.That(FrontHarness.Tree(text), Is.EqualTo(expected));

    [Test]
    public void Definitions()
    {
        const string Text = """
            pub struct P:
                pub x: i32 = 1
                y: [m.Q]
            enum Box<T>:
                Full(value: T, i32)
                Empty()
            impl P:
                pub fn open(a, b: i32,) -> P:
                    return a
                fn close(self): pass
            fn f() -> i32: 1
            """;
        Assert.That(FrontHarness.Tree(Text), Is.EqualTo("""
            pub struct P
              x: i32 = 1
              y: [m.Q]
            enum Box[T]
              Full(value: T, i32)
              Empty
            impl P
              pub fn open(a, b: i32) -> P
                (return a)
              fn close(self)
                (pass)
            fn f() -> i32
              1
            """.ReplaceLineEndings("\n")));
    }

    [TestCase("x = 1 +\ny = 2\nz = * 3", "main.orus:1:8: E1001: expected an expression, found the end of the line\nmain.orus:3:5: E1001: expected an expression, found `*`\n")]
    [TestCase("print(1\nprint(2)\nx = )", "main.orus:2:1: E1003: expected `)`: the `(` on line 1 is not closed\nmain.orus:3:5: E1001: expected an expression, found `)`\n")]
    [TestCase("print(f(1)\nx = 5", "main.orus:2:1: E1003: expected `)`: the `(` on line 1 is not closed\n")]
    [TestCase("if a:\n  y = g(2\n  z = 1", "main.orus:3:3: E1003: expected `)`: the `(` on line 2 is not closed\n")]
    [TestCase("a = [\n  1\n  2\n]", "main.orus:3:3: E1001: expected `,` or `]`, found `2`\n")]
    [TestCase("a = [1, 2\n", "main.orus:1:5: E1020: this `[` is never closed\n")]
    [TestCase("while x\n  a b\n  c\nd e", "main.orus:1:8: E1002: expected `:` at the end of this line\nmain.orus:2:5: E1001: expected the end of the statement, found `b`\nmain.orus:4:3: E1001: expected the end of the statement, found `e`\n")]
    [TestCase("whlie x:\n  a b\nelse:\n  c d\ne f", "main.orus:1:7: E1001: expected the end of the statement, found `x`\nmain.orus:5:3: E1001: expected the end of the statement, found `f`\n")]
    [TestCase("f(fn():\n  a b\n  c\n, 2)\nd e", "main.orus:2:5: E1001: expected the end of the statement, found `b`\nmain.orus:5:3: E1001: expected the end of the statement, found `e`\n")]
    [TestCase("f(a b, fn():\n  c d\n, 2)\ne f", "main.orus:1:5: E1001: expected `,` or `)`, found `b`\nmain.orus:4:3: E1001: expected the end of the statement, found `f`\n")]
    [TestCase("fn f():\n  struct S:\n    x: i32\n  a", "main.orus:2:3: E1006: `struct` is allowed only at the top level of a module\n")]
    [TestCase("if a = b:\n  c\nelse if d:\n  e", "main.orus:1:6: E1001: `=` assigns; a condition compares\nmain.orus:3:1: E1006: `else if` is not Orus\n")]
    [TestCase("x = 1\n    y = 2\nz = 3", "main.orus:2:5: E1008: unexpected indentation\n")]
    [TestCase("if a:", "main.orus:1:6: E1005: expected a body, indented deeper than its header\n")]
    [TestCase("mut x += 1\nmut y\n", "main.orus:1:7: E1015: a declaration needs `=` and a first value\nmain.orus:2:5: E1015: a declaration needs a value\n")]
    [TestCase("print(1 2)\nprint 3", "main.orus:1:9: E1019: expected `,` before `2`\nmain.orus:2:7: E1003: expected `(` after `print`\n")]
    public void EveryErrorOnceAndNoCascade(string text, string expected) => Assert.That(FrontHarness.Errors(text), Is.EqualTo(expected));

    [TestCase("whlie x:\n  y", "did you mean `while`?")]
    [TestCase("let x = 1", "write `x = …`, or `mut x = …` for a variable that changes")]
    [TestCase("i++", "there is no `++`; write `x += 1`")]
    [TestCase("i--", "there is no `--`; write `x -= 1`")]
    [TestCase("x = a ? b : c", "the conditional expression is written `a if condition else b`")]
    [TestCase("x = !a", "write `not`")]
    [TestCase("x = a || b", "write `or`")]
    [TestCase("x = 5 i32", "a suffix must touch its number")]
    [TestCase("x = .5", "write `0.5` instead of `.5`")]
    [TestCase("if a = b: c", "write `==`")]
    [TestCase("match a:\n  1 => b", "an arm is written `pattern -> body`")]
    [TestCase("if x {\n  y\n}", "a `{` after a name begins a struct literal; blocks begin with `:`")]
    [TestCase("x = y as i32 as i64", "put the first cast in parentheses: `(x as a) as b`")]
    [TestCase("fn f()\n  1", "a header ends with `:`")]
    [TestCase("if a: b\nint x = 5", "the type follows the name: `x: i32 = …`")]
    [TestCase("if a:\n  b\nraise c", "errors come from operations that fail, or from `assert_eq(label, actual, expected)`")]
    [TestCase("f = lambda x: x", "a function without a name is written `fn(x): …`")]
    [TestCase("if (a) {\n  y\n}", "blocks have no braces: they begin with `:` and are indented")]
    [TestCase("for i in 0..10 step 2: a", "the step is the third part of a range: `0..10..2`")]
    [TestCase("for i, x in a: b", "a loop has one variable; for indices write `for i in 0..len(a)`")]
    [TestCase("fn f<T>(x: T): x", "a function is generic in all parameters that have no type: `fn f(x): …`")]
    [TestCase("f(x = 3)", "arguments have no names; they are given in order")]
    [TestCase("x = (1, 2)", "there are no tuples; an array is written `[a, b,]`")]
    [TestCase("x = {\"a\": 1}", "there are no dictionaries; use a struct, or arrays of keys and of values")]
    [TestCase("x = {}", "there are no dictionaries; use a struct, or arrays of keys and of values")]
    [TestCase("match = 3", "`match` is a reserved word and cannot be a name")]
    [TestCase("print(7 // 2)", "`//` begins a comment; integers are divided by `/`")]
    [TestCase("match a:\n  case 1: b", "an arm is written `pattern -> body`")]
    [TestCase("x = |a| a + 1", "Orus has no bitwise operators; `and` and `or` of two integers are bitwise")]
    [TestCase("#!/usr/bin/env orus\nx = 1", "comments begin with `//`")]
    [TestCase("print(“a”)", "strings are written with straight double quotes: \"…\"")]
    [TestCase("größe = 1", "names consist of the letters a to z, digits and `_`")]
    [TestCase("x =\u00A01", "this looks like a space and is none; type the space anew")]
    public void HelpNamesTheOrusSpelling(string text, string help)
    {
        List<Diagnostic> diagnostics = FrontHarness.Parse(Encoding.UTF8.GetBytes(text)).Diagnostics;
        Assert.That(diagnostics, Has.Count.EqualTo(1));
        Assert.That(diagnostics[0].Help, Is.EqualTo(help));
    }
}
