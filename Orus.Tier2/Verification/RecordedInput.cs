using System;
using System.IO;

namespace Orus.Tier2.Verification;

/// <summary>Input that several runs read, each from its start: what one has read of the source is kept for the others.</summary>
internal sealed class RecordedInput(Stream source)
{
    private byte[] _recorded = new byte[256];
    private int _count;

    /// <summary>A stream for one run.</summary>
    public Stream Open() => new Reader(this);

    private int Read(long position, Span<byte> buffer)
    {
        int count;
        if (position == _count)
        {
            count = source.Read(buffer);
            if (_count + count > _recorded.Length)
                Array.Resize(ref _recorded, Math.Max(_recorded.Length * 2, _count + count));
            buffer[..count].CopyTo(_recorded.AsSpan(_count));
            _count += count;
            return count;
        }
        count = Math.Min(buffer.Length, _count - (int)position);
        _recorded.AsSpan((int)position, count).CopyTo(buffer);
        return count;
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
