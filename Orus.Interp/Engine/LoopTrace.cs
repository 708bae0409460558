using System.Collections.Generic;
using System.Text;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Engine;

/// <summary>What was seen at one operation while a loop was recorded.</summary>
internal sealed class TraceSite
{
    /// <summary>Kinds of the first operand.</summary>
    public KindSet A { get; set; }

    /// <summary>Kinds of the second.</summary>
    public KindSet B { get; set; }

    /// <summary>Targets that are told apart.</summary>
    private const int MostTargets = 4;

    private readonly List<object> _targets = [];
    private bool _targetsVary;

    /// <summary>The functions called, the layouts of the records or the types of the arrays used; empty if there were many.</summary>
    public IReadOnlyList<object> Targets => _targets;

    /// <summary>Compiled code left here so often that it shall accept everything.</summary>
    public bool IsGeneric { get; set; }

    public long Executions { get; set; }

    /// <summary>Exits that showed nothing new.</summary>
    public int Exits { get; set; }

    public void Include(TraceSite other)
    {
        A |= other.A;
        B |= other.B;
        IsGeneric |= other.IsGeneric;
        Executions += other.Executions;
        foreach (object target in other._targets)
            See(target);
        if (other._targetsVary)
            See(null);
    }

    /// <summary>Notes the target of one execution; null for one that cannot be told.</summary>
    public void See(object? target)
    {
        if (_targetsVary || (target is not null && _targets.Contains(target)))
            return;
        if (target is not null && _targets.Count < MostTargets)
        {
            _targets.Add(target);
            return;
        }
        _targetsVary = true;
        _targets.Clear();
    }
}

/// <summary>
/// What a loop did in the rounds, or a function in the calls, that were recorded before it was compiled: the kinds of the dynamic values it worked on, what it called, and how many rounds its inner loops made.
/// The specialiser turns that into assumptions; where one fails often, the trace is widened and the loop compiled again.
/// </summary>
internal sealed class LoopTrace
{
    private readonly Dictionary<Instruction, TraceSite> _sites = [];
    private readonly Dictionary<int, KindSet> _atHeader = [];
    private readonly Dictionary<int, object?> _shapesAtHeader = [];
    private readonly SortedDictionary<int, long> _rounds = [];

    /// <summary>Recording has ended.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Rounds of the loop itself.</summary>
    public int Rounds { get; set; }

    /// <summary>Operations recorded.</summary>
    public int Operations { get; set; }

    /// <summary>How often the unit was compiled again because it left compiled code for types.</summary>
    public int Respecialisations { get; set; }

    /// <summary>Is an operation one whose operands or callee are worth recording?</summary>
    public static bool IsTraced(Instruction instruction) => instruction.Op is IrOp.DynBinary or IrOp.DynNeg or IrOp.DynCast or IrOp.DynLen or IrOp.DynIndex or IrOp.DynStoreIndex
        or IrOp.DynField or IrOp.DynStoreField or IrOp.DynCall or IrOp.DynMethod or IrOp.CallClosure;

    /// <summary>What was seen at an operation; null if it was not executed.</summary>
    public TraceSite? SiteOf(Instruction instruction) => _sites.GetValueOrDefault(instruction);

    public TraceSite Open(Instruction instruction)
    {
        if (!_sites.TryGetValue(instruction, out TraceSite? site))
            _sites.Add(instruction, site = new TraceSite());
        return site;
    }

    /// <summary>The kinds a register had when the loop's header was reached; None if that was not looked at.</summary>
    public KindSet AtHeader(int register) => _atHeader.GetValueOrDefault(register);

    /// <summary>The layout or array type of the one shape of objects that a register held when the loop's header was reached; null if it held several, or other values.</summary>
    public object? ShapeAtHeader(int register) => _shapesAtHeader.GetValueOrDefault(register);

    public void SeeAtHeader(int register, KindSet kinds, object? shape)
    {
        _shapesAtHeader[register] = !_atHeader.TryGetValue(register, out KindSet seen) || ReferenceEquals(ShapeAtHeader(register), shape) ? shape : null;
        _atHeader[register] = seen | kinds;
    }

    /// <summary>Rounds of each loop inside, by its number in the function.</summary>
    public IReadOnlyDictionary<int, long> InnerRounds => _rounds;

    public void SeeRound(int loop) => _rounds[loop] = _rounds.GetValueOrDefault(loop) + 1;

    /// <summary>
    /// Adds what another trace saw: of a loop inside this one, which ran as compiled code while this one was recorded, or of a loop that calls this function.
    /// </summary>
    public void Include(LoopTrace inner)
    {
        foreach ((Instruction instruction, TraceSite site) in inner._sites)
            Open(instruction).Include(site);
    }

    /// <summary>A line for reports.</summary>
    public string Describe(IrFunction function)
    {
        var text = new StringBuilder();
        if (Rounds > 0)
            text.Append(Rounds).Append(Rounds == 1 ? " round, " : " rounds, ");
        text.Append(Operations).Append(" operations");
        foreach ((int register, KindSet kinds) in _atHeader)
        {
            if (function.Registers[register].Name is { } name)
                text.Append(", ").Append(name).Append(": ").Append(kinds.Name());
        }
        int varying = 0;
        foreach (TraceSite site in _sites.Values)
        {
            if (IsMixed(site.A) || IsMixed(site.B) || site.Targets.Count > 1)
                varying++;
        }
        text.Append("; ").Append(_sites.Count).Append(" dynamic sites");
        if (varying > 0)
            text.Append(", ").Append(varying).Append(" of them with several types");
        foreach ((int loop, long rounds) in _rounds)
            text.Append(", inner loop ").Append(loop).Append(": ").Append(rounds).Append(" rounds");
        return text.ToString();
    }

    private static bool IsMixed(KindSet kinds) => kinds != KindSet.None && !kinds.IsSingle();
}
