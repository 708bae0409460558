using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>What is written to the interpreter's frame before a loop, so that the interpreter can run the loop again from its start.</summary>
/// <param name="Site">The number that the position slot holds while the loop runs.</param>
/// <param name="Saved">Registers that the unit may have changed and that are live at the header.</param>
internal sealed record Checkpoint(int Site, int[] Saved);

/// <summary>
/// Loops without effects inside a loop unit that has effects. Their overflows need neither positions nor tests: an overflow is an exception, and the interpreter, resumed at the checkpoint,
/// comes to the same operation again.
/// </summary>
internal sealed class Checkpoints
{
    /// <summary>Storing more than this before every entry of the loop is not worth it.</summary>
    private const int MostSaved = 8;

    private readonly UnitPlan _plan;
    private readonly BitSet _covered;
    private readonly Dictionary<Block, Checkpoint> _checkpoints = [];
    private readonly Dictionary<int, int> _resume = [];

    /// <summary>Finds the checkpoints of a loop unit: the outermost loops that qualify.</summary>
    public Checkpoints(UnitPlan plan)
    {
        _plan = plan;
        LoopForest loops = plan.Analysis.Loops;
        _covered = new BitSet(loops.Cfg.Blocks.Length);
        foreach (Loop loop in loops.Loops)
        {
            if (!plan.Contains(loops.Cfg.Blocks[loop.Header]) || _covered[loop.Header] || !Qualifies(loop) || SavedAt(loops.Cfg.Blocks[loop.Header]) is not { } saved)
                continue;
            Block header = loops.Cfg.Blocks[loop.Header];
            int site = plan.Services.Context.AddSite(plan.Runtime, header.Code[0]);
            _checkpoints.Add(header, new Checkpoint(site, saved));
            _resume.Add(site, plan.Code.PcOf(header));
            foreach (int block in loop.Blocks)
                _covered.Add(block);
        }
    }

    /// <summary>Is there any?</summary>
    public bool Exist => _checkpoints.Count > 0;

    /// <summary>The checkpoint before a loop, or null.</summary>
    public Checkpoint? At(Block header) => _checkpoints.GetValueOrDefault(header);

    /// <summary>May operations in a block leave by an exception and be run again?</summary>
    public bool Covers(Block block) => _plan.Analysis.Cfg.IndexOf(block) is var index and >= 0 && _covered[index];

    /// <summary>Where the interpreter goes on if an exception came while the position slot held a number; -1 if that is no checkpoint's.</summary>
    public int ResumePc(int site) => _resume.TryGetValue(site, out int pc) ? pc : -1;

    private bool Qualifies(Loop loop)
    {
        int checks = 0;
        foreach (int index in loop.Blocks)
        {
            Block block = _plan.Analysis.Cfg.Blocks[index];
            foreach (Instruction instruction in block.Code)
            {
                if (UnitOperations.HasEffects(instruction) || UnitOperations.NeedsPosition(instruction))
                    return false;
                if (UnitOperations.IsCheckedArithmetic(instruction))
                    checks += block.Handler is null ? 1 : 2;
            }
        }
        // The position of a single operation is stored once, before the loop, anyway.
        return checks > 1;
    }

    /// <summary>The registers to save; null if that would cost too much (storing a reference is a call).</summary>
    private int[]? SavedAt(Block header)
    {
        var saved = new List<int>();
        foreach (int register in _plan.LiveIn(header))
        {
            if (!_plan.IsDefined(register) || _plan.Code.SlotOf[register] < 0)
                continue;
            if (_plan.Function.TypeOf(register).UsesRefs() || saved.Count == MostSaved)
                return null;
            saved.Add(register);
        }
        return [.. saved];
    }
}
