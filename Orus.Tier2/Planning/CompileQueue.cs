using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace Orus.Tier2.Planning;

/// <summary>
/// Units that wait for their machine code, and the thread that makes it, which begins when the first may come. Emitting IL is the script thread's work, because it reads and extends
/// the program's tables; what is done here needs none of them. The rest of the program sees a unit only when it is published, complete.
/// </summary>
/// <param name="prepare">Makes the machine code of a unit.</param>
/// <param name="onReady">Called on the compiling thread when a unit has its machine code and is to be published; no unit is dropped meanwhile.</param>
/// <param name="onFailure">Called there with whatever goes wrong; nothing is compiled afterwards.</param>
/// <param name="delaySeed">Seed of random waits before publication, or null.</param>
internal sealed class CompileQueue(Action<PendingUnit> prepare, Action<PendingUnit> onReady, Action<PendingUnit, Exception> onFailure, int? delaySeed)
{
    /// <summary>Longest random wait before publication, in milliseconds.</summary>
    private const int LongestDelay = 6;

    /// <summary>After so many milliseconds without work RyuJIT takes longer; see docs/BENCHMARKS.md.</summary>
    private const double CoolingTime = 1;

    /// <summary>How many milliseconds the thread stays awake for a unit that is being made; most are made in less.</summary>
    private const double LongestWatch = 1;

    private readonly object _gate = new();
    private readonly Queue<PendingUnit> _waiting = new();
    private bool _isStopped;
    private Expectation _expectation;

    /// <summary>When a method was last compiled here; 0 before the first unit is.</summary>
    private long _compiled;

    private enum Expectation
    {
        None,
        MayCome,
        IsBeingMade,
    }

    /// <summary>The thread; null before it is started.</summary>
    public Thread? Thread { get; private set; }

    /// <summary>Starts the thread if there is none. The first one of a process is started as soon as a unit may come, so that it warms up meanwhile.</summary>
    public void Start()
    {
        if (Thread is not null)
            return;
        Thread = new Thread(Work) { IsBackground = true, Name = "orus compiler" };
        Thread.Start();
    }

    /// <summary>A unit may come soon: if the thread has been idle, it warms up. The first one of a process warms up when it starts.</summary>
    public void WarmUpForUnit()
    {
        lock (_gate)
        {
            if (IsCool && _expectation == Expectation.None)
                Announce(Expectation.MayCome);
        }
    }

    /// <summary>A unit is being made and will be added: the thread wakes up, and if it is cool it warms up meanwhile.</summary>
    public void Expect()
    {
        Start();
        lock (_gate)
        {
            if (_compiled != 0)
                Announce(Expectation.IsBeingMade);
        }
    }

    private bool IsCool => _compiled != 0 && Stopwatch.GetElapsedTime(_compiled).TotalMilliseconds > CoolingTime;

    private void Announce(Expectation expectation)
    {
        _expectation = expectation;
        Monitor.Pulse(_gate);
    }

    public void Add(PendingUnit unit)
    {
        Start();
        lock (_gate)
        {
            _waiting.Enqueue(unit);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Forgets all units that are not published yet.</summary>
    public void DropAll()
    {
        lock (_gate)
        {
            _waiting.Clear();
            _current?.Drop();
        }
    }

    /// <summary>Ends the thread as soon as it has finished the method at hand; nothing is published from now on.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            _waiting.Clear();
            _current?.Drop();
            Monitor.Pulse(_gate);
        }
    }

    private PendingUnit? _current;

    private void Work()
    {
        WarmUp.ForFirst();
        Random? delays = delaySeed is { } seed ? new Random(seed) : null;
        while (Await() is { } unit)
        {
            try
            {
                prepare(unit);
                if (delays is not null)
                    Thread.Sleep(delays.Next(LongestDelay));
                lock (_gate)
                {
                    if (!unit.IsDropped)
                        onReady(unit);
                }
                WarmUp.ForOthers(IsIdle);
                NoteCompiled();
            }
            catch (Exception failure)
            {
                lock (_gate)
                {
                    if (!unit.IsDropped)
                        onFailure(unit, failure);
                    foreach (PendingUnit other in _waiting)
                        onFailure(other, failure);
                    _waiting.Clear();
                }
                return;
            }
        }
    }

    private void NoteCompiled()
    {
        lock (_gate)
            _compiled = Stopwatch.GetTimestamp();
    }

    private bool IsIdle()
    {
        lock (_gate)
            return !_isStopped && _waiting.Count == 0;
    }

    /// <summary>The next unit; null when the queue is stopped.</summary>
    private PendingUnit? Await()
    {
        while (true)
        {
            bool isBeingMade;
            bool isCool;
            lock (_gate)
            {
                while (_waiting.Count == 0 && !_isStopped && _expectation == Expectation.None)
                    Monitor.Wait(_gate);
                isBeingMade = _expectation == Expectation.IsBeingMade;
                isCool = IsCool;
                _expectation = Expectation.None;
                if (_isStopped)
                    return _current = null;
                if (_waiting.TryDequeue(out _current))
                    return _current;
            }
            if (isCool)
            {
                if (isBeingMade)
                    WarmUp.Briefly();
                else
                    WarmUp.Thoroughly();
                NoteCompiled();
            }
            long started = Stopwatch.GetTimestamp();
            while (isBeingMade && IsIdle() && Stopwatch.GetElapsedTime(started).TotalMilliseconds < LongestWatch)
                Thread.SpinWait(20);
        }
    }
}
