using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>Code that counts, for telemetry; none is emitted unless it is asked for.</summary>
internal sealed partial class UnitEmitter
{
    private readonly CountPlan? _counts;
    private readonly LocalBuilder?[] _counters;
    private Dictionary<(Block From, Block To), (Label Label, Label Target)>? _countedEdges;

    /// <summary>All at once: what leaves a nest stores every counter, also those that are used first behind it.</summary>
    private LocalBuilder?[] CounterLocals()
    {
        var locals = new LocalBuilder?[_counts?.Count ?? 0];
        for (int counter = 0; counter < locals.Length; counter++)
            locals[counter] = _counts!.IsLocal(counter) || _counts.IsStepped(counter) ? _il.Local(typeof(long)) : null;
        return locals;
    }

    /// <summary>At the start of a block.</summary>
    private void CountBlock(Block block)
    {
        if (_counts is not null && _counts.CounterOf(block) is >= 0 and var counter && !_counts.IsStepped(counter))
            Count(counter);
    }

    private void Count(int counter)
    {
        if (_counters[counter] is { } local)
        {
            _il.Load(local);
            _il.Long(1);
            _il.Op(OpCodes.Add);
            _il.Store(local);
        }
        else
        {
            _il.Increment(_counts!.AddressOf(counter));
        }
    }

    private void NoteSpecialised(Instruction instruction)
    {
        if (_counts is null || !OperationCounting.LooksAtTag(instruction))
            return;
        foreach (int register in new OperandReader(instruction))
        {
            if (_plan.Function.TypeOf(register) == IrType.Any && KindsOf(register).ScalarType() == IrType.None)
                return;
        }
        _counts.Specialised.Add(instruction);
    }

    /// <summary>After an instruction: was its code free of calls of the run time?</summary>
    private void NoteInPlace(Instruction instruction)
    {
        if (_counts is not null && !_callsRuntime && OperationCounting.LooksAtTag(instruction))
            _counts.InPlace.Add(instruction);
        _callsRuntime = false;
    }

    /// <summary>The code of the instruction that is emitted calls the run time.</summary>
    private bool _callsRuntime;

    /// <summary>Does something have to be counted on the way from one block to another?</summary>
    private bool IsCountedEdge(Block from, Block to)
    {
        if (_counts is null)
            return false;
        if (_counts.CounterOf(from, to) >= 0)
            return true;
        for (int counter = 0; counter < _counters.Length; counter++)
        {
            if (_counters[counter] is not null && _counts.IsIn(_counts.HomeOf(counter), from) != _counts.IsIn(_counts.HomeOf(counter), to))
                return true;
        }
        foreach (CountedLoop counted in _counts.Loops)
        {
            if (_counts.IsIn(counted.Loop, from) != _counts.IsIn(counted.Loop, to))
                return true;
        }
        return false;
    }

    private Label CountedEdgeLabel(Block from, Block to)
    {
        // Asked for here, so that the exit knows what is known here.
        Label target = PlainEdgeLabel(from, to);
        _countedEdges ??= [];
        if (!_countedEdges.TryGetValue((from, to), out (Label Label, Label Target) edge))
            _countedEdges.Add((from, to), edge = (_il.Label(), target));
        return edge.Label;
    }

    private void EmitCountedEdges()
    {
        foreach (((Block from, Block to), (Label label, Label target)) in _countedEdges!)
        {
            _il.Mark(label);
            CountEdge(from, to);
            _il.Branch(OpCodes.Br, target);
        }
    }

    private void CountEdge(Block from, Block to)
    {
        if (_counts!.CounterOf(from, to) is >= 0 and var counter)
            Count(counter);
        EmitCrossing(from, to);
    }

    /// <summary>Counters of loops that are entered are taken off the sum, those of loops that are left added to it; counters in locals begin, and are stored, with their loop.</summary>
    private void EmitCrossing(Block? from, Block? to)
    {
        if (_counts is null || !_counts.UsesLocals)
            return;
        for (int counter = 0; counter < _counters.Length; counter++)
        {
            if (_counters[counter] is not { } local || _counts.IsIn(_counts.HomeOf(counter), from) || !_counts.IsIn(_counts.HomeOf(counter), to))
                continue;
            _il.Long(0);
            _il.Store(local);
        }
        foreach (CountedLoop counted in _counts.Loops)
        {
            bool wasIn = _counts.IsIn(counted.Loop, from);
            if (wasIn == _counts.IsIn(counted.Loop, to))
                continue;
            LocalBuilder sum = _counters[_counts.CounterOf(counted.Block)]!;
            _il.Load(sum);
            Load(counted.Register);
            UnitFrame.Widen(_il, _plan.Function.TypeOf(counted.Register));
            _il.Op(wasIn ? OpCodes.Add : OpCodes.Sub);
            _il.Store(sum);
        }
        for (int counter = 0; counter < _counters.Length; counter++)
        {
            if (_counters[counter] is { } local && _counts.IsIn(_counts.HomeOf(counter), from) && !_counts.IsIn(_counts.HomeOf(counter), to))
                _il.AddTo(_counts.AddressOf(counter), () => _il.Load(local));
        }
    }

    /// <summary>Before an exit writes registers back.</summary>
    private void CountExit(ExitKey key, ExitDescriptor exit)
    {
        if (_counts is null)
            return;
        _counts.Add(exit, key);
        // Ends of loops have been counted on the edges that lead here.
        Block? from = key.Instruction is { } instruction ? _counts.BlockOf(instruction) : key.Reason is ExitReason.Interrupt or ExitReason.Forced ? key.Block : null;
        EmitCrossing(from, null);
    }
}
