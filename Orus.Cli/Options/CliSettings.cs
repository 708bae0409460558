using System;
using System.Globalization;
using Orus.Front.Diagnostics;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Cli.Options;

/// <summary>Who runs the program.</summary>
internal enum TierMode : byte
{
    Auto,
    Interpreter,
    Tier2,
}

/// <summary>What <c>--dump</c> can show, in the order in which a program passes through it.</summary>
[Flags]
internal enum DumpStages : byte
{
    None = 0,
    Tokens = 1,
    Ast = 2,
    Typed = 4,
    Ir = 8,
    Loops = 16,
    Bytecode = 32,
    Il = 64,
    Asm = 128,
}

/// <summary>The state of all options: defaults, overridden by the environment, overridden by the command line.</summary>
internal sealed class CliSettings
{
    private const double LongestTimeout = 1_000_000;

    private static readonly string[] FormatNames = ["friendly", "minimal", "json"];
    private static readonly string[] TierNames = ["auto", "interp", "tier2"];
    private static readonly string[] StageNames = ["tokens", "ast", "typed", "ir", "loops", "bytecode", "il", "asm"];

    public bool ShowHelp { get; private set; }

    public bool ShowVersion { get; private set; }

    public bool NoColors { get; private set; }

    public DiagnosticFormat Format { get; private set; }

    public bool NoWarnings { get; private set; }

    public bool Quiet { get; private set; }

    public int MaxDepth { get; private set; } = EngineOptions.DefaultMaxDepth;

    /// <summary>Null for no limit.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>Bytes; null for no limit.</summary>
    public long? MaxHeap { get; private set; }

    public DumpStages Dump { get; private set; }

    /// <summary>The only loop to dump, or null for all.</summary>
    public int? DumpLoop { get; private set; }

    public bool Stats { get; private set; }

    /// <summary>The file to write telemetry to, or null.</summary>
    public string? TelemetryFile { get; private set; }

    /// <summary>Explain with the machine code.</summary>
    public bool ShowAsm { get; private set; }

    /// <summary>The name of <see cref="Tier"/> on the command line.</summary>
    public string TierName => TierNames[(int)Tier];

    public TierMode Tier { get; private set; }

    public bool Tier2Sync { get; private set; }

    public int? Tier2Threshold { get; private set; }

    public int? Tier2CallThreshold { get; private set; }

    /// <summary>Null to let compiled code come into use at once.</summary>
    public int? Tier2DelaySeed { get; private set; }

    public int Tier2ThrowLimit { get; private set; } = TierOptions.DefaultThrowLimit;

    /// <summary>Bytes.</summary>
    public long CodeCache { get; private set; } = TierOptions.DefaultCodeCache;

    public bool TraceJit { get; private set; }

    public bool TraceOpt { get; private set; }

    public bool VerifyIr { get; private set; }

    /// <summary>Guards that shall fail; null for none.</summary>
    public ForcedExits? ForcedExits { get; private set; }

    /// <summary>Seed of random configurations.</summary>
    public int Seed { get; private set; } = 1;

    /// <summary>How many random configurations are tried.</summary>
    public int RandomRuns { get; private set; } = 8;

    /// <summary>What <c>orus bench</c> shall do.</summary>
    public BenchSettings Bench { get; private set; } = new();

    /// <summary>What <c>--disable</c> and <c>--enable</c> leave of the optimizer.</summary>
    public SwitchSet Switches { get; } = new();

    /// <summary>Takes over the environment.</summary>
    public void ApplyEnvironment(CliHost host)
    {
        NoColors = !string.IsNullOrEmpty(host.Variable("NO_COLOR"));
        ApplyVariable(host, "ORUS_ERROR_FORMAT", OptionId.ErrorFormat);
        ApplyVariable(host, "ORUS_MAX_RECURSION", OptionId.MaxRecursion);
        ApplyVariable(host, SwitchSet.EnvironmentVariable, OptionId.Disable);
    }

    /// <summary>Sets one option; a value that makes no sense is a <see cref="UsageException"/>.</summary>
    public void Apply(OptionId option, string value)
    {
        switch (option)
        {
            case OptionId.Help:
                ShowHelp = true;
                break;
            case OptionId.Version:
                ShowVersion = true;
                break;
            case OptionId.NoColors:
                NoColors = true;
                break;
            case OptionId.ErrorFormat:
                Format = (DiagnosticFormat)OneOf(FormatNames, value);
                break;
            case OptionId.NoWarnings:
                NoWarnings = true;
                break;
            case OptionId.Quiet:
                Quiet = true;
                NoWarnings = true;
                break;
            case OptionId.MaxRecursion:
                MaxDepth = Number(value, 1, EngineOptions.LargestMaxDepth);
                break;
            case OptionId.Timeout:
                Timeout = Seconds(value);
                break;
            case OptionId.MaxHeap:
                MaxHeap = Size(value);
                break;
            case OptionId.Dump:
                foreach (string stage in value.Split(','))
                    Dump |= (DumpStages)(1 << OneOf(StageNames, stage));
                break;
            case OptionId.DumpLoop:
                DumpLoop = Number(value, 0, int.MaxValue);
                break;
            case OptionId.ShowTokens:
                Dump |= DumpStages.Tokens;
                break;
            case OptionId.ShowAst:
                Dump |= DumpStages.Ast;
                break;
            case OptionId.Stats:
                Stats = true;
                break;
            case OptionId.Asm:
                ShowAsm = true;
                break;
            case OptionId.Telemetry:
                TelemetryFile = value;
                break;
            case OptionId.Disable:
                Require(Switches.Disable(value));
                break;
            case OptionId.Enable:
                Require(Switches.Enable(value));
                break;
            case OptionId.Tier:
                Tier = (TierMode)OneOf(TierNames, value);
                break;
            case OptionId.NoTier2 or OptionId.DisableJit:
                Tier = TierMode.Interpreter;
                break;
            case OptionId.EnableJit:
                Tier = TierMode.Auto;
                break;
            case OptionId.Tier2Sync:
                Tier2Sync = true;
                break;
            case OptionId.Tier2Threshold:
                string[] thresholds = value.Split(',', 2);
                Tier2Threshold = Number(thresholds[0], 1, int.MaxValue);
                Tier2CallThreshold = Number(thresholds[^1], 1, int.MaxValue);
                break;
            case OptionId.Tier2DelaySeed:
                Tier2DelaySeed = Number(value, 0, int.MaxValue);
                break;
            case OptionId.Tier2ThrowLimit:
                Tier2ThrowLimit = Number(value, 0, int.MaxValue);
                break;
            case OptionId.CodeCache:
                CodeCache = Size(value);
                break;
            case OptionId.TraceJit:
                TraceJit = true;
                break;
            case OptionId.TraceOpt:
                TraceOpt = true;
                break;
            case OptionId.VerifyIr:
                VerifyIr = true;
                break;
            case OptionId.DebugExit:
                ForcedExits = ForcedExits.Parse(value) ?? throw new UsageException($"'{value}' is not UNIT:GUARD:N, with numbers or * for unit and guard");
                break;
            case OptionId.DebugExits:
                ForcedExits = ForcedExits.ParseRandom(value) ?? throw new UsageException($"'{value}' is not SEED or SEED:UNIT:GUARD, with numbers or * for unit and guard");
                break;
            case OptionId.Seed:
                Seed = Number(value, 0, int.MaxValue);
                break;
            case OptionId.RandomRuns:
                RandomRuns = Number(value, 0, int.MaxValue);
                break;
            case OptionId.Programs:
                Bench = Bench with { Programs = value };
                break;
            case OptionId.Against:
                Bench = Bench with { Against = value.Split(',', StringSplitOptions.RemoveEmptyEntries) };
                break;
            case OptionId.Baseline:
                Bench = Bench with { Baseline = value };
                break;
            case OptionId.Variant:
                Bench = Bench with { Variant = value };
                break;
            case OptionId.Rounds:
                Bench = Bench with { Rounds = Number(value, 1, 1000) };
                break;
            case OptionId.Repetitions:
                Bench = Bench with { Repetitions = Number(value, 1, 1_000_000) };
                break;
            case OptionId.Scale:
                Bench = Bench with { Scale = Number(value, 1, 1_000_000) };
                break;
            case OptionId.Json:
                Bench = Bench with { Json = value };
                break;
            case OptionId.Markdown:
                Bench = Bench with { Markdown = value };
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(option));
        }
    }

    private void ApplyVariable(CliHost host, string name, OptionId option)
    {
        if (host.Variable(name) is not { Length: > 0 } value)
            return;
        try
        {
            Apply(option, value);
        }
        catch (UsageException problem)
        {
            throw new UsageException($"environment variable {name}: {problem.Message}");
        }
    }

    private static void Require(string? problem)
    {
        if (problem is not null)
            throw new UsageException(problem);
    }

    private static int OneOf(string[] names, string value)
    {
        int index = Array.IndexOf(names, value);
        if (index >= 0)
            return index;
        string? nearest = Suggest.Nearest(value, names);
        throw new UsageException($"'{value}' is none of {string.Join(", ", names)}" + (nearest is null ? "" : $"; did you mean '{nearest}'?"));
    }

    private static int Number(string value, int minimum, int maximum)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
            return number;
        throw new UsageException(maximum == int.MaxValue
            ? $"'{value}' is not a number from {minimum} on"
            : $"'{value}' is not a number from {minimum} to {maximum}");
    }

    private static TimeSpan Seconds(string value)
    {
        if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= LongestTimeout)
            return TimeSpan.FromSeconds(seconds);
        throw new UsageException($"'{value}' is not a number of seconds");
    }

    private static long Size(string value)
    {
        const string Units = "KMG";
        ReadOnlySpan<char> digits = value;
        int shift = 0;
        if (digits.Length > 0 && Units.IndexOf(char.ToUpperInvariant(digits[^1]), StringComparison.Ordinal) is int unit and >= 0)
        {
            shift = 10 * (unit + 1);
            digits = digits[..^1];
        }
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size) && size > 0 && size <= long.MaxValue >> shift)
            return size << shift;
        throw new UsageException($"'{value}' is not a size such as 512M or 2G");
    }
}
