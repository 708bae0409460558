using System;
using System.Collections.Generic;

namespace Orus.Tests.Fuzz;

/// <summary>Damages programs: bytes, tokens, lines and pieces of other programs.</summary>
internal sealed class SourceMutator(IReadOnlyList<byte[]> corpus, Random random)
{
    private static readonly byte[][] Tokens = [.. Array.ConvertAll(
        ("if elif else for while in match matches try catch do fn return break continue print pub mut struct enum impl use as and or not pass true false self "
        + "i32 i64 u32 u64 f64 bool string any [i32] [any] fn(i32)->i32 ( ) [ ] { } , : ; . ' .. ..= -> := = == != < <= > >= + - * / % += -= *= /= %= @ \" \\ \n \t // /* */ \n\u0020\u0020\u0020\u0020 "
        + "0 1 -1 2147483647 -2147483648 2147483648 9223372036854775807 18446744073709551615 4294967295u32 0xFFFFFFFF 1e308 5e-324 0.0 1_000 0b1 99999999999999999999 _ x n e len push pop sorted range typeof int float").Split(' ', StringSplitOptions.RemoveEmptyEntries),
        System.Text.Encoding.ASCII.GetBytes)];

    public byte[] Next()
    {
        var text = new List<byte>(Pick(corpus));
        for (int i = random.Next(1, 6); i > 0; i--)
            Mutate(text);
        return [.. text];
    }

    private void Mutate(List<byte> text)
    {
        int at = random.Next(text.Count + 1);
        switch (random.Next(9))
        {
            case 0 when at < text.Count:
                text[at] = (byte)random.Next(256);
                break;
            case 1 when at < text.Count:
                text[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                text.InsertRange(at, Pick(Tokens));
                break;
            case 3:
                (int start, int length) = Token(text, at);
                text.RemoveRange(start, length);
                break;
            case 4:
                (start, length) = Token(text, at);
                text.RemoveRange(start, length);
                text.InsertRange(start, Pick(Tokens));
                break;
            case 5:
                (start, length) = Token(text, at);
                text.InsertRange(Token(text, random.Next(text.Count + 1)).Start, text.GetRange(start, length));
                break;
            case 6:
                (start, length) = Line(text, at);
                text.RemoveRange(start, length);
                break;
            case 7:
                (start, length) = Line(text, at);
                text.InsertRange(Line(text, random.Next(text.Count + 1)).Start, text.GetRange(start, length));
                break;
            default:
                var other = new List<byte>(Pick(corpus));
                (start, length) = Line(other, random.Next(other.Count + 1));
                text.InsertRange(Line(text, at).Start, other.GetRange(start, length));
                break;
        }
    }

    private byte[] Pick(IReadOnlyList<byte[]> list) => list[random.Next(list.Count)];

    private static (int Start, int Length) Token(List<byte> text, int at)
    {
        if (at >= text.Count)
            return (text.Count, 0);
        int start = at;
        while (start > 0 && IsWord(text[start]) && IsWord(text[start - 1]))
            start--;
        int end = at + 1;
        while (end < text.Count && IsWord(text[at]) && IsWord(text[end]))
            end++;
        return (start, end - start);
    }

    private static (int Start, int Length) Line(List<byte> text, int at)
    {
        int start = at;
        while (start > 0 && text[start - 1] != '\n')
            start--;
        int end = at;
        while (end < text.Count && text[end] != '\n')
            end++;
        return (start, Math.Min(end + 1, text.Count) - start);
    }

    private static bool IsWord(byte value) => char.IsAsciiLetterOrDigit((char)value) || value == '_';
}
