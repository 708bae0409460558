using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Tests.Golden;

/// <summary>
/// The bytecode of representative loops and their descriptors (<c>--dump=loops</c>), kept beside each program in tests/golden/bytecode/loops. <c>ORUS_BLESS=1 ./test --filter BytecodeGolden</c> writes
/// them anew; the difference is then reviewed like code.
/// </summary>
[TestFixture]
internal sealed class BytecodeGoldenTests
{
    private static string Directory => Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "golden", "bytecode", "loops");

    private sealed class Listing : ICodeObserver
    {
        public StringBuilder Bytecode { get; } = new();

        public StringBuilder Loops { get; } = new();

        public void OnIr(IrFunction function)
        {
        }

        public void OnBytecode(BytecodeFunction function)
        {
            Bytecode.Append(Disassembler.Print(function)).Append('\n');
            Loops.Append(LoopPrinter.Print(function.Ir));
        }
    }

    public static IEnumerable<TestCaseData> Programs()
    {
        foreach (string path in System.IO.Directory.EnumerateFiles(Directory, "*.orus"))
            yield return new TestCaseData(path).SetArgDisplayNames(Path.GetFileNameWithoutExtension(path));
    }

    [TestCaseSource(nameof(Programs))]
    public void LoopCompilesTo(string path)
    {
        Listing found = Compile(path);
        Compare(found.Bytecode, Path.ChangeExtension(path, ".bytecode"));
        Compare(found.Loops, Path.ChangeExtension(path, ".loops"));
    }

    /// <summary>The kind is the only difference.</summary>
    [Test]
    public void ForAndWhileAreTheSameLoop()
    {
        Listing first = Compile(Path.Combine(Directory, "sum_for.orus"));
        Listing second = Compile(Path.Combine(Directory, "sum_while.orus"));
        Assert.That(second.Bytecode.Replace("WhileCounting", "ForRange").ToString(), Is.EqualTo(first.Bytecode.ToString()));
        Assert.That(second.Loops.Replace("WhileCounting", "ForRange").ToString(), Is.EqualTo(first.Loops.ToString()));
    }

    private static void Compare(StringBuilder found, string golden)
    {
        if (Environment.GetEnvironmentVariable("ORUS_BLESS") == "1")
            File.WriteAllText(golden, found.ToString());
        Assert.That(found.ToString(), Is.EqualTo(File.ReadAllText(golden)));
    }

    private static Listing Compile(string path)
    {
        var listing = new Listing();
        CompileResult compiled = new OrusEngine(new EngineOptions { Observer = listing, Output = Stream.Null }).CompileFile(path);
        Assert.That(compiled.Program, Is.Not.Null);
        compiled.Program!.CompileAll();
        return listing;
    }
}
