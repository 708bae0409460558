using System;
using System.Text;

namespace Orus.Cli.Options;

/// <summary>Help, made from the tables of commands and options.</summary>
internal static class HelpText
{
    private const int MaxColumn = 34;

    /// <summary>The help of orus as a whole.</summary>
    public static string General()
    {
        StringBuilder text = new("""
            Usage: orus exec FILE [options]   run a program (in short: orus FILE)
                   orus                       start an interactive session
                   orus COMMAND --help        all options of one command, and examples

            Commands:

            """);
        foreach (CommandRow row in CommandTable.All)
            AppendEntry(text, row.TakesFile ? $"  {row.Name} FILE" : $"  {row.Name}", row.Summary);
        AppendOptions(text, "Options of most commands", Commands.All, areCommon: true);
        AppendExamples(text, CommandTable.Row(CommandId.Exec));
        return text.ToString();
    }

    /// <summary>The help of one command.</summary>
    public static string Of(CommandRow command)
    {
        StringBuilder text = new($"Usage: orus {command.Name} {command.Operands}".TrimEnd() + "\n\n");
        text.Append(char.ToUpperInvariant(command.Summary[0])).Append(command.Summary.AsSpan(1)).Append(".\n");
        var commands = (Commands)(1 << (int)command.Id);
        AppendOptions(text, "Options", commands, areCommon: true);
        AppendOptions(text, "More options", commands, areCommon: false);
        text.Append("\nA value may also follow its option as the next argument: --timeout 10.\n");
        AppendExamples(text, command);
        return text.ToString();
    }

    private static void AppendOptions(StringBuilder text, string title, Commands commands, bool areCommon)
    {
        string heading = $"\n{title}:\n";
        foreach (ref readonly OptionRow row in OptionTable.All)
        {
            if ((row.Commands & commands) == 0 || row.IsCommon != areCommon)
                continue;
            text.Append(heading);
            heading = "";
            string names = row.Alias.Length == 0 ? row.Name : row.Alias.Length == 2 ? $"{row.Alias}, {row.Name}" : $"{row.Name}, {row.Alias}";
            AppendEntry(text, "  " + names + (row.Value.Length == 0 ? "" : "=" + row.Value), row.Help);
        }
    }

    private static void AppendExamples(StringBuilder text, CommandRow command)
    {
        text.Append("\nExamples:\n");
        for (int i = 0; i < command.Examples.Length; i += 2)
            text.Append("  ").Append(command.Examples[i]).Append("\n      ").Append(command.Examples[i + 1]).Append('\n');
    }

    private static void AppendEntry(StringBuilder text, string entry, string help)
    {
        text.Append(entry);
        if (entry.Length + 2 > MaxColumn)
            text.Append('\n').Append(' ', MaxColumn);
        else
            text.Append(' ', MaxColumn - entry.Length);
        text.Append(help).Append('\n');
    }
}
