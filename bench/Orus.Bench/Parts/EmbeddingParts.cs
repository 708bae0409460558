using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Text;
using BenchmarkDotNet.Attributes;
using Orus.Interp.Engine;
using Orus.Tier2.Planning;

namespace Orus.Bench.Parts;

/// <summary>What a host pays: compiling a small script, running it, and running it with its loop compiled to machine code (the difference to the run without is IL, machine code and entry).</summary>
[SuppressMessage("Design", "CA1515", Justification = "BenchmarkDotNet needs public classes.")]
public class EmbeddingParts
{
    private static readonly byte[] Source = Encoding.UTF8.GetBytes("""
        fn weigh(items: [i32], limit: i32) -> i64:
            mut total: i64 = 0
            for i in 0..len(items):
                if items[i] < limit:
                    total = total + (items[i] * 3) as i64
            return total
        print(weigh([1, 5, 9, 12, 7, 3], 10))

        """);

    private static readonly EngineOptions Interpreted = new() { Output = Stream.Null, Input = Stream.Null };

    private static readonly EngineOptions Compiling = new()
    {
        Output = Stream.Null,
        Input = Stream.Null,
        Tier = () => new TierController(new TierOptions { Synchronous = true, LoopThreshold = 1 }),
    };

    private readonly OrusProgram _interpreted = new OrusEngine(Interpreted).Compile("host.orus", Source).Program!;
    private readonly OrusProgram _compiled = new OrusEngine(Compiling).Compile("host.orus", Source).Program!;

    [Benchmark]
    public CompileResult Compile() => new OrusEngine(Interpreted).Compile("host.orus", Source);

    [Benchmark]
    public RunResult Run() => _interpreted.Run();

    [Benchmark]
    public RunResult RunWithMachineCode() => _compiled.Run();
}
