using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Ir;
using Orus.Tier2.Emit;
using Orus.Tier2.Exits;
using Orus.Tier2.MachineCode;

namespace Orus.Tier2.Planning;

/// <summary>A unit that was, or is being, compiled: for dumps and statistics. Its figures go on changing while the program runs.</summary>
public sealed class UnitReport : ICompiledUnit
{
    private readonly ExitTable _exits;
    private readonly CountPlan? _counts;
    private readonly UnitForcing? _forcing;
    private readonly IrFunction _ir;
    private int _evictedBytes;

    internal UnitReport(UnitPlan plan, LoopState? loop, DynamicMethod method, IlWriter il, ExitTable exits)
    {
        Name = NameOf(plan.Runtime, loop);
        Number = plan.Number;
        _forcing = plan.Forcing;
        Function = plan.Runtime;
        Loop = loop;
        Method = method;
        Map = il.Map;
        Instructions = il.Instructions;
        ChecksLeftOut = plan.Versions?.Count ?? 0;
        _exits = exits;
        _counts = plan.Counts;
        _ir = plan.Function;
    }

    /// <summary>The method's name: <c>orus:function</c> or <c>orus:function:loopN</c>.</summary>
    public string Name { get; }

    /// <summary>Its place in the order of compiling, from 0, by which debug options name it.</summary>
    public int Number { get; }

    /// <summary>How many guards could be made to fail; 0 if no debug option asks for that.</summary>
    public int Guards => _forcing?.Guards ?? 0;

    /// <summary>How often a guard was executed so far; only of guards that are not made to fail.</summary>
    public long ExecutionsOf(int guard) => _forcing?.ExecutionsOf(guard) ?? 0;

    /// <summary>The function it belongs to.</summary>
    public RuntimeFunction Function { get; }

    /// <summary>The loop; null for a whole function.</summary>
    public LoopState? Loop { get; }

    /// <summary>Where the loop or function stands in the source.</summary>
    public SourceSpan Place => PlaceOf(Function, Loop);

    /// <summary>The method; null when the code was evicted.</summary>
    public DynamicMethod? Method { get; private set; }

    /// <summary>What listings show, if it was asked for.</summary>
    public CodeMap? Map { get; }

    /// <summary>IL instructions.</summary>
    public int Instructions { get; }

    /// <summary>Checks in loops that a test before the loop makes superfluous, where it succeeds.</summary>
    public int ChecksLeftOut { get; }

    /// <summary>Ways out.</summary>
    public int Exits => _exits.Count;

    /// <summary>How often each exit was taken so far, with its reason and place.</summary>
    public IReadOnlyList<ExitCount> ExitCounts => _exits.All;

    /// <summary>Time for planning and IL, spent by the thread that runs the script.</summary>
    public double EmitMilliseconds { get; internal set; }

    /// <summary>Time in the queue.</summary>
    public double WaitMilliseconds { get; internal set; }

    /// <summary>Time for machine code.</summary>
    public double JitMilliseconds { get; internal set; }

    /// <summary>Time from request to machine code.</summary>
    public double Milliseconds => EmitMilliseconds + WaitMilliseconds + JitMilliseconds;

    /// <summary>Time from the loop becoming hot to the first entry into the code; null before that, and when nobody observes.</summary>
    public double? EntryMilliseconds { get; internal set; }

    /// <summary>Bytes of machine code; zero for code that was evicted while nobody observed. Decodes the code.</summary>
    public int CodeBytes => Method is null ? _evictedBytes : MachineCodeView.SizeOf(Method);

    /// <summary>The machine code as text, with the source places that can be told.</summary>
    public IReadOnlyList<CodeLine> Disassemble() => Method is null ? [new CodeLine("the code was evicted", SourceSpan.None)] : MachineCodeView.Disassemble(Method, Map);

    IrFunction ICompiledUnit.Ir => _ir;

    int ICompiledUnit.IlInstructions => Instructions;

    int ICompiledUnit.LoopInstructions => Method is null ? 0 : MachineCodeView.LoopInstructionsOf(Method);

    int ICompiledUnit.StackAccesses => Method is null ? 0 : MachineCodeView.StackAccessesOf(Method);

    /// <inheritdoc/>
    public double ReadyMilliseconds { get; internal set; }

    IReadOnlyList<UnitExit> ICompiledUnit.Exits
    {
        get
        {
            var exits = new List<UnitExit>();
            foreach (ExitCount exit in _exits.All)
                exits.Add(new UnitExit(exit.ReasonName, exit.Place, exit.Count, exit.IsEnd));
            return exits;
        }
    }

    IReadOnlyList<(Block Block, long Count)> ICompiledUnit.Executions => _counts?.Solve() ?? [];

    bool ICompiledUnit.IsSpecialised(Instruction instruction) => _counts?.Specialised.Contains(instruction) == true;

    bool ICompiledUnit.IsDoneInPlace(Instruction instruction) => _counts?.InPlace.Contains(instruction) == true;

    internal static string NameOf(RuntimeFunction function, LoopState? loop) =>
        loop is null ? $"orus:{function.Name}" : $"orus:{function.Name}:loop{loop.Index}";

    internal static SourceSpan PlaceOf(RuntimeFunction function, LoopState? loop)
    {
        if (loop is { Span.IsNone: false })
            return loop.Span;
        foreach (Instruction instruction in (loop?.Header ?? function.Ir?.Blocks[0])?.Code ?? [])
        {
            if (!instruction.Span.IsNone)
                return instruction.Span;
        }
        return SourceSpan.None;
    }

    internal ExitTable ExitTable => _exits;

    /// <summary>Lets go of the code.</summary>
    /// <param name="isObserved">Somebody will want to know its size.</param>
    internal void Evict(bool isObserved)
    {
        if (isObserved && ReadyMilliseconds > 0)
            _evictedBytes = CodeBytes;
        Method = null;
    }
}

/// <summary>A way out of a unit.</summary>
public abstract record ExitCount
{
    /// <summary>The reason's name in reports.</summary>
    public abstract string ReasonName { get; }

    /// <summary>The place the interpreter goes on at.</summary>
    public abstract SourceSpan Place { get; }

    /// <summary>The number in the unit of the guard that a debug option makes fail here; null for other exits.</summary>
    public abstract int? Guard { get; }

    /// <summary>How often it was taken.</summary>
    public abstract long Count { get; }

    /// <summary>The unit simply came to its end there.</summary>
    public abstract bool IsEnd { get; }
}
