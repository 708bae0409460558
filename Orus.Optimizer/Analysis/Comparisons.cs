using Orus.Optimizer.Ir;

namespace Orus.Optimizer.Analysis;

/// <summary>Comparisons turned around.</summary>
internal static class Comparisons
{
    /// <summary>The comparison of b with a that says the same as this one of a with b.</summary>
    public static Comparison Swap(Comparison comparison) => comparison switch
    {
        Comparison.Lt => Comparison.Gt,
        Comparison.Le => Comparison.Ge,
        Comparison.Gt => Comparison.Lt,
        Comparison.Ge => Comparison.Le,
        _ => comparison,
    };

    /// <summary>The comparison that holds exactly when this one does not. Not for f64: no comparison holds with NaN but <c>!=</c>.</summary>
    public static Comparison Negate(Comparison comparison) => comparison switch
    {
        Comparison.Lt => Comparison.Ge,
        Comparison.Le => Comparison.Gt,
        Comparison.Gt => Comparison.Le,
        Comparison.Ge => Comparison.Lt,
        Comparison.Eq => Comparison.Ne,
        _ => Comparison.Eq,
    };
}
