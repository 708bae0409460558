using System;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Emit;

/// <summary>
/// Fields of run-time objects that emitted code accesses. Finding a field by name costs milliseconds the first time in a process, so this class is touched first by
/// the warm-up on the compiler thread (<see cref="Planning.TierController"/>), not by the interpreter.
/// </summary>
internal static class RuntimeFields
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static readonly FieldInfo Count = Find(typeof(OrusArray), nameof(OrusArray.Count));
    public static readonly FieldInfo AnyTag = Find(typeof(AnyValue), nameof(AnyValue.Tag));
    public static readonly FieldInfo AnyBits = Find(typeof(AnyValue), nameof(AnyValue.Bits));
    public static readonly FieldInfo StringLength = Find(typeof(OrusString), nameof(OrusString.Length));
    public static readonly FieldInfo Layout = Find(typeof(Record), nameof(Record.Layout));
    public static readonly FieldInfo LayoutTag = Find(typeof(RecordLayout), nameof(RecordLayout.Tag));
    public static readonly FieldInfo CellBits = Find(typeof(Cell), nameof(Cell.Bits));
    public static readonly FieldInfo CellRef = Find(typeof(Cell), nameof(Cell.Ref));
    public static readonly FieldInfo CellAssigned = Find(typeof(Cell), nameof(Cell.Assigned));
    public static readonly FieldInfo Captures = Find(typeof(FunctionValue), nameof(FunctionValue.Captures));
    public static readonly FieldInfo FunctionCode = Find(typeof(FunctionValue), nameof(FunctionValue.Code));
    public static readonly FieldInfo NativeEntry = Find(typeof(RuntimeFunction), nameof(RuntimeFunction.NativeEntry));
    public static readonly FieldInfo ReturningEntry = Find(typeof(RuntimeFunction), nameof(RuntimeFunction.ReturningEntry));
    public static readonly FieldInfo CapturedBits = Find(typeof(CapturedSlot), nameof(CapturedSlot.Bits));
    public static readonly FieldInfo CapturedRef = Find(typeof(CapturedSlot), nameof(CapturedSlot.Ref));
    public static readonly FieldInfo Interrupt = Find(typeof(ExecutionContext), "_interrupt");
    public static readonly FieldInfo Pool = Find(typeof(ExecutionContext), nameof(ExecutionContext.Pool));
    public static readonly FieldInfo Globals = Find(typeof(ExecutionContext), nameof(ExecutionContext.Globals));
    public static readonly FieldInfo GlobalBits = Find(typeof(GlobalSlot), nameof(GlobalSlot.Bits));
    public static readonly FieldInfo GlobalRef = Find(typeof(GlobalSlot), nameof(GlobalSlot.Ref));
    public static readonly FieldInfo GlobalAssigned = Find(typeof(GlobalSlot), nameof(GlobalSlot.Assigned));
    public static readonly FieldInfo ResultBits = Find(typeof(ExecutionContext), nameof(ExecutionContext.ResultBits));
    public static readonly FieldInfo ResultRef = Find(typeof(ExecutionContext), nameof(ExecutionContext.ResultRef));
    public static readonly FieldInfo ExitBits = Find(typeof(ExecutionContext), nameof(ExecutionContext.ExitBits));
    public static readonly FieldInfo ExitRefs = Find(typeof(ExecutionContext), nameof(ExecutionContext.ExitRefs));
    public static readonly FieldInfo PendingError = Find(typeof(ExecutionContext), nameof(ExecutionContext.PendingError));
    public static readonly FieldInfo ActivationSlot = Find(typeof(ExecutionContext), nameof(ExecutionContext.ActivationSlot));
    public static readonly FieldInfo SlotLimit = Find(typeof(ExecutionContext), nameof(ExecutionContext.SlotLimit));

    /// <summary>Where the elements of any array begin: taking the address of this field in an array object, which only unverifiable code can do, needs no bounds check.</summary>
    public static readonly FieldInfo ArrayData = Find(typeof(RawArray), nameof(RawArray.Data));

    private static readonly FieldInfo ItemsI32 = Find(typeof(OrusArray<int>), "Items");
    private static readonly FieldInfo ItemsU32 = Find(typeof(OrusArray<uint>), "Items");
    private static readonly FieldInfo ItemsI64 = Find(typeof(OrusArray<long>), "Items");
    private static readonly FieldInfo ItemsU64 = Find(typeof(OrusArray<ulong>), "Items");
    private static readonly FieldInfo ItemsF64 = Find(typeof(OrusArray<double>), "Items");
    private static readonly FieldInfo ItemsBool = Find(typeof(OrusArray<byte>), "Items");
    private static readonly FieldInfo ItemsRef = Find(typeof(OrusArray<object?>), "Items");
    private static readonly FieldInfo ItemsAny = Find(typeof(OrusArray<AnyValue>), "Items");

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
