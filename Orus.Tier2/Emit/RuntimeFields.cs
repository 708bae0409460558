using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>
/// Fields of run-time objects that emitted code accesses. Each is found when it is first needed: the first field of a type costs much more than the name, because reflection then looks at all of them.
/// </summary>
internal static class RuntimeFields
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static FieldInfo Count => field ??= Find(typeof(OrusArray), nameof(OrusArray.Count));
    public static FieldInfo ArrayType => field ??= Find(typeof(OrusArray), nameof(OrusArray.Type));
    public static FieldInfo AnyTag => field ??= Find(typeof(AnyValue), nameof(AnyValue.Tag));
    public static FieldInfo AnyBits => field ??= Find(typeof(AnyValue), nameof(AnyValue.Bits));
    public static FieldInfo StringLength => field ??= Find(typeof(OrusString), nameof(OrusString.Length));
    public static FieldInfo StringBytes => field ??= Find(typeof(OrusString), nameof(OrusString.Bytes));
    public static FieldInfo StringStart => field ??= Find(typeof(OrusString), nameof(OrusString.Start));
    public static FieldInfo Layout => field ??= Find(typeof(Record), nameof(Record.Layout));
    public static FieldInfo LayoutTag => field ??= Find(typeof(RecordLayout), nameof(RecordLayout.Tag));
    public static FieldInfo CellBits => field ??= Find(typeof(Cell), nameof(Cell.Bits));
    public static FieldInfo CellRef => field ??= Find(typeof(Cell), nameof(Cell.Ref));
    public static FieldInfo CellAssigned => field ??= Find(typeof(Cell), nameof(Cell.Assigned));
    public static FieldInfo Captures => field ??= Find(typeof(FunctionValue), nameof(FunctionValue.Captures));
    public static FieldInfo FunctionCode => field ??= Find(typeof(FunctionValue), nameof(FunctionValue.Code));
    public static FieldInfo NativeEntry => field ??= Find(typeof(RuntimeFunction), nameof(RuntimeFunction.NativeEntry));
    public static FieldInfo ReturningEntry => field ??= Find(typeof(RuntimeFunction), nameof(RuntimeFunction.ReturningEntry));
    public static FieldInfo CapturedBits => field ??= Find(typeof(CapturedSlot), nameof(CapturedSlot.Bits));
    public static FieldInfo CapturedRef => field ??= Find(typeof(CapturedSlot), nameof(CapturedSlot.Ref));
    public static FieldInfo Interrupt => field ??= Find(typeof(ExecutionContext), "_interrupt");
    public static FieldInfo Pool => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.Pool));
    public static FieldInfo Globals => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.Globals));
    public static FieldInfo GlobalBits => field ??= Find(typeof(GlobalSlot), nameof(GlobalSlot.Bits));
    public static FieldInfo GlobalRef => field ??= Find(typeof(GlobalSlot), nameof(GlobalSlot.Ref));
    public static FieldInfo GlobalAssigned => field ??= Find(typeof(GlobalSlot), nameof(GlobalSlot.Assigned));
    public static FieldInfo ResultBits => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.ResultBits));
    public static FieldInfo ResultRef => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.ResultRef));
    public static FieldInfo ExitBits => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.ExitBits));
    public static FieldInfo ExitRefs => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.ExitRefs));
    public static FieldInfo PendingError => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.PendingError));
    public static FieldInfo ActivationSlot => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.ActivationSlot));
    public static FieldInfo SlotLimit => field ??= Find(typeof(ExecutionContext), nameof(ExecutionContext.SlotLimit));

    /// <summary>Where the elements of any array begin: taking the address of this field in an array object, which only unverifiable code can do, needs no bounds check.</summary>
    public static FieldInfo ArrayData => field ??= Find(typeof(RawArray), nameof(RawArray.Data));

    private static FieldInfo ItemsI32 => field ??= Find(typeof(OrusArray<int>), "Items");
    private static FieldInfo ItemsU32 => field ??= Find(typeof(OrusArray<uint>), "Items");
    private static FieldInfo ItemsI64 => field ??= Find(typeof(OrusArray<long>), "Items");
    private static FieldInfo ItemsU64 => field ??= Find(typeof(OrusArray<ulong>), "Items");
    private static FieldInfo ItemsF64 => field ??= Find(typeof(OrusArray<double>), "Items");
    private static FieldInfo ItemsBool => field ??= Find(typeof(OrusArray<byte>), "Items");
    private static FieldInfo ItemsRef => field ??= Find(typeof(OrusArray<object?>), "Items");
    private static FieldInfo ItemsAny => field ??= Find(typeof(OrusArray<AnyValue>), "Items");

    /// <summary>The backing store of arrays with elements of this register type.</summary>
    public static FieldInfo Items(IrType element) => element switch
    {
        IrType.I32 => ItemsI32,
        IrType.U32 => ItemsU32,
        IrType.I64 => ItemsI64,
        IrType.U64 => ItemsU64,
        IrType.F64 => ItemsF64,
        IrType.Bool => ItemsBool,
        IrType.Any => ItemsAny,
        _ => ItemsRef,
    };

    private static FieldInfo Find(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.NonPublicFields)] Type type, string name) =>
        type.GetField(name, Instance) ?? throw new MissingFieldException(type.Name, name);

    /// <summary>The layout that all one-dimensional arrays have in memory: length, then the elements. Instances never exist. A test holds the layout.</summary>
    internal sealed class RawArray
    {
#pragma warning disable CS0649 // Only emitted code uses them.
        public ulong Length;
        public byte Data;
#pragma warning restore CS0649
    }
}
