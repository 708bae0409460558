using System.Collections.Generic;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// Lets a loop that reads and assigns a module variable, and calls nothing that could, keep the value in a register besides: loaded once before the loop, set wherever the loop stores, and read instead of the
/// variable. The stores stay, because an error may end the loop anywhere. A counter that is a module variable is a counter then.
/// </summary>
internal static class CarriedLoads
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        if (!analyses.Definitions.Has(IrOp.LoadGlobal) || !analyses.Definitions.Has(IrOp.StoreGlobal))
            return stats;
        var worker = new Worker(function, analyses.Definitions, stats);
        // Outer loops first: what they carry is no load any more for the loops inside.
        foreach (Loop loop in analyses.Loops.Loops)
        {
            if (!loop.IsIrreducible && LoopForm.FindPreheader(analyses, loop) is { } preheader)
                worker.Visit(loop.Blocks.ConvertAll(index => analyses.Cfg.Blocks[index]), preheader);
        }
        return stats;
    }

    private sealed class Worker(IrFunction function, Definitions definitions, PassStats stats)
    {
        private readonly MemoryEffects _effects = new();

        public void Visit(List<Block> blocks, Block preheader)
        {
            var loads = new List<Instruction>();
            var stored = new HashSet<long>();
            var isChecked = new HashSet<long>();
            _effects.Clear();
            foreach (Block block in blocks)
            {
                foreach (Instruction instruction in block.Code)
                {
                    _effects.Add(instruction);
                    if (instruction.Op == IrOp.LoadGlobal && (instruction.Checks != Checks.None || instruction.Type == IrType.Any))
                        isChecked.Add(instruction.Immediate);
                    else if (instruction.Op == IrOp.LoadGlobal)
                        loads.Add(instruction);
                    else if (instruction.Op == IrOp.StoreGlobal)
                        stored.Add(instruction.Immediate);
                }
            }
            if (_effects.HasCalls)
                return;
            foreach (Instruction load in loads)
            {
                // The first load of a variable makes moves of the others.
                if (load.Op == IrOp.LoadGlobal && stored.Contains(load.Immediate) && !isChecked.Contains(load.Immediate))
                    Carry(blocks, preheader, load);
            }
        }

        private void Carry(List<Block> blocks, Block preheader, Instruction first)
        {
            int carried = function.NewVariable(first.Type, null);
            Instruction load = first.Clone();
            load.Dest = carried;
            preheader.Code.Insert(preheader.Code.Count - 1, load);
            foreach (Block block in blocks)
            {
                List<Instruction> code = block.Code;
                for (int i = 0; i < code.Count; i++)
                {
                    Instruction instruction = code[i];
                    if (!IsAbout(instruction, load.Immediate))
                        continue;
                    if (instruction.Op == IrOp.LoadGlobal)
                    {
                        Set(instruction, instruction.Dest, carried);
                        stats.Add(PassCounter.LoadsForwarded, Statistic.Reused, instruction);
                    }
                    else if (!Rename(code, i, carried))
                    {
                        var move = new Instruction(IrOp.Move, load.Type, instruction.Span) { Inlined = instruction.Inlined };
                        Set(move, carried, instruction.A);
                        code.Insert(++i, move);
                    }
                }
            }
        }

        private static bool IsAbout(Instruction instruction, long variable) => instruction.Op is IrOp.LoadGlobal or IrOp.StoreGlobal && instruction.Immediate == variable;

        private static void Set(Instruction move, int dest, int source)
        {
            move.Op = IrOp.Move;
            move.Dest = dest;
            move.A = source;
            move.Immediate = 0;
            move.Extra = null;
        }

        /// <summary>Has the value of a store computed into the register at once: if nobody who runs between could see the difference, and nobody reads the value when the register has another.</summary>
        private bool Rename(List<Instruction> code, int store, int carried)
        {
            int value = code[store].A;
            if (value >= definitions.Count || function.Registers[value].IsVariable || definitions.Of(value) is not { } definition || function.TypeOf(value) != function.TypeOf(carried))
                return false;
            int start = store - 1;
            for (; start >= 0 && code[start] != definition; start--)
            {
                if (code[start].CanRaise || code[start].Dest == carried || Reads(code[start], carried) > 0)
                    return false;
            }
            if (start < 0)
                return false;
            int end = store + 1;
            while (end < code.Count && !(code[end].Op == IrOp.StoreGlobal && code[end].Immediate == code[store].Immediate))
                end++;
            int reads = 0;
            for (int i = start + 1; i < end; i++)
                reads += Reads(code[i], value);
            if (reads != definitions.UseCount(value))
                return false;
            definition.Dest = carried;
            for (int i = start + 1; i < end; i++)
                BlockCopies.Rename(code[i], value, carried);
            return true;
        }

        private static int Reads(Instruction instruction, int register)
        {
            int reads = 0;
            foreach (int read in new OperandReader(instruction))
                reads += read == register ? 1 : 0;
            return reads;
        }
    }
}
