using System;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Pipeline;

/// <summary>Runs the passes of <see cref="PassTable"/> over one function.</summary>
public static class OptimizerPipeline
{
    public static void Run(IrFunction function, PassContext context)
    {
        context.ForgetAnalyses();
        if (context.VerifyIr)
            Verify(function, "lowering");
        bool hasLoops = context.AnalysesOf(function).Loops.Loops.Count > 0;
        // A module body without a loop runs each operation once: looking at it would cost more than it saves.
        if (!hasLoops && function.Source?.Symbol.Role == FunctionRole.ModuleBody)
            return;
        NoteGuards(function, context, isBefore: true);
        ReadOnlySpan<PassRow> passes = PassTable.All;
        Span<Change> changes = stackalloc Change[passes.Length];
        int instructions = CountInstructions(function);
        for (int i = 0; i < passes.Length; i++)
        {
            PassRow pass = passes[i];
            if (context.Switches.IsOn(pass.Switch) && (hasLoops || !pass.NeedsLoops) && (pass.OnlyAfter is null || HasWork(pass, changes[IndexOf(passes, i)])) && context.MayApply(pass, function))
                changes[i] = RunPass(function, context, pass, context.Records[i], ref instructions);
        }
        context.ForgetAnalyses();
        context.ForgetIntervals();
        NoteGuards(function, context, isBefore: false);
    }

    /// <summary>Did the pass that goes before change what the pass works on: for the simplification of branches the control flow, else anything?</summary>
    private static bool HasWork(PassRow pass, Change before) => before >= (pass.Switch == Switches.Switch.Branches ? Change.ControlFlow : Change.Checks);

    /// <summary>Notes the checks, and afterwards also the operations, that there are.</summary>
    private static void NoteGuards(IrFunction function, PassContext context, bool isBefore)
    {
        if (context.Decisions is not { } decisions)
            return;
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Checks != Checks.None)
                    decisions.Add(Decision.About(isBefore ? Statistic.GuardsBefore : Statistic.GuardsAfter, BitOperations.PopCount((uint)instruction.Checks), instruction, instruction.Checks));
                if (!isBefore && instruction.Op is not (>= IrOp.CheckInteger and <= IrOp.DynTag or IrOp.Const or IrOp.ConstRef or IrOp.Move or IrOp.Jump))
                    decisions.Add(Decision.About(Statistic.TypedOperations, 1, instruction, Checks.None));
            }
        }
    }

    private static Change RunPass(IrFunction function, PassContext context, PassRow pass, PassRecord record, ref int instructions)
    {
        record.InstructionsBefore += instructions;
        long start = Stopwatch.GetTimestamp();
        PassStats stats = Apply(function, context, pass);
        record.Ticks += Stopwatch.GetTimestamp() - start;
        if (stats.Change >= Change.Code)
            instructions = CountInstructions(function);
        record.Runs++;
        record.InstructionsAfter += instructions;
        record.Totals.AddAll(stats);
        if (context.VerifyIr)
            Verify(function, pass.Name);
        if (context.Trace is not null)
            TraceDecisions(function, context, pass.Name, stats);
        context.AfterPass?.Invoke(pass.Name, function);
        return stats.Change;
    }

    /// <summary>Runs one pass and lets go of what the context knew of the function and is no longer true. For the whole pipeline see <see cref="Run"/>.</summary>
    internal static PassStats Apply(IrFunction function, PassContext context, PassRow pass)
    {
        Interval[]? intervals = context.Intervals;
        context.HasRenewedAnalyses = false;
        PassStats stats = pass.Run(function, context);
        if (stats.Change >= Change.Code && context.Intervals == intervals)
            context.ForgetIntervals();
        if (stats.Change == Change.ControlFlow && !context.HasRenewedAnalyses)
            context.ForgetAnalyses();
        else if (stats.Change == Change.Code)
            context.ForgetDefinitions();
        return stats;
    }

    /// <summary>The place of the pass that the one at a place waits for.</summary>
    private static int IndexOf(ReadOnlySpan<PassRow> passes, int waiting)
    {
        for (int i = waiting - 1; i >= 0; i--)
        {
            if (passes[i].Name == passes[waiting].OnlyAfter)
                return i;
        }
        throw new InvalidOperationException("no pass before " + passes[waiting].Name + " is called " + passes[waiting].OnlyAfter);
    }

    private static int CountInstructions(IrFunction function)
    {
        int count = 0;
        foreach (Block block in function.Blocks)
            count += block.Code.Count;
        return count;
    }

    private static void Verify(IrFunction function, string after)
    {
        var errors = IrVerifier.Verify(function);
        if (errors.Count > 0)
            throw new InvalidOperationException("the IR of " + function.Name + " is broken after " + after + ":\n" + string.Join('\n', errors) + "\n" + IrPrinter.Print(function));
    }

    /// <summary>One line for what the pass did to the function and one for each loop it refused.</summary>
    private static void TraceDecisions(IrFunction function, PassContext context, string pass, PassStats stats)
    {
        var line = new StringBuilder();
        for (PassCounter counter = 0; counter <= PassCounter.ConditionsSimplified; counter++)
            Append(line, stats.Count(counter), PassStats.NameOf(counter));
        for (ProofKind proof = 0; proof <= ProofKind.Hoisted; proof++)
            Append(line, stats.ChecksRemoved(proof), "checks removed (" + PassStats.NameOf(proof) + ")");
        if (line.Length > 0)
            context.Trace!.Add(pass + ": " + function.Name + ": " + line);
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
                TraceProofs(function, context, pass, instruction);
        }
        foreach (Refusal refusal in stats.Refusals)
        {
            string place = refusal.Span.IsNone ? refusal.Header.ToString() : Place(context, refusal.Span);
            context.Trace!.Add(pass + ": " + function.Name + ": loop at " + place + ": "
                + (refusal.Instruction is { } instruction ? IrOpTable.Info(instruction.Op).Name + " left in the loop because " : "left alone because ") + RefusalTable.Row(refusal.Reason).Message);
        }
    }

    /// <summary>One line for each check that is new among those proved superfluous.</summary>
    private static void TraceProofs(IrFunction function, PassContext context, string pass, Instruction instruction)
    {
        context.TracedProofs.TryGetValue(instruction, out Checks traced);
        Checks before = traced;
        foreach (IrText.CheckName check in IrText.CheckNames)
        {
            if ((before & check.Flag) != 0 || instruction.ProofOf(check.Flag) is not { } proof)
                continue;
            traced |= check.Flag;
            string what = proof == ProofKind.Hoisted ? " check made once, before the loop" : " check removed (" + PassStats.NameOf(proof) + ")";
            context.Trace!.Add(pass + ": " + function.Name + ": " + IrOpTable.Info(instruction.Op).Name + (instruction.Span.IsNone ? "" : " at " + Place(context, instruction.Span)) + ": " + check.Name + what);
        }
        if (traced != before)
            context.TracedProofs[instruction] = traced;
    }

    private static string Place(PassContext context, SourceSpan span) =>
        context.Locate is { } locate ? locate(span) : span.Start.ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder line, int count, string what)
    {
        if (count != 0)
            line.Append(line.Length == 0 ? "" : ", ").Append(count.ToString(CultureInfo.InvariantCulture)).Append(' ').Append(what);
    }
}
