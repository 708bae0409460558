using System;
using System.Collections.Generic;
using Orus.Interp.Errors;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Interp.Registers;

/// <summary>
/// Assigns frame slots to virtual registers by linear scan over live intervals, each one range of positions in layout order. The residents of a loop (induction variables, bound, accumulators, see
/// <see cref="LoopCanonicalForm.Residents"/>) own their slots from the first to the last block of the loop.
/// </summary>
internal sealed class SlotAllocator
{
    /// <summary>Slot numbers are 16 bits wide; the last one means "absent" in argument words.</summary>
    private const int MaxSlots = 65535;

    private readonly IrFunction _function;
    private readonly Liveness _liveness;
    private readonly int[] _sharedWith;
    private readonly int[] _start;
    private readonly int[] _end;

    private SlotAllocator(IrFunction function, Liveness liveness, int[] sharedWith)
    {
        _sharedWith = sharedWith;
        _function = function;
        _liveness = liveness;
        _start = new int[function.Registers.Count];
        _end = new int[function.Registers.Count];
        for (int i = 0; i < _start.Length; i++)
        {
            _start[i] = int.MaxValue;
            _end[i] = -1;
        }
    }

    /// <summary>Assigns slots.</summary>
    /// <param name="function">The function.</param>
    /// <param name="liveness">Its liveness.</param>
    /// <param name="layout">The blocks in the order in which they are emitted.</param>
    /// <param name="sharedWith">The register whose slot each register shares, see <see cref="CopyCoalescing"/>.</param>
    /// <param name="skipped">Registers that are never materialised.</param>
    /// <param name="pinned">Registers that keep their slot throughout.</param>
    /// <param name="loops">Loops whose residents keep their slots; none to do without.</param>
    /// <param name="reserved">Slots to keep free behind the parameters.</param>
    public static SlotAssignment Allocate(IrFunction function, Liveness liveness, Block[] layout, int[] sharedWith, BitSet skipped, BitSet pinned, LoopCanonicalForm[] loops, int reserved)
    {
        var allocator = new SlotAllocator(function, liveness, sharedWith);
        allocator.FindIntervals(layout, pinned, loops);
        return allocator.Scan(skipped, reserved);
    }

    private void FindIntervals(Block[] layout, BitSet pinned, LoopCanonicalForm[] loops)
    {
        var blockStart = new int[layout.Length];
        var blockEnd = new int[layout.Length];
        foreach (int parameter in _function.Parameters)
            Extend(parameter, 0);
        int position = 1;
        foreach (Block block in layout)
        {
            int index = _liveness.Cfg.IndexOf(block);
            int start = blockStart[index] = position;
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                    Extend(register, position);
                // A destination may share the slot of an operand that dies here: operands are read before it is written.
                if (instruction.Dest >= 0)
                    Extend(instruction.Dest, position + 1);
                // Except here: the emitter makes the cell first and stores the value into it afterwards.
                if (instruction is { Op: IrOp.NewCell, A: >= 0 })
                    Extend(instruction.A, position + 1);
                position += 2;
            }
            blockEnd[index] = position;
            foreach (int register in _liveness.LiveIn(index))
                Extend(register, start);
            foreach (int register in _liveness.LiveOut(index))
                Extend(register, position);
            if (Cfg.ActiveHandler(block) is { } handler)
            {
                foreach (int register in _liveness.LiveIn(_liveness.Cfg.IndexOf(handler)))
                {
                    Extend(register, start);
                    Extend(register, position);
                }
            }
        }
        foreach (LoopCanonicalForm loop in loops)
        {
            int first = int.MaxValue;
            int last = 0;
            foreach (Block block in loop.Blocks)
            {
                first = Math.Min(first, blockStart[_liveness.Cfg.IndexOf(block)]);
                last = Math.Max(last, blockEnd[_liveness.Cfg.IndexOf(block)]);
            }
            foreach (int register in loop.Residents)
            {
                Extend(register, first);
                Extend(register, last);
            }
        }
        foreach (int register in pinned.Members())
        {
            Extend(register, 0);
            Extend(register, position);
        }
    }

    private void Extend(int register, int position)
    {
        register = _sharedWith[register];
        _start[register] = Math.Min(_start[register], position);
        _end[register] = Math.Max(_end[register], position);
    }

    private SlotAssignment Scan(BitSet skipped, int reserved)
    {
        var slots = new int[_function.Registers.Count];
        for (int i = 0; i < slots.Length; i++)
            slots[i] = -1;
        var order = new List<int>();
        for (int register = 0; register < slots.Length; register++)
        {
            if (_end[register] >= 0 && !skipped[register] && Array.IndexOf(_function.Parameters, register) < 0)
                order.Add(register);
        }
        order.Sort((left, right) => _start[left] != _start[right] ? _start[left].CompareTo(_start[right]) : left.CompareTo(right));

        var free = new MinHeap();
        var active = new MinHeap();
        int parameters = _function.Parameters.Length;
        for (int i = 0; i < parameters; i++)
        {
            slots[_function.Parameters[i]] = i;
            active.Add(_end[_function.Parameters[i]], i);
        }
        // A function value that is called stands behind the arguments, whether the function looks at it or not.
        int next = parameters + reserved;
        foreach (int register in order)
        {
            while (!active.IsEmpty && active.FirstKey < _start[register])
            {
                int released = active.Take();
                free.Add(released, released);
            }
            slots[register] = free.IsEmpty ? next++ : free.Take();
            active.Add(_end[register], slots[register]);
        }
        for (int register = 0; register < slots.Length; register++)
        {
            if (!skipped[register])
                slots[register] = slots[_sharedWith[register]];
        }
        if (next >= MaxSlots)
            throw Raise.OutOfMemory();
        int refLimit = reserved > 0 ? parameters + reserved : 0;
        for (int register = 0; register < slots.Length; register++)
        {
            if (slots[register] >= refLimit && _function.TypeOf(register).UsesRefs())
                refLimit = slots[register] + 1;
        }
        return new SlotAssignment(slots, Math.Max(next, parameters + 1), refLimit);
    }
}

/// <summary>Where virtual registers live.</summary>
/// <param name="Slots">The slot of each register, or -1.</param>
/// <param name="FrameSize">Slots of an activation.</param>
/// <param name="RefLimit">Reference slots to clear at the end of an activation: those below this number.</param>
internal readonly record struct SlotAssignment(int[] Slots, int FrameSize, int RefLimit);
