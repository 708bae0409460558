using System.Collections.Generic;
using NUnit.Framework;
using Orus.Cli.Options;

namespace Orus.Tests.Cli;

[TestFixture]
internal sealed class CommandLineTests
{
    [Test]
    public void TablesAreInEnumOrder()
    {
        for (int i = 0; i < OptionTable.All.Length; i++)
            Assert.That((int)OptionTable.All[i].Id, Is.EqualTo(i), OptionTable.All[i].Name);
        for (int i = 0; i < CommandTable.All.Length; i++)
            Assert.That((int)CommandTable.All[i].Id, Is.EqualTo(i), CommandTable.All[i].Name);
    }

    [TestCase("unknown option '--tiemout', did you mean '--timeout'?", "exec", "a.orus", "--tiemout", "3")]
    [TestCase("unknown option '-x'; `orus --help` lists the options", "-x")]
    [TestCase("there is no command and no file 'exce', did you mean 'exec'?", "exce", "a.orus")]
    [TestCase("there is no command and no file 'run', did you mean 'exec'?", "run", "a.orus")]
    [TestCase("there is no command and no file 'sausage'; `orus --help` lists the commands", "sausage")]
    [TestCase("`orus exec` needs a FILE; see `orus exec --help`", "exec")]
    [TestCase("unexpected argument 'b.orus'; arguments for the program come after `--`", "exec", "a.orus", "b.orus")]
    [TestCase("unexpected argument 'b.orus' after `repl`", "repl", "b.orus")]
    [TestCase("option '--timeout' needs a value: --timeout=SECONDS", "exec", "a.orus", "--timeout")]
    [TestCase("option '--timeout': '-1' is not a number of seconds", "exec", "a.orus", "--timeout", "-1")]
    [TestCase("option '--quiet' takes no value", "exec", "a.orus", "--quiet=yes")]
    [TestCase("option '--max-recursion': '0' is not a number from 1 to 1000000", "exec", "a.orus", "--max-recursion=0")]
    [TestCase("option '--max-depth': '1000001' is not a number from 1 to 1000000", "exec", "a.orus", "--max-depth", "1000001")]
    [TestCase("option '--max-heap': '12Q' is not a size such as 512M or 2G", "exec", "a.orus", "--max-heap=12Q")]
    [TestCase("option '--error-format': 'jsn' is none of friendly, minimal, json; did you mean 'json'?", "exec", "a.orus", "--error-format=jsn")]
    [TestCase("option '--dump': 'token' is none of tokens, ast, typed, ir, loops, bytecode, il, asm; did you mean 'tokens'?", "check", "a.orus", "--dump=ast,token")]
    [TestCase("option '--timeout' does not go with `repl`", "repl", "--timeout=3")]
    public void WhatMakesNoSenseIsOneLineAndExitCode64(string message, params string[] arguments)
    {
        CliRunner.Result result = CliRunner.Run(arguments);
        Assert.That(result.Error, Is.EqualTo("orus: " + message + "\n"));
        Assert.That(result.ExitCode, Is.EqualTo(64));
        Assert.That(result.Output, Is.Empty);
    }

    [Test]
    public void ABadEnvironmentVariableIsNamed()
    {
        CliRunner.Result result = CliRunner.Run("", new Dictionary<string, string> { ["ORUS_MAX_RECURSION"] = "many" }, "exec", "a.orus");
        Assert.That(result.Error, Is.EqualTo("orus: environment variable ORUS_MAX_RECURSION: 'many' is not a number from 1 to 1000000\n"));
        Assert.That(result.ExitCode, Is.EqualTo(64));
    }

    [Test]
    public void TheCommandLineWinsOverTheEnvironment()
    {
        CliSettings settings = Parse(new() { ["ORUS_MAX_RECURSION"] = "5", ["ORUS_ERROR_FORMAT"] = "json" }, "exec", "a.orus", "--max-recursion=7").Settings;
        Assert.That(settings.MaxDepth, Is.EqualTo(7));
        Assert.That(settings.Format, Is.EqualTo(Orus.Front.Diagnostics.DiagnosticFormat.Json));
    }

    [Test]
    public void ValuesAreAttachedOrFollow()
    {
        CliSettings settings = Parse([], "exec", "--timeout", "0.5", "a.orus", "--max-heap=2m", "--dump", "ast,ir").Settings;
        Assert.That(settings.Timeout!.Value.TotalSeconds, Is.EqualTo(0.5));
        Assert.That(settings.MaxHeap, Is.EqualTo(2 << 20));
        Assert.That(settings.Dump, Is.EqualTo(DumpStages.Ast | DumpStages.Ir));
    }

    [Test]
    public void AFileWithoutCommandIsRunAndNothingStartsASession()
    {
        Assert.That(Parse([], "a.orus").Command, Is.EqualTo(CommandId.Exec));
        Assert.That(Parse([], "-").File, Is.EqualTo("-"));
        Assert.That(Parse([]).Command, Is.EqualTo(CommandId.Repl));
        Assert.That(Parse([], "exec", "check").File, Is.EqualTo("check"));
        Assert.That(Parse([], "exec", "a.orus", "--", "--anything", "else").File, Is.EqualTo("a.orus"));
    }

    [Test]
    public void HelpNamesTheCommonOptionsAndThatOfEachCommandAllOfIts()
    {
        string general = CliRunner.Run("--help").Output;
        Assert.That(CliRunner.Run("help").Output, Is.EqualTo(general));
        foreach (OptionRow option in OptionTable.All.ToArray())
            Assert.That(Names(general, option), Is.EqualTo(option.IsCommon), option.Name);
        foreach (CommandRow command in CommandTable.All.ToArray())
        {
            Assert.That(general, Does.Contain("\n  " + command.Name));
            CliRunner.Result own = CliRunner.Run(command.Name, "-h");
            Assert.That(own.ExitCode, Is.Zero);
            Assert.That(own.Output, Does.StartWith("Usage: orus " + command.Name).And.Contain(command.Examples[0]));
            Assert.That(CliRunner.Run("help", command.Name).Output, Is.EqualTo(own.Output));
            foreach (OptionRow option in OptionTable.All.ToArray())
                Assert.That(Names(own.Output, option), Is.EqualTo(option.IsKnownTo(command.Id)), $"{command.Name} {option.Name}");
        }

        static bool Names(string help, OptionRow option) => System.Text.RegularExpressions.Regex.IsMatch(help, $"^  (-., )?{option.Name}[ =,\n]", System.Text.RegularExpressions.RegexOptions.Multiline);
    }

    [Test]
    public void TheVersionIsOneLine()
    {
        CliRunner.Result result = CliRunner.Run("-v");
        Assert.That(result.Output, Does.Match("^orus [0-9]+\\.[0-9]+\\.[0-9]+\n$"));
        Assert.That(result.ExitCode, Is.Zero);
    }

    private static CommandLine Parse(Dictionary<string, string> variables, params string[] arguments)
    {
        using CliRunner host = new("", variables);
        return CommandLine.Parse(arguments, host);
    }
}
