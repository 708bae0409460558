using System;
using Orus.Interp.Builtins;
using Orus.Interp.Text;

namespace Orus.Interp.Engine;

/// <summary>What a script reads and writes. A host that reads lines of its own from the same input shares these.</summary>
/// <param name="Output">The buffered output.</param>
/// <param name="Input">The buffered input.</param>
internal sealed record ScriptStreams(Output Output, InputReader Input)
{
    public static ScriptStreams Open(EngineOptions options) =>
        new(new Output(options.Output ?? Output.OpenStandardOutput()), new InputReader(options.Input ?? Console.OpenStandardInput()));
}
