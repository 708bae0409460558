using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Where registers are defined and how often they are read, at one moment. A register with exactly one definition behaves as in SSA form, be it a temporary or a variable:
/// its definition dominates all its uses.
/// </summary>
internal sealed class Definitions
{
    private int[] _counts;
    private int[] _uses;
    private Instruction?[] _instructions;
    private readonly ulong[] _operations = new ulong[4];

    public Definitions(IrFunction function)
    {
        Count = function.Registers.Count;
        _counts = Scratch<int>.Rent(Count);
        _uses = Scratch<int>.Rent(Count);
        _instructions = Scratch<Instruction?>.Rent(Count);
        foreach (int parameter in function.Parameters)
            _counts[parameter]++;
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                _operations[(int)instruction.Op >> 6] |= 1UL << (int)instruction.Op;
                foreach (int register in new OperandReader(instruction))
                    _uses[register]++;
                if (instruction.Dest < 0)
                    continue;
                _counts[instruction.Dest]++;
                _instructions[instruction.Dest] = instruction;
            }
        }
    }

    /// <summary>Registers that the function had.</summary>
    public int Count { get; }

    /// <summary>The register has one definition in the whole function (a parameter: none besides the call).</summary>
    public bool IsSingle(int register) => _counts[register] == 1;

    public bool IsDefined(int register) => register >= 0 && _counts[register] > 0;

    /// <summary>The instruction that alone defines a register; null for parameters and registers with several definitions.</summary>
    public Instruction? Of(int register) => _counts[register] == 1 ? _instructions[register] : null;

    /// <summary>Is the operation anywhere in the code?</summary>
    public bool Has(IrOp op) => (_operations[(int)op >> 6] >> (int)op & 1) != 0;

    public int UseCount(int register) => _uses[register];

    /// <summary>Nothing will be asked any more.</summary>
    public void Release()
    {
        Scratch<int>.Return(_counts, Count);
        Scratch<int>.Return(_uses, Count);
        Scratch<Instruction?>.Return(_instructions, Count);
        _counts = _uses = [];
        _instructions = [];
    }
}
