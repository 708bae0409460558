using System.Text;
using NUnit.Framework;
using Orus.Front;
using Orus.Front.Source;
using Orus.Front.Typed;

namespace Orus.Tests.Front;

/// <summary>Modules kept in memory, and sessions.</summary>
public sealed class CheckingModuleTests
{
    private const string Base = "pub mut made = 0\npub SCALE: i32 := 3\npub fn grow(x: i32) -> i32:\n    made += 1\n    return x * SCALE\nfn secret() -> i32: 1\n";

    [Test]
    public void ImportsNameTheVariablesAndFunctionsOfTheModule() => Assert.That(CheckingHarness.Typed("""
        use shapes.base: grow, made, SCALE as S
        use shapes.base as b
        print(grow(2), b.grow(5), made, S)
        b.made = 7
        """, ("shapes/base.orus", Base)), Is.EqualTo("""
        module shapes.base:
            @made: i32 = 0:i32
            @SCALE: i32 = 3:i32
        module main:
            print grow(2:i32):i32 " " grow(5:i32):i32 " " @made " " 3:i32 "\n"
            @made: i32 = 7:i32
        fn grow(x: i32) -> i32:
            @made: i32 =. (_ + 1:i32):i32
            return (x * 3:i32):i32

        """));

    [TestCase("use base: secret", "1:11 E3004")]
    [TestCase("use base\nbase.secret()", "2:6 E3004")]
    [TestCase("use base: nope", "1:11 E3004")]
    [TestCase("use base\nx = base", "2:5 E2001")]
    [TestCase("use base: SCALE\nSCALE = 4", "2:1 E1014")]
    [TestCase("use base\nbase.SCALE = 4", "2:6 E1014")]
    [TestCase("use nowhere.at_all", "1:5 E3003")]
    [TestCase("use base: made\nmade = 5", "")]
    [TestCase("use base: *\nprint(grow(1), made)", "")]
    [TestCase("use base: *\nuse other: *\nprint(1)", "")]
    [TestCase("use base: *\nuse other: *\nprint(made)", "3:7 E1011")]
    [TestCase("use base: *\nuse other: *\nmut made = 2\nprint(made)", "")]
    public void NamesOfModules(string program, string expected) =>
        Assert.That(CheckingHarness.Errors(program, ("base.orus", Base), ("other.orus", "pub mut made = 1")), Is.EqualTo(expected));

    [Test]
    public void CyclesAreReported() =>
        Assert.That(CheckingHarness.Errors("use a", ("a.orus", "use b"), ("b.orus", "use a")), Is.EqualTo("b.orus:1:5 E3002"));

    [Test]
    public void ModulesAreInitialisedDepthFirst()
    {
        string typed = CheckingHarness.Typed("use a\nuse b", ("a.orus", "use c\npub x = 1"), ("b.orus", "use c\npub y = 2"), ("c.orus", "pub z = 3"));
        Assert.That(typed, Is.EqualTo("module c:\n    @z: i32 = 3:i32\nmodule a:\n    @x: i32 = 1:i32\nmodule b:\n    @y: i32 = 2:i32\nmodule main:\n    pass\n"));
    }

    [Test]
    public void AssignmentsInAnImporterFlipAVariable()
    {
        string typed = CheckingHarness.Typed("use a: v\nv = \"s\"", ("a.orus", "pub mut v = 1"));
        Assert.That(typed, Is.EqualTo("module a:\n    @v: any = any(1:i32)\nmodule main:\n    @v: any = any(\"s\")\n"));
    }

    [Test]
    public void ErrorsOfModulesComeFirst() =>
        Assert.That(CheckingHarness.Errors("x: i32 = \"s\"\nuse a", ("a.orus", "\ny: i32 = \"t\"")), Is.EqualTo("a.orus:2:10 E2001, 1:10 E2001"));

    private sealed class Session
    {
        private readonly SourceSet _sources = new();
        private readonly FrontendSession _session;

        public Session() => _session = new FrontendSession(new FrontendOptions { Sources = _sources, ModuleSource = new CheckingHarness.MemorySource() });

        public string Enter(string snippet)
        {
            FrontendResult result = _session.Compile(_sources.Add("input", Encoding.UTF8.GetBytes(snippet)));
            return result.Program is { } program ? TypedPrinter.Print(program) : CheckingHarness.Render(_sources, result.Diagnostics);
        }

        public TypedProgram? Compile(string snippet) => _session.Compile(_sources.Add("input", Encoding.UTF8.GetBytes(snippet))).Program;
    }

    [Test]
    public void ASessionKeepsDeclarations()
    {
        Session session = new();
        Assert.That(session.Enter("mut n = 1\nk = 2"), Is.EqualTo("module main:\n    @?n: any = any(1:i32)\n    @?k: i32 = 2:i32\n"));
        Assert.That(session.Enter("fn twice(x): x * k"), Does.Contain("module main"));
        Assert.That(session.Enter("n = \"text\"\ntwice(4)"), Does.Contain("@?n: any = any(\"text\")").And.Contain("print twice(4:i32):i32 quoted \"\\n\""));
        Assert.That(session.Enter("twice(4)\ntwice(2.5)"), Does.Contain("E2001").Or.Contain("cannot combine"));
        Assert.That(session.Enter("k = \"other\"\nk"), Does.Contain("@?k: string = \"other\"").And.Contain("print @?k quoted"));
    }

    [Test]
    public void ASnippetWithErrorsLeavesNothing()
    {
        Session session = new();
        Assert.That(session.Compile("a = 1\nb: i32 = \"s\""), Is.Null);
        Assert.That(session.Enter("print(a)"), Does.Contain("`a` is not defined here"));
        Assert.That(session.Compile("b = 5"), Is.Not.Null);
    }

    [Test]
    public void MethodsCanBeAddedToTypesOfEarlierSnippets()
    {
        Session session = new();
        Assert.That(session.Compile("struct P:\n    x: i32"), Is.Not.Null);
        Assert.That(session.Compile("impl P:\n    fn get(self): self.y"), Is.Null);
        Assert.That(session.Enter("P{ x: 1 }.get()"), Does.Contain("has no method `get`"));
        Assert.That(session.Compile("impl P:\n    fn get(self): self.x"), Is.Not.Null);
        Assert.That(session.Compile("impl P:\n    fn get(self): self.x + 1"), Is.Not.Null);
        Assert.That(session.Enter("P{ x: 1 }.get()"), Does.Contain("return (self.x + 1:i32):i32"));
    }

    [Test]
    public void VariablesOfASessionHaveSlotsOfTheirOwn()
    {
        Session session = new();
        Assert.That(session.Compile("a = 1")!.GlobalCount, Is.EqualTo(1));
        Assert.That(session.Compile("nope nope"), Is.Null);
        Assert.That(session.Compile("b = a\nc = b")!.GlobalCount, Is.EqualTo(3));
    }
}
