using System;
using System.Collections.Generic;
using Orus.Front.Source;

namespace Orus.Interp.Errors;

/// <summary>A call that an error passed through on its way out.</summary>
/// <param name="Function">The function in which the call stands.</param>
/// <param name="CallSpan">The call.</param>
internal readonly record struct TraceEntry(string Function, SourceSpan CallSpan);

/// <summary>
/// Carries an <see cref="OrusError"/> from where it is raised to its handler. Helpers that raise know no source position: whoever runs the instruction sets <see cref="Span"/>, and adds the
/// calls that the error leaves.
/// </summary>
internal sealed class OrusException(OrusError error) : Exception
{
    public OrusError Error { get; } = error;

    /// <summary>Where the failing operation stands.</summary>
    public SourceSpan Span { get; set; } = SourceSpan.None;

    /// <summary>Calls between the operation and the handler, innermost first; null while there are none.</summary>
    public List<TraceEntry>? Trace { get; private set; }

    public override string Message => Error.Message.ToString();

    /// <summary>The .NET frames mean nothing to a program in Orus.</summary>
    public override string? StackTrace => null;

    public void AddCall(string function, SourceSpan callSpan) => (Trace ??= []).Add(new TraceEntry(function, callSpan));
}
