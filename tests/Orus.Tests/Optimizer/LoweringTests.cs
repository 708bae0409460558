using System.Collections.Generic;
using NUnit.Framework;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using static Orus.Tests.Optimizer.TreeBuilder;

namespace Orus.Tests.Optimizer;

/// <summary>What lowering makes of each construct, as text.</summary>
[TestFixture]
internal sealed class LoweringTests
{
    [Test]
    public void AnInclusiveRangeNeverMovesItsCounterPastTheEnd()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.I32);
        LocalVariable sum = tree.Local("sum", PrimitiveType.I32);
        LocalVariable i = tree.Local("i", PrimitiveType.I32);
        tree.Function.Result = PrimitiveType.I32;
        tree.Add(
            Declare(sum, I32(0)),
            ForRange(i, I32(0), Read(n), null, true, Assign(sum, Binary(BinaryOperator.Add, Read(sum), Read(i)))),
            Return(Read(sum)));
        Check(tree, """
            function f($n:i32) -> i32
            b0:
              $sum:i32 = const.i32 0
              $i:i32 = const.i32 0
              branchcmp.i32 $i, $n, Le -> b1, b3
            b1: loop ForRange counter=$i bound=$n step=1 inclusive
              $sum = add.i32 $sum, $i !overflow
              branchcmp.i32 $i, $n, Lt -> b2, b3
            b2:
              %0:i32 = const.i32 1
              $i = add.i32 $i, %0
              jump -> b1
            b3:
              return.i32 $sum
            """);
    }

    [Test]
    public void AnAssignedLoopVariableIsACopyOfTheCounter()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.U32);
        LocalVariable i = tree.Local("i", PrimitiveType.U32);
        i.IsReassigned = true;
        TypedExpression step = new TypedConstant(PrimitiveType.I32, -1, Nowhere);
        tree.Add(ForRange(i, Read(n), new TypedConstant(PrimitiveType.U32, 0, Nowhere), step, false, Assign(i, Read(n)), Print(Read(i))));
        Check(tree, """
            function f($n:u32)
            b0:
              $i:u32 = move.u32 $n
              %0:u32 = const.u32 0
              branchcmp.u32 $i, %0, Gt -> b1, b2
            b1: loop ForRange counter=$i bound=%0 step=-1
              $i~2:u32 = move.u32 $i
              $i~2 = move.u32 $n
              print ($i~2), {}
              %1:u32 = const.u32 1
              $i = sub.u32 $i, %1
              branchcmp.u32 $i, %0, Gt -> b1, b2
            b2:
              return
            """);
    }

    [Test]
    public void AnUnknownStepIsTestedForZeroBeforeItsSign()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.I64);
        LocalVariable s = tree.Parameter("s", PrimitiveType.I64);
        LocalVariable i = tree.Local("i", PrimitiveType.I64);
        tree.Add(ForRange(i, new TypedConstant(PrimitiveType.I64, 0, Nowhere), Read(n), Read(s), false, Print(Read(i))));
        Check(tree, """
            function f($n:i64, $s:i64)
            b0:
              $i:i64 = const.i64 0
              %0:i64 = rangelast.i64.i64 $i, $n, $s, 0 !zero
              %1:i64 = const.i64 0
              branchcmp.i64 $s, %1, Gt -> b2, b1
            b1:
              branchcmp.i64 $i, $n, Gt -> b3, b5
            b2:
              branchcmp.i64 $i, $n, Lt -> b3, b5
            b3: loop ForRange counter=$i bound=%0
              print ($i), {}
              branchcmp.i64 $i, %0, Ne -> b4, b5
            b4:
              $i = add.i64 $i, $s
              jump -> b3
            b5:
              return
            """);
    }

    [Test]
    public void AWhileRepeatsItsConditionInTheLatch()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.F64);
        LocalVariable x = tree.Local("x", PrimitiveType.F64);
        TypedExpression one = new TypedConstant(PrimitiveType.F64, System.BitConverter.DoubleToInt64Bits(1), Nowhere);
        TypedLoop loop = While(And(Not(Binary(BinaryOperator.Less, Read(n), Read(x))), Bool(true)), Assign(x, Binary(BinaryOperator.Add, Read(x), one)));
        tree.Add(Declare(x, one), loop);
        Check(tree, """
            function f($n:f64)
            b0:
              $x:f64 = const.f64 1
              branchcmp.f64 $n, $x, Lt -> b2, b1
            b1: loop WhileCompound
              %0:f64 = const.f64 1
              $x = add.f64 $x, %0
              branchcmp.f64 $n, $x, Lt -> b2, b1
            b2:
              return
            """);
    }

    [Test]
    public void ALoopOverAnArrayReadsTheLiveLength()
    {
        var tree = new TreeBuilder();
        LocalVariable xs = tree.Parameter("xs", tree.Types.Array(PrimitiveType.F64));
        LocalVariable x = tree.Local("x", PrimitiveType.F64);
        TypedLoop loop = ForEach(x, Read(xs), Print(Read(x)));
        loop.Body.Add(new TypedContinue(loop, Nowhere));
        Check(tree.Add(loop), """
            function f($xs:ref)
            b0:
              $0:i32 = const.i32 0
              %1:i32 = len.i32 $xs
              branchcmp.i32 $0, %1, Lt -> b1, b2
            b1: loop ForEachArray counter=$0 array=$xs step=1
              $x:f64 = load.f64.i32 $xs, $0
              print ($x), {}
              %2:i32 = const.i32 1
              $0 = add.i32 $0, %2
              %3:i32 = len.i32 $xs
              branchcmp.i32 $0, %3, Lt -> b1, b2
            b2:
              return
            """);
    }

    [Test]
    public void AHandlerComesLastAndLeavingTheTryDeactivatesIt()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.I32);
        LocalVariable e = tree.Local("e", PrimitiveType.Error);
        tree.Function.Result = PrimitiveType.I32;
        TypedStatement divide = Return(Binary(BinaryOperator.Divide, I32(100), Read(n)));
        tree.Add(new TypedTry([If(Binary(BinaryOperator.Greater, Read(n), I32(5)), divide)], e, [Print(Read(e))], Nowhere), Return(I32(-1)));
        Check(tree, """
            function f($n:i32) -> i32
            b0:
              jump -> b1
            b1: handler b4
              %0:i32 = const.i32 5
              branchcmp.i32 $n, %0, Gt -> b2, b3
            b2: handler b4
              %1:i32 = const.i32 100
              %2:i32 = div.i32 %1, $n !overflow !zero
              return.i32 %2
            b3:
              %3:i32 = const.i32 -1
              return.i32 %3
            b4:
              $e:ref = catch.ref
              print ($e), {}
              jump -> b3
            """);
    }

    [Test]
    public void AnOperandKeepsItsValueWhenALaterOneAssignsTheVariable()
    {
        var tree = new TreeBuilder();
        LocalVariable x = tree.Local("x", PrimitiveType.I32);
        TypedExpression block = new TypedBlockExpression([Assign(x, I32(5))], I32(1), PrimitiveType.I32, Nowhere);
        Check(tree.Add(Declare(x, I32(1)), Print(Binary(BinaryOperator.Add, Read(x), block))), """
            function f()
            b0:
              $x:i32 = const.i32 1
              %0:i32 = move.i32 $x
              $x = const.i32 5
              %1:i32 = const.i32 1
              %2:i32 = add.i32 %0, %1 !overflow
              print (%2), {}
              return
            """);
    }

    [Test]
    public void ChainedAssignmentEvaluatesIndicesBeforeItStores()
    {
        var tree = new TreeBuilder();
        LocalVariable xs = tree.Parameter("xs", tree.Types.Array(PrimitiveType.I32));
        LocalVariable i = tree.Local("i", PrimitiveType.I32);
        TypedTarget element = new TypedIndexTarget(Read(xs), Read(i), PrimitiveType.I32, Nowhere);
        Check(tree.Add(Declare(i, I32(0)), Assign([element, new TypedLocalTarget(i, Nowhere)], [null, I32(7)])), """
            function f($xs:ref)
            b0:
              $i:i32 = const.i32 0
              %0:i32 = move.i32 $i
              %1:i32 = const.i32 7
              $i = move.i32 %1
              store.i32.i32 $xs, %0, %1 !bounds
              return
            """);
    }

    [Test]
    public void AVariableThatMayBeUnassignedHasAFlag()
    {
        var tree = new TreeBuilder();
        LocalVariable c = tree.Parameter("c", PrimitiveType.Bool);
        LocalVariable x = tree.Local("x", PrimitiveType.String);
        x.NeedsInitializationCheck = true;
        tree.Add(new TypedScopeStart([x], Nowhere), If(Read(c), Declare(x, Text("a"))), Print(Read(x)));
        Check(tree, """
            function f($c:bool)
            b0:
              $x:ref = const.ref null
              $x?:bool = const.bool false
              branch.bool $c -> b1, b2
            b1:
              $x = constref.ref "a"
              $x? = const.bool true
              jump -> b2
            b2:
              checkassigned.bool $x?, 'x' !assigned
              print ($x), {}
              return
            """);
    }

    [Test]
    public void PrivateModuleVariablesAreRegistersAndSharedOnesMemory()
    {
        var tree = new TreeBuilder(FunctionRole.ModuleBody);
        var own = new GlobalVariable("own", 0) { Type = PrimitiveType.I32 };
        var shared = new GlobalVariable("shared", 1) { Type = PrimitiveType.I32, IsUsedByFunctions = true, NeedsInitializationCheck = true };
        var known = new GlobalVariable("KNOWN", 2) { Type = PrimitiveType.I32, KnownValue = I32(42) };
        tree.Add(
            Assign([new TypedGlobalTarget(own, Nowhere)], [I32(1)]),
            Assign([new TypedGlobalTarget(known, Nowhere)], [I32(42)]),
            Assign([new TypedGlobalTarget(shared, Nowhere)], [new TypedGlobalRead(known, Nowhere)]),
            Print(new TypedGlobalRead(own, Nowhere), new TypedGlobalRead(shared, Nowhere)));
        Check(tree, """
            function f()
            b0:
              $own:i32 = const.i32 1
              %0:i32 = const.i32 42
              setglobal.i32 %0, 1, global shared
              %1:i32 = getglobal.i32 1, global shared !assigned
              print ($own, %1), {}
              return
            """);
    }

    [Test]
    public void ClosuresShareReassignedVariablesAndCopyTheOthers()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.I32);
        n.IsCaptured = true;
        LocalVariable count = tree.Local("count", PrimitiveType.I32);
        count.IsCaptured = count.IsReassigned = true;
        TypedFunction step = tree.Nested("", FunctionRole.Anonymous, Assign(count, Binary(BinaryOperator.Add, Read(count), Read(n))));
        step.Captures.AddRange([count, n]);
        TypedExpression closure = new TypedClosure(step, tree.Types.Function([], PrimitiveType.Void), Nowhere);
        tree.Add(Declare(count, I32(0)), new TypedExpressionStatement(new TypedCallValue(closure, [], PrimitiveType.Void, Nowhere)), Print(Read(count)));
        Check(tree, """
            function f($n:i32)
            b0:
              %0:i32 = const.i32 0
              $count:ref = newcell.i32 %0, 'count'
              %1:ref = closure.ref ($count, $n), @_
              callclosure %1, (), fn() -> void !depth
              %2:i32 = getcell.i32 $count
              print (%2), {}
              return
            """);
        Check(tree, step, """
            function _()
            b0:
              %0:ref = capture.ref 0
              %1:i32 = getcell.i32 %0
              %2:i32 = capture.i32 1
              %3:i32 = add.i32 %1, %2 !overflow
              %4:ref = capture.ref 0
              setcell.i32 %4, %3
              return
            """);
    }

    [Test]
    public void NestedFunctionsPassTheirClosuresOn()
    {
        var tree = new TreeBuilder();
        LocalVariable n = tree.Parameter("n", PrimitiveType.I32);
        n.IsCaptured = true;
        TypedFunction first = tree.Nested("first", FunctionRole.Nested, Print(Read(n)));
        first.Captures.Add(n);
        first.Body.Add(CallOf(first));
        TypedFunction second = tree.Nested("second", FunctionRole.Nested, CallOf(first));
        TypedFunction plain = tree.Nested("plain", FunctionRole.Nested);
        tree.Add(Nest(first), Nest(second), Nest(plain), CallOf(second), CallOf(plain));
        Check(tree, """
            function f($n:i32)
            b0:
              %0:ref = closure.ref ($n), @first
              $first:ref = move.ref %0
              %1:ref = closure.ref ($first), @second
              $second:ref = move.ref %1
              call $second, (), @second !depth
              call _, (), @plain !depth
              return
            """);
        Check(tree, first, """
            function first()
            b0:
              %0:i32 = capture.i32 0
              print (%0), {}
              %1:ref = self.ref
              call %1, (), @first !depth
              return
            """);
        Check(tree, second, """
            function second()
            b0:
              %0:ref = capture.ref 0
              call %0, (), @first !depth
              return
            """);
    }

    [Test]
    public void AMatchReadsTheTagOnceAndChecksGenericPayloads()
    {
        var tree = new TreeBuilder();
        var definition = new EnumDefinition("Box", "main")
        {
            Parameters = ["T"],
            Variants = [new EnumVariant("Full", 0, 1), new EnumVariant("Empty", 1, 0)],
            StoredPayloads = [[PrimitiveType.Any], []],
        };
        EnumType type = tree.Types.Enum(definition, [PrimitiveType.I32], out _);
        LocalVariable box = tree.Parameter("box", type);
        LocalVariable value = tree.Local("value", PrimitiveType.I32);
        tree.Function.Result = PrimitiveType.I32;
        TypedMatchArm full = new(new TypedVariantPattern(definition, definition.Variants[0], [value], Nowhere), Read(value), null);
        TypedMatchArm empty = new(new TypedVariantPattern(definition, definition.Variants[1], [], Nowhere), I32(0), null);
        Check(tree.Add(Return(new TypedMatch(Read(box), [full, empty], PrimitiveType.I32, Nowhere))), """
            function f($box:ref) -> i32
            b0:
              %0:i32 = tag.i32 $box
              %1:i32 = const.i32 0
              branchcmp.i32 %0, %1, Eq -> b1, b2
            b1:
              %2:any = payload.any $box, 0/0, enum Box
              $value:i32 = unbox.i32 %2, i32 !type
              $3:i32 = move.i32 $value
              jump -> b3
            b2:
              $3 = const.i32 0
              jump -> b3
            b3:
              return.i32 $3
            """);
    }

    [Test]
    public void EndlessDefaultsBecomeCalls()
    {
        var tree = new TreeBuilder();
        var type = new StructType("Node", "main");
        type.Fields = [new StructField("next", type, 0, true)];
        type.Defaults = [new TypedStructNew(type, [], [], Nowhere)];
        tree.Add(new TypedExpressionStatement(new TypedStructNew(type, [], [], Nowhere)));
        Check(tree, """
            function f()
            b0:
              %0:ref = call.ref _, (), @Node !depth
              %1:ref = newstruct.ref (%0), Node
              %2:ref = newstruct.ref (%1), Node
              %3:ref = newstruct.ref (%2), Node
              %4:ref = newstruct.ref (%3), Node
              %5:ref = newstruct.ref (%4), Node
              return
            """);
    }

    [Test]
    public void AFunctionThatMayEndWithoutItsResultRaises()
    {
        var tree = new TreeBuilder();
        LocalVariable c = tree.Parameter("c", PrimitiveType.Bool);
        tree.Function.Result = PrimitiveType.Bool;
        tree.Function.MayEndWithoutResult = true;
        Check(tree.Add(If(Read(c), Return(Read(c)))), """
            function f($c:bool) -> bool
            b0:
              branch.bool $c -> b1, b2
            b1:
              return.bool $c
            b2:
              raise MissingResult, 'f'
            """);
    }

    private static TypedNestedFunction Nest(TypedFunction function)
    {
        var statement = new TypedNestedFunction(function.Symbol, Nowhere);
        statement.Instances.Add(function);
        return statement;
    }

    private static TypedExpressionStatement CallOf(TypedFunction function) => new TypedExpressionStatement(new TypedCall(function, [], function.Result, Nowhere));

    private static void Check(TreeBuilder tree, string expected) => Check(tree, tree.Function, expected);

    private static void Check(TreeBuilder tree, TypedFunction lowered, string expected)
    {
        IrFunction function = Lowering.Lower(lowered, new LoweringContext(tree.Types));
        Assert.That(IrPrinter.Print(function, IrPrintOptions.Normalized).TrimEnd('\n'), Is.EqualTo(expected));
        List<string> errors = IrVerifier.Verify(function);
        Assert.That(errors, Is.Empty);
    }
}
