using System;
using System.Globalization;

namespace Orus.Tests.Fuzz;

/// <summary>How long and from which seed the fuzzers work; see docs/RELIABILITY.md.</summary>
internal static class FuzzSettings
{
    public const string SecondsVariable = "ORUS_FUZZ_SECONDS";
    public const string SeedVariable = "ORUS_FUZZ_SEED";
    public const string MutantsVariable = "ORUS_FUZZ_MUTANTS";

    /// <summary>The seed of the first program; the same by default, so that a change that breaks the smoke share is the one to blame.</summary>
    public static int Seed => Number(SeedVariable) ?? 1;

    public static TimeSpan Duration(int smokeSeconds) => TimeSpan.FromSeconds(Number(SecondsVariable) ?? smokeSeconds);

    /// <summary>How many mutants a full run makes; null for the smoke share.</summary>
    public static int? Mutants => Number(MutantsVariable);

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
