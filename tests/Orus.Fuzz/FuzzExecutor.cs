using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using Orus.Interp.Engine;
using Orus.Optimizer.Switches;
using Orus.Tier2.Verification;

namespace Orus.Fuzz;

/// <summary>What a run of the fuzzer came to.</summary>
/// <param name="Seed">The first seed.</param>
/// <param name="Programs">How many seeds from there were tried.</param>
/// <param name="Runs">Executions of programs, those of the oracle included.</param>
/// <param name="Clean">Programs that no uncaught error ended.</param>
/// <param name="Skipped">Programs too slow to compare.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Processor">Processor time of the process.</param>
/// <param name="Findings">Reports of the differences.</param>
internal sealed record FuzzSummary(int Seed, int Programs, long Runs, int Clean, int Skipped, TimeSpan Elapsed, TimeSpan Processor, IReadOnlyList<string> Findings)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Programs} programs of seeds {Seed} to {Seed + Programs - 1}, {Runs} runs, in {Elapsed.TotalSeconds:F0} s ({Programs / Elapsed.TotalSeconds:F0} per second, {Programs / Processor.TotalSeconds:F0} per processor second); "
        + $"{Clean} without an uncaught error, {Skipped} too slow to compare, {Findings.Count} differences");
}

/// <summary>Makes programs and compares what they do in several configurations, on several threads of one process.</summary>
internal sealed class FuzzExecutor(FuzzOptions options)
{
    /// <summary>A bug is found again and again; more than this many reports help nobody.</summary>
    public const int MostFindings = 20;

    /// <summary>Generated programs recurse endlessly now and then; that should not take long.</summary>
    private const int MaxDepth = 300;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>A run that does not obey its limit for so many seconds hangs.</summary>
    private const int Patience = 120;

    /// <summary>While a program is reduced, many candidates do not end, or differ by not ending: runs get some times as long as the whole program takes the oracle, and this.</summary>
    private static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(0.25);

    private const int MostSlowdown = 20;

    private static readonly TimeSpan ReductionTime = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly List<string> _findings = [];
    private volatile bool _stop;
    private int _handedOut;
    private int _programs;
    private long _runs;
    private int _clean;
    private int _skipped;

    /// <summary>What a thread is at, for the thread that watches it and for whoever finds the process dead.</summary>
    private sealed class Worker(FuzzOptions options, int number) : IDisposable
    {
        private readonly FileStream _file = new(Path.Combine(options.Directory, $"worker-{number}.seed"), FileMode.Create, FileAccess.Write, FileShare.Read, 0, FileOptions.DeleteOnClose);
        private readonly byte[] _text = new byte[12];
        private int _ticks;

        public int Seed { get; private set; }

        public Configuration Configuration { get; private set; } = Configuration.Oracle;

        public bool IsRunning { get; private set; }

        /// <summary>Called once a second. True if the run has hung. Seconds are counted, not taken from the clock: a process that was stopped or got no processor has not hung.</summary>
        public bool HasHung() => IsRunning && Interlocked.Increment(ref _ticks) > Patience;

        public void Begin(int seed)
        {
            Seed = seed;
            seed.TryFormat(_text, out int length, default, CultureInfo.InvariantCulture);
            _text[length] = (byte)'\n';
            RandomAccess.Write(_file.SafeFileHandle, _text.AsSpan(0, length + 1), 0);
        }

        public Outcome Run(Subject subject, Configuration configuration, TimeSpan timeout)
        {
            Configuration = configuration;
            Volatile.Write(ref _ticks, 0);
            IsRunning = true;
            Outcome outcome = subject.Run(configuration, timeout);
            IsRunning = false;
            return outcome;
        }

        public void Dispose() => _file.Dispose();
    }

    /// <summary>Ends the run soon, from any thread.</summary>
    public void Stop() => _stop = true;

    public FuzzSummary Run()
    {
        Directory.CreateDirectory(options.Directory);
        var clock = Stopwatch.StartNew();
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        var workers = new Worker[options.Workers];
        var threads = new Thread[options.Workers];
        for (int i = 0; i < workers.Length; i++)
        {
            Worker worker = workers[i] = new Worker(options, i);
            threads[i] = new Thread(() => OrusEngine.OnScriptThread(() => Work(worker), MaxDepth)) { IsBackground = true };
            threads[i].Start();
        }
        for (int second = 1; Array.Exists(threads, thread => thread.IsAlive); second++)
        {
            Thread.Sleep(clock.Elapsed.TotalSeconds < 1 ? 50 : 1000);
            _stop |= clock.Elapsed >= options.Duration;
            if (second % 60 == 0)
                options.Log.WriteLine(Summary());
            if (Array.Find(workers, worker => worker.HasHung()) is { } hanging)
            {
                Report(hanging.Seed, $"seed {hanging.Seed} hangs with {hanging.Configuration}", Source(ProgramGenerator.Generate(hanging.Seed)));
                break;
            }
        }
        foreach (Worker worker in workers)
            worker.Dispose();
        return Summary();

        FuzzSummary Summary()
        {
            lock (_lock)
                return new FuzzSummary(options.Seed, _programs, _runs, _clean, _skipped, clock.Elapsed, Process.GetCurrentProcess().TotalProcessorTime - processor, [.. _findings]);
        }
    }

    private void Work(Worker worker)
    {
        while (!_stop)
        {
            int seed = options.Seed + Interlocked.Increment(ref _handedOut) - 1;
            worker.Begin(seed);
            Examine(worker, seed);
            lock (_lock)
                _programs++;
        }
    }

    private void Examine(Worker worker, int seed)
    {
        List<Statement> program = ProgramGenerator.Generate(seed);
        Subject subject = SubjectOf(program);
        Outcome expected = worker.Run(subject, Configuration.Oracle, Timeout);
        if (expected.IsCrash || expected.ExitCode == Outcome.CompileError)
        {
            Report(seed, expected.IsCrash ? Describe(worker, program, Configuration.Oracle) : $"does not compile\n{expected}", Source(program));
            return;
        }
        lock (_lock)
        {
            _runs++;
            _clean += expected.ExitCode == 0 ? 1 : 0;
            _skipped += expected.TimedOut ? 1 : 0;
        }
        if (expected.TimedOut)
            return;
        foreach (Configuration configuration in ConfigurationsFor(seed))
        {
            Outcome found = worker.Run(subject, configuration, Timeout);
            // On a machine that has other things to do, a run may be late without being wrong.
            if (found.TimedOut)
                found = worker.Run(subject, configuration, Timeout * 6);
            Interlocked.Increment(ref _runs);
            if (found != expected)
            {
                Report(seed, Describe(worker, program, configuration), Source(program));
                return;
            }
        }
    }

    /// <summary>Machine code costs most of the time, so each program gets one configuration with Tier 2; another program is worth more than another configuration.</summary>
    private Configuration[] ConfigurationsFor(int seed)
    {
        var random = new Random(seed);
        Configuration compiled = random.Next(2) == 0 ? Configuration.Eager : Configuration.Random(random);
        Configuration[] configurations = random.Next(3) == 0 ? [compiled, Configuration.Random(random) with { Tier2 = false, ForcedExits = null, VerifyIr = true }] : [compiled];
        return options.Plant == PlantedBug.None ? configurations : Array.ConvertAll(configurations, configuration => configuration.With(Parameter.Plant, (int)options.Plant));
    }

    /// <summary>Reduces the program, and finds the pass, the machine code and the exit that make the difference. The program is changed.</summary>
    private string Describe(Worker worker, List<Statement> program, Configuration configuration)
    {
        long started = Stopwatch.GetTimestamp();
        worker.Run(SubjectOf(program), Configuration.Oracle, Timeout);
        TimeSpan limit = ShortTimeout + (Stopwatch.GetElapsedTime(started) * MostSlowdown);
        if (_findings.Count < MostFindings / 4)
            program = new ProgramReducer(program, candidate => Differs(SubjectOf(candidate)), ReductionTime).Reduce();
        Subject subject = SubjectOf(program);
        var report = new StringBuilder();
        report.AppendLine(CultureInfo.InvariantCulture, $"differs with {configuration}");
        if (new Bisector(subject, ShortTimeout).Find(configuration) is { } culprit)
        {
            report.AppendJoin('\n', Bisector.Describe(culprit)).AppendLine();
            report.AppendLine(CultureInfo.InvariantCulture, $"smallest: {culprit.Smallest}");
        }
        report.AppendLine(CultureInfo.InvariantCulture, $"-- program\n{Statement.Print(program)}-- expected\n{subject.Run(Configuration.Oracle)}\n-- found\n{subject.Run(configuration)}");
        return report.ToString();

        bool Differs(Subject candidate)
        {
            Outcome expected = worker.Run(candidate, Configuration.Oracle, limit);
            if (expected.IsCrash)
                return configuration == Configuration.Oracle;
            return expected.ExitCode != Outcome.CompileError && !expected.TimedOut && worker.Run(candidate, configuration, limit) != expected;
        }
    }

    private void Report(int seed, string text, byte[] source)
    {
        string path = Path.Combine(options.Directory, $"seed-{seed}.orus");
        File.WriteAllBytes(path, source);
        string finding = $"seed {seed}, the program is in {path}: {text}";
        File.WriteAllText(Path.ChangeExtension(path, ".txt"), finding);
        lock (_lock)
        {
            _findings.Add(finding);
            options.Log.WriteLine(finding);
            _stop |= !options.KeepGoing || _findings.Count >= MostFindings;
        }
    }

    private static Subject SubjectOf(List<Statement> program) => new("fuzz.orus", Source(program), new SubjectOptions
    {
        MaxDepth = MaxDepth,
        Timeout = Timeout,
        HeapLimit = 1L << 30,
        CurrentDirectory = Path.GetTempPath(),
    });

    private static byte[] Source(List<Statement> program) => Encoding.UTF8.GetBytes(Statement.Print(program));
}
