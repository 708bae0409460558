using System;
using NUnit.Framework;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Optimizer;

[TestFixture]
internal sealed class SwitchTests
{
    [Test]
    public void TablesFollowTheirEnums()
    {
        Assert.That(SwitchTable.Switches.Length, Is.EqualTo(Enum.GetValues<Switch>().Length));
        foreach (Switch id in Enum.GetValues<Switch>())
            Assert.That(SwitchTable.Row(id).Id, Is.EqualTo(id));
        Assert.That(SwitchTable.Parameters.Length, Is.EqualTo(Enum.GetValues<Parameter>().Length));
        foreach (Parameter id in Enum.GetValues<Parameter>())
            Assert.That(SwitchTable.Row(id).Id, Is.EqualTo(id));
        Assert.That(RefusalTable.All.Length, Is.EqualTo(Enum.GetValues<RefusalReason>().Length));
        foreach (RefusalReason reason in Enum.GetValues<RefusalReason>())
            Assert.That(RefusalTable.Row(reason).Reason, Is.EqualTo(reason));
    }

    [Test]
    public void CountersAndProofsHaveNames()
    {
        foreach (PassCounter counter in Enum.GetValues<PassCounter>())
            Assert.That(PassStats.NameOf(counter), Is.Not.Empty);
        foreach (ProofKind proof in Enum.GetValues<ProofKind>())
            Assert.That(PassStats.NameOf(proof), Is.Not.Empty);
    }

    [Test]
    public void LaterListsWin()
    {
        var set = new SwitchSet();
        Assert.That(set.Disable("all"), Is.Null);
        Assert.That(set.Enable("licm, unroll-trips=4"), Is.Null);
        Assert.That(set.IsOn(Switch.InvariantMotion), Is.True);
        Assert.That(set.IsOn(Switch.Propagate), Is.False);
        Assert.That(set.Value(Parameter.UnrollTrips), Is.EqualTo(4));
        Assert.That(set.Disable("licm"), Is.Null);
        Assert.That(set.IsOn(Switch.InvariantMotion), Is.False);
    }

    [TestCase("lcim", ExpectedResult = "unknown switch 'lcim', did you mean 'licm'?")]
    [TestCase("nothing-like-it", ExpectedResult = "unknown switch 'nothing-like-it'; `orus switches` lists them")]
    public string? UnknownNamesAreReported(string list) => new SwitchSet().Disable(list);

    [TestCase("unroll-trips=many", ExpectedResult = "parameter 'unroll-trips' takes a number from 0 to 64, not 'many'")]
    [TestCase("unrol-trips=3", ExpectedResult = "unknown parameter 'unrol-trips', did you mean 'unroll-trips'?")]
    public string? BadParametersAreReported(string list) => new SwitchSet().Enable(list);
}
