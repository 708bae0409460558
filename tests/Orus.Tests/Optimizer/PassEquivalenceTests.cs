using System;
using System.Globalization;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Optimizer;

/// <summary>Random programs print the same with all passes, with none, and with any one of them off. <c>ORUS_DEBUG_SEEDS=from-to</c> tries other seeds.</summary>
[TestFixture]
internal sealed class PassEquivalenceTests
{
    [Test]
    public void RandomProgramsAgree()
    {
        (int first, int last) = Seeds();
        for (int seed = first; seed <= last; seed++)
        {
            string source = RandomProgram.Make(seed);
            string expected = Run(source, SwitchSet.AllOff(), seed);
            Assert.That(Run(source, new SwitchSet(), seed), Is.EqualTo(expected), () => "seed " + seed.ToString(CultureInfo.InvariantCulture) + "\n" + source);
            var one = new SwitchSet();
            SwitchRow row = SwitchTable.Switches[seed % SwitchTable.Switches.Length];
            one.Set(row.Id, false);
            Assert.That(Run(source, one, seed), Is.EqualTo(expected), () => "seed " + seed.ToString(CultureInfo.InvariantCulture) + " without " + row.Name + "\n" + source);
        }
    }

    private static (int First, int Last) Seeds()
    {
        string[] parts = (Environment.GetEnvironmentVariable("ORUS_DEBUG_SEEDS") ?? "1-120").Split('-');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
    }

    private static string Run(string source, SwitchSet switches, int seed)
    {
        using var output = new MemoryStream();
        switches.Set(Switch.Lazy, false);
        var engine = new OrusEngine(new EngineOptions { Output = output, Switches = switches, VerifyIr = true, Timeout = TimeSpan.FromSeconds(20) });
        CompileResult compiled = engine.Compile("main.orus", Encoding.UTF8.GetBytes(source));
        Assert.That(compiled.Program, Is.Not.Null, () => "seed " + seed.ToString(CultureInfo.InvariantCulture) + ": " + string.Join("; ", compiled.Diagnostics) + "\n" + source);
        RunResult result = compiled.Program!.Run();
        return Encoding.UTF8.GetString(output.ToArray()) + "exit " + result.ExitCode.ToString(CultureInfo.InvariantCulture) + " " + result.Error?.Message + " " + result.Error?.Span;
    }
}
