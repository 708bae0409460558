using System;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using Iced.Intel;
using Decoder = Iced.Intel.Decoder;
using FlowControl = Iced.Intel.FlowControl;

namespace Orus.Tier2.MachineCode;

/// <summary>The machine code that RyuJIT made of a compiled unit, as text. It finds the code through a non-public member of <see cref="DynamicMethod"/>.</summary>
public static class MachineCodeView
{
    private static readonly MethodInfo? Descriptor = typeof(DynamicMethod).GetMethod("GetMethodDescriptor", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>No unit is larger; decoding stops here if the end is not recognised before.</summary>
    private const int LongestCode = 1 << 18;

    /// <summary>Disassembles a method that was compiled (its delegate was prepared or called).</summary>
    /// <param name="method">The method.</param>
    /// <returns>One instruction a line, addresses relative to the start; or a line that says why there is none.</returns>
    public static unsafe string Disassemble(DynamicMethod method)
    {
        nint start = EntryOf(method);
        return start == 0 ? "the machine code cannot be found in this version of .NET\n" : Disassemble((byte*)start, (ulong)start);
    }

    /// <summary>The address at which a method can be called; zero if this version of .NET does not tell.</summary>
    internal static nint EntryOf(DynamicMethod method) =>
        Descriptor?.Invoke(method, null) is RuntimeMethodHandle handle ? handle.GetFunctionPointer() : 0;

    private static unsafe string Disassemble(byte* start, ulong address)
    {
        var reader = new PointerReader(start);
        Decoder decoder = Decoder.Create(64, reader, address);
        var formatter = new NasmFormatter();
        formatter.Options.RipRelativeAddresses = false;
        var text = new StringBuilder();
        var output = new StringOutput();
        ulong furthest = address;
        bool followedStub = false;
        while (decoder.IP - address < LongestCode)
        {
            Instruction instruction = decoder.Decode();
            // A method may be reached through a jump stub that is patched when it is compiled again.
            if (!followedStub && text.Length == 0 && instruction.Mnemonic == Mnemonic.Jmp && instruction.IsIPRelativeMemoryOperand)
            {
                ulong target = (ulong)Marshal.ReadInt64((nint)instruction.IPRelativeMemoryAddress);
                followedStub = true;
                return Disassemble((byte*)target, target);
            }
            if (instruction.IsInvalid)
                break;
            formatter.Format(instruction, output);
            text.Append("  ").Append((instruction.IP - address).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)).Append("  ").Append(output.ToStringAndReset()).Append('\n');
            if (instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch && instruction.NearBranchTarget - address < LongestCode)
                furthest = Math.Max(furthest, instruction.NearBranchTarget);
            if (instruction.FlowControl is FlowControl.Return or FlowControl.UnconditionalBranch or FlowControl.IndirectBranch or FlowControl.Interrupt or FlowControl.Exception && decoder.IP > furthest)
                break;
        }
        return text.ToString();
    }

    private sealed unsafe class PointerReader(byte* at) : CodeReader
    {
        private byte* _at = at;

        public override int ReadByte() => *_at++;
    }
}
