using System.Reflection.Emit;
using Orus.Interp.Bytecode;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>Guards that fail on demand, to test the exits: nothing of it is emitted unless a debug option asks for it.</summary>
internal sealed partial class UnitEmitter
{
    /// <summary>Before an instruction that can raise: leaves for the interpreter to execute it, when it is its turn.</summary>
    private void EmitForcedExit(Instruction instruction)
    {
        // The second half of a test of a type's name or of a character: the string was never made.
        if (_plan.Forcing is null || !instruction.CanRaise || _plan.Types.TestOf(instruction) is not null || _plan.Characters.TextOf(instruction) is not null)
            return;
        ResumePoint resume = _plan.Code.ResumeOf(instruction);
        // In the middle of a group the interpreter would begin with an instruction that has been executed.
        if (resume.Pc >= 0 && resume.First == instruction)
            EmitForcedExit(ExitKey.AtInstruction(instruction, ExitReason.Forced));
    }

    private unsafe void EmitForcedExit(ExitKey key)
    {
        if (_plan.Forcing is not { } forcing)
            return;
        // When a counter that starts at n reaches zero, this is the nth time; one that starts at zero never does.
        long* counter = forcing.CounterOf(key, out long again);
        LoadPointer(counter);
        LoadPointer(counter);
        _il.Op(OpCodes.Ldind_I8);
        _il.Long(1);
        _il.Op(OpCodes.Sub);
        _il.Op(OpCodes.Stind_I8);
        LoadPointer(counter);
        _il.Op(OpCodes.Ldind_I8);
        Label goOn = _il.Label();
        _il.Branch(OpCodes.Brtrue, goOn);
        LoadPointer(counter);
        _il.Long(again);
        _il.Op(OpCodes.Stind_I8);
        _il.Branch(OpCodes.Br, ExitLabel(key));
        _il.Mark(goOn);
    }

    private unsafe void LoadPointer(long* pointer)
    {
        _il.Long((long)pointer);
        _il.Op(OpCodes.Conv_I);
    }
}
