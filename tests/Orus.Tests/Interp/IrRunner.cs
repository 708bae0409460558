using System;
using System.IO;
using System.Text;
using Orus.Front.Typed;
using Orus.Interp.Builtins;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Interp.Text;
using Orus.Optimizer.Ir;

namespace Orus.Tests.Interp;

/// <summary>Runs functions given as IR text. The first is the one that runs; the others can be called by name.</summary>
internal sealed class IrRunner : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly Output _writer;

    public IrRunner(string[] functions, int maxDepth = 100, ITierUp? tier = null, IrSymbols? symbols = null)
    {
        symbols ??= new IrSymbols();
        var irs = new IrFunction[functions.Length];
        for (int i = 0; i < functions.Length; i++)
            irs[i] = IrParser.Parse(functions[i], symbols);
        _writer = new Output(_output);
        Context = new ExecutionContext(
            new ContextOptions
            {
                MaxDepth = maxDepth,
                Lower = called => Array.Find(irs, ir => ir.Name == called.Name)!,
                Output = _writer,
                Input = new InputReader(Stream.Null),
                Tier = tier,
                VerifyCode = true,
            },
            16);
        foreach (TypedFunction function in symbols.Functions.Values)
        {
            IrFunction ir = Array.Find(irs, ir => ir.Name == function.Name)!;
            Context.Define(function, ir.Parameters.Length, ir.Result);
        }
        Main = Context.Add(irs[0]);
    }

    public ExecutionContext Context { get; }

    public RuntimeFunction Main { get; }

    /// <summary>Runs the first function and returns the 64 bits of its result.</summary>
    public long Run()
    {
        Context.RunBody(Main);
        return Context.ResultBits;
    }

    public string Output
    {
        get
        {
            _writer.Flush();
            return Encoding.UTF8.GetString(_output.ToArray());
        }
    }

    public void Dispose()
    {
        Context.Dispose();
        _output.Dispose();
    }
}
