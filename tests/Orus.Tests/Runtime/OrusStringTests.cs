using System;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class OrusStringTests
{
    [Test]
    public void AppendingAndPrependingKeepEveryEarlierString()
    {
        var random = new Random(3);
        var strings = new (OrusString Value, string Expected)[400];
        strings[0] = (OrusString.Of("seed"), "seed");
        for (int i = 1; i < strings.Length; i++)
        {
            // Mostly continue the newest one, sometimes an older one that shares its storage.
            int from = random.Next(4) == 0 ? random.Next(i) : i - 1;
            string piece = new((char)('a' + (i % 26)), random.Next(0, 20));
            strings[i] = random.Next(2) == 0
                ? (OrusString.Concat(strings[from].Value, OrusString.Of(piece)), strings[from].Expected + piece)
                : (OrusString.Concat(OrusString.Of(piece), strings[from].Value), piece + strings[from].Expected);
        }
        foreach ((OrusString value, string expected) in strings)
        {
            Assert.That(value.ToString(), Is.EqualTo(expected));
            Assert.That(value.Length, Is.EqualTo(expected.Length));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public void BuildingAllocatesLinearly(bool append)
    {
        OrusString piece = OrusString.Of("0123456789");
        long before = GC.GetAllocatedBytesForCurrentThread();
        OrusString text = OrusString.Empty;
        for (int i = 0; i < 20_000; i++)
            text = append ? OrusString.Concat(text, piece) : OrusString.Concat(piece, text);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(text.Length, Is.EqualTo(200_000));
        Assert.That(allocated, Is.LessThan(4_000_000), "quadratic building would take 2 GB");
    }

    [Test]
    public void BuildingAtBothEndsAllocatesLinearly()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        OrusString text = OrusString.Empty;
        for (int i = 0; i < 20_000; i++)
            text = OrusString.Concat(OrusString.Concat(OrusString.OfByte((byte)'('), text), OrusString.OfByte((byte)')'));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(text.ToString(), Is.EqualTo(new string('(', 20_000) + new string(')', 20_000)));
        Assert.That(allocated, Is.LessThan(6_000_000));
    }

    [Test]
    public void AStringWithoutRoomIsNeverWrittenTo()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(new string('x', 100));
        var constant = new OrusString(bytes);
        OrusString longer = OrusString.Concat(constant, OrusString.Of("yz"));
        OrusString other = OrusString.Concat(constant, OrusString.Of("ab"));
        Assert.That(longer.ToString(), Does.EndWith("xyz"));
        Assert.That(other.ToString(), Does.EndWith("xab"));
        Assert.That(bytes, Is.All.EqualTo((byte)'x'));
    }

    [TestCase("", "", 0)]
    [TestCase("a", "", 1)]
    [TestCase("a", "b", -1)]
    [TestCase("abc", "abd", -1)]
    [TestCase("abc", "ab", 1)]
    [TestCase("b", "a", 1)]
    [TestCase("é", "z", 1)]
    [TestCase("same", "same", 0)]
    public void ComparesByBytes(string left, string right, int expected)
    {
        Assert.That(OrusString.Compare(OrusString.Of(left), OrusString.Of(right)), Is.EqualTo(expected));
        Assert.That(OrusString.Equal(OrusString.Of(left), OrusString.Of(right)), Is.EqualTo(expected == 0));
    }

    [Test]
    public void OneByteStringsAreShared()
    {
        OrusString text = OrusString.Of("héy");
        Assert.That(text.Length, Is.EqualTo(4));
        Assert.That(text.At(3), Is.SameAs(OrusString.OfByte((byte)'y')));
        Assert.That(OrusString.Concat(text.At(1), text.At(2)).ToString(), Is.EqualTo("é"));
        Expect.Error("index error String index out of bounds", () => text.At(4));
        Expect.Error("index error String index out of bounds", () => text.At(-1));
    }
}
