using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Notes at calls in loops what their callees do (<see cref="Instruction.CalleeEffects"/>), if they write nothing that anybody else can see and the arguments are the same in every round: such a call can be reused
/// like a load, and moved by the same rules. It may still raise and may not end, so it never moves to where it would not have run. Callees are lowered to be looked at, which is why other calls are not
/// worth it.
/// </summary>
internal static class Purity
{
    private const Effects Writes = Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable | Effects.World;

    /// <summary>Argument expressions deeper than this are not followed.</summary>
    private const int DeepestArgument = 4;

    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        if (context.LowerCallee is null)
            return stats;
        FunctionAnalyses analyses = context.AnalysesOf(function);
        Definitions? definitions = null;
        bool[]? inLoop = null;
        foreach (Loop loop in analyses.Loops.Loops)
        {
            if (loop.Parent is not null)
                continue;
            foreach (int block in loop.Blocks)
            {
                foreach (Instruction call in analyses.Cfg.Blocks[block].Code)
                {
                    if (call is not { Op: IrOp.Call, Dest: >= 0, A: < 0, Extra: TypedFunction callee } || !function.TypeOf(call.Dest).IsScalar())
                        continue;
                    definitions ??= new Definitions(function);
                    inLoop ??= new bool[function.Registers.Count];
                    FindDefined(analyses, analyses.Loops.InnermostLoop(block)!, inLoop);
                    if (!HasInvariantArguments(call, definitions, inLoop))
                        continue;
                    if ((EffectsOf(callee, context) & Writes) == Effects.None)
                        stats.Add(PassCounter.PureCalls);
                }
            }
        }
        // The same call before the loop, as in the guard of a while, is what one in the loop can be replaced by.
        if (stats.Changed)
            Note(function, context);
        return stats;
    }

    private static void Note(IrFunction function, PassContext context)
    {
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction call in block.Code)
            {
                if (call is not { Op: IrOp.Call, Dest: >= 0, A: < 0, Extra: TypedFunction callee } || !function.TypeOf(call.Dest).IsScalar())
                    continue;
                // What a callee allocates stays with it: its result is a number.
                if (context.CalleeEffects.TryGetValue(callee, out Effects effects) && (effects & Writes) == Effects.None)
                    call.CalleeEffects = (effects & ~Effects.Allocates) | Effects.MayRaise;
            }
        }
    }

    private static void FindDefined(FunctionAnalyses analyses, Loop loop, bool[] defined)
    {
        System.Array.Clear(defined);
        foreach (int block in loop.Blocks)
        {
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (instruction.Dest >= 0)
                    defined[instruction.Dest] = true;
            }
        }
    }

    private static bool HasInvariantArguments(Instruction call, Definitions definitions, bool[] inLoop)
    {
        foreach (int argument in call.Arguments!)
        {
            if (!IsInvariant(argument, definitions, inLoop, DeepestArgument))
                return false;
        }
        return true;
    }

    private static bool IsInvariant(int register, Definitions definitions, bool[] inLoop, int depth)
    {
        if (!inLoop[register])
            return true;
        if (depth == 0 || definitions.Of(register) is not { } definition || (definition.Effects & ~(Effects.ReadsLength | Effects.ReadsField)) != Effects.None)
            return false;
        foreach (int operand in new OperandReader(definition))
        {
            if (!IsInvariant(operand, definitions, inLoop, depth - 1))
                return false;
        }
        return true;
    }

    /// <summary>Everything a function and those it calls do; anything if that is not known. A function that calls itself does what the rest of it does.</summary>
    private static Effects EffectsOf(TypedFunction function, PassContext context)
    {
        if (context.CalleeEffects.TryGetValue(function, out Effects known))
            return known;
        // Functions that call each other find this.
        context.CalleeEffects.Add(function, Effects.Call);
        if (context.LowerCallee!(function) is not { } body)
            return Effects.Call;
        var effects = Effects.None;
        foreach (Block block in body.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction is { Op: IrOp.Call, Extra: TypedFunction callee })
                    effects |= callee == function ? Effects.MayRaise : EffectsOf(callee, context);
                else
                    effects |= instruction.Effects & ~Effects.Terminator;
                if ((effects & Writes) != Effects.None)
                    return Effects.Call;
            }
        }
        return context.CalleeEffects[function] = effects;
    }
}
