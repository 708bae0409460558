using System;
using System.Text;
using Orus.Interp.Values;

namespace Orus.Interp.Text;

/// <summary>Collects UTF-8 text.</summary>
internal class ByteWriter(int capacity = 64)
{
    private byte[] _bytes = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => new(_bytes, 0, _length);

    public void Write(byte value)
    {
        if (_length == _bytes.Length)
            MakeRoom(1);
        _bytes[_length++] = value;
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _bytes.Length - _length)
        {
            if (WriteThrough(bytes))
                return;
            MakeRoom(bytes.Length);
        }
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Writes a name or message of the engine as UTF-8.</summary>
    public void Write(string text) => Advance(Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length))));

    /// <summary>At least <paramref name="size"/> bytes to write into, followed by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int size)
    {
        if (size > _bytes.Length - _length)
            MakeRoom(size);
        return _bytes.AsSpan(_length);
    }

    public void Advance(int written) => _length += written;

    public void Clear() => _length = 0;

    /// <summary>What was written, as a string value.</summary>
    public OrusString ToOrusString() => OrusString.Of(Written);

    /// <summary>Called when the buffer has no room for bytes so long; true if they were dealt with otherwise.</summary>
    protected virtual bool WriteThrough(ReadOnlySpan<byte> bytes) => false;

    /// <summary>Makes room for <paramref name="size"/> more bytes.</summary>
    protected virtual void MakeRoom(int size)
    {
        if (size > _bytes.Length - _length)
            _bytes = Storage.Grow(_bytes, _length, (long)_length + size);
    }
}
