using System;
using System.Collections.Generic;
using Orus.Interp.Bytecode;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// Watches a unit that assumes kinds of values or callees. What an exit finds in the registers widens the trace; when exits have been frequent enough, the unit is compiled again with the wider
/// trace. Each time more exits are needed, and each time some operation expects more than before, so that ends.
/// </summary>
internal sealed unsafe class FlipWatch
{
    /// <summary>Exits before the first respecialisation; the number doubles with each.</summary>
    private const int FirstLimit = 8;

    private const int MostDoublings = 8;

    private readonly LoopTrace _trace;
    private readonly Specialization _specialization;
    private readonly BytecodeFunction _code;
    private readonly int _headerPc;
    private readonly List<int> _entryRegisters = [];
    private readonly Dictionary<int, Instruction> _leaving = [];
    private int _left;

    /// <param name="plan">The unit, emitted.</param>
    /// <param name="trace">The trace it was made from.</param>
    public FlipWatch(UnitPlan plan, LoopTrace trace)
    {
        _trace = trace;
        _specialization = plan.Specialization;
        _code = plan.Code;
        _headerPc = plan.Code.PcOf(plan.Blocks[0]);
        _left = FirstLimit << Math.Min(trace.Respecialisations, MostDoublings);
        foreach (int register in plan.Types.Registers)
        {
            if (_specialization.EntryKindOf(register) != KindSet.None)
                _entryRegisters.Add(register);
        }
        foreach (Instruction instruction in _specialization.Leaving)
        {
            if (plan.Code.ResumeOf(instruction).Pc is var pc and >= 0)
                _leaving.TryAdd(pc, instruction);
        }
    }

    /// <summary>Does the unit assume anything?</summary>
    public bool IsNeeded => _leaving.Count > 0 || _entryRegisters.Count > 0;

    /// <summary>
    /// The unit was left. Returns what flipped, for reports, if it shall be compiled again.
    /// </summary>
    /// <param name="next">Where the interpreter goes on.</param>
    /// <param name="context">The program, with the registers of the unit in its top frame.</param>
    public Instruction? See(int next, ExecutionContext context)
    {
        var registers = new RegisterView(_code, context.TopView);
        Instruction flipped;
        if (_leaving.TryGetValue(next, out Instruction? instruction))
        {
            Widen(instruction, registers);
            flipped = instruction;
        }
        else if (next == _headerPc && WidenHeader(registers))
        {
            flipped = _code.InstructionAt(next);
        }
        else
        {
            return null;
        }
        if (--_left != 0)
            return null;
        _trace.Respecialisations++;
        return flipped;
    }

    private void Widen(Instruction instruction, RegisterView registers)
    {
        TraceSite site = _trace.Open(instruction);
        KindSet a = registers.KindsOf(instruction.A) & ~site.A;
        KindSet b = registers.KindsOf(instruction.B) & ~site.B;
        site.A |= a;
        site.B |= b;
        int targets = site.Targets.Count;
        if (LoopRecorder.HasTarget(instruction))
            site.See(registers.TargetOf(instruction));
        // Nothing new: the operation raises, or mixes kinds.
        if ((a | b) == KindSet.None && site.Targets.Count == targets && ++site.Exits >= FirstLimit)
            site.IsGeneric = true;
    }

    /// <summary>False if the registers are as the unit expects them, so that something else made it leave.</summary>
    private bool WidenHeader(RegisterView registers)
    {
        bool changed = false;
        foreach (int register in _entryRegisters)
        {
            KindSet kinds = registers.KindsOf(register);
            object? shape = registers.ShapeOf(register);
            changed |= kinds != _trace.AtHeader(register) || (_specialization.EntryShapeOf(register) is { } expected && !ReferenceEquals(shape, expected));
            _trace.SeeAtHeader(register, kinds, shape);
        }
        return changed;
    }
}
