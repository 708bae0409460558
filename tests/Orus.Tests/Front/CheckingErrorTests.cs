using NUnit.Framework;
using Orus.Front;
using Orus.Front.Source;

namespace Orus.Tests.Front;

/// <summary>Compile errors: which, and where.</summary>
public sealed class CheckingErrorTests
{
    /// <summary>Section 20 of the language reference.</summary>
    [TestCase("x: i32 = \"a\"", "1:10 E2001")]
    [TestCase("x = 1 + \"a\"", "1:7 E2001")]
    [TestCase("a: i64 = 1, b: i32 = 2, c = a + b", "1:31 E2001")]
    [TestCase("x = 5; x = 6", "1:8 E1014")]
    [TestCase("print(nope)", "1:7 E1010")]
    [TestCase("mut x = 1; mut x = 2", "1:16 E1011")]
    [TestCase("x = \"12\" as i32", "1:10 E2005")]
    [TestCase("x = -true", "1:5 E2001")]
    [TestCase("break", "1:1 E1401")]
    [TestCase("lower: i32 := 3", "1:1 E1013")]
    [TestCase("[1, \"a\", 2]", "1:5 E2001")]
    [TestCase("if 1: print(\"x\")", "1:4 E1403")]
    [TestCase("x = true and 5", "1:10 E2001")]
    [TestCase("x: u32 = -1", "1:10 E2001")]
    [TestCase("mut x: i32 = 1; x = \"s\"", "1:21 E2001")]
    [TestCase("range(\"ten\")", "1:7 E2001")]
    public void Summary(string program, string expected) => Assert.That(CheckingHarness.Errors(program), Is.EqualTo(expected));

    [TestCase("fn f(): 1\nfn f(): 2", "2:4 E1011")]
    [TestCase("fn f() -> i32:\n    x = 1\nprint(f())", "1:4 E2012")]
    [TestCase("fn f(p: bool) -> i32:\n    if p: return 1\nprint(f(true))", "1:4 E2012")]
    [TestCase("fn f() -> i32:\n    while true:\n        pass\nprint(f())", "")]
    [TestCase("fn f() -> i32:\n    while true:\n        break\nprint(f())", "1:4 E2012")]
    [TestCase("fn f():\n    x = 1\nprint(f())", "3:7 E2001")]
    [TestCase("fn f(a: i32): a\nf(1, 2)", "2:2 E2009")]
    [TestCase("f = fn(a: i32): a\nf()", "2:2 E2009")]
    [TestCase("x = 5\nx()", "2:2 E2007")]
    [TestCase("fn f():\n    for i in 0..2:\n        g = fn(): i = 1\nf()", "3:19 E1014")]
    [TestCase("for i in 0..2:\n    fn g():\n        break", "3:9 E1401")]
    [TestCase("for i in 0..2: continue 'x", "1:25 E1402")]
    [TestCase("for i in 0..5..0: pass", "1:1 E1404")]
    [TestCase("for i in 0.5..2: pass", "1:10 E2001")]
    [TestCase("a = [1, 2,]\na[\"x\"] = 1", "2:3 E2001")]
    [TestCase("a = [1, 2,]\nprint(a[1.5])", "2:9 E2001")]
    [TestCase("s = \"abc\"\ns[0] = \"x\"", "2:2 E2007")]
    [TestCase("x = 1\nx += 1", "2:1 E1014")]
    [TestCase("x = 1.5\ny = 2\nprint(x * y)", "3:9 E2001")]
    [TestCase("a: u32 = 1\nprint(-a)", "2:7 E2007")]
    [TestCase("print([1,] + [2,])", "1:12 E2007")]
    [TestCase("A := B\nB := A", "1:1 E1006")]
    [TestCase("a: [i32, 3] = [1, 2,]", "1:15 E2001")]
    [TestCase("n = 2\na: [i32, n] = [1, 2,]", "2:10 E2001")]
    [TestCase("x: Foo = 1", "1:4 E2003")]
    [TestCase("return 5", "")]
    [TestCase("fn f() -> void: return 1", "1:24 E2001")]
    [TestCase("x = print", "1:5 E1001")]
    [TestCase("x = len", "1:5 E2001")]
    public void Statements(string program, string expected) => Assert.That(CheckingHarness.Errors(program), Is.EqualTo(expected));

    private const string Types = """
        struct P:
            x: i32
            y: i32 = 2
        impl P:
            fn make(x: i32) -> P: P{ x: x }
            fn sum(self) -> i32: self.x + self.y
        enum E:
            A(n: i32)
            B

        """;

    [TestCase("P{ }", "10:1 E2011")]
    [TestCase("P{ x: 1, x: 2 }", "10:10 E2011")]
    [TestCase("P{ x: 1, z: 2 }", "10:10 E2010")]
    [TestCase("P{ x: \"s\" }", "10:7 E2001")]
    [TestCase("p = P{ x: 1 }\np.z", "11:3 E2010")]
    [TestCase("p = P{ x: 1 }\np.sum", "11:3 E2010")]
    [TestCase("p = P{ x: 1 }\np.make(1)", "11:3 E2010")]
    [TestCase("p = P{ x: 1 }\nprint(p.sum(), P.sum(p), P.make(3).sum())", "")]
    [TestCase("P.nope()", "10:3 E2010")]
    [TestCase("E.C", "10:3 E2010")]
    [TestCase("E.A", "10:3 E2009")]
    [TestCase("E.A(1, 2)", "10:4 E2009")]
    [TestCase("E.A(\"s\")", "10:5 E2001")]
    [TestCase("match E.B:\n    E.B -> pass", "10:1 E1410")]
    [TestCase("match E.B:\n    E.B -> pass\n    E.B -> pass\n    _ -> pass", "12:5 E1411")]
    [TestCase("match E.B:\n    _ -> pass\n    E.B -> pass", "12:5 E1411")]
    [TestCase("match E.B:\n    E.A -> pass\n    E.B -> pass", "11:7 E2009")]
    [TestCase("match 3:\n    1 -> pass\n    \"s\" -> pass", "12:5 E2001")]
    [TestCase("x = match 3:\n    1 -> 2", "10:5 E1410")]
    [TestCase("x = match true:\n    true -> 2\n    false -> 3", "")]
    [TestCase("P = 3", "10:1 E1011")]
    [TestCase("fn f(E: i32): 1", "10:6 E1011")]
    public void StructsAndEnums(string program, string expected) => Assert.That(CheckingHarness.Errors(Types + program), Is.EqualTo(expected));

    [Test]
    public void FailedExpressionsSilenceWhatFollows() =>
        Assert.That(CheckingHarness.Errors("a = nope + 1\nb: i32 = a\nc = [a, 1, 2]\nprint(a + \"x\", c[0] + nope)"), Is.EqualTo("1:5 E1010"));

    [Test]
    public void AnUndefinedNameIsReportedOncePerBody() =>
        Assert.That(CheckingHarness.Errors("print(nope, nope)\nfn f(): nope\nprint(nope)"), Is.EqualTo("1:7 E1010, 2:9 E1010"));

    [Test]
    public void VeryLongNamesAreNotCompared()
    {
        string name = new('a', 200_000);
        Assert.That(CheckingHarness.Errors($"{name} = 1\nprint({name}b)"), Is.EqualTo("2:7 E1010"));
    }

    [Test]
    public void AnErrorInAnInstanceNamesTheCall()
    {
        FrontendResult result = CheckingHarness.Compile("fn add(a, b):\n    return a + b\nadd(1, 2)\nadd(1, \"x\")", out SourceSet sources);
        string text = CheckingHarness.Render(sources, result.Diagnostics);
        Assert.That(text, Does.Contain("main.orus:2:14").And.Contain("`add(i32, string)` (main.orus:4)"));
    }

    [Test]
    public void AnErrorInAFunctionOfAnInstanceNamesTheCallToo()
    {
        FrontendResult result = CheckingHarness.Compile("fn counter(step):\n    mut n = 0\n    return fn():\n        n += step\n        return n\ncounter(1)\ncounter(0.5)", out SourceSet sources);
        string text = CheckingHarness.Render(sources, result.Diagnostics);
        Assert.That(text, Does.Contain("main.orus:4:11").And.Contain("`counter(f64)` (main.orus:7)"));
    }

    [TestCase("value = 3\nprint(valeu)", "did you mean `value`?")]
    [TestCase("x: int = 3", "did you mean `i32`?")]
    [TestCase("x = 1\nx = 2", "`mut x = …`")]
    [TestCase("x = 1\ns = \"n=\" + x", "`as string`")]
    [TestCase("a = [0, 4]", "[0, 4,]")]
    [TestCase("enum E:\n    Red\nprint(E.Rde)", "did you mean `Red`?")]
    [TestCase("mut sum = 0\nfor v in [0.5,]: sum += v", "declare the left side with the type `f64`, or convert the right side with `as i32`")]
    [TestCase("x = True", "did you mean `true`?")]
    [TestCase("println(1)", "did you mean `print`?")]
    [TestCase("print(length([1,]))", "`len(…)`")]
    [TestCase("print(str(1))", "`… as string`")]
    [TestCase("f(1)", "declare it first: `fn f(…): …`")]
    [TestCase("x: Int = 1", "did you mean `i32`?")]
    [TestCase("a = [1,]\na.sort()", "`sorted(array)`")]
    [TestCase("s = \"a\"\nprint(s.upper())", "strings have no methods")]
    [TestCase("struct P:\n    width: i32\np = P{ width: 1 }\np.colour = 3", "`P` has `width`")]
    [TestCase("struct P:\n    x: i32\nimpl P:\n    fn area(self): 1\nP{ x: 1 }.size()", "`P` has `area`")]
    [TestCase("enum E:\n    Red\n    Blue\nprint(E.Yellow)", "`E` has `Red`, `Blue`")]
    [TestCase("struct P:\n    x: i32\nimpl P:\n    fn f(): self.x", "a first parameter `self`")]
    [TestCase("x: string = 1", "this is an `i32`, but `string` was expected")]
    public void HelpNamesTheLikelyFix(string program, string help)
    {
        FrontendResult result = CheckingHarness.Compile(program, out SourceSet sources);
        Assert.That(CheckingHarness.Render(sources, result.Diagnostics), Does.Contain(help));
    }

    [TestCase("match 1:\n    1 -> print(1)\n    x -> print(x)", "3:5 E1010")]
    public void OneErrorForOneMistake(string program, string expected) => Assert.That(CheckingHarness.Errors(program), Is.EqualTo(expected));

    [TestCase("a = [0, 4]", "1:5 W0001")]
    [TestCase("a = [0, 4,]\nb = [1.5, 4]\nc: [i32, 4] = [0, 4]\nprint([0, 4])", "")]
    public void FillsThatLookLikePairsWarn(string program, string expected) => Assert.That(CheckingHarness.Errors(program), Is.EqualTo(expected));
}
