using System.Reflection.Emit;
using Orus.Optimizer.Ir;
using Orus.Optimizer.Loops;
using Orus.Tier2.Planning;

namespace Orus.Tier2.Emit;

/// <summary>The test before a loop that exists without some of its checks; see <see cref="LoopVersions"/>.</summary>
internal sealed partial class UnitEmitter
{
    /// <summary>Is a check of an instruction made by the code that is emitted? Not in the version of its loop that has left it to the test.</summary>
    private bool IsChecked(Instruction i, Checks check) =>
        (i.Checks & check) != 0 && !(_plan.Versions is { } versions && (versions.SuperfluousOf(i) & check) != 0 && _currentCopy < _plan.RoundsOf(_currentBlock!));

    /// <summary>At the end of a preheader: goes on at the code with all checks, unless all indices from the first to the last are in range. Everything is computed in 64 bits from values of 32, which is exact.</summary>
    private void EmitVersionTest(Block header)
    {
        if (_plan.Versions?.At(header) is not { } version)
            return;
        Label withChecks = LabelOf(header, _plan.RoundsOf(header));
        foreach (int register in version.Wide)
        {
            Load(register);
            _il.Op(OpCodes.Conv_I4);
            _il.Op(OpCodes.Conv_I8);
            Load(register);
            _il.Branch(OpCodes.Bne_Un, withChecks);
        }
        LocalBuilder first = _il.Local(typeof(long));
        LoadWide(version.Counter.Register);
        _il.Store(first);
        if (version.Sums is { } sums)
            EmitSumsTest(version, sums, first, withChecks);
        if (version.Tests.Length == 0)
            return;
        LocalBuilder last = EmitLast(version, first, withChecks, out LocalBuilder lastBehindTest);
        foreach (RangeTest test in version.Tests)
            EmitRangeTest(test, header, version.Counter.Step > 0, first, test.IsBehindTest ? lastBehindTest : last, withChecks);
    }

    /// <summary>Computes the value that the counter has at the start of the last round, or that of none if it does not get so far; and the same of rounds in which it has passed the test.</summary>
    private LocalBuilder EmitLast(LoopVersion version, LocalBuilder first, Label withChecks, out LocalBuilder lastBehindTest)
    {
        (long step, LoopTest test) = (version.Counter.Step, version.Test);
        bool grows = step > 0;
        LocalBuilder last = lastBehindTest = _il.Local(typeof(long));
        // The last value that passes.
        LoadWide(test.Bound);
        if (test.Comparison is not (Comparison.Le or Comparison.Ge))
        {
            _il.Long(test.Comparison == Comparison.Ne ? step : grows ? 1 : -1);
            _il.Op(OpCodes.Sub);
        }
        _il.Store(last);
        if (step is not (1 or -1) && test.Comparison == Comparison.Ne)
        {
            // The counter may step over its bound.
            _il.Load(last);
            _il.Load(first);
            _il.Op(OpCodes.Sub);
            _il.Long(step);
            _il.Op(OpCodes.Rem);
            _il.Long(0);
            _il.Branch(OpCodes.Bne_Un, withChecks);
        }
        else if (step is not (1 or -1))
        {
            // That is no value of the counter if the steps are longer.
            _il.Load(last);
            _il.Load(last);
            _il.Load(first);
            _il.Op(OpCodes.Sub);
            _il.Long(step);
            _il.Op(OpCodes.Rem);
            _il.Op(OpCodes.Sub);
            _il.Store(last);
        }
        if (test.Position == TestPosition.BeforeIncrement)
        {
            lastBehindTest = last;
            last = _il.Local(typeof(long));
            _il.Load(lastBehindTest);
            _il.Long(step);
            _il.Op(OpCodes.Add);
            _il.Store(last);
        }
        if (test.Comparison == Comparison.Ne)
        {
            // Behind its bound, the counter would not meet it.
            _il.Load(first);
            _il.Load(last);
            _il.Branch(grows ? OpCodes.Bgt : OpCodes.Blt, withChecks);
            return last;
        }
        // A loop that tests at its end may be entered with a counter that does not pass.
        Label passes = _il.Label();
        _il.Load(first);
        _il.Load(lastBehindTest);
        _il.Branch(grows ? OpCodes.Ble : OpCodes.Bge, passes);
        _il.Load(first);
        _il.Store(last);
        _il.Mark(passes);
        return last;
    }

    private void EmitSumsTest(LoopVersion version, BoundedSums sums, LocalBuilder first, Label withChecks)
    {
        (InductionVariable counter, LoopTest test) = (version.Counter, version.Test);
        bool grows = test.Comparison is Comparison.Lt or Comparison.Le;
        if (counter.StepRegister >= 0)
        {
            LoadWide(counter.StepRegister);
            _il.Long(0);
            _il.Branch(grows ? OpCodes.Ble : OpCodes.Bge, withChecks);
        }
        if (sums.StepsExactly && _plan.Function.TypeOf(counter.Register) == IrType.I32)
        {
            // With the values of the others, a step of 64 bits cannot leave them.
            LoadWide(test.Bound);
            EmitStepTest();
            _il.Load(first);
            EmitStepTest();
        }
        if (sums.MostRounds < 1L << 34)
        {
            // The first round may be made with a counter that does not pass the test, the last with one that equals the bound.
            if (grows)
                LoadWide(test.Bound);
            _il.Load(first);
            if (!grows)
                LoadWide(test.Bound);
            _il.Op(OpCodes.Sub);
            _il.Long(sums.MostRounds - 2);
            _il.Branch(OpCodes.Bgt, withChecks);
        }
        foreach (int sum in sums.Sums)
        {
            long half = Accumulation.MiddleOf(_plan.Function.TypeOf(sum));
            LoadWide(sum);
            _il.Long(half);
            _il.Op(OpCodes.Add);
            _il.Long(half << 1);
            _il.Branch(OpCodes.Bgt_Un, withChecks);
        }

        void EmitStepTest()
        {
            if (counter.StepRegister >= 0)
                LoadWide(counter.StepRegister);
            else
                _il.Long(counter.Step);
            _il.Op(OpCodes.Add);
            _il.Long(grows ? int.MaxValue : int.MinValue);
            _il.Branch(grows ? OpCodes.Bgt : OpCodes.Blt, withChecks);
        }
    }

    private void EmitRangeTest(RangeTest test, Block header, bool grows, LocalBuilder first, LocalBuilder last, Label withChecks)
    {
        // Which end of the counter's way is the worst, only a factor hides.
        bool rises = test.Value.Scale > 0 == grows;
        LocalBuilder worst = rises == test.Array < 0 ? first : last;
        foreach (LocalBuilder counter in test.Value.Factor < 0 ? [worst] : new[] { first, last })
        {
            LoadLinear(test.Value, test.Constant, counter);
            if (test.Array < 0)
            {
                _il.Long(0);
                _il.Branch(OpCodes.Blt, withChecks);
            }
            else
            {
                _il.Load(StorageOf(header, test.Array)!.Value.Count);
                _il.Op(OpCodes.Conv_I8);
                _il.Branch(OpCodes.Bge, withChecks);
            }
        }
    }

    /// <summary>Pushes the 64 bits of a linear value.</summary>
    private void LoadLinear(LinearValue value, long constant, LocalBuilder counter)
    {
        _il.Long(constant);
        if (value.Scale != 0)
        {
            _il.Load(counter);
            if (value.Scale != 1)
            {
                _il.Long(value.Scale);
                _il.Op(OpCodes.Mul);
            }
            if (value.Factor >= 0)
            {
                LoadWide(value.Factor);
                _il.Op(OpCodes.Mul);
            }
            _il.Op(OpCodes.Add);
        }
        foreach (int term in value.Terms)
        {
            LoadWide(term < 0 ? ~term : term);
            _il.Op(term < 0 ? OpCodes.Sub : OpCodes.Add);
        }
    }

    /// <summary>Pushes the 64 bits of an integer register.</summary>
    private void LoadWide(int register)
    {
        Load(register);
        UnitFrame.Widen(_il, _plan.Function.TypeOf(register));
    }
}
