using System;
using Orus.Front.Typed;
using Orus.Interp.Builtins;
using Orus.Interp.Engine;
using Orus.Interp.Text;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Switches;

namespace Orus.Interp.Dispatch;

/// <summary>What an <see cref="ExecutionContext"/> is made from.</summary>
internal sealed class ContextOptions
{
    public required int MaxDepth { get; init; }

    /// <summary>Makes the IR of a function, each time anew.</summary>
    public required Func<TypedFunction, IrFunction> Lower { get; init; }

    /// <summary>Optimizes it; null to leave it as it is.</summary>
    public Action<IrFunction>? Optimize { get; init; }

    /// <summary>Optimize functions when they are warm, not at their first call. With a tier that compiles a function before it is warm, they are optimized at once all the same.</summary>
    public bool StartsPlain { get; init; }

    public required Output Output { get; init; }

    public required InputReader Input { get; init; }

    /// <summary>What of the bytecode emitter is switched off.</summary>
    public SwitchSet Switches { get; init; } = new();

    /// <summary>Check the bytecode of every function; a violation throws <see cref="InvalidOperationException"/>.</summary>
    public bool VerifyCode { get; init; }

    public ITierUp? Tier { get; init; }

    public ICodeObserver? Observer { get; init; }

    /// <summary>Count what the dispatch loop executes.</summary>
    public bool CountsExecutions { get; init; }
}
