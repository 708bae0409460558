using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using Orus.Front.Source;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;
using Orus.Tier2.Emit;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Exits;

/// <summary>Identity of an exit: the point where the interpreter resumes (the start of a block, or an instruction), and why. A class, because what serves dictionaries with a value type as key is compiled at run time.</summary>
internal sealed record ExitKey(Block? Block, Instruction? Instruction, ExitReason Reason)
{
    public static ExitKey AtBlock(Block block, ExitReason reason) => new(block, null, reason);

    public static ExitKey AtInstruction(Instruction instruction, ExitReason reason) => new(null, instruction, reason);

    /// <summary>Written out because the comparison that the compiler makes needs a comparer for each field's type, and making one is reflection at run time.</summary>
    public bool Equals(ExitKey? other) => other is not null && ReferenceEquals(Block, other.Block) && ReferenceEquals(Instruction, other.Instruction) && Reason == other.Reason;

    public override int GetHashCode() => (RuntimeHelpers.GetHashCode((object?)Block ?? Instruction) * 31) + (int)Reason;
}

/// <summary>
/// One way out of a unit. Compiled code returns (or resumes at) its position.
/// </summary>
/// <param name="Number">The exit number.</param>
/// <param name="ResumePc">Bytecode offset where the interpreter goes on.</param>
/// <param name="Reason">Why.</param>
/// <param name="Span">The source place, for reports.</param>
/// <param name="LoopAround">Index of the loop whose header that is, if the exit is a backedge of a loop around the unit's; or -1.</param>
/// <param name="WrittenBack">Registers whose frame slots the exit brings up to date: live at the resume point and possibly changed by the unit.</param>
internal sealed record ExitDescriptor(int Number, int ResumePc, ExitReason Reason, SourceSpan Span, int LoopAround, int[] WrittenBack) : ExitCount
{
    /// <summary>How often it was taken: one element on the pinned heap, which compiled code increments.</summary>
    private readonly long[] _count = GC.AllocateArray<long>(1, pinned: true);

    public override long Count => _count[0];

    public override string ReasonName => ExitReasons.Info(Reason).Name;

    public override SourceSpan Place => Span;

    public override bool IsEnd => Reason is ExitReason.LoopExit or ExitReason.Return;

    /// <inheritdoc/>
    public override int? Guard => ForcedBy;

    /// <summary>The guard that a debug option makes fail here; null for other exits.</summary>
    public int? ForcedBy { get; init; }

    public unsafe void EmitCount(IlWriter il)
    {
        long address = (long)Unsafe.AsPointer(ref _count[0]);
        il.Map?.Exits.Add((ulong)address, this);
        il.Increment(address);
    }
}

/// <summary>The exits of one compiled unit.</summary>
internal sealed class ExitTable
{
    private readonly List<ExitDescriptor> _exits = [];

    public int Count => _exits.Count;

    public IReadOnlyList<ExitCount> All => _exits;

    /// <summary>How often exits of a policy were taken, and the one of them that was taken most.</summary>
    public long CountOf(ExitPolicy policy, out ExitDescriptor? most)
    {
        long count = 0;
        most = null;
        foreach (ExitDescriptor exit in _exits)
        {
            if (ExitReasons.Info(exit.Reason).Policy != policy)
                continue;
            count += exit.Count;
            if (exit.Count > (most?.Count ?? 0))
                most = exit;
        }
        return count;
    }

    public ExitDescriptor this[int number] => _exits[number];

    public ExitDescriptor Add(ExitKey key, UnitPlan plan)
    {
        Instruction first = key.Instruction ?? key.Block!.Code[0];
        var live = new List<int>();
        if (key.Instruction is null)
        {
            foreach (int register in plan.LiveIn(key.Block!))
                NoteLive(register);
        }
        else
        {
            foreach (int register in plan.LiveBefore(key.Instruction).Members())
                NoteLive(register);
        }
        // A frame made for a compiled activation has not run the function's first instructions.
        if (plan.Loop is null)
        {
            foreach (Instruction constant in plan.Code.EntryConstants)
            {
                if (!live.Contains(constant.Dest))
                    live.Add(constant.Dest);
            }
        }
        if (live.Count > 1 && plan.Services.Controller.Switches.Plants(PlantedBug.ExitState))
            live.RemoveAt(live.Count - 1);
        int pc = key.Instruction is null ? plan.Code.PcOf(key.Block!) : plan.Code.ResumeOf(key.Instruction).Pc;
        var exit = new ExitDescriptor(_exits.Count, pc, key.Reason, first.Span, key is { Block: { } target, Reason: ExitReason.LoopExit } ? plan.LoopAround(target) : -1, [.. live]) { ForcedBy = plan.Forcing?.GuardOf(key) };
        _exits.Add(exit);
        return exit;

        void NoteLive(int register)
        {
            if (plan.IsDefined(register) && plan.Code.SlotOf[register] >= 0)
                live.Add(register);
        }
    }
}
