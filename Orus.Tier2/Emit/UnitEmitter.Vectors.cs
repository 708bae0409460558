using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>Loops that make many rounds at once, before the loop itself makes what is left of them. Counter and variables are then as if it had run so far.</summary>
internal sealed partial class UnitEmitter
{
    /// <summary>The vectors of the loop that is emitted, by register.</summary>
    private Dictionary<int, LocalBuilder> Vectors => field ??= [];

    /// <summary>At the end of a preheader. Rounds that are made here are seen by counting only if the loop's counter counts them.</summary>
    private void EmitVectorRounds(Block header)
    {
        if (!_plan.Types.IsEmpty || _counts is { UsesLocals: false })
            return;
        Label start = _il.Label();
        if (_plan.VectorLoopAt(header) is { } combination && (_counts is null || !combination.HasBranches))
            EmitKernel(header, combination, start);
        else if (_plan.ElementwiseLoopAt(header) is { } elementwise)
            EmitElementwise(elementwise, start);
        _il.Mark(start);
    }

    /// <summary>In the preheader of a loop: goes on at the loop itself if it makes few rounds, or if an index is not in range.</summary>
    private void EmitRoundsTest(int counter, int bound, IEnumerable<HoistedArray> arrays, Label start)
    {
        Load(counter);
        _il.Int(0);
        _il.Branch(OpCodes.Blt, start);
        foreach (HoistedArray array in arrays)
        {
            Load(bound);
            _il.Load(array.Count);
            _il.Branch(OpCodes.Bgt, start);
        }
        // A loop that tests at its end may be entered with any bound: the first of these tests keeps the difference in range.
        Load(bound);
        _il.Int(VectorLoop.LeastRounds);
        _il.Branch(OpCodes.Blt, start);
        Load(bound);
        Load(counter);
        _il.Op(OpCodes.Sub);
        _il.Int(VectorLoop.LeastRounds);
        _il.Branch(OpCodes.Blt, start);
    }

    /// <summary>Has a kernel do most rounds of a loop.</summary>
    private void EmitKernel(Block header, VectorLoop loop, Label start)
    {
        HoistedArray array = StorageOf(header, loop.Array)!.Value;
        EmitRoundsTest(loop.Counter, loop.Bound, [array], start);
        // Only a copy has its address taken: the variable itself stays in a register.
        LocalBuilder result = _il.Local(IlType(loop.Type));
        Load(loop.Result);
        _il.Store(result);
        _il.Load(array.Base);
        Load(loop.Counter);
        Load(loop.Bound);
        _il.LoadAddress(result);
        loop.Kernel.Emit(_il);
        Store(loop.Counter);
        _il.Load(result);
        Store(loop.Result);
        Load(loop.Counter);
        Load(loop.Bound);
        _il.Branch(OpCodes.Bge, EdgeLabel(header, loop.Exit));
    }

    /// <summary>Emits a loop that makes as many rounds at once as a vector has elements; where a check fails, or fewer rounds are left, the loop itself goes on.</summary>
    private void EmitElementwise(ElementwiseLoop loop, Label start)
    {
        int counter = loop.Counter.Register;
        var arrays = new Dictionary<int, HoistedArray>();
        foreach (Instruction i in loop.Operations)
        {
            if (i.Op is IrOp.LoadElement or IrOp.StoreElement)
                arrays.TryAdd(i.A, StorageOf(loop.Body, i.A)!.Value);
        }
        EmitRoundsTest(counter, loop.Bound, arrays.Values, start);
        Vectors.Clear();
        foreach (Instruction instruction in loop.Round)
        {
            foreach (int register in new OperandReader(instruction))
            {
                if (!arrays.ContainsKey(register) && loop.IsInvariant(register))
                    EmitBroadcast(register);
            }
        }
        bool accumulates = loop.Sums.Count > 0;
        Label chunk = _il.Label();
        Label failed = accumulates ? _il.Label() : start;
        LocalBuilder last = _il.Local(typeof(int));
        _il.Mark(chunk);
        EmitChunkStart(loop, start);
        if (accumulates)
            Load(counter);
        Load(loop.Bound);
        _il.Int(loop.Lanes);
        if (accumulates)
            EmitLanes(nameof(VectorLanes.LastOfChunk));
        else
            _il.Op(OpCodes.Sub);
        _il.Store(last);
        Label top = _il.Label();
        _il.Mark(top);
        foreach (Instruction instruction in loop.Round)
        {
            _il.At(instruction.Span);
            if (loop.SumOf(instruction) is not { } sum)
                EmitVectorOperation(loop, instruction, failed);
            else if (sum.Sum == instruction && sum.IsTested)
                EmitVectorTest(loop, sum, failed);
        }
        EmitVectorSums(loop);
        Load(counter);
        _il.Int(loop.Lanes);
        _il.Op(OpCodes.Add);
        Store(counter);
        Load(counter);
        _il.Load(last);
        _il.Branch(OpCodes.Ble, top);
        EmitChunkEnd(loop);
        if (accumulates)
        {
            EmitInterruptTest(start);
            Load(loop.Bound);
            Load(counter);
            _il.Op(OpCodes.Sub);
            _il.Int(loop.Lanes);
            _il.Branch(OpCodes.Bge, chunk);
        }
        Load(counter);
        Load(loop.Bound);
        _il.Branch(OpCodes.Bge, EdgeLabel(loop.Body, loop.Exit));
        if (accumulates)
        {
            _il.Branch(OpCodes.Br, start);
            _il.Mark(failed);
            EmitChunkEnd(loop);
        }
    }

    /// <summary>Empties the vectors of accumulated values; goes on at the loop itself if a variable is so large that it might overflow.</summary>
    private void EmitChunkStart(ElementwiseLoop loop, Label otherwise)
    {
        foreach (Accumulation sum in loop.Sums)
        {
            if (sum.IsChecked)
            {
                // Sums outside of the middle half of the range have the sign bit.
                Load(sum.Sum.Dest);
                LoadConstant(sum.Sum.Type, Accumulation.MiddleOf(sum.Sum.Type));
                _il.Op(OpCodes.Add);
                LoadConstant(sum.Sum.Type, 0);
                _il.Branch(OpCodes.Blt, otherwise);
            }
            LoadConstant(sum.Sum.Type, 0);
            EmitLanes(nameof(VectorLanes<int>.Broadcast), sum.Sum.Type);
            StoreVector(sum.Sum.Dest);
        }
    }

    /// <summary>Changes the variables by what their vectors have accumulated.</summary>
    private void EmitChunkEnd(ElementwiseLoop loop)
    {
        foreach (Accumulation sum in loop.Sums)
        {
            Load(sum.Sum.Dest);
            LoadVector(loop, sum.Sum.Dest);
            EmitLanes(loop.IsHalf(sum.Sum.Type) ? nameof(VectorLanes<int>.SumHalf) : nameof(VectorLanes<int>.Sum), sum.Sum.Type);
            _il.Op(sum.Sum.Op == IrOp.Add ? OpCodes.Add : OpCodes.Sub);
            Store(sum.Sum.Dest);
        }
    }

    private void EmitVectorTest(ElementwiseLoop loop, Accumulation sum, Label otherwise)
    {
        LoadVector(loop, sum.Value);
        EmitLanes(sum.Sum.Type == IrType.I32 ? nameof(VectorLanes.IsLargeI32) : nameof(VectorLanes.IsLargeI64));
        _il.Branch(OpCodes.Brtrue, otherwise);
    }

    /// <summary>At the end of a round, when no check of it can fail any more.</summary>
    private void EmitVectorSums(ElementwiseLoop loop)
    {
        foreach (Accumulation sum in loop.Sums)
        {
            LoadVector(loop, sum.Sum.Dest);
            LoadVector(loop, sum.Value);
            if (sum.Widening is null)
                EmitLanes(nameof(VectorLanes<int>.Add), sum.Sum.Type);
            else
                EmitLanes(loop.IsHalf(IrType.I32) ? nameof(VectorLanes.AddWidenedHalf) : nameof(VectorLanes.AddWidened));
            StoreVector(sum.Sum.Dest);
        }
    }

    private void EmitBroadcast(int register)
    {
        if (Vectors.ContainsKey(register))
            return;
        Load(register);
        EmitLanes(nameof(VectorLanes<int>.Broadcast), _plan.Function.TypeOf(register));
        StoreVector(register);
    }

    private void EmitVectorOperation(ElementwiseLoop loop, Instruction i, Label otherwise)
    {
        bool checksOverflow = (i.Checks & Checks.Overflow) != 0;
        switch (i.Op)
        {
            case IrOp.Const:
                if (!Vectors.ContainsKey(i.Dest))
                    EmitBroadcast(i.Dest);
                return;
            case IrOp.LoadElement:
                _il.Load(StorageOf(loop.Body, i.A)!.Value.Base);
                Load(i.B);
                EmitLanes(loop.IsHalf(i.Type) ? nameof(VectorLanes<int>.LoadHalf) : nameof(VectorLanes<int>.Load), i.Type);
                break;
            case IrOp.StoreElement:
                _il.Load(StorageOf(loop.Body, i.A)!.Value.Base);
                Load(i.B);
                LoadVector(loop, i.C);
                EmitLanes(loop.IsHalf(i.Type) ? nameof(VectorLanes<int>.StoreHalf) : nameof(VectorLanes<int>.Store), i.Type);
                return;
            case IrOp.Move:
                LoadVector(loop, i.A);
                break;
            case IrOp.Neg:
                LoadVector(loop, i.A);
                EmitLanes(nameof(VectorLanes<int>.Neg), i.Type);
                break;
            case IrOp.ShiftLeft or IrOp.ShiftRight:
                LoadVector(loop, i.A);
                _il.Int((int)i.Immediate);
                EmitLanes(i.Op == IrOp.ShiftLeft ? nameof(VectorLanes<int>.ShiftLeft) : nameof(VectorLanes<int>.ShiftRight), i.Type);
                break;
            case IrOp.Convert:
                LoadVector(loop, i.A);
                EmitLanes(i.Type == IrType.I64 ? nameof(VectorLanes.Widen) : nameof(VectorLanes.ToReal));
                break;
            case IrOp.Mul when i.Type == IrType.I64 && loop.HasNarrowFactors(_plan, i):
                EmitVectorBinary(loop, i, nameof(VectorLanes.MulSmall), IrType.None);
                break;
            case IrOp.Mul when checksOverflow:
                EmitVectorTest(loop, i, i.Type == IrType.I32 ? nameof(VectorLanes.MulOverflowsI32) : nameof(VectorLanes.MulMayOverflowI64), IrType.None, otherwise);
                EmitVectorBinary(loop, i, i.Type == IrType.I32 ? nameof(VectorLanes<int>.Mul) : nameof(VectorLanes.MulSmall), i.Type == IrType.I32 ? i.Type : IrType.None);
                break;
            case IrOp.Div:
                if ((i.Checks & Checks.Zero) != 0)
                {
                    LoadVector(loop, i.B);
                    EmitLanes(nameof(VectorLanes.HasZero));
                    _il.Branch(OpCodes.Brtrue, otherwise);
                }
                EmitVectorBinary(loop, i, nameof(VectorLanes.Div), IrType.None);
                break;
            default:
                if (checksOverflow)
                    EmitVectorTest(loop, i, i.Op == IrOp.Add ? nameof(VectorLanes<int>.AddOverflows) : nameof(VectorLanes<int>.SubOverflows), i.Type, otherwise);
                EmitVectorBinary(loop, i, LanesOf(i.Op), i.Type);
                break;
        }
        StoreVector(i.Dest);
    }

    private void EmitVectorBinary(ElementwiseLoop loop, Instruction i, string method, IrType element)
    {
        LoadVector(loop, i.A);
        LoadVector(loop, i.B);
        EmitLanes(method, element);
    }

    private static string LanesOf(IrOp op) => op switch
    {
        IrOp.Add => nameof(VectorLanes<int>.Add),
        IrOp.Sub => nameof(VectorLanes<int>.Sub),
        IrOp.Mul => nameof(VectorLanes<int>.Mul),
        IrOp.BitAnd => nameof(VectorLanes<int>.BitAnd),
        _ => nameof(VectorLanes<int>.BitOr),
    };

    private void EmitVectorTest(ElementwiseLoop loop, Instruction i, string method, IrType element, Label otherwise)
    {
        EmitVectorBinary(loop, i, method, element);
        _il.Branch(OpCodes.Brtrue, otherwise);
    }

    private void EmitLanes(string method, IrType element = IrType.None) => _il.Call(VectorLanes.Method(method, element));

    private void LoadVector(ElementwiseLoop loop, int register)
    {
        if (register == loop.Counter.Register)
        {
            Load(register);
            EmitLanes(nameof(VectorLanes.CountUp));
            return;
        }
        _il.Load(Vectors[register]);
    }

    private void StoreVector(int register)
    {
        if (!Vectors.TryGetValue(register, out LocalBuilder? vector))
            Vectors.Add(register, vector = _il.Local(VectorLanes.Method(nameof(VectorLanes<int>.Broadcast), _plan.Function.TypeOf(register)).ReturnType));
        _il.Store(vector);
    }
}
