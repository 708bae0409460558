using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>How compiled code treats the operands of a dynamic operation.</summary>
/// <param name="A">Kinds of the first operand that it handles in place.</param>
/// <param name="B">Kinds of the second.</param>
/// <param name="Leaves">Whether other kinds leave compiled code; if not, the run time does the operation for them.</param>
internal readonly record struct Expectation(KindSet A, KindSet B, bool Leaves);

/// <summary>
/// What a unit assumes about dynamic values, taken from the trace of its loop or function. Without a trace it assumes nothing: each operation handles the common kinds in place and calls the run time for the others.
/// </summary>
internal sealed class Specialization
{
    /// <summary>Kinds that are handled in place where nothing tells what to expect.</summary>
    private const KindSet Common = KindSet.I32 | KindSet.I64 | KindSet.F64 | KindSet.Bool | KindSet.String | KindSet.Array;

    private readonly LoopTrace? _trace;
    private readonly Dictionary<int, KindSet>? _parameterKinds;
    private readonly BitSet? _used;
    private readonly BitSet? _shaped;
    private readonly List<Instruction> _leaving = [];

    /// <param name="plan">The unit.</param>
    /// <param name="trace">The trace of its loop, or null.</param>
    /// <param name="parameterKinds">Of a body that is inlined: the kinds of its arguments.</param>
    public Specialization(UnitPlan plan, LoopTrace? trace, Dictionary<int, KindSet>? parameterKinds)
    {
        _trace = trace;
        _parameterKinds = parameterKinds;
        if (trace is null || plan.Loop is null)
            return;
        _used = new BitSet(plan.Function.Registers.Count);
        _shaped = new BitSet(plan.Function.Registers.Count);
        foreach (Block block in plan.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                {
                    // The type of a boxed value is known without a check.
                    if (plan.Function.TypeOf(register) == IrType.Any && plan.Analysis.Definitions.Of(register) is not { Op: IrOp.Box })
                        _used.Add(register);
                }
                if (instruction.A >= 0 && UsesShape(instruction) && !plan.IsDefined(instruction.A))
                    _shaped.Add(instruction.A);
            }
        }
    }

    /// <summary>Does a loop, or a whole function, have dynamic values or callees, so that a trace of it tells something?</summary>
    public static bool NeedsTrace(FunctionAnalysis analysis, Loop? region)
    {
        for (int index = 0; index < analysis.Cfg.Blocks.Length; index++)
        {
            if (region is not null && !analysis.Loops.Contains(region, index))
                continue;
            foreach (Instruction instruction in analysis.Cfg.Blocks[index].Code)
            {
                if (LoopTrace.IsTraced(instruction))
                    return true;
            }
        }
        return false;
    }

    /// <summary>Operations that leave the unit for operands or callees they do not expect.</summary>
    public IReadOnlyList<Instruction> Leaving => _leaving;

    public void NoteLeaving(Instruction instruction) => _leaving.Add(instruction);

    /// <summary>What is known of a register on entry without any check: the arguments of an inlined body.</summary>
    public KindSet ParameterKindOf(int register) => _parameterKinds?.GetValueOrDefault(register, KindSet.Any) ?? KindSet.Any;

    /// <summary>The one kind that a register is checked to have when the unit is entered; None if it is not checked.</summary>
    public KindSet EntryKindOf(int register) =>
        _used is not null && _used[register] && _trace!.AtHeader(register) is var kinds && kinds.IsSingle() && kinds != KindSet.Unassigned ? kinds : KindSet.None;

    /// <summary>The shape that a register is checked to have when the unit is entered, because operations depend on it and nothing in the unit assigns the register; null if it is not checked.</summary>
    public object? EntryShapeOf(int register) => _shaped is not null && _shaped[register] ? _trace!.ShapeAtHeader(register) : null;

    private static bool UsesShape(Instruction instruction) => instruction.Op is IrOp.DynIndex or IrOp.DynStoreIndex or IrOp.DynField or IrOp.DynStoreField or IrOp.DynMethod;

    /// <summary>What is expected at an operation.</summary>
    public Expectation Of(Instruction instruction)
    {
        KindSet inPlace = InPlace(instruction);
        // Concatenation can run out of memory, and a body that is inlined has no position to report that from.
        if (_parameterKinds is not null && instruction.Op == IrOp.DynBinary)
            inPlace &= KindSet.Scalars;
        KindSet common = inPlace & Common;
        TraceSite? site = _trace?.SiteOf(instruction);
        if (site is null)
            return new Expectation(common, common, Leaves: _trace is not null);
        if (_parameterKinds is not null)
            return new Expectation(site.A & inPlace, site.B & inPlace, Leaves: true);
        if (site.IsGeneric || ((site.A | site.B) & ~inPlace) != KindSet.None)
            return new Expectation(common | (site.A & inPlace), common | (site.B & inPlace), Leaves: false);
        return new Expectation(site.A, site.B, Leaves: true);
    }

    /// <summary>The types of the arrays that an index operation works on; null if it is the run time's.</summary>
    public List<ArrayType>? ArrayTypesOf(Instruction index)
    {
        if (!IsSpecialised(index, out TraceSite? site) || IndexTypeOf(index) == IrType.None)
            return null;
        var types = new List<ArrayType>();
        foreach (object target in site.Targets)
        {
            var type = (ArrayType)target;
            if (index.Op == IrOp.DynStoreIndex && IrTypes.Of(type.Element) == IrType.Ref)
                return null;
            types.Add(type);
        }
        return types;
    }

    /// <summary>The type that the index of an index operation has been seen to have; None if it varies or is unusual.</summary>
    public IrType IndexTypeOf(Instruction index) => _trace?.SiteOf(index)?.B switch
    {
        KindSet.I32 => IrType.I32,
        KindSet.I64 => IrType.I64,
        _ => IrType.None,
    };

    /// <summary>The layouts of the records that a field operation works on; null if it is the run time's.</summary>
    public List<RecordLayout>? LayoutsOf(Instruction access)
    {
        if (!IsSpecialised(access, out TraceSite? site))
            return null;
        var layouts = new List<RecordLayout>();
        foreach (object target in site.Targets)
        {
            var layout = (RecordLayout)target;
            if (layout.Kind != TypeKind.Struct || layout.FindField((string)access.Extra!) < 0)
                return null;
            layouts.Add(layout);
        }
        return layouts;
    }

    private bool IsSpecialised(Instruction instruction, [NotNullWhen(true)] out TraceSite? site)
    {
        site = _trace?.SiteOf(instruction);
        return site is { IsGeneric: false, Targets.Count: > 0 };
    }

    /// <summary>The kinds of operands for which the emitter has code of its own.</summary>
    private static KindSet InPlace(Instruction instruction) => instruction.Op switch
    {
        IrOp.DynBinary => (BinaryOperator)(instruction.Immediate & 255) switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => KindSet.Scalars | KindSet.String,
            BinaryOperator.Add or >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual => KindSet.Numbers | KindSet.String,
            BinaryOperator.BitAnd or BinaryOperator.BitOr => KindSet.None,
            _ => KindSet.Numbers,
        },
        IrOp.DynCast when instruction.Type.IsScalar() => KindSet.Scalars,
        IrOp.DynNeg or IrOp.DynLen => AcceptedBy(instruction),
        _ => KindSet.None,
    };

    /// <summary>The kinds of operands with which an operation on one dynamic value completes.</summary>
    public static KindSet AcceptedBy(Instruction instruction) => instruction.Op switch
    {
        IrOp.DynNeg => KindSet.I32 | KindSet.I64 | KindSet.F64,
        IrOp.DynLen => KindSet.String | KindSet.Array,
        IrOp.DynCast when instruction.Type.IsScalar() => KindSet.Scalars,
        _ => KindSet.Any,
    };
}
