using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Orus.Cli.Options;
using Orus.Front.Source;
using Orus.Interp.Engine;
using Orus.Interp.Telemetry;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;
using Orus.Tier2.MachineCode;
using Orus.Tier2.Planning;
using Refusal = Orus.Optimizer.Pipeline.Refusal;

namespace Orus.Cli;

/// <summary>What <c>orus explain</c> says: loop by loop, beside the source, who ran it, what was done to it, and which checks are left.</summary>
internal sealed class Explanation(SourceSet sources, RunTelemetry telemetry, PassContext passes, RunReport report, CliSettings settings)
{
    private const int MostPlaces = 6;

    private readonly StringBuilder _text = new();

    public string Write()
    {
        _text.Append("\n== explain\n");
        if (telemetry.Loops.Count == 0)
        {
            _text.Append("The program ran no loop.\n");
            return _text.ToString();
        }
        WriteSummary();
        foreach (LoopTelemetry loop in telemetry.Loops)
            WriteLoop(loop);
        if (settings.ShowAsm)
        {
            foreach (ICompiledUnit unit in telemetry.Units)
                WriteMachineCode((UnitReport)unit);
        }
        return _text.ToString();
    }

    private void WriteSummary()
    {
        CounterSet totals = telemetry.Totals;
        _text.Append(CultureInfo.InvariantCulture, $"{Count(telemetry.Loops.Count, "loop")} with {Count(totals[Counter.Rounds], "round")}, {Share(totals[Counter.CompiledRounds], totals[Counter.Rounds])} of them as machine code.\n");
        _text.Append(CultureInfo.InvariantCulture, $"{Count(totals[Counter.Operations], "operation")}, {Share(totals[Counter.TypedOperations], totals[Counter.Operations])} of them on types known in advance.\n");
        long avoided = totals[Counter.GuardsProved] + totals[Counter.GuardsFused];
        _text.Append(CultureInfo.InvariantCulture, $"{Count(totals[Counter.GuardsExecuted], "check")} made; {Count(avoided, "check")} not, because they cannot fail.\n");
    }

    private void WriteLoop(LoopTelemetry loop)
    {
        SourceText source = sources[loop.Span];
        int line = source.Line(loop.Span.Start);
        string statement = LineText(loop.Span);
        long operations = telemetry.Totals[Counter.Operations];
        long own = loop.Counters[Counter.Operations];
        _text.Append('\n').Append(CultureInfo.InvariantCulture, $"{source.Path}:{line}").Append("  ").Append(statement).Append('\n');
        Say($"in {loop.Function}{(loop.Depth > 1 ? ", inside another loop" : "")}; {Share(own, operations)} of all operations are its own");
        Say($"ran {Count(loop.Counters[Counter.Rounds], "round")} in {Count(loop.Counters[Counter.LoopEntries], "entry", "entries")}");
        WriteTier(loop);
        if (loop.Residents.Count > 0)
            Say("keeps in registers: " + string.Join(", ", loop.Residents.GetRange(0, Math.Min(loop.Residents.Count, MostPlaces))) + (loop.Residents.Count > MostPlaces ? ", …" : ""));
        WriteOptimizations(loop);
        WriteChecks(loop);
        WriteRefusals(loop);
    }

    private void WriteTier(LoopTelemetry loop)
    {
        long rounds = loop.Counters[Counter.Rounds];
        long compiled = loop.Counters[Counter.CompiledRounds];
        string share = Share(compiled, rounds);
        foreach (RefusalReport refusal in report.Refusals)
        {
            if (refusal.Place == loop.Span)
                Say($"stays in the interpreter: {Refusals.Sentence(refusal.Reason)}");
        }
        if (compiled == 0)
        {
            Say(loop.Units.Count > 0 ? "ran in the interpreter; its machine code was ready only when it was over" : settings.Tier == TierMode.Interpreter ? "ran in the interpreter, because machine code is switched off"
                : loop.State == TierState.Compiling ? "ran in the interpreter; its machine code was not ready before it ended"
                : $"ran in the interpreter: a loop is compiled after {settings.Tier2Threshold ?? TierOptions.DefaultLoopThreshold} rounds");
        }
        else if (loop.Units.Count == 0)
        {
            Say($"{share} of its rounds ran as machine code, compiled with a loop or function around it");
        }
        else
        {
            Say($"{share} of its rounds ran as machine code");
        }
        foreach (ICompiledUnit unit in loop.Units)
        {
            Say(string.Create(CultureInfo.InvariantCulture, $"compiled as {unit.Name} in {unit.Milliseconds:F2} ms ({unit.CodeBytes} bytes), ready {unit.ReadyMilliseconds:F0} ms after the start"));
            foreach (UnitExit exit in unit.Exits)
            {
                if (!exit.IsEnd && exit.Count > 0)
                    Say($"  left early {Count(exit.Count, "time")} at line {LineOf(exit.Place)} ({exit.Reason})");
            }
        }
    }

    private void WriteOptimizations(LoopTelemetry loop)
    {
        foreach (StatisticRow row in StatisticTable.All)
        {
            if (row.Id is Statistic.Hoisted or Statistic.Reused or Statistic.StrengthReduced or Statistic.Unrolled && loop.Optimizer[row.Id] > 0)
                Say($"{row.Words}: {loop.Optimizer[row.Id]}{PlacesOf(loop, row.Id)}");
        }
    }

    /// <summary>What the decisions are about and in which lines, without constants, which nobody would miss.</summary>
    private string PlacesOf(LoopTelemetry loop, Statistic statistic)
    {
        var places = new List<string>();
        foreach (Decision decision in loop.Decisions)
        {
            if (decision.Statistic != statistic || decision.Op is IrOp.Const or IrOp.ConstRef or IrOp.Jump)
                continue;
            string place = $"{IrOpTable.Info(decision.Op).Name} in line {LineOf(decision.Span)}";
            if (!places.Contains(place))
                places.Add(place);
        }
        if (places.Count == 0)
            return "";
        string shown = string.Join(", ", places.GetRange(0, Math.Min(places.Count, MostPlaces)));
        return " (" + shown + (places.Count > MostPlaces ? ", …)" : ")");
    }

    private void WriteChecks(LoopTelemetry loop)
    {
        StatisticSet done = loop.Optimizer;
        if (done[Statistic.GuardsBefore] > 0)
            Say($"{Count(done[Statistic.GuardsBefore], "check")} in the source, {done[Statistic.GuardsAfter]} left{(done[Statistic.Fused] > 0 ? $"; {done[Statistic.Fused]} of the others covered by an earlier check" : "")}");
        int shown = 0;
        foreach ((CheckSite site, long count) in loop.SortedChecks())
        {
            if (shown++ == MostPlaces)
            {
                Say($"  and {loop.Checks.Count - MostPlaces} more");
                return;
            }
            Say($"  {count.ToString("N0", CultureInfo.InvariantCulture),15} times {WordsOf(site.Kind),-16} at {PositionOf(site.Span)} `{Excerpt(site.Span)}`: {LineText(site.Span)}");
        }
    }

    private void WriteRefusals(LoopTelemetry loop)
    {
        var said = new HashSet<string>();
        foreach (PassRecord record in passes.Records)
        {
            foreach (Refusal refusal in record.Totals.Refusals)
            {
                RefusalRow row = RefusalTable.Row(refusal.Reason);
                if (refusal.Span != loop.Span || row.Advice.Length == 0)
                    continue;
                string what = refusal.Instruction is { Span.Length: > 0 } instruction ? $"`{Excerpt(instruction.Span)}` stays in the loop: " : "";
                if (said.Add(what + row.Message) && said.Count <= MostPlaces)
                    Say($"{what}{row.Message}; you could {row.Advice}");
            }
        }
    }

    private void WriteMachineCode(UnitReport unit)
    {
        _text.Append('\n').Append(unit.Name).Append(":\n");
        int last = -1;
        foreach (CodeLine code in unit.Disassemble())
        {
            if (!code.Place.IsNone && LineOf(code.Place) is var line && line != last)
            {
                last = line;
                _text.Append(CultureInfo.InvariantCulture, $"  ; line {line}: {LineText(code.Place)}\n");
            }
            _text.Append(code.Text).Append('\n');
        }
    }

    private void Say(string line) => _text.Append("    ").Append(line).Append('\n');

    private int LineOf(SourceSpan span) => span.IsNone ? 0 : sources[span].Line(span.Start);

    private string PositionOf(SourceSpan span)
    {
        (int line, int column) = sources[span].LineAndColumn(span.Start);
        return string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");
    }

    private string LineText(SourceSpan span) => span.IsNone ? "" : Encoding.UTF8.GetString(sources[span].LineBytes(LineOf(span))).Trim();

    /// <summary>At most a line of the source.</summary>
    private string Excerpt(SourceSpan span)
    {
        const int Longest = 40;
        string text = Encoding.UTF8.GetString(sources[span].Slice(span)).Split('\n')[0].Trim();
        return text.Length <= Longest ? text : text[..(Longest - 1)] + "…";
    }

    private static string WordsOf(Checks kind) => kind switch
    {
        Checks.Overflow => "integer overflow",
        Checks.Zero => "division by zero",
        Checks.Bounds => "index in bounds",
        Checks.Type => "dynamic type",
        Checks.Range => "cast fits",
        Checks.Assigned => "was assigned",
        _ => "call depth",
    };

    private static string Count(long count, string singular, string? plural = null) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + (count == 1 ? singular : plural ?? singular + "s");

    private static string Share(long part, long whole) =>
        whole == 0 ? "0 %" : (100.0 * part / whole).ToString(part == whole ? "F0" : "F1", CultureInfo.InvariantCulture) + " %";
}
