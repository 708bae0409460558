using System;
using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>The body of a callee in the place of a call: results go to the caller's register, and every exit is taken at the call.</summary>
/// <param name="caller">The emitter of the code around.</param>
/// <param name="call">The call.</param>
/// <param name="closure">The callee's closure; null if it has no captures.</param>
/// <param name="done">Where the caller goes on.</param>
internal sealed class InlinedFrame(UnitEmitter caller, Instruction call, LocalBuilder? closure, Label done) : UnitFrame
{
    public override int ContextArgument => caller.Frame.ContextArgument;

    public override bool IsInlined => true;

    public override Label Leave(ExitReason reason) => caller.Failure(call, reason);

    public override void EmitEntry(UnitEmitter emitter) => throw Misused();

    public override void EmitExit(UnitEmitter emitter, ExitDescriptor exit) => throw Misused();

    public override void EmitStep(UnitEmitter emitter, Instruction instruction) => throw Misused();

    public override Label ErrorLabel(UnitEmitter emitter, Instruction instruction) => throw Misused();

    public override void MarkTop(UnitEmitter emitter) => throw Misused();

    public override void EmitReturn(UnitEmitter emitter, Instruction instruction)
    {
        caller.TakeResult(call, emitter, instruction.A);
        emitter.Il.Branch(OpCodes.Br, done);
    }

    public override void LoadSlotPointer(UnitEmitter emitter)
    {
        caller.Frame.LoadSlotPointer(caller);
        emitter.Il.Int(sizeof(int));
        emitter.Il.Op(OpCodes.Add);
    }

    public override void LoadClosure(UnitEmitter emitter) => emitter.Il.Load(closure!);

    public override void LoadConstantObject(UnitEmitter emitter, int index) => caller.Frame.LoadConstantObject(caller, index);

    private static InvalidOperationException Misused() => new("the body of an inlined call has no frame");
}
