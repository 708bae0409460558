using System;
using System.Runtime.CompilerServices;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Builtins;
using Orus.Interp.Bytecode;
using Orus.Interp.Operations;
using Orus.Interp.Text;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Interp.Dispatch;

/// <summary>
/// The operations that the dispatch loop leaves to a call, and the rare sides of those it does itself. They report errors by exceptions; the position is saved before.
/// </summary>
internal static unsafe partial class SlowOperations
{
    /// <summary>Result of <see cref="Execute"/> when another frame, or another position, is on top now.</summary>
    public const int Entered = -1;

    /// <summary>Executes one instruction; <paramref name="words"/> is what follows its first word. Returns how many words to skip.</summary>
    public static int Execute(ExecutionContext context, ulong ins, ref ulong words, ref long r, ref object? o)
    {
        var at = new Operands(ins, ref r, ref o);
        switch (Words.OpcodeOf(ins))
        {
            case Opcode.F64ToI32:
                at.BitsA = Casts.FromF64(TypeKind.I32, BitConverter.Int64BitsToDouble(at.BitsB));
                return 0;
            case Opcode.F64ToI64:
                at.BitsA = Casts.FromF64(TypeKind.I64, BitConverter.Int64BitsToDouble(at.BitsB));
                return 0;
            case Opcode.ConvertChecked:
                at.BitsA = Casts.Convert(KindOf((IrType)(at.C & 0xFF)), KindOf((IrType)(at.C >> 8)), at.BitsB);
                return 0;
            case Opcode.CheckDepth:
                // The limit is also taken away for an interrupt.
                context.Poll();
                if (at.A > context.RemainingDepth)
                    throw Errors.Raise.StackOverflow(context.MaxDepth);
                return 0;
            case Opcode.RangeLast:
                at.BitsA = RangeLast(words, at.BitsB, at.BitsC, ref r);
                return 1;
            case Opcode.StringConcat:
                at.RefA = OrusString.Concat(Unsafe.As<OrusString>(at.RefB)!, Unsafe.As<OrusString>(at.RefC)!);
                return 0;
            case Opcode.StringCompare:
                at.BitsA = OrusString.Compare(Unsafe.As<OrusString>(at.RefB)!, Unsafe.As<OrusString>(at.RefC)!);
                return 0;
            case Opcode.EqualRefs:
                at.BitsA = Equality.AreEqual(at.RefB!, at.RefC!) ? 1 : 0;
                return 0;
            case Opcode.EqualAny:
                at.BitsA = Equality.AreEqual(at.AnyB, at.AnyC) ? 1 : 0;
                return 0;
            case Opcode.ToText:
                at.RefA = ValueText.Of(at.ValueB((IrType)at.C));
                return 0;
            case >= Opcode.UnboxI32 and <= Opcode.DynIterate:
                return ExecuteDynamic(context, ref at, words, ref r);
            case Opcode.DynRange:
                at.RefA = DynamicAccess.Range(at.AnyB, at.AnyC, OptionalAny(words, ref r, ref o), (words >> 16 & 1) != 0, (LiteralSides)(words >> 24 & 3));
                return 1;
            case Opcode.NewArray:
                at.RefA = NewArray(context, at, ref words);
                return at.C;
            case Opcode.NewFill:
                at.RefA = OrusArray.Fill((ArrayType)context.Pool[Unsafe.Add(ref words, 1)]!, at.ValueB((IrType)at.C), (long)words);
                return 2;
            case Opcode.ArrayRepeat:
                at.RefA = Unsafe.As<OrusArray>(at.RefB)!.Repeat(at.BitsC);
                return 0;
            case Opcode.ArraySlice:
                at.RefA = Slice(Unsafe.As<OrusArray>(at.RefB)!, words, ref r);
                return 1;
            case >= Opcode.Push32 and <= Opcode.PushAny:
                Push(at);
                return 0;
            case Opcode.NewRecord:
                at.RefA = NewRecord(context, at, ref words);
                return at.C;
            case Opcode.NewCell:
                at.RefA = new Cell((string?)context.Pool[words] ?? "");
                return 1;
            case Opcode.MakeClosure:
                at.RefA = MakeClosure(context, at, ref words);
                return at.C;
            case Opcode.HasNext:
                at.BitsA = Unsafe.As<Iterator>(at.RefB)!.HasNext ? 1 : 0;
                return 0;
            case Opcode.NextBits:
                at.BitsA = Unsafe.As<RangeIterator>(at.RefB)!.NextBits();
                return 0;
            case Opcode.NextAny:
                at.SetAnyA(Unsafe.As<Iterator>(at.RefB)!.Next());
                return 0;
            case Opcode.Builtin:
                CallBuiltin(context, at, ref words);
                return at.C;
            case Opcode.Print:
                Print(context, at, ref words);
                return at.C;
            case Opcode.DynCall:
                return DynamicCall(context, at, ref words);
            case Opcode.DynMethod:
                return DynamicMethod(context, at, ref words);
            case Opcode.DynResult:
                BoxResult(at);
                return 0;
            default:
                throw FailureOf(context, ins, words, at);
        }
    }

    /// <summary>The error of an instruction that can only have come here because its check failed.</summary>
    private static Exception FailureOf(ExecutionContext context, ulong ins, ulong words, Operands at)
    {
        switch (Words.OpcodeOf(ins))
        {
            case Opcode.CheckGlobal:
            case Opcode.CheckAssigned:
                return Errors.Raise.Unassigned((string)context.Pool[words]!);
            case Opcode.CheckCell:
                return Errors.Raise.Unassigned(Unsafe.As<Cell>(at.RefA)!.Name);
            case Opcode.Raise:
                string name = context.Pool[words] as string ?? "";
                return (RaiseReason)at.A switch
                {
                    RaiseReason.MissingResult => Errors.Raise.MissingResult(name),
                    RaiseReason.UnassignedVariable => Errors.Raise.Unassigned(name),
                    _ => Errors.Raise.ArrayIndex(),
                };
            default:
                return new InvalidOperationException("no such instruction: " + Words.OpcodeOf(ins));
        }
    }

    private static TypeKind KindOf(IrType type) => TypeKind.I32 + (type - IrType.I32);

    /// <summary>The word holds step slot, step type, inclusiveness.</summary>
    private static long RangeLast(ulong word, long start, long end, ref long r)
    {
        long step = Unsafe.Add(ref r, (nint)(ushort)word);
        if (step == 0)
            throw Errors.Raise.RangeStep();
        TypeKind stepKind = KindOf((IrType)(byte)(word >> 24));
        TypeKind kind = KindOf((IrType)(byte)(word >> 32));
        bool inclusive = (word >> 16 & 1) != 0;
        bool up = RangeMath.CountsUp(stepKind, step);
        return RangeMath.IsEmpty(kind, up, start, end, inclusive) ? start : RangeMath.Last(up, start, end, step, inclusive);
    }

    private static AnyValue? OptionalAny(ulong word, ref long r, ref object? o)
    {
        int slot = (ushort)word;
        return slot == Words.NoSlot ? null : new AnyValue(Unsafe.Add(ref o, slot), Unsafe.Add(ref r, slot));
    }

    private static OrusArray Slice(OrusArray array, ulong word, ref long r)
    {
        int start = (ushort)word;
        int end = (ushort)(word >> 16);
        long from = start == Words.NoSlot ? 0 : Unsafe.Add(ref r, start);
        return end == Words.NoSlot ? array.SliceFrom(from) : array.Slice(from, Unsafe.Add(ref r, end));
    }

    private static void Push(Operands at)
    {
        var array = Unsafe.As<OrusArray>(at.RefA)!;
        array.PushAny(new AnyValue(at.RefB, at.BitsB));
    }

    private static OrusArray NewArray(ExecutionContext context, Operands at, ref ulong words)
    {
        OrusArray array = OrusArray.Create((ArrayType)context.Pool[words]!, at.B);
        ref uint arguments = ref Arguments(ref words, 1);
        for (int i = 0; i < at.B; i++)
            array.PushAny(at.Argument(Unsafe.Add(ref arguments, i)));
        return array;
    }

    private static Record NewRecord(ExecutionContext context, Operands at, ref ulong words)
    {
        RecordLayout layout = Unsafe.As<RecordLayout>(context.Pool[words])!;
        Record record = layout.New();
        ref uint arguments = ref Arguments(ref words, 1);
        RecordSlot[] slots = layout.Slots;
        for (int i = 0; i < slots.Length; i++)
        {
            ref readonly RecordSlot slot = ref slots[i];
            int operand = (ushort)Unsafe.Add(ref arguments, i);
            if (slot.RefOffset >= 0)
                record.RefAt(slot.RefOffset) = at.RefAt(operand);
            if (slot.BitsOffset >= 0)
                record.BitsAt(slot.BitsOffset) = at.BitsAt(operand);
        }
        return record;
    }

    private static FunctionValue MakeClosure(ExecutionContext context, Operands at, ref ulong words)
    {
        var function = (Engine.RuntimeFunction)context.Pool[words]!;
        var captures = new CapturedSlot[at.B];
        ref uint arguments = ref Arguments(ref words, 1);
        for (int i = 0; i < captures.Length; i++)
        {
            uint argument = Unsafe.Add(ref arguments, i);
            var type = (IrType)(argument >> 16);
            if (type.UsesBits())
                captures[i].Bits = at.BitsAt((ushort)argument);
            if (type.UsesRefs())
                captures[i].Ref = at.RefAt((ushort)argument);
        }
        return new FunctionValue(function.Source!, function.Source!.Signature!, captures) { Code = function };
    }

    private static void CallBuiltin(ExecutionContext context, Operands at, ref ulong words)
    {
        AnyValue[] arguments = context.Collect(at, ref Arguments(ref words, 1));
        int element = (int)(words >> 32) - 1;
        AnyValue result = BuiltinFunctions.Call((BuiltinFunction)(byte)words, arguments.AsSpan(0, at.B), element < 0 ? null : (OrusType)context.Pool[element]!, context.Environment);
        context.Release(arguments, at.B);
        at.SetValueA((IrType)(byte)(words >> 8), result);
    }

    private static void Print(ExecutionContext context, Operands at, ref ulong words)
    {
        AnyValue[] arguments = context.Collect(at, ref Arguments(ref words, 1));
        ValueText.Print(context.Environment.Output, (PrintPiece[])context.Pool[words]!, arguments);
        context.Release(arguments, at.B);
    }

    /// <summary>The argument list, which begins some words after the first of the following ones.</summary>
    private static ref uint Arguments(ref ulong words, int skip) => ref Unsafe.As<ulong, uint>(ref Unsafe.Add(ref words, skip));
}
