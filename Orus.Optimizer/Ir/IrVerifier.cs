using System.Collections.Generic;
using Orus.Optimizer.Analysis;

namespace Orus.Optimizer.Ir;

/// <summary>
/// Holds the rules every function obeys before and after every pass, and reports all violations. It shares no algorithm with the passes: everything is plain iteration
/// over sets until nothing changes.
/// </summary>
internal sealed class IrVerifier
{
    private readonly IrFunction _function;
    private readonly List<string> _errors = [];
    private readonly Dictionary<Block, int> _indices = [];

    private IrVerifier(IrFunction function) => _function = function;

    /// <summary>All rules the function breaks, in a deterministic order; empty if it is well-formed.</summary>
    public static List<string> Verify(IrFunction function)
    {
        var verifier = new IrVerifier(function);
        verifier.CheckBlocks();
        // Data flow over broken blocks would only repeat their errors.
        if (verifier._errors.Count == 0)
        {
            verifier.CheckDefinitions();
            verifier.CheckLoopEntries();
        }
        return verifier._errors;
    }

    private void CheckBlocks()
    {
        if (_function.Blocks.Count == 0)
        {
            _errors.Add("the function has no blocks");
            return;
        }
        for (int i = 0; i < _function.Blocks.Count; i++)
        {
            if (!_indices.TryAdd(_function.Blocks[i], i))
                _errors.Add(_function.Blocks[i] + " is listed twice");
        }
        var ids = new HashSet<int>();
        foreach (Block block in _function.Blocks)
        {
            if (!ids.Add(block.Id))
                _errors.Add(block + ": another block has this number");
            CheckBlock(block);
        }
        foreach (int parameter in _function.Parameters)
            CheckRegister(parameter, "a parameter");
    }

    private void CheckBlock(Block block)
    {
        if (block.Code.Count == 0)
        {
            _errors.Add(block + " is empty");
            return;
        }
        if (block.Handler is { } handler)
        {
            if (!_indices.ContainsKey(handler))
                _errors.Add(block + ": its handler " + handler + " is not in the function");
            else if (handler.Code.Count == 0 || handler.Code[0].Op != IrOp.CatchError)
                _errors.Add(block + ": its handler " + handler + " does not start with catch");
            if (handler == _function.Blocks[0])
                _errors.Add(block + ": its handler is the entry");
        }
        if (block.SourceLoop is { } loop)
        {
            foreach (int register in (int[])[loop.Counter, loop.Bound, loop.Array])
            {
                if (register != -1)
                    CheckRegister(register, block + ": a register of its loop");
            }
        }
        for (int i = 0; i < block.Code.Count; i++)
        {
            Instruction instruction = block.Code[i];
            bool isLast = i == block.Code.Count - 1;
            if (isLast && !instruction.IsTerminator)
                _errors.Add(block + " does not end with a terminator");
            if (!isLast && instruction.IsTerminator)
                Report(block, instruction, "a terminator before the end of the block");
            if (i > 0 && instruction.Op == IrOp.CatchError)
                Report(block, instruction, "catch is not the first instruction");
            CheckInstruction(block, instruction);
        }
    }

    private void CheckInstruction(Block block, Instruction instruction)
    {
        ref readonly IrOpInfo info = ref IrOpTable.Info(instruction.Op);
        int before = _errors.Count;
        CheckOperand(block, instruction, instruction.Dest, 'd', "destination");
        CheckOperand(block, instruction, instruction.A, 'a', "operand a");
        CheckOperand(block, instruction, instruction.B, 'b', "operand b");
        CheckOperand(block, instruction, instruction.C, 'c', "operand c");
        if (instruction.Arguments is not null != info.Operands.Contains('n', System.StringComparison.Ordinal))
            Report(block, instruction, instruction.Arguments is null ? "the argument list is missing" : "it has no argument list");
        foreach (int argument in instruction.Arguments ?? [])
        {
            if (argument < 0 || argument >= _function.Registers.Count)
                Report(block, instruction, "an argument is not a register");
        }
        int extra = info.Operands.IndexOf('x', System.StringComparison.Ordinal);
        bool optional = extra >= 0 && extra + 1 < info.Operands.Length && info.Operands[extra + 1] == '?';
        if (extra >= 0 && !optional && instruction.Extra is null)
            Report(block, instruction, "the extra object is missing");
        if ((instruction.Checks & ~info.Allowed) != 0)
            Report(block, instruction, "it cannot carry the checks " + (instruction.Checks & ~info.Allowed));
        CheckTargets(block, instruction);
        if (_errors.Count == before && IrTypeRules.Violation(_function, instruction) is { } violation)
            Report(block, instruction, violation);
    }

    private void CheckOperand(Block block, Instruction instruction, int register, char letter, string what)
    {
        string operands = IrOpTable.Info(instruction.Op).Operands;
        int place = operands.IndexOf(letter, System.StringComparison.Ordinal);
        bool optional = place >= 0 && place + 1 < operands.Length && operands[place + 1] == '?';
        if (register == -1)
        {
            if (place >= 0 && !optional)
                Report(block, instruction, what + " is missing");
        }
        else if (place < 0)
        {
            Report(block, instruction, "it has no " + what);
        }
        else if (register < 0 || register >= _function.Registers.Count)
        {
            Report(block, instruction, what + " is not a register");
        }
    }

    private void CheckTargets(Block block, Instruction instruction)
    {
        int expected = instruction.Op switch
        {
            IrOp.Jump => 1,
            IrOp.Branch or IrOp.BranchCmp => 2,
            _ => 0,
        };
        Block[] targets = instruction.Targets ?? [];
        if (targets.Length != expected)
            Report(block, instruction, "it has " + targets.Length + " targets instead of " + expected);
        foreach (Block target in targets)
        {
            if (!_indices.ContainsKey(target))
                Report(block, instruction, "its target " + target + " is not in the function");
            else if (target == _function.Blocks[0])
                Report(block, instruction, "the entry cannot be a target");
            else if (target.Code.Count > 0 && target.Code[0].Op == IrOp.CatchError)
                Report(block, instruction, "its target " + target + " is a handler, which only an error reaches");
        }
    }

    private void CheckRegister(int register, string what)
    {
        if (register < 0 || register >= _function.Registers.Count)
            _errors.Add(what + " is not a register");
    }

    /// <summary>
    /// Every use must come after a definition on every path (a handler sees what was defined before the first instruction that can raise into it). For a temporary,
    /// which has one definition only, that means that the definition dominates the use.
    /// </summary>
    private void CheckDefinitions()
    {
        var definitions = new int[_function.Registers.Count];
        foreach (int parameter in _function.Parameters)
            definitions[parameter]++;
        foreach (Block block in _function.Blocks)
        {
            foreach (Instruction instruction in block.Code)
            {
                if (instruction.Dest >= 0)
                    definitions[instruction.Dest]++;
            }
        }
        for (int register = 0; register < definitions.Length; register++)
        {
            if (definitions[register] > 1 && !_function.Registers[register].IsVariable)
                _errors.Add("the temporary " + Name(register) + " has " + definitions[register] + " definitions");
        }

        BitSet[] definedAtStart = SolveDefinitions();
        foreach (Block block in _function.Blocks)
        {
            BitSet defined = definedAtStart[_indices[block]];
            foreach (Instruction instruction in block.Code)
            {
                foreach (int register in new OperandReader(instruction))
                {
                    if (!defined[register])
                        Report(block, instruction, Name(register) + " is not defined on every path to here");
                }
                if (instruction.Dest >= 0)
                    defined.Add(instruction.Dest);
            }
        }
    }

    private BitSet[] SolveDefinitions()
    {
        int registers = _function.Registers.Count;
        var atStart = new BitSet[_function.Blocks.Count];
        for (int i = 0; i < atStart.Length; i++)
        {
            atStart[i] = new BitSet(registers);
            if (i > 0)
                atStart[i].Fill();
        }
        foreach (int parameter in _function.Parameters)
            atStart[0].Add(parameter);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = 0; i < atStart.Length; i++)
            {
                Block block = _function.Blocks[i];
                BitSet defined = atStart[i].Copy();
                bool handled = block.Handler is null;
                foreach (Instruction instruction in block.Code)
                {
                    if (!handled && instruction.CanRaise)
                    {
                        changed |= atStart[_indices[block.Handler!]].IntersectWith(defined);
                        handled = true;
                    }
                    if (instruction.Dest >= 0)
                        defined.Add(instruction.Dest);
                }
                foreach (Block target in block.Terminator.Targets ?? [])
                    changed |= atStart[_indices[target]].IntersectWith(defined);
            }
        }
        return atStart;
    }

    /// <summary>A cycle may be entered at one block only: without the edges to a block that dominates their source, the graph must have no cycle.</summary>
    private void CheckLoopEntries()
    {
        int count = _function.Blocks.Count;
        var successors = new List<int>[count];
        for (int i = 0; i < count; i++)
        {
            successors[i] = [];
            foreach (Block target in _function.Blocks[i].Terminator.Targets ?? [])
                successors[i].Add(_indices[target]);
            if (Cfg.ActiveHandler(_function.Blocks[i]) is { } handler)
                successors[i].Add(_indices[handler]);
        }
        BitSet[] dominators = SolveDominators(successors);

        var incoming = new int[count];
        for (int i = 0; i < count; i++)
        {
            successors[i].RemoveAll(successor => dominators[i][successor]);
            foreach (int successor in successors[i])
                incoming[successor]++;
        }
        var ready = new Stack<int>();
        for (int i = 0; i < count; i++)
        {
            if (incoming[i] == 0)
                ready.Push(i);
        }
        while (ready.TryPop(out int block))
        {
            foreach (int successor in successors[block])
            {
                if (--incoming[successor] == 0)
                    ready.Push(successor);
            }
        }
        for (int i = 0; i < count; i++)
        {
            if (incoming[i] > 0)
                _errors.Add(_function.Blocks[i] + " is in or behind a loop that is entered elsewhere than at its header");
        }
    }

    private static BitSet[] SolveDominators(List<int>[] successors)
    {
        var dominators = new BitSet[successors.Length];
        for (int i = 0; i < dominators.Length; i++)
        {
            dominators[i] = new BitSet(successors.Length);
            if (i > 0)
                dominators[i].Fill();
        }
        dominators[0].Add(0);
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int i = 0; i < dominators.Length; i++)
            {
                foreach (int successor in successors[i])
                {
                    BitSet throughHere = dominators[i].Copy();
                    throughHere.Add(successor);
                    changed |= dominators[successor].IntersectWith(throughHere);
                }
            }
        }
        return dominators;
    }

    private string Name(int register) => IrPrinter.RegisterName(_function, register);

    private void Report(Block block, Instruction instruction, string message) =>
        _errors.Add(block + ": " + IrPrinter.Print(_function, instruction) + ": " + message);
}
