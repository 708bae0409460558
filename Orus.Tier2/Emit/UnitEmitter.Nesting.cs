using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>
/// Calls of a small function by itself, replaced by its body: a call and its return cost about as much as all the rest of such a function. The body keeps the activation of its own
/// (<see cref="NestedFrame"/>), so nothing about depth, errors and traces changes.
/// </summary>
internal sealed partial class UnitEmitter
{
    /// <summary>Instructions of a function that is nested in itself.</summary>
    private const int LargestNested = 40;

    /// <summary>Instructions of a function that is nested twice. It must not call the run time either: such code is long.</summary>
    private const int LargestNestedTwice = 16;

    /// <summary>Calls that are replaced in each body.</summary>
    private const int MostNested = 3;

    private List<UnitEmitter>? _nested;

    private bool CanNest(Instruction call, CompiledFunction target)
    {
        if (target.Function != _plan.Runtime || _plan.Loop is not null || call.A >= 0 || _nested?.Count == MostNested)
            return false;
        if (_plan.ReturnsErrors || !_plan.Types.IsEmpty || _plan.Analysis.Loops.Loops.Count > 0)
            return false;
        int size = 0;
        bool callsRuntime = false;
        foreach (Block block in _plan.Blocks)
        {
            if (block.Handler is not null)
                return false;
            size += block.Code.Count;
            foreach (Instruction instruction in block.Code)
                callsRuntime |= instruction.Op != IrOp.Call && UnitOperations.Of(instruction) != Treatment.Inline;
        }
        int levels = size > LargestNested ? 0 : callsRuntime || size > LargestNestedTwice ? 1 : 2;
        return NestedFrame.LevelOf(_frame) < levels;
    }

    private void EmitNested(Instruction call, CompiledFunction target)
    {
        Label done = _il.Label();
        var body = new UnitEmitter(_il, _plan, new NestedFrame(target, this, call, done), _exits);
        int[] parameters = _plan.Function.Parameters;
        for (int k = 0; k < parameters.Length; k++)
        {
            Load(call.Arguments![k]);
            body.Store(parameters[k]);
        }
        body._frame.Prepare(body);
        body._frame.EmitEntry(body);
        body.EmitBlocks();
        (_nested ??= []).Add(body);
        _il.Mark(done);
    }

    /// <summary>The exits of nested bodies stand behind all code, as those of the unit.</summary>
    private void EmitNestedStubs()
    {
        foreach (UnitEmitter body in _nested!)
            body.EmitLateStubs();
    }
}
