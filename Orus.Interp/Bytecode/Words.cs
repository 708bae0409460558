using System.Runtime.CompilerServices;

namespace Orus.Interp.Bytecode;

/// <summary>The layout of instruction words: opcode and operands a, b, c of 16 bits each from the low end; in the wide form b and c are one 32-bit operand.</summary>
internal static class Words
{
    /// <summary>A slot operand of a following word that stands for "absent".</summary>
    public const int NoSlot = 0xFFFF;

    public static ulong Make(Opcode opcode, int a, int b, int c) => (ushort)opcode | ((ulong)(ushort)a << 16) | ((ulong)(ushort)b << 32) | ((ulong)(ushort)c << 48);

    public static ulong MakeWide(Opcode opcode, int a, int wide) => (ushort)opcode | ((ulong)(ushort)a << 16) | ((ulong)(uint)wide << 32);

    /// <summary>The word of a loop instruction: remaining budget (counted down in place), loop index, step.</summary>
    public static ulong MakeLoop(int budget, int loop, int step) => (uint)budget | ((ulong)(ushort)loop << 32) | ((ulong)(ushort)step << 48);

    /// <summary>The instruction word with another opcode.</summary>
    public static ulong WithOpcode(ulong word, Opcode opcode) => (word & ~(ulong)ushort.MaxValue) | (ushort)opcode;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Opcode OpcodeOf(ulong word) => (Opcode)(ushort)word;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int A(ulong word) => (ushort)(word >> 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int B(ulong word) => (ushort)(word >> 32);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int C(ulong word) => (int)(word >> 48);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Wide(ulong word) => (int)(word >> 32);
}
