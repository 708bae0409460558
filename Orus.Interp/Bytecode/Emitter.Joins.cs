using Orus.Optimizer.Ir;

namespace Orus.Interp.Bytecode;

/// <summary>Joins instructions of <see cref="JoinedOpcodes"/>: the first is emitted as if it were alone, and gets its other opcode when the second turns out to be one.</summary>
internal sealed partial class Emitter
{
    /// <summary>Position of the last instruction in this block that can be joined with what follows it; no join goes across the start of a block, where the second could be entered from elsewhere.</summary>
    private int _firstPc;

    /// <summary>The register that it writes, or the last copy of it in the same slot.</summary>
    private int _firstResult;

    private void NoteFirst(Instruction instruction)
    {
        _firstPc = _code.Count - 1;
        _firstResult = instruction.Dest;
    }

    /// <summary>A copy without code: whoever reads it reads the result itself.</summary>
    private void NoteCopy(Instruction copy)
    {
        if (copy.A == _firstResult && IsReadOnce(copy.A))
            _firstResult = copy.Dest;
    }

    /// <summary>
    /// Joins the element that was just loaded with arithmetic that alone reads it. Returns the operands of that in the order in which they must be emitted: the element comes second. All these operations may exchange theirs.
    /// </summary>
    private (int Left, int Right) JoinWithElement(Opcode arithmetic, int left, int right)
    {
        bool isLeft = left == _firstResult;
        if ((!isLeft && right != _firstResult) || !TryJoin(arithmetic))
            return (left, right);
        return isLeft ? (right, left) : (left, right);
    }

    /// <summary>Joins the test of an iterator that was just emitted, and that a backedge follows, with the step at the header.</summary>
    private void JoinWithStep(int condition, Block header)
    {
        if (TryFirstWordOf(header, out ulong step) && _firstPc == _code.Count - 1 && Words.A(_code[^1]) == condition && Words.B(_code[^1]) == Words.B(step))
            TryJoin(Words.OpcodeOf(step));
    }

    /// <summary>The opcode of a counting backedge, joined with the load of an element at the header.</summary>
    private Opcode JoinWithLoad(Opcode backedge, Block header) => TryFirstWordOf(header, out ulong load) ? JoinedOpcodes.Join(backedge, Words.OpcodeOf(load)) : backedge;

    private bool TryJoin(Opcode second)
    {
        if (!_isFusing || _firstPc != _code.Count - 1 || !IsReadOnce(_firstResult))
            return false;
        Opcode first = Words.OpcodeOf(_code[^1]);
        Opcode joined = JoinedOpcodes.Join(first, second);
        _code[^1] = Words.WithOpcode(_code[^1], joined);
        return joined != first;
    }

    private bool TryFirstWordOf(Block header, out ulong word)
    {
        bool isEmitted = _tables.BlockPcs.TryGetValue(header, out int pc) && pc < _code.Count;
        word = isEmitted ? _code[pc] : 0;
        return isEmitted;
    }
}
