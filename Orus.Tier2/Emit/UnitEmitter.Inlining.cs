using System.Collections.Generic;
using System.Reflection.Emit;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>Bodies of callees in the place of calls, see <see cref="CallInlining"/>.</summary>
internal sealed partial class UnitEmitter
{
    /// <summary>How the code that is emitted is entered and left.</summary>
    public UnitFrame Frame => _frame;

    private void EmitInlined(Instruction i, InlinedCall[] targets)
    {
        _plan.Specialization.NoteLeaving(i);
        _origin = i;
        EmitInstruction(new Instruction(IrOp.CheckDepth, IrType.None, i.Span) { Immediate = 1 });
        _origin = null;
        Label leave = Failure(i, ExitReason.TypeGuard);
        if (i.Op == IrOp.DynCall && KindsOf(i.A) != KindSet.Function)
            EmitKindTest(i.A, KindSet.Function, leave);
        Label done = _il.Label();
        for (int k = 0; k < targets.Length; k++)
        {
            Label next = k == targets.Length - 1 ? leave : _il.Label();
            EmitInlined(i, targets[k], next, leave, done);
            if (k < targets.Length - 1)
                _il.Mark(next);
        }
        _il.Mark(done);
    }

    /// <summary>One of the bodies.</summary>
    /// <param name="i">The call.</param>
    /// <param name="inlined">The body.</param>
    /// <param name="otherTarget">Where to go if the call has another target.</param>
    /// <param name="leave">Where to go if an argument has the wrong type.</param>
    /// <param name="done">Where the body returns to.</param>
    private void EmitInlined(Instruction i, InlinedCall inlined, Label otherTarget, Label leave, Label done)
    {
        LocalBuilder? closure = null;
        var arguments = new List<int>(i.Arguments!);
        switch (i.Op)
        {
            case IrOp.CallClosure or IrOp.DynCall:
                closure = EmitCalleeGuard(i.A, inlined, otherTarget);
                break;
            case IrOp.DynMethod:
                EmitLayoutGuard(i.A, inlined.Layout!, otherTarget);
                arguments.Insert(0, i.A);
                break;
            case IrOp.Call when i.A >= 0:
                closure = _il.Local(typeof(object));
                Load(i.A);
                _il.Store(closure);
                break;
        }
        int[] parameters = inlined.Callee.Code!.Ir.Parameters;
        var kinds = new Dictionary<int, KindSet>();
        for (int k = 0; k < parameters.Length; k++)
            kinds.Add(parameters[k], KindsOf(arguments[k]));
        var plan = new UnitPlan(inlined, _plan, kinds);
        var body = new UnitEmitter(_il, plan, new InlinedFrame(this, i, closure, done), _exits);
        OrusType[] types = _plan.Inlines.ParameterTypesOf(inlined);
        int first = 0;
        if (i.Op == IrOp.DynMethod)
        {
            // The layout says what the receiver is.
            _il.Load(Tag(i.A));
            body.Store(parameters[first++]);
        }
        for (int k = first; k < parameters.Length; k++)
            EmitParameter(body, parameters[k], types[k], arguments[k], leave);
        body.EmitBlocks();
    }

    /// <summary>Checks that a function value has the expected code, and keeps it.</summary>
    private LocalBuilder EmitCalleeGuard(int register, InlinedCall inlined, Label otherTarget)
    {
        LocalBuilder closure = _il.Local(typeof(object));
        LoadReferencePart(register, _plan.Function.TypeOf(register));
        _il.Store(closure);
        _il.Load(closure);
        _il.Field(OpCodes.Ldfld, RuntimeFields.FunctionCode);
        LoadObject(inlined.Callee);
        _il.Branch(OpCodes.Bne_Un, otherTarget);
        return closure;
    }

    /// <summary>Checks that a dynamic register holds a record of a layout.</summary>
    private void EmitLayoutGuard(int register, RecordLayout layout, Label otherwise)
    {
        if (ShapeOf(register) == layout)
            return;
        if (KindsOf(register) != KindSet.Record)
        {
            // The layout's own class is sealed, so that the test is one comparison.
            _il.Load(Tag(register));
            _il.TypeOp(OpCodes.Isinst, layout.New().GetType());
            _il.Branch(OpCodes.Brfalse, otherwise);
        }
        _il.Load(Tag(register));
        _il.Field(OpCodes.Ldfld, RuntimeFields.Layout);
        LoadObject(layout);
        _il.Branch(OpCodes.Bne_Un, otherwise);
    }

    /// <summary>Checks that a dynamic register holds a record of a layout, or an array of a type.</summary>
    private void EmitShapeTest(int register, object shape, Label otherwise)
    {
        if (shape is RecordLayout layout)
            EmitLayoutGuard(register, layout, otherwise);
        else
            EmitArrayGuard(register, (ArrayType)shape, otherwise);
    }

    /// <summary>Stores an argument to a parameter of the body, with the check that a dynamic call makes.</summary>
    private void EmitParameter(UnitEmitter body, int parameter, OrusType type, int argument, Label wrongType)
    {
        IrType to = IrTypes.Of(type);
        IrType from = _plan.Function.TypeOf(argument);
        if (to == IrType.Any)
        {
            TakeDynamic(body, parameter, this, argument);
            return;
        }
        if (from == IrType.Any && to == IrType.Ref)
        {
            LoadTag(argument);
            LoadObject(type);
            RuntimeCalls.IsInstance.Emit(_il);
            _il.Branch(OpCodes.Brfalse, wrongType);
            _il.Load(Tag(argument));
        }
        else if (from == IrType.Any)
        {
            KindSet kind = KindSets.Of(to);
            if (KindsOf(argument) != kind)
                EmitKindTest(argument, kind, wrongType);
            LoadAs(argument, to);
        }
        else
        {
            Load(argument);
        }
        body.Store(parameter);
    }

    /// <summary>Stores what an inlined body returns.</summary>
    public void TakeResult(Instruction call, UnitEmitter body, int register)
    {
        if (call.Dest < 0 || register < 0)
            return;
        if (_plan.Function.TypeOf(call.Dest) == IrType.Any)
        {
            TakeDynamic(this, call.Dest, body, register);
            return;
        }
        body.Load(register);
        Store(call.Dest);
    }

    /// <summary>Copies a register of one emitter to a dynamic register of another.</summary>
    private static void TakeDynamic(UnitEmitter to, int dest, UnitEmitter from, int source)
    {
        IrType type = from._plan.Function.TypeOf(source);
        IrType scalar = type == IrType.Any ? from.KindsOf(source).ScalarType() : type;
        if (scalar.IsScalar())
        {
            from.LoadAs(source, scalar);
            to.StoreDynamic(dest, scalar);
            return;
        }
        from.LoadReferencePart(source, type);
        to._il.Store(to.Tag(dest));
        if (type == IrType.Any)
            from.Load(source);
        else
            to._il.Long(0);
        to._il.Store(to.Value(dest));
    }

    /// <summary>Pushes the value of a register; of a dynamic one, which is known to hold that type, as the type.</summary>
    private void LoadAs(int register, IrType type)
    {
        _view = _plan.Function.TypeOf(register) == IrType.Any ? type : IrType.None;
        Load(register);
        _view = IrType.None;
    }
}
