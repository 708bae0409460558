using System;
using System.Text;
using NUnit.Framework;
using Orus.Front.Diagnostics;

namespace Orus.Tests.Front;

[TestFixture]
internal sealed class LexerTests
{
    [TestCase("", "")]
    [TestCase("\n\n  // only a comment\n", "")]
    [TestCase("x = 1", "x = 1 NEWLINE")]
    [TestCase("x = 1; y = 2;\r\n", "x = 1 ; y = 2 ; NEWLINE")]
    [TestCase("\uFEFFx", "x NEWLINE")]
    [TestCase("a+=b-=c*=d/=e%=f:=g", "a += b -= c *= d /= e %= f := g NEWLINE")]
    [TestCase("a==b!=c<d<=e>f>=g", "a == b != c < d <= e > f >= g NEWLINE")]
    [TestCase("1..3", "1 .. 3 NEWLINE")]
    [TestCase("1..=3.5..0x1f", "1 ..= 3.5 .. 0x1f NEWLINE")]
    [TestCase("1_000.5e-3f64 5u", "1_000.5e-3f64 5u NEWLINE")]
    [TestCase("-> 'rows: x.y", "-> 'rows : x . y NEWLINE")]
    [TestCase("a /* b \n c */ d // e", "a d NEWLINE")]
    [TestCase("/* one /* still one */ a", "a NEWLINE")]
    [TestCase("s = \"a\\\"b // c\"", "s = \"a\\\"b // c\" NEWLINE")]
    public void TokensOfLines(string text, string expected) => Assert.That(FrontHarness.Tokens(text), Is.EqualTo(expected));

    [TestCase("if a:\n  b\nc", "if a : NEWLINE INDENT b NEWLINE DEDENT NEWLINE c NEWLINE")]
    [TestCase("if a:\n  if b:\n\tc\nd", "if a : NEWLINE INDENT if b : NEWLINE INDENT c NEWLINE DEDENT NEWLINE DEDENT NEWLINE d NEWLINE")]
    [TestCase("if a:\n    b\n\tc", "if a : NEWLINE INDENT b NEWLINE c NEWLINE DEDENT NEWLINE")]
    [TestCase("if a:\n\n      // deep\n  b\n // shallow\n  c\n", "if a : NEWLINE INDENT b NEWLINE c NEWLINE DEDENT NEWLINE")]
    [TestCase("if a:\n  /* x\n y */ b\n  c", "if a : NEWLINE INDENT b NEWLINE c NEWLINE DEDENT NEWLINE")]
    public void Indentation(string text, string expected) => Assert.That(FrontHarness.Tokens(text), Is.EqualTo(expected));

    [TestCase("f(a,\n  b\n)", "f ( a , b ) NEWLINE")]
    [TestCase("x = [\n1,\n      2,\n]", "x = [ 1 , 2 , ] NEWLINE")]
    [TestCase("p = P{\n  x: 1\n}", "p = P { x : 1 } NEWLINE")]
    [TestCase("f(fn():\n  a\n  b\n, c)", "f ( fn ( ) : NEWLINE INDENT a NEWLINE b NEWLINE DEDENT , c ) NEWLINE")]
    [TestCase("f(fn():\n    a\n  , c)", "f ( fn ( ) : NEWLINE INDENT a NEWLINE DEDENT , c ) NEWLINE")]
    [TestCase("f(fn():\n  if a:\n    b)", "f ( fn ( ) : NEWLINE INDENT if a : NEWLINE INDENT b NEWLINE DEDENT NEWLINE DEDENT ) NEWLINE")]
    [TestCase("f(fn(): a,\n  b)", "f ( fn ( ) : a , b ) NEWLINE")]
    [TestCase("f(match a:\n  1 -> 2\n)", "f ( match a : NEWLINE INDENT 1 -> 2 NEWLINE DEDENT ) NEWLINE")]
    [TestCase("x = {\n  a\n  b\n}", "x = { NEWLINE a NEWLINE b NEWLINE } NEWLINE")]
    [TestCase("f({\n  if a:\n    b\n  c })", "f ( { NEWLINE if a : NEWLINE INDENT b NEWLINE DEDENT NEWLINE c } ) NEWLINE")]
    [TestCase("x = {\n  if a:\n    b }", "x = { NEWLINE if a : NEWLINE INDENT b NEWLINE DEDENT NEWLINE } NEWLINE")]
    public void LayoutInsideBrackets(string text, string expected) => Assert.That(FrontHarness.Tokens(text), Is.EqualTo(expected));

    [TestCase("a = b && c", "main.orus:1:7: E1001: unexpected character `&&`\n")]
    [TestCase("é = 1", "main.orus:1:1: E1001: unexpected character; outside strings and comments only ASCII is legal\n")]
    [TestCase("größe = 1 + größe\nb = é", "main.orus:1:3: E1001: unexpected character; outside strings and comments only ASCII is legal\nmain.orus:2:5: E1001: unexpected character; outside strings and comments only ASCII is legal\n")]
    [TestCase("a = \"x\nb = 1", "main.orus:1:5: E1021: this string is not terminated on its line\n")]
    [TestCase("a = 1\n/* b\n", "main.orus:2:1: E1021: this comment is not terminated\n")]
    [TestCase("a = 'x'", "main.orus:1:5: E1021: a `'` must be followed by the name of a label\n")]
    [TestCase("if a:\n    b\n  c", "main.orus:3:3: E1008: Inconsistent indentation: this width matches no open block\n")]
    [TestCase("a = \"\\q\"", "main.orus:1:6: E1021: unknown escape\n")]
    public void Errors(string text, string expected) => Assert.That(FrontHarness.Errors(text), Is.EqualTo(expected));

    [Test]
    public void Utf16IsOneError()
    {
        byte[] text = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("x = 1\ny = 2\n")];
        Assert.That(FrontHarness.Parse(text).Diagnostics, Has.Count.EqualTo(1).And.Exactly(1).Matches<Diagnostic>(error => error.Message.Contains("UTF-16", StringComparison.Ordinal)));
    }

    [TestCase("1__0", "`_` may stand only between two digits")]
    [TestCase("1_", "`_` may stand only between two digits")]
    [TestCase("0x_1", "`_` may stand only between two digits")]
    [TestCase("1e", "the exponent has no digits")]
    [TestCase("1e+", "the exponent has no digits")]
    [TestCase("0b12", "a binary number has only the digits 0 and 1")]
    [TestCase("0o8", "an octal number has only the digits 0 to 7")]
    [TestCase("0x", "the number has no digits")]
    [TestCase("5i16", "`i16` is not a suffix of numbers")]
    [TestCase("2.5i32", "a number with a fraction cannot have an integer suffix")]
    [TestCase("2147483648i32", "the value does not fit the type of its suffix")]
    [TestCase("0xFFFFFFFFi32", "the value does not fit the type of its suffix")]
    public void BadNumbers(string number, string message) =>
        Assert.That(FrontHarness.Errors("x = " + number), Is.EqualTo($"main.orus:1:5: E1021: {message}\n"));

    [TestCase("007", "7")]
    [TestCase("1_000", "1000")]
    [TestCase("0xFFFF_0000", "4294901760h")]
    [TestCase("0b1010u", "10hu32")]
    [TestCase("0x1f64", "8036h")]
    [TestCase("-2147483648i32", "-2147483648i32")]
    [TestCase("-5u32", "(- 5u32)")]
    [TestCase("-0x10", "(- 16h)")]
    [TestCase("-2.5", "(- 2.5f)")]
    [TestCase("2.0i32", "2i32")]
    [TestCase("9007199254740993.0i64", "9007199254740993i64")]
    [TestCase("1e3u64", "1000u64")]
    [TestCase("5f64", "5f64")]
    [TestCase("6.02e+23", "6.02E+23f")]
    [TestCase("18446744073709551615", "18446744073709551615")]
    [TestCase("18446744073709551616", "1.8446744073709552E+19")]
    public void NumberValues(string number, string expected) => Assert.That(FrontHarness.Tree(number), Is.EqualTo(expected));

    [Test]
    public void EscapesBecomeBytes() =>
        Assert.That(FrontHarness.Tree("\"\\n\\t\\r\\\\\\\"\\0é\""), Is.EqualTo("\"\\x0a\\x09\\x0d\\\\\\\"\\x00\\xc3\\xa9\""));
}
