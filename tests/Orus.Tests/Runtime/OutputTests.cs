using System;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Text;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class OutputTests
{
    [Test]
    public void BytesArriveInOrderWhateverTheirLength()
    {
        var stream = new MemoryStream();
        var output = new Output(stream);
        var expected = new StringBuilder();
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            string piece = new((char)('a' + (i % 26)), random.Next(i % 20 == 0 ? 100_000 : 2000));
            output.Write(piece);
            output.Write((byte)'\n');
            expected.Append(piece).Append('\n');
            if (i % 30 == 0)
                output.Write(Encoding.UTF8.GetBytes(piece));
            if (i % 30 == 0)
                expected.Append(piece);
        }
        output.Flush();
        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo(expected.ToString()));
    }

    [Test]
    public void NothingIsWrittenBeforeAFlushUnlessTheBufferIsFull()
    {
        var stream = new MemoryStream();
        var output = new Output(stream);
        output.Write("text"u8);
        Assert.That(stream.Length, Is.Zero);
        output.Flush();
        Assert.That(stream.Length, Is.EqualTo(4));
    }

    [Test]
    public void AClosedPipeIsReportedOnceAndThenIgnored()
    {
        var output = new Output(new FailingStream(32));
        output.Write("text"u8);
        Assert.Throws<OutputClosedException>(output.Flush);
        output.Write("more"u8);
        Assert.DoesNotThrow(output.Flush);
    }

    [Test]
    public void OtherFailuresAreReportedOnceAndThenIgnored()
    {
        const int NoSpaceLeft = 28;
        var output = new Output(new FailingStream(NoSpaceLeft));
        output.Write("text"u8);
        Assert.Throws<OutputFailedException>(output.Flush);
        output.Write("more"u8);
        Assert.DoesNotThrow(output.Flush);
    }

    private sealed class FailingStream(int error) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("failed", error);
    }
}
