namespace Orus.Optimizer.Analysis;

/// <summary>
/// New arrays whose elements do not begin as zero. <see cref="System.Array.Fill{T}(T[], T)"/> works with vectors as wide as the machine's, so each instance of it is compiled at run time,
/// which takes longer than filling the few elements that the optimizer's arrays have.
/// </summary>
internal static class PresetArray
{
    public static T[] Of<T>(int length, T value)
    {
        var array = new T[length];
        for (int i = 0; i < array.Length; i++)
            array[i] = value;
        return array;
    }
}
