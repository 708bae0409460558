using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using NUnit.Framework;
using Orus.Tests.Cli;

namespace Orus.Tests.Tier2;

/// <summary>Compiled loops ask whether constants divide integers without dividing; what they answer is compared with the remainders of .NET.</summary>
public sealed class DivisibilityTests
{
    private const int Seed = 20261122;

    [TestCase("i32", 32, true)]
    [TestCase("u32", 32, false)]
    [TestCase("i64", 64, true)]
    [TestCase("u64", 64, false)]
    public void AnswersAreThoseOfTheRemainder(string type, int bits, bool isSigned)
    {
        var random = new Random(Seed);
        Int128 least = isSigned ? -(Int128.One << (bits - 1)) : 0, largest = (Int128.One << (isSigned ? bits - 1 : bits)) - 1;
        // Values around multiples, and at both ends.
        var program = new StringBuilder();
        var expected = new StringBuilder();
        List<Int128> divisors = [3, 5, 6, 7, 9, 10, 12, 15, 24, 25, 100, 400, 641, 1000, 6700417, largest, largest - 1, largest / 2, largest / 3, largest / 3 * 2, (largest / 2) + 2];
        for (int i = 0; i < 30; i++)
            divisors.Add(Int128.Max(3, Near(random, least, largest)));
        if (isSigned)
            divisors.AddRange([-3, -10, -12, least + 1, least + 2, least / 3 * 2]);
        foreach (Int128 divisor in divisors)
        {
            // The first multiple that does not fit any more is one of less.
            Int128 beyond = ((largest / Int128.Abs(divisor)) + 1) * Int128.Abs(divisor);
            List<Int128> values = [0, least, least + 1, largest, largest - 1, beyond - (Int128.One << bits)];
            for (int i = 0; i < 60; i++)
            {
                Int128 multiple = Near(random, least, largest) / divisor * divisor;
                values.AddRange(new[] { multiple - 1, multiple, multiple + 1, multiple + (divisor / 2), Near(random, least, largest) }.Where(value => value >= least && value <= largest));
            }
            string name = string.Create(CultureInfo.InvariantCulture, $"check{program.Length}");
            program.Append(CultureInfo.InvariantCulture, $"fn {name}(values: [{type}]) -> i64:\n    mut hash: i64 = 1\n    for value in values:\n");
            program.Append(CultureInfo.InvariantCulture, $"        if value % {divisor} == 0:\n            hash = (hash * 31 + 7) % 1000000007\n        else:\n            hash = hash * 31 % 1000000007\n    return hash\n");
            program.Append(CultureInfo.InvariantCulture, $"values{name}: [{type}] = [{string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]\nprint({divisor}, {name}(values{name}))\n");
            Int128 hash = 1;
            foreach (Int128 value in values)
                hash = ((hash * 31) + (value % divisor == 0 ? 7 : 0)) % 1000000007;
            expected.Append(CultureInfo.InvariantCulture, $"{divisor} {hash}\n");
        }
        CliRunner.Result result = CliRunner.RunWithInput(program.ToString(), "exec", "-", "--tier=tier2", "--tier2-sync");
        Assert.That(result.Output, Is.EqualTo(expected.ToString()), $"seed {Seed}: {result.Error}");
    }

    [TestCase("if i % 7 == 0: t += 1", false)]
    [TestCase("if i % 12 != 0: t += 1", false)]
    [TestCase("d = i % 7\n    if d == 0: t += 1", false)]
    [TestCase("d = i % 7\n    if d == 0: t += 1\n    else: t += d", true)]
    [TestCase("if i % 7 == 1: t += 1", true)]
    [TestCase("if i % 7 > 0: t += 1", true)]
    [TestCase("if i % 8 == 0: t += 1", false)]
    public void OnlyRemaindersOfWhichMoreIsNeededAreComputed(string round, bool isComputed)
    {
        string loop = $"mut i = 0\nmut t = 0\nwhile i < 5000:\n    {round}\n    i += 1\nprint(t)\n";
        string il = CliRunner.RunWithInput(loop, "exec", "-", "--tier=tier2", "--dump=il").Error;
        Assert.That(il, isComputed ? Does.Match(@"  rem(\.un)?\n") : Does.Not.Match(@"  rem(\.un)?\n"));
    }

    /// <summary>A value of any size, often one near the ends.</summary>
    private static Int128 Near(Random random, Int128 least, Int128 largest)
    {
        Int128 value = (Int128)(long)random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        return random.Next(4) switch
        {
            0 => largest - random.Next(100),
            1 => least + random.Next(100),
            _ => Int128.Clamp(least == 0 ? Int128.Abs(value) * 2 : value, least, largest),
        };
    }
}
