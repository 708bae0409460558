using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using NUnit.Framework;
using Orus.Interp.Bytecode;
using Orus.Interp.Engine;
using Orus.Optimizer.Pipeline;
using Orus.Optimizer.Switches;
using Orus.Tests.Interp;
using Orus.Tests.Optimizer;
using Orus.Tier2.Exits;
using Orus.Tier2.Planning;
using LoopRefusal = Orus.Optimizer.Pipeline.RefusalReason;
using UnitRefusal = Orus.Tier2.Planning.RefusalReason;

namespace Orus.Tests.Verify;

/// <summary>Nothing that a table lists goes untested: each row is reached when the programs of tests/language run, or the row says here which other test reaches it.</summary>
[TestFixture]
internal sealed class ReachTests
{
    /// <summary>Reasons why nothing is compiled that no program brings up by itself: those of CodeLifetimeTests and of debug options (VerifyCommandTests).</summary>
    private static readonly UnitRefusal[] NotByPrograms = [UnitRefusal.Failure, UnitRefusal.DebugLimit, UnitRefusal.LeavesTooOften];

    /// <summary>Programs whose expressions RyuJIT would take hours for.</summary>
    private static readonly string[] TooLargeOnPurpose = ["products_of_themselves.orus", "sums_of_themselves.orus"];

    /// <summary>Every call of a function that has no bytecode yet, every call of a compiled one, and every end of a run execute these, outside of any function.</summary>
    private static readonly Opcode[] InStubs = [Opcode.CompileFunction, Opcode.EnterCompiled, Opcode.ExitRun];

    /// <summary>What the emitter knows and the front end never asks for: no expression compares references by identity, converts f64 to bool in one operation, repeats an array dynamically, or counts up to inequality without a check.</summary>
    private static readonly Opcode[] NotInTheLanguage =
        [Opcode.EqRef, Opcode.NeRef, Opcode.JumpEqRef, Opcode.JumpNeRef, Opcode.F64ToBool, Opcode.DynRepeat, Opcode.CheckArrayType, Opcode.LoopAddNe];

    /// <summary>The verifier refuses IR in which a loop is entered elsewhere than at its header; passes are on their guard all the same.</summary>
    private static readonly LoopRefusal[] NotInValidIr = [LoopRefusal.Irreducible];

    /// <summary>No natural loop holds a return: what follows it is not in the loop.</summary>
    private static readonly ExitReason[] NotInLoops = [ExitReason.Return];

    private readonly HashSet<Opcode> _opcodes = [];
    private readonly HashSet<LoopRefusal> _loopRefusals = [];
    private readonly HashSet<UnitRefusal> _unitRefusals = [];
    private readonly List<string> _refusedPrograms = [];
    private readonly HashSet<ExitReason> _exits = [];

    [OneTimeSetUp]
    public void RunThePrograms()
    {
        string root = Path.Combine(ArchitectureTests.RepositoryRoot(), "tests");
        OrusEngine.OnScriptThread(
            () =>
            {
                foreach (string area in (string[])["language", "optimizer"])
                {
                    foreach (string path in CorpusProgram.Paths(Path.Combine(root, area)))
                        Run(new CorpusProgram(path));
                }
            },
            EngineOptions.DefaultMaxDepth);
        RunUntilInterrupted();
        RunTooLargeFunction();
    }

    private void RunUntilInterrupted()
    {
        var units = new List<UnitReport>();
        var tier = new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, OnUnit = units.Add };
        var engine = new OrusEngine(new EngineOptions { Output = Stream.Null, Timeout = TimeSpan.FromMilliseconds(60), Tier = () => new TierController(tier) });
        engine.Compile("endless.orus", "mut x: u32 = 0\nwhile true:\n    x += 1\n"u8.ToArray()).Program!.Run();
        NoteExits(units);
    }

    private void RunTooLargeFunction()
    {
        var source = new StringBuilder("fn large(a: i32, values: [i32]) -> i32:\n    mut x = a\n");
        for (int i = 0; i < 1000; i++)
            source.Append(CultureInfo.InvariantCulture, $"    if x % {i + 2} == 1: x += values[{i}] + x / {i + 3}\n");
        source.Append("    return x\nprint(large(1, [0,] * 1000))\nprint(large(2, [0,] * 1000))\n");
        var tier = new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, OnRefusal = refusal => _unitRefusals.Add(refusal.Reason) };
        new OrusEngine(new EngineOptions { Output = Stream.Null, Tier = () => new TierController(tier) }).Compile("large.orus", Encoding.UTF8.GetBytes(source.ToString())).Program!.Run();
    }

    private void Run(CorpusProgram program)
    {
        if (program.ExitCode is 64 or 65)
            return;
        var units = new List<UnitReport>();
        var interpreted = new BytecodeCollector();
        OrusProgram compiled = new OrusEngine(Options(new SwitchSet(), null, null)).CompileFile(program.Path).Program!;
        var trace = new List<string>();
        compiled.With(Options(new SwitchSet(), interpreted, null, trace)).Run();
        compiled.With(Options(new SwitchSet(), null, new TierOptions { LoopThreshold = 1, CallThreshold = 1, Synchronous = true, FailsLoudly = true, OnUnit = units.Add, OnRefusal = NoteInProgram })).Run();
        // Loops of their own, not in compiled functions.
        compiled.With(Options(new SwitchSet(), null, new TierOptions
        {
            LoopThreshold = 1,
            CallThreshold = int.MaxValue,
            Synchronous = true,
            FailsLoudly = true,
            ForcedExits = ForcedExits.At(null, null, 2),
            OnUnit = units.Add,
            OnRefusal = Note,
        })).Run();
        if (program.Path.Contains("operations", StringComparison.Ordinal))
        {
            // Each pass hides operations that another form of the program needs.
            foreach (SwitchRow row in SwitchTable.Switches)
            {
                var switches = new SwitchSet();
                switches.Set(row.Id, false);
                compiled.With(Options(switches, interpreted, null)).Run();
            }
            compiled.With(Options(SwitchSet.AllOff(), interpreted, null)).Run();
        }
        foreach (BytecodeFunction function in interpreted.Functions)
        {
            for (int pc = 0; pc < function.Words.Length; pc++)
            {
                if (function.Executions![pc] > 0)
                    _opcodes.Add(Words.OpcodeOf(function.Words[pc]));
            }
        }
        foreach (RefusalRow row in RefusalTable.All)
        {
            if (trace.Exists(line => line.Contains(row.Message, StringComparison.Ordinal)))
                _loopRefusals.Add(row.Reason);
        }
        NoteExits(units);

        void Note(RefusalReport refusal) => _unitRefusals.Add(refusal.Reason);

        void NoteInProgram(RefusalReport refusal)
        {
            Note(refusal);
            if (refusal.Reason != UnitRefusal.TooLarge || Array.IndexOf(TooLargeOnPurpose, Path.GetFileName(program.Path)) < 0)
                _refusedPrograms.Add($"{program.Path}: {refusal.Unit}: {Refusals.Sentence(refusal.Reason)}");
        }

        EngineOptions Options(SwitchSet switches, BytecodeCollector? observer, TierOptions? tier, List<string>? lines = null) => new()
        {
            Switches = switches,
            Output = Stream.Null,
            Input = new MemoryStream(Encoding.UTF8.GetBytes(program.Input)),
            MaxDepth = program.MaxDepth,
            CurrentDirectory = Path.GetDirectoryName(program.Path)!,
            Timeout = TimeSpan.FromSeconds(20),
            CollectTelemetry = observer is not null,
            Observer = observer,
            OptimizerTrace = lines,
            Tier = tier is null ? null : () => new TierController(tier),
        };
    }

    private void NoteExits(List<UnitReport> units)
    {
        foreach (UnitReport unit in units)
        {
            for (int i = 0; i < unit.Exits; i++)
            {
                if (unit.ExitCounts[i] is ExitDescriptor { Count: > 0 } exit)
                    _exits.Add(exit.Reason);
            }
        }
    }

    [Test]
    public void EveryOpcodeIsExecuted()
    {
        var missing = new List<string>();
        foreach (OpcodeInfo info in OpcodeTable.All)
        {
            if (!_opcodes.Contains(info.Opcode) && Array.IndexOf(InStubs, info.Opcode) < 0 && Array.IndexOf(NotInTheLanguage, info.Opcode) < 0)
                missing.Add(info.Name);
        }
        Assert.That(string.Join(" ", missing), Is.Empty);
    }

    [Test]
    public void EveryExitReasonIsTaken()
    {
        var missing = new List<string>();
        foreach (ExitReasonInfo info in ExitReasons.All)
        {
            if (!_exits.Contains(info.Reason) && Array.IndexOf(NotInLoops, info.Reason) < 0)
                missing.Add(info.Name);
        }
        Assert.That(string.Join(" ", missing), Is.Empty);
    }

    [Test]
    public void EveryLoopRefusalIsMet()
    {
        var met = new HashSet<LoopRefusal>(_loopRefusals);
        foreach (TestCaseData data in PassTextTests.Cases())
        {
            PassTextTests.RunPass((PassTextTests.Case)data.Arguments[0]!, out PassStats stats);
            foreach (Refusal refusal in stats.Refusals)
                met.Add(refusal.Reason);
        }
        var missing = new List<string>();
        foreach (RefusalRow row in RefusalTable.All)
        {
            if (!met.Contains(row.Reason) && Array.IndexOf(NotInValidIr, row.Reason) < 0)
                missing.Add(row.Name);
        }
        Assert.That(string.Join(" ", missing), Is.Empty);
    }

    /// <summary>The benchmark programs are held by a counter of their gate.</summary>
    [Test]
    public void NothingHotIsRefusedInThePrograms() => Assert.That(string.Join("\n", _refusedPrograms), Is.Empty);

    [Test]
    public void EveryUnitRefusalIsMet()
    {
        var missing = new List<UnitRefusal>();
        foreach (RefusalInfo row in Refusals.All)
        {
            if (!_unitRefusals.Contains(row.Reason) && Array.IndexOf(NotByPrograms, row.Reason) < 0)
                missing.Add(row.Reason);
        }
        Assert.That(string.Join(" ", missing), Is.Empty);
    }

    /// <summary>A pass, under one of its names, has a test as text that it changes, and one, a near miss, that it must leave alone.</summary>
    [Test]
    public void EveryPassHasTestsAsText()
    {
        var changed = new HashSet<Switch>();
        var left = new HashSet<Switch>();
        foreach (TestCaseData data in PassTextTests.Cases())
        {
            var test = (PassTextTests.Case)data.Arguments[0]!;
            foreach (PassRow pass in PassTable.All)
            {
                if (pass.Name == test.Pass)
                    (PassTextTests.IsNearMiss(test) ? left : changed).Add(pass.Switch);
            }
        }
        var missing = new List<string>();
        foreach (PassRow pass in PassTable.All)
        {
            if (!changed.Contains(pass.Switch))
                missing.Add(pass.Name);
            if (!left.Contains(pass.Switch))
                missing.Add(pass.Name + " (near miss)");
        }
        Assert.That(string.Join(" ", missing), Is.Empty);
    }
}
