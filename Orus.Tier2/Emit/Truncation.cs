using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orus.Tier2.Emit;

/// <summary>
/// Conversions of numbers that are known to fit, for RyuJIT to inline: one machine instruction, where <c>conv.i4</c> and <c>conv.i8</c> also saturate and make zero of NaN.
/// </summary>
internal static class Truncation
{
    public static MethodInfo Int => field ??= typeof(Truncation).GetMethod(nameof(ToInt))!;

    public static MethodInfo Long => field ??= typeof(Truncation).GetMethod(nameof(ToLong))!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToInt(double value) => double.ConvertToIntegerNative<int>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToLong(double value) => double.ConvertToIntegerNative<long>(value);
}
