using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Loops;

/// <summary>
/// What is left of a function when an activation stands at the header of one of its loops, as a function of its own. An activation that began in plain code goes on in optimized code made from it, so that whatever the
/// passes do, the two codes need to agree about registers only here, where the code is as lowered.
/// </summary>
internal static class LoopContinuation
{
    /// <summary>
    /// Makes a freshly lowered function begin at the header of a loop: its parameters are then the registers live there that are not known to be constants, with the intervals that all of the function allows them.
    /// </summary>
    /// <param name="function">The function, which is changed.</param>
    /// <param name="header">The header.</param>
    /// <returns>False if this entry gives a cycle a second one, as into an inner loop whose rounds may go on with the outer one: then the function is of no use.</returns>
    public static bool Make(IrFunction function, Block header)
    {
        var analyses = new FunctionAnalyses(function);
        List<int> live = [.. new Liveness(analyses.Cfg).LiveIn(analyses.Cfg.IndexOf(header))];
        Definitions definitions = analyses.Definitions;
        Interval[]? ranges = analyses.Loops.IsIrreducible ? null : new RegisterRanges(analyses).Find();
        Block entry = function.NewBlock();
        var parameters = new List<int>();
        var parameterRanges = new List<Interval>();
        foreach (int register in live)
        {
            IrType type = function.TypeOf(register);
            Interval range = ranges is not null && type.IsInteger() && type != IrType.U64 ? ranges[register] : Interval.Of(type);
            if (definitions.Of(register) is { Op: IrOp.Const or IrOp.ConstRef } constant)
            {
                // The entry dominates everything, so what the constant is read by may stay.
                foreach (Block block in function.Blocks)
                    block.Code.Remove(constant);
                entry.Code.Add(constant);
            }
            else if (range.Lo == range.Hi && type.IsInteger())
            {
                entry.Code.Add(new Instruction(IrOp.Const, type, header.Code[0].Span) { Dest = register, Immediate = range.Lo });
            }
            else
            {
                parameters.Add(register);
                parameterRanges.Add(range);
            }
        }
        AddTest(function, header, entry, analyses, live);
        if (ranges is not null)
            Scratch<Interval>.Return(ranges, ranges.Length);
        analyses.Release();
        function.Blocks.Insert(0, entry);
        function.Parameters = [.. parameters];
        function.ParameterRanges = [.. parameterRanges];

        analyses = new FunctionAnalyses(function);
        analyses.Cfg.RemoveUnreachable();
        MarkVariables(function, live);
        return !analyses.Loops.IsIrreducible;
    }

    /// <summary>
    /// Ends the entry. The activation has just taken the backedge, so the test of that holds; repeated here, it says about the first round what it says about all others, as the guard before the loop does.
    /// </summary>
    private static void AddTest(IrFunction function, Block header, Block entry, FunctionAnalyses analyses, List<int> live)
    {
        Loop loop = analyses.Loops.InnermostLoop(analyses.Cfg.IndexOf(header))!;
        Instruction backedge = analyses.Cfg.Blocks[loop.Latches[0]].Terminator;
        var jump = new Instruction(IrOp.Jump, IrType.None, backedge.Span) { Targets = [header] };
        if (loop.Latches.Count > 1 || backedge.Op != IrOp.BranchCmp || !IsKnown(backedge.A) || !IsKnown(backedge.B) || backedge.Targets![0] == backedge.Targets[1])
        {
            entry.Code.Add(jump);
            return;
        }
        // Which cannot happen.
        Block otherwise = function.NewBlock();
        otherwise.Code.Add(new Instruction(IrOp.Raise, IrType.None, backedge.Span) { Immediate = (long)RaiseReason.MissingResult, Extra = function.Name });
        function.Blocks.Add(otherwise);
        entry.Code.Add(new Instruction(IrOp.BranchCmp, backedge.Type, backedge.Span)
        {
            A = Known(backedge.A),
            B = Known(backedge.B),
            Immediate = backedge.Immediate,
            Targets = backedge.Targets[0] == header ? [header, otherwise] : [otherwise, header],
        });

        bool IsKnown(int register) => live.BinarySearch(register) >= 0 || analyses.Definitions.Of(register) is { Op: IrOp.Const };

        int Known(int register)
        {
            if (live.BinarySearch(register) >= 0)
                return register;
            Instruction constant = analyses.Definitions.Of(register)!.Clone();
            constant.Dest = function.NewTemporary(constant.Type);
            entry.Code.Add(constant);
            return constant.Dest;
        }
    }

    /// <summary>A temporary that is set at the entry and again in an outer loop is a variable now.</summary>
    private static void MarkVariables(IrFunction function, List<int> live)
    {
        var definitions = new Definitions(function);
        foreach (int register in live)
        {
            RegisterInfo info = function.Registers[register];
            if (!info.IsVariable && !definitions.IsSingle(register))
                function.Registers[register] = info with { IsVariable = true };
        }
        definitions.Release();
    }

    /// <summary>The intervals alone.</summary>
    private sealed class RegisterRanges(FunctionAnalyses analyses) : ValueRanges(analyses)
    {
        public Interval[]? Find() => Analyze();

        protected override void Visit(Instruction instruction)
        {
        }
    }
}
