using System.Reflection.Emit;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>
/// An activation of a function inside the code of its caller, which is the same function: a position slot of its own, exits of its own, but neither a call nor a return. An exit has the interpreter run the activation
/// to its end, as that of a called one does; then the caller goes on with the result.
/// </summary>
/// <param name="function">The function.</param>
/// <param name="caller">The emitter of the code around.</param>
/// <param name="call">The call.</param>
/// <param name="done">Where the caller goes on.</param>
internal sealed class NestedFrame(CompiledFunction function, UnitEmitter caller, Instruction call, Label done) : FunctionFrame(function, caller.Plan.Function)
{
    /// <summary>How many activations of a function's code a frame is inside of.</summary>
    public static int LevelOf(UnitFrame frame) => frame is NestedFrame nested ? nested._level : 0;

    private readonly int _level = LevelOf(caller.Frame) + 1;

    public override void EmitEntry(UnitEmitter emitter) => EmitActivation(emitter);

    public override void LoadSlotPointer(UnitEmitter emitter)
    {
        caller.Frame.LoadSlotPointer(caller);
        emitter.Il.Int(sizeof(int));
        emitter.Il.Op(OpCodes.Add);
    }

    protected override void EmitResult(UnitEmitter emitter)
    {
        caller.StoreResult(call, Compiled.Result);
        emitter.Il.Branch(OpCodes.Br, done);
    }
}
