using System;
using System.Globalization;

namespace Orus.Tests.Fuzz;

/// <summary>How long and from which seed the fuzzers work; see docs/RELIABILITY.md.</summary>
internal static class FuzzSettings
{
    public const string SecondsVariable = "ORUS_FUZZ_SECONDS";
    public const string SeedVariable = "ORUS_FUZZ_SEED";
    public const string MutantsVariable = "ORUS_FUZZ_MUTANTS";
    public const string ProcessMutantsVariable = "ORUS_FUZZ_PROCESS_MUTANTS";
    public const string CommandVariable = "ORUS_FUZZ_COMMAND";

    /// <summary>The seed of the first program; the same by default, so that a change that breaks the smoke share is the one to blame.</summary>
    public static int Seed => Number(SeedVariable) ?? 1;

    public static TimeSpan Duration(int smokeSeconds) => TimeSpan.FromSeconds(Number(SecondsVariable) ?? smokeSeconds);

    /// <summary>How many mutants a full run makes; null for the smoke share.</summary>
    public static int? Mutants => Number(MutantsVariable);

    /// <summary>How many mutants go through processes of the command; null for the smoke share.</summary>
    public static int? ProcessMutants => Number(ProcessMutantsVariable);

    /// <summary>The executable to try; null for the one that the tests were built with.</summary>
    public static string? Command => Environment.GetEnvironmentVariable(CommandVariable) is { Length: > 0 } path ? path : null;

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
