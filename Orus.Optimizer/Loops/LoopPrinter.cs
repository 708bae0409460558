using System.Globalization;
using System.Text;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Loops;

/// <summary>The text of <c>--dump=loops</c>.</summary>
public static class LoopPrinter
{
    /// <summary>The descriptors of all loops of a function.</summary>
    public static string Print(IrFunction function)
    {
        var text = new StringBuilder();
        foreach (LoopCanonicalForm loop in LoopAnalysis.Describe(function))
            text.Append("loop ").Append(Number(loop.LoopId)).Append(" of ").Append(function.Name).Append(": ").Append(Print(function, loop));
        return text.ToString();
    }

    /// <summary>One descriptor: kind and nesting in the first line, a field in each of the others, and why fields are unknown.</summary>
    public static string Print(IrFunction function, LoopCanonicalForm loop)
    {
        var text = new StringBuilder();
        text.Append(loop.Kind.ToString()).Append(", depth ").Append(Number(loop.Depth));
        if (loop.Parent is { } parent)
            text.Append(" in the loop of ").Append(parent.Header);
        text.Append('\n');
        Line(text, "blocks", "preheader " + (loop.Preheader?.ToString() ?? "none") + ", header " + loop.Header + ", latch " + string.Join<Block>(' ', loop.Latches));
        var exits = new StringBuilder();
        foreach ((Block from, Block to) in loop.Exits)
            exits.Append(exits.Length == 0 ? "" : ", ").Append(from).Append(" -> ").Append(to);
        Line(text, "exits", exits.Length == 0 ? "none" : exits.ToString());
        foreach (InductionVariable variable in loop.InductionVariables)
        {
            string step = variable.StepRegister >= 0 ? IrPrinter.RegisterName(function, variable.StepRegister) : Number(variable.Step);
            Line(text, "induction", Typed(function, variable.Register) + " from " + Start(function, variable.Initial) + " by " + step);
        }
        if (loop.Test is { } test)
        {
            string bound = test.BoundConstant is { } constant ? Number(constant) : Typed(function, test.Bound);
            Line(text, "test", Typed(function, loop.InductionVariables[0].Register) + " " + test.Comparison + " " + bound + ", " + (test.IsBoundInvariant ? "" : "which changes, ") + test.Position + ", in " + test.Block);
        }
        if (loop.TripCount is { } trips)
            Line(text, "trips", Number(trips));
        Line(text, "written", Registers(function, loop.Written));
        Line(text, "invariants", Registers(function, loop.Invariants));
        Line(text, "residents", Registers(function, loop.Residents));
        Line(text, "effects", loop.Effects.ToString());
        Line(text, "may", (loop.MayBreak ? "break " : "") + (loop.MayContinue ? "continue " : "") + (loop.MayRaise ? "raise" : ""));
        foreach (string note in loop.WhyNot)
            Line(text, "unknown", note);
        return text.ToString();
    }

    private static string Start(IrFunction function, Instruction? initial) => initial switch
    {
        null => "unknown",
        { Op: IrOp.Const } => IrText.Immediate(initial),
        { Op: IrOp.Move } => IrPrinter.RegisterName(function, initial.A),
        _ => "the result of " + IrOpTable.Info(initial.Op).Name,
    };

    private static void Line(StringBuilder text, string label, string value) => text.Append(("  " + label + ": " + value).TrimEnd()).Append('\n');

    private static string Typed(IrFunction function, int register) => IrPrinter.RegisterName(function, register) + ":" + function.TypeOf(register).Name();

    private static string Registers(IrFunction function, int[] registers)
    {
        var text = new StringBuilder();
        foreach (int register in registers)
            text.Append(text.Length == 0 ? "" : " ").Append(IrPrinter.RegisterName(function, register));
        return text.ToString();
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
