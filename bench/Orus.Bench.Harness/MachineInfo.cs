using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace Orus.Bench.Harness;

/// <summary>Where figures come from; without it they say nothing.</summary>
/// <param name="Date">The day, in UTC.</param>
/// <param name="System">The operating system.</param>
/// <param name="Processor">The processor's own name for itself.</param>
/// <param name="Cores">How many cores this process may use.</param>
/// <param name="LoadAverage">Processes that wanted to run in the last minute before the measurement; above 0.5 the machine was busy with other things. NaN where the system does not tell.</param>
public sealed record MachineInfo(DateOnly Date, string System, string Processor, int Cores, double LoadAverage)
{
    /// <summary>Looks at this machine now.</summary>
    public static MachineInfo Read() => new(DateOnly.FromDateTime(DateTime.UtcNow), RuntimeInformation.OSDescription, FindProcessor(), Environment.ProcessorCount, FindLoad());

    /// <summary>In one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}, {Processor}, {Cores} cores, {System}, load average {LoadAverage:0.0} before the run");

    private static string FindProcessor()
    {
        const string Key = "model name";
        if (File.Exists("/proc/cpuinfo"))
        {
            foreach (string line in File.ReadLines("/proc/cpuinfo"))
            {
                if (line.StartsWith(Key, StringComparison.Ordinal))
                    return line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }
        }
        return RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static double FindLoad() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;
}
