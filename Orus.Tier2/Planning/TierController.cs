using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Reflection.Emit;
using System.Runtime.ExceptionServices;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>
/// Decides what is compiled and when, and answers the interpreter's questions about hot loops and functions. One controller serves one engine. Everything here runs on the script's
/// thread, except what the queue calls: <see cref="OnReady"/> and <see cref="OnFailure"/>.
/// </summary>
public sealed class TierController : ITierUp
{
    /// <summary>Units of the benchmarks have 1.6 to 3.2 bytes of machine code for an IL instruction; finding out would cost more than compiling.</summary>
    private const int BytesPerInstruction = 3;
    private const int BytesPerMethod = 64;

    /// <summary>What an activation takes of the machine stack, estimated so that there is never more: a local and its temporaries rarely need more than one word.</summary>
    private const int StackBytesBase = 256;
    private const int StackBytesPerLocal = 32;

    /// <summary>Each time the cache is full it takes twice as long until something is hot again, but not more than this many times.</summary>
    private const int MostDoublings = 10;

    private readonly TierOptions _options;
    private readonly TierLog _log;
    private readonly CompileQueue _queue;
    private readonly Dictionary<BytecodeFunction, FunctionAnalysis> _analyses = [];
    private readonly List<UnitReport> _units = [];

    /// <summary>What holds the counters that compiled code writes to by address: evicted code may still be running.</summary>
    private readonly List<object> _counterOwners = [];

    private readonly List<ICompiledUnit> _counted = [];

    private UnitServices? _services;
    private long _attached;
    private long _codeBytes;
    private int _unitCount;
    private int _flushes;
    private int _thrown;
    private volatile Exception? _failure;

    /// <summary>Makes a controller; attach it through the engine's options.</summary>
    public TierController(TierOptions options)
    {
        _options = options;
        ReturnsErrors = options.ThrowLimit == 0;
        _log = new TierLog(options);
        _queue = new CompileQueue(Prepare, OnReady, OnFailure, options.DelaySeed);
    }

    /// <inheritdoc/>
    public int LoopThreshold => _options.LoopThreshold;

    /// <inheritdoc/>
    public int CallThreshold => _options.CallThreshold;

    /// <inheritdoc/>
    public IReadOnlyList<ICompiledUnit> Units => _counted;

    /// <summary>A place for what listings show, if anybody wants them.</summary>
    internal CodeMap? NewMap() => _options.KeepListing ? new CodeMap() : null;

    /// <summary>Is new code to leave errors pending for its caller to look at, instead of throwing them?</summary>
    internal bool ReturnsErrors { get; private set; }

    internal CompileQueue Queue => _queue;

    /// <inheritdoc/>
    public void Attach(ExecutionContext context)
    {
        _services = new UnitServices(context, this);
        _attached = Stopwatch.GetTimestamp();
    }

    /// <inheritdoc/>
    public void Detach(ExecutionContext context)
    {
        _queue.Stop();
        _services = null;
        _analyses.Clear();
        if (_failure is { } failure && _options.FailsLoudly)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <inheritdoc/>
    public void OnLoops()
    {
        if (IsSynchronous)
            return;
        // The thread is of use before there are units only where it has to warm up.
        if (WarmUp.IsCold)
            _queue.Start();
        else
            _queue.WarmUpForUnit();
    }

    /// <inheritdoc/>
    public void OnHotLoop(RuntimeFunction function, LoopState loop, in FrameView frame)
    {
        // While the loop is compiled elsewhere, and when it is refused, there is nothing to ask.
        loop.Remaining = long.MaxValue;
        if (loop.State != TierState.Counting)
            return;
        LoopHistory history = LoopHistory.Of(loop);
        var batch = new List<PendingUnit>();
        try
        {
            if (_services!.Loops.MustRecord(function, loop, history))
                return;
            if (_log.IsTracing)
                _log.Write(TierEventKind.Hot, function, loop, loop.Backedges + " rounds interpreted");
            history.Hot = Stopwatch.GetTimestamp();
            ExpectUnit();
            MakeRoom();
            loop.State = TierState.Compiling;
            _services!.Loops.Compile(function, loop, history, batch);
        }
        catch (Exception problem) when (IsRefusal(problem, out RefusalReason reason))
        {
            loop.State = TierState.Refused;
            _log.Refused(function, loop, reason, problem.Message);
        }
        Submit(batch);
    }

    /// <inheritdoc/>
    public void OnHotFunction(RuntimeFunction function)
    {
        if (function.State != TierState.Counting)
            return;
        var batch = new List<PendingUnit>();
        try
        {
            if (_services!.Tracing.MustRecord(function))
                return;
            _log.Write(TierEventKind.Hot, function, null, "called often");
            ExpectUnit();
            MakeRoom();
            _services!.Functions.Compile(function, batch);
        }
        catch (Exception problem) when (IsRefusal(problem, out RefusalReason reason))
        {
            function.State = TierState.Refused;
            _log.Refused(function, null, reason, problem.Message);
        }
        Submit(batch);
    }

    /// <inheritdoc/>
    public void OnLeftFunction(RuntimeFunction function, int pc)
    {
        // While new code is on its way, the old one goes on leaving for what is known already.
        if (function.State != TierState.Compiled || function.TierData is not FunctionHistory { Watch: { } watch } history || watch.See(pc, _services!.Context) is not { } flipped)
            return;
        _log.Write(TierEventKind.Respecialised, function, null, flipped.Span, FlipSentence);
        UnitReport replaced = history.Unit!;
        var batch = new List<PendingUnit>();
        try
        {
            MakeRoom();
            if (_services.Functions.Respecialise(function, batch))
                Forget(replaced);
        }
        catch (Exception problem) when (IsRefusal(problem, out RefusalReason reason))
        {
            _log.Refused(function, null, reason, problem.Message);
        }
        Submit(batch);
    }

    /// <inheritdoc/>
    public void OnEnteredOften(RuntimeFunction function, LoopState loop)
    {
        LoopHistory history = LoopHistory.Of(loop);
        UnitReport report = history.Unit!;
        long flips = report.ExitTable.CountOf(ExitPolicy.Respecialise, out ExitDescriptor? most);
        long rounds = history.Review(loop, flips, _options.LoopThreshold);
        if (rounds == 0)
            return;
        Withdraw(report, rounds);
        string why = $"{ExitReasons.Info(most!.Reason).Sentence} at {most.Count} of {loop.Entries} entries";
        if (rounds == long.MaxValue)
        {
            loop.State = TierState.Refused;
            _log.Refused(function, loop, RefusalReason.LeavesTooOften, Refusals.Sentence(RefusalReason.LeavesTooOften) + ": " + why);
        }
        else
        {
            _log.Write(TierEventKind.BackedOff, function, loop, most.Span, $"{why}; interpreted for {rounds} rounds");
        }
    }

    /// <inheritdoc/>
    public void OnThrown()
    {
        if (ReturnsErrors || ++_thrown < _options.ThrowLimit)
            return;
        ReturnsErrors = true;
        DropCode(1, "errors are frequent: they are returned from now on");
        // A compiled loop that calls such a function need not leave by itself.
        _services!.Context.Interrupt(InterruptReason.Checkpoint);
    }

    internal FunctionAnalysis AnalysisOf(BytecodeFunction code)
    {
        if (!_analyses.TryGetValue(code, out FunctionAnalysis? analysis))
            _analyses.Add(code, analysis = new FunctionAnalysis(code.Ir));
        return analysis;
    }

    internal SwitchSet Switches => _options.Switches;

    /// <summary>No debug parameter has ended compiling.</summary>
    internal bool MayCompile => _unitCount < Switches.Value(Parameter.UnitLimit);

    /// <summary>The number of the next unit.</summary>
    internal int NextUnit() => _unitCount++;

    /// <summary>What makes the guards of a unit fail; null if nothing does.</summary>
    internal UnitForcing? ForcingOf(int unit)
    {
        if (_options.ForcedExits is not { } forced)
            return null;
        var forcing = new UnitForcing(forced, unit);
        _counterOwners.Add(forcing);
        return forcing;
    }

    /// <summary>Enters a unit whose IL is complete into the books.</summary>
    internal UnitReport Register(UnitPlan plan, LoopState? loop, DynamicMethod method, IlWriter il, ExitTable exits, long started)
    {
        var report = new UnitReport(plan, loop, method, il, exits) { EmitMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds };
        _units.Add(report);
        if (plan.Counts is not null)
            _counted.Add(report);
        _counterOwners.Add(exits);
        _codeBytes += CodeBytesOf(il.Instructions);
        plan.Services.Context.ReserveStack(StackBytesBase + (StackBytesPerLocal * il.Locals));
        return report;
    }

    /// <summary>What the interpreter is to be given as the entry of a loop: the method, with whatever must be done around it.</summary>
    internal LoopEntry Wrap(LoopEntry entry, UnitPlan plan, UnitReport report, LoopHistory history)
    {
        report.Loop!.ReviewAt = history.Begin(report, report.Loop.Entries);
        if (plan.Number == Switches.Value(Parameter.UnitLimit) - 1 && Switches.Value(Parameter.EntryLimit) is < int.MaxValue and int limit)
            entry = LoopWrappers.Limited(entry, report.Loop!, limit);
        if (history.Trace is { } trace && new FlipWatch(plan, trace) is { IsNeeded: true } watch)
            entry = LoopWrappers.Watched(entry, watch, report, this);
        if (plan.MayRestart)
            entry = LoopWrappers.Restarting(entry, plan, history, report, this);
        return _log.Observes ? LoopWrappers.Observed(entry, report, history, _log) : entry;
    }

    /// <summary>Code without effects overflowed: from now on it tests for overflow, and leaves at the operation.</summary>
    internal void OnOverflow(UnitReport report, LoopHistory history)
    {
        history.ExplicitOverflow = true;
        Withdraw(report, _options.LoopThreshold);
        _log.Write(TierEventKind.Respecialised, report.Function, report.Loop, "it overflowed: overflow is tested from now on");
    }

    /// <summary>A loop or function has been recorded.</summary>
    internal void OnRecorded(RuntimeFunction function, LoopState? loop, LoopTrace trace) =>
        _log.Write(TierEventKind.Recorded, function, loop, trace.Describe(function.Ir!));

    /// <summary>A loop was left often because values had other types, or calls other targets, than it was compiled for: it is compiled again with what was seen.</summary>
    internal void OnFlips(UnitReport report, Instruction flipped)
    {
        Withdraw(report, 1);
        _log.Write(TierEventKind.Respecialised, report.Function, report.Loop, flipped.Span, FlipSentence);
    }

    private const string FlipSentence = "types or targets differ from those recorded";

    private void Withdraw(UnitReport report, long rounds)
    {
        // Evicted code may still have been running.
        if (report.Method is null)
            return;
        report.Loop!.Withdraw(rounds);
        Forget(report);
    }

    /// <summary>Strikes a unit off the books.</summary>
    private void Forget(UnitReport report)
    {
        if (report.Method is null)
            return;
        report.Evict(_log.Observes);
        _units.Remove(report);
        _codeBytes -= CodeBytesOf(report.Instructions);
    }

    private static long CodeBytesOf(int instructions) => BytesPerMethod + ((long)BytesPerInstruction * instructions);

    private bool IsSynchronous => _options.Synchronous || Environment.ProcessorCount == 1;

    private void ExpectUnit()
    {
        if (!IsSynchronous)
            _queue.Expect();
    }

    private void Submit(List<PendingUnit> batch)
    {
        if (_failure is not null)
            return;
        for (int i = 0; i < batch.Count; i++)
        {
            if (!IsSynchronous)
            {
                _queue.Add(batch[i]);
                continue;
            }
            try
            {
                Prepare(batch[i]);
                OnReady(batch[i]);
            }
            catch (Exception failure) when (!_options.FailsLoudly)
            {
                foreach (PendingUnit left in batch[i..])
                    OnFailure(left, failure);
                return;
            }
        }
    }

    private void Prepare(PendingUnit unit)
    {
        _options.BeforeCode?.Invoke(unit.Report);
        unit.Prepare();
    }

    private void OnReady(PendingUnit unit)
    {
        unit.Report.ReadyMilliseconds = Stopwatch.GetElapsedTime(_attached).TotalMilliseconds;
        unit.Publish();
        _log.Compiled(unit.Report);
    }

    private void OnFailure(PendingUnit unit, Exception failure)
    {
        _failure = failure;
        if (unit.Report.Loop is { } loop)
            loop.State = TierState.Refused;
        else
            unit.Report.Function.State = TierState.Refused;
        _log.Refused(unit.Report.Function, unit.Report.Loop, RefusalReason.Failure, Refusals.Sentence(RefusalReason.Failure) + ": " + failure.Message);
    }

    /// <summary>
    /// Is a problem one that leaves the unit to the interpreter? A defect of the compiler is, but then nothing else is compiled either: other units may call what was left unfinished.
    /// </summary>
    private bool IsRefusal(Exception problem, out RefusalReason reason)
    {
        reason = problem is RefusedException refused ? refused.Reason : RefusalReason.Failure;
        if (reason == RefusalReason.Failure)
            _failure ??= problem;
        return reason != RefusalReason.Failure || !_options.FailsLoudly;
    }

    /// <summary>
    /// Drops all code when there is more than the cache may hold. Units call each other directly, so that no part of it can go alone; what is still hot comes back first.
    /// </summary>
    private void MakeRoom()
    {
        if (_failure is not null)
            throw new RefusedException(RefusalReason.Failure);
        if (_codeBytes <= _options.CodeCache)
            return;
        DropCode(1 << Math.Min(++_flushes, MostDoublings), "the code cache was full");
    }

    /// <summary>Withdraws all units. They are compiled again when they have become hot, which takes some times as long as before.</summary>
    private void DropCode(int factor, string why)
    {
        _queue.DropAll();
        foreach (UnitReport report in _units)
        {
            if (report.Loop is { } loop)
                loop.Withdraw((long)_options.LoopThreshold * factor);
            else
                _services!.Functions.Withdraw(report.Function, (int)Math.Min((long)_options.CallThreshold * factor, int.MaxValue));
            report.Evict(_log.Observes);
            _log.Write(TierEventKind.Evicted, report.Function, report.Loop, why);
        }
        _units.Clear();
        _services!.Functions.Clear();
        _analyses.Clear();
        _codeBytes = 0;
    }
}
