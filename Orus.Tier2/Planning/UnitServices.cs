using Orus.Interp.Dispatch;
using Orus.Interp.Values;

namespace Orus.Tier2.Planning;

/// <summary>What all units of one program share.</summary>
internal sealed class UnitServices
{
    public UnitServices(ExecutionContext context, TierController controller)
    {
        Context = context;
        Controller = controller;
        Functions = new FunctionCompiler(this);
        Loops = new LoopCompiler(this);
        Tracing = new LoopTracing(context, controller);
    }

    public ExecutionContext Context { get; }

    public TierController Controller { get; }

    public FunctionCompiler Functions { get; }

    public LoopCompiler Loops { get; }

    public LoopTracing Tracing { get; }

    public LayoutTable Layouts => Context.Layouts;
}

/// <summary>Size limits of units.</summary>
internal static class UnitLimits
{
    /// <summary>Functions with more bytecode words are left to their loops.</summary>
    public const int FunctionWords = 2000;

    /// <summary>RyuJIT silently stops optimising above 2000 basic blocks; half of that leaves room for what it adds itself.</summary>
    public const int Blocks = 1000;

    /// <summary>The same for 8000 references of locals and arguments.</summary>
    public const int LocalReferences = 4000;
}
