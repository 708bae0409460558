using System;
using System.Collections.Generic;
using System.Globalization;
using Orus.Interp.Engine;
using Orus.Interp.Registers;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

/// <summary>Holds code to what <see cref="OpcodeTable"/> says: slots lie in the frame, operands have the types of registers there, jumps and tables point at instructions, loops keep their residents.</summary>
internal static class BytecodeVerifier
{
    /// <summary>Throws <see cref="InvalidOperationException"/> with everything that is wrong and the code.</summary>
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
        int[] types = TypesOfSlots(function);
        foreach (int start in starts)
        {
            VerifyInstruction(function, start, starts, types, errors);
            VerifyJoin(function, start, errors);
        }
        foreach (LoopState loop in function.Loops)
            VerifyResidents(function, loop, errors);
        foreach (HandlerRange range in function.Handlers)
        {
            if (!starts.Contains(range.Handler) || Words.OpcodeOf(words[range.Handler]) != Opcode.Catch)
                errors.Add(At(range.Handler) + "a handler does not begin with catch");
        }
        return errors;
    }

    private static void VerifyInstruction(BytecodeFunction function, int pc, HashSet<int> starts, int[] types, List<string> errors)
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
                else if (operand is "loop")
                    VerifyLoopWord(function, pc, errors);
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
                    else if ((types[value] & TypesOf(operand[0] == '=' ? operand[1..] : operand)) == 0)
                        errors.Add(At(pc) + "slot " + Number(value) + " never holds a value of the type that " + info.Name + " expects");
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

    /// <summary>The types of the registers that share each slot, as bits; slots without a register (the running closure, results that nobody takes) may hold anything.</summary>
    private static int[] TypesOfSlots(BytecodeFunction function)
    {
        var types = new int[function.FrameSize];
        for (int register = 0; register < function.SlotOf.Length; register++)
        {
            if (function.SlotOf[register] >= 0)
                types[function.SlotOf[register]] |= 1 << (int)function.Ir.TypeOf(register);
        }
        for (int slot = 0; slot < types.Length; slot++)
            types[slot] = types[slot] == 0 ? -1 : types[slot];
        return types;
    }

    private static int TypesOf(ReadOnlySpan<char> operand)
    {
        const int Signed = (1 << (int)IrType.I32) | (1 << (int)IrType.I64);
        const int Unsigned = (1 << (int)IrType.U32) | (1 << (int)IrType.U64);
        // Converting between integer types and from bool keeps the bits, so such registers share slots and operations.
        const int Integers = Signed | Unsigned | (1 << (int)IrType.Bool);
        return operand switch
        {
            "i32" or "i64" or "u32" or "u64" or "int" or "uint" or "bool" => Integers,
            "f64" => 1 << (int)IrType.F64,
            "bits" => Integers | (1 << (int)IrType.F64),
            "ref" => 1 << (int)IrType.Ref,
            "any" => 1 << (int)IrType.Any,
            _ => -1,
        };
    }

    /// <summary>A loop word names a loop of the function; a counting backedge does to the counter what the descriptor says, and leads to the header.</summary>
    private static void VerifyLoopWord(BytecodeFunction function, int pc, List<string> errors)
    {
        ulong word = function.Words[pc];
        ulong loopWord = function.Words[pc + 1];
        int index = (ushort)(loopWord >> 32);
        if (index >= function.Loops.Length)
        {
            errors.Add(At(pc) + "no such loop");
            return;
        }
        LoopState loop = function.Loops[index];
        Opcode opcode = JoinedOpcodes.Of(Words.OpcodeOf(word)).First;
        if (opcode == Opcode.LoopEntry)
            return;
        int offset = opcode is Opcode.LoopBack or Opcode.LoopTrue ? Words.Wide(word) : (short)Words.C(word);
        if (pc + 1 + offset != loop.HeaderPc)
            errors.Add(At(pc) + "a backedge does not lead to its header");
        if (opcode is < Opcode.LoopAddLt or > Opcode.LoopNeAdd)
            return;
        if (loop.Form is not { Counter: { } counter, Test: { } test })
            errors.Add(At(pc) + "a counting backedge of a loop without a counter");
        else if (Words.A(word) != function.SlotOf[counter.Register] || Words.B(word) != function.SlotOf[test.Bound] || (short)(loopWord >> 48) != counter.Step)
            errors.Add(At(pc) + "a counting backedge does not do what the descriptor says");
    }

    /// <summary>An instruction that executes another with itself finds the other where it looks for it, with operands that it takes for its own.</summary>
    private static void VerifyJoin(BytecodeFunction function, int pc, List<string> errors)
    {
        ulong[] words = function.Words;
        ulong first = words[pc];
        JoinedOpcode joined = JoinedOpcodes.Of(Words.OpcodeOf(first));
        if (joined.First == joined.Joined)
            return;
        bool isTest = joined.First == Opcode.HasNext;
        int next = pc + Disassembler.LengthAt(words, pc);
        ulong second = isTest ? words[next + 1 + Words.Wide(words[next])] : joined.First == Opcode.LoopAddLt ? words[pc + 1 + (short)Words.C(first)] : words[next];
        bool isRight = Words.OpcodeOf(second) == joined.Second && joined.First switch
        {
            Opcode.LoopAddLt => true,
            Opcode.HasNext => Words.OpcodeOf(words[next]) == Opcode.LoopTrue && Words.A(words[next]) == Words.A(first) && Words.B(second) == Words.B(first),
            _ => Words.C(second) == Words.A(first) && Words.B(second) != Words.A(first),
        };
        if (!isRight)
            errors.Add(At(pc) + OpcodeTable.Info(joined.Joined).Name + " is not joined with what it executes");
    }

    /// <summary>While a loop runs, nothing but its resident is written to a resident's slot. Copies have the slot of their source, and either may be the resident.</summary>
    private static void VerifyResidents(BytecodeFunction function, LoopState loop, List<string> errors)
    {
        if (loop.Residents.Length == 0)
            return;
        var sourceOf = new Dictionary<int, int>();
        foreach (Block block in function.Ir.Blocks)
        {
            foreach (Instruction copy in block.Code)
            {
                if (CopyCoalescing.IsCopy(copy) && function.SlotOf[copy.Dest] == function.SlotOf[copy.A] && !function.Ir.Registers[copy.Dest].IsVariable)
                    sourceOf[copy.Dest] = copy.A;
            }
        }
        int Origin(int register)
        {
            while (sourceOf.TryGetValue(register, out int source))
                register = source;
            return register;
        }

        var ownerOf = new Dictionary<int, int>();
        foreach (int register in loop.Residents)
        {
            int slot = function.SlotOf[register];
            if (slot >= 0 && !ownerOf.TryAdd(slot, Origin(register)) && ownerOf[slot] != Origin(register))
                errors.Add(At(loop.HeaderPc) + "two residents of a loop have slot " + Number(slot));
        }
        foreach (Block block in loop.Form.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                int slot = instruction.Dest < 0 ? -1 : function.SlotOf[instruction.Dest];
                if (slot >= 0 && ownerOf.TryGetValue(slot, out int owner) && owner != Origin(instruction.Dest))
                    errors.Add(At(loop.HeaderPc) + "a loop writes another register to the slot of resident " + IrPrinter.RegisterName(function.Ir, owner));
            }
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string At(int pc) => Number(pc) + ": ";
}
