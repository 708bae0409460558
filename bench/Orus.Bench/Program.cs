using System;
using System.IO;
using Orus.Bench.Front;
using Orus.Bench.Harness;
using Orus.Bench.Parts;

namespace Orus.Bench;

/// <summary>Benchmarks of parts, inside this process; gates and the nightly run, which start the published build.</summary>
internal static class Program
{
    private const string Usage = """
        usage: Orus.Bench front [LINES...]     lines per second of the front end, and what the optimizer adds
               Orus.Bench shapes [COUNT]       growth of the front end's time with input that repeats one construct COUNT times
               Orus.Bench parts [--dry] [ARGS...]
                                              the parts one by one with BenchmarkDotNet, which reads ARGS: --filter '*Lexer*', --list flat;
                                              --dry runs each once, to see that it works
               Orus.Bench gate counters       compare what the programs of bench/programs execute with the baseline
               Orus.Bench gate luajit         compare their times with LuaJIT and the limits of bench/gates/luajit.json
               Orus.Bench gate against ORUS   compare their times with another build of orus; after `luajit`: both in one run
               Orus.Bench gate planted        show that each gate notices what makes a program worse
               Orus.Bench gate bless counters|luajit
                                              make what they execute now the baseline, or make limits of their times
               Orus.Bench nightly COMMIT [ROUNDS REPETITIONS]
                                              measure everything, add it to bench/history and write its page
               Orus.Bench page                write the page anew from bench/history
        Options for orus itself may follow a gate after `--`.
        """;

    private static int Main(string[] arguments)
    {
        try
        {
            return Run(arguments);
        }
        catch (BenchException problem)
        {
            Console.Error.WriteLine($"Orus.Bench: {problem.Message}");
            return 1;
        }
    }

    private static int Run(string[] arguments)
    {
        int separator = Array.IndexOf(arguments, "--");
        string[] orusOptions = separator < 0 ? [] : arguments[(separator + 1)..];
        Suite suite = new(Root(), orusOptions);
        switch (separator < 0 ? arguments : arguments[..separator])
        {
            case ["parts", "--dry", .. var chosen]:
                return PartBenchmarks.Run(chosen, isDry: true);
            case ["parts", .. var chosen]:
                return PartBenchmarks.Run(chosen, isDry: false);
            case ["gate", "counters"]:
                return suite.CheckCounters();
            case ["gate", "planted"]:
                return suite.CheckPlanted();
            case ["gate", "bless", "counters"]:
                return suite.BlessCounters();
            case ["gate", "bless", "luajit"]:
                return suite.BlessLimits();
            case ["gate", "luajit"]:
                return suite.CheckTimes(withLuaJit: true, baselineOrus: null);
            case ["gate", "against", var orus]:
                return suite.CheckTimes(withLuaJit: false, orus);
            case ["gate", "luajit", "against", var orus]:
                return suite.CheckTimes(withLuaJit: true, orus);
            case ["nightly", var commit]:
                return suite.Nightly(commit, new ComparisonPlan(Rounds: 3, Repetitions: 10, Scale: 1));
            case ["nightly", var commit, var rounds, var repetitions] when IsCount(rounds) && IsCount(repetitions):
                return suite.Nightly(commit, new ComparisonPlan(int.Parse(rounds), int.Parse(repetitions), Scale: 1));
            case ["page"]:
                return suite.WritePage();
            case ["front", .. var sizes] when Array.TrueForAll(sizes, IsCount):
                FrontBenchmark.Run(sizes.Length == 0 ? [50_000, 100_000, 200_000] : Array.ConvertAll(sizes, int.Parse));
                return 0;
            case ["shapes"]:
                ShapeBenchmark.Run(20_000);
                return 0;
            case ["shapes", var count] when IsCount(count):
                ShapeBenchmark.Run(int.Parse(count));
                return 0;
            default:
                Console.Error.WriteLine(Usage);
                return 64;
        }
    }

    // Where the sources are that this was built from.
    private static string Root()
    {
        for (DirectoryInfo? place = new(AppContext.BaseDirectory); place is not null; place = place.Parent)
        {
            if (File.Exists(Path.Combine(place.FullName, "OrusJit.sln")))
                return place.FullName;
        }
        throw new BenchException("there is no OrusJit.sln above this build");
    }

    private static bool IsCount(string text) => int.TryParse(text, out int count) && count > 0;
}
