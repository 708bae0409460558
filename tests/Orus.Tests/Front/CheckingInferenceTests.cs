using NUnit.Framework;

namespace Orus.Tests.Front;

/// <summary>Which types inference finds, by dumps of typed trees.</summary>
public sealed class CheckingInferenceTests
{
    private static void Expect(string program, string expected) => Assert.That(CheckingHarness.Typed(program), Is.EqualTo(expected));

    [TestCase("x: i64 = 5 + 2", "@x: i64 = (5:i64 + 2:i64):i64")]
    [TestCase("x: f64 = 10 / 4", "@x: f64 = (10:f64 / 4:f64):f64")]
    [TestCase("x = 2147483648", "@x: i64 = 2147483648:i64")]
    [TestCase("x = 0xFFFFFFFF", "@x: i32 = -1:i32")]
    [TestCase("x: i64 = 0xFFFFFFFF", "@x: i64 = 4294967295:i64")]
    [TestCase("x = 1 + 2.5", "@x: f64 = (1:f64 + 2.5:f64):f64")]
    [TestCase("x = [1, 2.5, 3]", "@x: [f64] = [1:f64, 2.5:f64, 3:f64]:[f64]")]
    [TestCase("x: [any] = [1, \"a\"]", "@x: [any] = [any(1:i32), any(\"a\")]:[any]")]
    [TestCase("x: [i64] = [0,] * 8", "@x: [i64] = repeat([0:i64]:[i64], 8:i32)")]
    [TestCase("x: any = 1", "@x: any = any(1:i32)")]
    [TestCase("x = 1 == 2.5", "@x: bool = (1:f64 == 2.5:f64):bool")]
    [TestCase("x = {\n    2\n}", "@x: i32 = 2:i32")]
    public void LiteralsAdapt(string program, string expected)
    {
        string typed = CheckingHarness.Typed(program);
        Assert.That(typed, Is.EqualTo($"module main:\n    {expected}\n"));
    }

    [Test]
    public void LiteralsTakeTheTypeOfTheOtherOperand() => Expect("""
        a: u32 = 7
        b = a * 2 + 1
        c = 0 < a <= 9
        d = a == -1
        """, """
        module main:
            @a: u32 = 7:u32
            @b: u32 = ((@a * 2:u32):u32 + 1:u32):u32
            @c: bool = (0:u32 < @a <= 9:u32)
            @d: bool = (@a == -1:i32):bool

        """);

    [Test]
    public void AssignmentsOfAnotherTypeMakeABindingAny() => Expect("""
        mut a = 1
        mut n = 0.5
        n = 5
        a = n
        b = a + 1
        """, """
        module main:
            @a: any = any(1:i32)
            @n: f64 = 0.5:f64
            @n: f64 = 5:f64
            @a: any = any(@n)
            @b: any = (@a +~right any(1:i32)):any

        """);

    [Test]
    public void FlipsSpreadFromRoundToRound() => Expect("""
        fn f():
            mut a = 1
            mut b = 2
            mut c = 3
            c = b
            b = a
            a = "x"
            return c
        f()
        """, """
        module main:
            f():any
        fn f() -> any:
            local a: any = any(1:i32)
            local b: any = any(2:i32)
            local c: any = any(3:i32)
            c: any = b
            b: any = a
            a: any = any("x")
            return c

        """);

    [Test]
    public void ALoopVariableThatFlipsIsACopyOfTheCounter() => Expect("""
        for i in 0..3:
            i = "s"
        """, """
        module main:
            for i: i32 in 0:i32..3:i32:
                local i: any = any(i)
                i: any = any("s")

        """);

    [Test]
    public void CallsOfUntypedFunctionsAreTypedOneByOne() => Expect("""
        fn add(a, b):
            return a + b
        add(1, 2)
        add("a", "b")
        add(3, 4)
        f = add
        """, """
        module main:
            add(1:i32, 2:i32):i32
            add#2("a", "b"):string
            add(3:i32, 4:i32):i32
            @f: fn(any, any) -> any = &add#3
        fn add(a: i32, b: i32) -> i32:
            return (a + b):i32
        fn add#2(a: string, b: string) -> string:
            return (a + b):string
        fn add#3(a: any, b: any) -> any:
            return (a + b):any

        """);

    [Test]
    public void BeyondSixtyFourInstancesParametersAreAny()
    {
        System.Text.StringBuilder program = new("fn id(a): a\n");
        string array = "1";
        for (int i = 0; i < 70; i++)
        {
            array = $"[{array},]";
            program.Append($"id({array})\n");
        }
        string typed = CheckingHarness.Typed(program.ToString());
        Assert.That(typed, Does.Contain("fn id#65(a: any) -> any:").And.Not.Contain("id#66"));
    }

    [Test]
    public void RecursiveResultsAreFound() => Expect("""
        fn fact(n): return 1 if n < 2 else n * fact(n - 1)
        fn endless(n): return endless(n + 1)
        fn even(n: i32): return true if n == 0 else odd(n - 1)
        fn odd(n: i32): return false if n == 0 else even(n - 1)
        big: i64 = 5
        fact(big)
        endless(1)
        even(2)
        """, """
        module main:
            @big: i64 = 5:i64
            fact(@big):i64
            endless(1:i32):any
            even(2:i32):bool
        fn fact(n: i64) -> i64:
            return (1:i64 if (n < 2:i64):bool else (n * fact((n - 1:i64):i64):i64):i64):i64
        fn endless(n: i32) -> any:
            return endless((n + 1:i32):i32):any
        fn even(n: i32) -> bool:
            return (true if (n == 0:i32):bool else odd((n - 1:i32):i32):bool):bool
        fn odd(n: i32) -> bool:
            return (false if (n == 0:i32):bool else even((n - 1:i32):i32):bool):bool

        """);

    [Test]
    public void OpenElementTypesAreFixedByTheirFirstUse() => Expect("""
        mut a = []
        push(a, 1.5)
        b = []
        c = b[0]
        d = []
        """, """
        module main:
            @a: [f64] = []:[f64]
            push(@a, 1.5:f64):[f64]
            @b: [any] = []:[any]
            @c: any = @b[0:i32]:any
            @d: [any] = []:[any]

        """);

    [Test]
    public void TypeArgumentsOfEnumsAreInferred() => Expect("""
        enum Box[T]:
            Full(v: T)
            Empty
        mut a = Box.Empty
        a = Box.Full(2)
        b: Box = Box.Full("s")
        match a:
            Box.Full(v) -> print(v)
            Box.Empty -> pass
        """, """
        module main:
            @a: Box[i32] = Box[i32].Empty()
            @a: Box[i32] = Box[i32].Full(2:i32)
            @b: Box[any] = Box[any].Full(any("s"))
            match @a:
                Box.Full(v: i32) ->
                    print v "\n"
                Box.Empty() ->
                    pass

        """);

    [Test]
    public void ImplicitResultsNeedAValueOnEveryPath() => Expect("""
        fn value(p: bool):
            if p: 1
            else: 2.5
        fn nothing(p: bool):
            if p: 1
        fn sometimes(p: bool):
            if p: return 1
        value(true)
        nothing(true)
        sometimes(true)
        """, """
        module main:
            value(true):f64
            nothing(true):void
            sometimes(true):i32
        fn value(p: bool) -> f64:
            if p:
                return 1:f64
            else:
                return 2.5:f64
        fn nothing(p: bool):
            if p:
                1:i32
        fn sometimes(p: bool) -> i32: may end without result
            if p:
                return 1:i32

        """);

    [Test]
    public void ResultsWithoutCommonTypeAreAny() => Expect("""
        fn mixed(p):
            if p: return 1
            return "a", 2
        mixed(true)
        """, """
        module main:
            mixed(true):any
        fn mixed(p: bool) -> any:
            if p:
                return any(1:i32)
            return any([any("a"), any(2:i32)]:[any])

        """);

    [Test]
    public void FunctionsTakeMissingTypesFromTheExpectedType() => Expect("""
        fn apply(f: fn(i64) -> i64, x: i64) -> i64: f(x)
        fn twice(x): x * 2
        apply(fn(x): x + 1, 5)
        apply(twice, 5)
        """, """
        module main:
            apply(closure lambda1, 5:i64):i64
            apply(&twice, 5:i64):i64
        fn apply(f: fn(i64) -> i64, x: i64) -> i64:
            return call f(x):i64
        fn lambda1(x: i64) -> i64:
            return (x + 1:i64):i64
        fn twice(x: i64) -> i64:
            return (x * 2:i64):i64

        """);

    [Test]
    public void CapturesReachThroughNestedFunctions() => Expect("""
        fn outer(k: i32):
            mut n = 0
            fn step(): n += k
            fn run():
                step()
                return fn(): n
            return run()()
        outer(2)
        """, """
        module main:
            outer(2:i32):i32
        fn outer(captured k: i32) -> i32:
            local captured n: i32 = 0:i32
            fn step
            fn run
            return call run():fn() -> i32():i32
        fn run() -> fn() -> i32:
            captures n, k
            step():void
            return closure lambda3
        fn step():
            captures n, k
            n: i32 =. (_ + k):i32
        fn lambda3() -> i32:
            captures n
            return n

        """);

    [Test]
    public void ANestedFunctionUsedAsAValueIsAVariable() => Expect("""
        fn outer():
            fn inner(x: i32) -> i32: x
            return [inner,]
        outer()
        """, """
        module main:
            outer():[fn(i32) -> i32]
        fn outer() -> [fn(i32) -> i32]:
            fn inner as inner: fn(i32) -> i32
            return [inner]:[fn(i32) -> i32]

        """);

    [Test]
    public void BranchVariablesAreCheckedOnlyWhereTheyMayBeUnassigned() => Expect("""
        fn sure(p: bool):
            if p: a = 1
            else: a = 2
            return a
        fn unsure(p: bool):
            if p: a = 1
            return a
        fn leaves(p: bool):
            if p: a = 1
            else: return 0
            return a
        sure(true)
        unsure(true)
        leaves(true)
        """, """
        module main:
            sure(true):i32
            unsure(true):i32
            leaves(true):i32
        fn sure(p: bool) -> i32:
            local a: i32
            if p:
                a: i32 = 1:i32
            else:
                a: i32 = 2:i32
            return a
        fn unsure(p: bool) -> i32:
            local checked a: i32
            if p:
                a: i32 = 1:i32
            return a
        fn leaves(p: bool) -> i32:
            local a: i32
            if p:
                a: i32 = 1:i32
            else:
                return 0:i32
            return a

        """);

    [Test]
    public void ModuleVariablesAreCheckedOnlyIfAFunctionMayRunBefore() => Expect("""
        early = 1
        late = 2
        fn a(): late
        fn b(): a()
        b()
        other = 3
        fn c(): other + early
        c()
        """, """
        module main:
            @early: i32 = 1:i32
            @late: i32 = 2:i32
            b():i32
            @other: i32 = 3:i32
            c():i32
        fn b() -> i32:
            return a():i32
        fn c() -> i32:
            return (@other + @early):i32
        fn a() -> i32:
            return @late

        """);

    [Test]
    public void AFunctionCalledBeforeAVariableItReadsIsTypedAhead() => Expect("""
        print(get())
        value = 3
        fn get(): value
        """, """
        module main:
            print get():i32 "\n"
            @?value: i32 = 3:i32
        fn get() -> i32:
            return @?value

        """);

    [Test]
    public void MethodsMayRunFromTheFirstInstanceOn()
    {
        string typed = CheckingHarness.Typed("""
            early = 1
            fn call(v: any): v.get()
            call(P{ x: 1 })
            late = 2
            impl P:
                fn get(self): early + late
            struct P:
                x: i32
            """);
        Assert.That(typed, Does.Contain("@?late").And.Not.Contain("@?early"));
    }

    [Test]
    public void LocalsOfABranchAreTypedAheadToo() => Expect("""
        print(get())
        if true:
            mut h = 2
            size = h * 2
        fn get(): size
        """, """
        module main:
            print get():i32 "\n"
            if true:
                local h: i32 = 2:i32
                @?size: i32 = (h * 2:i32):i32
        fn get() -> i32:
            return @?size

        """);

    [TestCase("run(named)")]
    [TestCase("run(fn(x: i32) -> i32: x)")]
    [TestCase("run(fn(x): x)")]
    [TestCase("fn outer():\n    fn nested(x: i32) -> i32: x\n    run(nested)\nouter()")]
    public void FunctionsWithAResultFitATypeWithoutOne(string use) =>
        Assert.That(CheckingHarness.Errors("fn run(f: fn(i32)): f(3)\nfn named(x: i32) -> i32: x\n" + use), Is.Empty);

    [Test]
    public void KnownConstantsAreValues() => Expect("""
        fn f() -> i32: SIZE * 2
        print(f())
        SIZE := 2 + 1
        a = ["x", SIZE]
        """, """
        module main:
            print f():i32 "\n"
            @SIZE: i32 = (2:i32 + 1:i32):i32
            @a: [string] = ["x" x 3]:[string]
        fn f() -> i32:
            return (3:i32 * 2:i32):i32

        """);

    [TestCase("print(\"x=@ y=@.2f|@x|@@ a@b\", 5, 3.5, 255, 7)", "print \"x=\" 5:i32 \" y=\" 3.5:f64 fixed 2 \"|\" 255:i32 hexlower \"|@ a\" 7:i32 binary \"\\n\"")]
    [TestCase("print(\"a@b.c\")", "print \"a@b.c\\n\"")]
    [TestCase("print(\"@@\", 1)", "print \"@ \" 1:i32 \"\\n\"")]
    [TestCase("print(1, \"@\")", "print 1:i32 \" \" \"@\" \"\\n\"")]
    [TestCase("print()", "print \"\\n\"")]
    [TestCase("print(\"@.2g\", 1.5)", "print 1.5:f64 \".2g\\n\"")]
    public void FormatsAreTakenApart(string program, string expected) =>
        Assert.That(CheckingHarness.Typed(program), Is.EqualTo($"module main:\n    {expected}\n"));

    [Test]
    public void OperationsOnAnyAreDynamic() => Expect("""
        fn f(v: any):
            x: i32 = v
            if v: pass
            v.name = v[0]
            v.go(1)
            for e in v: pass
            for i in 0..v: pass
            return v < 2
        f(1)
        """, """
        module main:
            f(any(1:i32)):bool
        fn f(v: any) -> bool:
            local x: i32 = check<i32>(v)
            if check<bool>(v):
                pass
            v.?name = v[0:i32]:any
            v.?go(any(1:i32))
            for e: any in v:
                pass
            for i: any in any(0:i32)..v~left:
                pass
            return (v <~right any(2:i32)):bool

        """);
}
