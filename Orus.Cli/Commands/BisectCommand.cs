using System.Text;
using Orus.Cli.Options;
using Orus.Tier2.Planning;
using Orus.Tier2.Verification;

namespace Orus.Cli.Commands;

/// <summary><c>orus bisect</c></summary>
internal static class BisectCommand
{
    public static int Run(CommandLine line, CliHost host)
    {
        if (VerifyCommand.SubjectOf(line, host) is not { } subject)
            return ExitCode.Compile;
        Verifier verifier = new(subject);
        if (VerifyCommand.CannotCompare(verifier, host))
            return ExitCode.Difference;
        Difference? difference = verifier.DifferenceOf(ConfigurationOf(line.Settings)) ?? VerifyCommand.FirstDifference(verifier, line.Settings);
        if (difference is null)
            return host.WriteOutput($"{verifier.Compared} configurations do what the plain interpreter does; there is nothing to look for\n");
        StringBuilder text = new(VerifyCommand.Report(difference, line));
        if (new Bisector(subject).Find(difference.Configuration) is { } culprit)
        {
            foreach (string finding in Bisector.Describe(culprit))
                text.Append(finding).Append('\n');
            text.Append($"smallest: orus exec {line.File} {culprit.Smallest}\n");
        }
        else
        {
            text.Append("the difference did not come again: it depends on when code is ready\n");
        }
        host.WriteOutput(text.ToString());
        return ExitCode.Difference;
    }

    private static Configuration ConfigurationOf(CliSettings settings)
    {
        int? eager = settings.Tier == TierMode.Tier2 ? 1 : null;
        return new Configuration
        {
            Tier2 = settings.Tier != TierMode.Interpreter,
            LoopThreshold = settings.Tier2Threshold ?? eager ?? TierOptions.DefaultLoopThreshold,
            CallThreshold = settings.Tier2CallThreshold ?? eager ?? TierOptions.DefaultCallThreshold,
            InPlace = settings.Tier2Sync,
            DelaySeed = settings.Tier2DelaySeed,
            ThrowLimit = settings.Tier2ThrowLimit,
            ForcedExits = settings.ForcedExits,
            VerifyIr = settings.VerifyIr,
        }.Under(settings.Switches);
    }
}
