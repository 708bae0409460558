using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using static Orus.Tests.Optimizer.TreeBuilder;

namespace Orus.Tests.Optimizer;

/// <summary>Random control flow: whatever is lowered must be well-formed, print and parse back, and agree with slow versions of the analyses.</summary>
[TestFixture]
internal sealed class RandomLoweringTests
{
    [Test]
    public void RandomFunctionsAreWellFormed([Range(1, 150)] int seed)
    {
        var generator = new Generator(seed);
        IrFunction function = Lowering.Lower(generator.Function(), new LoweringContext(generator.Types));
        string text = IrPrinter.Print(function, IrPrintOptions.Normalized);
        Assert.That(IrVerifier.Verify(function), Is.Empty, text);
        Assert.That(IrPrinter.Print(IrParser.Parse(text), IrPrintOptions.Normalized), Is.EqualTo(text));

        var cfg = new Cfg(function);
        Assert.That(cfg.Blocks, Has.Length.EqualTo(function.Blocks.Count), "unreachable blocks are removed");
        CheckDominators(cfg);
        var live = new Liveness(cfg);
        Assert.That(live.LiveIn(0), Is.SubsetOf(function.Parameters), text);
        CheckLiveness(live, text);
        var forest = new LoopForest(cfg, new Dominators(cfg));
        Assert.That(forest.IsIrreducible, Is.False);
        foreach (Loop loop in forest.Loops)
            Assert.That(cfg.Blocks[loop.Header].SourceLoop, Is.Not.Null, text);
    }

    /// <summary>Instruction by instruction backwards, until nothing changes.</summary>
    private static void CheckLiveness(Liveness live, string text)
    {
        Cfg cfg = live.Cfg;
        HashSet<int>[] starts = [.. cfg.Blocks.Select(_ => new HashSet<int>())];
        HashSet<int>[] ends = [.. cfg.Blocks.Select(_ => new HashSet<int>())];
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            for (int block = 0; block < starts.Length; block++)
            {
                for (int edge = 0; edge < cfg.NormalSuccessorCount[block]; edge++)
                    ends[block].UnionWith(starts[cfg.Successors[block][edge]]);
                HashSet<int> here = [.. ends[block]];
                foreach (Instruction instruction in Enumerable.Reverse(cfg.Blocks[block].Code))
                {
                    here.Remove(instruction.Dest);
                    foreach (int register in new OperandReader(instruction))
                        here.Add(register);
                    if (instruction.CanRaise && Cfg.ActiveHandler(cfg.Blocks[block]) is { } handler)
                        here.UnionWith(starts[cfg.IndexOf(handler)]);
                }
                hasChanged |= !here.SetEquals(starts[block]);
                starts[block] = here;
            }
        }
        for (int block = 0; block < starts.Length; block++)
        {
            Assert.That(live.LiveIn(block), Is.EqualTo(starts[block].Order()), text);
            Assert.That(live.LiveOut(block), Is.EqualTo(ends[block].Order()), text);
        }
    }

    /// <summary>A block dominates another if removing it cuts the other off.</summary>
    private static void CheckDominators(Cfg cfg)
    {
        var dominators = new Dominators(cfg);
        for (int removed = 0; removed < cfg.Blocks.Length; removed++)
        {
            var reached = new bool[cfg.Blocks.Length];
            var pending = new Stack<int>();
            if (removed != 0)
                pending.Push(0);
            while (pending.TryPop(out int block))
            {
                if (reached[block])
                    continue;
                reached[block] = true;
                foreach (int successor in cfg.Successors[block].ToArray().Where(successor => successor != removed))
                    pending.Push(successor);
            }
            for (int block = 0; block < reached.Length; block++)
                Assert.That(dominators.Dominates(removed, block), Is.EqualTo(!reached[block]));
        }
    }

    /// <summary>Makes statements over i32, bool and any variables that are all assigned at the start.</summary>
    private sealed class Generator(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly TreeBuilder _tree = new();
        private readonly List<LocalVariable> _numbers = [];
        private readonly List<TypedLoop> _loops = [];
        private LocalVariable _flag = null!;
        private LocalVariable _dynamic = null!;
        private LocalVariable _array = null!;
        private int _budget = 40;

        public TypeTable Types => _tree.Types;

        public TypedFunction Function()
        {
            _flag = _tree.Parameter("flag", PrimitiveType.Bool);
            _dynamic = _tree.Parameter("dynamic", PrimitiveType.Any);
            _array = _tree.Parameter("array", Types.Array(PrimitiveType.I32));
            _tree.Function.Result = PrimitiveType.I32;
            for (int i = 0; i < 3; i++)
            {
                _numbers.Add(_tree.Local("n" + i, PrimitiveType.I32));
                _numbers[i].IsReassigned = true;
                _tree.Add(Declare(_numbers[i], I32(i)));
            }
            _tree.Add([.. Body()]);
            return _tree.Add(Return(Number())).Function;
        }

        private List<TypedStatement> Body()
        {
            var body = new List<TypedStatement>();
            for (int i = _random.Next(1, 4); i > 0; i--)
                body.Add(Statement());
            return body;
        }

        private TypedStatement Statement()
        {
            switch (--_budget > 0 ? _random.Next(13) : 12)
            {
                case 0 or 1:
                    return new TypedIf([Condition(), Condition()], [Body(), Body()], _random.Next(2) == 0 ? Body() : null, Nowhere);
                case 2:
                    return Loop(new TypedWhile(_random.Next(4) == 0 ? Bool(true) : Condition(), Nowhere));
                case 3 or 4:
                    LocalVariable counter = _tree.Local("i", PrimitiveType.I32);
                    TypedExpression? step = _random.Next(4) switch { 0 => null, 1 => I32(-1), 2 => I32(3), _ => Number() };
                    return Loop(new TypedForRange(counter, Number(), Number(), step, _random.Next(2) == 0, LiteralSides.None, Nowhere));
                case 5:
                    return Loop(new TypedForEach(_tree.Local("x", PrimitiveType.I32), Read(_array), Nowhere));
                case 6:
                    return Loop(new TypedForEach(_tree.Local("y", PrimitiveType.Any), Read(_dynamic), Nowhere));
                case 7:
                    return new TypedTry(Body(), _tree.Local("e", PrimitiveType.Error), Body(), Nowhere);
                case 8 when _loops.Count > 0:
                    TypedLoop loop = _loops[_random.Next(_loops.Count)];
                    return _random.Next(2) == 0 ? new TypedBreak(loop, Nowhere) : new TypedContinue(loop, Nowhere);
                case 9:
                    return Return(Number());
                case 10:
                    return new TypedMatchStatement(Number(), [Arm(I32(1)), Arm(I32(2)), new TypedMatchArm(new TypedWildcardPattern(Nowhere), null, Body())], Nowhere);
                case 11:
                    return Print(Number(), Condition(), Dynamic());
                default:
                    return Assign(_numbers[_random.Next(_numbers.Count)], Number());
            }
        }

        private TypedLoop Loop(TypedLoop loop)
        {
            _loops.Add(loop);
            loop.Body = Body();
            _loops.Remove(loop);
            return loop;
        }

        private TypedMatchArm Arm(TypedExpression value) => new(new TypedValuePattern(value, Nowhere), null, Body());

        private TypedExpression Number()
        {
            switch (--_budget > 0 ? _random.Next(8) : 7)
            {
                case 0:
                    return Binary(BinaryOperator.Add, Number(), Number());
                case 1:
                    return Binary(BinaryOperator.Divide, Number(), Number());
                case 2:
                    return new TypedConditional(Condition(), Number(), Number(), PrimitiveType.I32, Nowhere);
                case 3:
                    return new TypedBlockExpression(Body(), Number(), PrimitiveType.I32, Nowhere);
                case 4:
                    return new TypedIndex(Read(_array), Number(), PrimitiveType.I32, Nowhere);
                case 5:
                    return new TypedTypeCheck(Dynamic(), PrimitiveType.I32, false, Nowhere);
                case 6:
                    return I32(_random.Next(9));
                default:
                    return Read(_numbers[_random.Next(_numbers.Count)]);
            }
        }

        private TypedExpression Condition()
        {
            switch (--_budget > 0 ? _random.Next(7) : 6)
            {
                case 0:
                    return Not(Condition());
                case 1:
                    return new TypedLogical(_random.Next(2) == 0, Condition(), Condition(), PrimitiveType.Bool, Nowhere);
                case 2:
                    return Binary(_random.Next(2) == 0 ? BinaryOperator.Less : BinaryOperator.NotEqual, Number(), Number());
                case 3:
                    BinaryOperator[] operators = [BinaryOperator.Less, BinaryOperator.LessOrEqual];
                    return new TypedComparisonChain([Number(), Number(), Number()], operators, [LiteralSides.None, LiteralSides.None], [Nowhere, Nowhere]);
                case 4:
                    return new TypedConditional(Condition(), Condition(), Condition(), PrimitiveType.Bool, Nowhere);
                case 5:
                    return new TypedConditionCheck(Dynamic(), Nowhere);
                default:
                    return Read(_flag);
            }
        }

        private TypedExpression Dynamic() => (--_budget > 0 ? _random.Next(4) : 3) switch
        {
            0 => new TypedToAny(Number(), Nowhere),
            1 => new TypedLogical(_random.Next(2) == 0, Dynamic(), Dynamic(), PrimitiveType.Any, Nowhere),
            2 => new TypedBinary(BinaryOperator.Add, Dynamic(), Dynamic(), PrimitiveType.Any, LiteralSides.None, Nowhere),
            _ => Read(_dynamic),
        };
    }
}
