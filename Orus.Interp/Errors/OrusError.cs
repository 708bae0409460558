using System;
using System.Text;
using Orus.Front.Types;
using Orus.Interp.Values;

namespace Orus.Interp.Errors;

/// <summary>A run-time error as a value of the language.</summary>
internal sealed class OrusError(ErrorId id, OrusString message) : HeapObject
{
    public readonly ErrorId Id = id;

    public readonly OrusString Message = message;

    public override TypeKind Kind => TypeKind.Error;

    public ErrorKind ErrorKind => ErrorTable.Info(Id).Kind;

    /// <summary>What <c>typeof</c> gives: the kind, a space and the message.</summary>
    public OrusString TypeText => OrusString.Concat(OrusString.Of(ErrorTable.NameOf(ErrorKind) + " "), Message);

    /// <summary>An error whose message has no parts to fill in.</summary>
    public static OrusError Create(ErrorId id) => new(id, OrusString.Of(ErrorTable.Info(id).Message));

    public static OrusError Create(ErrorId id, string part0, string part1 = "") =>
        Create(id, Encoding.UTF8.GetBytes(part0), Encoding.UTF8.GetBytes(part1), default);

    /// <summary>An error with the parts of its message; they may be any bytes.</summary>
    public static OrusError Create(ErrorId id, ReadOnlySpan<byte> part0, ReadOnlySpan<byte> part1, ReadOnlySpan<byte> part2)
    {
        byte[] template = Encoding.UTF8.GetBytes(ErrorTable.Info(id).Message);
        byte[] message = new byte[template.Length + part0.Length + part1.Length + part2.Length];
        int length = 0;
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                message[length++] = template[i];
                continue;
            }
            ReadOnlySpan<byte> part = template[i + 1] switch
            {
                (byte)'0' => part0,
                (byte)'1' => part1,
                _ => part2,
            };
            part.CopyTo(message.AsSpan(length));
            length += part.Length;
            i += 2;
        }
        return new OrusError(id, OrusString.Of(message.AsSpan(0, length)));
    }
}
