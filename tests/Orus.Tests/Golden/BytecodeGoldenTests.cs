using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Golden;

/// <summary>
/// The bytecode of representative loops, kept beside each program in tests/golden/bytecode/loops. <c>ORUS_BLESS=1 ./test --filter BytecodeGolden</c> writes it anew; the difference is then
/// reviewed like code.
/// </summary>
[TestFixture]
internal sealed class BytecodeGoldenTests
{
    private static string Directory => Path.Combine(ArchitectureTests.RepositoryRoot(), "tests", "golden", "bytecode", "loops");

    private sealed class Listing : ICodeObserver
    {
        public StringBuilder Text { get; } = new();

        public void OnIr(IrFunction function)
        {
        }

        public void OnBytecode(BytecodeFunction function) => Text.Append(Disassembler.Print(function)).Append('\n');
    }

    public static IEnumerable<TestCaseData> Programs()
    {
        foreach (string path in System.IO.Directory.EnumerateFiles(Directory, "*.orus"))
            yield return new TestCaseData(path).SetArgDisplayNames(Path.GetFileNameWithoutExtension(path));
    }

    [TestCaseSource(nameof(Programs))]
    public void LoopCompilesTo(string path)
    {
        string found = Compile(path);
        string golden = Path.ChangeExtension(path, ".bytecode");
        if (Environment.GetEnvironmentVariable("ORUS_BLESS") == "1")
            File.WriteAllText(golden, found);
        Assert.That(found, Is.EqualTo(File.ReadAllText(golden)));
    }

    [Test]
    public void ForAndWhileAreTheSameLoop()
    {
        Assert.That(Compile(Path.Combine(Directory, "sum_while.orus")), Is.EqualTo(Compile(Path.Combine(Directory, "sum_for.orus"))));
    }

    private static string Compile(string path)
    {
        var listing = new Listing();
        CompileResult compiled = new OrusEngine(new EngineOptions { Observer = listing, Output = Stream.Null }).CompileFile(path);
        Assert.That(compiled.Program, Is.Not.Null);
        compiled.Program!.CompileAll();
        return listing.Text.ToString();
    }
}
