using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Interp;

/// <summary>What residency costs code without loops: nothing. Statistics over the functions of the language corpus.</summary>
[TestFixture]
internal sealed class AllocationTests
{
    [Test]
    public void ResidencyCostsNothingWithoutLoops()
    {
        int compared = 0;
        foreach (string path in CorpusProgram.Paths(Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "language")))
        {
            List<BytecodeFunction> with = Compile(path, true);
            List<BytecodeFunction> without = Compile(path, false);
            Assert.That(with, Has.Count.EqualTo(without.Count), path);
            for (int i = 0; i < with.Count; i++)
            {
                if (with[i].Loops.Length > 0)
                    continue;
                compared++;
                Assert.That(with[i].FrameSize, Is.LessThanOrEqualTo(without[i].FrameSize), path);
                Assert.That(Moves(with[i]), Is.LessThanOrEqualTo(Moves(without[i])), path);
            }
        }
        Assert.That(compared, Is.GreaterThan(1000));
    }

    private static int Moves(BytecodeFunction function)
    {
        int moves = 0;
        for (int pc = 0; pc < function.Words.Length; pc += Disassembler.LengthAt(function.Words, pc))
        {
            if (Words.OpcodeOf(function.Words[pc]) is Opcode.Move or Opcode.MoveRef or Opcode.MoveAny)
                moves++;
        }
        return moves;
    }

    private static List<BytecodeFunction> Compile(string path, bool hasResidents)
    {
        var collector = new BytecodeCollector();
        var switches = new SwitchSet();
        switches.Set(Switch.Residency, hasResidents);
        var engine = new OrusEngine(new EngineOptions { Observer = collector, Output = Stream.Null, Switches = switches, CurrentDirectory = Path.GetDirectoryName(path)! });
        engine.CompileFile(path).Program?.CompileAll();
        return collector.Functions;
    }
}
