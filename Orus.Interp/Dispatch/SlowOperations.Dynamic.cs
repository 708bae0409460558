using System.Runtime.CompilerServices;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Interp.Operations;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

internal static unsafe partial class SlowOperations
{
    private static int ExecuteDynamic(ExecutionContext context, ref Operands at, ulong word, ref long r)
    {
        Opcode opcode = Words.OpcodeOf(at.Instruction);
        switch (opcode)
        {
            case >= Opcode.UnboxI32 and <= Opcode.UnboxBool:
                TypeTest.Check(at.AnyB, TypeTag.Of((TypeKind)((int)TypeKind.I32 + (opcode - Opcode.UnboxI32))).Type);
                at.BitsA = at.BitsB;
                return 0;
            case Opcode.UnboxRef:
                TypeTest.Check(at.AnyB, (OrusType)context.Pool[word]!);
                at.RefA = at.RefB;
                return 1;
            case Opcode.CheckInteger:
                at.BitsA = DynamicAccess.Integer(at.AnyB);
                return 0;
            case Opcode.DynBinary:
                at.SetAnyA(DynamicArithmetic.Binary((BinaryOperator)(byte)word, (LiteralSides)(word >> 8), at.AnyB, at.AnyC));
                return 1;
            case Opcode.DynCompare:
                at.BitsA = DynamicArithmetic.Binary((BinaryOperator)(byte)word, (LiteralSides)(word >> 8), at.AnyB, at.AnyC).Bits;
                return 1;
            case Opcode.DynNeg:
                at.SetAnyA(DynamicArithmetic.Negate(at.AnyB));
                return 0;
            case Opcode.DynNot:
                at.BitsA = DynamicArithmetic.Not(at.AnyB) ? 1 : 0;
                return 0;
            case Opcode.DynCondition:
                at.BitsA = DynamicArithmetic.Condition(at.AnyB) ? 1 : 0;
                return 0;
            case Opcode.DynIsBool:
                at.BitsA = DynamicArithmetic.IsBool(at.AnyB) ? 1 : 0;
                return 0;
            case Opcode.DynAnd:
            case Opcode.DynOr:
                at.SetAnyA(DynamicArithmetic.Bitwise(opcode == Opcode.DynOr, at.AnyB, at.AnyC));
                return 0;
            case Opcode.DynCast:
                at.SetValueA((IrType)at.C, Casts.Convert(at.AnyB, (OrusType)context.Pool[word]!));
                return 1;
            case Opcode.DynIndex:
                at.SetAnyA(DynamicAccess.Index(at.AnyB, at.AnyC));
                return 0;
            case Opcode.DynStoreIndex:
                DynamicAccess.StoreIndex(at.AnyA, at.AnyB, at.AnyC);
                return 0;
            case Opcode.DynSlice:
                at.SetAnyA(DynamicSlice(at.AnyB, word, ref r));
                return 1;
            case Opcode.DynLen:
                at.BitsA = DynamicAccess.Length(at.AnyB);
                return 0;
            case Opcode.DynTypeOf:
                at.RefA = TypeTest.TypeOf(at.AnyB);
                return 0;
            case Opcode.DynRepeat:
                at.SetAnyA(DynamicArithmetic.Repeat(at.AnyB, at.AnyC));
                return 0;
            case Opcode.DynField:
                at.SetAnyA(DynamicAccess.Field(at.AnyB, (string)context.Pool[word]!));
                return 1;
            case Opcode.DynStoreField:
                DynamicAccess.StoreField(at.AnyA, (string)context.Pool[word]!, at.AnyB);
                return 1;
            case Opcode.DynTag:
                at.BitsA = at.RefB is Record record && ReferenceEquals(record.Layout.Enum, context.Pool[word]) ? record.Layout.Tag : -1;
                return 1;
            case Opcode.DynPush:
                DynamicAccess.Push(at.AnyA, at.AnyB);
                return 0;
            case Opcode.DynPop:
                at.SetAnyA(DynamicAccess.Pop(at.AnyB));
                return 0;
            default:
                at.RefA = DynamicAccess.Iterate(at.AnyB);
                return 0;
        }
    }

    private static AnyValue DynamicSlice(AnyValue target, ulong word, ref long r)
    {
        int start = (ushort)word;
        int end = (ushort)(word >> 16);
        long from = start == Words.NoSlot ? 0 : Unsafe.Add(ref r, start);
        return end == Words.NoSlot ? DynamicAccess.SliceFrom(target, from) : DynamicAccess.Slice(target, from, Unsafe.Add(ref r, end));
    }

    private static int DynamicCall(ExecutionContext context, Operands at, ref ulong words)
    {
        int slot = (ushort)words;
        FunctionValue callee = DynamicAccess.Callee(at.Value(slot, IrType.Any));
        return EnterDynamically(context, at, ref words, context.FunctionOf(callee.Function), callee, callee.Signature.Parameters, withReceiver: false);
    }

    private static int DynamicMethod(ExecutionContext context, Operands at, ref ulong words)
    {
        AnyValue receiver = at.Argument(Arguments(ref words, 1));
        var name = (string)context.Pool[(uint)words]!;
        TypedFunction? method = DynamicAccess.Method(receiver, name, out FunctionValue? field);
        if (method is null)
            return EnterDynamically(context, at, ref words, context.FunctionOf(field!.Function), field, field.Signature.Parameters, withReceiver: false);
        return EnterDynamically(context, at, ref words, context.FunctionOf(method), null, context.ParameterTypesOf(method), withReceiver: true);
    }

    /// <summary>
    /// Enters a callee with arguments of type <c>any</c>, checked against its parameters; <see cref="Opcode.DynResult"/> finds the callee in the slot above bit 32 of the first word.
    /// Argument 0 is the receiver of a method; a function that was found in a field does not take it.
    /// </summary>
    private static int EnterDynamically(ExecutionContext context, Operands at, ref ulong words, RuntimeFunction callee, FunctionValue? closure, OrusType[] parameters, bool withReceiver)
    {
        bool isMethod = Words.OpcodeOf(at.Instruction) == Opcode.DynMethod;
        int first = isMethod && !withReceiver ? 1 : 0;
        int count = at.B - first;
        if (count != parameters.Length)
        {
            int receivers = withReceiver ? 1 : 0;
            throw Errors.Raise.ArgumentCount(parameters.Length - receivers, count - receivers);
        }
        ref uint arguments = ref Arguments(ref words, 1);
        for (int i = 0; i < count; i++)
            TypeTest.Check(at.Argument(Unsafe.Add(ref arguments, first + i)), parameters[i]);
        context.EnsureCode(callee);
        at.RefAt((ushort)(words >> 32)) = callee;
        if (!context.PushFrame(callee))
            return Entered;
        FrameView frame = context.TopView;
        for (int i = 0; i < count; i++)
        {
            AnyValue argument = at.Argument(Unsafe.Add(ref arguments, first + i));
            IrType type = IrTypes.Of(parameters[i]);
            if (type.UsesBits())
                frame.Bits[i] = argument.Bits;
            if (type.UsesRefs())
                Unsafe.Add(ref frame.Refs, i) = argument.Tag;
        }
        if (closure is not null)
            Unsafe.Add(ref frame.Refs, count) = closure;
        return Entered;
    }

    /// <summary>Boxes the raw result of a dynamic call, by the result type of the function that gave it.</summary>
    private static void BoxResult(Operands at)
    {
        var callee = Unsafe.As<RuntimeFunction>(at.RefB)!;
        at.RefB = null;
        switch (callee.Result)
        {
            case IrType.None:
                throw Errors.Raise.MissingResult(callee.Name);
            case IrType.Ref:
                at.BitsA = 0;
                break;
            case IrType.Any:
                break;
            default:
                at.RefA = TypeTag.Of(KindOf(callee.Result));
                break;
        }
    }
}
