using System;
using System.Runtime.InteropServices;
using System.Threading;
using Orus.Front.Source;
using Orus.Interp.Builtins;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Dispatch;

/// <summary>A module variable.</summary>
internal struct GlobalSlot
{
    public long Bits;
    public object? Ref;
    public bool Assigned;
}

/// <summary>
/// One program in execution: its stack, module variables, function table and constant pool. The interpreter and compiled code work on it; one thread at a time. The members that emitted
/// code uses are public.
/// </summary>
public sealed unsafe partial class ExecutionContext : IDisposable
{
    /// <summary>The innermost frame.</summary>
    internal Frame* Top;

    /// <summary>A call from this frame or one above it exceeds the depth limit. Null while an interrupt is pending, so that the next call notices it.</summary>
    internal Frame* FrameLimit;

    internal GlobalSlot[] Globals;

    private readonly Frame* _frames;
    private readonly RegisterStack _registers = new();

    /// <summary>The limit that <see cref="FrameLimit"/> has without an interrupt.</summary>
    private Frame* _depthLimit;

    /// <summary>The boundary frame of the running activation of the dispatch loop.</summary>
    private Frame* _activation;

    private readonly bool _verifyCode;

    private volatile int _interrupt;

    internal ExecutionContext(ContextOptions options, int globalCount)
    {
        MaxDepth = options.MaxDepth;
        _lower = options.Lower;
        _optimize = options.Optimize;
        Tier = options.Tier;
        Observer = options.Observer;
        Switches = options.Switches;
        _verifyCode = options.VerifyCode;
        CountsExecutions = options.CountsExecutions;
        _eagerOperations = Switches.Value(Parameter.LazyAfter);
        _startsPlain = options.StartsPlain && CallThreshold > 1;
        Environment = new BuiltinEnvironment(options.Output, options.Input);
        Globals = new GlobalSlot[globalCount];
        // Each nested activation of the dispatch loop is inside a call and adds at most a boundary frame and one for the activation it goes on with.
        _frames = (Frame*)NativeMemory.Alloc((nuint)(3L * MaxDepth) + 8, (nuint)sizeof(Frame));
        Top = _frames;
        Top->Pc = null;
        Top->Bits = _registers.Bits;
        Top->Refs = _registers.Refs;
        Top->Limit = _registers.Limit;
        Top->Function = Frame.Boundary;
        Top->Size = 0;
        _activation = Top;
        _depthLimit = FrameLimit = _frames + MaxDepth + 1;
        Tier?.Attach(this);
    }

    /// <summary>How many nested calls are allowed.</summary>
    public int MaxDepth { get; }

    /// <summary>Calls that may still be nested below the running one.</summary>
    public int RemainingDepth => (int)(_depthLimit - Top);

    /// <summary>The 64-bit part of the result of a function that returned to, or from, compiled code.</summary>
    public long ResultBits;

    /// <summary>The reference part of the result.</summary>
    public object? ResultRef;

    /// <summary>Non-zero when <see cref="Poll"/> must be called: on compiled backedges it is looked at once per strip of iterations.</summary>
    public bool IsInterrupted => _interrupt != 0;

    internal ITierUp? Tier { get; }

    internal ICodeObserver? Observer { get; }

    internal SwitchSet Switches { get; }

    internal BuiltinEnvironment Environment { get; }

    internal LayoutTable Layouts { get; } = new();

    /// <summary>The registers of the innermost activation.</summary>
    public FrameView TopView => new(Top);

    /// <summary>Makes the script stop soon, or leave its compiled loops, from any thread.</summary>
    internal void Interrupt(InterruptReason reason)
    {
        int pending;
        do
        {
            // Whatever comes takes the place of a checkpoint, and an end that of an error, which the program might catch; otherwise the first reason counts.
            pending = _interrupt;
            bool isEnd = reason is InterruptReason.Cancelled or InterruptReason.Timeout;
            if (pending is not (0 or (int)InterruptReason.Checkpoint) && !(pending == (int)InterruptReason.Memory && isEnd))
                return;
        }
        while (Interlocked.CompareExchange(ref _interrupt, (int)reason, pending) != pending);
        // The script's thread writes a limit and then looks at the flag, with no fence between, for that is done all the time: whichever comes first, it sees the flag, or its limit is replaced here.
        Interlocked.MemoryBarrierProcessWide();
        FrameLimit = null;
        SlotLimit = null;
    }

    /// <summary>Acts on a pending interrupt.</summary>
    public void Poll()
    {
        if (_interrupt == 0)
            return;
        int reason = Interlocked.Exchange(ref _interrupt, 0);
        SetDepthLimit(_depthLimit);
        if (reason == (int)InterruptReason.Checkpoint)
            return;
        if (reason == (int)InterruptReason.Memory)
            throw Errors.Raise.OutOfMemory();
        throw new InterruptedException((InterruptReason)reason) { Span = InstructionOf(Top)?.Span ?? SourceSpan.None };
    }

    public void Dispose()
    {
        Tier?.Detach(this);
        _registers.Dispose();
        NativeMemory.Free(_frames);
        NativeMemory.Free(_slots);
        NativeMemory.Free(ExitBits);
    }

    private void SetDepthLimit(Frame* limit)
    {
        _depthLimit = limit;
        FrameLimit = limit;
        // An interrupt that came between these two lines has set the flag first.
        if (_interrupt != 0)
            FrameLimit = null;
    }
}
