using System;
using System.IO;

namespace Orus.Verify;

/// <summary>Input that several runs read, each from its start: what one has read of the source is kept for the others.</summary>
internal sealed class RecordedInput(Stream source)
{
    private readonly MemoryStream _recorded = new();

    /// <summary>A stream for one run.</summary>
    public Stream Open() => new Reader(this);

    private int Read(long position, Span<byte> buffer)
    {
        if (position == _recorded.Length)
        {
            int count = source.Read(buffer);
            _recorded.Position = position;
            _recorded.Write(buffer[..count]);
            return count;
        }
        _recorded.Position = position;
        return _recorded.Read(buffer);
    }

    private sealed class Reader(RecordedInput input) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            int count = input.Read(_position, buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
