using System.Collections.Generic;
using Orus.Front.Typed;
using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// What a set of instructions may write, and whether that can change what a given operation reads. Arrays with elements of different register types are different arrays, and
/// so are slots of different struct types, and fields of different names; everything else of one kind is assumed to overlap.
/// </summary>
internal sealed class MemoryEffects
{
    private HashSet<long>? _globals;

    // By struct and not as a set of pairs: every process would have to compile the comparison of those at its start.
    private Dictionary<object, HashSet<long>>? _fields;
    private int _elementTypes;
    private int _cellTypes;

    /// <summary>Names of the fields that dynamic operations write.</summary>
    private HashSet<string>? _names;
    private bool _iterators;

    /// <summary>Some of the instructions run other code.</summary>
    public bool HasCalls { get; private set; }

    /// <summary>Some of the instructions may change the length of an array.</summary>
    public bool WritesLength { get; private set; }

    public static bool Writes(Instruction instruction) =>
        (instruction.Effects & (Effects.WritesArray | Effects.WritesLength | Effects.WritesField | Effects.WritesVariable)) != Effects.None;

    public static bool Reads(Instruction instruction) =>
        (instruction.Effects & (Effects.ReadsArray | Effects.ReadsLength | Effects.ReadsField | Effects.ReadsVariable)) != Effects.None;

    /// <summary>May the instruction make an array shorter?</summary>
    public static bool MayShrink(Instruction instruction)
    {
        Effects effects = instruction.Effects;
        return (effects & Effects.WritesLength) != 0 && instruction.Op is not (IrOp.ArrayPush or IrOp.DynPush);
    }

    public void Clear()
    {
        _globals?.Clear();
        _fields?.Clear();
        _names?.Clear();
        _elementTypes = _cellTypes = 0;
        _iterators = HasCalls = WritesLength = false;
    }

    public void Add(Instruction instruction)
    {
        if (!Writes(instruction))
            return;
        WritesLength |= (instruction.Effects & Effects.WritesLength) != 0;
        switch (instruction.Op)
        {
            case IrOp.StoreElement or IrOp.ArrayPush:
                _elementTypes |= 1 << (int)instruction.Type;
                break;
            case IrOp.StoreField:
                _fields ??= [];
                if (!_fields.TryGetValue(instruction.Extra!, out HashSet<long>? slots))
                    _fields.Add(instruction.Extra!, slots = []);
                slots.Add(instruction.Immediate);
                break;
            case IrOp.StoreGlobal:
                (_globals ??= []).Add(instruction.Immediate);
                break;
            case IrOp.StoreCell:
                _cellTypes |= 1 << (int)instruction.Type;
                break;
            case IrOp.IterNext:
                _iterators = true;
                break;
            case IrOp.DynStoreField:
                (_names ??= []).Add((string)instruction.Extra!);
                break;
            case IrOp.DynStoreIndex or IrOp.DynPush:
                _elementTypes = -1;
                break;
            case IrOp.DynPop or IrOp.ArrayPop:
                break;
            default:
                HasCalls = true;
                WritesLength = true;
                break;
        }
    }

    /// <summary>May the writes change the result of this operation, or whether its checks hold?</summary>
    public bool MayChange(Instruction instruction)
    {
        Effects effects = instruction.Effects;
        switch (instruction.Op)
        {
            case IrOp.LoadGlobal:
                // A variable that is assigned once is a constant from then on, whatever is called.
                return _globals?.Contains(instruction.Immediate) == true || (HasCalls && instruction.Extra is not GlobalVariable { IsReassigned: false });
            case IrOp.LoadCell:
                return HasCalls || (_cellTypes & (1 << (int)instruction.Type)) != 0;
            case IrOp.LoadField:
                return HasCalls || _names is { Count: > 0 } || (_fields?.TryGetValue(instruction.Extra!, out HashSet<long>? slots) == true && slots.Contains(instruction.Immediate));
            case IrOp.DynField:
                return HasCalls || _fields is { Count: > 0 } || _names?.Contains((string)instruction.Extra!) == true;
            case IrOp.LoadElement:
                return HasCalls || WritesLength || (_elementTypes & (1 << (int)instruction.Type)) != 0;
            default:
                return ((effects & Effects.ReadsArray) != 0 && (HasCalls || _elementTypes != 0))
                    || ((effects & Effects.ReadsLength) != 0 && WritesLength)
                    || ((effects & Effects.ReadsField) != 0 && (HasCalls || _fields is { Count: > 0 } || _names is { Count: > 0 }))
                    || ((effects & Effects.ReadsVariable) != 0 && (HasCalls || _iterators || _cellTypes != 0 || _globals is { Count: > 0 }));
        }
    }
}
