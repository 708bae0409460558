using System;
using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>The walk that <see cref="CommonSubexpressions"/> and <see cref="Forwarding"/> share: replaces operations whose value a register holds by copies of that register.</summary>
internal static class ValueReuse
{
    /// <param name="analyses">The function.</param>
    /// <param name="stats">Where replacements and their checks are counted.</param>
    /// <param name="isReusable">Which operations take part.</param>
    /// <param name="loadOf">The operation that would read back what a store writes, or null; null if stores do not take part.</param>
    /// <param name="counter">What a replacement counts as.</param>
    public static void Run(FunctionAnalyses analyses, PassStats stats, Func<Instruction, bool> isReusable, Func<Instruction, Instruction?>? loadOf, PassCounter counter)
    {
        // Dominance says nothing about the order of things on cycles with several entries.
        if (analyses.Loops.IsIrreducible)
            return;
        var table = new ValueTable(analyses, analyses.Definitions);
        var stack = new Stack<(int Block, ValueTable.Mark Mark)>();
        stack.Push((0, default));
        while (stack.TryPop(out (int Block, ValueTable.Mark Mark) next))
        {
            table.Enter(next.Block, next.Mark);
            List<Instruction> code = analyses.Cfg.Blocks[next.Block].Code;
            int kept = 0;
            for (int i = 0; i < code.Count; i++)
            {
                Instruction instruction = code[i];
                if (!Visit(instruction))
                    code[kept++] = instruction;
            }
            code.RemoveRange(kept, code.Count - kept);
            ValueTable.Mark end = table.Save();
            for (int child = analyses.Dominators.FirstChild(next.Block); child >= 0; child = analyses.Dominators.NextSibling(child))
                stack.Push((child, end));
        }
        table.Release();

        // Returns true for a check that need not be made again.
        bool Visit(Instruction instruction)
        {
            bool takesPart = isReusable(instruction);
            int known = takesPart ? table.Find(instruction) : -1;
            if (known >= 0 || known == ValueTable.Succeeded)
            {
                stats.CountChecks(instruction, instruction.Checks, ProofKind.Dominated);
                stats.Add(counter, Statistic.Reused, instruction);
                if (known == ValueTable.Succeeded)
                    return true;
                MakeMove(instruction, known, analyses.Function.TypeOf(instruction.Dest));
            }
            table.Pass(instruction);
            // An operation that overwrites one of its operands is not the value of that operand any more.
            if (takesPart && known == -1 && (instruction.Dest < 0 || (instruction.Dest != instruction.A && instruction.Dest != instruction.B && instruction.Dest != instruction.C)))
                table.Add(instruction, instruction.Dest < 0 ? ValueTable.Succeeded : instruction.Dest);
            else if (loadOf?.Invoke(instruction) is { } load)
                table.Add(load, load.Dest);
            return false;
        }
    }

    private static void MakeMove(Instruction instruction, int source, IrType type)
    {
        instruction.Op = IrOp.Move;
        instruction.Type = type;
        instruction.From = IrType.None;
        instruction.Fused |= instruction.Checks;
        instruction.Checks = Checks.None;
        instruction.Facts = OperandFacts.None;
        instruction.A = source;
        instruction.B = instruction.C = -1;
        instruction.Immediate = 0;
        instruction.Extra = null;
        instruction.Arguments = null;
    }
}
