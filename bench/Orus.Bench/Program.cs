using System;
using Orus.Bench.Front;

namespace Orus.Bench;

/// <summary>Benchmarks that run inside one process.</summary>
internal static class Program
{
    private const string Usage = """
        usage: Orus.Bench front [LINES...]     lines per second of the front end, and what the optimizer adds
               Orus.Bench shapes [COUNT]       growth of the front end's time with input that repeats one construct COUNT times
        """;

    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
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

    private static bool IsCount(string text) => int.TryParse(text, out int count) && count > 0;
}
