using System;
using System.Globalization;
using System.Text;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;

namespace Orus.Interp.Bytecode;

/// <summary>Listings of bytecode, from <see cref="OpcodeTable"/> alone.</summary>
internal static unsafe class Disassembler
{
    public static string Print(BytecodeFunction function)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"function {function.Ir.Name} frame {function.FrameSize}\n");
        for (int pc = 0; pc < function.Words.Length; pc += LengthAt(function.Words, pc))
            PrintInstruction(text, function.Words, pc);
        foreach (HandlerRange range in function.Handlers)
            text.Append(CultureInfo.InvariantCulture, $"handler {range.Start}..{range.End} -> {range.Handler}\n");
        foreach (LoopState loop in function.Loops)
            PrintLoop(text, function, loop);
        return text.ToString();
    }

    /// <summary>A row of the loop table: kind, counter, bound, and the slots that belong to the loop's registers while it runs.</summary>
    private static void PrintLoop(StringBuilder text, BytecodeFunction function, LoopState loop)
    {
        text.Append(CultureInfo.InvariantCulture, $"loop {loop.Index} at {loop.HeaderPc}:");
        LoopCanonicalForm form = loop.Form;
        text.Append(CultureInfo.InvariantCulture, $" {form.Kind} depth {form.Depth}");
        if (form.Counter is { } counter && form.Test is { } test)
        {
            text.Append(" counter").Append(SlotText(function, counter.Register));
            text.Append(counter.StepRegister >= 0 ? " step" + SlotText(function, counter.StepRegister) : Text(" step ", counter.Step));
            text.Append(" bound").Append(test.BoundConstant is { } constant ? Text(" ", constant) : SlotText(function, test.Bound));
        }
        if (form.TripCount is { } trips)
            text.Append(Text(" trips ", trips));
        text.Append(" residents");
        foreach (int register in loop.Residents)
            text.Append(function.SlotOf[register] >= 0 ? SlotText(function, register) : "");
        text.Append('\n');
    }

    private static string SlotText(BytecodeFunction function, int register) => Text(" s", function.SlotOf[register]) + ":" + function.Ir.TypeOf(register).Name();

    /// <summary>Words of the instruction at a position.</summary>
    public static int LengthAt(ReadOnlySpan<ulong> words, int pc)
    {
        ref readonly OpcodeInfo info = ref OpcodeTable.Info(Words.OpcodeOf(words[pc]));
        return info.HasArguments ? 1 + Words.C(words[pc]) : info.FixedLength;
    }

    private static void PrintInstruction(StringBuilder text, ReadOnlySpan<ulong> words, int pc)
    {
        ulong word = words[pc];
        ref readonly OpcodeInfo info = ref OpcodeTable.Info(Words.OpcodeOf(word));
        text.Append(CultureInfo.InvariantCulture, $"{pc,5}  {info.Name}");
        int field = 0;
        int following = pc + 1;
        foreach (Range part in info.Operands.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> operand = info.Operands.AsSpan(part);
            if (field >= 3)
            {
                PrintWord(text, operand, words, pc, following);
                following++;
                continue;
            }
            int value = field switch
            {
                0 => Words.A(word),
                1 => Words.B(word),
                _ => Words.C(word),
            };
            bool isWide = operand is "##" or "@@" or "$$" or "%%";
            if (isWide)
                value = Words.Wide(word);
            text.Append(operand switch
            {
                "" or "-" or "words" => "",
                "#" or "##" => Text(" #", isWide ? value : (short)value),
                "@" or "@@" => Text(" @", pc + 1 + (isWide ? value : (short)value)),
                "$$" => Text(" $", value),
                "%%" => Text(" %", value),
                "n" or "offset" or "refs" or "type" or "types" or "count" => Text(" ", value),
                _ => Text(operand[0] == '=' ? " =s" : " s", value),
            });
            field += isWide ? 2 : 1;
        }
        text.Append('\n');
    }

    private static void PrintWord(StringBuilder text, ReadOnlySpan<char> operand, ReadOnlySpan<ulong> words, int pc, int at)
    {
        if (operand is "args")
        {
            int count = Words.B(words[pc]);
            for (int i = 0; i < count; i++)
                text.Append(Text(" s", (ushort)(words[at + (i / 2)] >> (32 * (i & 1)))));
            return;
        }
        ulong word = words[at];
        text.Append(operand switch
        {
            "imm" => Text(" ", (long)word),
            "pool" => Text(" $", (long)word),
            "loop" => Text(" loop ", (ushort)(word >> 32)) + (word >> 48 == 0 ? "" : Text(" step ", (short)(word >> 48))),
            "function" => Text(" f", (int)word),
            _ => " " + word.ToString("x", CultureInfo.InvariantCulture),
        });
    }

    private static string Text(string prefix, long value) => prefix + value.ToString(CultureInfo.InvariantCulture);
}
