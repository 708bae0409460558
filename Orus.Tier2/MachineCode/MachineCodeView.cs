using System;
using System.Collections.Generic;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Iced.Intel;
using Orus.Front.Source;
using Orus.Tier2.Planning;
using Decoder = Iced.Intel.Decoder;
using FlowControl = Iced.Intel.FlowControl;

namespace Orus.Tier2.MachineCode;

/// <summary>
/// The machine code that RyuJIT made of a compiled unit, as text. It finds the code through a non-public member of <see cref="DynamicMethod"/>. Source places come from
/// what the code itself says (see <see cref="CodeMap"/>): exact where they stand, and missing where an instruction names nothing.
/// </summary>
public static class MachineCodeView
{
    private static readonly MethodInfo? Descriptor = typeof(DynamicMethod).GetMethod("GetMethodDescriptor", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>No unit is larger; decoding stops here if the end is not recognised before.</summary>
    private const int LongestCode = 1 << 18;

    /// <summary>Disassembles a method of a unit; it is compiled if it was not yet.</summary>
    /// <param name="method">The method.</param>
    /// <param name="map">What was noted while it was emitted; null for plain code.</param>
    /// <returns>One instruction a line, addresses relative to the start; or a line that says why there is none.</returns>
    public static unsafe IReadOnlyList<CodeLine> Disassemble(DynamicMethod method, CodeMap? map)
    {
        Prepare(method);
        if (EntryOf(method) == 0)
            return [new CodeLine("the machine code cannot be found in this version of .NET", SourceSpan.None)];
        return Print(Decode(EntryOf(method)), map ?? new CodeMap());
    }

    /// <summary>The address at which a method can be called; zero if this version of .NET does not tell.</summary>
    internal static nint EntryOf(DynamicMethod method) =>
        Descriptor?.Invoke(method, null) is RuntimeMethodHandle handle ? handle.GetFunctionPointer() : 0;

    /// <summary>Makes the machine code of a method, unless there is some.</summary>
    internal static void Prepare(DynamicMethod method)
    {
        if (Descriptor?.Invoke(method, null) is RuntimeMethodHandle handle)
            RuntimeHelpers.PrepareMethod(handle);
    }

    /// <summary>Bytes of machine code of a method that has some; zero if it cannot be found.</summary>
    internal static int SizeOf(DynamicMethod method)
    {
        if (EntryOf(method) is not (not 0 and var start))
            return 0;
        List<Instruction> code = Decode(start);
        return (int)(code[^1].NextIP - code[0].IP);
    }

    /// <summary>Instructions that read or write the machine stack, apart from saving registers on entry.</summary>
    internal static int StackAccessesOf(DynamicMethod method)
    {
        if (EntryOf(method) is not (not 0 and var start))
            return 0;
        return Decode(start).FindAll(static instruction => instruction.MemoryBase is Register.RSP or Register.RBP && instruction.Mnemonic is not (Mnemonic.Lea or Mnemonic.Push or Mnemonic.Pop)).Count;
    }

    /// <summary>Instructions of the innermost loops. Branches backwards that leave a loop for a shared end are none.</summary>
    internal static int LoopInstructionsOf(DynamicMethod method) => EntryOf(method) is not 0 and var start ? MachineLoops.InnermostSize(Decode(start)) : 0;

    private static unsafe List<Instruction> Decode(nint start)
    {
        var address = (ulong)start;
        Decoder decoder = Decoder.Create(64, new PointerReader((byte*)start), address);
        var code = new List<Instruction>();
        ulong furthest = address;
        while (decoder.IP - address < LongestCode)
        {
            Instruction instruction = decoder.Decode();
            // A method may be reached through a jump stub that is patched when it is compiled again.
            if (code.Count == 0 && instruction.Mnemonic == Mnemonic.Jmp && instruction.IsIPRelativeMemoryOperand)
                return Decode(Marshal.ReadIntPtr((nint)instruction.IPRelativeMemoryAddress));
            if (instruction.IsInvalid)
                break;
            code.Add(instruction);
            if (IsLocalBranch(instruction, address))
                furthest = Math.Max(furthest, instruction.NearBranchTarget);
            if (instruction.FlowControl is FlowControl.Return or FlowControl.UnconditionalBranch or FlowControl.IndirectBranch or FlowControl.Interrupt or FlowControl.Exception && decoder.IP > furthest)
                break;
        }
        return code;
    }

    private static bool IsLocalBranch(in Instruction instruction, ulong start) =>
        instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch && instruction.NearBranchTarget - start < LongestCode;

    private static List<CodeLine> Print(List<Instruction> code, CodeMap map)
    {
        ulong start = code[0].IP;
        var labels = new SortedDictionary<ulong, string>();
        foreach (Instruction instruction in code)
        {
            if (IsLocalBranch(instruction, start))
                labels[instruction.NearBranchTarget] = "";
        }
        int number = 0;
        foreach (ulong target in new List<ulong>(labels.Keys))
            labels[target] = "M" + (number++).ToString(CultureInfo.InvariantCulture);

        var formatter = new NasmFormatter(new Labels(labels));
        formatter.Options.RipRelativeAddresses = false;
        var output = new StringOutput();
        var lines = new List<CodeLine>();
        for (int i = 0; i < code.Count; i++)
        {
            Instruction instruction = code[i];
            if (labels.TryGetValue(instruction.IP, out string? label))
                lines.Add(new CodeLine(label + ":", SourceSpan.None));
            formatter.Format(instruction, output);
            string text = "  " + (instruction.IP - start).ToString("x4", CultureInfo.InvariantCulture) + "  " + output.ToStringAndReset();
            (string? note, SourceSpan place) = Recognise(code, i, start, map);
            lines.Add(new CodeLine(note is null ? text : $"{text,-48}; {note}", place));
        }
        return lines;
    }

    /// <summary>What an instruction says about its origin, if anything.</summary>
    private static (string? Note, SourceSpan Place) Recognise(List<Instruction> code, int index, ulong start, CodeMap map)
    {
        Instruction instruction = code[index];
        if (IsLocalBranch(instruction, start))
        {
            return ExitAt(code, instruction.NearBranchTarget, map) is { } exit ? ("exit: " + exit.ReasonName, exit.Place) : (null, SourceSpan.None);
        }
        if (instruction.Mnemonic != Mnemonic.Mov || instruction.Op1Kind is not (OpKind.Immediate32 or OpKind.Immediate64))
            return (null, SourceSpan.None);
        if (instruction.Op0Kind == OpKind.Register && map.Exits.TryGetValue(instruction.GetImmediate(1), out ExitCount? counted))
            return ("count exit: " + counted.ReasonName, counted.Place);
        if (instruction.Op0Kind == OpKind.Register && map.Calls.TryGetValue(instruction.GetImmediate(1), out string? call))
            return ("run time: " + call, SourceSpan.None);
        bool isPositionStore = instruction.Op0Kind == OpKind.Memory && instruction.MemoryDisplacement64 == 0 && instruction.MemoryIndex == Register.None;
        if (isPositionStore && map.Sites.TryGetValue((int)instruction.GetImmediate(1), out SourceSpan place))
            return ("position", place);
        return (null, SourceSpan.None);
    }

    /// <summary>The exit whose stub begins at an address: the code from there to its end counts it.</summary>
    private static ExitCount? ExitAt(List<Instruction> code, ulong address, CodeMap map)
    {
        int at = code.FindIndex(instruction => instruction.IP == address);
        for (; at >= 0 && at < code.Count; at++)
        {
            Instruction instruction = code[at];
            if (instruction.Op1Kind == OpKind.Immediate64 && map.Exits.TryGetValue(instruction.GetImmediate(1), out ExitCount? exit))
                return exit;
            if (instruction.FlowControl != FlowControl.Next && instruction.FlowControl != FlowControl.Call)
                return null;
        }
        return null;
    }

    private sealed class Labels(SortedDictionary<ulong, string> names) : ISymbolResolver
    {
        public bool TryGetSymbol(in Instruction instruction, int operand, int instructionOperand, ulong address, int addressSize, out SymbolResult symbol)
        {
            bool known = names.TryGetValue(address, out string? name);
            symbol = known ? new SymbolResult(address, name!) : default;
            return known;
        }
    }

    private sealed unsafe class PointerReader(byte* at) : CodeReader
    {
        private byte* _at = at;

        public override int ReadByte() => *_at++;
    }
}
