using System;
using NUnit.Framework;
using Orus.Interp.Errors;

namespace Orus.Tests.Runtime;

internal static class Expect
{
    /// <summary>The action raises an error whose kind and message read so.</summary>
    public static void Error(string typeText, Action action)
    {
        OrusException? error = Assert.Throws<OrusException>(() => action());
        Assert.That(error!.Error.TypeText.ToString(), Is.EqualTo(typeText));
    }

    public static void Error(string typeText, Func<object?> action) => Error(typeText, () => { action(); });
}
