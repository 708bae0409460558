using System.Text;
using NUnit.Framework;
using Orus.Front.Typed;

namespace Orus.Tests.Front;

/// <summary>Programs that are long or deep.</summary>
public sealed class CheckingScaleTests
{
    private static TypedProgram? Check(string program) => CheckingHarness.OnLargeStack(() => CheckingHarness.Compile(program, out _).Program);

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    [TestCase("x")]
    [TestCase("1")]
    public void LongChainsOfOperators(string operand) => Assert.That(Check($"x = 1\ny = {operand}{Repeat(" + " + operand, 100_000)}"), Is.Not.Null);

    [Test]
    public void DeepParentheses() => Assert.That(Check($"x: f64 = {Repeat("(", 480)}1{Repeat(" + 1)", 480)}"), Is.Not.Null);

    [Test]
    public void ManyStatements() => Assert.That(Check("mut x = 1\n" + Repeat("x = x + 1\n", 100_000)), Is.Not.Null);

    [Test]
    public void ManyBranches() => Assert.That(Check("x = 1\nif x == 0:\n    y = 1\n" + Repeat("elif x == 1:\n    y = 2\n", 100_000) + "else:\n    y = 3\nprint(y)"), Is.Not.Null);

    [Test]
    public void ManyBranchesThatDeclare()
    {
        StringBuilder program = new("fn f(p: bool):\n");
        for (int i = 0; i < 20_000; i++)
            program.Append($"    if p: v{i} = 1\n    else: v{i} = 2\n    print(v{i})\n");
        Assert.That(Check(program.ToString()), Is.Not.Null);
    }

    [Test]
    public void LongChainsOfCallsBeforeTheirDeclaration()
    {
        StringBuilder program = new();
        for (int i = 0; i < 2000; i++)
            program.Append($"fn f{i}(n):\n    return f{i + 1}(n) + 1\n");
        program.Append("fn f2000(n): n\nprint(f0(1))\n");
        Assert.That(Check(program.ToString()), Is.Not.Null);
    }

    [Test]
    public void ChainsOfDeclarationsNeedNoStackOfTheCaller()
    {
        const int Length = 20_000;
        StringBuilder program = new();
        for (int i = 0; i < Length; i++)
            program.Append($"fn f{i}(): f{i + 1}()\nC{i} := C{i + 1} + 0\n");
        program.Append($"fn f{Length}(): 1\nC{Length} := 1\nprint(f0(), C0)\n");
        Assert.That(CheckingHarness.Compile(program.ToString(), out _).Program, Is.Not.Null);
    }

    [Test]
    public void FunctionsThatAllCallEachOther()
    {
        StringBuilder program = new();
        for (int i = 0; i < 15; i++)
        {
            program.Append($"fn m{i}(n):\n    if n == 0: return {i}\n    return 1");
            for (int k = 0; k < 15; k++)
                program.Append($" + m{k}(n - 1)");
            program.Append('\n');
        }
        Assert.That(Check(program + "print(m0(2))"), Is.Not.Null);
    }
}
