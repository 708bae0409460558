using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Interp;

/// <summary>What residency costs code without loops: nothing. Statistics over the functions of the language corpus.</summary>
[TestFixture]
internal sealed class AllocationTests
{
    /// <summary>Slots and moves of each function, in the order in which they are compiled.</summary>
    private sealed class Statistics : ICodeObserver
    {
        public List<(bool HasLoops, int Slots, int Moves)> Functions { get; } = [];

        public void OnIr(IrFunction function)
        {
        }

        public void OnBytecode(BytecodeFunction function)
        {
            int moves = 0;
            for (int pc = 0; pc < function.Words.Length; pc += Disassembler.LengthAt(function.Words, pc))
            {
                if (Words.OpcodeOf(function.Words[pc]) is Opcode.Move or Opcode.MoveRef or Opcode.MoveAny)
                    moves++;
            }
            Functions.Add((function.Loops.Length > 0, function.FrameSize, moves));
        }
    }

    [Test]
    public void ResidencyCostsNothingWithoutLoops()
    {
        int compared = 0;
        foreach (string path in CorpusProgram.Paths(Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language")))
        {
            Statistics with = Compile(path, true);
            Statistics without = Compile(path, false);
            Assert.That(with.Functions, Has.Count.EqualTo(without.Functions.Count), path);
            for (int i = 0; i < with.Functions.Count; i++)
            {
                if (with.Functions[i].HasLoops)
                    continue;
                compared++;
                Assert.That(with.Functions[i].Slots, Is.LessThanOrEqualTo(without.Functions[i].Slots), path);
                Assert.That(with.Functions[i].Moves, Is.LessThanOrEqualTo(without.Functions[i].Moves), path);
            }
        }
        Assert.That(compared, Is.GreaterThan(1000));
    }

    private static Statistics Compile(string path, bool hasResidents)
    {
        var statistics = new Statistics();
        var switches = new SwitchSet();
        switches.Set(Switch.Residency, hasResidents);
        var engine = new OrusEngine(new EngineOptions { Observer = statistics, Output = Stream.Null, Switches = switches, CurrentDirectory = Path.GetDirectoryName(path)! });
        engine.CompileFile(path).Program?.CompileAll();
        return statistics;
    }
}
