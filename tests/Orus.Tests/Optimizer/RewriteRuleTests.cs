using System;
using System.Collections.Generic;
using System.Globalization;
using NUnit.Framework;
using Orus.Front.Source;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Passes;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;

namespace Orus.Tests.Optimizer;

/// <summary>
/// Folding, identities and strength reduction against <see cref="IrEvaluator"/>: with every pair of values that differ in 8 bits only, around zero and at both limits of each type, and with edge and random values
/// of all bits.
/// </summary>
[TestFixture]
internal sealed class RewriteRuleTests
{
    private static readonly IrType[] Integers = [IrType.I32, IrType.I64, IrType.U32, IrType.U64];
    private static readonly IrOp[] Operations = [IrOp.Add, IrOp.Sub, IrOp.Mul, IrOp.Div, IrOp.Rem, IrOp.BitAnd, IrOp.BitOr, IrOp.CmpLt, IrOp.CmpLe, IrOp.CmpGt, IrOp.CmpGe, IrOp.CmpEq, IrOp.CmpNe];

    private static long Least(IrType type) => type switch { IrType.I32 => int.MinValue, IrType.I64 => long.MinValue, _ => 0 };

    private static long Most(IrType type) => type switch { IrType.I32 => int.MaxValue, IrType.U32 => uint.MaxValue, IrType.I64 => long.MaxValue, _ => -1 };

    /// <summary>All values of 8 bits: signed around zero, or unsigned from zero.</summary>
    private static List<long> EightBits(IrType type)
    {
        var values = new List<long>();
        for (int i = 0; i < 256; i++)
            values.Add(type.IsSigned() ? i - 128 : i);
        return values;
    }

    /// <summary>The 128 values next to each limit.</summary>
    private static List<long> Limits(IrType type)
    {
        var values = new List<long>();
        for (int i = 0; i < 128; i++)
        {
            values.Add(Least(type) + i);
            values.Add(Most(type) - i);
        }
        return values;
    }

    /// <summary>Powers of two and their neighbours, with both signs, and random values.</summary>
    private static List<long> Edges(IrType type, Random random)
    {
        var values = new List<long> { Least(type), Most(type), 0, 1 };
        int bits = type is IrType.I32 or IrType.U32 ? 32 : 64;
        for (int i = 1; i < bits; i++)
        {
            long power = 1L << i;
            values.AddRange([Wrap(type, power - 1), Wrap(type, power), Wrap(type, power + 1), Wrap(type, -power), Wrap(type, random.NextInt64() >> i)]);
        }
        return values;
    }

    private static long Wrap(IrType type, long value) => type switch { IrType.I32 => (int)value, IrType.U32 => (uint)value, _ => value };

    private static Checks ChecksOf(IrOp op, IrType type) => IrOpTable.Info(op).Allowed & (type.IsSigned() ? Checks.Overflow | Checks.Zero : Checks.Zero);

    [Test]
    public void FoldingComputesWhatRunningDoes([ValueSource(nameof(Integers))] IrType type)
    {
        List<long> small = EightBits(type);
        List<long> limits = Limits(type);
        foreach (IrOp op in Operations)
        {
            var instruction = new Instruction(op, type, SourceSpan.None) { Checks = ChecksOf(op, type) };
            CompareAll(instruction, small, small);
            CompareAll(instruction, limits, small);
            CompareAll(instruction, small, limits);
            List<long> edges = Edges(type, new Random(1));
            CompareAll(instruction, edges, edges);
        }
    }

    [Test]
    public void FoldedConversionsComputeWhatRunningDoes([ValueSource(nameof(Integers))] IrType from, [ValueSource(nameof(Integers))] IrType to)
    {
        foreach (Checks checks in new[] { Checks.None, Checks.Range })
        {
            var instruction = new Instruction(IrOp.Convert, to, SourceSpan.None) { From = from, Checks = checks };
            foreach (long value in (List<long>)[.. EightBits(from), .. Limits(from), .. Edges(from, new Random(2))])
            {
                (long bits, Checks failed) = IrEvaluator.Apply(IrOp.Convert, to, checks, value, 0, from);
                bool folds = Folding.TryUnary(instruction, value, out long result);
                if (folds != (failed == Checks.None) || (folds && result != bits))
                    Assert.Fail($"{from} {value} as {to} {checks}: {(folds ? result : "raises")}, not {bits} {failed}");
            }
        }
    }

    /// <summary>An operation with one constant operand, as propagation and strength reduction leave it, for every value of the other.</summary>
    [Test]
    public void ReducedOperationsComputeWhatTheyDidBefore([ValueSource(nameof(Integers))] IrType type, [Values("propagate", "strength")] string pass)
    {
        List<long> constants = [.. EightBits(type), .. Edges(type, new Random(3))];
        List<long> values = [.. EightBits(type), .. Edges(type, new Random(4))];
        foreach (IrOp op in Operations)
        {
            bool isComparison = op >= IrOp.CmpLt;
            foreach (long constant in constants)
            {
                foreach (bool isRight in new[] { true, false })
                {
                    // Without checks, as range analysis leaves operations that it has proved; dividends are then noted to be non-negative, or not.
                    foreach (Checks checks in op == IrOp.Mul ? new[] { ChecksOf(op, type), Checks.None } : [ChecksOf(op, type)])
                        CompareReduced(op, type, isComparison ? IrType.Bool : type, checks, constant, isRight, values, pass, OperandFacts.None);
                    if (op is IrOp.Div or IrOp.Rem && isRight && constant != 0)
                    {
                        CompareReduced(op, type, type, Checks.None, constant, isRight, values, pass, OperandFacts.None);
                        CompareReduced(op, type, type, Checks.None, constant, isRight, values.FindAll(value => value >= 0 || type == IrType.U64), pass, OperandFacts.NonNegativeA);
                    }
                }
            }
        }
    }

    private static void CompareAll(Instruction instruction, List<long> left, List<long> right)
    {
        foreach (long a in left)
        {
            foreach (long b in right)
            {
                (long bits, Checks failed) = IrEvaluator.Apply(instruction.Op, instruction.Type, instruction.Checks, a, b);
                bool folds = Folding.TryBinary(instruction, a, b, out long result);
                if (folds != (failed == Checks.None) || (folds && result != bits))
                    Assert.Fail($"{instruction.Op} {instruction.Type} {a} {b}: {(folds ? result : "raises")}, not {bits} {failed}");
            }
        }
    }

    private static void CompareReduced(IrOp op, IrType type, IrType result, Checks checks, long constant, bool isRight, List<long> values, string pass, OperandFacts facts)
    {
        IrFunction before = Function(op, type, result, checks, constant, isRight, facts);
        IrFunction after = Function(op, type, result, checks, constant, isRight, facts);
        Array.Find(PassTable.All.ToArray(), row => row.Name == pass)!.Run(after, new PassContext(new SwitchSet()));
        string text = IrPrinter.Print(after);
        if (text == IrPrinter.Print(before))
            return;
        foreach (long value in values)
        {
            (long Bits, Checks Failed) expected = IrEvaluator.Run(before, value);
            (long Bits, Checks Failed) found = IrEvaluator.Run(after, value);
            if (expected != found)
                Assert.Fail($"{value}: {found}, not {expected}, in\n{text}");
        }
    }

    private static IrFunction Function(IrOp op, IrType type, IrType result, Checks checks, long constant, bool isRight, OperandFacts facts)
    {
        string t = type.Name();
        string number = type == IrType.U64 ? ((ulong)constant).ToString(CultureInfo.InvariantCulture) : constant.ToString(CultureInfo.InvariantCulture);
        string flags = ((checks & Checks.Zero) != 0 ? " !zero" : "") + ((checks & Checks.Overflow) != 0 ? " !overflow" : "");
        IrFunction function = IrParser.Parse($"""
            function f($x:{t}) -> {result.Name()}
            b0:
              %c:{t} = const.{t} {number}
              %r:{result.Name()} = {IrOpTable.Info(op).Name}.{t} {(isRight ? "$x, %c" : "%c, $x")}{flags}
              return %r
            """, new IrSymbols());
        function.Blocks[0].Code[1].Facts = facts;
        return function;
    }
}
