using System;
using System.IO;

namespace Orus.Cli;

/// <summary>Standard input, which tells whether somebody waits for it.</summary>
internal sealed class WatchedInput(Stream input) : Stream
{
    private volatile bool _isAwaited;

    /// <summary>Is there a read that has not returned? May be asked from any thread.</summary>
    public bool IsAwaited => _isAwaited;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        _isAwaited = true;
        try
        {
            return input.Read(buffer);
        }
        finally
        {
            _isAwaited = false;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
