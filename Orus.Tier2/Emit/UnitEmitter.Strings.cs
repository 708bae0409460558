using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Tier2.Exits;

namespace Orus.Tier2.Emit;

/// <summary>Characters of strings.</summary>
internal sealed partial class UnitEmitter
{
    private LocalBuilder? _character;

    private void EmitCharacter(Instruction i)
    {
        if ((i.Checks & Checks.Bounds) != 0)
        {
            Load(i.B);
            Load(i.A);
            _il.Field(OpCodes.Ldfld, RuntimeFields.StringLength);
            if (i.From == IrType.I64)
                _il.Op(OpCodes.Conv_I8);
            _il.Branch(OpCodes.Bge_Un, Failure(i, ExitReason.Bounds));
        }
        Load(i.A);
        if (!_plan.Characters.IsByte(i))
        {
            Load(i.B);
            if (i.From != IrType.I64)
                _il.Op(OpCodes.Conv_I8);
            RuntimeCalls.StringAt.Emit(_il);
            Store(i.Dest);
            return;
        }
        _il.Field(OpCodes.Ldfld, RuntimeFields.StringBytes);
        _il.Field(OpCodes.Ldflda, RuntimeFields.ArrayData);
        Load(i.A);
        _il.Field(OpCodes.Ldfld, RuntimeFields.StringStart);
        _il.Op(OpCodes.Conv_U);
        _il.Op(OpCodes.Add);
        Load(i.B);
        _il.Op(i.From == IrType.I64 ? OpCodes.Conv_I : OpCodes.Conv_U);
        _il.Op(OpCodes.Add);
        _il.Op(OpCodes.Ldind_U1);
        _il.Store(_character ??= _il.Local(typeof(int)));
    }

    private void EmitCharacterTest(Instruction i, byte[] text)
    {
        if (text.Length == 1)
        {
            _il.Load(_character!);
            _il.Int(text[0]);
            _il.Op(OpCodes.Ceq);
        }
        else
        {
            _il.Int(0);
        }
        Store(i.Dest);
    }
}
