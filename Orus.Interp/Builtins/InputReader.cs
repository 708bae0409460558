using System;
using System.IO;
using Orus.Interp.Text;
using Orus.Interp.Values;

namespace Orus.Interp.Builtins;

/// <summary>Reads lines of bytes from the program's input.</summary>
internal sealed class InputReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _next;
    private int _end;

    /// <summary>The next line without its LF or CRLF, or null at the end of the input.</summary>
    public OrusString? ReadLine()
    {
        var line = new ByteWriter();
        bool isAny = false;
        while (true)
        {
            if (_next == _end)
            {
                _next = 0;
                _end = stream.Read(_buffer);
                if (_end == 0)
                    return isAny ? line.ToOrusString() : null;
            }
            isAny = true;
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_next, _end - _next);
            int length = rest.IndexOf((byte)'\n');
            line.Write(length < 0 ? rest : rest[..length]);
            if (length < 0)
            {
                _next = _end;
                continue;
            }
            _next += length + 1;
            ReadOnlySpan<byte> text = line.Written;
            return OrusString.Of(text.EndsWith("\r"u8) ? text[..^1] : text);
        }
    }
}
