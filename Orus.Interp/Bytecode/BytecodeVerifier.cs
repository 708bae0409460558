using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;

namespace Orus.Interp.Bytecode;

/// <summary>Holds code to what <see cref="OpcodeTable"/> says: slots lie in the frame, jumps and tables point at instructions. Debug builds check everything they emit.</summary>
internal static class BytecodeVerifier
{
    [Conditional("DEBUG")]
    public static void Require(BytecodeFunction function)
    {
        List<string> errors = Verify(function);
        if (errors.Count > 0)
            throw new InvalidOperationException("bad bytecode: " + string.Join("; ", errors) + "\n" + Disassembler.Print(function));
    }

    public static List<string> Verify(BytecodeFunction function)
    {
        var errors = new List<string>();
        ReadOnlySpan<ulong> words = function.Words;
        var starts = new HashSet<int>();
        int pc = 0;
        while (pc < words.Length)
        {
            starts.Add(pc);
            pc += Disassembler.LengthAt(words, pc);
        }
        if (pc != words.Length)
            errors.Add("the last instruction is cut off");
        foreach (int start in starts)
            VerifyInstruction(function, start, starts, errors);
        foreach (HandlerRange range in function.Handlers)
        {
            if (!starts.Contains(range.Handler) || Words.OpcodeOf(words[range.Handler]) != Opcode.Catch)
                errors.Add(At(range.Handler) + "a handler does not begin with catch");
        }
        return errors;
    }

    private static void VerifyInstruction(BytecodeFunction function, int pc, HashSet<int> starts, List<string> errors)
    {
        ulong word = function.Words[pc];
        ref readonly OpcodeInfo info = ref OpcodeTable.Info(Words.OpcodeOf(word));
        int field = 0;
        int following = pc + 1;
        foreach (Range part in info.Operands.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> operand = info.Operands.AsSpan(part);
            if (field >= 3)
            {
                if (operand is "args")
                    VerifyArguments(function, pc, following, errors);
                else if (operand is "loop" && (ushort)(function.Words[following] >> 32) >= function.Loops.Length)
                    errors.Add(At(pc) + "no such loop");
                following++;
                continue;
            }
            int value = field == 0 ? Words.A(word) : field == 1 ? Words.B(word) : Words.C(word);
            switch (operand)
            {
                case "@" or "@@":
                    int target = pc + 1 + (operand is "@" ? (short)value : Words.Wide(word));
                    if (!starts.Contains(target))
                        errors.Add(At(pc) + "jumps between instructions");
                    break;
                case "" or "-" or "#" or "##" or "$$" or "%%" or "n" or "offset" or "type" or "types" or "count" or "words":
                    break;
                case "refs":
                    if (value > function.FrameSize)
                        errors.Add(At(pc) + "clears slots outside the frame");
                    break;
                default:
                    if (value >= function.FrameSize)
                        errors.Add(At(pc) + "slot outside the frame");
                    break;
            }
            field += operand is "##" or "@@" or "$$" or "%%" ? 2 : 1;
        }
    }

    private static void VerifyArguments(BytecodeFunction function, int pc, int first, List<string> errors)
    {
        int count = Words.B(function.Words[pc]);
        for (int i = 0; i < count; i++)
        {
            if ((ushort)(function.Words[first + (i / 2)] >> (32 * (i & 1))) >= function.FrameSize)
                errors.Add(At(pc) + "argument outside the frame");
        }
    }

    private static string At(int pc) => pc.ToString(CultureInfo.InvariantCulture) + ": ";
}
