using System.Collections.Generic;
using Iced.Intel;

namespace Orus.Tier2.MachineCode;

/// <summary>The loops of a method's machine code: what lies between a branch backwards and its target and leads from there to the branch. Loops that are entered in the middle count as well.</summary>
internal static class MachineLoops
{
    /// <summary>Instructions in loops that contain no other loop.</summary>
    public static int InnermostSize(List<Instruction> code)
    {
        SortedDictionary<int, HashSet<int>> loops = Find(code);
        int size = 0;
        foreach ((int head, HashSet<int> body) in loops)
        {
            bool isInnermost = true;
            foreach (int other in loops.Keys)
                isInnermost &= other == head || !body.Contains(other);
            size += isInnermost ? body.Count : 0;
        }
        return size;
    }

    /// <summary>The instructions of each loop, by its head.</summary>
    private static SortedDictionary<int, HashSet<int>> Find(List<Instruction> code)
    {
        var indexOf = new Dictionary<ulong, int>();
        for (int i = 0; i < code.Count; i++)
            indexOf.Add(code[i].IP, i);
        var predecessors = new List<int>[code.Count];
        for (int i = 0; i < code.Count; i++)
            predecessors[i] = i > 0 && code[i - 1].FlowControl is FlowControl.Next or FlowControl.Call or FlowControl.IndirectCall or FlowControl.ConditionalBranch ? [i - 1] : [];
        for (int i = 0; i < code.Count; i++)
        {
            if (TargetOf(code[i], indexOf) is { } target)
                predecessors[target].Add(i);
        }

        var loops = new SortedDictionary<int, HashSet<int>>();
        for (int i = 0; i < code.Count; i++)
        {
            if (TargetOf(code[i], indexOf) is not { } head || head > i)
                continue;
            HashSet<int> body = BodyOf(head, i, predecessors);
            // The target may be cold code that only shares its end.
            if (!body.Contains(head))
                continue;
            if (!loops.TryAdd(head, body))
                loops[head].UnionWith(body);
        }
        return loops;
    }

    /// <summary>Between the target of a branch backwards and the branch: what leads to the branch.</summary>
    private static HashSet<int> BodyOf(int head, int branch, List<int>[] predecessors)
    {
        HashSet<int> body = [];
        Stack<int> open = new([branch]);
        while (open.TryPop(out int instruction))
        {
            if (instruction < head || instruction > branch || !body.Add(instruction) || instruction == head)
                continue;
            foreach (int predecessor in predecessors[instruction])
                open.Push(predecessor);
        }
        return body;
    }

    private static int? TargetOf(in Instruction instruction, Dictionary<ulong, int> indexOf) =>
        instruction.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch && indexOf.TryGetValue(instruction.NearBranchTarget, out int index) ? index : null;
}
