using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Orus.Front.Types;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>
/// Fills a <see cref="LoopTrace"/> while the instrumented dispatch loop runs: looks at the operands of each instruction of one activation, and of those it calls, just before it is executed. Functions that
/// have been compiled are interpreted meanwhile. Ends by itself after some operations, whatever has become of the loop.
/// </summary>
internal sealed unsafe class LoopRecorder
{
    /// <summary>Operations of any activation after which recording ends.</summary>
    private const int MostOperations = 4000;

    private readonly ExecutionContext _context;
    private readonly Frame* _frame;
    private readonly int _function;
    private readonly int _headerPc;
    private readonly int[] _headerRegisters;
    private readonly Dictionary<int, int> _innerLoops = [];
    private int _left = MostOperations;

    /// <param name="context">The program, whose top frame stands at the loop.</param>
    /// <param name="function">The function of the loop.</param>
    /// <param name="loop">The loop.</param>
    /// <param name="headerRegisters">Registers of type <c>any</c> whose kinds at the header matter.</param>
    /// <param name="trace">What to fill.</param>
    public LoopRecorder(ExecutionContext context, RuntimeFunction function, LoopState loop, int[] headerRegisters, LoopTrace trace)
    {
        _context = context;
        _frame = context.Top;
        _function = function.Index;
        _headerPc = loop.HeaderPc;
        _headerRegisters = headerRegisters;
        Trace = trace;
        foreach (LoopState other in function.Code!.Loops)
        {
            if (other != loop)
                _innerLoops.TryAdd(other.HeaderPc, other.Index);
        }
    }

    /// <summary>Records a function that the top frame is about to call, and whatever else the frame calls.</summary>
    /// <param name="context">The program.</param>
    /// <param name="trace">What to fill.</param>
    public LoopRecorder(ExecutionContext context, LoopTrace trace)
    {
        _context = context;
        _frame = context.Top;
        _function = -1;
        _headerRegisters = [];
        Trace = trace;
    }

    public LoopTrace Trace { get; }

    /// <summary>An instruction of the top frame is about to be executed. False when there is nothing more to record.</summary>
    public bool Observe(ulong* instruction)
    {
        if (--_left < 0)
            return false;
        Frame* top = _context.Top;
        if (top < _frame || top->Function < 0 || _context.Functions[top->Function].Code is not { } code)
            return true;
        long position = instruction - code.Code;
        if ((ulong)position >= (ulong)code.Words.Length)
            return true;
        var registers = new RegisterView(code, new FrameView(top));
        if (top == _frame && top->Function == _function)
        {
            if (position == _headerPc)
                SeeHeader(registers);
            else if (_innerLoops.TryGetValue((int)position, out int loop))
                Trace.SeeRound(loop);
        }
        Trace.Operations++;
        Instruction operation = code.InstructionAt((int)position);
        // An instruction may have more words; by the second its operands may be gone.
        if (LoopTrace.IsTraced(operation) && code.ResumeOf(operation).Pc == position)
            See(operation, registers);
        return true;
    }

    private void SeeHeader(RegisterView registers)
    {
        Trace.Rounds++;
        foreach (int register in _headerRegisters)
            Trace.SeeAtHeader(register, registers.KindsOf(register), registers.ShapeOf(register));
    }

    private void See(Instruction operation, RegisterView registers)
    {
        TraceSite site = Trace.Open(operation);
        site.Executions++;
        site.A |= registers.KindsOf(operation.A);
        site.B |= registers.KindsOf(operation.B);
        if (HasTarget(operation))
            site.See(registers.TargetOf(operation));
    }

    /// <summary>Does an operation act on a function, record or array that its site remembers?</summary>
    public static bool HasTarget(Instruction operation) =>
        operation.Op is IrOp.CallClosure or IrOp.DynCall or IrOp.DynMethod or IrOp.DynIndex or IrOp.DynStoreIndex or IrOp.DynField or IrOp.DynStoreField;

}

/// <summary>The registers of an activation of a function.</summary>
internal readonly struct RegisterView(BytecodeFunction code, FrameView frame)
{
    /// <summary>The kind of value in a register of type <c>any</c>; None for one that is absent, or never materialised.</summary>
    public KindSet KindsOf(int register) => register < 0 || code.SlotOf[register] < 0 ? KindSet.None : KindSets.OfTag(TagOf(register));

    /// <summary>The layout of the record or the type of the array in a register; null if it holds something else.</summary>
    public object? ShapeOf(int register) => TagOf(register) switch
    {
        Record record => record.Layout,
        OrusArray array => array.Type,
        _ => null,
    };

    /// <summary>The function that an operation calls, the layout of the record or the type of the array that it uses; null if it fails.</summary>
    public object? TargetOf(Instruction operation) => operation.Op switch
    {
        IrOp.CallClosure or IrOp.DynCall => (TagOf(operation.A) as FunctionValue)?.Function,
        IrOp.DynIndex or IrOp.DynStoreIndex => ShapeOf(operation.A) as ArrayType,
        _ => ShapeOf(operation.A) as RecordLayout,
    };

    /// <summary>The reference in a register, or the tag beside its bits.</summary>
    private object? TagOf(int register) => code.SlotOf[register] is var slot and >= 0 ? Unsafe.Add(ref frame.Refs, slot) : null;
}
