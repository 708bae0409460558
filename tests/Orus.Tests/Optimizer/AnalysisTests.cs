using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Optimizer;

/// <summary>Control-flow graph, dominators, liveness and loops.</summary>
[TestFixture]
internal sealed class AnalysisTests
{
    private const string NestedLoops = """
        function f($n:i32, $c:bool) -> i32
        b0:
          $i:i32 = const.i32 0
          jump -> b1
        b1:
          $j:i32 = const.i32 0
          jump -> b2
        b2: handler b6
          $j = add.i32 $j, $n !overflow
          branch.bool $c -> b2, b3
        b3:
          branch.bool $c -> b4, b5
        b4:
          $i = add.i32 $i, $j
          jump -> b1
        b5:
          return.i32 $i
        b6:
          %0:ref = catch.ref
          return.i32 $j
        """;

    [Test]
    public void ReversePostorderPutsDefinitionsFirstAndSkipsTheUnreachable()
    {
        Cfg cfg = Build("""
            function f($c:bool)
            b0:
              branch.bool $c -> b1, b2
            b9:
              jump -> b2
            b2:
              jump -> b3
            b1:
              jump -> b3
            b3:
              return
            """);
        Assert.That(cfg.Blocks.Select(block => block.Id), Is.EqualTo(new[] { 0, 1, 2, 3 }.Select(n => IdOf(cfg, n))));
        Assert.That(cfg.Blocks, Has.Length.EqualTo(4));
        Assert.That(cfg.Predecessors[3].ToArray(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(cfg.IndexOf(cfg.Function.Blocks[1]), Is.EqualTo(-1));
    }

    [Test]
    public void HandlerEdgesLeaveOnlyBlocksThatCanRaise()
    {
        Cfg cfg = Build("""
            function f($n:i32)
            b0:
              jump -> b1
            b1: handler b3
              $n = add.i32 $n, $n
              jump -> b2
            b2: handler b3
              $n = add.i32 $n, $n !overflow
              return
            b3:
              %0:ref = catch.ref
              return
            """);
        Assert.That(cfg.Successors[1].ToArray(), Is.EqualTo(new[] { 2 }));
        Assert.That(cfg.Successors[2].ToArray(), Is.EqualTo(new[] { 3 }));
        Assert.That(cfg.NormalSuccessorCount[2], Is.Zero);
    }

    [Test]
    public void DominatorsOfADiamondInALoop()
    {
        Cfg cfg = Build("""
            function f($c:bool)
            b0:
              jump -> b1
            b1:
              branch.bool $c -> b2, b3
            b2:
              jump -> b4
            b3:
              jump -> b4
            b4:
              branch.bool $c -> b1, b5
            b5:
              return
            """);
        var dominators = new Dominators(cfg);
        int join = IndexOf(cfg, 4);
        Assert.That(dominators.ImmediateDominator(join), Is.EqualTo(IndexOf(cfg, 1)));
        Assert.That(dominators.Dominates(IndexOf(cfg, 1), IndexOf(cfg, 5)), Is.True);
        Assert.That(dominators.Dominates(IndexOf(cfg, 2), join), Is.False);
        Assert.That(dominators.Dominates(join, join), Is.True);
        Assert.That(dominators.ImmediateDominator(0), Is.EqualTo(-1));
    }

    [Test]
    public void LoopsNest()
    {
        Cfg cfg = Build(NestedLoops);
        var forest = new LoopForest(cfg, new Dominators(cfg));
        Assert.That(forest.Loops, Has.Count.EqualTo(2));
        Loop outer = forest.Loops[0];
        Loop inner = forest.Loops[1];
        Assert.That(Ids(cfg, outer.Blocks), Is.EquivalentTo(new[] { 1, 2, 3, 4 }));
        Assert.That(Ids(cfg, inner.Blocks), Is.EqualTo(new[] { 2 }));
        Assert.That(inner.Parent, Is.SameAs(outer));
        Assert.That(outer.Children, Is.EqualTo(new[] { inner }));
        Assert.That((outer.Depth, inner.Depth), Is.EqualTo((1, 2)));
        Assert.That(Ids(cfg, outer.Latches), Is.EqualTo(new[] { 4 }));
        Assert.That(outer.Exits.Select(exit => exit.IsHandler), Is.EquivalentTo(new[] { false, true }));
        Assert.That(forest.InnermostLoop(IndexOf(cfg, 3)), Is.SameAs(outer));
        Assert.That(forest.InnermostLoop(IndexOf(cfg, 5)), Is.Null);
        Assert.That(forest.IsIrreducible, Is.False);
    }

    [Test]
    public void ACycleWithTwoEntriesIsIrreducible()
    {
        Cfg cfg = Build("""
            function f($c:bool)
            b0:
              jump -> b1
            b1:
              branch.bool $c -> b2, b3
            b2:
              jump -> b3
            b3:
              branch.bool $c -> b2, b4
            b4:
              branch.bool $c -> b1, b5
            b5:
              return
            """);
        var forest = new LoopForest(cfg, new Dominators(cfg));
        Assert.That(forest.IsIrreducible, Is.True);
        Assert.That(forest.Loops, Has.Count.EqualTo(1));
        Assert.That(forest.Loops[0].IsIrreducible, Is.True);
    }

    [Test]
    public void LivenessGoesAroundLoopsAndIntoHandlers()
    {
        Cfg cfg = Build(NestedLoops);
        var liveness = new Liveness(cfg);
        Assert.That(Names(cfg, liveness.LiveIn(IndexOf(cfg, 1))), Is.EqualTo(new[] { "$n", "$c", "$i" }));
        Assert.That(Names(cfg, liveness.LiveIn(IndexOf(cfg, 5))), Is.EqualTo(new[] { "$i" }));
        Assert.That(Names(cfg, liveness.LiveIn(IndexOf(cfg, 6))), Is.EqualTo(new[] { "$j" }));
    }

    [Test]
    public void AnErrorKeepsTheOldValueOfTheDestinationAlive()
    {
        Cfg cfg = Build("""
            function f($n:i32) -> i32
            b0: handler b1
              $x:i32 = const.i32 1
              $x = add.i32 $n, $n !overflow
              return.i32 $x
            b1:
              %0:ref = catch.ref
              return.i32 $x
            """);
        var liveness = new Liveness(cfg);
        Block entry = cfg.Blocks[0];
        Assert.That(Names(cfg, liveness.LiveIn(0)), Is.EqualTo(new[] { "$n" }));
        Assert.That(Names(cfg, liveness.LiveAt(entry, entry.Code[1])), Is.EqualTo(new[] { "$n", "$x" }));
        Assert.That(Names(cfg, liveness.LiveAt(entry, entry.Code[2])), Is.EqualTo(new[] { "$x" }));
        Assert.That(liveness.IsResultLive(entry, 0), Is.True, "the handler reads it");
    }

    [Test]
    public void AResultIsLiveUntilItIsReadForTheLastTime()
    {
        Cfg cfg = Build("""
            function f($n:i32) -> i32
            b0:
              $x:i32 = const.i32 1
              $x = const.i32 2
              $y:i32 = move.i32 $x
              return.i32 $x
            """);
        var liveness = new Liveness(cfg);
        Assert.That(Enumerable.Range(0, 3).Select(place => liveness.IsResultLive(cfg.Blocks[0], place)), Is.EqualTo(new[] { false, true, false }));
    }

    private static Cfg Build(string text) => new(IrParser.Parse(text));

    /// <summary>The texts above name blocks in order of first mention, apart from unreachable ones; the parser numbers them so.</summary>
    private static int IdOf(Cfg cfg, int index) => cfg.Blocks[index].Id;

    private static int IndexOf(Cfg cfg, int layoutPosition) => cfg.IndexOf(cfg.Function.Blocks[layoutPosition]);

    private static IEnumerable<int> Ids(Cfg cfg, IEnumerable<int> blocks) => blocks.Select(block => cfg.Function.Blocks.IndexOf(cfg.Blocks[block]));

    private static IEnumerable<string> Names(Cfg cfg, BitSet registers) => Names(cfg, registers.Members());

    private static IEnumerable<string> Names(Cfg cfg, IEnumerable<int> registers) => registers.Select(register => IrPrinter.RegisterName(cfg.Function, register));
}
