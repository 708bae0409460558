using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Front.Types;
using Orus.Interp.Engine;
using Orus.Interp.Values;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>A comparison of <c>typeof(x)</c> with a name of a kind: the code needs neither string.</summary>
/// <param name="Register">x.</param>
/// <param name="Kinds">The kinds for which the test holds.</param>
internal sealed record KindTest(int Register, KindSet Kinds);

/// <summary>
/// Which kinds of values each register of type <c>any</c> can hold at each point of a unit. Forward over the blocks; an operation that completes tells the kinds of its result, and of its
/// operands too: what it does not accept raises, or leaves the unit (<see cref="Specialization"/>). With the kinds go the shapes of records and arrays (<see cref="ValueState"/>).
/// </summary>
internal sealed class TypeFlow
{
    private static readonly (string Name, KindSet Kinds)[] TypeNames =
    [
        ("i32", KindSet.I32), ("i64", KindSet.I64), ("u32", KindSet.U32), ("u64", KindSet.U64), ("f64", KindSet.F64), ("bool", KindSet.Bool),
        ("string", KindSet.String),
    ];

    private readonly UnitPlan _plan;
    private readonly Specialization _specialization;
    private readonly Definitions _definitions;
    private readonly int[] _index;

    // By the index of the block.
    private readonly ValueState?[] _entries;
    private readonly ValueState?[] _exits;
    private Dictionary<Instruction, KindTest>? _tests;
    private Dictionary<Instruction, Instruction>? _testOfTypeOf;

    public TypeFlow(UnitPlan plan, Specialization specialization)
    {
        _plan = plan;
        _specialization = specialization;
        IrFunction function = plan.Function;
        _index = new int[function.Registers.Count];
        for (int register = 0; register < _index.Length; register++)
        {
            _index[register] = -1;
            if (function.TypeOf(register) != IrType.Any)
                continue;
            _index[register] = Registers.Count;
            Registers.Add(register);
        }
        _entries = new ValueState?[IsEmpty ? 0 : plan.Analysis.Cfg.Blocks.Length];
        _exits = new ValueState?[_entries.Length];
        if (IsEmpty)
        {
            _definitions = null!;
            return;
        }
        _definitions = plan.Analysis.Definitions;
        FindTests();
        _entries[IndexOf(plan.Blocks[0])] = StartState();
        Solve();
    }

    /// <summary>Are there registers of type <c>any</c>?</summary>
    public bool IsEmpty => Registers.Count == 0;

    /// <summary>The state at the start of a block, for the caller to keep; everything is possible in a block that nothing reaches.</summary>
    public ValueState AtStart(Block block) => !IsEmpty && _entries[IndexOf(block)] is { } entry ? entry.Clone() : Unknown();

    /// <summary>The state in which the unit is entered, once its entry guards have passed.</summary>
    public ValueState OnEntry() => IsEmpty ? Unknown() : StartState();

    /// <summary>The state in which nothing is known.</summary>
    public ValueState Unknown() => new(PresetArray.Of(Registers.Count, KindSet.Any), new object?[Registers.Count]);

    /// <summary>The kinds a register may hold in a state.</summary>
    public KindSet KindsIn(ValueState state, int register)
    {
        KindSet kinds = _index[register] is var index and >= 0 ? state.Kinds[index] : KindSets.Of(_plan.Function.TypeOf(register));
        return kinds == KindSet.None ? KindSet.Any : kinds;
    }

    /// <summary>The layout of the record or the type of the array that a register of type <c>any</c> holds in a state; null if it is not known.</summary>
    public object? ShapeIn(ValueState state, int register) => _index[register] is var index and >= 0 ? state.Shapes[index] : null;

    /// <summary>The registers of type <c>any</c>.</summary>
    public List<int> Registers { get; } = [];

    /// <summary>The kind test that a comparison is; null if it is none.</summary>
    public KindTest? TestOf(Instruction comparison) => _tests?.GetValueOrDefault(comparison);

    /// <summary>Is this the <c>typeof</c> of a kind test, whose text nobody needs?</summary>
    public bool IsPartOfTest(Instruction typeOf) => _testOfTypeOf?.ContainsKey(typeOf) == true;

    /// <summary>Does every way into a block agree that a register has one kind? If not, that is known only by the tests on the edges.</summary>
    public bool IsKnownOnAllPaths(Block block, int register)
    {
        KindSet kinds = _entries[IndexOf(block)]!.Kinds[_index[register]];
        foreach (int index in _plan.Analysis.Cfg.Predecessors[IndexOf(block)])
        {
            if (_exits[index] is { } exit && exit.Kinds[_index[register]] != kinds)
                return false;
        }
        return true;
    }

    // ---- the solution ----------------------------------------------------------------------------------------------

    /// <summary>What is known on entry: boxed values made before the unit, and what its entry guards check.</summary>
    private ValueState StartState()
    {
        ValueState state = Unknown();
        foreach (int register in Registers)
        {
            int index = _index[register];
            state.Shapes[index] = _specialization.EntryShapeOf(register);
            if (_definitions.Of(register) is { Op: IrOp.Box } box)
                state.Kinds[index] = ResultOf(box, state);
            else if (_specialization.EntryKindOf(register) is var kinds && kinds != KindSet.None)
                state.Kinds[index] = kinds;
            else
                state.Kinds[index] = _specialization.ParameterKindOf(register);
        }
        return state;
    }

    private void Solve()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (Block block in _plan.Blocks)
            {
                if (_entries[IndexOf(block)] is not { } entry)
                    continue;
                ValueState state = entry.Clone();
                bool protects = block.Handler is { } handler && _plan.Contains(handler);
                foreach (Instruction instruction in block.Code)
                {
                    if (protects)
                        changed |= Flow(block.Handler!, state);
                    Apply(instruction, state);
                }
                _exits[IndexOf(block)] = state;
                Block[] targets = block.Terminator.Targets ?? [];
                KindTest? test = targets.Length == 2 ? TestAtEndOf(block) : null;
                for (int i = 0; i < targets.Length; i++)
                {
                    if (!_plan.Contains(targets[i]))
                        continue;
                    changed |= Flow(targets[i], test is null ? state : Refined(state, test, holds: i == 0));
                }
            }
        }
    }

    private bool Flow(Block to, ValueState state)
    {
        if (_entries[IndexOf(to)] is { } entry)
            return entry.Join(state);
        _entries[IndexOf(to)] = state.Clone();
        return true;
    }

    private int IndexOf(Block block) => _plan.Analysis.Cfg.IndexOf(block);

    private ValueState Refined(ValueState state, KindTest test, bool holds)
    {
        ValueState refined = state.Clone();
        Narrow(refined, test.Register, holds ? test.Kinds : ~test.Kinds);
        return refined;
    }

    /// <summary>Takes a state from before an instruction to behind it.</summary>
    public void Apply(Instruction instruction, ValueState state)
    {
        if (IsEmpty)
            return;
        NarrowOperands(instruction, state);
        if (instruction.A >= 0 && _index[instruction.A] >= 0 && TestedShape(instruction) is { } tested)
        {
            Narrow(state, instruction.A, tested is ArrayType ? KindSet.Array : KindSet.Record);
            state.Shapes[_index[instruction.A]] = tested;
        }
        if (instruction.Dest < 0 || _index[instruction.Dest] < 0)
            return;
        object? shape = ShapeOfResult(instruction, state);
        state.Kinds[_index[instruction.Dest]] = ResultOf(instruction, state);
        state.Shapes[_index[instruction.Dest]] = shape;
    }

    private void Narrow(ValueState state, int register, KindSet kinds)
    {
        if (register < 0 || _index[register] < 0)
            return;
        ref KindSet current = ref state.Kinds[_index[register]];
        if ((current & kinds) != KindSet.None)
            current &= kinds;
    }

    private void NarrowOperands(Instruction i, ValueState state)
    {
        switch (i.Op)
        {
            case IrOp.DynBinary:
                Expectation expected = _specialization.Of(i);
                (KindSet a, KindSet b) = OperandsOfBinary(i, KindsIn(state, i.A), KindsIn(state, i.B));
                Narrow(state, i.A, expected.Leaves ? a & expected.A : a);
                Narrow(state, i.B, expected.Leaves ? b & expected.B : b);
                break;
            case IrOp.DynNeg or IrOp.DynCast or IrOp.DynLen:
                Expectation unary = _specialization.Of(i);
                Narrow(state, i.A, unary.Leaves ? unary.A : Specialization.AcceptedBy(i));
                break;
            case IrOp.Unbox:
                Narrow(state, i.A, KindOf((OrusType)i.Extra!));
                break;
            case IrOp.CheckInteger:
                Narrow(state, i.A, KindSet.Integers);
                break;
            case IrOp.DynCondition:
                Narrow(state, i.A, KindSet.Bool);
                break;
            case IrOp.DynIsBool or IrOp.DynNot:
                Narrow(state, i.A, KindSet.Integers | KindSet.Bool);
                break;
            case IrOp.DynBitwise:
                Narrow(state, i.A, KindSet.Integers);
                Narrow(state, i.B, KindSet.Integers);
                break;
            case IrOp.DynIndex:
                Narrow(state, i.A, KindSet.String | KindSet.Array);
                Narrow(state, i.B, KindSet.Integers);
                break;
            case IrOp.DynStoreIndex:
                Narrow(state, i.A, KindSet.Array);
                Narrow(state, i.B, KindSet.Integers);
                break;
            case IrOp.DynPush or IrOp.DynPop or IrOp.DynSlice:
                Narrow(state, i.A, KindSet.Array);
                break;
            case IrOp.DynField or IrOp.DynStoreField:
                Narrow(state, i.A, KindSet.Record);
                break;
            case IrOp.DynCall:
                Narrow(state, i.A, KindSet.Function);
                break;
        }
    }

    /// <summary>The kinds of operands with which a binary operation completes.</summary>
    private static (KindSet A, KindSet B) OperandsOfBinary(Instruction i, KindSet a, KindSet b)
    {
        var op = (BinaryOperator)(i.Immediate & 255);
        var literals = (LiteralSides)(i.Immediate >> 8);
        switch (op)
        {
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                return (KindSet.Any, KindSet.Any);
            case BinaryOperator.BitAnd or BinaryOperator.BitOr:
                return (KindSet.Integers, KindSet.Integers);
        }
        if (literals != LiteralSides.None)
        {
            KindSet other = op == BinaryOperator.Multiply ? KindSet.Numbers | KindSet.Array : KindSet.Numbers;
            return literals == LiteralSides.Right ? (other, KindSet.Integers) : (KindSet.Integers, other);
        }
        KindSet alike = KindSet.Numbers | (op is BinaryOperator.Add or >= BinaryOperator.Less ? KindSet.String : KindSet.None);
        KindSet left = b & alike;
        KindSet right = a & alike;
        if (op == BinaryOperator.Multiply)
        {
            if ((b & KindSet.Array) != 0)
                left |= KindSet.Integers;
            if ((b & KindSet.Integers) != 0)
                left |= KindSet.Array;
            if ((a & KindSet.Array) != 0)
                right |= KindSet.Integers;
            if ((a & KindSet.Integers) != 0)
                right |= KindSet.Array;
        }
        return (left, right);
    }

    /// <summary>The kinds of an instruction's result of type <c>any</c>, its operands being narrowed already.</summary>
    private KindSet ResultOf(Instruction i, ValueState state)
    {
        switch (i.Op)
        {
            case IrOp.Const:
                return KindSet.Unassigned;
            case IrOp.Move or IrOp.Unbox:
                return KindsIn(state, i.A);
            case IrOp.Box:
                return i.From == IrType.Ref ? ObjectKind(i.A) : KindSets.Of(i.From);
            case IrOp.DynNeg:
                return KindsIn(state, i.A) & (KindSet.I32 | KindSet.I64 | KindSet.F64);
            case IrOp.DynBitwise:
                return KindsIn(state, i.A) & KindsIn(state, i.B) & KindSet.Integers;
            case IrOp.DynIndex when KindsIn(state, i.A) == KindSet.String:
                return KindSet.String;
            case IrOp.DynIndex when _specialization.ArrayTypesOf(i) is { } arrays:
                return ElementKinds(arrays);
            case IrOp.DynField when _specialization.LayoutsOf(i) is { } layouts:
                return FieldKinds(layouts, (string)i.Extra!);
            case IrOp.DynRepeat or IrOp.DynSlice:
                return KindSet.Array;
            case IrOp.DynBinary:
                return ResultOfBinary(i, KindsIn(state, i.A), KindsIn(state, i.B));
            case IrOp.DynCall or IrOp.DynMethod:
                return ResultOf(_plan.Inlines.Of(i));
            default:
                return KindSet.Any;
        }
    }

    /// <summary>The shape that the first operand of an operation has been tested for once the operation has completed; null if there are several, or none.</summary>
    private object? TestedShape(Instruction i) => i.Op switch
    {
        IrOp.DynIndex or IrOp.DynStoreIndex => _specialization.ArrayTypesOf(i) is [var array] ? array : null,
        IrOp.DynField or IrOp.DynStoreField => _specialization.LayoutsOf(i) is [var layout] ? layout : null,
        IrOp.DynMethod => _plan.Inlines.Of(i) is [var call] ? call.Layout : null,
        _ => null,
    };

    /// <summary>The shape of an instruction's result of type <c>any</c>, if it is known without a test.</summary>
    private object? ShapeOfResult(Instruction i, ValueState state) => i.Op switch
    {
        IrOp.Move or IrOp.Unbox => ShapeIn(state, i.A),
        IrOp.DynIndex => _specialization.ArrayTypesOf(i) is [var array] ? ShapeOf(array.Element) : null,
        IrOp.DynField => _specialization.LayoutsOf(i) is [var layout] ? ShapeOf(layout.Slots[layout.FindField((string)i.Extra!)].Type) : null,
        _ => null,
    };

    /// <summary>The shape of all values of a type, or null.</summary>
    private object? ShapeOf(OrusType type) => type switch
    {
        ArrayType => type,
        StructType record => _plan.Layouts.Of(record),
        _ => null,
    };

    private static KindSet ResultOf(InlinedCall[] inlined)
    {
        KindSet kinds = inlined.Length == 0 ? KindSet.Any : KindSet.None;
        foreach (InlinedCall call in inlined)
            kinds |= KindSets.Of(call.Callee.Result);
        return kinds;
    }

    private static KindSet ResultOfBinary(Instruction i, KindSet a, KindSet b)
    {
        var op = (BinaryOperator)(i.Immediate & 255);
        var literals = (LiteralSides)(i.Immediate >> 8);
        KindSet result = literals switch
        {
            LiteralSides.Right => a & KindSet.Numbers,
            LiteralSides.Left => b & KindSet.Numbers,
            _ => a & b & (op == BinaryOperator.Add ? KindSet.Numbers | KindSet.String : KindSet.Numbers),
        };
        return op == BinaryOperator.Multiply ? result | ((a | b) & KindSet.Array) : result;
    }

    private static KindSet ElementKinds(List<ArrayType> arrays)
    {
        KindSet kinds = KindSet.None;
        foreach (ArrayType array in arrays)
            kinds |= KindOf(array.Element);
        return kinds;
    }

    private static KindSet FieldKinds(List<RecordLayout> layouts, string field)
    {
        KindSet kinds = KindSet.None;
        foreach (RecordLayout layout in layouts)
        {
            RecordSlot slot = layout.Slots[layout.FindField(field)];
            kinds |= KindOf(slot.Type);
        }
        return kinds;
    }

    private static KindSet KindOf(OrusType type) => type.IsScalar ? KindSets.Of(IrTypes.Of(type)) : type.Kind switch
    {
        TypeKind.String => KindSet.String,
        TypeKind.Array => KindSet.Array,
        TypeKind.Struct or TypeKind.Enum => KindSet.Record,
        TypeKind.Function => KindSet.Function,
        TypeKind.Any => KindSet.Any,
        _ => KindSet.Other,
    };

    /// <summary>What kind of object a reference register holds, by its one definition.</summary>
    private KindSet ObjectKind(int register) => _definitions.Of(register)?.Op switch
    {
        IrOp.ConstRef => _definitions.Of(register)!.Extra is byte[]? KindSet.String : KindSet.Function,
        IrOp.StringConcat or IrOp.StringIndex or IrOp.ToText => KindSet.String,
        IrOp.NewArray or IrOp.NewArrayFill or IrOp.ArrayRepeat or IrOp.ArraySlice => KindSet.Array,
        IrOp.NewStruct or IrOp.NewEnum => KindSet.Record,
        IrOp.MakeClosure or IrOp.LoadSelf => KindSet.Function,
        _ => KindSet.Objects,
    };

    // ---- typeof ----------------------------------------------------------------------------------------------------

    /// <summary>Finds comparisons of a <c>typeof</c>, made just before and used nowhere else, with the name of a kind.</summary>
    private void FindTests()
    {
        foreach (Block block in _plan.Blocks)
        {
            for (int i = 0; i < block.Code.Count; i++)
            {
                Instruction equals = block.Code[i];
                if (equals is { Op: IrOp.CallBuiltin, Immediate: (long)BuiltinFunction.IsType } && KindsNamedBy(equals.Arguments![1]) is { } named)
                    (_tests ??= []).Add(equals, new KindTest(equals.Arguments[0], named));
                if (equals is not { Op: IrOp.ValueEquals, From: IrType.Ref } || i == 0)
                    continue;
                // The constant may stand between the two.
                Instruction typeOf = block.Code[i - 1];
                if (typeOf.Op == IrOp.ConstRef && i >= 2)
                    typeOf = block.Code[i - 2];
                if (typeOf is not { Op: IrOp.CallBuiltin, Immediate: (long)BuiltinFunction.TypeOf } || _definitions.Of(typeOf.Dest) != typeOf || _definitions.UseCount(typeOf.Dest) != 1)
                    continue;
                int other = equals.A == typeOf.Dest ? equals.B : equals.B == typeOf.Dest ? equals.A : -1;
                if (other < 0 || KindsNamedBy(other) is not { } kinds)
                    continue;
                (_tests ??= []).Add(equals, new KindTest(typeOf.Arguments![0], kinds));
                (_testOfTypeOf ??= []).Add(typeOf, equals);
            }
        }
    }

    /// <summary>The kind whose name a register always holds, or null.</summary>
    private KindSet? KindsNamedBy(int register)
    {
        if (_definitions.Of(register) is not { Op: IrOp.ConstRef, Extra: byte[] text })
            return null;
        foreach ((string name, KindSet kinds) in TypeNames)
        {
            if (text.Length == name.Length && System.Text.Encoding.UTF8.GetString(text) == name)
                return kinds;
        }
        return null;
    }

    /// <summary>The kind test that decides where a block goes on, if its register still holds then what was tested.</summary>
    private KindTest? TestAtEndOf(Block block)
    {
        if (block.Terminator.Op != IrOp.Branch || _definitions.Of(block.Terminator.A) is not { } comparison || TestOf(comparison) is not { } test)
            return null;
        for (int i = block.Code.Count - 2; i >= 0; i--)
        {
            if (block.Code[i] == comparison)
                return test;
            if (block.Code[i].Dest == test.Register)
                return null;
        }
        return null;
    }
}
