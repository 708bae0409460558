using System;
using System.Collections.Generic;
using System.IO;
using Orus.Front;
using Orus.Front.Diagnostics;
using Orus.Front.Lexing;
using Orus.Front.Parsing;
using Orus.Front.Source;
using Orus.Front.Typed;
using Orus.Interp.Dispatch;
using Orus.Interp.Engine;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Lowering;
using Orus.Optimizer.Pipeline;
using ExecutionContext = Orus.Interp.Dispatch.ExecutionContext;

namespace Orus.Bench.Front;

/// <summary>
/// The front end on generated programs of several sizes, best of some rounds after warm-up; what lowering and passes add when the programs run; and what they, and bytecode, add at the first call of all functions, and
/// if all functions are optimized. Sizes take turns in each round, so that a busy machine disturbs all alike.
/// </summary>
internal static class FrontBenchmark
{
    private const int Rounds = 7;
    private const int StackSize = 256 << 20;

    /// <summary>Rounds in which the programs are run as well, which takes longer.</summary>
    private const int Runs = 2;

    public static void Run(int[] sizes)
    {
        Measurement[] measurements = Array.ConvertAll(sizes, lines => new Measurement(FrontProgram.Generate(lines)));
        Measurement moduleBody = new(FrontProgram.GenerateModuleBody(60_000));
        Measurement warmUp = new(FrontProgram.Generate(5_000));
        OnLargeStack(() =>
        {
            for (int i = 0; i < 2 * Rounds; i++)
                warmUp.Round(byPass: i % 2 != 0, runs: i == 0);
            for (int i = 0; i < Rounds; i++)
            {
                foreach (Measurement measurement in (Measurement[])[.. measurements, moduleBody])
                    measurement.Round(byPass: i == Rounds - 1, runs: i >= Rounds - Runs);
            }
        });
        Console.WriteLine($"front end: processor time, best of {Rounds} rounds after warm-up; lines include blank ones and comments");
        Console.WriteLine("     lines        lex      parse  bind+check      total       lines/s   allocated");
        foreach (Measurement m in measurements)
        {
            double total = m.Front.Milliseconds;
            Console.WriteLine(
                $"{m.Lines,10:N0}{m.Lex.Milliseconds,8:F1} ms{m.Parse.Milliseconds - m.Lex.Milliseconds,8:F1} ms{total - m.Parse.Milliseconds,9:F1} ms{total,8:F1} ms{m.Lines / total * 1000,14:N0}{m.Front.Megabytes,9:F0} MB");
        }
        Console.WriteLine();
        Console.WriteLine("first call of all functions, and the programs run in the interpreter: the optimizer's passes beside the front end; the last line is one module body");
        Console.WriteLine("     lines   front end      lowered  optimized     passes  passes/front   run: lowered  optimized     passes  passes/front");
        foreach (Measurement m in (Measurement[])[.. measurements, moduleBody])
        {
            double front = m.Front.Milliseconds, first = m.FirstCall.Passes.Milliseconds, run = m.Execution.Passes.Milliseconds;
            Console.WriteLine($"{m.Lines,10:N0}{front,9:F1} ms{m.FirstCall.Lowered,13:N0}{m.FirstCall.Optimized,11:N0}{first,8:F1} ms{first / front,14:F2}{m.Execution.Lowered,15:N0}{m.Execution.Optimized,11:N0}{run,8:F1} ms{run / front,14:F2}");
        }
        Console.WriteLine();
        Console.WriteLine("all functions that some call reaches optimized at once, as for a dump; the last line is one module body");
        Console.WriteLine("     lines  functions   lowering     passes   bytecode   front end   passes/front   passes allocated   bytecode allocated");
        foreach (Measurement m in (Measurement[])[.. measurements, moduleBody])
        {
            Console.WriteLine(
                $"{m.Lines,10:N0}{m.All.Lowered,11:N0}{m.All.Lowering.Milliseconds,8:F1} ms{m.All.Passes.Milliseconds,8:F1} ms{m.Bytecode.Milliseconds,8:F1} ms{m.Front.Milliseconds,9:F1} ms{m.All.Passes.Milliseconds / m.Front.Milliseconds,15:F2}{m.All.Passes.Megabytes,16:F0} MB{m.Bytecode.Megabytes,18:F0} MB");
        }
        Console.WriteLine();
        Console.WriteLine($"passes, one round of its own    {measurements[^1].Lines,10:N0} lines        module body");
        foreach (PassRow pass in PassTable.All)
        {
            Cost many = measurements[^1].PassCosts.GetValueOrDefault(pass.Name), one = moduleBody.PassCosts.GetValueOrDefault(pass.Name);
            Console.WriteLine($"  {pass.Name,-20}{many.Time.TotalMilliseconds,8:F1} ms{many.Bytes / 1e6,8:F1} MB{one.Time.TotalMilliseconds,8:F1} ms{one.Bytes / 1e6,8:F1} MB");
        }
    }

    public static void OnLargeStack(Action action)
    {
        System.Threading.Thread thread = new(() => action(), StackSize);
        thread.Start();
        thread.Join();
    }

    /// <summary>The typed tree of a text that has no errors.</summary>
    public static TypedProgram Compile(byte[] text)
    {
        SourceSet sources = new();
        FrontendResult result = Frontend.Compile(sources.Add("main.orus", text), new FrontendOptions { Sources = sources });
        if (result.Program is { } program)
            return program;
        StringWriter errors = new();
        new DiagnosticRenderer(sources, DiagnosticFormat.Friendly, false, errors).Write([.. result.Diagnostics]);
        throw new InvalidOperationException("the generated program has errors:\n" + errors);
    }

    /// <summary>The round that took least time.</summary>
    private sealed class Best
    {
        private Cost _least = new(TimeSpan.MaxValue, 0);

        public double Milliseconds => _least.Time.TotalMilliseconds;

        public double Megabytes => _least.Bytes / 1e6;

        public void Add(Cost cost) => _least = cost.Time < _least.Time ? cost : _least;
    }

    /// <summary>What the optimizer did.</summary>
    private sealed class Work
    {
        public int Lowered { get; set; }

        public int Optimized { get; set; }

        public Best Lowering { get; } = new();

        public Best Passes { get; } = new();
    }

    private sealed class Measurement(byte[] text)
    {
        public int Lines { get; } = text.AsSpan().Count((byte)'\n');

        public Best Lex { get; } = new();

        /// <summary>Lexing included.</summary>
        public Best Parse { get; } = new();

        public Best Front { get; } = new();

        /// <summary>The code was made with which all functions begin.</summary>
        public Work FirstCall { get; } = new();

        /// <summary>The program was run.</summary>
        public Work Execution { get; } = new();

        /// <summary>All functions were optimized without being run.</summary>
        public Work All { get; } = new();

        public Best Bytecode { get; } = new();

        public Dictionary<string, Cost> PassCosts { get; } = [];

        /// <param name="byPass">Find the cost of each pass instead of that of all: looking at the clock that often is a good part of it.</param>
        /// <param name="runs">Run the program too.</param>
        public void Round(bool byPass, bool runs)
        {
            SourceText source = new SourceSet().Add("main.orus", text);
            GC.Collect();
            Cost start = Cost.Now;
            Lexer.Tokenize(source, new NameTable(), new DiagnosticBag());
            Lex.Add(Cost.Now - start);
            start = Cost.Now;
            Parser.Parse(source, new NameTable(), new DiagnosticBag());
            Parse.Add(Cost.Now - start);
            GC.Collect();
            start = Cost.Now;
            TypedProgram program = Compile(text);
            Front.Add(Cost.Now - start);
            Optimize(program, All, byPass, startsPlain: false, context => context.EnsureAllCode());
            Optimize(program, FirstCall, byPass: false, startsPlain: true, context => context.EnsureAllCode());
            if (runs)
                Optimize(program, Execution, byPass: false, startsPlain: true, context => Execute(program, context));
        }

        private static void Execute(TypedProgram program, ExecutionContext context)
        {
            foreach (TypedModule module in program.Modules)
                context.RunBody(context.FunctionOf(module.Body));
        }

        /// <summary>Has a context work with a program, and measures what the optimizer does meanwhile.</summary>
        private void Optimize(TypedProgram program, Work work, bool byPass, bool startsPlain, Action<ExecutionContext> use)
        {
            EngineOptions options = new() { Output = Stream.Null, Input = Stream.Null };
            ScriptStreams streams = ScriptStreams.Open(options);
            LoweringContext lowering = new(program.Types);
            PassContext passes = new(options.Switches) { LowerCallee = function => Orus.Optimizer.Lowering.Lowering.Lower(function, lowering) };
            Cost loweringCost = default, passCost = default;
            Cost passStart = default;
            work.Lowered = work.Optimized = 0;
            if (byPass)
            {
                PassCosts.Clear();
                passes.AfterPass = (name, _) =>
                {
                    Cost now = Cost.Now;
                    PassCosts[name] = PassCosts.GetValueOrDefault(name) + now - passStart;
                    passStart = now;
                };
            }
            GC.Collect();
            Cost start = Cost.Now;
            using ExecutionContext context = new(
                new ContextOptions { MaxDepth = options.MaxDepth, Output = streams.Output, Input = streams.Input, Lower = Lower, Optimize = Run, StartsPlain = startsPlain },
                program.GlobalCount);
            foreach (TypedModule module in program.Modules)
                context.FunctionOf(module.Body);
            use(context);
            Cost all = Cost.Now - start;
            if (byPass)
                return;
            if (work == All)
                Bytecode.Add(all - loweringCost - passCost);
            work.Lowering.Add(loweringCost);
            work.Passes.Add(passCost);

            IrFunction Lower(TypedFunction function)
            {
                work.Lowered++;
                Cost before = Cost.Now;
                IrFunction ir = Orus.Optimizer.Lowering.Lowering.Lower(function, lowering);
                loweringCost += Cost.Now - before;
                return ir;
            }

            void Run(IrFunction function)
            {
                work.Optimized++;
                Cost before = passStart = Cost.Now;
                OptimizerPipeline.Run(function, passes);
                passCost += Cost.Now - before;
            }
        }
    }
}
