using System;

namespace Orus.Cli.Options;

/// <summary>The command line makes no sense; the message is the one line that says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
