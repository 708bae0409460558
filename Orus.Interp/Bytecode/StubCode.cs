using System;
using System.Runtime.InteropServices;

namespace Orus.Interp.Bytecode;

/// <summary>Instructions that belong to no function.</summary>
internal static unsafe class StubCode
{
    private static readonly ulong[] Words = MakeWords();

    /// <summary>The instruction alone. Before it stands the word of a call without following words, whose result goes to slot 0: what a frame that stands here seems to wait for.</summary>
    public static ulong* Make(Opcode opcode) => (ulong*)Marshal.UnsafeAddrOfPinnedArrayElement(Words, opcode switch
    {
        Opcode.CompileFunction => 1,
        Opcode.EnterCompiled => 2,
        _ => 4,
    });

    private static ulong[] MakeWords()
    {
        ulong[] words = GC.AllocateUninitializedArray<ulong>(5, pinned: true);
        words[0] = 0;
        words[1] = Bytecode.Words.Make(Opcode.CompileFunction, 0, 0, 0);
        words[2] = Bytecode.Words.Make(Opcode.EnterCompiled, 0, 0, 0);
        words[3] = Bytecode.Words.Make(Opcode.Call, 0, 0, 0);
        words[4] = Bytecode.Words.Make(Opcode.ExitRun, 0, 0, 0);
        return words;
    }
}
