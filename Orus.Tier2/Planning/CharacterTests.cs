using System.Collections.Generic;
using Orus.Optimizer.Ir;

namespace Orus.Tier2.Planning;

/// <summary>
/// Comparisons of a character of a string, made just before and used nowhere else, with a constant text: the code compares the byte, and makes no string of it.
/// </summary>
internal sealed class CharacterTests
{
    private Dictionary<Instruction, byte[]>? _tests;
    private HashSet<Instruction>? _characters;

    public CharacterTests(UnitPlan plan)
    {
        foreach (Block block in plan.Blocks)
        {
            for (int i = 1; i < block.Code.Count; i++)
            {
                if (block.Code[i] is not { Op: IrOp.ValueEquals, From: IrType.Ref } equals)
                    continue;
                // The constant may stand between the two.
                Instruction character = block.Code[i - 1];
                if (character.Op == IrOp.ConstRef && i >= 2)
                    character = block.Code[i - 2];
                if (character.Op != IrOp.StringIndex || plan.Analysis.Definitions.Of(character.Dest) != character || plan.Analysis.Definitions.UseCount(character.Dest) != 1)
                    continue;
                int other = equals.A == character.Dest ? equals.B : equals.B == character.Dest ? equals.A : -1;
                if (other < 0 || plan.Analysis.Definitions.Of(other) is not { Op: IrOp.ConstRef, Extra: byte[] text })
                    continue;
                Add(equals, text, character);
            }
        }
    }

    private void Add(Instruction comparison, byte[] text, Instruction character)
    {
        (_tests ??= []).Add(comparison, text);
        (_characters ??= []).Add(character);
    }

    /// <summary>The text that a comparison compares a character with; null if it is no such comparison.</summary>
    public byte[]? TextOf(Instruction comparison) => _tests?.GetValueOrDefault(comparison);

    /// <summary>Is only the byte of this character needed?</summary>
    public bool IsByte(Instruction character) => _characters?.Contains(character) == true;
}
