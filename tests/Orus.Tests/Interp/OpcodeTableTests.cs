using System;
using System.Collections.Generic;
using System.IO;
using NUnit.Framework;
using Orus.Interp.Bytecode;

namespace Orus.Tests.Interp;

[TestFixture]
internal sealed class OpcodeTableTests
{
    [Test]
    public void RowsStandInEnumOrder()
    {
        Opcode[] opcodes = Enum.GetValues<Opcode>();
        Assert.That(OpcodeTable.All.Length, Is.EqualTo(opcodes.Length));
        for (int i = 0; i < opcodes.Length; i++)
            Assert.That(OpcodeTable.All[i].Opcode, Is.EqualTo(opcodes[i]));
    }

    [Test]
    public void NamesAreUnique()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (OpcodeInfo info in OpcodeTable.All)
            Assert.That(seen.Add(info.Name), Is.True, info.Name);
    }

    [Test]
    public void OperandsFillAtMostOneWordBesidesTheFollowingOnes()
    {
        foreach (OpcodeInfo info in OpcodeTable.All)
        {
            if (info.Operands.Length > 0)
                Assert.That(info.FixedLength, Is.InRange(1, 4), info.Name);
        }
    }

    /// <summary>To renew the page after a change of the table, run this test with ORUS_WRITE_DOCS=1.</summary>
    [Test]
    public void PageIsUpToDate()
    {
        string path = Path.Combine(ArchitectureTests.RepositoryRoot(), "docs", "BYTECODE.md");
        string expected = OpcodeDocument.Print().ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("ORUS_WRITE_DOCS") == "1")
            File.WriteAllText(path, expected);
        Assert.That(File.ReadAllText(path).ReplaceLineEndings("\n"), Is.EqualTo(expected));
    }
}
