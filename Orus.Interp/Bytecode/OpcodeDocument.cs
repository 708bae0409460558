using System.Globalization;
using System.Text;

namespace Orus.Interp.Bytecode;

/// <summary>The reference page of the bytecode, docs/BYTECODE.md: a test holds the file to this text.</summary>
internal static class OpcodeDocument
{
    public static string Print()
    {
        var text = new StringBuilder();
        text.Append("""
            # Bytecode

            Written from `Orus.Interp/Bytecode/OpcodeTable.cs`; a test compares. An instruction is one 64-bit word, opcode and operands a, b, c of 16 bits from the low end, and the words that follow it. A slot is
            an index into both register banks of the activation; the type says which bank an operand means.

            Operands stand in the order a, b, c, following words. `=T` is the destination slot and `T` a source slot of a type; `int` is any integer type, `bits` any scalar type, `value` the type named by another
            operand, `result` the result type of the callee. `#` and `##` are immediates of 16 and 32 bits, `@` and `@@` jump offsets from the following word, `$$` a pool index, `%%` a module variable, `offset` a
            field offset in units of 8 bytes, `refs` the number of reference slots to clear, `words` the number of following words. Following words: `imm` 64 bits, `pool` a pool index, `loop` budget, loop
            number and step, `args` two arguments each, slot and register type.

            An opcode whose name joins two others with `+` executes the second instruction with the first; the second stays in its place, after the first or at the loop's header, and is executed there alone where code is entered
            at it, when it fails, and while executions are counted.

            A listing ends with the loop table. A row names the loop's header position, kind and depth, the slots of its counter and bound with the step, the number of rounds if it is known, and the residents:
            the slots that belong to one register each from the first to the last block of the loop (counters, bound, accumulators, and what the loop only reads). Rows stand in the order of `--dump=loops`. The
            verifier holds the code to the table: a counting backedge (`loop.add.*`) steps the counter by the step and compares with the bound, every backedge leads to its header, and no other register is
            written to the slot of a resident.

            | opcode | operands | effects | meaning |
            |---|---|---|---|

            """);
        foreach (OpcodeInfo info in OpcodeTable.All)
        {
            string effects = info.Effects == OpcodeEffects.None ? "" : info.Effects.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"| `{info.Name}` | `{info.Operands}` | {effects} | {info.Meaning} |\n");
        }
        return text.Replace("| `` |", "| |").ToString();
    }
}
