using System.Collections.Generic;
using System.Globalization;
using System.Reflection.Emit;
using Orus.Front.Source;
using Orus.Tier2.Planning;

namespace Orus.Tier2.MachineCode;

/// <summary>A line of generated code.</summary>
/// <param name="Text">The line.</param>
/// <param name="Place">The source it was made from; <see cref="SourceSpan.None"/> where that is not known.</param>
public sealed record CodeLine(string Text, SourceSpan Place);

/// <summary>
/// What is noted about a unit while it is emitted, for listings only: its IL with the source of each instruction, and the numbers by which its machine code can be recognised. The
/// run time keeps no map from machine code to IL for run-time methods, but position stores, exits and calls of the run time carry constants that occur nowhere else.
/// </summary>
public sealed class CodeMap
{
    private readonly Dictionary<Label, int> _labels = [];

    /// <summary>The IL, in order.</summary>
    public List<CodeLine> Il { get; } = [];

    /// <summary>Source of each site number that the code stores.</summary>
    internal Dictionary<int, SourceSpan> Sites { get; } = [];

    /// <summary>Names of the run-time methods called, by address.</summary>
    internal Dictionary<ulong, string> Calls { get; } = [];

    /// <summary>Ways out, by the address of their counter.</summary>
    internal Dictionary<ulong, ExitCount> Exits { get; } = [];

    /// <summary>Gives a label the next name.</summary>
    internal void Add(Label label) => _labels.Add(label, _labels.Count);

    /// <summary>The name of a label in the listing.</summary>
    internal string NameOf(Label label) => "L" + _labels[label].ToString(CultureInfo.InvariantCulture);
}
