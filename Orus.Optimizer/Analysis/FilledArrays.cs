using System.Collections.Generic;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Analysis;

/// <summary>
/// Arrays whose length never changes and is the value of a register: they are made by repeating one element by a count that is computed once in a call, and all that is ever done with them is reading and
/// writing elements, asking the length, and copying the reference among variables of the same kind. Nobody else can reach such arrays.
/// </summary>
internal sealed class FilledArrays
{
    private readonly int[] _lengths = [];
    private readonly int[] _parents = [];

    public FilledArrays(FunctionAnalyses analyses, Definitions definitions)
    {
        List<Instruction>? repeats = FindRepeats(analyses.Cfg);
        if (repeats is null)
            return;
        int registers = analyses.Function.Registers.Count;
        _lengths = PresetArray.Of(registers, -1);
        _parents = new int[registers];
        var isConstant = new bool[registers];
        foreach (int parameter in analyses.Function.Parameters)
            isConstant[parameter] = definitions.IsSingle(parameter);
        for (int block = 0; block < analyses.Cfg.Blocks.Length; block++)
        {
            bool isInLoop = analyses.Loops.InnermostLoop(block) is not null;
            foreach (Instruction instruction in analyses.Cfg.Blocks[block].Code)
            {
                if (instruction.Dest >= 0)
                    isConstant[instruction.Dest] = definitions.IsSingle(instruction.Dest) && !isInLoop;
            }
        }
        FindLengths(analyses.Function, definitions, repeats, isConstant);
    }

    /// <summary>The register that is the length of an array, or -1.</summary>
    public int LengthOf(int array) => _lengths.Length == 0 ? -1 : _lengths[array];

    private static List<Instruction>? FindRepeats(Cfg cfg)
    {
        List<Instruction>? repeats = null;
        foreach (Block block in cfg.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op == IrOp.ArrayRepeat)
                    (repeats ??= []).Add(instruction);
            }
        }
        return repeats;
    }

    /// <summary>Copies join registers; a use of any other kind, or two counts, spoils all that are joined.</summary>
    private void FindLengths(IrFunction function, Definitions definitions, List<Instruction> repeats, bool[] isConstant)
    {
        for (int i = 0; i < _parents.Length; i++)
            _parents[i] = i;
        bool[] isSpoiled = FindOtherUses(function);
        for (int register = 0; register < _parents.Length; register++)
            isSpoiled[Root(register)] |= isSpoiled[register];
        int[] counts = PresetArray.Of(_parents.Length, -1);
        foreach (Instruction repeat in repeats)
        {
            int root = Root(repeat.Dest);
            bool isFill = definitions.Of(repeat.A) is { Op: IrOp.NewArray, Arguments.Length: 1 };
            isSpoiled[root] |= !isFill || !isConstant[repeat.B] || (counts[root] >= 0 && counts[root] != repeat.B);
            counts[root] = repeat.B;
        }
        for (int register = 0; register < _parents.Length; register++)
        {
            int root = Root(register);
            if (!isSpoiled[root])
                _lengths[register] = counts[root];
        }
    }

    private bool[] FindOtherUses(IrFunction function)
    {
        var isSpoiled = new bool[_parents.Length];
        foreach (int parameter in function.Parameters)
            isSpoiled[parameter] = true;
        foreach (Block block in function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Op == IrOp.Move && instruction.Type == IrType.Ref)
                {
                    _parents[Root(instruction.Dest)] = Root(instruction.A);
                    continue;
                }
                if (instruction.Dest >= 0 && instruction.Op != IrOp.ArrayRepeat)
                    isSpoiled[instruction.Dest] = true;
                bool keepsArray = instruction.Op is IrOp.LoadElement or IrOp.StoreElement or IrOp.ArrayLen;
                foreach (int register in new OperandReader(instruction))
                    isSpoiled[register] |= !(keepsArray && register == instruction.A && register != instruction.C);
            }
        }
        return isSpoiled;
    }

    private int Root(int register)
    {
        while (_parents[register] != register)
            register = _parents[register] = _parents[_parents[register]];
        return register;
    }
}
