using System;
using System.Collections.Generic;
using Orus.Front.Diagnostics;

namespace Orus.Cli.Options;

/// <summary>A command line, understood.</summary>
/// <param name="Command">What to do.</param>
/// <param name="IsCommandNamed">Whether the command line names the command; otherwise it follows from there being a file or none.</param>
/// <param name="File">The file to work on, or null.</param>
/// <param name="Names">The names that a command works on which takes several.</param>
/// <param name="Settings">The options.</param>
internal sealed record CommandLine(CommandId Command, bool IsCommandNamed, string? File, IReadOnlyList<string> Names, CliSettings Settings)
{
    /// <summary>Reads the arguments of the process; what makes no sense is a <see cref="UsageException"/>.</summary>
    public static CommandLine Parse(string[] arguments, CliHost host)
    {
        CliSettings settings = new();
        settings.ApplyEnvironment(host);
        CommandRow? command = null;
        string? file = null;
        List<string>? names = null;
        List<OptionId>? used = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument == "--")
                break;
            if (argument.Length > 1 && argument[0] == '-')
                (used ??= []).Add(ReadOption(arguments, ref i, settings));
            else if (command is null && file is null && CommandTable.Find(argument) is { } named)
                command = named;
            else if (command is null && file is null && argument == "help")
                settings.Apply(OptionId.Help, "");
            else if (command is { TakesNames: true })
                (names ??= []).Add(argument);
            else if (file is null && command is null or { TakesFile: true })
                file = argument;
            else
                throw Unexpected(argument, command, file);
        }

        CommandId id = command?.Id ?? (file is null ? CommandId.Repl : CommandId.Exec);
        CommandLine line = new(id, command is not null, file, names ?? (IReadOnlyList<string>)[], settings);
        if (settings.ShowHelp || settings.ShowVersion)
            return line;
        if (command is { TakesFile: true } && file is null)
            throw new UsageException($"`orus {command.Name}` needs a FILE; see `orus {command.Name} --help`");
        if (command is null && file is not null)
            ExpectFile(file);
        foreach (OptionId option in used ?? [])
        {
            if (!OptionTable.Row(option).IsKnownTo(id))
                throw new UsageException($"option '{OptionTable.Row(option).Name}' does not go with `{CommandTable.Row(id).Name}`");
        }
        return line;
    }

    /// <summary>Applies the option at <paramref name="index"/>, which moves on if the value is an argument of its own.</summary>
    private static OptionId ReadOption(string[] arguments, ref int index, CliSettings settings)
    {
        string argument = arguments[index];
        int equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        string name = equals < 0 ? argument : argument[..equals];
        int found = OptionTable.Find(name);
        if (found < 0)
            throw new UsageException($"unknown option '{name}'" + Hint(NearestOption(name), "`orus --help` lists the options"));

        ref readonly OptionRow row = ref OptionTable.Row((OptionId)found);
        string value = "";
        if (row.Value.Length == 0)
        {
            if (equals >= 0)
                throw new UsageException($"option '{name}' takes no value");
        }
        else if (equals >= 0)
        {
            value = argument[(equals + 1)..];
        }
        else if (index + 1 < arguments.Length)
        {
            value = arguments[++index];
        }
        else
        {
            throw new UsageException($"option '{name}' needs a value: {name}={row.Value}");
        }

        try
        {
            settings.Apply(row.Id, value);
        }
        catch (UsageException problem)
        {
            throw new UsageException($"option '{name}': {problem.Message}");
        }
        return row.Id;
    }

    private static UsageException Unexpected(string argument, CommandRow? command, string? file)
    {
        if (command is null)
            ExpectFile(file!);
        return new UsageException($"unexpected argument '{argument}'"
            + (command is { TakesFile: false } ? $" after `{command.Name}`" : "; arguments for the program come after `--`"));
    }

    /// <summary>A bare word that is no file is taken for a misspelled command.</summary>
    private static void ExpectFile(string word)
    {
        if (word == "-" || word.AsSpan().IndexOfAny("./\\") >= 0 || System.IO.Path.Exists(word))
            return;
        List<string> names = [];
        foreach (CommandRow row in CommandTable.All)
            names.Add(row.Name);
        throw new UsageException($"there is no command and no file '{word}'" + Hint(word == "run" ? "exec" : Suggest.Nearest(word, names), "`orus --help` lists the commands"));
    }

    private static string? NearestOption(string name)
    {
        List<string> names = [];
        foreach (ref readonly OptionRow row in OptionTable.All)
        {
            names.Add(row.Name);
            if (row.Alias.Length > 0)
                names.Add(row.Alias);
        }
        return Suggest.Nearest(name, names);
    }

    private static string Hint(string? nearest, string otherwise) => nearest is null ? "; " + otherwise : $", did you mean '{nearest}'?";
}
