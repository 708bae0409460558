using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>
/// Fills a <see cref="LoopTrace"/> while the instrumented dispatch loop runs: looks at the operands of each instruction of one activation just before it is executed. Ends by itself after some operations,
/// whatever has become of the loop.
/// </summary>
internal sealed unsafe class LoopRecorder
{
    /// <summary>Operations of any activation after which recording ends.</summary>
    private const int MostOperations = 4000;

    private readonly BytecodeFunction _code;
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
        _code = function.Code!;
        _frame = context.Top;
        _function = function.Index;
        _headerPc = loop.HeaderPc;
        _headerRegisters = headerRegisters;
        Trace = trace;
        foreach (LoopState other in _code.Loops)
        {
            if (other != loop)
                _innerLoops.TryAdd(other.HeaderPc, other.Index);
        }
    }

    public LoopTrace Trace { get; }

    /// <summary>An instruction of the top frame is about to be executed. False when there is nothing more to record.</summary>
    public bool Observe(Frame* top, ulong* instruction)
    {
        if (--_left < 0)
            return false;
        if (top != _frame || top->Function != _function)
            return true;
        long position = instruction - _code.Code;
        if ((ulong)position >= (ulong)_code.Words.Length)
            return true;
        Trace.Operations++;
        if (position == _headerPc)
            SeeHeader();
        else if (_innerLoops.TryGetValue((int)position, out int loop))
            Trace.SeeRound(loop);
        Instruction operation = _code.InstructionAt((int)position);
        if (LoopTrace.IsTraced(operation))
            See(operation);
        return true;
    }

    private void SeeHeader()
    {
        Trace.Rounds++;
        foreach (int register in _headerRegisters)
            Trace.SeeAtHeader(register, KindsAt(register));
    }

    private void See(Instruction operation)
    {
        TraceSite site = Trace.Open(operation);
        site.Executions++;
        site.A |= KindsAt(operation.A);
        if (operation.B >= 0)
            site.B |= KindsAt(operation.B);
        switch (operation.Op)
        {
            case IrOp.CallClosure or IrOp.DynCall:
                site.See((TagAt(operation.A) as FunctionValue)?.Function);
                break;
            case IrOp.DynIndex or IrOp.DynStoreIndex:
                site.See((TagAt(operation.A) as OrusArray)?.Type);
                break;
            case IrOp.DynField or IrOp.DynStoreField or IrOp.DynMethod:
                site.See((TagAt(operation.A) as Record)?.Layout);
                break;
        }
    }

    private KindSet KindsAt(int register) => _code.SlotOf[register] < 0 ? KindSet.None : KindSets.OfTag(TagAt(register));

    private object? TagAt(int register) => _code.SlotOf[register] is var slot and >= 0 ? Unsafe.Add(ref Unsafe.AsRef<object?>(_frame->Refs), slot) : null;
}
