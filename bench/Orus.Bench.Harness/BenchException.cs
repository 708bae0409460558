using System;

namespace Orus.Bench.Harness;

/// <summary>A comparison that cannot go on, for a reason that the user can act on: a program that is missing, fails, takes too long or computes something else.</summary>
/// <param name="message">The reason, as the user reads it.</param>
public sealed class BenchException(string message) : Exception(message);
