using Orus.Front.Source;
using Orus.Optimizer.Analysis;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Pipeline;

namespace Orus.Optimizer.Passes;

/// <summary>
/// A read of a module variable, captured variable, field or element gets the value that was stored there, or read from there, last, when nothing in between can have changed it. The
/// stores stay: a callee, a handler or the caller may look.
/// </summary>
internal static class Forwarding
{
    public static PassStats Run(IrFunction function, PassContext context)
    {
        PassStats stats = context.NewStats();
        FunctionAnalyses analyses = context.AnalysesOf(function);
        Definitions definitions = analyses.Definitions;
        if (definitions.Has(IrOp.LoadGlobal) || definitions.Has(IrOp.LoadCell) || definitions.Has(IrOp.LoadField) || definitions.Has(IrOp.LoadElement) || definitions.Has(IrOp.DynField))
            ValueReuse.Run(analyses, stats, IsLoad, LoadOf, PassCounter.LoadsForwarded);
        return stats;
    }

    private static bool IsLoad(Instruction instruction) => instruction.Op is IrOp.LoadGlobal or IrOp.LoadCell or IrOp.LoadField or IrOp.LoadElement or IrOp.DynField;

    private static Instruction? LoadOf(Instruction store)
    {
        return store.Op switch
        {
            IrOp.StoreGlobal => Load(IrOp.LoadGlobal, -1, store.A),
            IrOp.StoreCell => Load(IrOp.LoadCell, store.A, store.B),
            IrOp.NewCell when store.A >= 0 && store.A != store.Dest => new Instruction(IrOp.LoadCell, store.Type, SourceSpan.None) { A = store.Dest, Dest = store.A },
            IrOp.StoreField => Load(IrOp.LoadField, store.A, store.B),
            // A store that the field's type does not allow has raised.
            IrOp.DynStoreField => new Instruction(IrOp.DynField, IrType.Any, SourceSpan.None) { Dest = store.B, A = store.A, Extra = store.Extra },
            IrOp.StoreElement => new Instruction(IrOp.LoadElement, store.Type, SourceSpan.None) { Dest = store.C, A = store.A, B = store.B, From = store.From },
            _ => null,
        };

        Instruction Load(IrOp op, int container, int value) =>
            new(op, store.Type, SourceSpan.None) { Dest = value, A = container, Immediate = store.Immediate, Extra = store.Extra };
    }
}
