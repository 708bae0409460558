using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Interp;

/// <summary>Instructions that execute another one with themselves: which there are, and that the verifier holds them to each other.</summary>
[TestFixture]
internal sealed class JoinedOpcodeTests
{
    private const string Source = """
        fn of_i32(a: [i32], n: i32) -> i32:
            mut s = 0
            mut p = 1
            for i in 0..n:
                s += a[i]
            for i in 0..n:
                p = p * a[i]
            for x in a:
                s += x
            return s + p
        fn of_i64(a: [i32], b: [i64], n: i32) -> i64:
            mut s: i64 = 0
            mut w: i64 = 0
            for i in 0..n:
                s += b[i]
            for i in 0..len(a):
                w += a[i] as i64
            for i in 0..n:
                s += a[i] as i64
            for x in b:
                s += x
            return s + w
        fn of_f64(a: [f64], b: [f64]) -> f64:
            mut s = 0.0
            for i in 0..len(a):
                s += a[i]
            for i in 0..len(a):
                b[i] = a[i] * 0.5
            for i in 0..len(a):
                s += b[i] * a[i]
            return s
        fn of_iterators(n: i32, values: any) -> i32:
            it = range(n)
            mut s = 0
            for x in it: s += x
            for x in values: s += 1
            return s
        print(of_i32([1, 2, 3], 3), of_i64([1, 2, 3], [4 as i64, 5, 6], 3), of_f64([1.5, 2.5, 3.5], [0.0, 0.0, 0.0]), of_iterators(3, [1, 2, 3]))
        """;

    [Test]
    public void EachOneIsEmitted()
    {
        var found = new HashSet<Opcode>();
        foreach ((BytecodeFunction function, int pc) in JoinsOf(Compile(isFusing: true)))
            found.Add(Words.OpcodeOf(function.Words[pc]));
        Opcode[] all = Enum.GetValues<Opcode>().Where(opcode => JoinedOpcodes.Of(opcode).First != opcode).ToArray();
        Assert.That(found, Is.EquivalentTo(all));
    }

    [Test]
    public void NoneIsEmittedWithoutTheSwitch() => Assert.That(JoinsOf(Compile(isFusing: false)), Is.Empty);

    /// <summary>A single step of the interpreter, which compiled code asks for, is the first instruction alone.</summary>
    [Test]
    public unsafe void AStepIsTheFirstAlone()
    {
        foreach ((BytecodeFunction function, int pc) in JoinsOf(Compile(isFusing: true)))
            Assert.That(Words.OpcodeOf(*function.StepCode(pc)), Is.EqualTo(JoinedOpcodes.Of(Words.OpcodeOf(function.Words[pc])).First));
    }

    /// <summary>An opcode that expects another second instruction is refused.</summary>
    [Test]
    public void VerifierHoldsTheSecondToTheFirst()
    {
        foreach ((BytecodeFunction function, int pc) in JoinsOf(Compile(isFusing: true)))
        {
            Assert.That(BytecodeVerifier.Verify(function), Is.Empty);
            ulong word = function.Words[pc];
            Opcode joined = Words.OpcodeOf(word);
            Opcode wrong = joined switch
            {
                Opcode.LoopNextI32 => Opcode.LoopNext64,
                Opcode.LoopNext64 => Opcode.LoopNextI32,
                Opcode.StepBits => Opcode.StepAny,
                Opcode.StepAny => Opcode.StepBits,
                Opcode.LoadAddI32 => Opcode.LoadMulI32,
                _ => Opcode.LoadAddI32,
            };
            function.Words[pc] = Words.WithOpcode(word, wrong);
            Assert.That(BytecodeVerifier.Verify(function), Has.Some.Contains("is not joined with what it executes"), joined.ToString());
            function.Words[pc] = word;
        }
    }

    private static List<BytecodeFunction> Compile(bool isFusing)
    {
        var collector = new BytecodeCollector();
        var switches = new SwitchSet();
        switches.Set(Switch.FusedOpcodes, isFusing);
        var engine = new OrusEngine(new EngineOptions { Observer = collector, Output = Stream.Null, Switches = switches });
        engine.Compile("joins.orus", Encoding.UTF8.GetBytes(Source)).Program!.CompileAll();
        return collector.Functions;
    }

    private static IEnumerable<(BytecodeFunction Function, int Pc)> JoinsOf(List<BytecodeFunction> functions)
    {
        foreach (BytecodeFunction function in functions)
        {
            for (int pc = 0; pc < function.Words.Length; pc += Disassembler.LengthAt(function.Words, pc))
            {
                Opcode opcode = Words.OpcodeOf(function.Words[pc]);
                if (JoinedOpcodes.Of(opcode).First != opcode)
                    yield return (function, pc);
            }
        }
    }
}
