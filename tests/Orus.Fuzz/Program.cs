using System;
using System.Globalization;
using System.Runtime.InteropServices;
using Orus.Optimizer.Switches;

namespace Orus.Fuzz;

/// <summary><c>./fuzz</c>: compares what generated programs do in different configurations; see docs/RELIABILITY.md.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: ./fuzz [options]   compare generated programs in random configurations with the plain interpreter

          --seconds N      how long to work; default 60
          --seed S         seed of the first program; default 1
          --workers N      threads; default: one per processor
          --keep-going     count on after a difference
          --directory DIR  where failing programs are kept; default: orus-fuzz in the temporary directory
          --plant N        miscompile on purpose, to see that it is found: `orus switches` tells what N stands for
          --print          print the program of the seed and do nothing else

        ./fuzz --mutants N [--seed S] runs damaged programs instead.

        The exit code is 1 if there was a difference.
        """;

    private static int Main(string[] arguments)
    {
        var options = new FuzzOptions { Log = Console.Out };
        bool isPrinted = false;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--keep-going":
                    options = options with { KeepGoing = true };
                    continue;
                case "--help":
                    Console.WriteLine(Usage);
                    return 0;
                case "--print":
                    isPrinted = true;
                    continue;
                case "--directory" when i + 1 < arguments.Length:
                    options = options with { Directory = arguments[++i] };
                    continue;
            }
            if (i + 1 == arguments.Length || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
                return Fail();
            switch (arguments[i++])
            {
                case "--seconds":
                    options = options with { Duration = TimeSpan.FromSeconds(value) };
                    break;
                case "--seed":
                    options = options with { Seed = value };
                    break;
                case "--workers" when value > 0:
                    options = options with { Workers = value };
                    break;
                case "--plant" when value < Enum.GetValues<PlantedBug>().Length:
                    options = options with { Plant = (PlantedBug)value };
                    break;
                default:
                    return Fail();
            }
        }
        if (isPrinted)
        {
            Console.Write(Statement.Print(ProgramGenerator.Generate(options.Seed)));
            return 0;
        }
        var executor = new FuzzExecutor(options);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        FuzzSummary summary = executor.Run();
        Console.WriteLine(summary);
        return summary.Findings.Count == 0 ? 0 : 1;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            executor.Stop();
        }
    }

    private static int Fail()
    {
        Console.Error.WriteLine(Usage);
        return 64;
    }
}
