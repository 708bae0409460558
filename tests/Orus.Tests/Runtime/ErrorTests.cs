using System;
using NUnit.Framework;
using Orus.Front.Source;
using Orus.Interp.Errors;
using Orus.Interp.Values;

namespace Orus.Tests.Runtime;

[TestFixture]
internal sealed class ErrorTests
{
    [Test]
    public void TheTableHasOneRowPerErrorInOrder()
    {
        Assert.That(ErrorTable.All.Length, Is.EqualTo(Enum.GetValues<ErrorId>().Length));
        for (int i = 0; i < ErrorTable.All.Length; i++)
        {
            ErrorInfo row = ErrorTable.All[i];
            Assert.That((int)row.Id, Is.EqualTo(i));
            Assert.That(row.Code, Does.Match("^E00(0[1-9]|10)$"));
            Assert.That(row.Title, Is.Not.Empty.And.Not.EndsWith("."));
        }
    }

    [TestCase(ErrorKind.Value, "value error")]
    [TestCase(ErrorKind.Runtime, "runtime error")]
    [TestCase(ErrorKind.Index, "index error")]
    [TestCase(ErrorKind.Type, "type error")]
    [TestCase(ErrorKind.Conversion, "conversion error")]
    [TestCase(ErrorKind.Eof, "eof error")]
    [TestCase(ErrorKind.Recursion, "recursion error")]
    [TestCase(ErrorKind.Name, "name error")]
    public void KindNames(ErrorKind kind, string expected) => Assert.That(ErrorTable.NameOf(kind), Is.EqualTo(expected));

    [Test]
    public void PartsOfMessagesAreFilledIn()
    {
        Assert.That(Raise.Unassigned("x").Message, Is.EqualTo("Variable 'x' was used before it was assigned"));
        Assert.That(Raise.MissingResult("f").Message, Is.EqualTo("Function 'f' ended without returning a value"));
        Assert.That(Raise.StackOverflow(100).Message, Is.EqualTo("Stack overflow: recursion limit of 100 calls exceeded"));
        Assert.That(Raise.ArgumentCount(2, 3).Message, Is.EqualTo("Expected 2 arguments, got 3"));
        Assert.That(Raise.NoField("P", "{0}").Message, Is.EqualTo("P has no field '{0}'"));
        Assert.That(Raise.NumberText(ErrorId.IntText, [0xFF, (byte)'x']).Error.Message.Span.EndsWith([(byte)'"', (byte)0xFF, (byte)'x', (byte)'"']), "bytes pass through");
    }

    [Test]
    public void AnExceptionCollectsItsWay()
    {
        OrusException error = Raise.Overflow();
        Assert.That(error.Span.IsNone);
        Assert.That(error.Trace, Is.Null);
        error.Span = new SourceSpan(0, 3, 1);
        error.AddCall("f", new SourceSpan(0, 10, 1));
        Assert.That(error.Trace, Is.EqualTo(new[] { new TraceEntry("f", new SourceSpan(0, 10, 1)) }));
        Assert.That(error.Error.TypeText.ToString(), Is.EqualTo("value error Integer overflow"));
        Assert.That(error.Error.Message, Is.TypeOf<OrusString>());
    }
}
