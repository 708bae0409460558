using System.Collections.Generic;
using System.Text;

namespace Orus.Fuzz;

/// <summary>A clause of a statement: a line, and the block below it if the line ends in a colon.</summary>
internal sealed record Clause(string Line, List<Statement>? Body = null);

/// <summary>A statement of a generated program: one clause, or several as in if/else and try/catch.</summary>
internal sealed record Statement(params Clause[] Clauses)
{
    /// <summary>Arms of a match are left alone: it is exhaustive only with all of them.</summary>
    public bool IsFixed { get; init; }

    public static Statement Simple(string line) => new(new Clause(line));

    public static Statement Block(string line, List<Statement> body) => new(new Clause(line, body));

    public static string Print(List<Statement> program)
    {
        var text = new StringBuilder();
        Print(program, 0, text);
        return text.ToString();
    }

    private static void Print(List<Statement> block, int depth, StringBuilder text)
    {
        if (block.Count == 0)
            text.Append(' ', depth * 4).Append("pass\n");
        foreach (Statement statement in block)
        {
            foreach (Clause clause in statement.Clauses)
            {
                text.Append(' ', depth * 4).Append(clause.Line).Append('\n');
                if (clause.Body is not null)
                    Print(clause.Body, depth + 1, text);
            }
        }
    }
}
