using System;

namespace Orus.Front.Lexing;

/// <summary>Replaces the escapes of string tokens.</summary>
internal static class StringContents
{
    /// <summary>
    /// The bytes that a string token (quotes included) stands for. <paramref name="badEscape"/> is the place of the first backslash that
    /// begins no escape, or -1.
    /// </summary>
    public static byte[] Decode(ReadOnlySpan<byte> token, out int badEscape)
    {
        badEscape = -1;
        ReadOnlySpan<byte> text = token[1..^1];
        int backslash = text.IndexOf((byte)'\\');
        if (backslash < 0)
            return text.ToArray();

        byte[] bytes = new byte[text.Length];
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '\\')
            {
                int escaped = Escape(text[++i]);
                if (escaped < 0 && badEscape < 0)
                    badEscape = i;
                c = (byte)escaped;
            }
            bytes[length++] = c;
        }
        return bytes.AsSpan(0, length).ToArray();
    }

    private static int Escape(byte c) => (char)c switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '\\' => '\\',
        '"' => '"',
        '0' => '\0',
        _ => -1,
    };
}
