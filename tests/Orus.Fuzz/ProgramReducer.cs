using System;
using System.Collections.Generic;

namespace Orus.Fuzz;

/// <summary>Makes a failing program small: removes statements, and replaces statements by what is inside, as long as it keeps failing.</summary>
internal sealed class ProgramReducer(List<Statement> program, Func<List<Statement>, bool> fails, TimeSpan limit)
{
    private readonly DateTime _end = DateTime.UtcNow + limit;

    public List<Statement> Reduce()
    {
        while (ReduceBlock(program) && DateTime.UtcNow < _end)
        {
        }
        return program;
    }

    private bool ReduceBlock(List<Statement> block)
    {
        bool changed = false;
        for (int size = block.Count; size >= 1; size /= 2)
        {
            for (int at = block.Count - size; at >= 0 && DateTime.UtcNow < _end; at = Math.Min(at - 1, block.Count - size))
                changed |= !block.GetRange(at, size).Exists(statement => statement.IsFixed) && Try(block, at, size, []);
        }
        for (int at = block.Count - 1; at >= 0 && DateTime.UtcNow < _end; at--)
        {
            if (at >= block.Count || block[at].IsFixed)
                continue;
            bool replaced = false;
            foreach (Clause clause in block[at].Clauses)
            {
                if (clause.Body is not null && Try(block, at, 1, [.. clause.Body]))
                {
                    replaced = true;
                    break;
                }
            }
            changed |= replaced;
            if (replaced)
                continue;
            foreach (Clause clause in block[at].Clauses)
            {
                if (clause.Body is not null)
                    changed |= ReduceBlock(clause.Body);
            }
        }
        return changed;
    }

    private bool Try(List<Statement> block, int at, int count, List<Statement> replacement)
    {
        List<Statement> removed = block.GetRange(at, count);
        block.RemoveRange(at, count);
        block.InsertRange(at, replacement);
        if (fails(program))
            return true;
        block.RemoveRange(at, replacement.Count);
        block.InsertRange(at, removed);
        return false;
    }
}
