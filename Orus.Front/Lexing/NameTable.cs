using System;
using System.Text;

namespace Orus.Front.Lexing;

/// <summary>
/// Interns identifiers by their bytes, so that equal names of one compilation are one string and no string is made twice.
/// The keywords are its first entries.
/// </summary>
internal sealed class NameTable
{
    /// <summary>In the order of the kinds in <see cref="TokenKind"/>.</summary>
    public static ReadOnlySpan<string> Keywords => KeywordTexts;

    private static readonly string[] KeywordTexts =
    [
        "and", "as", "break", "catch", "continue", "do", "elif", "else", "enum", "false", "fn", "for", "if", "impl", "in", "match", "matches",
        "mut", "not", "or", "pass", "print", "pub", "return", "struct", "true", "try", "use", "while",
    ];

    private readonly record struct Entry(uint Hash, int Start, int Length, string Text);

    private Entry[] _entries = new Entry[256];
    private int[] _slots = new int[512];
    private byte[] _bytes = new byte[2048];
    private int _count;
    private int _byteCount;

    public NameTable()
    {
        Span<byte> bytes = stackalloc byte[16];
        foreach (string keyword in KeywordTexts)
        {
            int length = Encoding.ASCII.GetBytes(keyword, bytes);
            Intern(bytes[..length], Hash(bytes[..length]));
        }
    }

    public string this[int index] => _entries[index].Text;

    /// <summary>One step of the hash that <see cref="Intern(ReadOnlySpan{byte}, uint)"/> expects; it starts from 0.</summary>
    public static uint HashStep(uint hash, byte next) => (hash + next) * 0x9E3779B1u;

    /// <summary>The index of a name.</summary>
    public int Intern(ReadOnlySpan<byte> name, uint hash)
    {
        uint mask = (uint)_slots.Length - 1;
        uint slot = (hash ^ (hash >> 15)) & mask;
        for (; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly Entry entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash && name.SequenceEqual(_bytes.AsSpan(entry.Start, entry.Length)))
                return _slots[slot] - 1;
        }
        return Add(name, hash, slot);
    }

    private static uint Hash(ReadOnlySpan<byte> name)
    {
        uint hash = 0;
        foreach (byte b in name)
            hash = HashStep(hash, b);
        return hash;
    }

    private int Add(ReadOnlySpan<byte> name, uint hash, uint slot)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, _count * 2);
        while (_byteCount + name.Length > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        name.CopyTo(_bytes.AsSpan(_byteCount));
        int index = _count++;
        _entries[index] = new Entry(hash, _byteCount, name.Length, Encoding.ASCII.GetString(name));
        _byteCount += name.Length;
        _slots[slot] = index + 1;
        if (_count * 2 > _slots.Length)
            Rehash();
        return index;
    }

    private void Rehash()
    {
        int[] slots = new int[_slots.Length * 2];
        uint mask = (uint)slots.Length - 1;
        for (int i = 0; i < _count; i++)
        {
            uint hash = _entries[i].Hash;
            uint slot = (hash ^ (hash >> 15)) & mask;
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = i + 1;
        }
        _slots = slots;
    }
}
